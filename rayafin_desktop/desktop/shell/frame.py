"""The frame inside the window: accent bar, sidebar, and the stack of pages with back and forward."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rayafin_desktop.desktop.components.layout import column, row
from rayafin_desktop.desktop.theme import Role, colour

KEPT_PAGES = 12
_ACCENT_HEIGHT = 3
COMPANY_TONES: tuple[Role, ...] = (
    "accent",
    "teal_solid",
    "orange_solid",
    "info_solid",
    "pos_solid",
    "neg_solid",
)
"""The bar at the window's top changes with the company, so that two windows cannot be mistaken."""


@runtime_checkable
class Page(Protocol):
    """What the stack asks of a page, besides being a widget."""

    key: str
    title: str

    def show_params(self, params: dict[str, object]) -> None:
        """Show what a link asked for."""

    def close_page(self) -> None:
        """Let go of threads and connections."""


class AccentBar(QWidget):
    """The company's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_ACCENT_HEIGHT)
        self._role: Role = "accent"

    def set_company(self, number: int) -> None:
        """Another company."""
        self._role = COMPANY_TONES[number % len(COMPANY_TONES)]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRect(0, 0, self.width(), self.height()), colour(self._role))


class PageStack(QStackedWidget):
    """Open pages, newest last, with a way back. `shown` is emitted with the page's key."""

    shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._back: list[QWidget] = []
        self._forward: list[QWidget] = []

    def pages(self) -> list[QWidget]:
        """All open pages."""
        found = (self.widget(n) for n in range(self.count()))
        return [page for page in found if page is not None]

    def page(self, key: str) -> QWidget | None:
        """The open page with this key."""
        for page in self.pages():
            if getattr(page, "key", "") == key:
                return page
        return None

    def show_page(self, page: QWidget) -> None:
        """Show a page, new or open; the way forward is forgotten."""
        current = self.currentWidget()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        if current is not None and current is not page:
            self._back.append(current)
        self._forward.clear()
        self._set(page)
        self._drop_oldest()

    def back(self) -> bool:
        """The page before; False at the start."""
        return self._walk(self._back, self._forward)

    def forward(self) -> bool:
        """Undo `back`."""
        return self._walk(self._forward, self._back)

    def step(self, by: int) -> None:
        """The next or previous open page."""
        if self.count() > 1:
            self.show_page(self.pages()[(self.currentIndex() + by) % self.count()])

    def close_page(self, page: QWidget) -> None:
        """Throw a page away and show the one before."""
        if isinstance(page, Page):
            page.close_page()
        self._back = [one for one in self._back if one is not page]
        self._forward = [one for one in self._forward if one is not page]
        was_shown = self.currentWidget() is page
        self.removeWidget(page)
        page.deleteLater()
        if was_shown and self._back:
            self._set(self._back.pop())

    def close_all(self) -> None:
        """Throw every page away."""
        for page in self.pages():
            self.close_page(page)

    def _walk(self, source: list[QWidget], target: list[QWidget]) -> bool:
        if not source:
            return False
        current = self.currentWidget()
        if current is not None:
            target.append(current)
        self._set(source.pop())
        return True

    def _set(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(getattr(page, "key", ""))

    def _drop_oldest(self) -> None:
        while self.count() > KEPT_PAGES:
            oldest = next(page for page in self.pages() if page is not self.currentWidget())
            self.close_page(oldest)


class Frame(QWidget):
    """Accent bar over sidebar and pages."""

    def __init__(self, sidebar: QWidget, stack: QWidget) -> None:
        super().__init__()
        self.accent = AccentBar()
        self.setLayout(column(self.accent, row(sidebar, stack, spacing=0), spacing=0))
