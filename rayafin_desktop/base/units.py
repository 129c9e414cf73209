"""Units of the commodity trade and what they weigh, exactly.

The pound is 0.45359237 kg (international agreement of 1959) and the candy 784 of them, so a candy is
355.61641808 kg. Tables that round it to 355.62 or to 0.2812 a quintal are wrong by rupees on a lorry.
A bale, a bag, a container and a lorry are counts: what they weigh is known from a weighbridge only, so they
convert into nothing here. The maund differs from place to place; 37.3242 kg (82 2/7 lb) is the usual one.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .money import divide_half_up

POUND_KG = Fraction("0.45359237")
CANDY_KG = 784 * POUND_KG
MAUND_KG = Fraction("37.3242")
BALE_KG_NOMINAL = Fraction(170)  # for estimates only; money never comes from it


class TradeUnit(StrEnum):
    """In what goods are traded and priced."""

    BALE = "BALE"
    CANDY = "CANDY"
    QTL = "QTL"
    MT = "MT"
    KG = "KG"
    MAUND = "MAUND"
    BAG = "BAG"
    LB = "LB"
    FCL = "FCL"
    LORRY = "LORRY"

    @property
    def is_count(self) -> bool:
        """Whether it counts packages or loads and says nothing of weight."""
        return self not in _KG


_KG: Mapping[TradeUnit, Fraction] = {
    TradeUnit.KG: Fraction(1),
    TradeUnit.QTL: Fraction(100),
    TradeUnit.MT: Fraction(1000),
    TradeUnit.LB: POUND_KG,
    TradeUnit.CANDY: CANDY_KG,
    TradeUnit.MAUND: MAUND_KG,
}


def kg_per(unit: TradeUnit, *, agreed: Fraction | None = None) -> Fraction | None:
    """What one of a unit weighs in kg; `agreed` is what a contract or a station says instead.

    None for a count without an agreed weight.
    """
    return agreed if agreed is not None else _KG.get(unit)


def goods_value_minor(weight_kg: Decimal, price: Decimal, per_kg: Fraction, digits: int) -> int:
    """What a weight comes to at a price per unit of `per_kg` kilograms, in minor units, rounded once.

    `digits` are the currency's. 33,850 kg at 61,200 a candy are 5,825,434.08.
    """
    exact = Fraction(weight_kg) * Fraction(price) / per_kg * 10**digits
    return divide_half_up(exact.numerator, exact.denominator)
