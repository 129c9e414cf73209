"""What a lorry comes to: its weight by the slips, what is taken off, its value, each lot's share. Pure.

Terms of the Gujarat cotton trade: the weight is the average of two weighbridges, 50 kg of tare are taken off
per 100 bales, and up to 50 kg of shortage are allowed. Contracts may say otherwise, so each is a parameter.
All weights are kg as columns keep them (to the milligram); money is rounded once, in `goods_value_minor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rayafin_desktop.base.money import divide_half_up, share
from rayafin_desktop.base.quantity import FACTOR, from_scaled, to_scaled
from rayafin_desktop.base.units import goods_value_minor


class WeighedAt(StrEnum):
    """Whose weighbridge a slip is of."""

    LOADING = "LOADING"
    UNLOADING = "UNLOADING"


class WeightRule(StrEnum):
    """Which slips tell the weight: the mean of all, those of one place, or the lowest of all."""

    AVERAGE = "AVERAGE"
    LOADING = "LOADING"
    UNLOADING = "UNLOADING"
    LOWER = "LOWER"


class DeductionKind(StrEnum):
    """What is taken off the weight."""

    TARE = "TARE"
    SHORTAGE = "SHORTAGE"
    MOISTURE = "MOISTURE"
    QUALITY = "QUALITY"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Slip:
    """A weighbridge slip in kg."""

    at: WeighedAt
    gross_kg: Decimal
    tare_kg: Decimal

    @property
    def net_kg(self) -> Decimal:
        return self.gross_kg - self.tare_kg


@dataclass(frozen=True, slots=True)
class LotShare:
    """What a lot has of a lorry: packages and its share of the billed weight, in kg."""

    packages: int
    weight_kg: Decimal


def net_weight(slips: Sequence[Slip], rule: WeightRule) -> Decimal | None:
    """The net weight by the slips, in kg to the milligram; None where the rule finds no slip."""
    if rule in (WeightRule.LOADING, WeightRule.UNLOADING):
        slips = [slip for slip in slips if slip.at.value == rule.value]
    if not slips:
        return None
    if rule is WeightRule.LOWER:
        return min(slip.net_kg for slip in slips)
    return _to_milligram(sum((Fraction(slip.net_kg) for slip in slips), Fraction(0)) / len(slips))


def tare_kg(packages: int, per_hundred: Decimal) -> Decimal:
    """What the packing of so many packages weighs, pro rata of a weight per hundred."""
    return _to_milligram(Fraction(per_hundred) * packages / 100)


def shortage_kg(slips: Sequence[Slip], most: Decimal) -> Decimal:
    """What the buyer's slips lack against the seller's, at most `most` kg; 0 where one of them is missing."""
    sent = net_weight(slips, WeightRule.LOADING)
    came = net_weight(slips, WeightRule.UNLOADING)
    if sent is None or came is None:
        return Decimal(0)
    return max(Decimal(0), min(sent - came, most))


def billed_weight(net_kg: Decimal, deductions: Sequence[Decimal]) -> Decimal:
    """Net less all deductions; may be negative, which the caller refuses."""
    return net_kg - sum(deductions, Decimal(0))


def lot_shares(billed_kg: Decimal, packages: Sequence[int]) -> list[LotShare]:
    """The billed weight spread over lots by packages; the shares sum to it to the milligram."""
    if not packages:
        return []
    parts = share(to_scaled(billed_kg), packages)
    return [LotShare(count, from_scaled(part)) for count, part in zip(packages, parts, strict=True)]


def pro_rata_minor(total_minor: int, part: Decimal, whole: Decimal) -> int:
    """`total_minor` for `part` of a `whole`, rounded once; 0 of nothing."""
    if not whole:
        return 0
    exact = total_minor * Fraction(part) / Fraction(whole)
    return divide_half_up(exact.numerator, exact.denominator)


@dataclass(frozen=True, slots=True)
class Value:
    """What a lorry is worth, in minor units: `value` = goods - allowance + charges."""

    goods_minor: int
    allowance_minor: int
    charges_minor: int

    @property
    def value_minor(self) -> int:
        return self.goods_minor - self.allowance_minor + self.charges_minor


def value_of(
    billed_kg: Decimal,
    price: Decimal,
    per_kg: Fraction,
    digits: int,
    *,
    allowances: Sequence[int] = (),
    charges: Sequence[int] = (),
) -> Value:
    """The value of a billed weight at a price per `per_kg` kg; an allowance never passes the goods."""
    goods = goods_value_minor(billed_kg, price, per_kg, digits)
    return Value(goods, min(sum(allowances), goods), sum(charges))


def _to_milligram(kg: Fraction) -> Decimal:
    exact = kg * FACTOR
    return from_scaled(divide_half_up(exact.numerator, exact.denominator))


def decimal_text(value: Fraction) -> str:
    """An exact fraction as plain decimal text; ValueError where it has no finite one."""
    digits = 0
    while value.denominator != 1:
        value, digits = value * 10, digits + 1
        if digits > 30:
            raise ValueError("no finite decimal")
    text = f"{value.numerator:0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text
