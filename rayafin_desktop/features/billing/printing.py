"""Invoices and credit notes as PDF, and the report on numbers. What draws is loaded at the first print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rayafin_desktop.base.formats import date_style, format_date, format_minor, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.feature import Document, Report
from rayafin_desktop.engine.work import Read

from ..companies.queries import company_detail
from .queries import NumberFate, counters, fates_of
from .rules import DocumentKind, DocumentState
from .series import all_series

if TYPE_CHECKING:
    from rayafin_desktop.paper.report import TablePaper

_FATES = {DocumentState.POSTED: "Posted", DocumentState.VOID: "Void", None: "Missing"}


def _invoice(read: Read, number: str) -> bytes:
    from .document import invoice_pdf  # reportlab is slow to load

    return invoice_pdf(read, number)


def _credit_note(read: Read, number: str) -> bytes:
    from .document import invoice_pdf

    return invoice_pdf(read, number, DocumentKind.CREDIT_NOTE)


def number_fates_paper(read: Read, *, as_of: date | None = None) -> TablePaper:
    """Every number given out, by series and year, with its fate; missing ones stand out (rules.md 2.3)."""
    from rayafin_desktop.paper.report import TablePaper
    from rayafin_desktop.paper.tables import Column, Row

    company = company_detail(read)
    style, days = number_style(company.locale), date_style(company.locale)
    digits = currency_digits(company.currency)

    def cells(fate: NumberFate) -> tuple[str, ...]:
        day = format_date(fate.issued_on, days) if fate.issued_on else ""
        total = "" if fate.total_minor is None else format_minor(fate.total_minor, digits, style)
        return (str(fate.n), fate.number, day, _FATES.get(fate.state, ""), total)

    rows: list[Row] = []
    missing = 0
    series = all_series(read)
    for counter in counters(read):
        fates = fates_of(read, counter)
        missing += sum(1 for fate in fates if fate.invoice_id is None)
        named = series[counter.series_id].name if counter.series_id in series else ""
        rows.append(Row((f"{named} {counter.year}".strip(), "", "", "", ""), kind="section"))
        rows += [Row(cells(fate)) for fate in fates]
    return TablePaper(
        firm=company.printed_name,
        title="Document numbers",
        subtitle=f"As of {format_date(as_of or read.today, days)}",
        printed_on=read.today,
        columns=(
            Column("No", "end"),
            Column("Number", grows=True),
            Column("Date"),
            Column("Fate"),
            Column("Total", "end"),
        ),
        rows=tuple(rows),
        locale=company.locale,
        remarks=("No number is missing." if not missing else f"{missing} numbers are missing.",),
    )


DOCUMENTS = (
    Document("invoice", "Invoice", "invoice.see", _invoice),
    Document("credit_note", "Credit note", "invoice.see", _credit_note),
)
REPORTS = (Report("numbers", "Document numbers", "number_series.see", number_fates_paper),)
