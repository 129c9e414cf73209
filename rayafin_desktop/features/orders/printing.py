"""Quotes and orders on paper, by the same drawing as invoices. What draws is loaded at the first print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from rayafin_desktop.base.formats import date_style, format_date
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.work import Read

from ..billing.model import InvoiceTax
from ..billing.queries import InvoiceDetail
from ..billing.rules import DocumentStatus
from ..tax.categories import TaxCategory
from .documents import as_document, as_line
from .queries import OrderDetail, order_detail, order_numbered
from .rules import OrderKind, OrderState, OrderStatus

if TYPE_CHECKING:
    from rayafin_desktop.paper.invoice_paper import InvoicePaper

_TITLES = {OrderKind.QUOTE: "Quotation", OrderKind.ORDER: "Sales order"}
_NOTICES = {
    OrderStatus.EXPIRED: "No longer valid",
    OrderStatus.ACCEPTED: "Accepted",
    OrderStatus.DECLINED: "Declined",
    OrderStatus.CLOSED: "Closed",
}


def order_paper(read: Read, order_id: UUID, *, proforma: bool = False) -> InvoicePaper:
    """What a quote or order shows on paper; `proforma` is an invoice to pay ahead by, without a number."""
    from rayafin_desktop.paper.letterhead import Status

    from ..billing.document import paper_of

    detail = order_detail(read, order_id)
    order = detail.order
    paper = paper_of(read, shown(detail))
    draft = order.state is OrderState.DRAFT
    notice = _NOTICES.get(detail.status)
    status = Status("Draft", "draft", "DRAFT") if draft else Status(notice, "notice") if notice else None
    if proforma:
        status = Status("Proforma: no tax invoice, no tax is due on it", "notice")
    return replace(
        paper,
        title="Proforma invoice" if proforma else _TITLES[order.kind],
        number=order.number or "",
        status=status,
        due_on=None,
        notes="\n".join(filter(None, (_day_note(detail, paper.locale), paper.notes))),
        bank=paper.bank if proforma else (),
        paid_minor=0,
        balance_minor=0,
        payment_code="",
    )


def shown(detail: OrderDetail) -> InvoiceDetail:
    """A quote or order as the invoice it would be."""
    return InvoiceDetail(
        document=as_document(detail.order),
        lines=tuple(as_line(line) for line in detail.lines),
        taxes=_taxes(detail),
        status=DocumentStatus.DRAFT,
        original_number="",
    )


def _taxes(detail: OrderDetail) -> tuple[InvoiceTax, ...]:
    """The tax breakdown, from what the lines bear."""
    sums: dict[tuple[TaxCategory, str, Decimal], list[int]] = {}
    for line in detail.lines:
        for head, rate, minor in line.taxes:
            pair = sums.setdefault((line.category, str(head), Decimal(str(rate))), [0, 0])
            pair[0] += line.net_minor
            pair[1] += int(minor)
    return tuple(
        InvoiceTax(
            company_id=detail.order.company_id,
            invoice_id=detail.order.id,
            line_no=number,
            category=category,
            head=head,
            rate=rate,
            taxable_minor=taxable,
            tax_minor=tax,
        )
        for number, ((category, head, rate), (taxable, tax)) in enumerate(sums.items(), start=1)
    )


def _day_note(detail: OrderDetail, locale: str) -> str:
    day = format_date(detail.order.due_on, date_style(locale))
    return f"Valid until {day}" if detail.order.kind is OrderKind.QUOTE else f"To be delivered by {day}"


def order_pdf(read: Read, order_id: UUID, *, proforma: bool = False) -> bytes:
    """A quote or order, draft or not, as a PDF."""
    from rayafin_desktop.paper.invoice import render_invoice  # reportlab is slow to load

    return render_invoice(order_paper(read, order_id, proforma=proforma))


def _quote(read: Read, number: str) -> bytes:
    return order_pdf(read, order_numbered(read, number, OrderKind.QUOTE))


def _order(read: Read, number: str) -> bytes:
    return order_pdf(read, order_numbered(read, number, OrderKind.ORDER))


def _proforma(read: Read, number: str) -> bytes:
    return order_pdf(read, order_numbered(read, number, OrderKind.ORDER), proforma=True)


DOCUMENTS = (
    Document("quote", "Quotation", "order.see", _quote),
    Document("order", "Sales order", "order.see", _order),
    Document("proforma", "Proforma invoice", "order.see", _proforma),
)
