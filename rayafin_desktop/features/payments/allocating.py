"""Writing what an allocation is: the facts, the settled documents, and the ledger entry."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Read, Work

from ..billing.rules import DocumentKind
from ..billing.settlement import settle_all as settle_invoices
from ..ledger.posting import post_entry
from ..ledger.queries import base_currency
from ..ledger.rules import EntryDraft
from ..purchases.model import PurchaseKind
from ..purchases.settlement import settle_all as settle_bills
from .happenings import AllocationsChanged
from .kinds import FLOWS, Side
from .legs import Funding, Movement, movement_legs
from .model import Allocation, Payment
from .open_documents import OpenDocument, open_documents
from .rules import Allocated


def funding_of(read: Read, payment: Payment) -> Funding:
    """A posted payment's money, as the legs need it."""
    if payment.party_id is None:
        raise RuleBroken([Problem("payment.is_transfer", "payment_id")])
    return Funding(
        party_id=payment.party_id,
        account_id=payment.account_id,
        currency=payment.currency,
        base_currency=base_currency(read),
        rate=payment.rate,
        amount_minor=payment.amount_minor,
        withheld_minor=payment.withheld_minor,
        charges_minor=payment.charges_minor,
        discount_minor=payment.discount_minor,
        tcs_minor=payment.tcs_minor,
        kind=payment.kind,
    )


def allocate(
    work: Work,
    payment: Payment,
    parts: Sequence[Allocated],
    open_items: Mapping[UUID, OpenDocument],
    on: date,
    *,
    credits_: Sequence[Allocated] = (),
    notes: Mapping[UUID, OpenDocument] | None = None,
) -> None:
    """Note that `payment` settles these parts, settle the documents, and tell the features above.

    `credits_` are parts of open notes that pay along.
    """
    side = FLOWS[payment.kind].side
    document = "invoice_id" if side is Side.RECEIVABLE else "bill_id"
    for found, bringing, funds in ((parts, open_items, False), (credits_, notes or {}, True)):
        for part in found:
            work.new(
                Allocation,
                payment_id=payment.id,
                **{document: part.document_id},
                allocated_on=on,
                amount_minor=part.amount_minor,
                base_minor=bringing[part.document_id].relief(part.amount_minor),
                write_off_minor=part.write_off_minor,
                funds=funds,
            )
    amounts = {part.document_id: part.amount_minor for part in (*parts, *credits_)}
    _settle(work, payment, amounts, {part.document_id: part.write_off_minor for part in parts}, on)


def give_back_advances(work: Work, payment: Payment, parts: Sequence[Allocated], on: date) -> int:
    """Take these parts of other payments' advances; answers their book value at those payments' rates."""
    base = 0
    for part in parts:
        other = work.get(Payment, part.document_id, field="advances")
        used = _advance_used(work, other, part.amount_minor)
        base += used
        work.new(
            Allocation,
            payment_id=payment.id,
            advance_id=other.id,
            allocated_on=on,
            amount_minor=part.amount_minor,
            base_minor=used,
        )
    return base


def _advance_used(work: Work, other: Payment, minor: int) -> int:
    """Use so much (negative: give it back) of a payment's advance; answers its book value."""
    funding, left = funding_of(work, other), other.total_minor - other.allocated_minor
    work.save(dataclasses.replace(other, allocated_minor=other.allocated_minor + minor))
    return funding.in_base(left) - funding.in_base(left - minor)


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenBack:
    """What comes back when allocations are reversed; minor units, and the book value in the company's."""

    minor: int = 0
    base_minor: int = 0
    written_off_minor: int = 0
    written_off_base_minor: int = 0
    credit_minor: int = 0
    credit_base_minor: int = 0
    refunded_minor: int = 0
    refunded_base_minor: int = 0


def take_back(
    work: Work, payment: Payment, allocations: Sequence[Allocation], reason: str, on: date
) -> TakenBack:
    """Reverse allocations, each by a row of its own, and open the documents again. All figures positive."""
    sums: dict[str, int] = defaultdict(int)
    back: dict[UUID, int] = {}
    given_up: dict[UUID, int] = {}
    books = _books(work, payment, allocations)
    for one in allocations:
        if one.advance_id is not None:
            base = -_advance_used(work, work.get(Payment, one.advance_id), -one.amount_minor)
            sums["refunded_minor"] += one.amount_minor
            sums["refunded_base_minor"] += base
        else:
            document = one.document_id
            book, already = books[document], back.get(document, 0)
            base = book.relief(-already) - book.relief(-already - one.amount_minor)
            back[document] = already + one.amount_minor
            given_up[document] = given_up.get(document, 0) + one.write_off_minor
            paid = book.relief(-already) - book.relief(-already - one.amount_minor + one.write_off_minor)
            kind = "credit_" if one.funds else ""
            sums[f"{kind}minor"] += one.amount_minor
            sums[f"{kind}base_minor"] += base
            sums["written_off_minor"] += one.write_off_minor
            sums["written_off_base_minor"] += base - paid
        work.new(
            Allocation,
            payment_id=payment.id,
            invoice_id=one.invoice_id,
            bill_id=one.bill_id,
            advance_id=one.advance_id,
            allocated_on=on,
            amount_minor=-one.amount_minor,
            base_minor=-base,
            write_off_minor=-one.write_off_minor,
            funds=one.funds,
            reverses_id=one.id,
            reason=reason,
        )
    amounts = {document: -minor for document, minor in back.items()}
    _settle(work, payment, amounts, {document: -minor for document, minor in given_up.items()}, on)
    return TakenBack(**sums)


def _books(work: Work, payment: Payment, allocations: Iterable[Allocation]) -> Mapping[UUID, OpenDocument]:
    side = FLOWS[payment.kind].side
    ids = [one.document_id for one in allocations if one.advance_id is None]
    return {
        **open_documents(work, side, ids=ids, settled_too=True),
        **open_documents(work, side, ids=ids, settled_too=True, notes=True),
    }


def _settle(
    work: Work, payment: Payment, amounts: Mapping[UUID, int], written_off: Mapping[UUID, int], on: date
) -> None:
    if not amounts:
        return
    if FLOWS[payment.kind].side is Side.RECEIVABLE:
        settled = settle_invoices(work, amounts, on, written_off=written_off)
        invoices = tuple(one for one in settled if one.kind is DocumentKind.INVOICE)
        work.announce(AllocationsChanged(payment_id=payment.id, invoices=invoices, on=on))
    else:
        bills = tuple(
            one for one in settle_bills(work, amounts, on) if one.kind is not PurchaseKind.DEBIT_NOTE
        )
        work.announce(AllocationsChanged(payment_id=payment.id, bills=bills, on=on))


def post_movement(
    work: Work, payment: Payment, movement: Movement, kind: str, on: date, narration: str = ""
) -> UUID | None:
    """Post one movement of a payment's money, if it moves any; answers the entry."""
    legs = movement_legs(funding_of(work, payment), movement)
    if not legs:
        return None
    draft = EntryDraft(
        posted_on=on,
        kind=kind,
        legs=legs,
        source_kind="payment",
        source_id=payment.id,
        narration=narration or payment.number,
        branch_id=payment.branch_id,
    )
    return post_entry(work, draft)


def live_allocations(work: Work, payment_id: UUID) -> list[Allocation]:
    """The allocations of a payment that have not been taken back, oldest first."""
    return _live(work, Allocation.c.payment_id == payment_id)


def live_refunds_of(work: Work, payment_id: UUID) -> list[Allocation]:
    """What refunds took of this payment's advance and have not given back."""
    return _live(work, Allocation.c.advance_id == payment_id)


def _live(work: Work, condition: Any) -> list[Allocation]:
    c = Allocation.c
    back = Allocation.mapping.table.alias("back")
    taken_back = (
        select(back.c.id).where(back.c.company_id == c.company_id, back.c.reverses_id == c.id).exists()
    )
    return work.all(Allocation, condition, c.reverses_id.is_(None), ~taken_back, order_by=(c.id,))
