"""The trial balance as a report: accounts by type and group, and a difference that must read zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from rayafin_desktop.engine.report import (
    Cell,
    Report,
    ReportColumn,
    ReportOption,
    ReportRow,
    ReportTable,
    as_parameters,
)
from rayafin_desktop.engine.work import Read

from ..companies.queries import fiscal_year
from ..companies.reporting import as_of_text, company_report
from .balances import balances, turnovers
from .outline import Amounts, Outline
from .queries import accounts
from .roles import AccountType
from .rules import AccountFacts

TYPE_TITLES = {
    AccountType.ASSET: "Assets",
    AccountType.LIABILITY: "Liabilities",
    AccountType.EQUITY: "Equity",
    AccountType.INCOME: "Income",
    AccountType.EXPENSE: "Expenses",
}
COLUMNS = ReportOption(
    "columns", "Columns", (("closing", "Closing"), ("movement", "Opening, movement, closing"))
)
_ONE_DAY = timedelta(days=1)


def trial_balance_report(read: Read, *, as_of: date | None = None, columns: str = "closing") -> ReportTable:
    """The trial balance at the end of a day (today if none is given).

    With `columns="movement"` what stood before the financial year and its debits and credits come first.
    """
    read.actor.require("ledger.read")
    as_of = as_of or read.today
    now = balances(read, as_of)
    start = fiscal_year(read, as_of).starts_on
    with_movement = columns == "movement"
    before = balances(read, start - _ONE_DAY) if with_movement else {}
    moved = turnovers(read, start, as_of) if with_movement else {}
    figures = {
        account_id: [
            *((before.get(account_id, 0), *moved.get(account_id, (0, 0))) if with_movement else ()),
            max(closing, 0),
            max(-closing, 0),
        ]
        for account_id, closing in now.items()
    }
    heads = ["Debit", "Credit"]
    if with_movement:
        heads = [
            "Opening balance", "Debit movement", "Credit movement", "Closing debit", "Closing credit",
        ]  # fmt: skip
    rows, total = _rows(read, figures, len(heads))
    return company_report(
        read,
        title="Trial balance",
        subtitle=as_of_text(read, as_of),
        columns=(
            ReportColumn(key="code", title="Code", kind="code"),
            ReportColumn(key="account", title="Account", grows=True),
            *(ReportColumn(key=head.lower().replace(" ", "_"), title=head, kind="money") for head in heads),
        ),
        rows=rows,
        parameters=as_parameters(as_of=as_of, columns=columns),
        difference_minor=_difference(total),
    )


def _difference(total: Sequence[int]) -> int:
    """Debits less credits, of balances and of movements, and what opening and movement miss of closing."""
    *movement, debit, credit = total
    found = abs(debit - credit)
    if movement:
        opening, debits, credits_ = movement
        found += abs(opening) + abs(debits - credits_)
    return found


def _rows(read: Read, figures: dict[UUID, list[int]], width: int) -> tuple[list[ReportRow], list[int]]:
    def cells(account: AccountFacts | None, name: str, of: Amounts) -> tuple[Cell, ...]:
        # An account has a balance on one side only; sums say what is on either.
        empty = account is not None and not account.is_group
        shown: Sequence[Cell] = [minor or None if empty else minor for minor in of] or [None] * width
        return (account.code if account is not None else None, name, *shown)

    outline = Outline(accounts(read), figures, width, cells)
    total = [0] * width
    rows: list[ReportRow] = []
    for kind, title in TYPE_TITLES.items():
        nodes = [one for one in outline.roots() if one.type is kind]
        part, sums = outline.part(title, nodes, title)
        rows += part
        total = [one + other for one, other in zip(total, sums, strict=True)]
    rows.append(ReportRow(values=(None, "Total", *total), kind="total"))
    return rows, total


REPORTS = (
    Report(
        "trial-balance",
        "Trial balance",
        "ledger.read",
        trial_balance_report,
        purpose="Every account with its balance at the end of a day. Debits and credits must agree.",
        options=(COLUMNS,),
    ),
)
