"""Contracts: their states, what brokerage comes to, when a quantity is delivered. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.quantity import FACTOR, from_scaled
from rayafin_desktop.base.units import POUND_KG, TradeUnit, kg_per

HUNDRED = Fraction(100)
# WCSA by-laws count penalties in points: hundredths of a US cent a pound.
POINT_USD_PER_LB = Fraction(1, 10_000)


class Numbered(StrEnum):
    """What the trade desk numbers."""

    OFFER = "OFFER"
    TRADE = "TRADE"
    DELIVERY = "DELIVERY"
    CLAIM = "CLAIM"


class TradeState(StrEnum):
    """How far a contract has come; OPEN, PART_DELIVERED and DELIVERED follow from its deliveries."""

    OPEN = "OPEN"
    PART_DELIVERED = "PART_DELIVERED"
    DELIVERED = "DELIVERED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    DEFAULTED = "DEFAULTED"


RUNNING = (TradeState.OPEN, TradeState.PART_DELIVERED)
"""Something is still to be delivered."""
FOLLOWS = (TradeState.OPEN, TradeState.PART_DELIVERED, TradeState.DELIVERED)
"""States that follow from what was delivered."""


class BrokerageBasis(StrEnum):
    """Reckoned on what: percent of the goods' value, money per unit of weight or package, a lump."""

    PERCENT = "PERCENT"
    PER_UNIT = "PER_UNIT"
    LUMP = "LUMP"


class BrokerageTrigger(StrEnum):
    """When brokerage is earned."""

    CONTRACT = "CONTRACT"
    DELIVERY = "DELIVERY"


class LotResult(StrEnum):
    """How a lot's test stands against the contract's limits."""

    UNTESTED = "UNTESTED"
    PASSED = "PASSED"
    ALLOWANCE = "ALLOWANCE"
    FAILED = "FAILED"


class LotDecision(StrEnum):
    """What the buyer said of a lot."""

    TAKEN = "TAKEN"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much of a contract's goods there is: kilograms, and packages where they are counted."""

    kg: Decimal = Decimal(0)
    packages: int = 0


def in_unit(
    measure: Measure, unit: TradeUnit, package_kg: Decimal | None, *, agreed: Fraction | None = None
) -> Fraction | None:
    """A measure in the unit of a contract; None where nothing says what one of it weighs.

    Bales and bags are counted. A lorry or a container is what it was agreed to weigh (`package_kg`); any
    other unit weighs what it does exactly, or the `agreed` kilograms.
    """
    if unit in (TradeUnit.BALE, TradeUnit.BAG):
        return Fraction(measure.packages)
    nominal = Fraction(package_kg) if unit.is_count and package_kg is not None else None
    weight = kg_per(unit, agreed=agreed if agreed is not None else nominal)
    return None if not weight else Fraction(measure.kg) / weight


def least(quantity: Decimal, tolerance_percent: Decimal) -> Fraction:
    """The least that fulfils a quantity with a tolerance."""
    return Fraction(quantity) * (HUNDRED - Fraction(tolerance_percent)) / HUNDRED


def most(quantity: Decimal, tolerance_percent: Decimal) -> Fraction:
    """The most that may be delivered of a quantity with a tolerance."""
    return Fraction(quantity) * (HUNDRED + Fraction(tolerance_percent)) / HUNDRED


def state_of(delivered: Fraction | None, is_begun: bool, quantity: Decimal, tolerance: Decimal) -> TradeState:
    """OPEN, PART_DELIVERED or DELIVERED: once the delivered quantity lies within the tolerance.

    A quantity nobody can convert (None) stays PART_DELIVERED until somebody closes the contract.
    """
    if not is_begun:
        return TradeState.OPEN
    if delivered is not None and delivered >= least(quantity, tolerance):
        return TradeState.DELIVERED
    return TradeState.PART_DELIVERED


def brokerage_minor(
    basis: BrokerageBasis,
    rate: Decimal,
    unit: TradeUnit | None,
    *,
    base_minor: int,
    measure: Measure,
    digits: int,
    package_kg: Decimal | None = None,
    agreed: Fraction | None = None,
) -> int:
    """What brokerage of a rate comes to, in minor units, rounded once.

    PERCENT takes `rate` percent of `base_minor`; PER_UNIT `rate` major units for each `unit` in `measure`
    (0 where the unit has no weight); LUMP the rate itself.
    """
    match basis:
        case BrokerageBasis.PERCENT:
            exact = base_minor * Fraction(rate) / HUNDRED
        case BrokerageBasis.PER_UNIT:
            units = None if unit is None else in_unit(measure, unit, package_kg, agreed=agreed)
            exact = (units or Fraction(0)) * Fraction(rate) * 10**digits
        case BrokerageBasis.LUMP:
            exact = Fraction(rate) * 10**digits
    return divide_half_up(exact.numerator, exact.denominator)


def shares_over(shares: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    """The sides whose sub-brokers get more than all of it, with the sum of their percents."""
    sums: dict[str, Decimal] = {}
    for side, percent in shares:
        sums[side] = sums.get(side, Decimal(0)) + percent
    return {side: total for side, total in sums.items() if total > 100}


def to_millionths(exact: Fraction) -> Decimal:
    """An exact weight or quantity at the six decimals that are stored, half away from zero."""
    return from_scaled(divide_half_up(exact.numerator * FACTOR, exact.denominator))


def points_penalty(points: int, price_unit_kg: Fraction) -> Fraction:
    """What points (hundredths of a US cent a pound) are in dollars per price unit of so many kg, exactly."""
    return points * POINT_USD_PER_LB * price_unit_kg / POUND_KG


def invoice_back_minor(
    units: Fraction,
    price: Decimal,
    market_price: Decimal,
    penalty: Fraction,
    *,
    seller_failed: bool,
    digits: int,
) -> int:
    """What the side that failed owes the other for so many price units, rounded once.

    The market's difference to the contract, against the side that failed, and the penalty. Negative where the
    market moved its way by more than the penalty: invoicing back settles that, too.
    """
    rise = Fraction(market_price) - Fraction(price)
    exact = units * ((rise if seller_failed else -rise) + penalty) * 10**digits
    return divide_half_up(exact.numerator, exact.denominator)
