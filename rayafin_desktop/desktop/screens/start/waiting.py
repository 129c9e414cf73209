"""While a book is made or opened: what is being done, and how far it is."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from rayafin_desktop.desktop.components.avatar import Logo
from rayafin_desktop.desktop.components.label import Label
from rayafin_desktop.desktop.components.layout import Surface, column, fixed_width, row
from rayafin_desktop.desktop.theme.fonts import BASE, CRUMB, REGULAR, SEMIBOLD
from rayafin_desktop.desktop.theme.sizes import grown

_WIDTH = 320


class Waiting(Surface):
    """A sentence and a bar; the bar runs to and fro while nobody knows how long it takes."""

    def __init__(self) -> None:
        super().__init__("app")
        self._title = Label("", CRUMB, SEMIBOLD)
        self._detail = Label("", BASE, REGULAR, "text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        fixed_width(self.bar, grown(_WIDTH))
        lines = (row(None, Logo(44), None), 4, row(None, self._title, None), row(None, self._detail, None))
        self.setLayout(column(None, *lines, 4, row(None, self.bar, None), None, None))

    def begin(self, title: str, detail: str) -> None:
        """Something new has begun."""
        self._title.setText(title)
        self._detail.setText(detail)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)

    def show_progress(self, done: int, whole: int) -> None:
        """How far it is."""
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
