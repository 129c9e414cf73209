"""Lots of goods, their tests, and how much of them is spoken for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    Length,
    Name,
    Note,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part


class LotState(StrEnum):
    """Whether a lot may still be offered; SOLD follows from what was delivered."""

    OPEN = "OPEN"
    SOLD = "SOLD"
    WITHDRAWN = "WITHDRAWN"


@entity(
    "lots",
    unique=[("party_id", "lot_no", "crop_year")],
    where={("party_id", "lot_no", "crop_year"): "deleted_at IS NULL"},
    indexes=[("commodity_id", "state"), ("lot_no", "id"), ("expires_on", "id")],
    checks={
        "packages": "packages > 0",
        "taken": "reserved >= 0 AND delivered >= 0 AND reserved + delivered <= packages",
        "press": "press_from IS NULL OR press_to >= press_from",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Lot(Entity):
    """Bales or bags of one seller that are tested and sold together; our own where `party_id` is None.

    `reserved` and `delivered` are packages, maintained by `lots.reserving`; what is left is available.
    `weight_kg` is the whole lot's net weight where it is known. `price` is what is asked, per `price_unit`.
    """

    lot_no: Code
    party_id: Annotated[UUID | None, References("parties")] = None
    commodity_id: Annotated[UUID, References("commodities")]
    variety: Code = ""
    grade: Code = ""
    crop_year: Annotated[str, Length(9)] = ""
    gin: Name = ""
    location_id: Annotated[UUID | None, References("locations")] = None
    packages: Count
    package_unit: TradeUnit = TradeUnit.BALE
    weight_kg: Quantity | None = None
    press_from: Count | None = None
    press_to: Count | None = None
    price: Rate | None = None
    price_unit: TradeUnit | None = None
    currency: Currency
    ready_on: date | None = None
    expires_on: date | None = None
    state: LotState = LotState.OPEN
    reserved: Count = 0
    delivered: Count = 0
    notes: Note = ""

    @property
    def available(self) -> int:
        """Packages nobody has taken or been promised; none of a withdrawn lot."""
        return 0 if self.state is LotState.WITHDRAWN else self.packages - self.reserved - self.delivered


@entity("lot_tests", indexes=[("lot_id", "tested_on", "id")])
@dataclass(frozen=True, kw_only=True, slots=True)
class LotTest(Entity):
    """A test of a lot by a laboratory; the newest one not withdrawn counts. `corrected` says how often."""

    lot_id: Annotated[UUID, References("lots")]
    tested_on: date
    sampled_on: date | None = None
    lab: Name = ""
    lab_id: Annotated[UUID | None, References("parties")] = None
    sample_no: Code = ""
    report_no: Code = ""
    note: Note = ""
    corrected: Count = 0


@part("lot_test_values", of=LotTest, kind="lot_test_value")
@dataclass(frozen=True, kw_only=True, slots=True)
class LotTestValue(Part):
    """One measured value; `parameter` as the commodity names it (staple_mm)."""

    lot_test_id: UUID
    parameter: Code
    value: Quantity
