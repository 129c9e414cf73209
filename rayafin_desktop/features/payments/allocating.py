"""Writing what an allocation is: the facts, the settled invoices, and the ledger entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.work import Work

from ..billing.settlement import settle_all
from ..ledger.posting import post_entry
from ..ledger.queries import base_currency
from ..ledger.rules import EntryDraft
from .happenings import AllocationsChanged
from .legs import Funding, Movement, movement_legs
from .model import Allocation, Payment
from .receivables import Receivable, receivables
from .rules import Allocated


def funding_of(work: Work, payment: Payment) -> Funding:
    """A posted payment's money, as the legs need it."""
    return Funding(
        party_id=payment.party_id,
        account_id=payment.account_id,
        currency=payment.currency,
        base_currency=base_currency(work),
        rate=payment.rate,
        amount_minor=payment.amount_minor,
        withheld_minor=payment.withheld_minor,
        charges_minor=payment.charges_minor,
        discount_minor=payment.discount_minor,
    )


def allocate(
    work: Work,
    payment: Payment,
    parts: Sequence[Allocated],
    open_items: Mapping[UUID, Receivable],
    on: date,
) -> None:
    """Note that `payment` pays these parts, settle the invoices, and tell the features above."""
    for part in parts:
        work.new(
            Allocation,
            payment_id=payment.id,
            invoice_id=part.document_id,
            allocated_on=on,
            amount_minor=part.amount_minor,
            base_minor=open_items[part.document_id].relief(part.amount_minor),
        )
    _settle(work, payment.id, {part.document_id: part.amount_minor for part in parts}, on)


def take_back(work: Work, payment: Payment, allocations: Sequence[Allocation], reason: str, on: date) -> int:
    """Reverse allocations, each by a row of its own, and open the invoices again.

    Answers what comes back onto the receivables in the company's currency (positive).
    """
    back: dict[UUID, int] = {}
    base = 0
    invoices = receivables(work, ids={one.invoice_id for one in allocations}, settled_too=True)
    for one in allocations:
        already = back.get(one.invoice_id, 0)
        invoice = invoices[one.invoice_id]
        relief = invoice.relief(-already - one.amount_minor) - invoice.relief(-already)
        base -= relief
        back[one.invoice_id] = already + one.amount_minor
        work.new(
            Allocation,
            payment_id=payment.id,
            invoice_id=one.invoice_id,
            allocated_on=on,
            amount_minor=-one.amount_minor,
            base_minor=relief,
            reverses_id=one.id,
            reason=reason,
        )
    _settle(work, payment.id, {invoice_id: -minor for invoice_id, minor in back.items()}, on)
    return base


def _settle(work: Work, payment_id: UUID, amounts: Mapping[UUID, int], on: date) -> None:
    invoices = settle_all(work, amounts, on)
    if invoices:
        work.announce(AllocationsChanged(payment_id=payment_id, invoices=invoices, on=on))


def post_movement(
    work: Work, payment: Payment, movement: Movement, kind: str, on: date, narration: str = ""
) -> None:
    """Post one movement of a payment's money, if it moves any."""
    legs = movement_legs(funding_of(work, payment), movement)
    if legs:
        draft = EntryDraft(
            posted_on=on,
            kind=kind,
            legs=legs,
            source_kind="payment",
            source_id=payment.id,
            narration=narration or payment.number,
            branch_id=payment.branch_id,
        )
        post_entry(work, draft)
