"""The receipt a customer gets on paper, and the advice that tells a supplier what was paid."""

from __future__ import annotations

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Read
from rayafin_desktop.paper.letterhead import Contact, Status
from rayafin_desktop.paper.receipt import Allocation, ReceiptPaper, render_receipt
from rayafin_desktop.paper.wording import Wording, wording

from ..companies.queries import company_detail
from ..parties.model import Party
from .kinds import FLOWS, PaymentKind
from .model import PaymentStatus
from .queries import PaymentDetail, payment_allocations, payment_numbered
from .screens import METHODS

_METHODS = {choice.value: choice.label for choice in METHODS}


def receipt_paper(read: Read, payment: PaymentDetail) -> ReceiptPaper:
    """Everything printed on the receipt or advice of a payment; of a reversed one, that it is void.

    RuleBroken `payment.no_paper` for a transfer between our own accounts.
    """
    if payment.party_id is None:
        raise RuleBroken([Problem("payment.no_paper", "id", {"number": payment.number})])
    company = company_detail(read)
    party = read.get(Party, payment.party_id)
    flow = FLOWS[payment.kind]
    is_reversed = payment.status is PaymentStatus.REVERSED
    return ReceiptPaper(
        seller=Contact(
            name=company.printed_name,
            address=tuple(company.address.splitlines()),
            tax_id=f"{company.tax_label} {company.tax_id}" if company.tax_id else "",
            phone=company.phone,
            email=company.email,
        ),
        payer=Contact(
            name=party.name,
            address=tuple(
                filter(None, (party.address_1, party.address_2, f"{party.postal_code} {party.city}".strip()))
            ),
            tax_id=f"{company.tax_label} {party.tax_id}" if party.tax_id else "",
        ),
        number=payment.number,
        received_on=payment.dated_on,
        currency=payment.currency,
        locale=company.locale,
        amount_minor=payment.total_minor,
        money_minor=payment.amount_minor or None,
        parts=_parts(payment, wording(company.locale)),
        goes_out=flow.sign < 0,
        title=wording(company.locale).refund if payment.kind is PaymentKind.REFUND else "",
        allocations=tuple(
            Allocation(
                # A supplier knows his own number, not the one we gave his bill.
                document=f"{row.reference} ({row.invoice_number})" if row.reference else row.invoice_number,
                document_on=row.issued_on,
                total_minor=row.total_minor,
                paid_minor=row.amount_minor,
                left_minor=row.left_minor,
            )
            for row in payment_allocations(read, payment.id)
            if row.is_live and not row.funds
        ),
        advance_minor=payment.total_minor - payment.allocated_minor,
        method=_METHODS[payment.method],
        reference=payment.reference,
        status=Status("Reversed", "void", "VOID") if is_reversed else None,
        notes=payment.memo,
    )


def _parts(payment: PaymentDetail, words: Wording) -> tuple[tuple[str, int], ...]:
    """What the payment is made of; the parts add up to what it settles."""
    withheld = f"{words.withheld} ({payment.section})" if payment.section else words.withheld
    charges = payment.charges_minor if FLOWS[payment.kind].charges_settle else 0
    parts = (
        (words.money, payment.amount_minor),
        (words.collected, -payment.tcs_minor),
        (withheld, payment.withheld_minor),
        (words.charges, charges),
        (words.agreed_discount, payment.discount_minor),
        (words.written_off, payment.write_off_minor),
        (words.credits, payment.credit_minor),
    )
    return tuple((label, minor) for label, minor in parts if minor)


def render(read: Read, number: str) -> bytes:
    """The receipt of this number as a PDF; NotFound (`payment.not_found`) if there is none."""
    return render_receipt(receipt_paper(read, payment_numbered(read, number)))
