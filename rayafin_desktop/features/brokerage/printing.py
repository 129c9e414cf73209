"""The brokerage bill: its invoice on paper, with the contracts and lorries it is reckoned on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.formats import date_style, format_date, format_decimal, format_minor, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind
from ..commodities.rules import Side
from ..companies.queries import company_detail
from .model import Cause
from .queries import BilledCharge, charges_on
from .rules import rate_text

if TYPE_CHECKING:
    from rayafin_desktop.paper.headed import LetterTable
    from rayafin_desktop.paper.invoice_paper import InvoicePaper

_CAUSES = {
    Cause.MADE: "Contract made",
    Cause.AMENDED: "Contract amended",
    Cause.TAKEN_BACK: "Delivery taken back",
    Cause.ALLOWED: "Allowance",
    Cause.ENDED: "Contract ended",
    Cause.REOPENED: "Contract goes on",
}


def brokerage_paper(read: Read, number: str) -> InvoicePaper:
    """What a brokerage bill or its credit note shows; NotFound `brokerage.bill_not_found`."""
    from rayafin_desktop.paper.letterhead import Status

    from ..billing.document import invoice_paper

    document_id, kind = _document(read, number)
    charges = charges_on(read, document_id)
    if not charges:
        raise NotFound("brokerage.bill_not_found", {"number": number})
    paper = invoice_paper(read, document_id)
    title = "Brokerage credit note" if kind is DocumentKind.CREDIT_NOTE else "Brokerage bill"
    # Its legal name stays on it: a tax invoice must say so (CGST Rule 46).
    status = paper.status or Status(paper.title, "notice")
    return replace(paper, title=title, status=status, annex=(_lorries(read, charges),))


def _document(read: Read, number: str) -> tuple[UUID, DocumentKind]:
    d = SalesDocument.c
    row = read.first(select(d.id, d.kind).where(d.company_id == read.company_id, d.number == number.strip()))
    if row is None:
        raise NotFound("brokerage.bill_not_found", {"number": number})
    return row.id, row.kind


def _lorries(read: Read, charges: Sequence[BilledCharge]) -> LetterTable:
    from rayafin_desktop.paper.headed import LetterTable
    from rayafin_desktop.paper.tables import Column, Row

    locale = company_detail(read).locale
    dates, style = date_style(locale), number_style(locale)
    currency = charges[0].charge.currency
    digits = currency_digits(currency)
    rows = []
    for one in charges:
        charge = one.charge
        day = one.delivered_on or charge.happened_on
        rows.append(
            Row(
                (
                    one.trade_number,
                    "Buyer" if charge.side is Side.BUY else "Seller",
                    format_date(day, dates),
                    _through(one),
                    "" if one.kg is None else format_decimal(one.kg, style),
                    "" if one.goods_minor is None else format_minor(one.goods_minor, digits, style),
                    rate_text(charge.basis, charge.rate, charge.unit.value if charge.unit else "", currency),
                    format_minor(charge.amount_minor, digits, style),
                ),
                below=((0, format_date(one.traded_on, dates)),),
            )
        )
    total = sum(one.charge.amount_minor for one in charges)
    rows.append(Row(("Brokerage", "", "", "", "", "", "", format_minor(total, digits, style)), kind="total"))
    return LetterTable(
        heading="Contracts and lorries",
        columns=(
            Column("Contract"),
            Column("Side"),
            Column("Date"),
            Column("Lorry", grows=True),
            Column("kg", "figures"),
            Column("Value", "figures"),
            Column("Rate", "end"),
            Column("Brokerage", "figures"),
        ),
        rows=tuple(rows),
        size=7.5,
    )


def _through(one: BilledCharge) -> str:
    """The lorry, or what else moved the brokerage."""
    lorry = one.lorry_no or one.delivery_number
    cause = _CAUSES.get(one.charge.cause, "")
    return ", ".join(filter(None, (lorry, cause))) if cause else lorry or "Delivery"


def _pdf(read: Read, number: str) -> bytes:
    from rayafin_desktop.paper.invoice import render_invoice  # reportlab is slow to load

    return render_invoice(brokerage_paper(read, number))


BROKERAGE_BILL = Document(
    kind="brokerage-bill", title="Brokerage bill", permission="brokerage.read", render=_pdf
)
