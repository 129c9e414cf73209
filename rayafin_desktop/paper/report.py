"""Any report as a table on paper: trial balance, ageing, statements of account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from ..base.formats import format_minor, number_style
from .flow import Flow
from .letterhead import RUNNING_HEAD, draw_around
from .page import A4, FOOTER_ROOM, MARGIN, Font, Ink, Sheet, print_document
from .tables import Column, Row, Table
from .text import Line, fit_lines
from .tokens import ACCENT
from .wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePaper:
    """A report whose cells are already written in the company's locale. `rows` may hold sections,
    subtotals, totals and indented outline rows; `remarks` are lines below the table."""

    firm: str
    title: str
    subtitle: str
    printed_on: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    locale: str
    remarks: tuple[str, ...] = ()
    footer: str = ""
    language: str = ""
    right_to_left: bool = False
    landscape: bool = False
    accent: str = ACCENT


def render_table(paper: TablePaper, size: tuple[float, float] = A4) -> bytes:
    """One report as a PDF, its head repeated on every page."""
    sheet_size = (max(size), min(size)) if paper.landscape else size
    draw = partial(_draw, paper, sheet_size)
    return print_document(f"{paper.title}, {paper.firm}", paper.firm, paper.printed_on, draw, sheet_size)


def _draw(paper: TablePaper, size: tuple[float, float], canvas: Canvas) -> None:
    sheet = Sheet(canvas, size, right_to_left=paper.right_to_left)
    ink, width = Ink.of(paper.accent), sheet.width - 2 * MARGIN
    flow = Flow(MARGIN, MARGIN + RUNNING_HEAD, sheet.height - MARGIN - FOOTER_ROOM)
    _add_title(paper, flow, ink, width)
    Table(paper.columns, paper.rows, width, ink).flow_into(flow)
    flow.skip(10)
    for remark in paper.remarks:
        for line in fit_lines(remark, "Regular", 7.5, width):
            flow.add(11, partial(_draw_remark, line, Font(7.5, "Regular", ink.quiet), width))
    around = partial(
        draw_around,
        ink=ink,
        wording=wording(paper.language or paper.locale),
        firm=paper.firm,
        running=" · ".join(filter(None, (paper.title, paper.subtitle))),
        footer=paper.footer or paper.firm,
        count=partial(format_minor, digits=0, style=number_style(paper.locale)),
    )
    flow.print_on(sheet, around)


def _draw_remark(line: Line, font: Font, width: float, sheet: Sheet, y: float) -> None:
    sheet.line(sheet.left, y + 8, line, font, room=width)


def _add_title(paper: TablePaper, flow: Flow, ink: Ink, width: float) -> None:
    fonts = (Font(9, "SemiBold", ink.accent), Font(18, "Bold", ink.text), Font(9, "Regular", ink.quiet))
    texts = (paper.firm, paper.title, paper.subtitle)
    parts = [
        (fit_lines(text, font.weight, font.size, width), font)
        for text, font in zip(texts, fonts, strict=True)
    ]
    height = sum(len(lines) * font.size * 1.35 for lines, font in parts) + 14

    def draw(sheet: Sheet, y: float) -> None:
        y += 4
        for lines, font in parts:
            y += font.size * 0.95
            y = sheet.lines(sheet.left, y, lines, font, font.size * 1.35, width) - font.size * 0.95

    flow.add(height, draw)
