"""A panel over the window's own ground: palette, dialogs, questions.

It is a child of the window, not a window of its own: the focus stays where the platform expects it,
and the Tab key walks inside the panel until it is closed.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from rayafin_desktop.desktop.theme import Role, colour
from rayafin_desktop.desktop.theme.sizes import RADIUS_DIALOG

from .painting import painter_on, rounded, shadow

_BLUR = 34


class Panel(QWidget):
    """The floating ground itself."""

    def __init__(self, ground: Role = "raised") -> None:
        super().__init__()
        self._ground: Role = ground

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(painter_on(self), self.rect().toRectF(), RADIUS_DIALOG, self._ground, "border")


class Overlay(QWidget):
    """Covers the window and shows `panel`; `closed` is emitted when it goes.

    `top` is the distance from the window's top, None for the middle.
    """

    closed = Signal()

    def __init__(self, window: QWidget, panel: QWidget, width: int, *, top: int | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.panel = panel
        self._width, self._top = width, top
        panel.setParent(self)
        self._focus_before: QWidget | None = None
        self._closing = False
        window.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget | None = None) -> None:
        """Show the panel and put the cursor into it."""
        self._focus_before = QApplication.focusWidget()
        if getattr(self._window, "locked", False):
            # What comes back while the window is locked waits beneath the lock.
            self._window.cover(self)  # type: ignore[attr-defined]
            return
        self.show()
        self.place()  # fonts and style are settled now
        self.raise_()
        (focus or self.panel).setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close and give the focus back to where it was."""
        if self._closing:
            return
        self._closing = True
        self._window.removeEventFilter(self)
        self.hide()
        before = self._focus_before
        # A cell's editor is gone by the time a form over it closes.
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def place(self) -> None:
        """Fit the window."""
        window = self._window
        self.setGeometry(window.rect())
        width = min(self._width, window.width() - 32)
        self.panel.setFixedWidth(width)
        self.panel.setMaximumHeight(window.height() - 32)
        wish = self.panel.sizeHint().expandedTo(self.panel.minimumSizeHint())
        if self.panel.hasHeightForWidth():
            wish.setHeight(self.panel.heightForWidth(width))
        height = min(wish.height(), window.height() - 32)
        self.panel.resize(QSize(width, height))
        top = self._top if self._top is not None else max(16, (window.height() - height) // 2)
        self.panel.move((window.width() - width) // 2, min(top, max(16, window.height() - height - 16)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = [
            child
            for child in self.panel.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isVisible()
            and child.isEnabled()
            and child.focusProxy() is None
        ]
        if not stops:
            return True
        ordered: list[QWidget] = []
        at: QWidget | None = self.panel
        for _ in range(10_000):
            at = at.nextInFocusChain() if at is not None else None
            if at is None or at is self.panel:
                break
            if at in stops:
                ordered.append(at)
        now = QApplication.focusWidget()
        place = ordered.index(now) if now in ordered else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        ordered[(place + (1 if forward else -1)) % len(ordered)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        # Nothing typed here reaches the page beneath.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_on(self)
        painter.fillRect(self.rect(), colour("scrim"))
        shadow(painter, QRectF(self.panel.geometry()), RADIUS_DIALOG, _BLUR)


def host_window(widget: QWidget) -> QWidget:
    """The window an overlay of `widget` covers."""
    return widget.window()
