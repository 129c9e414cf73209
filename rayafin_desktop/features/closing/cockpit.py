"""What stands in the way of closing a month or year: what every feature says, and the tax filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from rayafin_desktop.base.dates import FiscalYear, fiscal_year_of, last_day_of_month
from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from ..ledger.balances import balances
from ..ledger.model import JournalEntry
from ..ledger.queries import accounts
from ..periods.queries import FinancialYear, financial_year, first_month, period_locks
from ..periods.rules import Area
from .rules import Standing, profit_and_loss

_ONE_DAY = timedelta(days=1)
_LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """A month or year about to be closed: its days, where it stands, and what was found."""

    first_on: date
    last_on: date
    is_year: bool
    is_over: bool
    is_locked: bool
    locked_until: date | None
    year: FinancialYear
    standing: Sequence[Standing]

    @property
    def blockers(self) -> int:
        return sum(1 for one in self.standing if one.blocks)

    @property
    def warnings(self) -> int:
        return sum(1 for one in self.standing if one.count and one.is_warning)


def tax_not_filed(read: Read, _first: date, last: date) -> int:
    """1 where the company has a tax number and no return was filed up to the last day."""
    tax_id = read.scalar(select(Company.c.tax_id).where(Company.c.key == read.company_id))
    filed = period_locks(read).until.get(Area.TAX, date.min)
    return 1 if tax_id and filed < last else 0


BLOCKERS = (
    Blocker(
        key="closing.tax_not_filed",
        label="Tax not filed",
        advice="File the return, then lock tax up to the last day.",
        count=tax_not_filed,
        is_warning=True,
        opens="periods",
        permission="period.read",
    ),
)


def month_days(day: date) -> tuple[date, date]:
    """First and last day of a month."""
    return day.replace(day=1), last_day_of_month(day.year, day.month)


def year_days(read: Read, day: date) -> FiscalYear:
    """The financial year a day falls in."""
    return fiscal_year_of(day, first_month(read))


def standing_of(read: Read, first: date, last: date) -> list[Standing]:
    """What every feature found, blockers first. Also days before `first` that are not locked yet count."""
    until = period_locks(read).until
    locked = max(until.get(area, _LONG_AGO) for area in (Area.ALL, Area.YEAR, Area.HARD))
    since = min(first, locked + _ONE_DAY)
    found = [
        Standing(
            key=one.key,
            label=one.label,
            advice=one.advice,
            count=one.count(read, since, last),
            is_warning=one.is_warning,
            opens=one.opens,
            tab=one.tab,
            may_open=read.actor.may(one.permission) if one.permission else True,
        )
        for one in read.blockers
    ]
    return sorted(found, key=lambda one: (not one.blocks, not one.count, one.is_warning))


def cockpit(read: Read, day: date, *, whole_year: bool = False) -> Cockpit:
    """The month (or financial year) of a day as the cockpit shows it."""
    read.actor.require("period.read")
    year = financial_year(read, day)
    first, last = (year.year.starts_on, year.year.ends_on) if whole_year else month_days(day)
    until = period_locks(read).until
    locks = [until[area] for area in (Area.ALL, Area.YEAR, Area.HARD) if area in until]
    locked = max(locks, default=None)
    return Cockpit(
        first_on=first,
        last_on=last,
        is_year=whole_year,
        is_over=last < read.today,
        is_locked=locked is not None and locked >= last,
        locked_until=locked,
        year=year,
        standing=standing_of(read, first, last),
    )


def first_entry_on(read: Read) -> date | None:
    """The day of the oldest entry."""
    found: date | None = read.scalar(
        select(func.min(JournalEntry.c.posted_on)).where(JournalEntry.c.company_id == read.company_id)
    )
    return found


def month_to_close(read: Read) -> date:
    """The first day of the oldest month that is over or running and not locked: what the cockpit opens on."""
    until = period_locks(read).until
    locked = max((until[one] for one in (Area.ALL, Area.YEAR, Area.HARD) if one in until), default=None)
    if locked is not None:
        return (locked + _ONE_DAY).replace(day=1)
    oldest = first_entry_on(read)
    last_month = (read.today.replace(day=1) - _ONE_DAY).replace(day=1)
    return last_month if oldest is None else min(max(oldest.replace(day=1), last_month), read.today)


def earlier_year_is_open(read: Read, year: FiscalYear) -> bool:
    """Whether income or expenses of the years before still stand on their accounts."""
    chart = accounts(read)
    ids = [one.id for one in profit_and_loss(chart)]
    return any(balances(read, year.starts_on - _ONE_DAY, ids).values())
