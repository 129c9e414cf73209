"""What the ledger pages ask of the book: each function runs in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from rayafin_desktop.base.dates import FiscalYear, add_months
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import HistoryRow, record_history
from rayafin_desktop.features.companies.queries import fiscal_year
from rayafin_desktop.features.ledger.balances import LedgerLine, account_ledger, balances
from rayafin_desktop.features.ledger.cost_centres import cost_centres
from rayafin_desktop.features.ledger.queries import EntryDetail, account_detail, accounts, entry_detail
from rayafin_desktop.features.ledger.roles import PARTY_ROLES

PAGE = 200
"""Lines that are read at once, at least, while there are more."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountHead:
    """An account with today's day and year, for choosing a period.

    `summed` are the accounts whose balances make its own: itself, or all beneath a group.
    """

    id: UUID
    code: str
    name: str
    is_group: bool
    summed: tuple[UUID, ...]
    today: date
    year: FiscalYear


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Some of an account's lines in order; `next_first` is the day to go on from, None at the end."""

    opening_minor: int
    closing_minor: int
    lines: Sequence[LedgerLine]
    next_first: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A posted entry; `history` None without the right to see it."""

    detail: EntryDetail
    history: Sequence[HistoryRow] | None


def read_account(read: Read, account_id: UUID) -> AccountHead:
    """An account; NotFound `account.not_found`."""
    account = account_detail(read, account_id)
    return AccountHead(
        id=account.id,
        code=account.code,
        name=account.name,
        is_group=account.is_group,
        summed=_beneath(read, account_id) if account.is_group else (account_id,),
        today=read.today,
        year=fiscal_year(read),
    )


def _beneath(read: Read, group_id: UUID) -> tuple[UUID, ...]:
    """The accounts that hold a group's entries, at any depth."""
    chart = accounts(read).by_id.values()
    groups, found = [group_id], list[UUID]()
    while groups:
        parent = groups.pop()
        for one in chart:
            if one.parent_id == parent:
                (groups if one.is_group else found).append(one.id)
    return tuple(found)


def read_stretch(
    read: Read, head: AccountHead, first: date, last: date, *, start: date | None = None, whole: bool = False
) -> Stretch:
    """Lines of a period from `start` (its first day) on, whole months at a time, until a page is full.

    Opening and closing are those of the whole period: they come from the maintained sums. A group has both,
    but no lines of its own.
    """
    opening = sum(balances(read, first - _ONE_DAY, head.summed).values())
    closing = sum(balances(read, last, head.summed).values())
    lines: list[LedgerLine] = []
    at, months = start or first, 1
    if head.is_group:
        return Stretch(opening_minor=opening, closing_minor=closing, lines=(), next_first=None)
    while at <= last and (whole or len(lines) < PAGE):
        until = min(last, add_months(at.replace(day=1), months) - _ONE_DAY)
        lines += account_ledger(read, head.id, at, until).lines
        at, months = until + _ONE_DAY, months * 2
    return Stretch(
        opening_minor=opening,
        closing_minor=closing,
        lines=lines,
        next_first=at if at <= last else None,
    )


def read_entry(read: Read, entry_id: UUID) -> Entry:
    """A posted entry; NotFound `entry.not_found`."""
    history = record_history(read, entry_id) if read.actor.may("audit.read") else None
    return Entry(detail=entry_detail(read, entry_id), history=history)


@dataclass(frozen=True, kw_only=True, slots=True)
class VoucherDesk:
    """What a journal voucher needs to know: the day, the accounts kept per customer or supplier, and whether
    there are cost centres to choose from."""

    today: date
    with_party: frozenset[UUID]
    with_centres: bool


def read_desk(read: Read) -> VoucherDesk:
    """The company's side of a new voucher."""
    chart = accounts(read)
    kept = frozenset(account.id for account in chart.by_id.values() if account.role in PARTY_ROLES)
    centres = any(one.is_active for one in cost_centres(read).values())
    return VoucherDesk(today=read.today, with_party=kept, with_centres=centres)
