"""When a document repeats. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from uuid import UUID

from rayafin_desktop.base.dates import add_months, last_day_of_month


class Frequency(StrEnum):
    """How often; `every` multiplies it."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    YEARLY = "YEARLY"


class Making(StrEnum):
    """What an occurrence makes."""

    DRAFT = "DRAFT"
    POST = "POST"


_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a document repeats: from `starts_on`, until a day or a number of times, both or neither.

    `day` is the day of the month; where a month is shorter its last day stands in, and the next month
    is counted from `day` again (31 January, 28 February, 31 March).
    """

    frequency: Frequency
    starts_on: date
    every: int = 1
    day: int | None = None
    until_on: date | None = None
    most: int | None = None

    def occurrences(self) -> Iterator[date]:
        """All days on which it falls due, in order; without an end they go on to the last year."""
        for n, day in enumerate(self._days()):
            if self.most is not None and n >= self.most:
                return
            if self.until_on is not None and day > self.until_on:
                return
            yield day

    def after(self, day: date | None) -> date | None:
        """The first occurrence later than `day`, the very first for None; None when there is none."""
        return next((one for one in self.occurrences() if day is None or one > day), None)

    def _days(self) -> Iterator[date]:
        months = _MONTHS.get(self.frequency)
        if months is None:
            step = timedelta(days=_DAYS[self.frequency] * self.every)
            day = self.starts_on
            while True:
                yield day
                if date.max - day < step:
                    return
                day += step
        wanted = self.day or self.starts_on.day
        first = self.starts_on.replace(day=1)
        for n in count():
            index = first.year * 12 + first.month - 1 + n * months * self.every
            if index // 12 > date.max.year:
                return
            month = add_months(first, n * months * self.every)
            last = last_day_of_month(month.year, month.month)
            day = last.replace(day=min(wanted, last.day))
            if day >= self.starts_on:
                yield day


def reference_of(template_id: UUID, occurs_on: date) -> str:
    """The name an occurrence has on every device: the document's `external_reference`."""
    return f"recurring:{template_id}:{occurs_on.isoformat()}"
