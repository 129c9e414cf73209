"""Counting working days: without Sundays, and without Saturdays and the holidays that settings name."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.read import Read

from .settings import HOLIDAYS, SATURDAYS_OFF

_SATURDAY, _SUNDAY = 5, 6
_DAY = timedelta(days=1)


def day_after(
    start: date,
    days: int,
    *,
    in_working_days: bool = True,
    saturdays_off: bool = False,
    holidays: Container[date] = frozenset(),
) -> date:
    """The last day of `days` counted from the day after `start`.

    A deadline in calendar days that ends on a day off is not moved: the contract counts them, too.

    >>> day_after(date(2026, 11, 20), 2)  # Friday; Saturday and, after Sunday, Monday
    datetime.date(2026, 11, 23)
    """
    if not in_working_days:
        return start + timedelta(days=days)
    off = {_SATURDAY, _SUNDAY} if saturdays_off else {_SUNDAY}
    day, left = start, days
    while left > 0:
        day += _DAY
        if day.weekday() not in off and day not in holidays:
            left -= 1
    return day


def deadline(read: Read, start: date, days: int, *, in_working_days: bool) -> date:
    """The same with the company's own days off."""
    return day_after(
        start,
        days,
        in_working_days=in_working_days,
        saturdays_off=read.setting(SATURDAYS_OFF),
        holidays=holidays(read),
    )


def holidays(read: Read) -> frozenset[date]:
    """The holidays of the settings; RuleBroken `claim.holidays_unreadable` where one is no day."""
    found = set()
    for word in read.setting(HOLIDAYS).replace(",", " ").split():
        try:
            found.add(date.fromisoformat(word))
        except ValueError as error:
            raise RuleBroken([Problem("claim.holidays_unreadable", "", {"day": word})]) from error
    return frozenset(found)
