"""What is not used any more is taken out of use, keeps its past, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.engine.commands import Command
from rayafin_desktop.features.commodities.commands import DeactivateCommodity, ReactivateCommodity
from rayafin_desktop.features.commodities.contract_terms import (
    DeactivateAllowanceTable,
    DeactivateTradeClause,
    ReactivateAllowanceTable,
    ReactivateTradeClause,
    SaveAllowanceTable,
    SaveTradeClause,
    StepInput,
)
from rayafin_desktop.features.commodities.model import AllowanceTable, Commodity, Location, TradeClause
from rayafin_desktop.features.commodities.places import DeactivateLocation, ReactivateLocation
from rayafin_desktop.features.commodities.rules import AllowanceBasis, Direction, TermKind
from tests.books import Office

from .traded import cotton, place


def clause(office: Office) -> UUID:
    return office.do(
        SaveTradeClause(code="LIFT", name="Lifting", kind=TermKind.DELIVERY, text="Lift in 8 days.")
    )


def table(office: Office) -> UUID:
    step = StepInput(
        parameter="moisture_pct",
        direction=Direction.ABOVE,
        step=Decimal("0.5"),
        basis=AllowanceBasis.WEIGHT_PERCENT,
        rate=Decimal("0.5"),
    )
    return office.do(SaveAllowanceTable(name="Cotton", commodity_id=cotton(office), steps=(step,)))


@pytest.mark.parametrize(
    ("make", "kind", "away", "back"),
    [
        (cotton, Commodity, lambda id_: DeactivateCommodity(id=id_), lambda id_: ReactivateCommodity(id=id_)),
        (place, Location, lambda id_: DeactivateLocation(id=id_), lambda id_: ReactivateLocation(id=id_)),
        (
            clause,
            TradeClause,
            lambda id_: DeactivateTradeClause(id=id_),
            lambda id_: ReactivateTradeClause(id=id_),
        ),
        (
            table,
            AllowanceTable,
            lambda id_: DeactivateAllowanceTable(id=id_),
            lambda id_: ReactivateAllowanceTable(id=id_),
        ),
    ],
)
def test_it_is_taken_out_of_use_and_comes_back(
    office: Office,
    make: Callable[[Office], UUID],
    kind: type[Any],
    away: Callable[[UUID], Command[None]],
    back: Callable[[UUID], Command[None]],
) -> None:
    id_ = make(office)

    def is_active() -> bool:
        return bool(office.ask(lambda read: read.get(kind, id_)).is_active)

    assert is_active()
    for _ in range(2):  # saying it twice changes nothing
        office.do(away(id_))
        assert not is_active()
    for _ in range(2):
        office.do(back(id_))
        assert is_active()
