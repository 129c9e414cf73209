"""Letters about an account: a statement of it, a reminder of what is overdue.

The firm's head, who it goes to, some sentences, tables, how to pay. Several letters print as one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from ..base.formats import format_minor, number_style
from .closing import payment_block
from .flow import Flow
from .headed import LEADING, LetterTable, add_tables
from .letterhead import RUNNING_HEAD, Contact, Head, Status, add_head, draw_around
from .page import A4, FOOTER_ROOM, MARGIN, Font, Ink, Sheet, print_document
from .text import Line, fit_lines
from .tokens import ACCENT
from .wording import Wording, wording

__all__ = ["Letter", "LetterTable", "render_letters"]

_BODY = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything in one letter. `opening` are the paragraphs above the tables, `closing` those below.

    `facts` stand beside the address: label and value. `bank` and `payment_code` say how to pay. Text is
    printed literally, whatever it contains.
    """

    seller: Contact
    to: Contact
    to_label: str
    title: str
    written_on: date
    facts: tuple[tuple[str, str], ...]
    locale: str
    status: Status | None = None
    opening: tuple[str, ...] = ()
    tables: tuple[LetterTable, ...] = ()
    closing: tuple[str, ...] = ()
    bank: tuple[str, ...] = ()
    payment_code: str = ""
    footer: str = ""
    language: str = ""
    right_to_left: bool = False
    accent: str = ACCENT

    @property
    def wording(self) -> Wording:
        return wording(self.language or self.locale)


def render_letters(letters: Sequence[Letter], size: tuple[float, float] = A4) -> bytes:
    """Letters as one PDF, each from a page of its own. RuleBroken `logo.*` for a logo that cannot print."""
    first = letters[0]
    title = f"{first.title}, {first.to.name}" if len(letters) == 1 else f"{first.title}, {len(letters)}"
    draw = partial(_draw_all, letters, size)
    return print_document(title, first.seller.name, first.written_on, draw, size)


def _draw_all(letters: Sequence[Letter], size: tuple[float, float], canvas: Canvas) -> None:
    for letter in letters:
        _draw(letter, size, canvas)


def _draw(letter: Letter, size: tuple[float, float], canvas: Canvas) -> None:
    sheet = Sheet(canvas, size, right_to_left=letter.right_to_left)
    words, ink, width = letter.wording, Ink.of(letter.accent), sheet.width - 2 * MARGIN
    flow = Flow(MARGIN, MARGIN + RUNNING_HEAD, sheet.height - MARGIN - FOOTER_ROOM)
    head = Head(letter.seller, letter.title, letter.status, ((letter.to_label, letter.to),), letter.facts)
    add_head(flow, head, ink, width)
    _add_paragraphs(letter.opening, flow, ink, width)
    add_tables(flow, letter.tables, ink, width)
    _add_paragraphs(letter.closing, flow, ink, width)
    flow.skip(8)
    block = payment_block(words, letter.seller.name, letter.bank, letter.payment_code, ink, width)
    flow.add(block.height, block.draw)
    around = partial(
        draw_around,
        ink=ink,
        wording=words,
        firm=letter.seller.name,
        running=f"{letter.title} · {letter.to.name}",
        footer=letter.footer,
        count=partial(format_minor, digits=0, style=number_style(letter.locale)),
        status=letter.status,
    )
    flow.print_on(sheet, around)


def _add_paragraphs(texts: Sequence[str], flow: Flow, ink: Ink, width: float) -> None:
    font = Font(_BODY, "Regular", ink.text)
    for text in texts:
        for line in fit_lines(text, font.weight, font.size, width):
            flow.add(LEADING, partial(_draw_line, line, font, width))
        flow.skip(7)


def _draw_line(line: Line, font: Font, width: float, sheet: Sheet, y: float) -> None:
    sheet.line(sheet.left, y + 9, line, font, room=width)
