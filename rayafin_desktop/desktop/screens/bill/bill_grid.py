"""The line grid of a bill: items at their cost, accounts, and whether the tax is claimed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rayafin_desktop.desktop.screens.invoice.invoice_grid import InvoiceGrid
from rayafin_desktop.desktop.screens.invoice.lines import LineLooks
from rayafin_desktop.desktop.wording import tr

from .lines import COLUMN_OF_FIELD, BillLooks, line_kind


class BillGrid(InvoiceGrid):
    """`lines` is its model."""

    column_of_field = COLUMN_OF_FIELD
    price_key = "cost_price"

    def line_kind(self, looks: LineLooks, create: Callable[[str], object] | None) -> Any:
        """The columns of a bill."""
        if not isinstance(looks, BillLooks):
            raise TypeError("the lines of a bill look at accounts, too")
        return line_kind(looks, self._find, create)

    def name(self) -> str:
        """What the grid is called for those who do not see it."""
        return tr("Bill lines")
