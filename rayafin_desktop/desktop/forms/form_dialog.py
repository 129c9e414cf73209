"""One dialog for every `FormScreen`: it fills a command and sends it."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.base.errors import NeedsApproval, NeedsConfirmation, RayafinError
from rayafin_desktop.desktop.components.banner import Banner
from rayafin_desktop.desktop.components.button import Button, IconButton
from rayafin_desktop.desktop.components.key_caps import KeyCaps
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Rule, box, column, row
from rayafin_desktop.desktop.components.overlay import Overlay, Panel
from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.components.scroll import ScrollColumn
from rayafin_desktop.desktop.keys import install
from rayafin_desktop.desktop.problems import spread
from rayafin_desktop.desktop.theme.fonts import CRUMB, REGULAR, SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import DIALOG, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import FormScreen

from .enter_flow import EnterFlow
from .form_fields import FormFields


class FormDialog(Overlay):
    """A form over the window. `saved` is emitted with the command's result."""

    saved = Signal(object)

    def __init__(
        self, window: QWidget, workspace: Workspace, screen: FormScreen, identity: object = None
    ) -> None:
        panel = Panel()
        super().__init__(window, panel, grown(DIALOG))
        self._workspace = workspace
        self.screen_ = screen
        self._identity = identity
        self._row: Any = None
        self._clean: dict[str, Any] = {}
        self._confirmed: frozenset[str] = frozenset()
        noun = tr(screen.noun)
        self._title = Label(tr("New {noun}", noun=noun) if identity is None else noun, CRUMB, SEMIBOLD)
        close = IconButton("x", tr("Close"), small=True)
        close.clicked.connect(self.leave)
        self.fields = FormFields(workspace, screen.fields, EnterFlow(self))
        self.banner = Banner("neg")
        self.banner.hide()
        self._count = Label("", SMALL, REGULAR, "neg")
        cancel = Button(tr("Cancel"))
        cancel.clicked.connect(self.leave)
        self.primary = Button(tr("Save {noun}", noun=noun), "primary")
        self.primary.clicked.connect(self.save)
        area = ScrollColumn(box(column(self.banner, self.fields, None, spacing=12, margins=(24, 14, 24, 18))))
        head = row(self._title, None, close, margins=(24, 14, 14, 12))
        foot = row(self._count, None, cancel, self.primary, KeyCaps("Ctrl+S"), margins=(24, 12, 24, 14))
        panel.setLayout(column(head, Rule(), area, Rule(), foot, spacing=0, margins=(1, 1, 1, 1)))
        panel.setAccessibleName(self._title.text())
        self.shortcuts = install(self, "form", {"save": self.save, "primary": self.save})
        self._clean = self.fields.values()
        if identity is not None:
            self._load(identity)

    def _load(self, identity: Any) -> None:
        self._workspace.details(self.screen_.load, identity, self._loaded, owner=self, slot="load", limit=1)

    def start(self) -> None:
        """Open with the cursor in the first field."""
        self.open(self.fields.first())

    def fill(self, values: dict[str, Any]) -> None:
        """Begin with some values, such as the name typed where the record was missing."""
        for key, value in values.items():
            if key in self.fields.inputs:
                self.fields.inputs[key].set_value(value)

    def set_title(self, title: str) -> None:
        """Name what is done to which record."""
        self._title.setText(title)
        self.panel.setAccessibleName(title)

    def dirty(self) -> bool:
        """Whether closing would lose something."""
        return self.fields.values() != self._clean

    def leave(self) -> None:
        """Close; asks first when something would be lost."""
        if self.dirty():
            ask(
                self,
                tr("Discard changes"),
                tr("What you typed here is not saved yet."),
                super().dismiss,
                danger=True,
            )
        else:
            super().dismiss()

    def dismiss(self) -> None:
        self.leave()

    def discard(self) -> None:
        """Close without asking."""
        super().dismiss()

    def save(self) -> None:
        """Check, then send the command."""
        errors = self.fields.check()
        self._show_errors(errors, ())
        if errors or not self.primary.isEnabled():
            return
        self.primary.setEnabled(False)
        self._workspace.execute(
            self.command(), self._done, owner=self, confirmed=self._confirmed, failed=self._refused
        )

    def command(self) -> Any:
        """The command that the form now says."""
        kind = self.screen_.create if self._identity is None else self.screen_.change
        if kind is None:
            raise TypeError(f"{self.screen_.key} has no command for this")
        known = {field.name: field.default for field in dataclasses.fields(kind)}
        # A choice not made is None; the command's own default then says what nothing is.
        values = {
            key: value
            for key, value in self.fields.values().items()
            if key in known and (value is not None or known[key] in (None, dataclasses.MISSING))
        }
        hints = get_type_hints(kind)
        for field in self.screen_.fields:
            if field.kind == "choice" and field.key in values:
                values[field.key] = _chosen(hints[field.key], values[field.key])
        if self._identity is not None:
            if self.screen_.identity in known:
                record = self._record_id()
                many = get_origin(hints[self.screen_.identity]) is tuple  # a command of several records
                values[self.screen_.identity] = (record,) if many else record
            if "version" in known:
                values["version"] = getattr(self._row, "version", None)
        return kind(**values)

    def _record_id(self) -> object:
        """What the command calls the record: not always the id by which it was loaded."""
        loaded = getattr(self._row, self.screen_.identity, None) or getattr(self._row, "id", None)
        return loaded or _as_id(self._identity)

    def _loaded(self, rows: Any) -> None:
        if not rows:
            self.banner.say(tr("This {noun} was not found.", noun=tr(self.screen_.noun)), "neg")
            self.primary.setEnabled(False)
            return
        self._row = rows[0]
        self.fields.set_values(self._row)
        self._clean = self.fields.values()
        self._title.setText(str(getattr(self._row, self.screen_.title_key, "") or self._title.text()))

    def _done(self, result: object) -> None:
        self._clean = self.fields.values()
        self._workspace.say(tr("{noun} saved", noun=tr(self.screen_.noun).capitalize()))
        self.saved.emit(result)
        super().dismiss()

    def _refused(self, error: Exception) -> None:
        self.primary.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            self._ask_confirmation(error)
        elif isinstance(error, NeedsApproval):
            # Kept under a ticket: nothing is left to do here.
            self._workspace.say(self._workspace.sentences(error)[0])
            super().dismiss()
        elif isinstance(error, RayafinError):
            found = spread(error, frozenset(self.fields.boxes), self._workspace.sentence)
            self._show_errors(dict(found.by_field), found.rest)
        else:
            self._workspace.refused.emit(error)

    def _ask_confirmation(self, error: NeedsConfirmation) -> None:
        def again() -> None:
            self._confirmed |= {error.key}
            self.save()

        text = "\n".join(self._workspace.sentences(error))
        ask(self, tr("Save all the same"), text, again)

    def _show_errors(self, errors: dict[str, str], rest: tuple[str, ...]) -> None:
        self.fields.show_errors(errors)
        count = len(errors)
        one, many = tr("Fix 1 field to save"), tr("Fix {count} fields to save", count=count)
        self._count.setText("" if not count else one if count == 1 else many)
        if rest:
            self.banner.say("\n".join(rest), "neg")
        else:
            self.banner.hide()
        self.place()


def _chosen(hint: Any, value: Any) -> Any:
    """A choice as its command keeps it: the box that holds the choices knows only texts."""
    for kind in get_args(hint) or (hint,):
        if isinstance(kind, type) and isinstance(value, str):
            if issubclass(kind, StrEnum):
                return kind(value)
            if kind is int:
                return int(value)
    return value


def _as_id(identity: object) -> object:
    return UUID(identity) if isinstance(identity, str) else identity
