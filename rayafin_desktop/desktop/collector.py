"""Collects garbage on the window's thread only.

Python's collector runs in whatever thread happens to allocate. One that frees a widget on a reader's thread
holds a lock of Qt while it waits for Python, and the window's thread may hold Python while it waits for that
lock: the program stands still for ever. So the automatic collector rests from before the first window, and a
timer asks here how much has gathered.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from rayafin_desktop.engine.garbage import collect_due

_EVERY_MS = 2_000


class Collector(QObject):
    """Begin with `start`; `stop` gives the collector back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def start(self) -> None:
        """From now on garbage is looked at here; before any thread but the window's is at work."""
        gc.disable()
        self._timer.start()

    def settle(self) -> None:
        """What is alive now stays: it is not walked again."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Back to Python's own ways."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()
