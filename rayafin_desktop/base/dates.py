"""Business dates: financial years and periods. Instants are UTC; business dates have no zone."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


def utc_now() -> datetime:
    """The current instant in UTC, cut to milliseconds because that is what is stored."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def last_day_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_key(day: date) -> int:
    """Year and month as one integer, 202611; the key of maintained monthly balances."""
    return day.year * 100 + day.month


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A financial year, first and last day included.

    `label` is what number series print: `26-27` for a year that crosses New Year, `2026` else.
    """

    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        if self.starts_on.year == self.ends_on.year:
            return str(self.starts_on.year)
        return f"{self.starts_on.year % 100:02d}-{self.ends_on.year % 100:02d}"

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def fiscal_year_of(day: date, first_month: int = 1) -> FiscalYear:
    """The financial year `day` falls in, for years that start on the first of `first_month`."""
    if not 1 <= first_month <= 12:
        raise ValueError(f"{first_month} is not a month")
    year = day.year if day.month >= first_month else day.year - 1
    start = date(year, first_month, 1)
    return FiscalYear(start, add_months(start, 12) - timedelta(days=1))
