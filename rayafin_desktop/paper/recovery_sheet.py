"""The sheet with the recovery key of an encrypted book: printed once, kept in a safe place."""

from __future__ import annotations

from datetime import date
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from .flow import Flow
from .page import A4, FOOTER_ROOM, MARGIN, Font, Ink, Sheet, print_document
from .text import Line, fit_lines

_OPENING = (
    "This key opens the book below when its passphrase is forgotten or its key file (.key) is lost. It works "
    "alone, on any computer, also for the backups of the book."
)
_WARNING = (
    "Whoever has this sheet and the file can read the whole book. Keep it apart from the computer: in a "
    "safe, with a notary, in a bank box. It is shown only once. Without it and without the passphrase "
    "nobody can open the book, not even those who made the program."
)
_CLOSING = (
    "To use it, open the book and type the key instead of the passphrase. Capitals, blanks and dashes do not "
    "matter; there is no letter O and no letter I in it, only the digits 0 and 1."
)


def render_recovery_sheet(book: str, recovery_key: str, made_on: date) -> bytes:
    """One A4 page with the name of the book's file and its key, in groups to be read aloud."""

    def draw(canvas: Canvas) -> None:
        sheet, ink = Sheet(canvas, A4), Ink()
        flow = Flow(MARGIN + 40, MARGIN, sheet.height - MARGIN - FOOTER_ROOM)
        width = sheet.width - 2 * MARGIN
        _add(flow, "Recovery key", Font(20, "SemiBold", ink.text), width, 28)
        for sentence in (_OPENING, _WARNING):
            _add(flow, sentence, Font(10, "Regular", ink.text), width, 15)
        _add(flow, f"Book: {book}", Font(11, "SemiBold", ink.text), width, 16)
        _add(flow, f"Made on: {made_on.isoformat()}", Font(10, "Regular", ink.quiet), width, 15)
        groups = recovery_key.split("-")
        for at in range(0, len(groups), 3):
            line = "  -  ".join(groups[at : at + 3])
            _add(flow, line, Font(24, "SemiBold", ink.text), width, 34, skip=2)
        flow.skip(10)
        _add(flow, _CLOSING, Font(10, "Regular", ink.text), width, 15)
        flow.print_on(sheet, lambda *_: None)

    return print_document("Recovery key", "Rayafin", made_on, draw)


def _add(flow: Flow, text: str, font: Font, width: float, leading: float, skip: float = 8) -> None:
    for line in fit_lines(text, font.weight, font.size, width):
        flow.add(leading, partial(_draw, line, font, width))
    flow.skip(skip)


def _draw(line: Line, font: Font, width: float, sheet: Sheet, y: float) -> None:
    sheet.line(sheet.left, y + font.size, line, font, room=width)
