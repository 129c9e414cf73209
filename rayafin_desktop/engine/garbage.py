"""Python's garbage collector rests while a command runs.

A command makes many objects that all live until its end; a collector that walks them again and again finds
nothing and costs a sixth of a bulk import. What is garbage is freed by its reference count all the same.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Rest:
    """How many asked for rest, and whether the collector ran before the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = 0
        self._was_enabled = False

    def begin(self) -> None:
        with self._lock:
            if not self._asked:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._asked += 1

    def end(self) -> None:
        with self._lock:
            self._asked -= 1
            if not self._asked and self._was_enabled:
                gc.enable()


_rest = _Rest()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Switch the collector off until the last who asked for it has left; one that was off stays off."""
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()


def collect_due() -> int | None:
    """Collect the generations that are due by Python's own thresholds, for those who switched it off.

    Answers the oldest generation that was collected, if any.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [n for n in range(3) if counts[n] > thresholds[n]]
    if not due:
        return None
    gc.collect(max(due))
    return max(due)
