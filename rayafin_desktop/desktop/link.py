"""Whether the office database answers, watched from a thread of its own; and what others changed in it.

A look every few seconds; one that is not answered in time is given up, and everything that waits for the same
server with it. While it is gone it is tried again, less and less often; it comes back by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rayafin_desktop.base.errors import Offline

if TYPE_CHECKING:
    from rayafin_desktop.engine.database import Database
    from rayafin_desktop.engine.pulse import Pulse

EVERY_SECONDS = 3.0
PATIENCE_SECONDS = 8.0
BACKOFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)


class Link(QObject):
    """`lost` and `back` when the server goes and comes, `changed` with what others touched, by kind.

    `seconds` and `patience` are the time between looks and until an answer must be there.
    """

    lost = Signal()
    back = Signal()
    changed = Signal(dict)
    _beaten = Signal(object)

    def __init__(
        self,
        database: Database,
        company_id: int,
        *,
        seconds: float = EVERY_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        super().__init__()
        self.is_lost = False
        self._database = database
        self._company_id = company_id
        self._seconds = seconds
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._failures = 0
        self._pulse: Pulse | None = None
        self._late = QTimer(self)
        self._late.setInterval(int((seconds + patience) * 1000))
        self._late.timeout.connect(self._give_up)
        self._beaten.connect(self._take)
        self._thread = threading.Thread(target=self._watch, name="pulse", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._late.start()
        self._thread.start()

    def stop(self) -> None:
        """Look no more; the thread ends."""
        self._late.stop()
        self._stopping.set()
        self._wake.set()
        if self._pulse is not None:
            self._pulse.interrupt()
        self._thread.join(PATIENCE_SECONDS)

    def suspect(self) -> None:
        """Look at once: something else had no answer."""
        self._wake.set()

    # On the thread

    def _watch(self) -> None:
        # Imported here: the window opens without the engine.
        from rayafin_desktop.engine.pulse import Pulse

        self._pulse = Pulse(self._database, self._company_id)
        while not self._stopping.is_set():
            try:
                self._tell(self._pulse.beat())
                self._failures = 0
            except Offline as gone:
                self._failures += 1
                self._tell(gone)
            self._wake.wait(self._pause())
            self._wake.clear()
        self._pulse.close()

    def _pause(self) -> float:
        if not self._failures:
            return self._seconds
        return min(BACKOFF_SECONDS[min(self._failures, len(BACKOFF_SECONDS)) - 1], 5 * self._seconds)

    def _tell(self, found: object) -> None:
        if not self._stopping.is_set():
            self._beaten.emit(found)

    # On the window's thread

    def _take(self, found: object) -> None:
        self._late.start()
        if isinstance(found, Offline):
            self._say_lost()
            return
        if self.is_lost:
            self.is_lost = False
            self.back.emit()
        touched = getattr(found, "touched", {})
        if touched:
            self.changed.emit(touched)

    def _give_up(self) -> None:
        """No answer in time: the look ends as from a reset, and so does everything that waits as it does."""
        self._say_lost()
        pulse, database = self._pulse, self._database
        threading.Thread(target=_end_all, args=(pulse, database.cut_off), daemon=True).start()

    def _say_lost(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self.lost.emit()


def _end_all(pulse: Pulse | None, cut_off: Callable[[], None]) -> None:
    if pulse is not None:
        pulse.interrupt()
    cut_off()
