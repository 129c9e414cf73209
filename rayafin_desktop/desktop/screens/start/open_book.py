"""Opening a book by its file, or an office database by its address."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import column
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import TextEdit
from rayafin_desktop.desktop.theme.fonts import MICRO, REGULAR
from rayafin_desktop.desktop.wording import tr

from .book_facts import ENDING, default_folder
from .front_card import FrontCard
from .path_edit import PathEdit


class OpenBook(FrontCard):
    """`asked` is emitted with a path or a `postgresql://` URL."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            tr("Open a book"),
            tr("Everything of a company is in one file, or in one office database."),
            tr("Open"),
        )
        self.kind = Segmented(
            [("file", tr("File")), ("server", tr("Office database"))], tr("Kind of book"), "file"
        )
        self.kind.chosen.connect(self._show_kind)
        names = f"{tr('Books')} (*{ENDING} *.ryf);;{tr('All files')} (*)"
        self.file = PathEdit(names, saves=False, ending=ENDING)
        self.file.set_value(f"{default_folder()}/")
        self._file_box = FieldBox(tr("File"), self.file)
        self.url = TextEdit()
        self.url.setPlaceholderText("postgresql://name@server:5432/rayafin")
        self._url_box = FieldBox(tr("Address"), self.url)
        hint = tr("A password in the address is used once and not kept.")
        self._url_hint = Label(hint, MICRO, REGULAR, "text3")
        self.set_body(self.kind, self._file_box, column(self._url_box, self._url_hint, spacing=4))
        self.primary.clicked.connect(self._ask)
        self.file.returnPressed.connect(self._ask)
        self.url.returnPressed.connect(self._ask)
        self._show_kind("file")

    def show_location(self, location: str) -> None:
        """Begin with a location."""
        server = "://" in location
        self.kind.set_current("server" if server else "file")
        self._show_kind("server" if server else "file")
        (self.url.set_value if server else self.file.set_value)(location)

    def _show_kind(self, kind: str) -> None:
        self._file_box.setVisible(kind == "file")
        self._url_box.setVisible(kind == "server")
        self._url_hint.setVisible(kind == "server")
        self.focus_first(self.file if kind == "file" else self.url)

    def _ask(self) -> None:
        location = self.url.value() if self.kind.current() == "server" else str(self.file.path())
        if location:
            self.asked.emit(location)
