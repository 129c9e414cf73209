"""The cash flow statement by the indirect method: from the result to what happened to the money.

Debits equal credits, so what money accounts gained is the result less what every other account took up.
That reads the maintained sums alone, at any size of book, and reconciles exactly; the direct method would
have to guess which side of an entry with several the money went to.

Where an account belongs follows from the chart. A group in which the program itself posts (receivables,
payables, taxes, stock) is working capital; any other group of assets is investing (fixed assets), any other
of liabilities financing (loans), and so is equity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.report import Report, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, day_text, period_text
from ..ledger.balances import balances
from ..ledger.outline import Amounts
from ..ledger.queries import accounts
from ..ledger.roles import AccountType
from ..ledger.rules import AccountFacts, Chart
from .figures import COMPARE, ONE_DAY, Period, asked_period, compared_period, moved_in, side_by_side
from .rows import account_cells, account_columns, account_row

OPERATING, INVESTING, FINANCING = "operating", "investing", "financing"
_TITLES = {
    OPERATING: ("Operating activities", "Money from operating activities"),
    INVESTING: ("Investing activities", "Money from investing activities"),
    FINANCING: ("Financing activities", "Money from financing activities"),
}


def cash_flow(
    read: Read, *, first: date | None = None, last: date | None = None, compare: str = "none"
) -> ReportTable:
    """What came in and went out between two days, both included, from opening to closing money.

    `difference_minor` is opening money and all flows against closing money: it must be zero.
    """
    read.actor.require("ledger.read")
    period = asked_period(read, first, last)
    other = compared_period(period, compare)
    periods = [period, *([other] if other is not None else [])]
    chart, width = accounts(read), len(periods)
    columns = moved_in(read, periods)
    parts = activities(chart)
    flows = side_by_side([{one: -minor for one, minor in of.items()} for of in columns])
    result = [_result(chart, of) for of in columns]
    rows: list[ReportRow] = []
    total = [0] * width
    for activity, (title, closing) in _TITLES.items():
        section = [account_row(title, (), width, "section")]
        sums = [0] * width
        if activity == OPERATING:
            section.append(account_row("Net profit", result, width, indent=1, report="profit-and-loss"))
            sums = list(result)
        for account in chart.by_code.values():
            figures = flows.get(account.id)
            if parts.get(account.id) == activity and figures is not None and any(figures):
                section.append(_line(account, figures))
                sums = [one + flow for one, flow in zip(sums, figures, strict=True)]
        if activity == OPERATING or len(section) > 1:
            rows += [*section, account_row(closing, sums, width, "subtotal")]
        total = [one + flow for one, flow in zip(total, sums, strict=True)]
    opening = [_money(chart, balances(read, one.first - ONE_DAY)) for one in periods]
    closing_ = [_money(chart, balances(read, one.last)) for one in periods]
    rows += [
        account_row("Change of money", total, width, "subtotal"),
        account_row("Money at the beginning", opening, width, "subtotal"),
        account_row("Money at the end", closing_, width, "total"),
    ]
    three = zip(opening, total, closing_, strict=True)
    return company_report(
        read,
        title="Cash flow",
        subtitle=period_text(read, period.first, period.last),
        columns=account_columns(_heads(read, other)),
        rows=rows,
        parameters=as_parameters(first=period.first, last=period.last, compare=compare),
        difference_minor=sum(abs(before + flow - after) for before, flow, after in three),
    )


def activities(chart: Chart) -> dict[UUID, str]:
    """Which activity each account belongs to; money itself, income and expenses to none."""
    posted = {_place(chart, account) for account in chart.by_id.values() if account.role is not None}
    found: dict[UUID, str] = {}
    for account in chart.by_id.values():
        if account.is_group or account.holds_money or not account.type.is_balance_sheet:
            continue
        if account.type is AccountType.EQUITY:
            found[account.id] = FINANCING
        elif _place(chart, account) in posted:
            found[account.id] = OPERATING
        else:
            found[account.id] = INVESTING if account.type is AccountType.ASSET else FINANCING
    return found


def _place(chart: Chart, account: AccountFacts) -> UUID:
    """The group just below the top that an account stands in; itself where there is none."""
    at = account
    while at.parent_id is not None and chart.by_id[at.parent_id].parent_id is not None:
        at = chart.by_id[at.parent_id]
    return at.id


def _line(account: AccountFacts, figures: Amounts) -> ReportRow:
    values = account_cells(len(figures))(account, account.name, figures)
    return ReportRow(values=values, indent=1, about=("account", account.id))


def _result(chart: Chart, amounts: Mapping[UUID, int]) -> int:
    return -sum(minor for one, minor in amounts.items() if not chart.by_id[one].type.is_balance_sheet)


def _money(chart: Chart, amounts: Mapping[UUID, int]) -> int:
    return sum(minor for one, minor in amounts.items() if _holds_money(chart.by_id[one]))


def _holds_money(account: AccountFacts) -> bool:
    return account.holds_money and account.type.is_balance_sheet


def _heads(read: Read, other: Period | None) -> Sequence[str]:
    if other is None:
        return ["Amount"]
    return ["Amount", f"{day_text(read, other.first)} to {day_text(read, other.last)}"]


CASH_FLOW = Report(
    "cash-flow",
    "Cash flow",
    "ledger.read",
    cash_flow,
    purpose="Where money came from and where it went, from opening to closing balance.",
    options=(COMPARE,),
)
