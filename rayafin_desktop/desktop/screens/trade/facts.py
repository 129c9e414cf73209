"""Facts in two columns: what it is called, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.components.label import ElidedLabel, Label
from rayafin_desktop.desktop.components.layout import clear
from rayafin_desktop.desktop.theme import Role
from rayafin_desktop.desktop.theme.fonts import MEDIUM, REGULAR, SMALL


@dataclass(frozen=True, slots=True)
class Fact:
    """One line; with `open` the value is a link."""

    label: str
    value: str
    tone: Role = "text"
    open: Callable[[], object] | None = None


class Facts(QWidget):
    """Lines without a value are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        clear(self._grid)
        at = 0
        for fact in facts:
            if not fact.value:
                continue
            label = Label(fact.label, SMALL, REGULAR, "text2")
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._value(fact), at, 1)
            at += 1

    def _value(self, fact: Fact) -> QWidget:
        if fact.open is not None:
            link = Button(fact.value, "link")
            link.setAccessibleName(f"{fact.label}: {fact.value}")
            run = fact.open
            link.clicked.connect(lambda _=False: run())
            return link
        if len(fact.value) > 34:
            return Label(fact.value, SMALL, MEDIUM, fact.tone, wrap=True)
        value = ElidedLabel(fact.value, SMALL, MEDIUM, fact.tone, tabular=True)
        value.setAccessibleName(f"{fact.label}: {fact.value}")
        return value
