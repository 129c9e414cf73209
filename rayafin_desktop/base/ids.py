"""Identity: UUIDv7 made on the device (RFC 9562 section 5.7).

Time-ordered, so that inserts stay local in the index; random enough that two devices never meet.
Never order or authorise by the time inside an id: clocks decide nothing here.
"""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID


class _Clock:
    """The last millisecond and sequence handed out; never runs backwards."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ms = 0
        self._sequence = 0

    def tick(self) -> tuple[int, int]:
        with self._lock:
            now_ms = time.time_ns() // 1_000_000
            if now_ms > self._ms:
                self._ms = now_ms
                self._sequence = int.from_bytes(os.urandom(2), "big") & 0x7FF
            else:
                self._sequence += 1
                if self._sequence > 0xFFF:
                    self._ms += 1
                    self._sequence = 0
            return self._ms, self._sequence


_clock = _Clock()


def new_id() -> UUID:
    """A fresh UUIDv7, strictly increasing within this process even when the clock steps back."""
    ms, sequence = _clock.tick()
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return UUID(int=(ms << 80) | (0x7 << 76) | (sequence << 64) | (0b10 << 62) | tail)
