"""The figures of financial reports: movements without year closes, and the periods they compare with.

Month ends come from the sums per account and month, other days from the covering index (`ledger.balances`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.dates import add_months, last_day_of_month
from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.report import ReportOption
from rayafin_desktop.engine.work import Read

from ..companies.queries import fiscal_year
from ..ledger.balances import movements
from ..ledger.model import JournalEntry, Leg

ONE_DAY = timedelta(days=1)
MOST_COLUMNS = 24
CLOSE = "close"  # the kind of entry that moves a year's result into equity

COMPARE = ReportOption(
    "compare", "Compare with", (("none", "Nothing"), ("period", "Period before"), ("year", "Year before"))
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date


def asked_period(read: Read, first: date | None, last: date | None) -> Period:
    """The days that were asked for; by default the financial year so far."""
    last = last or read.today
    first = first or fiscal_year(read, last).starts_on
    if first > last:
        raise RuleBroken([Problem("report.period_backwards", "first")])
    return Period(first, last)


def is_month_end(day: date) -> bool:
    return day == last_day_of_month(day.year, day.month)


def period_before(period: Period) -> Period:
    """As many months before as the period has, or as many days where it is not made of whole months."""
    last = period.first - ONE_DAY
    if period.first.day == 1 and is_month_end(period.last):
        months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
        return Period(add_months(period.first, -months), last)
    return Period(last - (period.last - period.first), last)


def year_before(day: date) -> date:
    """The same day a year earlier; a month's last day stays one."""
    before = add_months(day, -12)
    return last_day_of_month(before.year, before.month) if is_month_end(day) else before


def compared_period(period: Period, compare: str) -> Period | None:
    """The period to compare with: the one before, or the same a year earlier; None for none."""
    if compare == "period":
        return period_before(period)
    if compare == "year":
        return Period(add_months(period.first, -12), year_before(period.last))
    return None


def compared_day(day: date, compare: str) -> date | None:
    """The day to compare a balance with: the end of the month before, or the same day a year earlier."""
    if compare == "period":
        return day.replace(day=1) - ONE_DAY
    return year_before(day) if compare == "year" else None


def months_of(period: Period) -> list[Period]:
    """The period month by month; RuleBroken (`report.too_many_months`) beyond two years."""
    starts = [period.first]
    while len(starts) <= MOST_COLUMNS:
        following = add_months(starts[-1].replace(day=1), 1)
        if following > period.last:
            break
        starts.append(following)
    if len(starts) > MOST_COLUMNS:
        raise RuleBroken([Problem("report.too_many_months", "first", {"most": MOST_COLUMNS})])
    ends = [start - ONE_DAY for _, start in pairwise(starts)]
    return [Period(first, last) for first, last in zip(starts, [*ends, period.last], strict=True)]


def moved_in(read: Read, periods: Sequence[Period]) -> list[dict[UUID, int]]:
    """What each account moved by in each period, debits positive, as if no year had been closed.

    A year close empties income and expenses into equity; a report on what was earned must not see it.
    """
    closes = _closes(read)
    columns: list[dict[UUID, int]] = []
    for period in periods:
        found = movements(read, period.first, period.last)
        for posted_on, account_id, minor in closes:
            if period.first <= posted_on <= period.last:
                found[account_id] = found.get(account_id, 0) - minor
        columns.append(found)
    return columns


def _closes(read: Read) -> list[tuple[date, UUID, int]]:
    """The legs of all entries that close a year or take such a closing back: a few for each year.

    Three seeks by an index each; put into one statement the planner reads every entry of a period.
    """
    entry, leg = JournalEntry.c, Leg.c
    own = entry.company_id == read.company_id
    ids = [row.id for row in read.fetch(select(entry.id).where(own, entry.kind == CLOSE))]
    if not ids:
        return []
    ids += [row.id for row in read.fetch(select(entry.id).where(own, entry.reverses_id.in_(ids)))]
    statement = select(leg.posted_on, leg.account_id, leg.base_minor).where(
        leg.company_id == read.company_id, leg.entry_id.in_(ids)
    )
    return [(row.posted_on, row.account_id, row.base_minor) for row in read.fetch(statement)]


def side_by_side(columns: Sequence[Mapping[UUID, int]]) -> dict[UUID, list[int]]:
    """Figures of several periods as one row for each account."""
    found: dict[UUID, list[int]] = {}
    for n, amounts in enumerate(columns):
        for account_id, minor in amounts.items():
            found.setdefault(account_id, [0] * len(columns))[n] = minor
    return found
