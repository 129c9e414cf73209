"""Joining a shared company: the server, the one-time code, a name for this device, the new file."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Signal

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.forms.enter_flow import EnterFlow
from rayafin_desktop.desktop.keys import shortcut
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.wording import tr

from .book_facts import ENDING, default_folder, free_path
from .front_card import FrontCard
from .making import Joining, sentence_of
from .path_edit import PathEdit


class JoinBook(FrontCard):
    """`asked` is emitted with a Joining. What was typed stays, so that a broken connection can go on."""

    asked = Signal(object)

    def __init__(self) -> None:
        text = tr(
            "The company comes as a full copy onto this computer, works without the network, and keeps in "
            "step with the office. The owner gives you the address and a code."
        )
        super().__init__(tr("Join a shared company"), text, tr("Join"))
        self.server = TextEdit()
        self.server.setPlaceholderText("https://books.example.com:8750")
        self.code = TextEdit(code=True)
        self.code.setPlaceholderText("ABCDE-FGHJK-MNPQR-STUVW")
        self.name = TextEdit()
        self.name.set_value(platform.node().partition(".")[0])
        self.path = PathEdit(f"{tr('Books')} (*{ENDING})", saves=True, ending=ENDING)
        self.path.set_value(free_path(default_folder(), f"{tr('Shared company')}{ENDING}"))
        self.boxes = {
            "server": FieldBox(tr("Server"), self.server, required=True),
            "code": FieldBox(tr("One-time code"), self.code, required=True, hint=tr("good once, for a day")),
            "name": FieldBox(tr("Name of this device"), self.name, required=True),
            "path": FieldBox(tr("New file"), self.path, required=True),
        }
        self.set_body(*self.boxes.values())
        self.primary.clicked.connect(self.ask)
        shortcut(self, "Ctrl+Return", self.ask)
        flow = EnterFlow(self)
        for input_ in (self.server, self.code, self.name, self.path):
            flow.watch(input_)
        self.focus_first(self.server)

    def ask(self) -> None:
        """Check that nothing is missing, then ask."""
        self.banner.hide()
        missing = {
            "server": tr("Enter the server's address"),
            "code": tr("Enter the code"),
            "name": tr("Give this device a name"),
            "path": tr("Choose where the book goes"),
        }
        values = {"server": self.server, "code": self.code, "name": self.name, "path": self.path}
        first = None
        for key, box in self.boxes.items():
            is_missing = not values[key].value().strip()
            box.set_error(missing[key] if is_missing else "")
            first = first or (values[key] if is_missing else None)
        if first is not None:
            first.setFocus()
            return
        self.asked.emit(
            Joining(
                server=address(self.server.value()),
                code=self.code.value().strip(),
                name=self.name.value().strip(),
                path=self._path(),
            )
        )

    def take_refusal(self, error: RayafinError) -> None:
        """Problems at their fields; the others above them. The next try goes on where this one ended."""
        self.set_busy(False)
        found = spread(error, frozenset(self.boxes), sentence_of)
        for key, text in found.by_field.items():
            self.boxes[key].set_error(text)
        if found.rest:
            self.refuse("\n".join(found.rest))
        if found.by_field:
            self.boxes[next(iter(found.by_field))].setFocus()

    def take_stop(self) -> None:
        """Somebody stopped it: what has come stays, for going on."""
        self.set_busy(False)
        self.banner.say(tr("Stopped. Join goes on where it was."), "info")
        self.banner.set_actions()

    def _path(self) -> Path:
        return self.path.path()


def address(typed: str) -> str:
    """An address as it is kept: with its scheme, without a slash at the end."""
    text = typed.strip().rstrip("/")
    return text if "://" in text else f"https://{text}"
