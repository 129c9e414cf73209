"""Locks after a while without a hand on it, by the wall clock, so that sleep counts too.

The steady clock stands still while the computer sleeps, the wall clock does not: when they drift apart
between two looks, it slept (or somebody moved the clock), and the window locks at once. A wall clock put
back does not help, either: then the steady one tells how long it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_HANDS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)
_LOOK_MS = 15_000
_ASLEEP = 60.0  # seconds the two clocks may drift apart between two looks


class IdleWatch(QObject):
    """`idle` is emitted once when nobody touched anything for `seconds`, or the computer has slept."""

    idle = Signal()

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._seconds = seconds
        self._clock = clock
        self._steady = steady
        self._last, self._last_steady = clock(), steady()
        self._seen, self._seen_steady = self._last, self._last_steady
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
        now, steady = self._clock(), self._steady()
        slept = (now - self._seen) - (steady - self._seen_steady) > _ASLEEP
        self._seen, self._seen_steady = now, steady
        untouched = max(now - self._last, steady - self._last_steady)
        if not self._told and (slept or untouched >= self._seconds):
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            # A hand that comes after the time is up must not push the lock away.
            self.look()
            self._last, self._last_steady = self._clock(), self._steady()
            self._told = False
        return False
