"""Units that say the same in other words, so that a rate per candy can be paid on kilograms.

Factors are exact. The candy is 784 lb of 0.45359237 kg, the pound of the international agreement of 1959;
trade tables that round it to 355.62 kg are off by 10 g each. A bale or a bag is a count and no weight:
it converts into nothing.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_MASS = "kg"
_COUNT = "pcs"
_FACTORS: dict[str, tuple[str, Fraction]] = {
    "g": (_MASS, Fraction(1, 1000)),
    "kg": (_MASS, Fraction(1)),
    "qtl": (_MASS, Fraction(100)),
    "t": (_MASS, Fraction(1000)),
    "lb": (_MASS, Fraction("0.45359237")),
    "candy": (_MASS, 784 * Fraction("0.45359237")),
    "pcs": (_COUNT, Fraction(1)),
    "nos": (_COUNT, Fraction(1)),
    "doz": (_COUNT, Fraction(12)),
}


def factor(unit: str, wanted: str) -> Fraction | None:
    """How many `wanted` one `unit` is; None where the one cannot be told in the other."""
    if not wanted or unit.lower() == wanted.lower():
        return Fraction(1)
    ours, theirs = _FACTORS.get(unit.lower()), _FACTORS.get(wanted.lower())
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return None
    return ours[1] / theirs[1]


def converted(quantity: Decimal, unit: str, wanted: str) -> Fraction:
    """A quantity in another unit, exactly; nothing where it cannot be converted."""
    return Fraction(quantity) * (factor(unit, wanted) or 0)
