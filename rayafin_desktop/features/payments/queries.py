"""What payments can tell: one payment with its allocations, what is open, and what would be posted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..currencies.queries import RateFound
from ..ledger.model import Account
from ..ledger.queries import accounts, base_currency
from ..ledger.rules import EntryDraft, posted_legs
from ..parties.model import Party
from ..purchases.model import PurchaseDocument
from .content import PaymentContent
from .kinds import FLOWS, PaymentKind, Side
from .legs import movement_legs
from .model import Allocation, Method, Payment, PaymentStatus
from .open_documents import open_documents
from .preparing import prepare_payment
from .rules import Funds, Proposal, Strategy, oldest_first, propose, suggest
from .transferring import TransferContent, prepare_transfer


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentDetail:
    """A payment as a page and a voucher show it, in minor units of `currency`."""

    id: UUID
    version: int
    kind: PaymentKind
    number: str
    party_id: UUID | None
    party_name: str
    dated_on: date
    account_name: str
    to_account_name: str
    currency: str
    rate: Decimal
    amount_minor: int
    withheld_minor: int
    charges_minor: int
    discount_minor: int
    tcs_minor: int
    write_off_minor: int
    credit_minor: int
    section: str
    total_minor: int
    allocated_minor: int
    to_amount_minor: int
    to_currency: str | None
    method: Method
    reference: str
    memo: str
    status: PaymentStatus
    reversed_on: date | None
    reversal_reason: str

    @property
    def advance_minor(self) -> int:
        """What is left for later documents; nothing of a reversed payment."""
        return self.total_minor - self.allocated_minor if self.status is PaymentStatus.POSTED else 0

    @property
    def side(self) -> Side:
        """Whose documents it settles."""
        return FLOWS[self.kind].side


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationRow:
    """One allocation; `left_minor` is what the document owes now. Of one taken back, `reason` says why.

    `document` is what it settles: `invoice`, `bill`, or `payment` where an advance was given back.
    `reference` is the supplier's own number. With `funds` the document is a note that paid along.
    """

    id: UUID
    payment_id: UUID
    payment_number: str
    document: str
    document_id: UUID
    invoice_number: str
    reference: str
    issued_on: date
    allocated_on: date
    total_minor: int
    amount_minor: int
    write_off_minor: int
    left_minor: int
    currency: str
    funds: bool
    is_live: bool
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItemRow:
    """An open document as the allocation screen lists it, oldest first."""

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
class PaymentPreview:
    """What a payment would do, worked out by the functions that do it; nothing of it with `problems`.

    `rate_found` is the rate of the day it would be posted at, where none was entered.
    """

    proposal: Proposal
    rows: tuple[PostedRow, ...]
    problems: tuple[Problem, ...]
    rate_found: RateFound | None = None

    @property
    def is_balanced(self) -> bool:
        return bool(self.rows) and not sum(row.debit_minor - row.credit_minor for row in self.rows)


_DETAIL = (
    "id", "version", "kind", "number", "party_id", "dated_on", "currency", "rate", "amount_minor",
    "withheld_minor", "charges_minor", "discount_minor", "tcs_minor", "write_off_minor", "credit_minor",
    "section", "total_minor", "allocated_minor", "to_amount_minor", "to_currency", "method", "reference",
    "memo", "status", "reversed_on", "reversal_reason",
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
    to_account = Account.mapping.table.alias("to_account")
    row = read.first(
        select(
            *(p[name] for name in _DETAIL),
            func.coalesce(party.name, "").label("party_name"),
            func.coalesce(account.name, "").label("account_name"),
            func.coalesce(to_account.c.name, "").label("to_account_name"),
        )
        .join_from(
            Payment.mapping.table,
            Party.mapping.table,
            and_(party.company_id == p.company_id, party.id == p.party_id),
            isouter=True,
        )
        .outerjoin(
            Account.mapping.table, and_(account.company_id == p.company_id, account.id == p.account_id)
        )
        .outerjoin(
            to_account, and_(to_account.c.company_id == p.company_id, to_account.c.id == p.to_account_id)
        )
        .where(p.company_id == read.company_id, condition)
        # Numbers of different kinds may be written alike; then the latest is meant.
        .order_by(p.dated_on.desc(), p.id.desc())
        .limit(1)
    )
    if row is None:
        raise NotFound("payment.not_found", sought)
    return PaymentDetail(**row._mapping)


def payment_allocations(read: Read, payment_id: UUID) -> list[AllocationRow]:
    """What a payment pays and paid, in the order it was allocated."""
    return _allocations(read, Allocation.c.payment_id == payment_id)


def invoice_allocations(read: Read, invoice_id: UUID) -> list[AllocationRow]:
    """What pays and paid an invoice, or what a credit note paid."""
    return _allocations(read, Allocation.c.invoice_id == invoice_id)


def bill_allocations(read: Read, bill_id: UUID) -> list[AllocationRow]:
    """What pays and paid a bill, or what a debit note paid."""
    return _allocations(read, Allocation.c.bill_id == bill_id)


def _allocations(read: Read, condition: Any) -> list[AllocationRow]:
    read.actor.require("payment.read")
    a, i, b, p = Allocation.c, SalesDocument.c, PurchaseDocument.c, Payment.c
    back = Allocation.mapping.table.alias("back")
    other = Payment.mapping.table.alias("other")
    o = other.c

    def either(invoice: Any, bill: Any, advance: Any) -> Any:
        return func.coalesce(invoice, bill, advance)

    def left(settled: Any) -> Any:
        return settled.total_minor - settled.settled_minor

    rows = read.fetch(
        select(
            a.id,
            a.payment_id,
            p.number.label("payment_number"),
            case(
                (a.invoice_id.is_not(None), "invoice"), (a.bill_id.is_not(None), "bill"), else_="payment"
            ).label("document"),
            either(a.invoice_id, a.bill_id, a.advance_id).label("document_id"),
            either(i.number, b.number, o.number).label("invoice_number"),
            func.coalesce(b.supplier_reference, "").label("reference"),
            either(i.issued_on, b.issued_on, o.dated_on).label("issued_on"),
            a.allocated_on,
            either(i.total_minor, b.total_minor, o.total_minor).label("total_minor"),
            a.amount_minor,
            a.write_off_minor,
            either(left(i), left(b), o.total_minor - o.allocated_minor).label("left_minor"),
            p.currency,
            a.funds,
            back.c.id.is_(None).label("is_live"),
            func.coalesce(back.c.reason, "").label("reason"),
        )
        .join_from(
            Allocation.mapping.table,
            Payment.mapping.table,
            and_(p.company_id == a.company_id, p.id == a.payment_id),
        )
        .outerjoin(SalesDocument.mapping.table, and_(i.company_id == a.company_id, i.id == a.invoice_id))
        .outerjoin(PurchaseDocument.mapping.table, and_(b.company_id == a.company_id, b.id == a.bill_id))
        .outerjoin(other, and_(o.company_id == a.company_id, o.id == a.advance_id))
        .outerjoin(back, and_(back.c.company_id == a.company_id, back.c.reverses_id == a.id))
        .where(a.company_id == read.company_id, a.reverses_id.is_(None), condition)
        .order_by(a.id)
    )
    return [AllocationRow(**row._mapping) for row in rows]


def open_items(
    read: Read, party_id: UUID, side: Side = Side.RECEIVABLE, *, notes: bool = False
) -> list[OpenItemRow]:
    """A party's open invoices or bills (with `notes` its open notes), the longest due first."""
    read.actor.require("payment.read")
    found = open_documents(read, side, party_id=party_id, notes=notes).values()
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
    side: Side = Side.RECEIVABLE,
    currency: str = "",
    on: date | None = None,
    strategy: Strategy | None = None,
    instructed: Sequence[UUID] = (),
) -> Proposal:
    """How an amount could be spread over a party's open documents, with the reason.

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
    items = [one.item for one in open_documents(read, side, party_id=party_id).values()]
    if strategy is None:
        return suggest(items, funds, instructed=instructed)
    return propose(items, funds, strategy, instructed=instructed)


_RIGHTS: Mapping[PaymentKind, str] = {
    PaymentKind.RECEIPT: "payment.receive",
    PaymentKind.SUPPLIER_REFUND: "payment.receive",
    PaymentKind.PAYMENT: "payment.pay",
    PaymentKind.REFUND: "payment.pay",
}


def payment_preview(
    read: Read, content: PaymentContent, kind: PaymentKind = PaymentKind.RECEIPT
) -> PaymentPreview:
    """What posting this payment would do: its allocation, its legs, and what is wrong with it."""
    read.actor.require(_RIGHTS[kind])
    prepared = prepare_payment(read, content, kind)
    rows: tuple[PostedRow, ...] = ()
    problems = prepared.problems
    if not problems:
        legs = movement_legs(prepared.funding, prepared.movement)
        rows, problems = _rows(read, EntryDraft(posted_on=prepared.dated_on, kind="receipt", legs=legs))
    return PaymentPreview(
        proposal=prepared.proposal, rows=rows, problems=problems, rate_found=prepared.rate_found
    )


def transfer_preview(
    read: Read, content: TransferContent
) -> tuple[tuple[PostedRow, ...], tuple[Problem, ...]]:
    """The lines of the entry a transfer would post, or what is wrong with it."""
    read.actor.require("payment.transfer")
    prepared = prepare_transfer(read, content)
    if prepared.problems:
        return (), prepared.problems
    return _rows(read, EntryDraft(posted_on=prepared.dated_on, kind="contra", legs=prepared.legs))


def _rows(read: Read, draft: EntryDraft) -> tuple[tuple[PostedRow, ...], tuple[Problem, ...]]:
    posted, problems = posted_legs(draft, accounts(read), base_currency(read))
    rows = tuple(
        PostedRow(
            account_code=leg.account.code,
            account_name=leg.account.name,
            debit_minor=max(leg.base_minor, 0),
            credit_minor=max(-leg.base_minor, 0),
        )
        for leg in posted
    )
    return rows, tuple(problems)


@dataclass(frozen=True, kw_only=True, slots=True)
class AdvanceRow:
    """A payment with money left on account."""

    id: UUID
    number: str
    dated_on: date
    currency: str
    rate: Decimal
    advance_minor: int


def advances(read: Read, party_id: UUID, side: Side = Side.RECEIVABLE) -> list[AdvanceRow]:
    """A party's payments that are not used up, oldest first."""
    read.actor.require("payment.read")
    p = Payment.c
    kinds = [kind for kind, flow in FLOWS.items() if flow.has_advance and flow.side is side]
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
            p.kind.in_(kinds),
        )
        .order_by(p.dated_on, p.id)
    )
    return [AdvanceRow(**row._mapping) for row in rows]


def written_off(read: Read, invoice_ids: Collection[UUID]) -> dict[UUID, int]:
    """How much of each invoice is given up and not taken back; invoices without any are left out."""
    a = Allocation.c
    rows = read.fetch(
        select(a.invoice_id, func.sum(a.write_off_minor))
        .where(a.company_id == read.company_id, a.invoice_id.in_(invoice_ids), a.write_off_minor != 0)
        .group_by(a.invoice_id)
    )
    return {invoice_id: int(minor) for invoice_id, minor in rows if minor}


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDocumentDetail:
    """What is open of a document, as the forms begin with that give it up, pay it back or set it off.

    All their other fields begin empty.
    """

    id: UUID
    version: int
    number: str
    currency: str
    open_minor: int
    reason: str = ""
    reference: str = ""
    memo: str = ""
    method: Method = Method.BANK
    strategy: Strategy = Strategy.FIFO
    amount: None = None
    charges: None = None
    rate: None = None
    account_id: None = None
    on: None = None
    dated_on: None = None


def invoice_open(read: Read, invoice_id: UUID) -> OpenDocumentDetail:
    """An invoice or credit note with what is open of it; NotFound (`invoice.not_found`)."""
    return _open_detail(read, read.get(SalesDocument, invoice_id))


def bill_open(read: Read, bill_id: UUID) -> OpenDocumentDetail:
    """A bill or debit note with what is open of it; NotFound (`bill.not_found`)."""
    return _open_detail(read, read.get(PurchaseDocument, bill_id))


def _open_detail(read: Read, document: SalesDocument | PurchaseDocument) -> OpenDocumentDetail:
    read.actor.require("payment.read")
    return OpenDocumentDetail(
        id=document.id,
        version=document.version,
        number=document.number or "",
        currency=document.currency,
        open_minor=document.open_minor,
    )
