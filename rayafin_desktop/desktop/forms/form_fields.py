"""The fields of a form on a grid of twelve columns, by section."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.desktop.components.field import FieldBox
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.theme.fonts import SEMIBOLD, SMALL
from rayafin_desktop.desktop.theme.sizes import FIELD_GAP
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field

from .enter_flow import EnterFlow
from .inputs import Input, make_input

_COLUMNS = 12


class FormFields(QWidget):
    """Inputs by key; `changed` is emitted when any of them is."""

    changed = Signal()

    def __init__(self, workspace: Workspace, fields: tuple[Field, ...], flow: EnterFlow) -> None:
        super().__init__()
        self._workspace = workspace
        self._fields = fields
        self.boxes: dict[str, FieldBox] = {}
        self.inputs: dict[str, Input] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_GAP)
        grid, section, x, y = self._new_grid(column), "", 0, 0
        lines: dict[tuple[QGridLayout, int], list[Field]] = {}
        for field in fields:
            if field.section != section:
                section = field.section
                column.addWidget(Label(tr(section), SMALL, SEMIBOLD, "text2"))
                grid, x, y = self._new_grid(column), 0, 0
            span = min(field.span, _COLUMNS)
            if x + span > _COLUMNS:
                x, y = 0, y + 1
            grid.addWidget(self._box(field, flow), y, x, 1, span, Qt.AlignmentFlag.AlignTop)
            x += span
            lines.setdefault((grid, y), []).append(field)
        for line in lines.values():
            if all(one.kind == "check" and not one.hint for one in line):
                for one in line:
                    self.boxes[one.key].without_head()

    def values(self) -> dict[str, Any]:
        """All values by key."""
        return {key: one.value() for key, one in self.inputs.items()}

    def set_values(self, row: Any) -> None:
        """Show a record: attributes by field key; money in minor units, look-ups with their name."""
        digits = currency_digits(self._workspace.formats.currency)
        for field in self._fields:
            value = getattr(row, field.key, None)
            one = self.inputs[field.key]
            if isinstance(one, LookupEdit):
                shows = field.shows or f"{field.key.removesuffix('_id')}_name"
                one.set_value(value, str(getattr(row, shows, "") or ""))
            elif field.kind == "money" and not isinstance(value, Decimal):
                minor = getattr(row, f"{field.key}_minor", value)
                one.set_value(None if minor is None else to_major(minor, digits))
            else:
                one.set_value(value)

    def check(self) -> dict[str, str]:
        """What is missing or cannot be read, by key."""
        found: dict[str, str] = {}
        for field in self._fields:
            one = self.inputs[field.key]
            if text := one.problem():
                found[field.key] = text
            elif field.required and one.value() in (None, ""):
                found[field.key] = tr("This is needed")
        return found

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Say errors at their fields and put the cursor into the first."""
        for key, one in self.boxes.items():
            one.set_error(errors.get(key, ""))
        first = next((key for key in self.boxes if key in errors), None)
        if first is not None:
            self.boxes[first].input.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget | None:
        """The field to begin in."""
        for field in self._fields:
            if not field.read_only:
                return self.boxes[field.key].input
        return None

    def _new_grid(self, column: QVBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(FIELD_GAP)
        grid.setVerticalSpacing(FIELD_GAP)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        column.addLayout(grid)
        return grid

    def _box(self, field: Field, flow: EnterFlow) -> FieldBox:
        label = tr(field.label)
        widget, one = make_input(self._workspace, field, label)
        widget.setObjectName(field.key)
        box = FieldBox(
            "" if field.kind == "check" else label, widget, hint=tr(field.hint), required=field.required
        )
        widget.setAccessibleName(label)
        # Twelve equal columns, whatever an input would like.
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        box.setMinimumWidth(1)
        if field.help:
            widget.setToolTip(tr(field.help))
        if field.default is not None:
            one.set_value(field.default)
        one.changed.connect(lambda *_: self._changed(field.key))
        flow.watch(widget)
        self.boxes[field.key], self.inputs[field.key] = box, one
        return box

    def _changed(self, key: str) -> None:
        # An error stands until its field is touched.
        if key in self.boxes and self.boxes[key].error():
            self.boxes[key].set_error("")
        self.changed.emit()
