"""Times in milliseconds: medians and tails, taken in turns where a ratio matters."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

__all__ = ["Times", "elapsed", "in_turns", "median", "median_of", "percentile", "sync_times"]

_BLOCK = b"\0" * 4096


@dataclass(frozen=True, slots=True)
class Times:
    """What each of many runs took: on the clock, and of the processor (waiting for the disk left out)."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, action: Callable[[], object]) -> None:
        """Run `action` once and note it."""
        began, worked = time.perf_counter_ns(), time.thread_time_ns()
        action()
        self.cpu.append((time.thread_time_ns() - worked) / 1e6)
        self.wall.append((time.perf_counter_ns() - began) / 1e6)


def elapsed(action: Callable[[], object]) -> float:
    """How long `action` takes, in milliseconds."""
    started = time.perf_counter_ns()
    action()
    return (time.perf_counter_ns() - started) / 1e6


def median_of(action: Callable[[], object], times: int = 7) -> float:
    """The median of some calls after one that warms up, in milliseconds."""
    action()
    return median(elapsed(action) for _ in range(times))


def in_turns(pairs: Iterable[tuple[Callable[[], object], Callable[[], object]]]) -> tuple[Times, Times]:
    """Times of first and second actions, run A B A B, so that a busy moment falls on both alike."""
    first, second = Times(), Times()
    gc.collect()
    for one, other in pairs:
        first.take(one)
        second.take(other)
    return first, second


def sync_times(folder: Path, times: int = 100) -> list[float]:
    """What it takes to append a block to a file and have it on the disk for good."""
    path = folder / "sync.probe"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        found = []
        for _ in range(times):
            os.write(descriptor, _BLOCK)
            found.append(elapsed(lambda: os.fsync(descriptor)))
        return found
    finally:
        os.close(descriptor)
        path.unlink()


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
