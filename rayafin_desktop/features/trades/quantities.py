"""How much of a contract is delivered, in its own unit and by the weight it agreed for that unit."""

from __future__ import annotations

from fractions import Fraction

from rayafin_desktop.base.units import TradeUnit

from ..commodities.terms_reading import agreed_kg
from .model import Trade
from .rules import Measure, in_unit


def agreed_weight(trade: Trade, unit: TradeUnit | None) -> Fraction | None:
    """What the contract agreed a unit to weigh in kg; None where it agreed nothing for this one."""
    return agreed_kg(trade.kg_per_price_unit) if unit is trade.price_unit else None


def delivered_quantity(trade: Trade) -> Fraction | None:
    """What is delivered of a contract in its unit; None where nothing says what one of it weighs."""
    measure = Measure(kg=trade.delivered_kg, packages=trade.delivered_packages)
    return in_unit(measure, trade.unit, trade.package_kg, agreed=agreed_weight(trade, trade.unit))
