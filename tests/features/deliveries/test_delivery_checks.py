"""`verify` finds what no longer adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from rayafin_desktop.features.deliveries.model import Delivery, DeliveryLot
from rayafin_desktop.features.lots.model import Lot
from rayafin_desktop.features.trades.model import Trade
from tests.books import Office

from .lorry import desk, faults


@pytest.mark.parametrize(
    ("table", "values", "check"),
    [
        (Delivery, {"value_minor": 1}, "deliveries"),
        (Delivery, {"net_kg": Decimal(1)}, "deliveries"),
        (DeliveryLot, {"weight_kg": Decimal(1)}, "deliveries"),
        (Trade, {"delivered_kg": Decimal(1)}, "delivered_to_trades"),
        (Lot, {"reserved": 150, "delivered": 50}, "lots_taken"),
    ],
)
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_what_was_changed_behind_the_programs_back_is_found(
    office: Office, table: Any, values: dict[str, Any], check: str
) -> None:
    d = desk(office)
    d.deliver(d.contract((d.lot(), 200)))
    assert faults(office) == []
    with office.app.database.write() as connection:
        connection.execute(update(table.mapping.table).values(**values))
    assert check in {fault.partition(":")[0] for fault in faults(office)}
