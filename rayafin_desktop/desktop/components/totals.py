"""The sums under the lines of a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rayafin_desktop.desktop.theme.fonts import BASE, CARD_TITLE, MEDIUM, PAGE_TITLE, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import S4

from .label import Label
from .layout import Rule, clear, row


class Totals(QWidget):
    """Lines of label and figure, the last one large; already written for people."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._shown: tuple[object, ...] = ()

    def show_totals(self, lines: Sequence[tuple[str, str]], total: tuple[str, str]) -> None:
        """Show sums; the same ones are not built again, because every key press asks."""
        if (tuple(lines), total) == self._shown:
            return
        self._shown = (tuple(lines), total)
        clear(self._lines)
        for label, figure in lines:
            value = Label(figure, BASE, MEDIUM, "text2", number=True)
            value.setAccessibleName(f"{label}: {figure}")
            self._lines.addLayout(row(Label(label, BASE, REGULAR, "text2"), None, value, S4))
        self._lines.addWidget(Rule())
        label, figure = total
        whole = Label(figure, PAGE_TITLE, SEMIBOLD, number=True)
        whole.setAccessibleName(f"{label}: {figure}")
        self._lines.addLayout(row(Label(label, CARD_TITLE, SEMIBOLD), None, whole, S4))
