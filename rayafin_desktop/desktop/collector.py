"""Collects garbage on the window's thread only.

Python's collector runs in whatever thread happens to allocate; a widget freed on a reader's thread
takes the program down. So the automatic collector rests, and a timer asks here how much has gathered.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class Collector(QObject):
    """Begin with `start`; `stop` gives the collector back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """What is alive now stays; what gathers from now on is looked at here."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Back to Python's own ways."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()

    def look(self) -> None:
        """Collect the generations that are due, by Python's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [n for n in range(3) if counts[n] > thresholds[n]]
        if due:
            gc.collect(max(due))
