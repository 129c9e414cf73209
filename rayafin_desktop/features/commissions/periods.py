"""Periods of turnover and of settlement runs, counted in the financial year."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """A month, or so many of them from the start of the financial year on."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12}


def period_of(day: date, period: Period, first_month: int) -> tuple[date, date]:
    """The first and the last day of the period a day lies in; `first_month` begins the financial year.

    >>> period_of(date(2026, 11, 21), Period.QUARTER, 4)
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    months = _MONTHS[period]
    since = (day.month - first_month) % 12 % months
    index = day.year * 12 + day.month - 1 - since
    return _month(index), _month(index + months) - timedelta(days=1)


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
