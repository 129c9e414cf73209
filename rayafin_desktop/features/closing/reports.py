"""The closing report: the balances a year was closed with, their hash, and the head of the audit log."""

from __future__ import annotations

from datetime import date

from rayafin_desktop.base.formats import format_minor, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.queries import company_detail
from ..companies.reporting import company_report, day_text, period_text
from ..ledger.queries import accounts
from .model import YearClosing

_COLUMNS = (
    ReportColumn(key="code", title="Code", kind="code"),
    ReportColumn(key="account", title="Account", grows=True),
    ReportColumn(key="debit", title="Debit", kind="money"),
    ReportColumn(key="credit", title="Credit", kind="money"),
)


def closing_report(read: Read, *, as_of: date | None = None) -> ReportTable:
    """The checkpoint of the last year closed up to a day; a sheet with a remark where none is."""
    read.actor.require("ledger.read")
    c = YearClosing.c
    closings = read.all(
        YearClosing,
        c.last_on <= (as_of or date.max),
        c.reopened_at.is_(None),
        order_by=(c.last_on.desc(),),
    )
    if not closings:
        return company_report(
            read,
            title="Year closing",
            columns=_COLUMNS,
            rows=(),
            remarks=("No financial year is closed.",),
            parameters=as_parameters(as_of=as_of),
        )
    closing = closings[0]
    ids = {account.code: account.id for account in accounts(read).by_id.values()}
    rows = [
        ReportRow(
            values=(code, name, max(minor, 0) or None, max(-minor, 0) or None),
            about=("account", ids[code]) if code in ids else None,
        )
        for code, name, minor in closing.balances
    ]
    figures = [minor for _code, _name, minor in closing.balances]
    total = (None, "Total", sum(max(one, 0) for one in figures), sum(max(-one, 0) for one in figures))
    rows.append(ReportRow(values=total, kind="total"))
    return company_report(
        read,
        title=f"Year closing {closing.label}",
        subtitle=period_text(read, closing.first_on, closing.last_on),
        columns=_COLUMNS,
        rows=rows,
        remarks=_remarks(read, closing),
        parameters=as_parameters(as_of=as_of),
        difference_minor=sum(figures),
    )


def _remarks(read: Read, closing: YearClosing) -> tuple[str, ...]:
    company = company_detail(read)
    result = format_minor(
        abs(closing.profit_minor), currency_digits(company.currency), number_style(company.locale)
    )
    what = "Profit" if closing.profit_minor >= 0 else "Loss"
    return (
        f"{what} of the year {result}, carried to retained earnings.",
        f"Closed on {day_text(read, closing.created_at.date())} by {closing.closed_by}: {closing.reason}",
        f"Balances, SHA-256: {closing.checkpoint.hex()}",
        f"Audit log, entry {closing.audit_n}: {closing.audit_head.hex()}",
    )


REPORTS = (
    Report(
        "year-closing",
        "Year closing",
        "ledger.read",
        closing_report,
        group="Closing",
        purpose="The balances a financial year was closed with, and the hashes that prove them.",
        kinds=("year_closing",),
    ),
)
