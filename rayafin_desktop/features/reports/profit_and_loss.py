"""Profit and loss: income and expenses of a period, and what is left of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.report import Report, ReportOption, ReportRow, ReportTable, as_parameters
from rayafin_desktop.engine.work import Read

from ..companies.reporting import company_report, day_text, month_text, period_text
from ..ledger.cost_centres import centre_sums, cost_centres
from ..ledger.outline import Amounts, Outline
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole, AccountType
from ..ledger.rules import AccountFacts, Chart
from .figures import COMPARE, Period, asked_period, compared_period, months_of, moved_in, side_by_side
from .rows import account_cells, account_columns, account_row

BY = ReportOption(
    "by", "Columns", (("total", "Total"), ("month", "By month"), ("cost_centre", "By cost centre"))
)


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the report shows: heads, each account's figures (debits positive), and the check."""

    heads: Sequence[str]
    amounts: Mapping[UUID, Amounts]
    difference_minor: int | None


def profit_and_loss(
    read: Read,
    *,
    first: date | None = None,
    last: date | None = None,
    compare: str = "none",
    by: str = "total",
    cost_centre: UUID | None = None,
) -> ReportTable:
    """Income and expenses between two days, both included, year closes left aside.

    `difference_minor` sets the result against what everything else moved by: it must be zero.
    """
    read.actor.require("ledger.read")
    period = asked_period(read, first, last)
    chart = accounts(read)
    figures = _figures(read, chart, period, compare, by, cost_centre)
    # Income is credited: a report on earnings shows it positive.
    signed = {
        account_id: [-minor for minor in row] if chart.by_id[account_id].type is AccountType.INCOME else row
        for account_id, row in figures.amounts.items()
    }
    rows, _ = result_rows(chart, signed, len(figures.heads))
    title = "Profit and loss"
    subtitle = period_text(read, period.first, period.last)
    if cost_centre is not None:
        subtitle = f"{cost_centres(read)[cost_centre].name}, {subtitle}"
    return company_report(
        read,
        title=title,
        subtitle=subtitle,
        columns=account_columns(figures.heads),
        rows=rows,
        parameters=as_parameters(
            first=period.first, last=period.last, compare=compare, by=by, cost_centre=cost_centre
        ),
        difference_minor=figures.difference_minor,
        landscape=len(figures.heads) > 3,
    )


def _figures(
    read: Read, chart: Chart, period: Period, compare: str, by: str, cost_centre: UUID | None
) -> _Figures:
    if by == "month":
        months = months_of(period)
        return _of_periods(
            read,
            chart,
            [*months, period] if len(months) > 1 else months,
            [*(month_text(read, one.first) for one in months), *(["Total"] if len(months) > 1 else [])],
            cost_centre,
        )
    if by == "cost_centre" and cost_centre is None:
        return _by_centre(read, chart, period)
    other = compared_period(period, compare)
    if other is None:
        return _of_periods(read, chart, [period], ["Amount"], cost_centre)
    heads = ["Amount", f"{day_text(read, other.first)} to {day_text(read, other.last)}"]
    found = _of_periods(read, chart, [period, other], heads, cost_centre)
    with_change = {account_id: [*row, row[0] - row[1]] for account_id, row in found.amounts.items()}
    return _Figures([*heads, "Change"], with_change, found.difference_minor)


def _of_periods(
    read: Read, chart: Chart, periods: Sequence[Period], heads: Sequence[str], cost_centre: UUID | None
) -> _Figures:
    if cost_centre is None:
        columns = moved_in(read, periods)
    else:
        columns = [centre_sums(read, one.first, one.last).get(cost_centre, {}) for one in periods]
    results = side_by_side([_of_result(chart, one) for one in columns])
    if cost_centre is not None:
        return _Figures(heads, results, None)
    # Debits equal credits: what was earned is what all other accounts moved by.
    return _Figures(heads, results, sum(abs(sum(one.values())) for one in columns))


def _by_centre(read: Read, chart: Chart, period: Period) -> _Figures:
    """A column for each cost centre that moved_in, one for what names none, and the total."""
    whole = _of_result(chart, *moved_in(read, [period]))
    sums = {one: _of_result(chart, of) for one, of in centre_sums(read, period.first, period.last).items()}
    known = [one for one in cost_centres(read).values() if any(sums.get(one.id, {}).values())]
    rest = dict(whole)
    for one in known:
        for account_id, minor in sums[one.id].items():
            rest[account_id] = rest.get(account_id, 0) - minor
    columns = [*(sums[one.id] for one in known), rest, whole]
    heads = [*(one.name for one in known), "No cost centre", "Total"]
    return _Figures(heads, side_by_side(columns), 0)


def _of_result(chart: Chart, amounts: Mapping[UUID, int]) -> dict[UUID, int]:
    """The figures of income and expense accounts alone."""
    return {
        account_id: minor
        for account_id, minor in amounts.items()
        if not chart.by_id[account_id].type.is_balance_sheet
    }


def result_rows(
    chart: Chart, amounts: Mapping[UUID, Amounts], width: int
) -> tuple[list[ReportRow], list[int]]:
    """The rows of a profit and loss, and the result in each column.

    What is sold and what it cost stand first, with the gross profit between them and the rest; the
    accounts for both are found by their roles, so that a chart without them has no gross profit.
    """
    outline = Outline(chart, amounts, width, account_cells(width))
    sales, costs = _group_of(chart, AccountRole.SALES), _group_of(chart, AccountRole.PURCHASES)
    trading = [node for node in (sales, costs) if node is not None]
    rows: list[ReportRow] = []
    if sales is not None and costs is not None and costs.type is AccountType.EXPENSE:
        sold, income = outline.part(sales.name, [sales], f"Total {sales.name.lower()}")
        spent, cost = outline.part(costs.name, [costs], f"Total {costs.name.lower()}")
        rows += [*sold, *spent]
        if rows:
            gross = [one - other for one, other in zip(income, cost, strict=True)]
            rows.append(account_row("Gross profit", gross, width, "subtotal"))
    else:
        trading = []
    result = [0] * width
    for kind, title, sign in (
        (AccountType.INCOME, "Other income" if trading else "Income", 1),
        (AccountType.EXPENSE, "Expenses", -1),
    ):
        nodes = _without(outline, [one for one in outline.roots() if one.type is kind], trading)
        part, _ = outline.part(title, nodes, f"Total {title.lower()}")
        rows += part
        for n, minor in enumerate(outline.sum_of([one for one in outline.roots() if one.type is kind])):
            result[n] += sign * minor
    rows.append(account_row("Net profit", result, width, "total"))
    return rows, result


def _group_of(chart: Chart, role: AccountRole) -> AccountFacts | None:
    account = chart.by_role.get(role)
    return chart.by_id[account.parent_id] if account is not None and account.parent_id is not None else None


def _without(
    outline: Outline, nodes: Sequence[AccountFacts], taken: Sequence[AccountFacts]
) -> list[AccountFacts]:
    """The nodes less the groups that stand elsewhere; a group that holds one of them is opened."""
    found: list[AccountFacts] = []
    for node in nodes:
        if node in taken:
            continue
        if any(_holds(outline, node, one) for one in taken):
            found += _without(outline, outline.below(node.id), taken)
        else:
            found.append(node)
    return found


def _holds(outline: Outline, node: AccountFacts, wanted: AccountFacts) -> bool:
    below = outline.below(node.id)
    return wanted in below or any(_holds(outline, one, wanted) for one in below)


PROFIT_AND_LOSS = Report(
    "profit-and-loss",
    "Profit and loss",
    "ledger.read",
    profit_and_loss,
    purpose="Income and expenses of a period, and what is left of them.",
    options=(COMPARE, BY),
)
