"""Tables under their own headings: in letters, and below the sums of an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .flow import Flow
from .page import Font, Ink, Sheet
from .tables import Column, Row, Table
from .text import fit_lines

LEADING = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTable:
    """A table under its own heading; cells are already written."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    heading: str = ""
    size: float = 8.5


def add_tables(flow: Flow, tables: Sequence[LetterTable], ink: Ink, width: float) -> None:
    """Put tables with their headings into the flow, each with room below it."""
    for table in tables:
        _add_heading(table.heading, flow, ink, width)
        Table(table.columns, table.rows, width, ink, size=table.size).flow_into(flow)
        flow.skip(12)


def _add_heading(text: str, flow: Flow, ink: Ink, width: float) -> None:
    lines = fit_lines(text, "SemiBold", 9.5, width)
    if not lines:
        return
    # A heading must not stand alone at the foot of a page.
    if flow.room < 70:
        flow.turn()

    def draw(sheet: Sheet, y: float) -> None:
        sheet.lines(sheet.left, y + 10, lines, Font(9.5, "SemiBold", ink.text), LEADING, width)

    flow.add(6 + LEADING * len(lines), draw)
