"""A report as a CSV file: figures exact and plain, text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from rayafin_desktop.base.formats import NumberStyle, number_style

if TYPE_CHECKING:
    from rayafin_desktop.paper.report import TablePaper

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")


def report_csv(paper: TablePaper) -> bytes:
    """The report's head and rows as UTF-8 with a mark, so that spreadsheets read every script.

    Figures lose their grouping and nothing else: `−3,12,480.00` becomes `-312480.00`. A text cell that
    begins like a formula gets an apostrophe before it (CSV injection).
    """
    style = number_style(paper.locale)
    numeric = [column.align == "end" for column in paper.columns]
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([as_text(column.head) for column in paper.columns])
    for row in paper.rows:
        writer.writerow(
            [
                as_figure(cell, style) if number else as_text(cell)
                for cell, number in zip(row.cells, numeric, strict=True)
            ]
        )
    return target.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """A text that a spreadsheet shows and does not work out."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def as_figure(cell: str, style: NumberStyle) -> str:
    """A figure of the company's locale as a plain one; what is no figure stays text."""
    plain = cell.translate(str.maketrans(style.digits, "0123456789"))
    plain = plain.replace(style.group, "").replace(style.decimal, ".")
    negative = plain.startswith(style.minus)
    digits = plain.removeprefix(style.minus)
    if not digits.replace(".", "", 1).isdigit() or not digits.isascii():
        return as_text(cell)
    value = Decimal(digits)
    return f"{-value if negative else value:f}"
