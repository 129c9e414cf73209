"""Identity: UUIDv7 made on the device (RFC 9562 section 5.7).

Time-ordered, so that inserts stay local in the index; random enough that two devices never meet.
Never order or authorise by the time inside an id: clocks decide nothing here.

Within an operation of a shared book (`drawn_from`) ids are drawn from the operation's own: the server, which
carries the command out again, then gives every row the id it already has on the device.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import blake2b
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


class IdSource:
    """Ids drawn from a seed, the same again for the same seed: the n-th of each kind.

    By kind, so that a handler that makes one row less there than here still names the others alike.
    """

    def __init__(self, seed: UUID) -> None:
        self._seed = seed.bytes
        self._milliseconds = seed.int >> 80  # the seed is a UUIDv7: its time keeps index inserts local
        self._drawn: dict[str, int] = {}

    def draw(self, kind: str) -> UUID:
        """The next id of a kind."""
        n = self._drawn[kind] = self._drawn.get(kind, 0) + 1
        digest = blake2b(b"%b%d/%b" % (self._seed, n, kind.encode()), digest_size=8).digest()
        return _version_7(self._milliseconds, n & 0xFFF, int.from_bytes(digest, "big") & ((1 << 62) - 1))


_source: ContextVar[IdSource | None] = ContextVar("id_source", default=None)


@contextmanager
def drawn_from(seed: UUID) -> Iterator[None]:
    """Within this, `new_id` draws from `seed`, in this thread only."""
    token = _source.set(IdSource(seed))
    try:
        yield
    finally:
        _source.reset(token)


def new_id(kind: str = "") -> UUID:
    """A fresh UUIDv7, strictly increasing within this process even when the clock steps back.

    `kind` is what the id is for; it matters within an operation only (`IdSource`).
    """
    source = _source.get()
    if source is not None:
        return source.draw(kind)
    return free_id()


def free_id() -> UUID:
    """A fresh UUIDv7 that belongs to no operation: for operations themselves, devices and books."""
    milliseconds, sequence = _clock.tick()
    return _version_7(milliseconds, sequence, int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1))


def _version_7(milliseconds: int, sequence: int, rest: int) -> UUID:
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | sequence << 64 | 0b10 << 62 | rest
    return UUID(int=value)
