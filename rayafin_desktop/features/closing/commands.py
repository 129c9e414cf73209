"""Closing a month, closing a year, and reopening it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..audit.queries import chain_head
from ..ledger.balances import balances
from ..ledger.posting import post_entry, reverse_entry
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft
from ..periods.locking import move_lock, open_for_closing
from ..periods.queries import period_locks
from ..periods.rules import Area
from .cockpit import earlier_year_is_open, month_days, standing_of, year_days
from .model import YearClosing
from .rules import checkpoint_of, closing_legs, digest_of, problems_of, profit_of


@dataclass(frozen=True, kw_only=True)
class CloseMonth(Command[date]):
    """Lock everything up to the end of the month `day` falls in; answers that day.

    Refused while something stands in the way; what is only worth a look asks for a confirmation.
    """

    permission: ClassVar[str] = "period.close"
    offline: ClassVar[Offline] = Offline.SERVER
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A closed year: its result in minor units of the company's currency, and the entry that carries it."""

    closing_id: UUID
    label: str
    last_on: date
    profit_minor: int
    entry_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class CloseYear(Command[ClosedYear]):
    """Close the financial year `day` falls in: carry its result to retained earnings and lock it.

    Refused while something stands in the way of it, an earlier year is open, or it is not over.
    """

    permission: ClassVar[str] = "year.close"
    offline: ClassVar[Offline] = Offline.SERVER
    day: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReopenYear(Command[None]):
    """Open the year that was closed last: its closing entry is reversed on the same day."""

    permission: ClassVar[str] = "year.reopen"
    offline: ClassVar[Offline] = Offline.SERVER
    closing_id: UUID
    reason: str


def close_month(command: CloseMonth, work: Work) -> date:
    first, last = month_days(command.day)
    locks = period_locks(work)
    standing = max(
        (locks.until[a] for a in (Area.ALL, Area.YEAR, Area.HARD) if a in locks.until), default=None
    )
    if standing is not None and standing >= last:
        raise RuleBroken([Problem("closing.already_locked", "day", {"locked_until": standing})])
    if last >= work.today:
        work.confirm("lock_ahead", "lock.ahead", field="day", locked_until=last)
    _nothing_in_the_way(work, first, last)
    move_lock(work, Area.ALL, last, command.reason.strip() or f"Month closed: {last:%Y-%m}")
    return last


def _nothing_in_the_way(work: Work, first: date, last: date) -> None:
    """RuleBroken with every blocker; a confirmation for what is only worth a look."""
    standing = standing_of(work, first, last)
    problems = problems_of(standing)
    if problems:
        raise RuleBroken(problems)
    warnings = [one for one in standing if one.count]
    if warnings:
        what = ", ".join(f"{one.label} ({one.count})" for one in warnings)
        work.confirm("closing_warnings", "closing.warnings", what=what)


def close_year(command: CloseYear, work: Work) -> ClosedYear:
    year = year_days(work, command.day)
    chart, locks = accounts(work), period_locks(work)
    problems = Problems()
    last = year.ends_on
    problems.require(last < work.today, "closing.year_not_over", "day", last_on=last)
    problems.require(
        last > locks.until.get(Area.YEAR, date.min), "closing.year_closed", "day", label=year.label
    )
    problems.require(
        last > locks.until.get(Area.HARD, date.min), "closing.hard_locked", "day", label=year.label
    )
    problems.require(not earlier_year_is_open(work, year), "closing.earlier_year_open", "day")
    if AccountRole.RETAINED_EARNINGS not in chart.by_role:
        role = AccountRole.RETAINED_EARNINGS.value
        problems.add("account.role_missing", "day", role=role)
    problems.raise_if_any()
    _nothing_in_the_way(work, year.starts_on, last)
    reason = command.reason.strip() or f"Year closed: {year.label}"
    head = chain_head(work)
    before = balances(work, last)
    closing_id = new_id("closing")
    legs = closing_legs(chart, before)
    entry_id = None
    if legs:
        open_for_closing(work, last, reason)
        draft = EntryDraft(
            posted_on=last,
            kind="close",
            legs=legs,
            source_kind="year_closing",
            source_id=closing_id,
            narration=reason,
        )
        entry_id = post_entry(work, draft)
    checkpoint = checkpoint_of(chart, balances(work, last))
    profit = profit_of(chart, before)
    work.new(
        YearClosing,
        id=closing_id,
        label=year.label,
        first_on=year.starts_on,
        last_on=last,
        entry_id=entry_id,
        profit_minor=profit,
        balances=checkpoint,
        checkpoint=digest_of(checkpoint),
        audit_n=head.n,
        audit_head=bytes.fromhex(head.hash),
        reason=reason,
        closed_by=work.actor.name,
    )
    move_lock(work, Area.YEAR, last, reason)
    work.why = reason
    return ClosedYear(closing_id, year.label, last, profit, entry_id)


def reopen_year(command: ReopenYear, work: Work) -> None:
    closing = work.get(YearClosing, command.closing_id, field="closing_id")
    reason = command.reason.strip()
    locks = period_locks(work)
    problems = Problems()
    problems.require(reason, "lock.why_missing", "reason")
    problems.require(closing.reopened_at is None, "closing.reopened", "closing_id", label=closing.label)
    if closing.reopened_at is None:
        problems.require(
            closing.last_on == locks.until.get(Area.YEAR), "closing.later_year_closed", "closing_id"
        )
    problems.require(
        closing.last_on > locks.until.get(Area.HARD, date.min),
        "closing.hard_locked",
        "closing_id",
        label=closing.label,
    )
    problems.raise_if_any()
    work.why = reason
    c = YearClosing.c
    earlier = work.all(
        YearClosing, c.last_on < closing.last_on, c.reopened_at.is_(None), order_by=(c.last_on.desc(),)
    )
    move_lock(work, Area.YEAR, earlier[0].last_on if earlier else None, reason)
    reversal_id = None
    if closing.entry_id is not None:
        open_for_closing(work, closing.last_on, reason)
        reversal_id = reverse_entry(work, closing.entry_id, closing.last_on, reason)
    work.save(
        dataclasses.replace(
            closing,
            reopened_at=work.now,
            reopened_by=work.actor.name,
            reopen_reason=reason,
            reversal_id=reversal_id,
        )
    )
