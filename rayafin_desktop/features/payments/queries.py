"""What payments can tell: one payment with its allocations, what is open, and what would be posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..ledger.model import Account
from ..ledger.queries import accounts, base_currency
from ..ledger.rules import EntryDraft, posted_legs
from ..parties.model import Party
from .content import ReceiptContent
from .legs import movement_legs
from .model import Allocation, Method, Payment, PaymentStatus
from .preparing import prepare_receipt
from .receivables import receivables
from .rules import Funds, Proposal, Strategy, oldest_first, propose, suggest


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentDetail:
    """A payment as a page and a receipt show it, in minor units of `currency`."""

    id: UUID
    version: int
    number: str
    party_id: UUID
    party_name: str
    dated_on: date
    account_name: str
    currency: str
    amount_minor: int
    withheld_minor: int
    charges_minor: int
    discount_minor: int
    total_minor: int
    allocated_minor: int
    method: Method
    reference: str
    memo: str
    status: PaymentStatus
    reversed_on: date | None
    reversal_reason: str

    @property
    def advance_minor(self) -> int:
        """What is left for later invoices; nothing of a reversed payment."""
        return self.total_minor - self.allocated_minor if self.status is PaymentStatus.POSTED else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationRow:
    """One allocation; `left_minor` is what the invoice owes now. Of one taken back, `reason` says why."""

    id: UUID
    payment_id: UUID
    payment_number: str
    invoice_id: UUID
    invoice_number: str
    issued_on: date
    allocated_on: date
    total_minor: int
    amount_minor: int
    left_minor: int
    currency: str
    is_live: bool
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItemRow:
    """An open invoice as the allocation screen lists it, oldest first."""

    id: UUID
    number: str
    issued_on: date
    due_on: date
    is_overdue: bool
    total_minor: int
    open_minor: int
    currency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostedRow:
    """One line of what will be posted, debit or credit in minor units of the company's currency."""

    account_code: str
    account_name: str
    debit_minor: int
    credit_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptPreview:
    """What a receipt would do, worked out by the functions that do it; nothing of it with `problems`."""

    proposal: Proposal
    rows: tuple[PostedRow, ...]
    problems: tuple[Problem, ...]

    @property
    def is_balanced(self) -> bool:
        return bool(self.rows) and not sum(row.debit_minor - row.credit_minor for row in self.rows)


_DETAIL = (
    "id", "version", "number", "party_id", "dated_on", "currency", "amount_minor", "withheld_minor",
    "charges_minor", "discount_minor", "total_minor", "allocated_minor", "method", "reference", "memo",
    "status", "reversed_on", "reversal_reason",
)  # fmt: skip


def payment_detail(read: Read, payment_id: UUID) -> PaymentDetail:
    """One payment; NotFound (`payment.not_found`) for another company's."""
    return _detail(read, Payment.c.id == payment_id, {"id": str(payment_id)})


def payment_numbered(read: Read, number: str) -> PaymentDetail:
    """The payment with this number; NotFound (`payment.not_found`) otherwise."""
    return _detail(read, Payment.c.number == number, {"number": number})


def _detail(read: Read, condition: Any, sought: dict[str, str]) -> PaymentDetail:
    read.actor.require("payment.read")
    p, party, account = Payment.c, Party.c, Account.c
    row = read.first(
        select(
            *(p[name] for name in _DETAIL),
            party.name.label("party_name"),
            account.name.label("account_name"),
        )
        .join_from(
            Payment.mapping.table,
            Party.mapping.table,
            and_(party.company_id == p.company_id, party.id == p.party_id),
        )
        .join(Account.mapping.table, and_(account.company_id == p.company_id, account.id == p.account_id))
        .where(p.company_id == read.company_id, condition)
    )
    if row is None:
        raise NotFound("payment.not_found", sought)
    return PaymentDetail(**row._mapping)


def payment_allocations(read: Read, payment_id: UUID) -> list[AllocationRow]:
    """What a payment pays and paid, in the order it was allocated."""
    return _allocations(read, Allocation.c.payment_id == payment_id)


def invoice_allocations(read: Read, invoice_id: UUID) -> list[AllocationRow]:
    """What pays and paid an invoice."""
    return _allocations(read, Allocation.c.invoice_id == invoice_id)


def _allocations(read: Read, condition: Any) -> list[AllocationRow]:
    read.actor.require("payment.read")
    a, i, p = Allocation.c, SalesDocument.c, Payment.c
    back = Allocation.mapping.table.alias("back")
    rows = read.fetch(
        select(
            a.id,
            a.payment_id,
            p.number.label("payment_number"),
            a.invoice_id,
            i.number.label("invoice_number"),
            i.issued_on,
            a.allocated_on,
            i.total_minor,
            a.amount_minor,
            (i.total_minor - i.settled_minor).label("left_minor"),
            i.currency,
            back.c.id.is_(None).label("is_live"),
            func.coalesce(back.c.reason, "").label("reason"),
        )
        .join_from(
            Allocation.mapping.table,
            SalesDocument.mapping.table,
            and_(i.company_id == a.company_id, i.id == a.invoice_id),
        )
        .join(Payment.mapping.table, and_(p.company_id == a.company_id, p.id == a.payment_id))
        .outerjoin(back, and_(back.c.company_id == a.company_id, back.c.reverses_id == a.id))
        .where(a.company_id == read.company_id, a.reverses_id.is_(None), condition)
        .order_by(a.id)
    )
    return [AllocationRow(**row._mapping) for row in rows]


def open_items(read: Read, party_id: UUID) -> list[OpenItemRow]:
    """A party's open invoices, the longest due first."""
    read.actor.require("payment.read")
    found = receivables(read, party_id=party_id).values()
    return [
        OpenItemRow(
            id=one.item.document_id,
            number=one.item.number,
            issued_on=one.item.dated_on,
            due_on=one.item.due_on,
            is_overdue=one.item.due_on < read.today,
            total_minor=one.total_minor,
            open_minor=one.item.open_minor,
            currency=one.item.currency,
        )
        for one in sorted(found, key=lambda one: oldest_first(one.item))
    ]


def proposal(
    read: Read,
    party_id: UUID,
    amount_minor: int,
    *,
    currency: str = "",
    on: date | None = None,
    strategy: Strategy | None = None,
    instructed: Sequence[UUID] = (),
) -> Proposal:
    """How an amount could be spread over a party's open invoices, with the reason.

    Without `strategy`: what the payer named, else an exact match, else the oldest first.
    """
    read.actor.require("payment.read")
    day = on or read.today
    funds = Funds(
        party_id=party_id,
        currency=currency or base_currency(read),
        received_on=day,
        allocated_on=day,
        available_minor=amount_minor,
    )
    items = [one.item for one in receivables(read, party_id=party_id).values()]
    if strategy is None:
        return suggest(items, funds, instructed=instructed)
    return propose(items, funds, strategy, instructed=instructed)


def receipt_preview(read: Read, content: ReceiptContent) -> ReceiptPreview:
    """What posting this receipt would do: its allocation, its legs, and what is wrong with it."""
    read.actor.require("payment.receive")
    prepared = prepare_receipt(read, content)
    legs = movement_legs(prepared.funding, prepared.movement)
    rows: list[PostedRow] = []
    problems = list(prepared.problems)
    if not problems:
        draft = EntryDraft(posted_on=prepared.dated_on, kind="receipt", legs=legs)
        posted, problems = posted_legs(draft, accounts(read), base_currency(read))
        rows = [
            PostedRow(
                account_code=leg.account.code,
                account_name=leg.account.name,
                debit_minor=max(leg.base_minor, 0),
                credit_minor=max(-leg.base_minor, 0),
            )
            for leg in posted
        ]
    return ReceiptPreview(proposal=prepared.proposal, rows=tuple(rows), problems=tuple(problems))


@dataclass(frozen=True, kw_only=True, slots=True)
class AdvanceRow:
    """A payment with money left on account."""

    id: UUID
    number: str
    dated_on: date
    currency: str
    rate: Decimal
    advance_minor: int


def advances(read: Read, party_id: UUID) -> list[AdvanceRow]:
    """A party's payments that are not used up, oldest first."""
    read.actor.require("payment.read")
    p = Payment.c
    rows = read.fetch(
        select(
            p.id,
            p.number,
            p.dated_on,
            p.currency,
            p.rate,
            (p.total_minor - p.allocated_minor).label("advance_minor"),
        )
        .where(
            p.company_id == read.company_id,
            p.party_id == party_id,
            p.allocated_minor < p.total_minor,
            p.status == PaymentStatus.POSTED,
        )
        .order_by(p.dated_on, p.id)
    )
    return [AdvanceRow(**row._mapping) for row in rows]
