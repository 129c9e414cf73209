"""Receipts and payment advices: how much came in or went out, of what parts, and which documents it pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from ..base.formats import date_style, format_date, format_minor, format_money, number_style
from ..base.money import currency_digits
from .closing import draw_signature, signature_lines
from .flow import Flow
from .letterhead import RUNNING_HEAD, Contact, Head, Status, add_head, add_paragraph, draw_around
from .page import A4, FOOTER_ROOM, MARGIN, Font, Ink, Sheet, print_document
from .tables import Column, Row, Table
from .text import fit_lines
from .tokens import ACCENT
from .wording import Wording, wording
from .words import amount_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A part of a payment given to one document; `left_minor` is what the document still owes after it."""

    document: str
    document_on: date
    total_minor: int
    paid_minor: int
    left_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPaper:
    """Everything on a receipt, or with `goes_out` on an advice to whom we paid.

    The allocations and `advance_minor` add up to `amount_minor`, and so do the `parts` it is made of
    (label and minor units), which are printed when there is more than the money itself; the figure
    printed large is then `money_minor`. An empty `title` prints the language's word for the paper.
    """

    seller: Contact
    payer: Contact
    number: str
    received_on: date
    currency: str
    locale: str
    amount_minor: int
    allocations: tuple[Allocation, ...] = ()
    advance_minor: int = 0
    money_minor: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    goes_out: bool = False
    title: str = ""
    method: str = ""
    reference: str = ""
    status: Status | None = None
    notes: str = ""
    footer: str = ""
    language: str = ""
    right_to_left: bool = False
    accent: str = ACCENT

    @property
    def wording(self) -> Wording:
        return wording(self.language or self.locale)

    def money(self, minor: int) -> str:
        """An amount without currency sign."""
        return format_minor(minor, currency_digits(self.currency), number_style(self.locale))


def render_receipt(paper: ReceiptPaper, size: tuple[float, float] = A4) -> bytes:
    """One receipt as a PDF. RuleBroken `logo.*` for a logo that cannot print."""
    words = paper.wording
    title = paper.title or (words.payment_advice if paper.goes_out else words.receipt)
    draw = partial(_draw, paper, title, size)
    return print_document(f"{title} {paper.number}", paper.seller.name, paper.received_on, draw, size)


def _draw(paper: ReceiptPaper, title: str, size: tuple[float, float], canvas: Canvas) -> None:
    sheet = Sheet(canvas, size, right_to_left=paper.right_to_left)
    words, ink, width = paper.wording, Ink.of(paper.accent), sheet.width - 2 * MARGIN
    dated = format_date(paper.received_on, date_style(paper.locale))
    flow = Flow(MARGIN, MARGIN + RUNNING_HEAD, sheet.height - MARGIN - FOOTER_ROOM)
    facts = (
        (words.number, paper.number),
        (words.date, dated),
        (words.paid_by, paper.method),
        (words.reference, paper.reference),
    )
    add_head(
        flow,
        Head(
            paper.seller,
            title,
            paper.status,
            ((words.paid_to if paper.goes_out else words.received_from, paper.payer),),
            facts,
        ),
        ink,
        width,
    )
    _add_amount(paper, flow, ink, width)
    if len(paper.parts) > 1:
        _parts_table(paper, ink, width).flow_into(flow)
        flow.skip(14)
    if paper.allocations or paper.advance_minor:
        _allocation_table(paper, ink, width).flow_into(flow)
    flow.skip(16)
    firm = signature_lines(words, paper.seller.name)
    height = 11.0 * len(firm) + 52
    flow.add(height, lambda sheet, y: draw_signature(sheet, y, height, words, firm, ink))
    flow.skip(12)
    add_paragraph(flow, words.notes, paper.notes, ink, width)
    around = partial(
        draw_around,
        ink=ink,
        wording=words,
        firm=paper.seller.name,
        running=f"{title} · {paper.number} · {dated}",
        footer=paper.footer,
        count=partial(format_minor, digits=0, style=number_style(paper.locale)),
        status=paper.status,
    )
    flow.print_on(sheet, around)


def _add_amount(paper: ReceiptPaper, flow: Flow, ink: Ink, width: float) -> None:
    """The amount in figures and words, in a band that is seen first."""
    words, style = paper.wording, number_style(paper.locale)
    minor = paper.amount_minor if paper.money_minor is None else paper.money_minor
    figures = format_money(minor, currency_digits(paper.currency), paper.currency, style)
    language = (paper.language or paper.locale).replace("-", "_").split("_")[0]
    room = width * 0.56
    spelled = fit_lines(amount_in_words(minor, paper.currency, language), "Medium", 8.5, room)
    height = max(44.0, 32.0 + 12 * len(spelled))

    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(sheet.left, y, width, height, fill=ink.tint, radius=5)
        label = words.amount_paid if paper.goes_out else words.amount_received
        sheet.text(sheet.left + 12, y + 17, label, Font(7.5, "Medium", ink.quiet), room=room)
        sheet.lines(sheet.left + 12, y + 31, spelled, Font(8.5, "Medium", ink.text), 12, room)
        big = Font(19, "Bold", ink.accent)
        sheet.text(sheet.left + room + 24, y + height / 2 + 7, figures, big, "end", width - room - 36)

    flow.add(height, draw)
    flow.skip(14)


def _parts_table(paper: ReceiptPaper, ink: Ink, width: float) -> Table:
    """What the amount is made of: money, tax withheld, discount ..."""
    words = paper.wording
    columns = (Column(words.item, grows=True), Column(words.amount, "figures"))
    rows = [Row((label, paper.money(minor))) for label, minor in paper.parts]
    rows.append(Row((words.total, paper.money(paper.amount_minor)), kind="total"))
    return Table(columns, rows, width, ink)


def _allocation_table(paper: ReceiptPaper, ink: Ink, width: float) -> Table:
    words, dates = paper.wording, date_style(paper.locale)
    columns = (
        Column(words.for_document, grows=True),
        Column(words.date),
        Column(words.document_total, "figures"),
        Column(words.allocated, "figures"),
        Column(words.after, "figures"),
    )
    rows = [
        Row(
            (
                part.document,
                format_date(part.document_on, dates),
                paper.money(part.total_minor),
                paper.money(part.paid_minor),
                paper.money(part.left_minor),
            )
        )
        for part in paper.allocations
    ]
    if paper.advance_minor:
        rows.append(Row((words.left_over, "", "", paper.money(paper.advance_minor), "")))
    rows.append(Row((words.total, "", "", paper.money(paper.amount_minor), ""), kind="total"))
    return Table(columns, rows, width, ink)
