"""The charges of a lorry: as many lines as there are, added to the bill or with a minus taken off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QAbstractItemView

from rayafin_desktop.desktop.grid.line_columns import LineColumn, LineKind
from rayafin_desktop.desktop.grid.line_grid import LineGrid
from rayafin_desktop.desktop.grid.line_model import LineModel
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.features.deliveries.content import ChargeContent

_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """A charge as typed; `amount` in major units of the contract's currency, less than zero is taken off."""

    name: str = ""
    amount: Decimal | None = None


class ChargeGrid(LineGrid[Any]):
    """Any number of charges by keyboard; the grid is as tall as its lines."""

    def __init__(self, workspace: Workspace) -> None:
        self.lines: LineModel[Any] = LineModel(_kind(), workspace.formats)
        super().__init__(self.lines, tr("Charges"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.clearSelection()
        self.lines.lines_changed.connect(self._fit)
        self._fit()

    def contents(self) -> tuple[ChargeContent, ...]:
        """What is typed, line by line; a line without an amount is one of nothing, which saving refuses."""
        return tuple(
            ChargeContent(name=one.name, amount=one.amount if one.amount is not None else Decimal(0))
            for one in self.lines.lines()
        )

    def show_problem(self, field: str, sentence: str) -> bool:
        """Put a problem of `charges.<line>.<name>` at its cell; False where it is of another field."""
        parts = field.split(".")
        if len(parts) < 2 or parts[0] != "charges" or int(parts[1]) >= len(self.lines.lines()):
            return False
        column = _COLUMNS.index(parts[2]) if len(parts) > 2 and parts[2] in _COLUMNS else 0
        self.lines.set_errors({**self.lines.refusals, (int(parts[1]), column): sentence})
        return True

    def _fit(self) -> None:
        self.setFixedHeight(self.height_for(max(_LEAST, len(self.lines.lines()) + 1)))


_COLUMNS = ("name", "amount")


def _kind() -> LineKind[Any]:
    return LineKind(
        columns=(
            LineColumn(
                key="name",
                title="Name",
                get=lambda line: line.name,
                put=lambda line, value: replace(line, name=str(value).strip()),
                stretch=True,
            ),
            LineColumn(
                key="amount",
                title="Amount",
                get=lambda line: line.amount,
                put=lambda line, value: replace(line, amount=value),
                kind="rate",
                width=160,
            ),
        ),
        blank=ChargeLine,
        is_blank=lambda line: line == ChargeLine(),
    )
