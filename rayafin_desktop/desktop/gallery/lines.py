"""The lines of an invented invoice, for the grid of the gallery and its tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rayafin_desktop.base.money import multiply, to_minor
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import LineColumn, LineKind, Refused

from .samples import ITEMS, SampleBackend


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line: item, quantity, rate, tax."""

    item: int | None = None
    name: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    rate: Decimal | None = None
    tax: Decimal | None = None

    @property
    def net(self) -> int | None:
        """The amount in minor units, None while something is missing."""
        if self.quantity is None or self.rate is None:
            return None
        return to_minor(multiply(self.quantity, self.rate))


def _put_item(line: SampleLine, value: Any) -> SampleLine:
    if isinstance(value, str):
        found = next((item for item in ITEMS if item.name.lower() == value.strip().lower()), None)
        if not value.strip():
            return replace(line, item=None, name="")
        if found is None:
            raise Refused("No such item. Press Alt+C to create it")
    else:
        found = value.row
    quantity = line.quantity if line.quantity is not None else Decimal(1)
    return SampleLine(found.id, found.name, quantity, found.unit, found.rate, found.tax)


def _put_quantity(line: SampleLine, value: Decimal | None) -> SampleLine:
    if value is not None and value < 0:
        raise Refused("A quantity is not negative. Make a credit note instead")
    return replace(line, quantity=value)


def sample_lines(create: Callable[[str], object] | None = None) -> LineKind[SampleLine]:
    """The columns of the invented invoice."""
    backend = SampleBackend()

    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        show(backend.suggestions("items", text, 6))

    return LineKind(
        columns=(
            LineColumn(key="#", title="#", get=lambda _: None, width=44, kind="dim"),
            LineColumn(
                key="item", title="Item", get=lambda line: line.name, put=_put_item, stretch=True, lookup=True
            ),
            LineColumn(
                key="quantity", title="Qty", get=lambda line: line.quantity, put=_put_quantity,
                kind="qty", decimals=3, most=3,
            ),
            LineColumn(key="unit", title="Unit", get=lambda line: line.unit, kind="dim", width=64),
            LineColumn(
                key="rate", title="Rate", get=lambda line: line.rate,
                put=lambda line, value: replace(line, rate=value), kind="rate", decimals=2, width=104,
            ),
            LineColumn(key="tax", title="Tax", get=lambda line: line.tax, kind="percent", width=72),
            LineColumn(key="net", title="Amount", get=lambda line: line.net, kind="money", width=124),
        ),
        blank=SampleLine,
        is_blank=lambda line: line == SampleLine(),
        find=find,
        create=create,
    )  # fmt: skip


def three_lines() -> list[SampleLine]:
    """The lines of picture 04."""
    return [
        SampleLine(4, "Cotton yarn 30s combed", Decimal(1200), "kg", Decimal("284.50"), Decimal(5)),
        SampleLine(7, "Cotton bales S-6, lot 118", Decimal(85), "bale", Decimal(26450), Decimal(5)),
        SampleLine(6, "Freight, Guntur to Mysuru", Decimal(1), "trip", Decimal(18500), Decimal(12)),
    ]
