"""A report as the content of a file: CSV, JSON or a spreadsheet, figures exact in each.

Text is never taken for a formula, whoever wrote it: in CSV it is quoted by an apostrophe, in XLSX it is
written as a string.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rayafin_desktop.base.money import currency_digits, to_major

from .report import Cell, ReportColumn, ReportRow, ReportTable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
# What XML cannot hold at all, and so no spreadsheet either; a lone surrogate cannot be encoded.
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_LONGEST_CELL = 32_767
_MOST_EXACT_DIGITS = 15  # a spreadsheet keeps binary floats: figures beyond that are written as text


def as_csv(table: ReportTable) -> bytes:
    """Head and rows as UTF-8 with a mark, so that spreadsheets read every script.

    Figures are plain (`-312480.00`), days ISO. A text that begins like a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([as_text(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow(_csv_cell(table, row, n) for n in range(len(table.columns)))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def as_text(text: str) -> str:
    """A text that a spreadsheet shows and does not work out (CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv_cell(table: ReportTable, row: ReportRow, n: int) -> str:
    value = row.values[n]
    if isinstance(value, str):
        return as_text(value)
    cell = exact(value, table.columns[n], row.currency or table.currency)
    return "" if cell is None else str(cell)


def exact(value: Cell, column: ReportColumn, currency: str) -> str | int | None:
    """One cell for machines: money and other decimals as exact decimal text, days ISO, counts ints."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and column.kind == "money":
        return f"{to_major(value, currency_digits(currency)):f}"
    return value


def as_data(table: ReportTable) -> dict[str, Any]:
    """The report as plain values for JSON; a cell stands under its column's key."""

    def row_of(row: ReportRow) -> dict[str, Any]:
        currency = row.currency or table.currency
        told: dict[str, Any] = {
            "kind": row.kind,
            "indent": row.indent,
            "cells": [
                exact(cell, column, currency) for cell, column in zip(row.values, table.columns, strict=True)
            ],
        }
        if row.about is not None:
            told["about"] = {"kind": row.about[0], "id": str(row.about[1])}
        if row.currency:
            told["currency"] = row.currency
        return told

    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "firm": table.firm,
        "currency": table.currency,
        "parameters": dict(table.parameters),
        "columns": [{"key": one.key, "title": one.title, "kind": one.kind} for one in table.columns],
        "rows": [row_of(row) for row in table.rows],
        "remarks": list(table.remarks),
        **(
            {}
            if table.difference_minor is None
            else {"difference": f"{to_major(table.difference_minor, currency_digits(table.currency)):f}"}
        ),
    }


def as_json(table: ReportTable) -> bytes:
    """`as_data` as UTF-8, or the report in the shape somebody else gives it."""
    if table.data is not None:
        return (table.data() + "\n").encode("utf-8", errors="replace")
    text = json.dumps(as_data(table), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", errors="replace")


class _Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def as_xlsx(table: ReportTable) -> bytes:
    """A workbook with one sheet: title, head, rows; figures are numbers with a format, text is strings."""
    from xlsxwriter.workbook import Workbook  # loaded with the first spreadsheet

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(out, options)
    styles = _Styles(book)
    sheet = book.add_worksheet(_sheet_name(table.title))
    sheet.write_string(0, 0, _cell_text(table.firm), styles.of())
    sheet.write_string(1, 0, _cell_text(table.title), styles.of(bold=True, font_size=14))
    sheet.write_string(2, 0, _cell_text(table.subtitle), styles.of(font_color="gray"))
    head = 4
    for n, column in enumerate(table.columns):
        align = "right" if column.is_numeric else "left"
        sheet.write_string(
            head, n, _cell_text(column.title), styles.of(bold=True, bottom=1, align=align, text_wrap=True)
        )
        sheet.set_column(n, n, 44 if column.grows else 18 if column.is_numeric else 14)
    for at, row in enumerate(table.rows, start=head + 1):
        for n, value in enumerate(row.values):
            if value is not None:
                _put(sheet, at, n, value, table, row, styles)
    end = head + 1 + len(table.rows)
    for at, remark in enumerate(table.foot, start=end + 1):
        sheet.write_string(at, 0, _cell_text(remark), styles.of())
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if table.landscape:
        sheet.set_landscape()
    book.close()
    return out.getvalue()


def _put(
    sheet: Any,
    at: int,
    n: int,
    value: str | int | Decimal | date,
    table: ReportTable,
    row: ReportRow,
    styles: _Styles,
) -> None:
    column = table.columns[n]
    look: dict[str, Any] = {"bold": True} if row.kind in ("section", "group", "subtotal", "total") else {}
    if row.kind in ("subtotal", "total"):
        look["top"] = 1
    if isinstance(value, str):
        indent = {"indent": row.indent} if n == table.outline and row.indent else {}
        sheet.write_string(at, n, _cell_text(value), styles.of(**look, **indent))
    elif isinstance(value, date):
        sheet.write_datetime(at, n, value, styles.of(**look, num_format="yyyy-mm-dd", align="left"))
    else:
        digits = currency_digits(row.currency or table.currency)
        number = value
        if isinstance(value, int) and column.kind == "money":
            number = to_major(value, digits)
        shape = _number_format(number, column, digits)
        if len(Decimal(number).as_tuple().digits) > _MOST_EXACT_DIGITS:
            sheet.write_string(at, n, f"{number:f}", styles.of(**look, align="right"))
        else:
            sheet.write_number(at, n, number, styles.of(**look, num_format=shape))


def _number_format(number: int | Decimal, column: ReportColumn, digits: int) -> str:
    if column.kind == "money":
        return "#,##0" + ("." + "0" * digits if digits else "")
    if isinstance(number, int):
        return "0"
    places = max(0, -int(number.as_tuple().exponent))
    shape = "#,##0" + ("." + "0" * places if places else "")
    # Percents are kept as 18, not as 0.18.
    return shape + '"%"' if column.kind == "percent" else shape


def _cell_text(text: str) -> str:
    clean = text.translate(_NOT_IN_XML).encode("utf-8", errors="replace").decode("utf-8")
    return clean[:_LONGEST_CELL]


def _sheet_name(title: str) -> str:
    """What Excel takes for a sheet's name: at most 31 letters, none of []:*?/\\ and no quote at its ends."""
    name = "".join(" " if letter in "[]:*?/\\" else letter for letter in _cell_text(title))
    return name.strip("' ")[:31].strip("' ") or "Report"


WRITERS: Mapping[str, Callable[[ReportTable], bytes]] = {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}
"""Formats of a report as a file, by the suffix."""
