"""Time in a simulation: one true time, clocks that are wrong, and ids that come out the same again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace

import pytest

from rayafin_desktop.application import Clock
from rayafin_desktop.base import ids
from rayafin_desktop.engine import feed

BEGINNING = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LARGEST_SKEW_DAYS = 11


class TrueTime:
    """The time it is; moves only when told to."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def as_clock(self) -> Clock:
        """The clock of somebody who is right."""
        return Clock(now=lambda: self.now, today=lambda: self.now.date())  # noqa: PLW0108 - `now` moves

    def pass_by(self, random: Random) -> None:
        """A few minutes, now and then hours."""
        self.now += timedelta(seconds=random.choice((1, 20, 300, 300, 4000)))


class SkewedClock:
    """A device's clock: off by days, and it jumps. Its day is never one of another financial year's."""

    def __init__(self, true: TrueTime, random: Random | None = None) -> None:
        self._true = true
        self.skew = timedelta(0)
        if random is not None:
            self.jump(random)

    def jump(self, random: Random) -> None:
        """Be off by something else from now on."""
        limit = LARGEST_SKEW_DAYS * 24 * 3600
        self.skew = timedelta(seconds=random.randint(-limit, limit))

    def now(self) -> datetime:
        return self._true.now + self.skew

    def today(self) -> date:
        return self.now().date()

    def as_clock(self) -> Clock:
        return Clock(now=self.now, today=self.today)


@contextmanager
def ids_drawn_by(random: Random, true: TrueTime) -> Iterator[None]:
    """Within this, fresh ids come from `random` and the true time: a seed gives the same run again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "os", SimpleNamespace(urandom=random.randbytes))
        patch.setattr(
            ids, "time", SimpleNamespace(time_ns=lambda: int(true.now.timestamp() * 1000) * 1_000_000)
        )
        patch.setattr(ids, "_clock", ids._Clock())
        # Small pages, so that a pull is of several.
        patch.setattr(feed, "MOST_UNITS", 50)
        patch.setattr(feed, "MOST_ENTRIES", 12)
        yield
