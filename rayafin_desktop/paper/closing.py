"""The end of an invoice: totals, amount in words, tax summary, how to pay, signature."""

from __future__ import annotations

from dataclasses import dataclass

from ..base.formats import format_money, number_style
from ..base.money import currency_digits
from .flow import Drawing
from .invoice_paper import InvoicePaper
from .letterhead import status_colour
from .page import Font, Ink, Sheet
from .qr import qr_cells
from .tables import Column, Row, Table
from .text import Line, clean, fit_lines, set_line
from .wording import Wording
from .words import amount_in_words

_TOTALS_WIDTH = 212.0
_TOTALS_LEADING = 15.5
_LABEL_LEADING = 10.5
_TOTAL_SIZE = 12.0
_BAND = 27.0
_GAP = 24.0
_QR_SIZE = 74.0
_SIGNATURE_WIDTH = 168.0


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is not broken over pages."""

    height: float
    draw: Drawing


def closing_blocks(paper: InvoicePaper, ink: Ink, width: float) -> list[Block]:
    """The blocks after the lines, the one that must stay with the last line first."""
    signer = paper.signed_by or paper.seller.name
    pay = payment_block(paper.wording, signer, paper.bank, paper.payment_code, ink, width)
    return [_totals_block(paper, ink, width), pay]


def _totals(paper: InvoicePaper) -> list[tuple[str, str]]:
    """The sums above the total, in the order they are worked out."""
    words = paper.wording
    rows = [(words.subtotal, paper.money(paper.net_minor))]
    if paper.discount_minor:
        rows.append((words.discount, paper.money(-paper.discount_minor)))
    rows += [(charge.label, paper.money(charge.amount_minor)) for charge in paper.charges]
    taxes: dict[tuple[str, str], int] = {}
    for group in paper.tax_groups:
        for head in group.heads:
            key = (head.name, head.rate)
            taxes[key] = taxes.get(key, 0) + head.amount_minor
    rows += [(f"{name} {rate}".strip(), paper.money(minor)) for (name, rate), minor in taxes.items()]
    if not taxes and paper.tax_minor:
        rows.append((words.tax, paper.money(paper.tax_minor)))
    if paper.round_off_minor:
        rows.append((words.round_off, paper.money(paper.round_off_minor)))
    return rows


@dataclass(frozen=True, slots=True)
class _Sum:
    """A row of the totals: its label broken into lines, its figures."""

    label: list[Line]
    figures: str
    strong: bool = False

    @property
    def height(self) -> float:
        return _TOTALS_LEADING + _LABEL_LEADING * max(0, len(self.label) - 1)


def _totals_block(paper: InvoicePaper, ink: Ink, width: float) -> Block:
    words, digits, style = paper.wording, currency_digits(paper.currency), number_style(paper.locale)
    total = format_money(paper.total_minor, digits, paper.currency, style)
    inner = _TOTALS_WIDTH - 16
    widest = min(set_line(clean(total), "Bold").width * _TOTAL_SIZE / 1000, inner * 0.64)
    figures_room = max(widest, inner * 0.42)
    label_room = inner - figures_room - 6

    def row(label: str, figures: str, strong: bool = False) -> _Sum:
        return _Sum(fit_lines(label, "Bold" if strong else "Regular", 8.5, label_room), figures, strong)

    rows = [row(label, figures) for label, figures in _totals(paper)]
    after = []
    if paper.paid_minor:
        after.append(row(words.paid, paper.money(-paper.paid_minor)))
        after.append(row(words.balance_due, paper.money(paper.balance_minor), strong=True))
    totals_height = sum(each.height for each in (*rows, *after)) + _BAND + 10
    left = _LeftColumn(paper, ink, width - _TOTALS_WIDTH - _GAP)

    def cell(sheet: Sheet) -> float:
        # On a right-to-left sheet, too, the points of all figures stand below one another.
        return widest if sheet.right_to_left else figures_room

    def draw_row(sheet: Sheet, y: float, each: _Sum) -> float:
        x, room = sheet.right - _TOTALS_WIDTH + 8, cell(sheet)
        label_font = Font(8.5, "Bold" if each.strong else "Regular", ink.text if each.strong else ink.quiet)
        sheet.lines(x, y, each.label, label_font, _LABEL_LEADING, label_room)
        figure_font = Font(8.5, label_font.weight, ink.text)
        sheet.text(x + inner - room, y, each.figures, figure_font, "figures", room)
        return y + each.height

    def draw(sheet: Sheet, y: float) -> None:
        left.draw(sheet, y)
        x, room = sheet.right - _TOTALS_WIDTH, cell(sheet)
        line_y = y + 12
        for each in rows:
            line_y = draw_row(sheet, line_y, each)
        band = line_y - 8
        sheet.box(x, band, _TOTALS_WIDTH, _BAND, fill=ink.tint, radius=4)
        base = band + _BAND / 2 + 4
        sheet.text(x + 8, base, words.total, Font(10.5, "Bold", ink.text), room=label_room)
        big = Font(_TOTAL_SIZE, "Bold", ink.accent)
        sheet.text(x + 8 + inner - room, base, total, big, "figures", room)
        line_y = band + _BAND + 16
        for each in after:
            line_y = draw_row(sheet, line_y, each)
        if paper.status and paper.status.tone == "paid" and paper.status.mark:
            stamp_y = min(y + max(left.height + 4, totals_height - 30), y + totals_height - 26)
            sheet.stamp(x - 118, stamp_y, paper.status.mark, status_colour(paper.status, ink))

    return Block(max(totals_height, left.height), draw)


class _LeftColumn:
    """Amount in words, tax summary and tax note, beside the totals."""

    def __init__(self, paper: InvoicePaper, ink: Ink, room: float) -> None:
        words = paper.wording
        self._ink = ink
        self._room = room
        language = (paper.language or paper.locale).replace("-", "_").split("_")[0]
        spelled = amount_in_words(paper.total_minor, paper.currency, language)
        self._label = words.in_words
        self._words = fit_lines(spelled, "Medium", 8.5, room)
        self._table = _tax_table(paper, ink, room).as_block() if paper.tax_groups else None
        self._note = fit_lines(paper.tax_note, "Regular", 7.5, room)
        table_height = self._table[0] + 10 if self._table else 0.0
        self.height = 16 + 12 * len(self._words) + table_height + 10.4 * len(self._note) + 6

    def draw(self, sheet: Sheet, y: float) -> None:
        sheet.text(sheet.left, y + 9, self._label, Font(7, "Medium", self._ink.quiet))
        font = Font(8.5, "Medium", self._ink.text)
        y = sheet.lines(sheet.left, y + 21, self._words, font, 12, self._room)
        if self._table:
            height, draw = self._table
            draw(sheet, y)
            y += height + 12
        sheet.lines(sheet.left, y, self._note, Font(7.5, "Regular", self._ink.quiet), 10.4, self._room)


def _tax_table(paper: InvoicePaper, ink: Ink, room: float) -> Table:
    words = paper.wording
    names = list(dict.fromkeys(head.name for group in paper.tax_groups for head in group.heads))
    columns = [Column(words.tax_summary, grows=True), Column(words.taxable, "figures")]
    columns += [Column(name, "figures") for name in names]
    if len(names) > 1:
        columns.append(Column(words.total_tax, "figures"))
    rows = []
    for group in paper.tax_groups:
        by_name = {head.name: head for head in group.heads}
        cells = [group.label, paper.money(group.taxable_minor)]
        below = []
        for name in names:
            head = by_name.get(name)
            if head and head.rate:
                below.append((len(cells), head.rate))
            cells.append(paper.money(head.amount_minor) if head else "")
        if len(names) > 1:
            cells.append(paper.money(sum(head.amount_minor for head in group.heads)))
        rows.append(Row(tuple(cells), tuple(below)))
    return Table(columns, rows, room, ink, size=7.5)


def payment_block(
    words: Wording, firm_name: str, bank_lines: tuple[str, ...], payment_code: str, ink: Ink, width: float
) -> Block:
    """How to pay (bank details, the code to scan) and room to sign."""
    cells = qr_cells(payment_code) if payment_code else ()
    beside = _QR_SIZE + 14 if cells else 0.0
    room = width - _SIGNATURE_WIDTH - _GAP - beside
    bank: list[Line] = [line for text in bank_lines for line in fit_lines(text, "Regular", 8, room)]
    firm = signature_lines(words, firm_name)
    height = max(
        16 + 11.0 * len(bank) if bank else 0.0, _QR_SIZE + 14 if cells else 0.0, 11.0 * len(firm) + 52
    )

    def draw(sheet: Sheet, y: float) -> None:
        if cells:
            sheet.cells(sheet.left, y + 2, _QR_SIZE, cells)
            caption = Font(7, "Medium", ink.quiet)
            sheet.text(sheet.left, y + _QR_SIZE + 11, words.scan_to_pay, caption, "centre", _QR_SIZE)
        if bank:
            sheet.text(sheet.left + beside, y + 9, words.pay_to, Font(7, "SemiBold", ink.text))
            sheet.lines(sheet.left + beside, y + 21, bank, Font(8, "Regular", ink.quiet), 11, room)
        draw_signature(sheet, y, height, words, firm, ink)

    return Block(height, draw)


def signature_lines(words: Wording, firm: str) -> list[Line]:
    """Who signs, broken to the width of the signature."""
    # The firm's name goes in by replacement: a name with braces is not a format.
    return fit_lines(words.signature_for.replace("{firm}", firm), "Medium", 8, _SIGNATURE_WIDTH)


def draw_signature(sheet: Sheet, y: float, height: float, words: Wording, firm: list[Line], ink: Ink) -> None:
    """Room to sign at the trailing edge: who signs above, the line and what it is for below."""
    x = sheet.right - _SIGNATURE_WIDTH
    sheet.lines(x, y + 9, firm, Font(8, "Medium", ink.text), 11, _SIGNATURE_WIDTH, "end")
    line_y = y + height - 14
    sheet.rule(line_y, x + 24, sheet.right, colour=ink.quiet)
    sheet.text(x, line_y + 10, words.signatory, Font(7, "Regular", ink.quiet), "end", _SIGNATURE_WIDTH)
