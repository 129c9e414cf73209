"""The trial balance as a report: accounts by type, subtotals, and a difference that must read zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from rayafin_desktop.base.formats import date_style, format_date, format_minor, number_style
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.feature import Report
from rayafin_desktop.engine.work import Read

from ..companies.queries import company_detail
from .balances import TrialBalanceRow, trial_balance
from .roles import AccountType

if TYPE_CHECKING:
    from rayafin_desktop.paper.report import TablePaper
    from rayafin_desktop.paper.tables import Row

_TITLES = {
    AccountType.ASSET: "Assets",
    AccountType.LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
}


def trial_balance_paper(read: Read, *, as_of: date | None = None) -> TablePaper:
    """The trial balance at the end of a day (today if none is given)."""
    from rayafin_desktop.paper.report import TablePaper  # reportlab is slow to load
    from rayafin_desktop.paper.tables import Column

    company = company_detail(read)
    as_of = as_of or read.today
    style, digits = number_style(company.locale), currency_digits(company.currency)

    def figure(minor: int) -> str:
        return format_minor(minor, digits, style)

    rows = trial_balance(read, as_of)
    return TablePaper(
        firm=company.printed_name,
        title="Trial balance",
        subtitle=f"As of {format_date(as_of, date_style(company.locale))}, in {company.currency}",
        printed_on=read.today,
        columns=(
            Column("Code"),
            Column("Account", grows=True),
            Column("Debit", "end"),
            Column("Credit", "end"),
        ),
        rows=_paper_rows(rows, figure),
        locale=company.locale,
        remarks=(f"Difference {figure(sum(row.balance_minor for row in rows))}",),
    )


def _paper_rows(rows: list[TrialBalanceRow], figure: Callable[[int], str]) -> tuple[Row, ...]:
    from rayafin_desktop.paper.tables import Row

    def sums(title: str, of: list[TrialBalanceRow]) -> tuple[str, str, str, str]:
        debit, credit = sum(row.debit_minor for row in of), sum(row.credit_minor for row in of)
        return ("", title, figure(debit), figure(credit))

    order = list(AccountType)
    printed: list[Row] = []
    for kind, members in groupby(sorted(rows, key=lambda r: (order.index(r.type), r.code)), lambda r: r.type):
        of_kind = list(members)
        printed.append(Row((_TITLES[kind], "", "", ""), kind="section"))
        printed += [
            Row(
                (
                    row.code,
                    row.name,
                    figure(row.debit_minor) if row.debit_minor else "",
                    figure(row.credit_minor) if row.credit_minor else "",
                ),
                indent=1,
                about=("account", row.account_id),
            )
            for row in of_kind
        ]
        printed.append(Row(sums(_TITLES[kind], of_kind), kind="subtotal"))
    printed.append(Row(sums("Total", rows), kind="total"))
    return tuple(printed)


REPORTS = (Report("trial-balance", "Trial balance", "ledger.read", trial_balance_paper),)
