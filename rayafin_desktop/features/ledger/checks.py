"""What `rayafin verify` asks the ledger: invariants 1, 2, 9 and 16 of rules.md 2.12, over all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, extract, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..parties.model import party_balances
from ..periods.model import LockException, LockPass, PeriodLock
from ..periods.rules import (
    CLOSE_KINDS,
    PURCHASE_KINDS,
    PURCHASE_SOURCES,
    SALES_KINDS,
    SALES_SOURCES,
    Area,
)
from .model import Account, JournalEntry, Leg, account_months
from .roles import AccountRole

_SHOWN = 20  # faults of one kind; more say nothing new


def entries_balance(read: Read) -> list[Fault]:
    """Every entry has at least two legs of its own date, and they sum to zero."""
    entry, leg = JournalEntry.c, Leg.c
    sums = (
        select(
            leg.entry_id,
            func.sum(leg.base_minor).label("difference"),
            func.count().label("legs"),
            func.min(leg.posted_on).label("first"),
            func.max(leg.posted_on).label("last"),
        )
        .where(leg.company_id == read.company_id)
        .group_by(leg.entry_id)
        .subquery()
    )
    statement = (
        select(entry.entry_no, sums.c.difference, sums.c.legs)
        .join_from(JournalEntry.mapping.table, sums, sums.c.entry_id == entry.id, isouter=True)
        .where(
            entry.company_id == read.company_id,
            or_(
                sums.c.entry_id.is_(None),
                sums.c.difference != 0,
                sums.c.legs < 2,
                sums.c.first != entry.posted_on,
                sums.c.last != entry.posted_on,
            ),
        )
        .limit(_SHOWN)
    )
    return [
        Fault("ledger.entries_balance", f"entry {no}: difference {difference or 0}, {legs or 0} legs")
        for no, difference, legs in read.fetch(statement)
    ]


def numbers_are_gapless(read: Read) -> list[Fault]:
    """Entries are numbered 1, 2, 3 ..."""
    no = JournalEntry.c.entry_no
    statement = select(
        func.count().label("entries"), func.min(no).label("first"), func.max(no).label("last")
    ).where(JournalEntry.c.company_id == read.company_id)
    found = read.execute(statement).one()
    if found.entries == 0 or (found.first == 1 and found.last == found.entries):
        return []
    return [Fault("ledger.numbers", f"{found.entries} entries are numbered {found.first} to {found.last}")]


def trial_balance_is_zero(read: Read) -> list[Fault]:
    """All maintained balances together are zero."""
    months = account_months.c
    total = read.scalar(
        select(func.sum(months.debit_minor - months.credit_minor)).where(months.company_id == read.company_id)
    )
    return [Fault("ledger.trial_balance", f"balances sum to {total}")] if total else []


def sums_equal_legs(read: Read) -> list[Fault]:
    """The sums per account and month are what the legs add up to."""
    leg, months = Leg.c, account_months.c
    month = extract("year", leg.posted_on) * 100 + extract("month", leg.posted_on)
    debit = func.sum(case((leg.base_minor > 0, leg.base_minor), else_=0))
    statement = (
        select(leg.account_id, month, debit, debit - func.sum(leg.base_minor))
        .where(leg.company_id == read.company_id)
        .group_by(leg.account_id, month)
    )
    recomputed = {
        (account_id, int(month)): (int(debit), int(credit))
        for account_id, month, debit, credit in read.fetch(statement)
    }
    kept = {
        (row.account_id, row.month): (row.debit_minor, row.credit_minor)
        for row in read.fetch(select(account_months).where(months.company_id == read.company_id))
    }
    return _differences("ledger.account_months", recomputed, kept, (0, 0))


def party_sums_equal_legs(read: Read) -> list[Fault]:
    """What parties owe and are owed is what the legs on the control accounts add up to."""
    leg, account = Leg.c, Account.c
    statement = (
        select(leg.party_id, account.role, func.sum(leg.base_minor))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            (account.company_id == leg.company_id) & (account.id == leg.account_id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.party_id.is_not(None),
            account.role.in_((AccountRole.RECEIVABLE, AccountRole.PAYABLE)),
        )
        .group_by(leg.party_id, account.role)
    )
    recomputed: dict[Any, tuple[int, int]] = {}
    for party_id, role, base_minor in read.fetch(statement):
        receivable, payable = recomputed.get(party_id, (0, 0))
        if role is AccountRole.RECEIVABLE:
            recomputed[party_id] = (int(base_minor), payable)
        else:
            recomputed[party_id] = (receivable, -int(base_minor))
    kept = {
        row.party_id: (row.receivable_minor, row.payable_minor)
        for row in read.fetch(select(party_balances).where(party_balances.c.company_id == read.company_id))
    }
    return _differences("ledger.party_balances", recomputed, kept, (0, 0))


def outside_locks(read: Read) -> list[Fault]:
    """Nothing was posted inside a lock after it was set, but through an exception (rules.md 2.12 no. 9).

    The rows of the locks tell which stood when; the trigger refuses such an entry in the first place.
    """
    e, lock, granted, window = JournalEntry.c, PeriodLock.c, LockPass.c, LockException.c
    sales = _belongs(SALES_KINDS, SALES_SOURCES)
    purchase = _belongs(PURCHASE_KINDS, PURCHASE_SOURCES)
    close = e.kind.in_(CLOSE_KINDS)
    bites = or_(
        lock.area.in_((Area.ALL, Area.YEAR, Area.HARD)),
        and_(lock.area == Area.SALES, sales),
        and_(lock.area == Area.PURCHASE, purchase),
        and_(lock.area == Area.TAX, or_(sales, purchase)),
    )
    by_own = or_(
        and_(window.area == Area.SALES, sales),
        and_(window.area == Area.PURCHASE, purchase),
        and_(window.area == Area.YEAR, close),
    )
    lifts = or_(
        and_(lock.area == Area.ALL, or_(window.area == Area.ALL, by_own)),
        and_(
            lock.area.in_((Area.SALES, Area.PURCHASE)),
            or_(window.area == lock.area, window.area == Area.ALL),
        ),
        and_(lock.area == Area.TAX, window.area == Area.TAX),
        and_(lock.area == Area.YEAR, window.area == Area.YEAR, close),
    )
    through = (
        select(granted.id)
        .join_from(
            LockPass.mapping.table,
            LockException.mapping.table,
            and_(window.company_id == granted.company_id, window.id == granted.exception_id),
        )
        .where(
            granted.company_id == e.company_id,
            granted.entry_id == e.id,
            e.posted_on.between(window.first_on, window.last_on),
            e.created_at.between(window.created_at, window.ends_at),
            lifts,
        )
        .correlate(JournalEntry.mapping.table, PeriodLock.mapping.table)
        .exists()
    )
    statement = (
        select(e.entry_no, e.posted_on, lock.area, lock.locked_until)
        .join_from(
            PeriodLock.mapping.table,
            JournalEntry.mapping.table,
            and_(
                e.company_id == lock.company_id,
                e.posted_on <= lock.locked_until,
                e.created_at > lock.created_at,
                or_(lock.deleted_at.is_(None), lock.deleted_at > e.created_at),
            ),
        )
        .where(lock.company_id == read.company_id, bites, ~through)
        .order_by(e.entry_no)
        .limit(_SHOWN)
    )
    return [
        Fault("ledger.outside_locks", f"entry {no} of {on} was posted inside the {area} lock until {until}")
        for no, on, area, until in read.fetch(statement)
    ]


def _belongs(kinds: Sequence[str], sources: Sequence[str]) -> ColumnElement[bool]:
    """That an entry belongs to an area (`periods.rules.area_of`)."""
    e = JournalEntry.c
    return or_(e.kind.in_(kinds), and_(e.kind == "reversal", e.source_kind.in_(sources)))


def _differences(
    check: str, recomputed: Mapping[Any, Any], kept: Mapping[Any, Any], nothing: object
) -> list[Fault]:
    wrong = [key for key in {**recomputed, **kept} if recomputed.get(key, nothing) != kept.get(key, nothing)]
    return [
        Fault(check, f"{key}: kept {kept.get(key, nothing)}, legs say {recomputed.get(key, nothing)}")
        for key in wrong[:_SHOWN]
    ]


CHECKS = (
    Check("ledger.entries_balance", entries_balance),
    Check("ledger.numbers", numbers_are_gapless),
    Check("ledger.trial_balance", trial_balance_is_zero),
    Check("ledger.account_months", sums_equal_legs),
    Check("ledger.party_balances", party_sums_equal_legs),
    Check("ledger.outside_locks", outside_locks),
)
