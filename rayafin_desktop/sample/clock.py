"""The clock of the sample company: it goes from working day to working day, and minute by minute in a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from rayafin_desktop.application import Clock

_OPENING_HOUR = 4  # UTC; half past nine in India


class SampleClock:
    """Stands still between commands, so that equal plans give equal times."""

    def __init__(self, day: date) -> None:
        self._now = datetime.min.replace(tzinfo=UTC)
        self.go_to(day)

    @property
    def day(self) -> date:
        return self._now.date()

    def now(self) -> datetime:
        return self._now

    def tick(self) -> None:
        """Somebody does the next thing: a little later, and always on the same day."""
        end_of_day = self._now.replace(hour=18, minute=0, second=0)
        self._now = min(self._now + timedelta(seconds=40), end_of_day)

    def go_to(self, day: date) -> None:
        """The morning of a day."""
        self._now = datetime(day.year, day.month, day.day, _OPENING_HOUR, tzinfo=UTC)

    def as_clock(self) -> Clock:
        return Clock(now=self.now, today=lambda: self.day)
