"""Locks after a while without a hand on it, by the wall clock, so that sleep counts too."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_HANDS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)
_LOOK_MS = 15_000


class IdleWatch(QObject):
    """`idle` is emitted once when nobody touched anything for `seconds`."""

    idle = Signal()

    def __init__(self, seconds: float, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        self._last = clock()
        self._told = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, app: QApplication) -> None:
        """Begin to watch."""
        app.installEventFilter(self)
        self._timer.start(_LOOK_MS)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def look(self) -> None:
        """See whether it is time; also asked when the window comes back from sleep."""
        if not self._told and self._clock() - self._last >= self._seconds:
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            # A hand that comes after the time is up must not push the lock away.
            self.look()
            self._last = self._clock()
            self._told = False
        return False
