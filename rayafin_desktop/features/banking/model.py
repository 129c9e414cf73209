"""Statements a bank gave, their lines, which entries they match, and reconciliations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Count, Currency, Length, Minor, Name, Note, Personal, References
from rayafin_desktop.engine.entity import Entity, entity


class LineStatus(StrEnum):
    """A line waits, is found in the books, or is left out with a reason."""

    NEW = "NEW"
    MATCHED = "MATCHED"
    IGNORED = "IGNORED"


@entity(
    "bank_statements",
    unique=[("account_id", "digest", "part")],
    indexes=[("account_id", "last_on"), ("last_on", "id")],
    checks={"days": "first_on <= last_on"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BankStatement(Entity):
    """One statement as the bank gave it, in minor units of `currency`.

    `digest` is the SHA-256 of the file and `part` which statement of it this is: the same file adds nothing
    again. `lines_added` are those that no earlier statement had brought.
    """

    account_id: Annotated[UUID, References("accounts")]
    file_name: Name
    format: Annotated[str, Length(20)]
    digest: Annotated[str, Length(64)]
    part: Count
    reference: Name = ""
    currency: Currency
    first_on: date
    last_on: date
    opening_minor: Minor | None = None
    closing_minor: Minor | None = None
    lines_read: Count
    lines_added: Count


@entity(
    "bank_lines",
    unique=[("account_id", "identity")],
    indexes=[
        ("booked_on", "id"),
        ("status", "booked_on"),
        ("account_id", "status", "booked_on"),
        ("statement_id",),
    ],
    checks={
        "amount": "amount_minor <> 0",
        "reason": "(status = 'IGNORED') = (reason <> '')",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BankLine(Entity):
    """One movement on a bank account; positive for money that came in, minor units of `currency`.

    `identity` names the movement wherever it is read again. What the bank said of it never changes, only
    its status does.
    """

    statement_id: Annotated[UUID, References("bank_statements")]
    account_id: Annotated[UUID, References("accounts")]
    identity: Annotated[str, Length(60)]
    booked_on: date
    value_on: date | None = None
    amount_minor: Minor
    currency: Currency
    counterparty: Annotated[Name, Personal] = ""
    counterparty_account: Annotated[str, Length(64), Personal] = ""
    reference: Name = ""
    text: Annotated[Note, Personal] = ""
    status: LineStatus = LineStatus.NEW
    reason: Note = ""


@entity(
    "bank_matches",
    unique=[("entry_id", "leg_no")],
    indexes=[("bank_line_id",)],
    where={("entry_id", "leg_no"): "deleted_at IS NULL"},
    checks={"amount": "amount_minor <> 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BankMatch(Entity):
    """A leg of the books that a line of the bank confirms; a leg is confirmed once.

    The legs of a line add up to it, in the account's currency.
    """

    bank_line_id: Annotated[UUID, References("bank_lines")]
    account_id: Annotated[UUID, References("accounts")]
    entry_id: Annotated[UUID, References("journal_entries")]
    leg_no: Count
    amount_minor: Minor


@entity(
    "bank_reconciliations",
    indexes=[("account_id", "reconciled_on"), ("reconciled_on", "id")],
    checks={"explained": "bank_minor + unpresented_minor = books_minor"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class BankReconciliation(Entity):
    """Bank and books were found to agree on a day, but for what the bank had not seen yet.

    `books_minor` is the account in the books, `bank_minor` what the bank's statement closes with, and
    `unpresented_minor` the legs that no line confirmed: cheques out (negative) and deposits (positive).
    """

    account_id: Annotated[UUID, References("accounts")]
    reconciled_on: date
    currency: Currency
    books_minor: Minor
    bank_minor: Minor
    unpresented_minor: Minor
    unpresented: Count


@entity("bank_rules", indexes=[("position", "id")], checks={"contains": "contains <> ''"})
@dataclass(frozen=True, kw_only=True, slots=True)
class BankRule(Entity):
    """Lines whose words contain `contains` go to this account when they are booked by rules.

    `incoming` None takes both directions. Rules are tried by `position`; the first that fits is taken.
    """

    contains: Name
    incoming: bool | None = None
    booked_to_id: Annotated[UUID, References("accounts")]
    position: Count = 100
    memo: Name = ""
