"""What all documents share: the firm's head, the parties, the running head and the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from .flow import Drawing, Flow
from .images import read_logo
from .page import MARGIN, Font, Ink, Sheet
from .text import Line, fit_lines
from .wording import Wording

StatusTone = Literal["draft", "void", "paid", "notice"]

_LOGO_HEIGHT = 40.0
_LOGO_WIDEST = 120.0
_SMALL = 7.5
_LEADING = 10.4
FACTS_WIDTH = 186.0
RUNNING_HEAD = 34.0
_TALLEST = 330.0
_SCALES = (1.0, 0.8, 0.65, 0.5, 0.4, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A firm or person as printed. `tax_id` carries its own label (`GSTIN 27AABCR1234A1Z5`);
    `logo` is PNG or JPEG bytes."""

    name: str
    address: tuple[str, ...] = ()
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    logo: bytes | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything below the name."""
        reach = " · ".join(filter(None, (self.phone, self.email)))
        return tuple(filter(None, (*self.address, self.tax_id, reach)))


@dataclass(frozen=True, slots=True)
class Status:
    """What a reader must not miss: the words under the title, and how they look.

    `draft` and `void` also print `mark` across the page, `paid` stamps it beside the totals.
    """

    text: str
    tone: StatusTone
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page."""

    seller: Contact
    title: str
    status: Status | None
    contacts: tuple[tuple[str, Contact], ...]
    facts: tuple[tuple[str, str], ...]


def status_colour(status: Status, ink: Ink) -> str:
    """Green for paid, red for draft and void, quiet for a notice."""
    return {"paid": ink.good, "draft": ink.bad, "void": ink.bad, "notice": ink.quiet}[status.tone]


def add_head(flow: Flow, head: Head, ink: Ink, width: float) -> None:
    """Put the firm's head, the parties and the facts into the flow.

    Both are set smaller when somebody's address would fill more than half a page.
    """
    for make in (_letterhead, _parties):
        for scale in _SCALES:
            height, drawing = make(head, ink, width, scale)
            if height <= _TALLEST:
                break
        flow.add(height, drawing)
        flow.skip(14 if make is _letterhead else 2)


def _letterhead(head: Head, ink: Ink, width: float, scale: float) -> tuple[float, Drawing]:
    logo = read_logo(head.seller.logo) if head.seller.logo else None
    logo_width = min(_LOGO_HEIGHT * logo[1], _LOGO_WIDEST) if logo else 0.0
    beside = logo_width + 12 if logo else 0.0
    title_font = Font(19 * scale, "Bold", ink.accent)
    title = fit_lines(head.title, "Bold", title_font.size, width * 0.42)
    status = head.status
    status_font = Font(8.5 * scale, "Medium", status_colour(status, ink) if status else ink.quiet)
    status_lines = fit_lines(status.text, "Medium", status_font.size, width * 0.42) if status else []
    room = width * 0.56 - beside
    name_font = Font(13 * scale, "Bold", ink.text)
    name = fit_lines(head.seller.name, "Bold", name_font.size, room)
    small = Font(_SMALL * scale, "Regular", ink.quiet)
    lines = _small_lines(head.seller.lines, room, small.size)
    left_height = scale * (17 * len(name) + _LEADING * len(lines)) + 4
    right_height = scale * (24.0 * len(title) + 12 * len(status_lines))
    height = max(left_height, right_height, _LOGO_HEIGHT if logo else 0.0) + 12

    def draw(sheet: Sheet, y: float) -> None:
        if logo:
            sheet.picture(sheet.left, y, logo_width, logo_width / logo[1], logo[0])
        below = sheet.lines(sheet.left + beside, y + 12, name, name_font, 17 * scale, room)
        sheet.lines(sheet.left + beside, below - 3, lines, small, _LEADING * scale, room)
        x = sheet.left + width * 0.58
        below = sheet.lines(x, y + 16, title, title_font, 23 * scale, width * 0.42, "end")
        sheet.lines(x, below - 6, status_lines, status_font, 12 * scale, width * 0.42, "end")
        sheet.rule(y + height, colour=ink.line)

    return height, draw


def _parties(head: Head, ink: Ink, width: float, scale: float) -> tuple[float, Drawing]:
    gap = 20.0
    facts_width = FACTS_WIDTH if head.contacts else width
    room = (width - facts_width - gap * len(head.contacts)) / max(1, len(head.contacts))
    label_font, name_font = Font(7, "Medium", ink.quiet), Font(9.5 * scale, "SemiBold", ink.text)
    small = Font(8 * scale, "Regular", ink.quiet)
    blocks = [
        (
            label,
            fit_lines(contact.name, "SemiBold", name_font.size, room),
            _small_lines(contact.lines, room, small.size),
        )
        for label, contact in head.contacts
    ]
    value_room = facts_width * 0.62
    fact_font = Font(8.5 * scale, "SemiBold", ink.text)
    facts = [
        (label, fit_lines(value, "SemiBold", fact_font.size, value_room))
        for label, value in head.facts
        if value
    ]
    tall = [14 + scale * (12.5 * len(name) + 11 * len(lines)) for _, name, lines in blocks]
    height = max([*tall, sum(4.0 + 11 * scale * len(value) for _, value in facts), 0.0]) + 14

    def draw(sheet: Sheet, y: float) -> None:
        x = sheet.left
        for label, name, lines in blocks:
            sheet.text(x, y + 7, label, label_font, room=room)
            below = sheet.lines(x, y + 20, name, name_font, 12.5 * scale, room)
            sheet.lines(x, below, lines, small, 11 * scale, room)
            x += room + gap
        line_y = y + 7
        for label, value in facts:
            start = sheet.right - facts_width
            sheet.text(start, line_y, label, Font(8, "Regular", ink.quiet), room=facts_width - value_room - 4)
            line_y = 4 + sheet.lines(
                sheet.right - value_room, line_y, value, fact_font, 11 * scale, value_room, "end"
            )

    return height, draw


def _small_lines(lines: Sequence[str], room: float, size: float) -> list[Line]:
    return [line for text in lines for line in fit_lines(text, "Regular", size, room)]


def draw_around(
    sheet: Sheet,
    page: int,
    pages: int,
    *,
    ink: Ink,
    wording: Wording,
    firm: str,
    running: str,
    footer: str,
    count: Callable[[int], str],
    status: Status | None = None,
) -> None:
    """What stands on every page: the watermark under everything, running head and foot.

    `count` writes a page number in the document's figures.
    """
    if status and status.mark and status.tone in {"draft", "void"}:
        sheet.across(status.mark, status_colour(status, ink))
    if page > 1:
        half = (sheet.right - sheet.left) / 2 - 8
        sheet.text(sheet.left, MARGIN + 8, firm, Font(9, "SemiBold", ink.text), room=half)
        sheet.text(sheet.right - half, MARGIN + 8, running, Font(8, "Regular", ink.quiet), "end", half)
        sheet.rule(MARGIN + 17, colour=ink.line)
    y = sheet.height - MARGIN - 12
    sheet.rule(y, colour=ink.line)
    room = (sheet.right - sheet.left) * 0.78
    for size in (7.0, 6.0, 5.0, 4.0, 3.0):
        lines = fit_lines(footer, "Regular", size, room)
        if len(lines) * size * 1.25 <= MARGIN - 10:
            break
    sheet.lines(sheet.left, y + 12, lines, Font(size, "Regular", ink.quiet), size * 1.25, room)
    quiet = Font(7, "Regular", ink.quiet)
    number = wording.page.format(page=count(page), pages=count(pages))
    sheet.text(sheet.right - 90, y + 12, number, quiet, "end", 90)


def add_paragraph(flow: Flow, label: str, text: str, ink: Ink, width: float) -> None:
    """A labelled text that may run over pages, line by line."""
    font = Font(7.5, "Regular", ink.quiet)
    lines = fit_lines(text, "Regular", font.size, width)
    if not lines:
        return

    def draw_label(sheet: Sheet, y: float) -> None:
        sheet.text(sheet.left, y + 8, label, Font(7, "SemiBold", ink.text))
        sheet.line(sheet.left, y + 20, lines[0], font, room=width)

    flow.add(24, draw_label)
    for line in lines[1:]:
        flow.add(_LEADING, partial(_draw_line, line, font, width))
    flow.skip(8)


def _draw_line(line: Line, font: Font, width: float, sheet: Sheet, y: float) -> None:
    sheet.line(sheet.left, y + 6.4, line, font, room=width)
