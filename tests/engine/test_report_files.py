"""Reports as files: exact figures, and no text that a spreadsheet works out."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.report import ReportColumn, ReportRow, ReportTable
from rayafin_desktop.engine.report_files import as_csv, as_data, as_json, as_xlsx

COLUMNS = (
    ReportColumn(key="account", title="Account", grows=True),
    ReportColumn(key="day", title="Day", kind="date"),
    ReportColumn(key="qty", title="Quantity", kind="qty"),
    ReportColumn(key="amount", title="Amount", kind="money"),
)
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table_of(*rows: ReportRow, currency: str = "INR", title: str = "Trial balance") -> ReportTable:
    return ReportTable(
        title=title,
        subtitle="As of 1 Nov 2026",
        columns=COLUMNS,
        rows=rows,
        firm="=cmd|' /C calc'!A0",
        locale="en_IN",
        currency=currency,
        printed_on=date(2026, 11, 21),
        difference_minor=0,
    )


def row(text: str = "Cash", minor: int | None = 100) -> ReportRow:
    return ReportRow(values=(text, date(2026, 11, 1), Decimal("1.250"), minor))


def records(table: ReportTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))


def cells(table: ReportTable) -> dict[str, tuple[str, str]]:
    """Every cell of the first sheet by its place: its type and its value."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table))) as book:
        shared = [
            "".join(part.text or "" for part in item.iter(f"{NS}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
        ]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    found: dict[str, tuple[str, str]] = {}
    for cell in sheet.iter(f"{NS}c"):
        assert cell.find(f"{NS}f") is None, "a formula"
        value = cell.findtext(f"{NS}v")
        if value is not None:
            kind = cell.get("t", "n")
            found[cell.get("r", "")] = (kind, shared[int(value)] if kind == "s" else value)
    return found


def test_figures_are_plain_and_negative_ones_are_not_quoted() -> None:
    assert records(table_of(row("Cash", -31248000), row("=1+1", None))) == [
        ["Account", "Day", "Quantity", "Amount"],
        ["Cash", "2026-11-01", "1.250", "-312480.00"],
        ["'=1+1", "2026-11-01", "1.250", ""],
    ]


@given(st.text())
def test_no_text_is_taken_for_a_formula_in_csv(text: str) -> None:
    cell = records(table_of(row(text)))[1][0]
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
    plain = text.encode("utf-8", errors="replace").decode()
    assert cell.removeprefix("'") == plain.removeprefix("'")


@given(st.text(min_size=1, max_size=30) | st.sampled_from(["=1+1", "{=A1}", "http://x.example", "+1", "12"]))
def test_no_text_is_a_formula_a_number_or_a_link_in_a_workbook(text: str) -> None:
    kind, _ = cells(table_of(row("x" + text), row(text)))["A6"]
    assert kind == "s"


def test_a_hostile_name_is_a_string_in_a_workbook() -> None:
    found = cells(table_of(row("=HYPERLINK(1)"), title="[a]:*?/\\'" * 9))
    assert found["A1"] == ("s", "=cmd|' /C calc'!A0")
    assert found["A6"] == ("s", "=HYPERLINK(1)")


@given(st.integers(-(10**14), 10**14))
def test_every_amount_comes_back_exactly(minor: int) -> None:
    table = table_of(row("Cash", minor))
    exact = f"{to_major(minor, 2):f}"
    assert records(table)[1][3] == exact
    assert json.loads(as_json(table))["rows"][0]["cells"][3] == exact
    kind, value = cells(table)["D6"]
    assert (kind, Decimal(repr(float(value)))) == ("n", to_major(minor, 2))


def test_a_figure_too_long_for_a_spreadsheet_is_not_rounded() -> None:
    assert cells(table_of(row("Cash", 12345678901234567890)))["D6"] == ("s", "123456789012345678.90")


def test_money_has_the_decimals_of_its_currency() -> None:
    yen = ReportRow(values=("Yen", None, None, 500), currency="JPY")
    dinar = ReportRow(values=("Dinar", None, None, 1500), currency="KWD")
    assert [line[3] for line in records(table_of(row(), yen, dinar))] == ["Amount", "1.00", "500", "1.500"]
    assert table_of(yen).written(yen)[3] == "500"


def test_what_machines_are_told() -> None:
    about = uuid4()
    told = as_data(table_of(ReportRow(values=("Cash", None, None, 5), about=("account", about), indent=1)))
    assert told["rows"] == [
        {
            "kind": "line",
            "indent": 1,
            "cells": ["Cash", None, None, "0.05"],
            "about": {"kind": "account", "id": str(about)},
        }
    ]
    assert told["difference"] == "0.00"
    assert [column["kind"] for column in told["columns"]] == ["text", "date", "qty", "money"]


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells in a row of 4 columns"):
        table_of(ReportRow(values=("Cash",)))
