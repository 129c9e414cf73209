"""Invoices and credit notes as PDF, and the table of numbers. What draws is loaded at the first print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rayafin_desktop.engine.feature import Document
from rayafin_desktop.engine.report import ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, day_text
from .model import SeriesCounter
from .queries import NumberFate, counters, fates_of
from .rules import DocumentKind, DocumentState
from .series import all_series

_FATES = {DocumentState.POSTED: "Posted", DocumentState.VOID: "Void", None: "Missing"}


def _fate(fate: NumberFate) -> str:
    return "Void" if fate.why_void else _FATES.get(fate.state, "")


def _invoice(read: Read, number: str) -> bytes:
    from .document import invoice_pdf  # reportlab is slow to load

    return invoice_pdf(read, number)


def _credit_note(read: Read, number: str) -> bytes:
    from .document import invoice_pdf

    return invoice_pdf(read, number, DocumentKind.CREDIT_NOTE)


def number_fates_report(read: Read, *, as_of: date | None = None) -> ReportTable:
    """Every number given to invoices and credit notes, by series and year (rules.md 2.3)."""
    fates = [(counter, fates_of(read, counter)) for counter in counters(read)]
    return numbers_table(read, [(fates, "invoice")], as_of)


def numbers_table(
    read: Read,
    found: Sequence[tuple[Sequence[tuple[SeriesCounter, Sequence[NumberFate]]], str]],
    as_of: date | None,
) -> ReportTable:
    """Numbers with their fates, by series and year; missing ones stand out. With each part of `found` goes
    the kind of record its numbers open.
    """
    rows: list[ReportRow] = []
    missing = 0
    series = all_series(read)
    for part, record in found:
        for counter, fates in part:
            missing += sum(1 for fate in fates if fate.is_missing)
            named = series[counter.series_id].name if counter.series_id in series else ""
            rows.append(
                ReportRow(values=(None, f"{named} {counter.year}".strip(), None, None, None), kind="section")
            )
            rows += [
                ReportRow(
                    values=(
                        fate.n, fate.number, fate.issued_on, _fate(fate), fate.total_minor,
                    ),
                    indent=1,
                    about=(record, fate.document_id) if fate.document_id else None,
                )
                for fate in fates
            ]  # fmt: skip
    return company_report(
        read,
        title="Document numbers",
        subtitle=f"As of {day_text(read, as_of or read.today)}",
        columns=(
            ReportColumn(key="n", title="No", kind="count"),
            ReportColumn(key="number", title="Number", grows=True),
            ReportColumn(key="date", title="Date", kind="date"),
            ReportColumn(key="fate", title="Fate"),
            ReportColumn(key="total", title="Total", kind="money"),
        ),
        rows=rows,
        remarks=("No number is missing." if not missing else f"{missing} numbers are missing.",),
        parameters=as_parameters(as_of=as_of),
    )


DOCUMENTS = (
    Document("invoice", "Invoice", "invoice.see", _invoice),
    Document("credit_note", "Credit note", "invoice.see", _credit_note),
)
