"""Rows and columns that reports over accounts share: code, name, and a figure for each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rayafin_desktop.engine.report import Cell, ReportColumn, ReportRow, RowKind

from ..ledger.outline import Amounts
from ..ledger.rules import AccountFacts


def account_columns(heads: Sequence[str]) -> tuple[ReportColumn, ...]:
    """Code, account and a money column for each head."""
    money = (ReportColumn(key=f"amount{n or ''}", title=head, kind="money") for n, head in enumerate(heads))
    code = ReportColumn(key="code", title="Code", kind="code")
    return (code, ReportColumn(key="account", title="Account", grows=True), *money)


def account_cells(width: int) -> Callable[[AccountFacts | None, str, Amounts], tuple[Cell, ...]]:
    """How an outline of accounts writes its cells under `account_columns` of `width` heads."""

    def cells(account: AccountFacts | None, name: str, figures: Amounts) -> tuple[Cell, ...]:
        code = account.code if account is not None else None
        return (code, name, *(figures or (None,) * width))

    return cells


def account_row(
    name: str, figures: Amounts, width: int, kind: RowKind = "line", indent: int = 0, report: str = ""
) -> ReportRow:
    """A row that is no account's, such as a sum; `report` opens another report."""
    return ReportRow(
        values=account_cells(width)(None, name, figures), kind=kind, indent=indent, report=report
    )
