"""What all documents share: the firm's head, the parties, the running head and the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from .flow import Flow
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
    """Put the firm's head, the parties and the facts into the flow."""
    _add_letterhead(flow, head, ink, width)
    _add_parties(flow, head, ink, width)


def _add_letterhead(flow: Flow, head: Head, ink: Ink, width: float) -> None:
    logo = read_logo(head.seller.logo) if head.seller.logo else None
    beside = 0.0
    if logo:
        logo_width = min(_LOGO_HEIGHT * logo[1], _LOGO_WIDEST)
        logo_height = logo_width / logo[1]
        beside = logo_width + 12
    title_font = Font(19, "Bold", ink.accent)
    title = fit_lines(head.title, "Bold", title_font.size, width * 0.42)
    status = head.status
    status_font = Font(8.5, "Medium", status_colour(status, ink) if status else ink.quiet)
    status_lines = fit_lines(status.text, "Medium", 8.5, width * 0.42) if status else []
    room = width * 0.56 - beside
    name_font = Font(13, "Bold", ink.text)
    name = fit_lines(head.seller.name, "Bold", name_font.size, room)
    small = Font(_SMALL, "Regular", ink.quiet)
    lines = _small_lines(head.seller.lines, room)
    left_height = 17 * len(name) + _LEADING * len(lines) + 4
    right_height = 24.0 * len(title) + 12 * len(status_lines)
    height = max(left_height, right_height, _LOGO_HEIGHT if logo else 0.0) + 12

    def draw(sheet: Sheet, y: float) -> None:
        if logo:
            sheet.picture(sheet.left, y, logo_width, logo_height, logo[0])
        below = sheet.lines(sheet.left + beside, y + 12, name, name_font, 17, room)
        sheet.lines(sheet.left + beside, below - 3, lines, small, _LEADING, room)
        x = sheet.left + width * 0.58
        below = sheet.lines(x, y + 16, title, title_font, 23, width * 0.42, "end")
        sheet.lines(x, below - 6, status_lines, status_font, 12, width * 0.42, "end")
        sheet.rule(y + height, colour=ink.line)

    flow.add(height, draw)
    flow.skip(14)


def _add_parties(flow: Flow, head: Head, ink: Ink, width: float) -> None:
    gap = 20.0
    facts_width = FACTS_WIDTH if head.contacts else width
    room = (width - facts_width - gap * len(head.contacts)) / max(1, len(head.contacts))
    label_font, name_font = Font(7, "Medium", ink.quiet), Font(9.5, "SemiBold", ink.text)
    small = Font(_SMALL + 0.5, "Regular", ink.quiet)
    blocks: list[tuple[str, list[Line], list[Line]]] = [
        (
            label,
            fit_lines(contact.name, "SemiBold", name_font.size, room),
            _small_lines(contact.lines, room, small.size),
        )
        for label, contact in head.contacts
    ]
    facts = [
        (label, fit_lines(value, "SemiBold", 8.5, facts_width * 0.58)) for label, value in head.facts if value
    ]
    tall = [14 + 12.5 * len(name) + 11 * len(lines) for _, name, lines in blocks]
    height = max([*tall, sum(4.0 + 11 * len(value) for _, value in facts), 0.0]) + 16

    def draw(sheet: Sheet, y: float) -> None:
        x = sheet.left
        for label, name, lines in blocks:
            sheet.text(x, y + 7, label, label_font, room=room)
            below = sheet.lines(x, y + 20, name, name_font, 12.5, room)
            sheet.lines(x, below, lines, small, 11, room)
            x += room + gap
        line_y = y + 7
        for label, value in facts:
            sheet.text(
                sheet.right - facts_width,
                line_y,
                label,
                Font(8, "Regular", ink.quiet),
                room=facts_width * 0.4,
            )
            fact_font = Font(8.5, "SemiBold", ink.text)
            line_y = sheet.lines(
                sheet.right - facts_width * 0.58, line_y, value, fact_font, 11, facts_width * 0.58, "end"
            )
            line_y += 4

    flow.add(height, draw)


def _small_lines(lines: Sequence[str], room: float, size: float = _SMALL) -> list[Line]:
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
    quiet = Font(7, "Regular", ink.quiet)
    sheet.text(sheet.left, y + 12, footer, quiet, room=(sheet.right - sheet.left) * 0.78)
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
