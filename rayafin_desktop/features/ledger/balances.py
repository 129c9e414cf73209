"""Balances: of all accounts as of any day, of one account or party line by line.

Month ends come from the sums kept per account and month alone. Any other day takes the nearer month end
and adds or subtracts the legs between, read from the covering index (performance.md, goals 1 and 2).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select

from rayafin_desktop.base.dates import last_day_of_month, month_key
from rayafin_desktop.engine.work import Read

from ..parties.model import Party
from ..periods.rules import CLOSE_KINDS
from .model import JournalEntry, Leg, account_months
from .queries import accounts
from .roles import AccountRole, AccountType
from .rules import AccountFacts

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalanceRow:
    """One account's closing balance in minor units of the company's currency, debits positive."""

    account_id: UUID
    code: str
    name: str
    type: AccountType
    balance_minor: int

    @property
    def debit_minor(self) -> int:
        return max(self.balance_minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.balance_minor, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One leg in an account's or party's ledger, with the balance after it; debits positive.

    `amount_minor` is in `currency`, everything else in the company's.
    """

    entry_id: UUID
    line_no: int
    entry_no: int
    posted_on: date
    kind: str
    narration: str
    account_id: UUID
    party_id: UUID | None
    party_name: str
    source_kind: str
    source_id: UUID | None
    amount_minor: int
    currency: str
    debit_minor: int
    credit_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPeriod:
    """What stood before the first day, the lines since, and what stands after the last."""

    opening_minor: int
    lines: Sequence[LedgerLine]
    closing_minor: int


def balances(read: Read, as_of: date, account_ids: Collection[UUID] | None = None) -> dict[UUID, int]:
    """Closing balance of each account (or of `account_ids`) at the end of a day, debits positive.

    Minor units of the company's currency; accounts that were never posted to are left out.
    """
    if account_ids is None:
        account_ids = [a.id for a in accounts(read).by_id.values() if not a.is_group]
    last = last_day_of_month(as_of.year, as_of.month)
    backwards = (last - as_of).days < as_of.day
    found = _at_month_end(read, month_key(as_of), account_ids, included=backwards)
    if backwards and as_of < last:
        for account_id, base_minor in _between(read, as_of + _ONE_DAY, last, account_ids).items():
            found[account_id] = found.get(account_id, 0) - base_minor
    elif not backwards:
        for account_id, base_minor in _between(read, as_of.replace(day=1), as_of, account_ids).items():
            found[account_id] = found.get(account_id, 0) + base_minor
    return found


def _at_month_end(
    read: Read, month: int, account_ids: Collection[UUID], *, included: bool
) -> dict[UUID, int]:
    columns = account_months.c
    statement = (
        select(columns.account_id, func.sum(columns.debit_minor - columns.credit_minor))
        .where(
            columns.company_id == read.company_id,
            columns.account_id.in_(account_ids),
            columns.month <= month if included else columns.month < month,
        )
        .group_by(columns.account_id)
    )
    return {account_id: int(total) for account_id, total in read.fetch(statement)}


def _between(read: Read, first: date, last: date, account_ids: Collection[UUID]) -> dict[UUID, int]:
    """The legs of these days summed per account; one seek per account in the covering index."""
    statement = (
        select(Leg.c.account_id, func.sum(Leg.c.base_minor))
        .where(
            Leg.c.company_id == read.company_id,
            Leg.c.account_id.in_(account_ids),
            Leg.c.posted_on.between(first, last),
        )
        .group_by(Leg.c.account_id)
    )
    return {account_id: int(total) for account_id, total in read.fetch(statement)}


def movements(read: Read, first: date, last: date, *, without_close: bool = False) -> dict[UUID, int]:
    """What each account moved by between two days, both included; debits positive.

    `without_close` leaves out what closing a year carried to retained earnings: what a profit and loss
    account of the days wants, since the closing empties the very accounts it shows.
    """
    after = balances(read, last)
    before = balances(read, first - _ONE_DAY)
    moved = {account_id: minor - before.get(account_id, 0) for account_id, minor in after.items()}
    if without_close:
        for account_id, minor in close_movements(read, first, last).items():
            moved[account_id] = moved.get(account_id, 0) - minor
    return moved


def close_movements(read: Read, first: date, last: date) -> dict[UUID, int]:
    """What closing entries, and those that took them back, moved each account by; debits positive.

    A handful of entries, found by the index of their kind whatever the size of the book.
    """
    entry, leg = JournalEntry.c, Leg.c
    statement = (
        select(leg.account_id, func.sum(leg.base_minor))
        .join_from(
            JournalEntry.mapping.table,
            Leg.mapping.table,
            (leg.company_id == entry.company_id) & (leg.entry_id == entry.id),
        )
        .where(
            entry.company_id == read.company_id,
            entry.kind.in_(CLOSE_KINDS),
            entry.posted_on.between(first, last),
        )
        .group_by(leg.account_id)
    )
    return {account_id: int(total) for account_id, total in read.fetch(statement)}


def turnovers(read: Read, first: date, last: date) -> dict[UUID, tuple[int, int]]:
    """Debits and credits of each account from the first day of a month to any day, both included.

    Whole months come from the maintained sums, the days of a month begun from the covering index.
    """
    columns, leg = account_months.c, Leg.c
    ids = [a.id for a in accounts(read).by_id.values() if not a.is_group]
    whole = last == last_day_of_month(last.year, last.month)
    found: dict[UUID, tuple[int, int]] = {}
    debit, credit = func.sum(columns.debit_minor), func.sum(columns.credit_minor)
    months = (
        select(columns.account_id, debit, credit)
        .where(
            columns.company_id == read.company_id,
            columns.account_id.in_(ids),
            columns.month >= month_key(first),
            columns.month <= month_key(last) if whole else columns.month < month_key(last),
        )
        .group_by(columns.account_id)
    )
    for account_id, debits, credits_ in read.fetch(months):
        found[account_id] = (int(debits), int(credits_))
    if whole:
        return found
    positive = func.sum(case((leg.base_minor > 0, leg.base_minor), else_=0))
    days = (
        select(leg.account_id, positive, positive - func.sum(leg.base_minor))
        .where(
            leg.company_id == read.company_id,
            leg.account_id.in_(ids),
            leg.posted_on.between(last.replace(day=1), last),
        )
        .group_by(leg.account_id)
    )
    for account_id, debits, credits_ in read.fetch(days):
        before = found.get(account_id, (0, 0))
        found[account_id] = (before[0] + int(debits), before[1] + int(credits_))
    return found


def trial_balance(read: Read, as_of: date) -> list[TrialBalanceRow]:
    """Every account with a balance at the end of a day, by code. The balances sum to zero."""
    read.actor.require("ledger.read")
    found = balances(read, as_of)
    return [
        TrialBalanceRow(
            account_id=account.id,
            code=account.code,
            name=account.name,
            type=account.type,
            balance_minor=found[account.id],
        )
        for account in accounts(read).by_code.values()
        if found.get(account.id)
    ]


def group_totals(accounts_by_id: Mapping[UUID, AccountFacts], amounts: Mapping[UUID, int]) -> dict[UUID, int]:
    """The amounts of accounts added up into every group above them; accounts themselves included."""
    totals: dict[UUID, int] = {}
    for account_id, minor in amounts.items():
        at: UUID | None = account_id
        while at is not None:
            totals[at] = totals.get(at, 0) + minor
            at = accounts_by_id[at].parent_id
    return totals


def account_ledger(read: Read, account_id: UUID, first: date, last: date) -> LedgerPeriod:
    """An account line by line between two days, both included, with a running balance."""
    read.actor.require("ledger.read")
    opening = balances(read, first - _ONE_DAY, [account_id]).get(account_id, 0)
    return _period(read, opening, first, last, Leg.c.account_id == account_id)


def party_ledger(read: Read, party_id: UUID, first: date, last: date) -> LedgerPeriod:
    """What a party owes us (positive) or we owe it, line by line: receivable, payable and advances."""
    read.actor.require("ledger.read")
    chart = accounts(read)
    roles = (
        AccountRole.RECEIVABLE,
        AccountRole.PAYABLE,
        AccountRole.CUSTOMER_ADVANCE,
        AccountRole.SUPPLIER_ADVANCE,
    )
    control = [chart.by_role[role].id for role in roles if role in chart.by_role]
    of_party = (Leg.c.party_id == party_id) & Leg.c.account_id.in_(control)
    before = select(func.sum(Leg.c.base_minor)).where(
        Leg.c.company_id == read.company_id, of_party, Leg.c.posted_on < first
    )
    return _period(read, int(read.scalar(before) or 0), first, last, of_party)


def _lines() -> Select[Any]:
    """Legs with their entry and the party's name."""
    leg, entry, party = Leg.c, JournalEntry.c, Party.c
    return (
        select(
            *(leg[name] for name in ("entry_id", "line_no", "posted_on", "account_id", "party_id")),
            *(leg[name] for name in ("amount_minor", "currency", "base_minor", "memo")),
            *(entry[name] for name in ("entry_no", "kind", "narration", "source_kind", "source_id")),
            party.name.label("party_name"),
        )
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            (entry.company_id == leg.company_id) & (entry.id == leg.entry_id),
        )
        .join(
            Party.mapping.table,
            (party.company_id == leg.company_id) & (party.id == leg.party_id),
            isouter=True,
        )
    )


def _line(row: Any, balance_minor: int) -> LedgerLine:
    return LedgerLine(
        entry_id=row.entry_id,
        line_no=row.line_no,
        entry_no=row.entry_no,
        posted_on=row.posted_on,
        kind=row.kind,
        narration=row.memo or row.narration,
        account_id=row.account_id,
        party_id=row.party_id,
        party_name=row.party_name or "",
        source_kind=row.source_kind,
        source_id=row.source_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        debit_minor=max(row.base_minor, 0),
        credit_minor=max(-row.base_minor, 0),
        balance_minor=balance_minor,
    )


def latest_lines(read: Read, account_id: UUID, limit: int = 20) -> list[LedgerLine]:
    """The last lines of an account, newest first, each with the balance after it."""
    read.actor.require("ledger.read")
    statement = (
        _lines()
        .where(Leg.c.company_id == read.company_id, Leg.c.account_id == account_id)
        .order_by(Leg.c.posted_on.desc(), JournalEntry.c.entry_no.desc(), Leg.c.line_no.desc())
        .limit(limit)
    )
    balance = balances(read, date.max, [account_id]).get(account_id, 0)
    lines: list[LedgerLine] = []
    for row in read.fetch(statement):
        lines.append(_line(row, balance))
        balance -= row.base_minor
    return lines


def ledger_lines(
    read: Read, first: date, last: date, account_ids: Collection[UUID] | None, *, limit: int
) -> Sequence[Any]:
    """Legs of these accounts (None: all) between two days, account by account in order, at most `limit`."""
    wanted = [a.id for a in accounts(read).by_code.values() if not a.is_group]
    statement = (
        _lines()
        .where(
            Leg.c.company_id == read.company_id,
            Leg.c.account_id.in_(wanted if account_ids is None else account_ids),
            Leg.c.posted_on.between(first, last),
        )
        .order_by(Leg.c.account_id, Leg.c.posted_on, JournalEntry.c.entry_no, Leg.c.line_no)
        .limit(limit)
    )
    return read.fetch(statement)


def entry_legs(read: Read, first: date, last: date, *, by_kind: bool, limit: int) -> Sequence[Any]:
    """Legs of the entries between two days, by day and number or by kind, day and number; at most `limit`.

    The entries are found by their own index first: joined at once, every leg of the company is read.
    """
    entry = JournalEntry.c
    order = [*([entry.kind] if by_kind else []), entry.posted_on, entry.entry_no]
    entries = (
        select(entry.id)
        .where(entry.company_id == read.company_id, entry.posted_on.between(first, last))
        .order_by(*order)
        .limit(limit // 2 + 1)  # an entry has two legs at least
    )
    statement = (
        _lines()
        .where(Leg.c.company_id == read.company_id, Leg.c.entry_id.in_(entries))
        .order_by(*order, Leg.c.line_no)
        .limit(limit)
    )
    return read.fetch(statement)


def _period(
    read: Read, opening: int, first: date, last: date, condition: ColumnElement[bool]
) -> LedgerPeriod:
    statement = (
        _lines()
        .where(Leg.c.company_id == read.company_id, condition, Leg.c.posted_on.between(first, last))
        .order_by(Leg.c.posted_on, JournalEntry.c.entry_no, Leg.c.line_no)
    )
    balance = opening
    lines: list[LedgerLine] = []
    for row in read.fetch(statement):
        balance += row.base_minor
        lines.append(_line(row, balance))
    return LedgerPeriod(opening_minor=opening, lines=lines, closing_minor=balance)
