"""Accounts, journal entries with their legs, and the maintained sums per account and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Table

from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    IdColumn,
    Later,
    Length,
    Minor,
    Name,
    Note,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, metadata, part

from .roles import AccountRole, AccountType
from .triggers import guard_entries, guard_legs


@entity("accounts", unique=[("code",), ("role",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Entity):
    """One line of the chart of accounts.

    A group only adds up what stands below it and takes no legs. `role` says what the program posts here
    by itself. `currency` binds a bank account to one currency; None takes any. `holds_money` marks cash
    and bank accounts, which receipts and payments may name.
    """

    code: Code
    name: Name
    type: AccountType
    parent_id: Annotated[UUID | None, References("accounts")] = None
    is_group: bool = False
    role: AccountRole | None = None
    currency: Currency | None = None
    holds_money: bool = False
    is_active: bool = True


@entity("cost_centres", unique=[("code",)], indexes=[("name",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class CostCentre(Entity):
    """Something income and expenses are told apart by: a branch, a department, a project.

    One that has been posted to is switched off, never removed.
    """

    code: Code
    name: Name
    is_active: bool = True


@entity(
    "journal_entries",
    kind="entry",
    unique=[("entry_no",), ("reverses_id",)],
    indexes=[("posted_on", "entry_no"), ("source_kind", "source_id"), ("kind", "posted_on")],
    fact=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class JournalEntry(Entity):
    """A posted entry; neither it nor its legs ever change, a mistake is reversed by another entry.

    `kind` says what happened (`invoice`, `receipt`, `journal`, `reversal` ...), `source_kind` and
    `source_id` which record it came from. `total_minor` is the sum of its debits in the company's currency.
    """

    entry_no: Count
    posted_on: date
    kind: Annotated[str, Length(30)]
    source_kind: Annotated[str, Length(30)] = ""
    source_id: UUID | None = None
    narration: Note = ""
    total_minor: Minor
    reverses_id: Annotated[UUID | None, References("journal_entries")] = None
    branch_id: Annotated[UUID | None, Later] = None


@part(
    "legs",
    of=JournalEntry,
    # The first is covering: a balance as of any day is read from the index alone.
    indexes=[
        ("account_id", "posted_on", "base_minor"),
        ("party_id", "posted_on"),
        ("cost_centre_id", "account_id", "posted_on", "base_minor"),
    ],
    where={
        ("party_id", "posted_on"): "party_id IS NOT NULL",
        ("cost_centre_id", "account_id", "posted_on", "base_minor"): "cost_centre_id IS NOT NULL",
    },
    checks={"amount": "amount_minor <> 0 OR base_minor <> 0"},
    inserted_first=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Leg(Part):
    """One side of an entry. Debits are positive, credits negative.

    `amount_minor` is in `currency`, `base_minor` in the company's; `rate` is how many units of the
    company's currency one unit of `currency` is worth. `posted_on` repeats the entry's date for the index.
    `cost_centre_id` names what the leg was earned or spent for; posting and `verify` see that it exists.
    """

    entry_id: UUID
    account_id: Annotated[UUID, References("accounts")]
    party_id: Annotated[UUID | None, References("parties")] = None
    posted_on: date
    amount_minor: Minor
    currency: Currency
    base_minor: Minor
    rate: Rate
    memo: Note = ""
    cost_centre_id: Annotated[UUID | None, Later] = None


# Debits and credits per account and month (202611) in the company's currency: a cache of the legs, written
# only while posting and recomputed by `verify`.
account_months = Table(
    "account_months",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("account_id", IdColumn(), nullable=False),
    Column("month", Integer, nullable=False, autoincrement=False),
    Column("debit_minor", BigInteger, nullable=False),
    Column("credit_minor", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "account_id", "month"),
    ForeignKeyConstraint(["company_id", "account_id"], ["accounts.company_id", "accounts.id"]),
    info={"derived": True},
    sqlite_with_rowid=False,
)

guard_legs(Leg.mapping.table)
guard_entries(JournalEntry.mapping.table)
