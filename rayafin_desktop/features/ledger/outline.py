"""The chart of accounts as an outline of report rows: groups with their sums, accounts below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from rayafin_desktop.engine.report import Cell, ReportRow

from .rules import AccountFacts, Chart

Amounts = Sequence[int]
"""What an account comes to, one figure for each column, in minor units."""

Cells = Callable[[AccountFacts | None, str, Amounts], tuple[Cell, ...]]
"""The cells of a row: the account (None for sums), its name and its figures."""


class Outline:
    """Report rows of parts of a chart, in the order of codes; what is zero in every column is left out."""

    def __init__(self, chart: Chart, amounts: Mapping[UUID, Amounts], width: int, cells: Cells) -> None:
        self._chart = chart
        self._cells = cells
        self._width = width
        self._below: dict[UUID | None, list[AccountFacts]] = {}
        for account in chart.by_code.values():
            self._below.setdefault(account.parent_id, []).append(account)
        self.totals: dict[UUID, list[int]] = {}
        for account_id, figures in amounts.items():
            at: UUID | None = account_id if any(figures) else None
            while at is not None:
                above = self.totals.setdefault(at, [0] * width)
                for n, minor in enumerate(figures):
                    above[n] += minor
                at = chart.by_id[at].parent_id

    def roots(self) -> list[AccountFacts]:
        """What stands at the top of the chart."""
        return self._below.get(None, [])

    def below(self, account_id: UUID) -> list[AccountFacts]:
        """What stands directly in a group."""
        return self._below.get(account_id, [])

    def rows(self, nodes: Iterable[AccountFacts], indent: int = 1) -> list[ReportRow]:
        """The rows of these accounts and groups and of all below them; a group goes before its members."""
        found: list[ReportRow] = []
        for node in nodes:
            figures = self.totals.get(node.id)
            if figures is None:
                continue
            cells = self._cells(node, node.name, figures)
            if node.is_group:
                found.append(ReportRow(values=cells, kind="group", indent=indent))
                found += self.rows(self.below(node.id), indent + 1)
            else:
                found.append(ReportRow(values=cells, indent=indent, about=("account", node.id)))
        return found

    def sum_of(self, nodes: Iterable[AccountFacts]) -> list[int]:
        """The figures of these accounts and groups together."""
        columns = [0] * self._width
        for node in nodes:
            for n, minor in enumerate(self.totals.get(node.id, ())):
                columns[n] += minor
        return columns

    def part(
        self, title: str, nodes: Sequence[AccountFacts], total: str
    ) -> tuple[list[ReportRow], list[int]]:
        """A section with its rows and its sum; no rows at all where there is nothing in it."""
        rows = self.rows(self.opened(nodes))
        sums = self.sum_of(nodes)
        if not rows:
            return [], sums
        blank = self._cells(None, title, ())
        closing = ReportRow(values=self._cells(None, total, sums), kind="subtotal")
        return [ReportRow(values=blank, kind="section"), *rows, closing], sums

    def opened(self, nodes: Sequence[AccountFacts]) -> Sequence[AccountFacts]:
        """Without the group around everything, which would only repeat the section's name and sum."""
        shown = [node for node in nodes if node.id in self.totals]
        while len(shown) == 1 and shown[0].is_group:
            shown = [node for node in self.below(shown[0].id) if node.id in self.totals]
        return shown
