"""The stall meter: how long the window's thread was away from its event loop.

A timer of one millisecond notes the gaps. In the field a second thread watches too: when the gap
passes the limit it logs what the window's thread is doing at that very moment.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, Qt, QTimer

log = logging.getLogger(__name__)
FIELD_LIMIT = 0.100
"""Seconds after which a stall is worth a line in the log."""


class StallMeter(QObject):
    """Measures from `start` on; gaps are in seconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self.worst = 0.0
        self._watch: threading.Thread | None = None
        self._stopping = threading.Event()

    def start(self, *, watch: bool = False) -> None:
        """Begin; `watch` also logs the stack of a stalled main thread."""
        self.reset()
        self._timer.start(20 if watch else 1)
        if watch and self._watch is None:
            main = threading.get_ident()
            self._watch = threading.Thread(target=self._watch_main, args=(main,), daemon=True)
            self._watch.start()

    def stop(self) -> None:
        """End measuring and watching."""
        self._timer.stop()
        self._stopping.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None
            self._stopping.clear()

    def reset(self) -> None:
        """Forget what was measured."""
        self._last = time.perf_counter()
        self.worst = 0.0

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last)
        self._last = now

    def _watch_main(self, main: int) -> None:
        told = 0.0
        while not self._stopping.wait(FIELD_LIMIT / 2):
            gap = time.perf_counter() - self._last
            if gap > FIELD_LIMIT + 0.02 and self._last != told:
                told = self._last
                # There is no other way to see what another thread is doing.
                frame = sys._current_frames().get(main)  # noqa: SLF001
                stack = "".join(traceback.format_stack(frame)) if frame else ""
                log.warning("window stalled for %.0f ms\n%s", gap * 1000, stack)
