"""The chart of accounts as everybody needs it, and entries in detail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from ..parties.model import Party
from .model import Account, CostCentre, JournalEntry, Leg
from .roles import AccountRole, AccountType
from .rules import AccountFacts, Chart


def base_currency(read: Read) -> str:
    """The company's own currency (ISO 4217)."""

    def load() -> str:
        return str(read.scalar(select(Company.c.currency).where(Company.c.key == read.company_id)))

    return read.cached("ledger.currency", load)


def accounts(read: Read) -> Chart:
    """The company's chart of accounts by id, role and code; cached until an account changes."""
    return read.cached("ledger.accounts", lambda: _load_chart(read))


def _load_chart(read: Read) -> Chart:
    wanted = (
        "id", "code", "name", "type", "parent_id", "role", "is_group", "currency", "holds_money", "is_active",
    )  # fmt: skip
    statement = select(*(Account.c[name] for name in wanted)).where(
        Account.c.company_id == read.company_id, Account.c.deleted_at.is_(None)
    )
    found = [AccountFacts(**row._mapping) for row in read.fetch(statement.order_by(Account.c.code))]
    return Chart(
        by_id={account.id: account for account in found},
        by_role={account.role: account for account in found if account.role is not None},
        by_code={account.code: account for account in found},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDetail:
    """An account as its form shows it."""

    id: UUID
    version: int
    code: str
    name: str
    type: AccountType
    parent_id: UUID | None
    is_group: bool
    role: AccountRole | None
    currency: str | None
    holds_money: bool
    is_active: bool


def account_detail(read: Read, account_id: UUID) -> AccountDetail:
    """One account; NotFound (`account.not_found`)."""
    read.actor.require("ledger.read")
    account = read.get(Account, account_id)
    return AccountDetail(**{f.name: getattr(account, f.name) for f in fields(AccountDetail)})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One side of an entry as it is shown; `debit_minor` and `credit_minor` in the company's currency."""

    line_no: int
    account_id: UUID
    account_code: str
    account_name: str
    party_id: UUID | None
    party_name: str
    amount_minor: int
    currency: str
    rate: Decimal
    debit_minor: int
    credit_minor: int
    memo: str
    cost_centre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """A posted entry with its lines. `reversed_by_id` is the entry that reverses it, if there is one."""

    id: UUID
    version: int
    entry_no: int
    posted_on: date
    kind: str
    source_kind: str
    source_id: UUID | None
    narration: str
    total_minor: int
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    lines: Sequence[EntryLine]


def entry_detail(read: Read, entry_id: UUID) -> EntryDetail:
    """One entry with everything a person wants to see of it; NotFound (`entry.not_found`)."""
    read.actor.require("ledger.read")
    entry = read.get(JournalEntry, entry_id)
    reversal = read.find(JournalEntry, JournalEntry.c.reverses_id == entry_id)
    return EntryDetail(
        id=entry.id,
        version=entry.version,
        entry_no=entry.entry_no,
        posted_on=entry.posted_on,
        kind=entry.kind,
        source_kind=entry.source_kind,
        source_id=entry.source_id,
        narration=entry.narration,
        total_minor=entry.total_minor,
        reverses_id=entry.reverses_id,
        reversed_by_id=reversal.id if reversal else None,
        lines=entry_lines(read, entry_id),
    )


def entry_lines(read: Read, entry_id: UUID) -> list[EntryLine]:
    """The lines of one entry in order."""
    read.actor.require("ledger.read")
    leg, account, party, centre = Leg.c, Account.c, Party.c, CostCentre.c
    statement = (
        select(
            *(leg[name] for name in ("line_no", "account_id", "party_id", "amount_minor", "currency")),
            *(leg[name] for name in ("rate", "base_minor", "memo")),
            account.code.label("account_code"),
            account.name.label("account_name"),
            party.name.label("party_name"),
            centre.name.label("cost_centre"),
        )
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            (account.company_id == leg.company_id) & (account.id == leg.account_id),
        )
        .join(
            Party.mapping.table,
            (party.company_id == leg.company_id) & (party.id == leg.party_id),
            isouter=True,
        )
        .join(
            CostCentre.mapping.table,
            (centre.company_id == leg.company_id) & (centre.id == leg.cost_centre_id),
            isouter=True,
        )
        .where(leg.company_id == read.company_id, leg.entry_id == entry_id)
        .order_by(leg.line_no)
    )
    return [
        EntryLine(
            line_no=row.line_no,
            account_id=row.account_id,
            account_code=row.account_code,
            account_name=row.account_name,
            party_id=row.party_id,
            party_name=row.party_name or "",
            amount_minor=row.amount_minor,
            currency=row.currency,
            rate=row.rate,
            debit_minor=max(row.base_minor, 0),
            credit_minor=max(-row.base_minor, 0),
            memo=row.memo,
            cost_centre=row.cost_centre or "",
        )
        for row in read.fetch(statement)
    ]


def entries_of_source(read: Read, source_kind: str, source_id: UUID) -> list[UUID]:
    """The entries a record has posted, oldest first."""
    entry = JournalEntry.c
    statement = (
        select(entry.id)
        .where(
            entry.company_id == read.company_id,
            entry.source_kind == source_kind,
            entry.source_id == source_id,
        )
        .order_by(entry.entry_no)
    )
    return [row.id for row in read.fetch(statement)]
