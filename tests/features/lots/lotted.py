"""Short builders for tests of lots: cotton as it is measured, a ginner, a lot, a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.commands import ParameterInput, SaveCommodity, VarietyInput
from rayafin_desktop.features.commodities.rules import Better
from rayafin_desktop.features.lots.commands import SaveLot
from rayafin_desktop.features.lots.lab import AddLotTest
from rayafin_desktop.features.lots.model import Lot
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office

TODAY = date(2026, 11, 21)  # the day of the tests' clock
GOOD = "staple 29.2, mic 4.1, strength 29.8, trash 2.9, moisture 7.8, rd 77.4, +b 8.6"


def cotton(office: Office, **values: Any) -> UUID:
    """Cotton in bales of nominally 170 kg at prices a candy, measured by seven parameters."""
    parameters: tuple[tuple[str, str, str, Better, str | None, str], ...] = (
        ("staple_mm", "Staple", "mm", Better.HIGHER, "22", "34"),
        ("micronaire", "Micronaire", "", Better.WITHIN, "2.5", "6"),
        ("strength_gpt", "Strength", "g/tex", Better.HIGHER, "22", "35"),
        ("trash_pct", "Trash", "%", Better.LOWER, None, "5"),
        ("moisture_pct", "Moisture", "%", Better.LOWER, "6", "9.5"),
        ("rd", "Rd", "", Better.HIGHER, "60", "85"),
        ("plus_b", "+b", "", Better.LOWER, None, "14"),
    )
    fields: dict[str, Any] = {
        "code": "COTTON",
        "name": "Cotton lint",
        "unit": TradeUnit.BALE,
        "price_unit": TradeUnit.CANDY,
        "package_unit": TradeUnit.BALE,
        "package_kg": Decimal(170),
        "parameters": tuple(
            ParameterInput(
                code=code,
                name=name,
                unit=unit,
                better=better,
                usual_min=None if low is None else Decimal(low),
                usual_max=Decimal(high),
            )
            for code, name, unit, better, low, high in parameters
        ),
        "varieties": (VarietyInput(name="SHANKAR-6", also="S-6, Sankar 6"),),
    }
    return office.do(SaveCommodity(**fields | values))


def ginner(office: Office, name: str = "Balaji Ginning", **values: Any) -> UUID:
    """A seller of cotton in Gujarat."""
    return office.do(SaveParty(name=name, is_supplier=True, state="24", **values))


def lot(office: Office, commodity_id: UUID, lot_no: str = "27/A", packages: int = 100, **values: Any) -> UUID:
    """A lot with press numbers that count as many bales as it has."""
    fields: dict[str, Any] = {
        "lot_no": lot_no,
        "commodity_id": commodity_id,
        "packages": packages,
        "press_from": 12451,
        "press_to": 12450 + packages,
    }
    return office.do(SaveLot(**fields | values))


def measured(office: Office, lot_id: UUID, readings: str = GOOD, on: date = TODAY, **values: Any) -> UUID:
    """A test of a lot."""
    return office.do(AddLotTest(lot_id=lot_id, tested_on=on, readings=readings, **values))


def read_lot(office: Office, lot_id: UUID) -> Lot:
    with office.app.read(office.owner) as read:
        return read.get(Lot, lot_id)
