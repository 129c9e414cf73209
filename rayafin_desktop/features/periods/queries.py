"""The locks as every posting asks for them, the first open day, and the financial years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from rayafin_desktop.base.dates import FiscalYear, add_months, fiscal_year_of
from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from .model import LockException, PeriodLock
from .rules import Area, Locks, Window, latest_of


def period_locks(read: Read) -> Locks:
    """The company's locks and the exceptions that may still open something; cached until one changes."""
    return read.cached("periods.locks", lambda: _load(read))


def _load(read: Read) -> Locks:
    lock, one = PeriodLock.c, LockException.c
    until = latest_of(
        (row.area, row.locked_until)
        for row in read.fetch(
            select(lock.area, lock.locked_until).where(
                lock.company_id == read.company_id, lock.deleted_at.is_(None)
            )
        )
    )
    windows = read.all(LockException, one.ends_at > read.now, order_by=(one.created_at, one.id))
    return Locks(
        until,
        tuple(
            Window(
                id=found.id,
                area=found.area,
                user_id=found.user_id,
                role=found.role,
                first_on=found.first_on,
                last_on=found.last_on,
                since=found.created_at,
                ends_at=found.ends_at,
            )
            for found in windows
        ),
    )


def first_open_day(read: Read, on: date, area: Area = Area.ALL) -> date:
    """The first day, `on` or later, on which the person asking may post an entry of an area."""
    return period_locks(read).first_open(on, area, read.actor, read.now)


class YearState(StrEnum):
    """A financial year is open, closed to its last day, or closed for ever by the hard lock."""

    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A financial year of the company and where it stands."""

    year: FiscalYear
    state: YearState

    @property
    def label(self) -> str:
        return self.year.label


def first_month(read: Read) -> int:
    """The month the company's financial years begin in."""
    return read.cached(
        "periods.first_month",
        lambda: int(
            read.scalar(select(Company.c.fiscal_year_first_month).where(Company.c.key == read.company_id))
            or 1
        ),
    )


def financial_year(read: Read, day: date) -> FinancialYear:
    """The financial year a day falls in."""
    year = fiscal_year_of(day, first_month(read))
    until = period_locks(read).until
    if year.ends_on > until.get(Area.YEAR, date.min):
        return FinancialYear(year, YearState.OPEN)
    hard = year.ends_on <= until.get(Area.HARD, date.min)
    return FinancialYear(year, YearState.LOCKED if hard else YearState.CLOSED)


def financial_years(read: Read, first: date, last: date) -> list[FinancialYear]:
    """The financial years from the one of `first` to the one of `last`, oldest first."""
    years: list[FinancialYear] = []
    day = fiscal_year_of(first, first_month(read)).starts_on
    while day <= last:
        years.append(financial_year(read, day))
        day = add_months(day, 12)
    return years
