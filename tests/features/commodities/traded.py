"""Short builders for tests of the trade: a commodity, a place, terms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.commands import ParameterInput, SaveCommodity, VarietyInput
from rayafin_desktop.features.commodities.places import SaveLocation
from rayafin_desktop.features.commodities.rules import Better
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.commodities.terms_reading import resolved_terms
from tests.books import Office


def cotton(office: Office, code: str = "COTTON", **values: Any) -> UUID:
    """Cotton, in bales of nominally 170 kg at prices a candy."""
    fields: dict[str, Any] = {
        "code": code,
        "name": "Cotton lint",
        "unit": TradeUnit.BALE,
        "price_unit": TradeUnit.CANDY,
        "package_unit": TradeUnit.BALE,
        "package_kg": Decimal(170),
        "parameters": (
            ParameterInput(code="staple_mm", unit="mm", better=Better.HIGHER, usual_min=Decimal(22)),
            ParameterInput(code="moisture_pct", unit="%", better=Better.LOWER, usual_max=Decimal("9.5")),
        ),
        "varieties": (VarietyInput(name="SHANKAR-6", also="S-6, Sankar 6"), VarietyInput(name="MCU-5")),
    }
    return office.do(SaveCommodity(**fields | values))


def chana(office: Office, **values: Any) -> UUID:
    """Chana, in quintals at prices a quintal."""
    fields: dict[str, Any] = {"code": "CHANA", "name": "Chana", "varieties": (VarietyInput(name="DESI"),)}
    return office.do(SaveCommodity(**fields | values))


def place(office: Office, name: str = "Guntur", **values: Any) -> UUID:
    return office.do(SaveLocation(name=name, **values))


def resolved(office: Office, content: TermsContent) -> tuple[dict[str, Any], list[Problem]]:
    """The columns the content is made, and what is wrong with it."""
    problems = Problems()
    with office.app.read(office.owner) as read:
        values = resolved_terms(read, content, problems)
    return values, list(problems._found)
