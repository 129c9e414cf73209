"""What was entered of an offer or a contract, made the columns of `TradeTerms`; and what they weigh and cost.

Nothing that was not said is made up but what the commodity usually is in: unit, price unit, currency,
tolerance, the weight of a package and the weight contracts reckon a price unit at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.money import currency_digits, divide_half_up
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.base.units import TradeUnit, kg_per
from rayafin_desktop.engine.entity import Entity
from rayafin_desktop.engine.work import Read

from ..companies.commands import own_company
from .model import Commodity, Location
from .queries import commodities, locations, variety_called
from .rules import PARAMETER, PriceType
from .terms import LimitContent, TermsContent, TradeTerms

TERMS = tuple(
    one.name for one in fields(TradeTerms) if one.name not in {kept.name for kept in fields(Entity)}
)
"""The columns of `TradeTerms`, without those of every entity."""

LONGEST_CREDIT_DAYS = 3650
HUNDRED = Decimal(100)
_CROP_YEAR = re.compile(r"\d{4}(-\d{2}(\d{2})?)?")


class Terms(Protocol):
    """What of terms their weight and value follow from; `TradeTerms` and all that extend it have it."""

    @property
    def quantity(self) -> Decimal | None: ...
    @property
    def unit(self) -> TradeUnit: ...
    @property
    def package_kg(self) -> Decimal | None: ...
    @property
    def price(self) -> Decimal | None: ...
    @property
    def price_unit(self) -> TradeUnit: ...
    @property
    def kg_per_price_unit(self) -> str: ...
    @property
    def price_type(self) -> PriceType | None: ...
    @property
    def currency(self) -> str: ...


def resolved_terms(work: Read, content: TermsContent, problems: Problems) -> dict[str, Any]:
    """The columns of `TradeTerms` for what was entered; what is wrong goes to `problems` (`terms.*`).

    Left out units, currency, tolerance and weights are the commodity's (the company's currency). A maund
    weighs what it weighs at the origin station. A variety takes the name the commodity gives it. Empty
    where the commodity is unknown. Limits are checked but are no columns: they are parts of their own.
    """
    commodity = commodities(work).get(content.commodity_id)
    if commodity is None:
        problems.add("terms.commodity_unknown", "commodity_id")
        return {}
    origin = _place(work, content.origin_id, "origin_id", problems)
    _place(work, content.destination_id, "destination_id", problems)
    unit = content.unit or commodity.unit
    price_unit = content.price_unit or commodity.price_unit
    variety = content.variety.strip()
    values: dict[str, Any] = {name: getattr(content, name) for name in TERMS} | {
        "variety": variety_called(work, commodity.id, variety) or variety,
        "grade": content.grade.strip(),
        "crop_year": content.crop_year.strip(),
        "packing": content.packing.strip(),
        "unit": unit,
        "price_unit": price_unit,
        "currency": content.currency.strip().upper() or own_company(work).currency,
        "tolerance_percent": commodity.tolerance_percent
        if content.tolerance_percent is None
        else content.tolerance_percent,
        "package_kg": _package_kg(commodity, content, unit, price_unit),
        "kg_per_price_unit": _agreed(commodity, content, price_unit, origin),
    }
    _check_amounts(values, problems)
    _check_texts(values, problems)
    _check_days(values, problems)
    check_limits(content.limits, problems)
    return values


def _package_kg(
    commodity: Commodity, content: TermsContent, unit: TradeUnit, price_unit: TradeUnit
) -> Decimal | None:
    counted = unit if unit.is_count else price_unit
    if content.package_kg is not None or commodity.package_unit is not counted:
        return content.package_kg
    return commodity.package_kg


def _agreed(
    commodity: Commodity, content: TermsContent, price_unit: TradeUnit, origin: Location | None
) -> str:
    said = content.kg_per_price_unit.strip()
    if said:
        return said
    if price_unit is TradeUnit.MAUND and origin is not None and origin.maund_kg is not None:
        return plain(origin.maund_kg)
    return commodity.kg_per_price_unit if price_unit is commodity.price_unit else ""


def _place(read: Read, id_: UUID | None, field: str, problems: Problems) -> Location | None:
    found = None if id_ is None else locations(read).get(id_)
    if id_ is not None and found is None:
        problems.add("terms.location_unknown", field)
    return found


def _check_amounts(values: dict[str, Any], problems: Problems) -> None:
    quantity, price = values["quantity"], values["price"]
    if quantity is not None and problems.require(quantity > 0, "terms.quantity", "quantity"):
        whole = not values["unit"].is_count or quantity == quantity.to_integral_value()
        problems.require(whole, "terms.packages_not_whole", "quantity", unit=values["unit"].value)
    on_call = values["price_type"] is PriceType.ON_CALL  # then it is a difference to a market's price
    problems.require(price is None or price > 0 or on_call, "terms.price", "price")
    for name in ("package_kg", "lorries"):
        problems.require(values[name] is None or values[name] > 0, f"terms.{name}", name)
    for name in ("tolerance_percent", "advance_percent", "discount_percent"):
        value = values[name]
        problems.require(value is None or 0 <= value <= HUNDRED, "terms.percent", name)
    if values["kg_per_price_unit"]:
        weight = agreed_kg(values["kg_per_price_unit"])
        problems.require(weight is not None, "terms.kg_per_price_unit", "kg_per_price_unit")


def _check_texts(values: dict[str, Any], problems: Problems) -> None:
    currency, crop = values["currency"], values["crop_year"]
    is_currency = len(currency) == 3 and currency.isascii() and currency.isalpha()
    problems.require(is_currency, "terms.currency", "currency", currency=currency)
    problems.require(not crop or _CROP_YEAR.fullmatch(crop), "terms.crop_year", "crop_year")
    for name, longest in (("variety", 40), ("grade", 40), ("packing", 200)):
        problems.require(len(values[name]) <= longest, "terms.too_long", name, limit=longest)


def _check_days(values: dict[str, Any], problems: Problems) -> None:
    begins: date | None = values["delivery_from"]
    ends: date | None = values["delivery_to"]
    if begins is not None and ends is not None:
        problems.require(begins <= ends, "terms.delivery_window", "delivery_to")
    days = values["payment_days"]
    problems.require(days is None or 0 <= days <= LONGEST_CREDIT_DAYS, "terms.payment_days", "payment_days")


def check_limits(limits: Sequence[LimitContent], problems: Problems, field: str = "limits") -> None:
    """Quality limits: each parameter once, by a name like `staple_mm`, with a least, a most or both."""
    seen: set[str] = set()
    for at, one in enumerate(limits):
        where = f"{field}.{at}."
        known = PARAMETER.fullmatch(one.parameter)
        problems.require(known, "terms.parameter", f"{where}parameter", parameter=one.parameter)
        problems.require(
            one.parameter not in seen, "terms.limit_twice", f"{where}parameter", parameter=one.parameter
        )
        seen.add(one.parameter)
        low, high = one.min_value, one.max_value
        if low is None and high is None:
            problems.add("terms.limit_empty", f"{where}min_value", parameter=one.parameter)
        elif low is not None and high is not None:
            problems.require(low <= high, "terms.limit_order", f"{where}max_value", parameter=one.parameter)


def agreed_kg(text: str) -> Fraction | None:
    """An agreed weight as it is written (`355.62`), in kg; None where it is no positive decimal."""
    if not re.fullmatch(r"\d{1,12}(\.\d{1,16})?", text.strip()):
        return None
    weight = Fraction(text.strip())
    return weight if weight > 0 else None


def price_unit_kg(terms: Terms) -> Fraction | None:
    """What a price unit weighs in kg: as agreed, else exactly; the package's weight for a price per count.

    None for a price per count of which no weight is known.
    """
    agreed = agreed_kg(terms.kg_per_price_unit)
    is_package = terms.price_unit.is_count and (terms.price_unit is terms.unit or not terms.unit.is_count)
    if agreed is None and is_package and terms.package_kg is not None:
        agreed = Fraction(terms.package_kg)
    return kg_per(terms.price_unit, agreed=agreed)


def estimated_kg(terms: Terms) -> Fraction | None:
    """What the quantity weighs in kg, for a count by the nominal weight of a package.

    None without a quantity or such a weight. Of a count it is an estimate: a weighbridge says the rest.
    """
    if terms.quantity is None:
        return None
    if terms.unit is terms.price_unit:
        each = price_unit_kg(terms)
    elif terms.unit.is_count:
        each = None if terms.package_kg is None else Fraction(terms.package_kg)
    else:
        each = kg_per(terms.unit)
    return None if each is None else Fraction(terms.quantity) * each


def estimated_value_minor(terms: Terms) -> int | None:
    """What the quantity comes to at the price, in minor units of the terms' currency, rounded once.

    None without a quantity, a price or a weight, and for a price that is only a difference (on call).
    """
    if terms.quantity is None or terms.price is None or terms.price_type is PriceType.ON_CALL:
        return None
    if terms.unit is terms.price_unit:
        units: Fraction | None = Fraction(terms.quantity)
    else:
        weight, each = estimated_kg(terms), price_unit_kg(terms)
        units = None if weight is None or each is None else weight / each
    if units is None:
        return None
    exact = units * Fraction(terms.price) * 10 ** currency_digits(terms.currency)
    return divide_half_up(exact.numerator, exact.denominator)
