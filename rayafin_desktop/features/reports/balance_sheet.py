"""The balance sheet: what the company owns and owes at the end of a day, and what is its owners'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.report import Cell, Report, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.queries import fiscal_year
from ..companies.reporting import as_of_text, company_report, day_text
from ..ledger.balances import balances
from ..ledger.outline import Amounts, Outline
from ..ledger.queries import accounts
from ..ledger.roles import AccountType
from ..ledger.rules import AccountFacts, Chart
from .figures import COMPARE, ONE_DAY, compared_day, side_by_side
from .rows import account_cells, account_columns, account_row


def balance_sheet(read: Read, *, as_of: date | None = None, compare: str = "none") -> ReportTable:
    """Assets against liabilities and equity at the end of a day (today if none is given).

    Income and expenses that no year close has moved into equity yet stand there as two lines of their
    own, the result of this financial year and that of years before: so it balances on any day.
    """
    read.actor.require("ledger.read")
    as_of = as_of or read.today
    chart = accounts(read)
    days = [as_of, *([other] if (other := compared_day(as_of, compare)) is not None else [])]
    found = [balances(read, day) for day in days]
    years = [
        _results(chart, of, balances(read, fiscal_year(read, day).starts_on - ONE_DAY))
        for day, of in zip(days, found, strict=True)
    ]
    width = len(days)
    amounts: dict[UUID, list[int]] = {
        account_id: figures
        if chart.by_id[account_id].type is AccountType.ASSET
        else [-one for one in figures]
        for account_id, figures in side_by_side(found).items()
        if chart.by_id[account_id].type.is_balance_sheet
    }
    outline = Outline(chart, amounts, width, account_cells(width))
    rows, assets = outline.part("Assets", _roots(outline, AccountType.ASSET), "Total assets")
    owed, debts = outline.part("Liabilities", _roots(outline, AccountType.LIABILITY), "Total liabilities")
    own, equity = _equity(outline, [one for one, _ in years], [one for _, one in years])
    both = [one + other for one, other in zip(debts, equity, strict=True)]
    rows += [*owed, *own]
    rows.append(account_row("Total liabilities and equity", both, width, "total"))
    heads = ["Amount"] if width == 1 else [day_text(read, day) for day in days]
    if width > 1:
        rows = [_with_change(row) for row in rows]
        heads.append("Change")
    return company_report(
        read,
        title="Balance sheet",
        subtitle=as_of_text(read, as_of),
        columns=account_columns(heads),
        rows=rows,
        parameters=as_parameters(as_of=as_of, compare=compare),
        difference_minor=sum(abs(one - other) for one, other in zip(assets, both, strict=True)),
    )


def _results(chart: Chart, now: Mapping[UUID, int], before: Mapping[UUID, int]) -> tuple[int, int]:
    """The result of the financial year so far and that of earlier years not closed; profits positive."""

    def result(of: Mapping[UUID, int]) -> int:
        return -sum(
            minor for account_id, minor in of.items() if not chart.by_id[account_id].type.is_balance_sheet
        )

    earlier = result(before)
    return result(now) - earlier, earlier


def _equity(outline: Outline, this_year: Amounts, earlier: Amounts) -> tuple[list[ReportRow], list[int]]:
    nodes = _roots(outline, AccountType.EQUITY)
    sums = [sum(three) for three in zip(outline.sum_of(nodes), this_year, earlier, strict=True)]
    width = len(this_year)
    rows = [account_row("Equity", (), width, "section"), *outline.rows(outline.opened(nodes))]
    if any(earlier):
        rows.append(account_row("Result of earlier years, not closed", earlier, width, indent=1))
    rows.append(
        account_row("Result of this financial year", this_year, width, indent=1, report="profit-and-loss")
    )
    return [*rows, account_row("Total equity", sums, width, "subtotal")], sums


def _roots(outline: Outline, kind: AccountType) -> list[AccountFacts]:
    return [one for one in outline.roots() if one.type is kind]


def _with_change(row: ReportRow) -> ReportRow:
    """The row with what changed between the two days at its end."""
    now, before = row.values[2:4]
    change: Cell = now - before if isinstance(now, int) and isinstance(before, int) else None
    return replace(row, values=(*row.values, change))


BALANCE_SHEET = Report(
    "balance-sheet",
    "Balance sheet",
    "ledger.read",
    balance_sheet,
    purpose="What the company owns and owes at the end of a day, and what is left for its owners.",
    options=(COMPARE,),
)
