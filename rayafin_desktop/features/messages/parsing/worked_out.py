"""What follows from what was said, by exact arithmetic, and what contradicts itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.units import BALE_KG_NOMINAL, TradeUnit, kg_per

from .reading import Reading

_LORRY_TONNES = (Fraction(8), Fraction(45))


def _decimal(value: Fraction, digits: int) -> Decimal:
    scaled = divide_half_up(value.numerator * 10**digits, value.denominator)
    return Decimal(scaled).scaleb(-digits)


def _unit_kg(unit: str) -> Fraction | None:
    if unit == TradeUnit.BALE:
        return BALE_KG_NOMINAL
    return kg_per(TradeUnit(unit))


def _packed_kg(r: Reading) -> Fraction | None:
    packing = r.get("quantity.packing")
    if not packing:
        return None
    number, unit, *_ = str(packing).split()
    factor = kg_per(TradeUnit(unit.upper()))
    return Fraction(number) * factor if factor is not None else None


def weight_kg(r: Reading) -> Fraction | None:
    """The weight of the quantity in kg; of bales the nominal one; None for loads of unknown weight."""
    value, unit = r.get("quantity.value"), r.get("quantity.unit")
    if value is None or unit is None:
        return None
    each = _packed_kg(r) if unit == TradeUnit.BAG else _unit_kg(unit)
    return Fraction(value) * each if each is not None else None


def work_out(r: Reading) -> None:
    """Estimated weight, value and brokerage; doubts about lorries and press numbers."""
    weight = weight_kg(r)
    if weight is not None and r.get("kind"):
        r.fields["qty_kg_est"] = (
            _decimal(weight, 4).normalize() if weight.denominator != 1 else Decimal(weight.numerator)
        )
        _value(r, weight)
    _doubt_lorries(r, weight)
    _doubt_press(r)


def _value(r: Reading, weight: Fraction) -> None:
    amount, per = r.get("price.amount"), r.get("price.per")
    if amount is None or per is None:
        return
    if r.get("price.type") == "ON_CALL":
        return
    if per == r.get("quantity.unit"):
        value = Fraction(amount) * Fraction(r.get("quantity.value"))
    else:
        per_kg = kg_per(TradeUnit(per))
        if per_kg is None:
            return
        value = Fraction(amount) * weight / per_kg
    if r.get("price.currency") == "USC":
        value /= 100
    r.fields["value_est"] = _decimal(value, 2)
    pct = r.get("brokerage.pct")
    if pct is not None:
        r.fields["brokerage_est"] = _decimal(value * Fraction(pct) / 100, 2)


def _doubt_lorries(r: Reading, weight: Fraction | None) -> None:
    lorries = r.get("quantity.lorries")
    if not lorries or weight is None:
        return
    tonnes = weight / 1000
    if not _LORRY_TONNES[0] <= tonnes / lorries <= _LORRY_TONNES[1]:
        r.warn("message.lorries_do_not_fit", "quantity.lorries", lorries=lorries, tonnes=_decimal(tonnes, 1))


def _doubt_press(r: Reading) -> None:
    count, bales = r.get("press.count_est"), r.get("quantity.value")
    if (
        count is not None
        and bales is not None
        and r.get("quantity.unit") == TradeUnit.BALE
        and count != bales
    ):
        r.warn("message.press_count_differs", "press", count=count, bales=bales)
