"""The trial balance as a report: accounts by type, subtotals, and a difference that must read zero."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from rayafin_desktop.engine.report import Report, ReportColumn, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import as_of_text, company_report
from .balances import TrialBalanceRow, trial_balance
from .roles import AccountType

TYPE_TITLES = {
    AccountType.ASSET: "Assets",
    AccountType.LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
}


def trial_balance_report(read: Read, *, as_of: date | None = None) -> ReportTable:
    """The trial balance at the end of a day (today if none is given)."""
    as_of = as_of or read.today
    rows = trial_balance(read, as_of)
    difference = sum(row.balance_minor for row in rows)
    return company_report(
        read,
        title="Trial balance",
        subtitle=as_of_text(read, as_of),
        columns=(
            ReportColumn(key="code", title="Code", kind="code"),
            ReportColumn(key="account", title="Account", grows=True),
            ReportColumn(key="debit", title="Debit", kind="money"),
            ReportColumn(key="credit", title="Credit", kind="money"),
        ),
        rows=_rows(rows),
        parameters=as_parameters(as_of=as_of),
        difference_minor=difference,
    )


def _rows(rows: list[TrialBalanceRow]) -> list[ReportRow]:
    def sums(title: str, of: list[TrialBalanceRow]) -> tuple[str, str, int, int]:
        return ("", title, sum(row.debit_minor for row in of), sum(row.credit_minor for row in of))

    order = list(AccountType)
    found: list[ReportRow] = []
    for kind, members in groupby(sorted(rows, key=lambda r: (order.index(r.type), r.code)), lambda r: r.type):
        of_kind = list(members)
        found.append(ReportRow(values=(None, TYPE_TITLES[kind], None, None), kind="section"))
        found += [
            ReportRow(
                values=(row.code, row.name, row.debit_minor or None, row.credit_minor or None),
                indent=1,
                about=("account", row.account_id),
            )
            for row in of_kind
        ]
        found.append(ReportRow(values=sums(TYPE_TITLES[kind], of_kind), kind="subtotal"))
    found.append(ReportRow(values=sums("Total", rows), kind="total"))
    return found


REPORTS = (
    Report(
        "trial-balance",
        "Trial balance",
        "ledger.read",
        trial_balance_report,
        purpose="Every account with its balance at the end of a day. Debits and credits must agree.",
    ),
)
