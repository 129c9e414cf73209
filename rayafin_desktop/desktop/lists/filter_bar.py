"""The filters of a list beyond its text: fields in one row, applied as they are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.layout import Surface, row
from rayafin_desktop.desktop.forms.inputs import Input, make_input
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP, GUTTER, grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field, Filter

_WIDTH = 190


class FilterBar(Surface):
    """`filtered` is emitted with pairs of column and value whenever a field changes."""

    filtered = Signal(tuple)

    def __init__(self, workspace: Workspace, filters: tuple[Filter, ...]) -> None:
        super().__init__()
        self._inputs: dict[str, Input] = {}
        self._first: QWidget | None = None
        line = row(spacing=FIELD_GAP, margins=(GUTTER, 8, GUTTER, 8))
        for one in filters:
            field = Field(key=one.key, label=one.label, kind=one.kind, choices=one.choices, lookup=one.lookup)
            label = tr(one.label)
            widget, made = make_input(workspace, field, label)
            box = FieldBox(label, widget)
            box.setFixedWidth(grown(_WIDTH))
            made.changed.connect(self._changed)
            self._inputs[one.key] = made
            self._first = self._first or widget
            line.addWidget(box)
        clear = Button(tr("Clear filter"), small=True)
        clear.clicked.connect(lambda: self.show_where(()))
        clear.clicked.connect(self._changed)
        line.addStretch(1)
        line.addWidget(clear)
        self.setLayout(line)
        if self._first is not None:
            self.setFocusProxy(self._first)

    def where(self) -> tuple[tuple[str, str], ...]:
        """What is asked for: column and value, sorted, empty fields left out."""
        found = {key: _written(made.value()) for key, made in self._inputs.items()}
        return tuple(sorted((key, text) for key, text in found.items() if text))

    def show_where(self, where: tuple[tuple[str, str], ...]) -> None:
        """Show these values, or none."""
        values: Mapping[str, str] = dict(where)
        with QSignalBlocker(self):
            for key, made in self._inputs.items():
                made.set_value(values.get(key))

    def _changed(self, *_: object) -> None:
        if not any(made.problem() for made in self._inputs.values()):
            self.filtered.emit(self.where())


def _written(value: object) -> str:
    """A value as a list query reads it."""
    if value is None or value == "" or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)
