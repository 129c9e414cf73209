"""The input of each field kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.number_edit import NumberEdit, money_edit
from rayafin_desktop.desktop.components.secret_edit import SecretEdit
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, LongEdit, TextEdit
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field

_DECIMALS = {"qty": 3, "rate": 2, "percent": 0, "count": 0}


class Input(Protocol):
    """What every input answers; see `engine.screens.Field` for the values."""

    changed: SignalInstance

    def value(self) -> Any:
        """The value, None or an empty text for nothing."""

    def set_value(self, value: object) -> None:
        """Show a value."""

    def problem(self) -> str:
        """Why what was typed cannot be used; empty when it can."""


class CheckInput(CheckBox):
    """A check box as an input."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.changed: SignalInstance = self.toggled

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick or clear it."""
        self.setChecked(bool(value))

    def problem(self) -> str:
        """A tick is never wrong by itself."""
        return ""


class CountEdit(NumberEdit):
    """A whole number."""

    def value(self) -> Any:
        """An int or None."""
        found = super().value()
        return None if found is None else int(found)


def make_input(workspace: Workspace, field: Field, label: str) -> tuple[QWidget, Input]:
    """The widget of a field, as a widget and as an input."""
    formats = workspace.formats
    made: QWidget
    match field.kind:
        case "long":
            made = LongEdit()
        case "choice":
            said = tuple(replace(one, label=tr(one.label)) for one in field.choices)
            made = ChoiceEdit(said, required=field.required)
        case "check":
            made = CheckInput(label)
        case "date":
            made = DateEdit(formats)
        case "money":
            made = money_edit(formats)
        case "count":
            made = CountEdit(formats, most=0)
        case "qty" | "rate" | "percent":
            decimals = field.decimals if field.decimals is not None else _DECIMALS[field.kind]
            made = NumberEdit(formats, decimals=decimals)
        case "lookup":
            made = lookup_input(workspace, field)
        case "secret":
            made = SecretEdit()
        case _:
            made = TextEdit(code=field.kind == "code")
    if field.placeholder and hasattr(made, "setPlaceholderText"):
        made.setPlaceholderText(tr(field.placeholder))
    if field.read_only:
        if hasattr(made, "setReadOnly"):
            made.setReadOnly(True)
        else:
            made.setEnabled(False)
    return made, cast("Input", made)


def lookup_input(workspace: Workspace, field: Field) -> LookupEdit:
    """A type-ahead over the field's registered query."""

    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        workspace.suggest(field.lookup, text, show, owner=edit)

    edit = LookupEdit(find, field.label.lower(), creates=bool(field.creates))
    edit.create_asked.connect(lambda text: workspace.open(field.creates, name=text))
    return edit
