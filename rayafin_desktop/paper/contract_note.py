"""The contract note: what buyer and seller agreed, as each of them and the office gets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from ..base.formats import date_style, format_date, format_minor, format_money, number_style
from ..base.money import currency_digits
from .contract_wording import ContractWording, contract_wording
from .flow import Flow
from .letterhead import RUNNING_HEAD, Contact, Head, Status, add_head, add_paragraph, draw_around
from .page import A4, FOOTER_ROOM, MARGIN, Font, Ink, Sheet, print_document
from .tables import Column, Row, Table
from .text import Line, fit_lines
from .tokens import ACCENT
from .wording import wording
from .words import amount_in_words

_GAP = 18.0
_LABEL = 7.0
_VALUE = 8.5
_LEADING = 11.0
_CLAUSE = 7.8
_CLAUSE_LEADING = 10.4
_SIGNATURES = 66.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is sold: its name with a smaller line below, quantity and price as they are written."""

    name: str
    detail: str
    quantity: str
    tolerance: str
    price: str
    per: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRow:
    """A lot that fills the contract."""

    lot: str
    gin: str
    press: str
    packages: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """A quality limit, and what missing it costs."""

    name: str
    least: str
    most: str
    allowance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs, and what is known of it already."""

    label: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPaper:
    """Everything on a contract note.

    `terms` are label and value, in reading order; empty values are left out. `brokerages` are only those
    the reader of this copy may see. `value_minor` is in minor units of `currency`, None where nothing says
    what the goods weigh. `digest` is 64 hex digits.
    """

    house: Contact
    title: str
    number: str
    dated: date
    facts: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, Contact], ...]
    goods: Goods
    terms: tuple[tuple[str, str], ...]
    currency: str
    locale: str
    value_minor: int | None = None
    lots: tuple[LotRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()
    brokerages: tuple[tuple[str, str], ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    digest: str = ""
    signatures: tuple[Signature, ...] = ()
    status: Status | None = None
    footer: str = ""
    language: str = ""
    right_to_left: bool = False
    accent: str = ACCENT

    @property
    def words(self) -> ContractWording:
        return contract_wording(self.language or self.locale)


def render_contract(paper: ContractPaper, size: tuple[float, float] = A4) -> bytes:
    """One contract note as a PDF. RuleBroken `logo.*` for a logo that cannot print."""
    title = f"{paper.title} {paper.number}"
    return print_document(title, paper.house.name, paper.dated, partial(_draw, paper, size), size)


def _draw(paper: ContractPaper, size: tuple[float, float], canvas: Canvas) -> None:
    sheet = Sheet(canvas, size, right_to_left=paper.right_to_left)
    ink, width = Ink.of(paper.accent), sheet.width - 2 * MARGIN
    flow = Flow(MARGIN, MARGIN + RUNNING_HEAD, sheet.height - MARGIN - FOOTER_ROOM + 4)
    head = Head(paper.house, paper.title, paper.status, paper.parties, paper.facts)
    add_head(flow, head, ink, width)
    _goods_table(paper, ink, width).flow_into(flow, keep_with_last=60)
    flow.skip(8)
    _add_value(paper, flow, ink, width)
    _add_terms(paper.terms, flow, ink, width)
    words = paper.words
    if paper.limits:
        _add_heading(flow, words.quality, ink, keep=56)
        _limits_table(paper, ink, width).flow_into(flow)
        flow.skip(12)
    if paper.lots:
        _add_heading(flow, words.lots, ink, keep=56)
        _lots_table(paper, ink, width).flow_into(flow)
        flow.skip(12)
    if paper.brokerages:
        _add_heading(flow, words.brokerage, ink, keep=30)
        for label, text in paper.brokerages:
            _add_pair(flow, label, text, ink, width)
        flow.skip(8)
    _add_clauses(paper, flow, ink, width)
    add_paragraph(flow, words.notes, paper.notes, ink, width)
    _add_digest(paper, flow, ink, width)
    _add_signatures(paper, flow, ink, width)
    dated = format_date(paper.dated, date_style(paper.locale))
    around = partial(
        draw_around,
        ink=ink,
        wording=wording(paper.language or paper.locale),
        firm=paper.house.name,
        running=f"{paper.title} · {paper.number} · {dated}",
        footer=paper.footer,
        count=partial(format_minor, digits=0, style=number_style(paper.locale)),
        status=paper.status,
    )
    flow.print_on(sheet, around)


def _goods_table(paper: ContractPaper, ink: Ink, width: float) -> Table:
    words, goods = paper.words, paper.goods
    columns = [
        Column(words.goods, grows=True),
        Column(words.quantity, "end"),
        Column(words.price, "end"),
    ]
    below = [(at, text) for at, text in ((0, goods.detail), (1, goods.tolerance), (2, goods.per)) if text]
    row = Row((goods.name, goods.quantity, goods.price), tuple(below))
    return Table(columns, [row], width, ink, size=9.5)


def _add_value(paper: ContractPaper, flow: Flow, ink: Ink, width: float) -> None:
    """The estimated value in figures and words, in a band that is seen first."""
    if paper.value_minor is None:
        return
    words, style = paper.words, number_style(paper.locale)
    figures = format_money(paper.value_minor, currency_digits(paper.currency), paper.currency, style)
    language = (paper.language or paper.locale).replace("-", "_").split("_")[0]
    room = width * 0.6
    spelled = fit_lines(amount_in_words(paper.value_minor, paper.currency, language), "Medium", 8, room)
    note = fit_lines(words.estimated, "Regular", 7, room)
    height = 24.0 + 11 * len(spelled) + 9.5 * len(note)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.box(sheet.left, y, width, height, fill=ink.tint, radius=5)
        sheet.text(sheet.left + 10, y + 14, words.value, Font(_LABEL, "Medium", ink.quiet), room=room)
        below = sheet.lines(sheet.left + 10, y + 26, spelled, Font(8, "Medium", ink.text), 11, room)
        sheet.lines(sheet.left + 10, below, note, Font(7, "Regular", ink.quiet), 9.5, room)
        big = Font(17, "Bold", ink.accent)
        sheet.text(sheet.left + room + 20, y + height / 2 + 6, figures, big, "end", width - room - 30)

    flow.add(height, draw)
    flow.skip(12)


def _add_terms(terms: Sequence[tuple[str, str]], flow: Flow, ink: Ink, width: float) -> None:
    """Label over value, three to a row; a row is as tall as its tallest cell."""
    shown = [(label, value) for label, value in terms if value]
    room = (width - 2 * _GAP) / 3
    for start in range(0, len(shown), 3):
        cells = [
            (label, fit_lines(value, "SemiBold", _VALUE, room)) for label, value in shown[start : start + 3]
        ]
        height = 14.0 + _LEADING * max(len(lines) for _, lines in cells)

        def draw(sheet: Sheet, y: float, cells: list[tuple[str, list[Line]]] = cells) -> None:
            x = sheet.left
            for label, lines in cells:
                sheet.text(x, y + 7, label, Font(_LABEL, "Medium", ink.quiet), room=room)
                sheet.lines(x, y + 18, lines, Font(_VALUE, "SemiBold", ink.text), _LEADING, room)
                x += room + _GAP

        flow.add(height, draw)
    flow.skip(10)


def _add_heading(flow: Flow, text: str, ink: Ink, keep: float = 0.0) -> None:
    """A heading that stays with at least `keep` points of what follows it."""
    if flow.room < 18 + keep:
        flow.turn()

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(sheet.left, y + 9, text, Font(9.5, "Bold", ink.accent))

    flow.add(16, draw)


def _limits_table(paper: ContractPaper, ink: Ink, width: float) -> Table:
    words = paper.words
    with_allowance = any(row.allowance for row in paper.limits)
    columns = [
        Column(words.parameter, grows=not with_allowance),
        Column(words.at_least, "end"),
        Column(words.at_most, "end"),
    ]
    if with_allowance:
        columns.append(Column(words.allowance, grows=True))
    rows = []
    for row in paper.limits:
        cells = (row.name, row.least, row.most)
        rows.append(Row((*cells, row.allowance) if with_allowance else cells))
    return Table(columns, rows, width, ink, size=8)


def _lots_table(paper: ContractPaper, ink: Ink, width: float) -> Table:
    words = paper.words
    columns = [
        Column(words.lot),
        Column(words.gin, grows=True),
        Column(words.press),
        Column(words.packages, "figures"),
        Column(words.test, "end"),
    ]
    rows = [Row((lot.lot, lot.gin, lot.press, lot.packages, lot.test)) for lot in paper.lots]
    return Table(columns, rows, width, ink, size=8)


def _add_pair(flow: Flow, label: str, text: str, ink: Ink, width: float) -> None:
    """A label at the leading edge and a sentence beside it."""
    label_room = width * 0.28
    room = width - label_room - 10
    lines = fit_lines(text, "Regular", _VALUE, room)
    labels = fit_lines(label, "Medium", _VALUE, label_room)
    height = 4.0 + _LEADING * max(len(lines), len(labels))

    def draw(sheet: Sheet, y: float) -> None:
        sheet.lines(sheet.left, y + 9, labels, Font(_VALUE, "Medium", ink.quiet), _LEADING, label_room)
        x = sheet.left + label_room + 10
        sheet.lines(x, y + 9, lines, Font(_VALUE, "Regular", ink.text), _LEADING, room)

    flow.add(height, draw)


def _add_clauses(paper: ContractPaper, flow: Flow, ink: Ink, width: float) -> None:
    """Numbered clauses, broken over pages between lines; a clause's name stays with its first line."""
    if not paper.clauses:
        return
    _add_heading(flow, paper.words.clauses, ink, keep=4 * _CLAUSE_LEADING)
    style = number_style(paper.locale)
    indent = 22.0
    name_font, font = Font(_CLAUSE, "SemiBold", ink.text), Font(_CLAUSE, "Regular", ink.text)
    for n, (name, text) in enumerate(paper.clauses, start=1):
        number = format_minor(n, 0, style) + "."
        names = fit_lines(name, "SemiBold", _CLAUSE, width - indent)
        lines = fit_lines(text, "Regular", _CLAUSE, width - indent)

        def draw_first(
            sheet: Sheet, y: float, number: str = number, names: list[Line] = names, lines: list[Line] = lines
        ) -> None:
            room = width - indent
            sheet.text(sheet.left, y + 8, number, name_font, room=indent - 4)
            below = sheet.lines(sheet.left + indent, y + 8, names, name_font, _CLAUSE_LEADING, room)
            sheet.lines(sheet.left + indent, below, lines[:1], font, _CLAUSE_LEADING, room)

        flow.add(_CLAUSE_LEADING * (len(names) + min(1, len(lines))), draw_first)
        for line in lines[1:]:
            flow.add(_CLAUSE_LEADING, partial(_draw_line, line, font, indent, width - indent))
        flow.skip(3)
    flow.skip(8)


def _draw_line(line: Line, font: Font, indent: float, room: float, sheet: Sheet, y: float) -> None:
    sheet.line(sheet.left + indent, y + 8, line, font, room=room)


def _add_digest(paper: ContractPaper, flow: Flow, ink: Ink, width: float) -> None:
    """The digest in groups of eight, so that two people can read it to each other."""
    if not paper.digest:
        return
    words = paper.words
    groups = " ".join(paper.digest[at : at + 8] for at in range(0, len(paper.digest), 8))
    note = fit_lines(words.digest_note, "Regular", 7, width)
    height = 25.0 + 9.5 * len(note)

    def draw(sheet: Sheet, y: float) -> None:
        sheet.rule(y, colour=ink.line)
        sheet.text(sheet.left, y + 11, words.digest, Font(_LABEL, "Medium", ink.quiet), room=width)
        sheet.text(sheet.left, y + 22, groups, Font(8, "Medium", ink.text), room=width)
        sheet.lines(sheet.left, y + 32, note, Font(7, "Regular", ink.quiet), 9.5, width)

    flow.add(height + 8, draw)
    flow.skip(6)


def _add_signatures(paper: ContractPaper, flow: Flow, ink: Ink, width: float) -> None:
    """Room to sign side by side, for whoever signs this note."""
    signers = paper.signatures
    if not signers:
        return
    room = (width - _GAP * (len(signers) - 1)) / len(signers)
    names = [fit_lines(one.name, "SemiBold", 8, room) for one in signers]
    tall = max(len(lines) for lines in names)
    height = _SIGNATURES + 10 * tall

    def draw(sheet: Sheet, y: float) -> None:
        x = sheet.left
        for one, lines in zip(signers, names, strict=True):
            sheet.text(x, y + 8, one.label, Font(_LABEL, "Medium", ink.quiet), room=room)
            sheet.lines(x, y + 19, lines, Font(8, "SemiBold", ink.text), 10, room)
            line_y = y + height - 14
            sheet.rule(line_y, x, x + room, colour=ink.quiet)
            sheet.text(x, line_y + 10, one.note, Font(7, "Regular", ink.quiet), room=room)
            x += room + _GAP

    flow.add(height, draw)
