"""One setting: its name, what it does, and the control that changes it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.check_box import CheckBox
from rayafin_desktop.desktop.components.date_edit import DateEdit
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import box, column, row
from rayafin_desktop.desktop.components.segmented import Segmented
from rayafin_desktop.desktop.components.text_input import ChoiceEdit, LongEdit, TextEdit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.forms.inputs import CountEdit
from rayafin_desktop.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SMALL
from rayafin_desktop.desktop.theme.sizes import grown
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice

_FEW = 4
_FEW_LETTERS = 34
_CONTROL = 300
_LONG_TEXTS = frozenset({"billing.terms"})


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """A setting as the page shows it. `choices` are (value, label); `opens` makes it a link to a page."""

    key: str
    section: str
    label: str
    help: str
    value: Any = None
    choices: Sequence[tuple[Any, str]] = ()
    may_change: bool = True
    opens: str = ""
    verb: str = ""

    def fits(self, text: str) -> bool:
        """Whether a typed text is about this setting."""
        whole = f"{self.section} {self.label} {self.help} {' '.join(name for _, name in self.choices)}"
        return all(part in whole.casefold() for part in text.casefold().split())


class SettingLine(QWidget):
    """`changed` is emitted with the key and the new value, `opened` with the page of a link."""

    changed = Signal(str, object)
    opened = Signal(str)

    def __init__(self, spec: SettingSpec, formats: Formats) -> None:
        super().__init__()
        self.spec = spec
        self._formats = formats
        self._shown: Any = spec.value
        self._error = Label("", SMALL, REGULAR, "neg", wrap=True)
        self._error.hide()
        self._show_value: Callable[[Any], object] = lambda _: None
        self.control = self._make_control()
        self.control.setAccessibleName(tr(spec.label))
        self.control.setAccessibleDescription(tr(spec.help))
        self.control.setEnabled(spec.may_change)
        words = [
            Label(tr(spec.label), BASE, MEDIUM),
            Label(tr(spec.help), SMALL, REGULAR, "text2", wrap=True),
        ]
        if not spec.may_change:
            words.append(Label(tr("Only the owner can change this."), SMALL, REGULAR, "text3"))
        text = column(*words, self._error, spacing=3)
        if isinstance(self.control, LongEdit):
            self.setLayout(column(text, self.control, spacing=8, margins=(0, 12, 0, 12)))
        else:
            side = box(column(None, row(None, self.control), None))
            line = row(text, side, spacing=24, margins=(0, 12, 0, 12))
            line.setStretch(0, 1)
            self.setLayout(line)
        self.setFocusProxy(self.control)

    def show_value(self, value: Any) -> None:
        """Another value, without `changed`."""
        self._shown = value
        self.control.blockSignals(True)
        self._show_value(value)
        self.control.blockSignals(False)
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Why the value was refused; the one that holds is shown again."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def _take(self, value: Any) -> None:
        if value != self._shown:
            self._shown = value
            self.changed.emit(self.spec.key, value)

    def _make_control(self) -> QWidget:
        spec = self.spec
        if spec.opens:
            button = Button(tr(spec.verb or "Open"), "plain", trailing="chevron-right")
            button.clicked.connect(lambda: self.opened.emit(spec.opens))
            return button
        if spec.choices:
            return self._make_choice()
        if isinstance(spec.value, bool):
            check = CheckBox(tr("On"))
            check.setChecked(spec.value)
            check.toggled.connect(self._take)
            self._show_value = check.setChecked
            return check
        return self._make_text()

    def _make_choice(self) -> QWidget:
        spec = self.spec
        labels = [tr(label) for _, label in spec.choices]
        values = {str(value): value for value, _ in spec.choices}
        if len(labels) <= _FEW and sum(map(len, labels)) <= _FEW_LETTERS:
            pairs = list(zip(values, labels, strict=True))
            few = Segmented(pairs, tr(spec.label), str(spec.value))
            few.chosen.connect(lambda key: self._take(values[key]))
            self._show_value = lambda value: few.set_current(str(value))
            return few
        many = ChoiceEdit(
            tuple(Choice(value=key, label=label) for key, label in zip(values, labels, strict=True)),
            required=True,
        )
        many.set_value(str(spec.value))
        many.changed.connect(lambda: self._take(values[many.value() or ""]))
        many.setFixedWidth(grown(_CONTROL))
        self._show_value = lambda value: many.set_value(str(value))
        return many

    def _make_text(self) -> QWidget:
        spec = self.spec
        if spec.key in _LONG_TEXTS:
            long = _LeftLong()
            long.set_value(spec.value)
            long.left.connect(lambda: self._take(long.value()))
            self._show_value = long.set_value
            return long
        if isinstance(spec.value, date):
            day = DateEdit(self._formats)
            day.set_value(spec.value if spec.value.year > 1900 else None)
            day.editingFinished.connect(lambda: self._take(day.value()) if day.value() else None)
            day.setFixedWidth(grown(150))
            self._show_value = day.set_value
            return day
        edit: TextEdit | CountEdit
        if isinstance(spec.value, int | Decimal):
            edit = CountEdit(self._formats, most=0)
            edit.setFixedWidth(grown(100))
        else:
            edit = TextEdit(code="{" in str(spec.value))
            edit.setFixedWidth(grown(_CONTROL))
        edit.set_value(spec.value)
        edit.editingFinished.connect(lambda: self._take(edit.value()) if not edit.problem() else None)
        self._show_value = edit.set_value
        return edit


class _LeftLong(LongEdit):
    """Several lines that are taken when one leaves them."""

    left = Signal()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.left.emit()
