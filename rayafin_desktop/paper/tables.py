"""Tables on paper: columns sized by what they hold, rows that break over pages with a repeated head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import Literal
from uuid import UUID

from .flow import Drawing, Flow
from .fonts import Weight
from .page import Align, Font, Ink, Sheet
from .text import Line, clean, fit_lines, set_line

RowKind = Literal["line", "section", "group", "subtotal", "total"]

_GAP = 10.0
_PADDING = 3.6
_HEAD_PADDING = 5.0
_EDGE = 6.0
_LEAST_TEXT_SHARE = 0.28
_MOST_TEXT_SHARE = 0.4
_MOST_AIR = 14.0
_WIDEST_FIGURES = 0.27
_WIDEST_TEXT = 0.16
_NARROWEST_SIZE = 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how its cells stand, and whether it takes the width that is left."""

    head: str
    align: Align = "start"
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `below` are smaller second lines by column number. `carry_minor` is what the row adds
    to the sum carried over page ends; `indent` counts levels of an outline. `about` is the kind and id
    of the record the row stands for: paper does not show it, a screen opens it."""

    cells: tuple[str, ...]
    below: tuple[tuple[int, str], ...] = ()
    kind: RowKind = "line"
    carry_minor: int = 0
    indent: int = 0
    about: tuple[str, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Carrying:
    """The lines at page ends: their words, and how a sum in minor units is written."""

    forward: str
    brought: str
    write: Callable[[int], str]


@dataclass(slots=True)
class _SetRow:
    """A row whose text is broken into lines; each cell a list of lines with their fonts."""

    cells: list[list[tuple[Line, Font]]]
    kind: RowKind
    carry_minor: int
    indent: float
    continued: bool = False

    def height(self, leading: float) -> float:
        return max(map(len, self.cells), default=0) * leading + 2 * _PADDING


@dataclass(slots=True)
class Table:
    """Sets its rows once, then flows them; made for one document and thrown away.

    `start` is how far its leading edge stands from the margin.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    width: float
    ink: Ink
    size: float = 8.5
    carrying: Carrying | None = None
    start: float = 0.0
    _widths: list[float] = field(init=False)
    _leading: float = field(init=False)

    def __post_init__(self) -> None:
        self._widths = self._column_widths()
        self._leading = self.size * 1.38

    def _column_widths(self) -> list[float]:
        """Figures get what they need, the growing column most of the rest.

        A crowded table is set smaller; when even that does not do, everybody gives way in proportion
        and cells shrink to fit.
        """
        room = self.width - _GAP * (len(self.columns) - 1) - 2 * _EDGE
        while True:
            wanted = [self._wanted(n) for n in range(len(self.columns))]
            growing = [n for n, column in enumerate(self.columns) if column.grows]
            left = room - sum(width for n, width in enumerate(wanted) if n not in growing)
            least = min(sum(wanted[n] for n in growing), self.width * _LEAST_TEXT_SHARE)
            if not growing or left >= least or self.size <= _NARROWEST_SIZE:
                break
            self.size -= 0.5
        if left < least or not growing:
            for n in growing:
                wanted[n] = least / len(growing)
            scale = room / max(sum(wanted), 1.0)
            return [width * min(scale, 1.0) for width in wanted]
        spare = left - max(least, min(left, self.width * _MOST_TEXT_SHARE))
        figures = [n for n, column in enumerate(self.columns) if column.align == "figures"]
        for n in figures:
            wanted[n] += min(spare / len(figures), _MOST_AIR)
            left -= min(spare / len(figures), _MOST_AIR)
        for n in growing:
            wanted[n] = left / len(growing)
        return wanted

    def _wanted(self, n: int) -> float:
        column = self.columns[n]
        widest = set_line(clean(column.head), "SemiBold").width * (self.size - 1)
        for row in self.rows:
            if n < len(row.cells):
                weight = "Regular" if row.kind == "line" else "SemiBold"
                widest = max(widest, set_line(clean(row.cells[n]), weight).width * self.size)
        small = [text for row in self.rows for at, text in row.below if at == n]
        widest = max([widest, *(set_line(clean(t), "Regular").width * (self.size - 1.5) for t in small)])
        if self.carrying and n == len(self.columns) - 1:
            whole = self.carrying.write(sum(row.carry_minor for row in self.rows))
            widest = max(widest, set_line(clean(whole), "Medium").width * self.size)
        if not column.grows:
            most = _WIDEST_FIGURES if column.align == "figures" else _WIDEST_TEXT
            widest = min(widest, self.width * most * 1000)
        return widest / 1000 + 0.1

    def _set(self, row: Row) -> _SetRow:
        bold = row.kind != "line"
        colour = self.ink.accent if row.kind == "section" else self.ink.text
        cells: list[list[tuple[Line, Font]]] = []
        for n, text in enumerate(row.cells):
            column = self.columns[n]
            weight: Weight = "SemiBold" if bold or (column.grows and row.below) else "Regular"
            font = Font(self.size, weight, colour)
            cells.append(self._cell(text, font, n, row.indent * 12.0 if column.grows else 0.0))
        small = Font(self.size - 1.5, "Regular", self.ink.quiet)
        for n, text in row.below:
            cells[n] += self._cell(text, small, n, 0.0)
        return _SetRow(cells, row.kind, row.carry_minor, row.indent * 12.0)

    def _cell(self, text: str, font: Font, n: int, indent: float) -> list[tuple[Line, Font]]:
        room = self._widths[n] - indent
        line = set_line(clean(text), font.weight)
        # Figures are never broken, so wide ones are set smaller; words may break in any column.
        if self.columns[n].align == "figures" and not any(map(str.isalpha, text)):
            if line.width * font.size > room * 1000:
                font = replace(font, size=room * 1000 / line.width)
            return [(line, font)]
        lines = fit_lines(text, font.weight, font.size, room)
        return [(line, font) for line in lines]

    def flow_into(self, flow: Flow, keep_with_last: float = 0.0) -> None:
        """Put the table into the flow. The last row stays on a page with `keep_with_last` points of
        what follows it, so that totals never stand alone."""
        leading = self._leading
        head = self._head_height()
        mark = leading + 2 * _PADDING if self.carrying else 0.0
        rows = [self._set(row) for row in self.rows]

        def needed(at: int) -> float:
            height = rows[at].height(leading)
            if at == len(rows) - 1:
                return height + min(keep_with_last, flow.full_room - height - head - mark)
            after = rows[at + 1].height(leading) if rows[at].kind == "section" else 0.0
            return height + after + mark

        if rows and head + needed(0) > flow.room:
            flow.turn()
        flow.add(head, self._draw_head)
        carried = 0
        for at, row in enumerate(rows):
            if at and needed(at) > flow.room:
                self._turn(flow, carried)
            for part in self._parts(row, flow.full_room - head - 2 * mark):
                if part.height(leading) + (0.0 if at == len(rows) - 1 else mark) > flow.room:
                    self._turn(flow, carried)
                flow.add(part.height(leading), partial(self._draw_row, part))
            carried += row.carry_minor

    def as_block(self) -> tuple[float, Drawing]:
        """The whole table in one piece, its height first; for small tables beside other things."""
        rows = [self._set(row) for row in self.rows]
        height = self._head_height() + sum(row.height(self._leading) for row in rows)

        def draw(sheet: Sheet, y: float) -> None:
            self._draw_head(sheet, y)
            y += self._head_height()
            for row in rows:
                self._draw_row(row, sheet, y)
                y += row.height(self._leading)

        return height, draw

    def _turn(self, flow: Flow, carried: int) -> None:
        leading = self._leading + 2 * _PADDING
        if self.carrying:
            text = self.carrying.write(carried)
            flow.add(leading, partial(self._draw_mark, self.carrying.forward, text))
        flow.turn()
        flow.add(self._head_height(), self._draw_head)
        if self.carrying:
            flow.add(leading, partial(self._draw_mark, self.carrying.brought, text))

    def _parts(self, row: _SetRow, room: float) -> list[_SetRow]:
        """A row that is taller than a page, cut between its lines."""
        most = max(1, int((room - 2 * _PADDING) / self._leading))
        count = max(map(len, row.cells), default=0)
        cuts = [*range(0, count, most), count] if count else [0, 0]
        return [
            replace(row, cells=[cell[start:stop] for cell in row.cells], continued=stop < count)
            for start, stop in pairwise(cuts)
        ]

    def _head_height(self) -> float:
        return self.size + 2 * _HEAD_PADDING

    def _places(self, sheet: Sheet) -> list[float]:
        x, places = sheet.left + self.start + _EDGE, []
        for width in self._widths:
            places.append(x)
            x += width + _GAP
        return places

    def _draw_head(self, sheet: Sheet, y: float) -> None:
        height = self._head_height()
        sheet.box(sheet.left + self.start, y, self.width, height, fill=self.ink.tint, radius=3)
        font = Font(self.size - 1, "SemiBold", self.ink.text)
        for x, width, column in zip(self._places(sheet), self._widths, self.columns, strict=True):
            # The head of figures stands over them, letters or not.
            align: Align = "figures" if column.align == "figures" else column.align
            sheet.text(x, y + height / 2 + font.size * 0.36, column.head, font, align, width)

    def _draw_row(self, row: _SetRow, sheet: Sheet, y: float) -> None:
        height = row.height(self._leading)
        if row.kind == "total":
            sheet.box(sheet.left + self.start, y, self.width, height, fill=self.ink.tint, radius=3)
        elif row.kind == "subtotal":
            self._rule(sheet, y, self.ink.quiet)
        base = y + _PADDING + self.size * 1.02
        for x, width, column, cell in zip(
            self._places(sheet), self._widths, self.columns, row.cells, strict=False
        ):
            indent = row.indent if column.grows else 0.0
            for place, (line, font) in enumerate(cell):
                sheet.line(x + indent, base + place * self._leading, line, font, column.align, width - indent)
        if row.kind in {"line", "section", "group"} and not row.continued:
            self._rule(sheet, y + height, self.ink.line)

    def _rule(self, sheet: Sheet, y: float, colour: str) -> None:
        start = sheet.left + self.start
        sheet.rule(y, start, start + self.width, colour=colour, width=0.4)

    def _draw_mark(self, words: str, figures: str, sheet: Sheet, y: float) -> None:
        base = y + _PADDING + self.size * 1.02
        font = Font(self.size - 0.5, "Medium", self.ink.quiet)
        places = self._places(sheet)
        grows = next((n for n, column in enumerate(self.columns) if column.grows), 0)
        sheet.text(places[grows], base, words, font)
        sheet.text(places[-1], base, figures, font, "figures", self._widths[-1])
