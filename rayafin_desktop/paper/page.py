"""The sheet: a ReportLab canvas with points from the top, logical sides and one palette.

`x` counts from the leading edge, `y` from the top down. On a right-to-left sheet everything is
mirrored, except that figures stay right-aligned in their cells so that decimals line up.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.ttfonts import ShapedStr
from reportlab.pdfgen.canvas import Canvas

from .fonts import Weight, font_book
from .text import Line, Piece, clean, set_line
from .tokens import ACCENT, BAD, GOOD, LINE, QUIET, TEXT, TINT

Align = Literal["start", "end", "centre", "figures"]

A4: tuple[float, float] = (595.276, 841.89)
LETTER: tuple[float, float] = (612.0, 792.0)
MARGIN = 42.0
FOOTER_ROOM = 30.0

# ReportLab's fonts read their file through one shared position, so documents take turns.
_PRESS = threading.RLock()


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a document as `#rrggbb`; the accent is the firm's own."""

    accent: str = ACCENT
    tint: str = TINT
    text: str = TEXT
    quiet: str = QUIET
    line: str = LINE
    good: str = GOOD
    bad: str = BAD

    @classmethod
    def of(cls, accent: str) -> Ink:
        """The palette around an accent; its tint is the accent at 8 % on white."""
        return replace(cls(), accent=accent, tint=_tinted(accent, 0.08))


@dataclass(frozen=True, slots=True)
class Font:
    """Weight, size in points and colour of a text."""

    size: float
    weight: Weight = "Regular"
    colour: str = TEXT


@lru_cache(maxsize=256)
def _rgb(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` as three parts of one; anything else is the programmer's mistake."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is not a colour")
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _tinted(colour: str, share: float) -> str:
    """The colour mixed into white; `share` is how much of it."""
    return "#" + "".join(f"{round(255 - (1 - part) * 255 * share):02x}" for part in _rgb(colour))


class Sheet:
    """Draws on the current page of one PDF."""

    def __init__(self, canvas: Canvas, size: tuple[float, float], *, right_to_left: bool = False) -> None:
        self._canvas = canvas
        self.width, self.height = size
        self.right_to_left = right_to_left
        # Operators of texts already shown in this document: a batch repeats most of its texts.
        self._shown: dict[tuple[str, str, float], str] = {}

    def facing(self, right_to_left: bool) -> Sheet:
        """The same sheet of the same document for a paper that reads the given way."""
        sheet = copy(self)
        sheet.right_to_left = right_to_left
        return sheet

    @property
    def left(self) -> float:
        """The leading edge of the text area."""
        return MARGIN

    @property
    def right(self) -> float:
        """The trailing edge of the text area."""
        return self.width - MARGIN

    @property
    def bottom(self) -> float:
        """The lowest `y` the body may reach; the footer stands below."""
        return self.height - MARGIN - FOOTER_ROOM

    def text(
        self, x: float, y: float, text: str, font: Font, align: Align = "start", room: float = 0.0
    ) -> float:
        """Draw one line with its baseline at `y`; answers its width.

        `x` is the leading edge of a cell `room` wide, or the anchor itself when `room` is 0. Text
        wider than its cell is set smaller rather than cut.
        """
        line = set_line(clean(text), font.weight)
        if room and line.width * font.size > room * 1000:
            font = replace(font, size=room * 1000 / line.width)
        return self.line(x, y, line, font, align, room)

    def line(
        self, x: float, y: float, line: Line, font: Font, align: Align = "start", room: float = 0.0
    ) -> float:
        """Draw a line that is already set."""
        width = line.width * font.size / 1000
        if align == "centre":
            x += (room - width) / 2
        elif align == "end" or (align == "figures" and not self.right_to_left):
            x += room - width
        if self.right_to_left:
            x = self.width - x - width
        self._show(x, self.height - y, line, font)
        return width

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[Line],
        font: Font,
        leading: float,
        room: float,
        align: Align = "start",
    ) -> float:
        """Draw lines below one another, the first baseline at `y`; answers the next baseline."""
        for line in lines:
            self.line(x, y, line, font, align, room)
            y += leading
        return y

    def _show(self, x: float, y: float, line: Line, font: Font) -> None:
        red, green, blue = _rgb(font.colour)
        for piece in line.pieces:
            shown = self._operators(piece, font.size)
            operators = f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm {red:.3f} {green:.3f} {blue:.3f} rg {shown} ET"
            if piece.said:
                said = piece.said.encode("utf-16-be").hex()
                operators = f"/Span <</ActualText <FEFF{said}>>> BDC {operators} EMC"
            self._canvas.addLiteral(operators)
            x += piece.width * font.size / 1000

    def _operators(self, piece: Piece, size: float) -> str:
        """The PDF operators that choose the font and show the glyphs, without a place."""
        # Right-to-left glyphs are no key: equal codes may carry different offsets.
        keyed = bool(piece.said) or not isinstance(piece.glyphs, ShapedStr)
        key = (piece.face, piece.said or str(piece.glyphs), size)
        known = self._shown.get(key) if keyed else None
        if known is None:
            text = self._canvas.beginText(0, 0)
            text.setFont(piece.face, size)
            text.textOut(piece.glyphs)
            known = str(text.getCode()).partition(" Tm ")[2].removesuffix("ET")
            if keyed:
                self._shown[key] = known
        return known

    def rule(
        self,
        y: float,
        x: float | None = None,
        end: float | None = None,
        *,
        colour: str = LINE,
        width: float = 0.5,
    ) -> None:
        """A horizontal line between two logical positions, by default across the text area."""
        start = self._mirrored(self.left if x is None else x)
        stop = self._mirrored(self.right if end is None else end)
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(width)
        self._canvas.line(start, self.height - y, stop, self.height - y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        radius: float = 0.0,
    ) -> None:
        """A rectangle whose upper leading corner is (x, y)."""
        if self.right_to_left:
            x = self.width - x - width
        if fill:
            self._canvas.setFillColorRGB(*_rgb(fill))
        if stroke:
            self._canvas.setStrokeColorRGB(*_rgb(stroke))
            self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(
            x, self.height - y - height, width, height, radius, stroke=int(bool(stroke)), fill=int(bool(fill))
        )

    def picture(self, x: float, y: float, width: float, height: float, image: ImageReader) -> None:
        """A picture scaled into the given box."""
        if self.right_to_left:
            x = self.width - x - width
        self._canvas.drawImage(image, x, self.height - y - height, width, height, mask="auto")

    def cells(self, x: float, y: float, size: float, rows: Sequence[Sequence[int]]) -> None:
        """A matrix of dark cells as vector rectangles, never mirrored; for codes that are scanned."""
        if self.right_to_left:
            x = self.width - x - size
        cell = size / len(rows)
        path = self._canvas.beginPath()
        for down, row in enumerate(rows):
            start = 0
            while start < len(row):
                stop = start + 1
                while stop < len(row) and row[stop] == row[start]:
                    stop += 1
                if row[start]:
                    path.rect(
                        x + start * cell, self.height - y - (down + 1) * cell, (stop - start) * cell, cell
                    )
                start = stop
        self._canvas.setFillColorRGB(0, 0, 0)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def across(self, text: str, colour: str) -> None:
        """A watermark from corner to corner, light enough to read figures over it; drawn before them."""
        line = set_line(clean(text), "Bold")
        size = min(120.0, self.width * 0.92 * 1000 / max(line.width, 1.0))
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(52)
        self._show(-line.width * size / 2000, -size / 3, line, Font(size, "Bold", _tinted(colour, 0.07)))
        self._canvas.restoreState()

    def stamp(self, x: float, y: float, text: str, colour: str, size: float = 15.0) -> None:
        """A framed word, slightly turned, its upper leading corner near (x, y)."""
        line = set_line(clean(text), "Bold")
        width = line.width * size / 1000 + 20
        self._canvas.saveState()
        self._canvas.translate(
            self._mirrored(x + (width if self.right_to_left else 0.0)), self.height - y - 24
        )
        self._canvas.rotate(7)
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(1.6)
        self._canvas.roundRect(0, -7, width, size + 11, 4, stroke=1, fill=0)
        self._show(10, 0, line, Font(size, "Bold", colour))
        self._canvas.restoreState()

    def _mirrored(self, x: float) -> float:
        return self.width - x if self.right_to_left else x

    def turn(self) -> None:
        """Finish this page and begin the next."""
        self._canvas.showPage()


def print_document(
    title: str,
    author: str,
    printed_on: date,
    draw: Callable[[Canvas], None],
    size: tuple[float, float] = A4,
) -> bytes:
    """Make one PDF. `printed_on` is the only date in it, so the same paper gives the same bytes."""
    stamp = printed_on.strftime("D:%Y%m%d000000Z")
    target = io.BytesIO()
    with _PRESS:
        # Without a first font of ours every page would name Helvetica, which is not embedded.
        first = font_book().main("Regular").name
        canvas = Canvas(target, pagesize=size, pageCompression=1, invariant=1, initialFontName=first)
        canvas.setDateFormatter(lambda *_: stamp)
        canvas.setTitle(clean(title))
        canvas.setAuthor(clean(author))
        canvas.setCreator("Rayafin Desktop")
        draw(canvas)
        canvas.save()
    return target.getvalue()
