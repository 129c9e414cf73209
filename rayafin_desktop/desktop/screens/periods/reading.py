"""What the pages of periods ask of the book: each function runs in one read scope, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.listing import Look, filtered
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.closing.cockpit import Cockpit, cockpit, first_entry_on, month_to_close
from rayafin_desktop.features.closing.model import YearClosing
from rayafin_desktop.features.closing.rules import profit_and_loss, profit_of
from rayafin_desktop.features.ledger.balances import balances
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.periods.lists import EXCEPTION_ROWS
from rayafin_desktop.features.periods.queries import (
    FinancialYear,
    financial_year,
    financial_years,
    period_locks,
)
from rayafin_desktop.features.periods.rules import Area

_MOST_EXCEPTIONS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class YearLine:
    """A financial year in the list: its days, its state, and what it was closed with."""

    year: FinancialYear
    profit_minor: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LocksSeen:
    """Locks, years (newest first) and running exceptions, for one financial year."""

    today: date
    shown: FinancialYear
    until: Mapping[Area, date]
    years: Sequence[YearLine]
    exceptions: Sequence[Any]


def read_locks(read: Read, day: date | None) -> LocksSeen:
    """Everything of the page for the financial year of `day` (today's if none)."""
    read.actor.require("period.read")
    first = first_entry_on(read) or read.today
    closings = {one.last_on: one for one in read.all(YearClosing, YearClosing.c.reopened_at.is_(None))}
    years = financial_years(read, min(first, *closings, read.today), read.today)
    return LocksSeen(
        today=read.today,
        shown=financial_year(read, day or read.today),
        until=period_locks(read).until,
        years=[
            YearLine(
                year=one,
                profit_minor=closings[one.year.ends_on].profit_minor
                if one.year.ends_on in closings
                else None,
            )
            for one in reversed(years)
        ],
        exceptions=read.fetch(filtered(EXCEPTION_ROWS, read, Look(tab="running")).limit(_MOST_EXCEPTIONS)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosingSeen:
    """The cockpit of a month or year; of a year also its result so far, and the closing it has."""

    today: date
    cockpit: Cockpit
    profit_minor: int | None
    closing_id: UUID | None


def read_closing(read: Read, day: date | None, *, whole_year: bool) -> ClosingSeen:
    """The month or year of `day`; without one the month to close next."""
    seen = cockpit(read, day or month_to_close(read), whole_year=whole_year)
    profit = closing_id = None
    if whole_year:
        closed = read.find(
            YearClosing, YearClosing.c.last_on == seen.last_on, YearClosing.c.reopened_at.is_(None)
        )
        if closed is not None:
            profit, closing_id = closed.profit_minor, closed.id
        else:
            chart = accounts(read)
            ids = [one.id for one in profit_and_loss(chart)]
            profit = profit_of(chart, balances(read, seen.last_on, ids))
    return ClosingSeen(today=read.today, cockpit=seen, profit_minor=profit, closing_id=closing_id)
