"""Invoices, credit notes and bills as the other side gets them.

An `InvoicePaper` says what is true (amounts in minor units, quantities as Decimals, dates as dates);
how it reads follows from `locale` and `currency`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from ..base.formats import date_style, format_date, format_decimal, format_minor, number_style
from ..base.money import currency_digits
from .closing import add_closing
from .flow import Flow
from .letterhead import RUNNING_HEAD, Contact, Head, Status, add_head, add_paragraph, draw_around
from .page import A4, FOOTER_ROOM, MARGIN, Ink, Sheet, print_document
from .tables import Carrying, Column, Row, Table
from .wording import Wording, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line. `code` is the HSN, SAC or other commodity code; `net_minor` is after `discount_minor`
    and before tax; `tax` is the label of its tax, `tax_minor` the amount."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net_minor: int
    number: str = ""
    code: str = ""
    discount_minor: int = 0
    tax: str = ""
    tax_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxHead:
    """One tax of a group: `CGST`, its rate as printed (`2.5%`), its amount."""

    name: str
    rate: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxGroup:
    """Lines taxed alike: `GST 5%`, their taxable value, the taxes on it."""

    label: str
    taxable_minor: int
    heads: tuple[TaxHead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Freight, packing or another amount added below the lines."""

    label: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePaper:
    """Everything on an invoice. `net_minor` is the sum of the lines' nets; `total_minor` is what is
    owed before payments; `balance_minor` is printed when `paid_minor` is not zero.

    `language` is that of labels and words, by default that of the locale; `payment_code` is a payload
    from `paper.qr`. Text is printed literally, whatever it contains.
    """

    seller: Contact
    buyer: Contact
    title: str
    number: str
    issued_on: date
    currency: str
    locale: str
    lines: tuple[InvoiceLine, ...]
    net_minor: int
    total_minor: int
    ship_to: Contact | None = None
    status: Status | None = None
    due_on: date | None = None
    place_of_supply: str = ""
    reference: str = ""
    tax_groups: tuple[TaxGroup, ...] = ()
    tax_note: str = ""
    charges: tuple[Charge, ...] = ()
    discount_minor: int = 0
    tax_minor: int = 0
    round_off_minor: int = 0
    paid_minor: int = 0
    balance_minor: int = 0
    language: str = ""
    notes: str = ""
    terms: str = ""
    bank: tuple[str, ...] = ()
    payment_code: str = ""
    footer: str = ""
    right_to_left: bool = False
    accent: str = "#5b5bd6"

    @property
    def wording(self) -> Wording:
        return wording(self.language or self.locale)

    def money(self, minor: int) -> str:
        """An amount without currency sign, as it stands in columns."""
        return format_minor(minor, currency_digits(self.currency), number_style(self.locale))


def render_invoice(paper: InvoicePaper, size: tuple[float, float] = A4) -> bytes:
    """One invoice as a PDF. RuleBroken `logo.*` or `payment_code.*` for a logo or code that cannot print."""
    return render_invoices((paper,), size)


def render_invoices(papers: Sequence[InvoicePaper], size: tuple[float, float] = A4) -> bytes:
    """Several invoices in one PDF, each numbered by its own pages; five times faster than one by one."""
    if not papers:
        raise ValueError("nothing to print")
    first = papers[0]
    title = f"{first.title} {first.number}" if len(papers) == 1 else first.title
    return print_document(title, first.seller.name, first.issued_on, partial(_draw_all, papers, size), size)


def _draw_all(papers: Sequence[InvoicePaper], size: tuple[float, float], canvas: Canvas) -> None:
    for paper in papers:
        _draw(paper, Sheet(canvas, size, right_to_left=paper.right_to_left))


def _draw(paper: InvoicePaper, sheet: Sheet) -> None:
    ink = Ink.of(paper.accent)
    width = sheet.width - 2 * MARGIN
    flow = Flow(MARGIN, MARGIN + RUNNING_HEAD, sheet.height - MARGIN - FOOTER_ROOM + 6)
    add_head(flow, _head(paper), ink, width)
    closing = add_closing(paper, ink, width)
    _lines_table(paper, ink, width).flow_into(flow, keep_with_last=closing[0].height + 10)
    for block in closing:
        flow.skip(10)
        flow.add(block.height, block.draw)
    flow.skip(12)
    add_paragraph(flow, paper.wording.notes, paper.notes, ink, width)
    add_paragraph(flow, paper.wording.terms, paper.terms, ink, width)
    dated = format_date(paper.issued_on, date_style(paper.locale))
    around = partial(
        draw_around,
        ink=ink,
        wording=paper.wording,
        firm=paper.seller.name,
        running=" · ".join(filter(None, (paper.title, paper.number, dated))),
        footer=paper.footer,
        count=partial(format_minor, digits=0, style=number_style(paper.locale)),
        status=paper.status,
    )
    flow.print_on(sheet, around)


def _head(paper: InvoicePaper) -> Head:
    words, dates = paper.wording, date_style(paper.locale)
    contacts = [(words.bill_to, paper.buyer)]
    if paper.ship_to:
        contacts.append((words.ship_to, paper.ship_to))
    facts = (
        (words.number, paper.number),
        (words.date, format_date(paper.issued_on, dates)),
        (words.due, format_date(paper.due_on, dates) if paper.due_on else ""),
        (words.place_of_supply, paper.place_of_supply),
        (words.reference, paper.reference),
    )
    return Head(paper.seller, paper.title, paper.status, tuple(contacts), facts)


def _decimals(values: Sequence[Decimal]) -> int:
    """The most decimals any value has, so that a column's points stand below one another."""
    return max((-int(value.normalize().as_tuple().exponent) for value in values), default=0)


def _lines_table(paper: InvoicePaper, ink: Ink, width: float) -> Table:
    words, style = paper.wording, number_style(paper.locale)
    discounted = any(line.discount_minor for line in paper.lines)
    taxed = any(line.tax for line in paper.lines)
    columns = [
        Column("#"),
        Column(words.item, grows=True),
        Column(words.quantity, "figures"),
        Column(words.unit),
    ]
    columns.append(Column(words.price, "figures"))
    columns += [Column(words.discount, "figures")] if discounted else []
    columns += [Column(words.tax, "figures")] if taxed else []
    columns.append(Column(words.amount, "figures"))
    places = max(0, _decimals([line.quantity for line in paper.lines]))
    price_places = max(currency_digits(paper.currency), _decimals([line.unit_price for line in paper.lines]))
    rows = []
    for place, line in enumerate(paper.lines, start=1):
        cells = [line.number or format_decimal(Decimal(place), style), line.description]
        cells += [format_decimal(line.quantity, style, least=places), line.unit]
        cells.append(format_decimal(line.unit_price, style, least=price_places))
        if discounted:
            cells.append(paper.money(line.discount_minor) if line.discount_minor else "")
        below = [(1, f"{words.code} {line.code}")] if line.code else []
        if taxed:
            if line.tax_minor:
                below.append((len(cells), paper.money(line.tax_minor)))
            cells.append(line.tax)
        cells.append(paper.money(line.net_minor))
        rows.append(Row(tuple(cells), tuple(below), carry_minor=line.net_minor))
    carrying = Carrying(words.carried_forward, words.brought_forward, paper.money)
    return Table(columns, rows, width, ink, carrying=carrying)
