"""Quantities, unit prices and rates: exact Decimals, stored as scaled integers.

Six decimals are kept for quantities, prices, percent and exchange rates (rules.md R1). A value with
more is refused at the door rather than rounded behind the user's back.
"""

from __future__ import annotations

from decimal import Decimal

from .money import EXACT

SCALE = 6
FACTOR = 10**SCALE
# A signed 64-bit integer holds 12 digits before the point at 6 decimals.
LARGEST = Decimal("999999999999.999999")


def to_scaled(value: Decimal) -> int:
    """A Decimal with at most six decimals to its stored integer; more decimals raise ValueError."""
    if not (value.is_finite() and -LARGEST <= value <= LARGEST):
        raise ValueError(f"{value} is out of range")
    moved = value.scaleb(SCALE, EXACT)
    stored = int(moved)
    if stored != moved:
        raise ValueError(f"{value} has more than {SCALE} decimals")
    return stored


def from_scaled(stored: int) -> Decimal:
    """A stored integer to its Decimal, without trailing zeros: 1500000 -> Decimal('1.5')."""
    whole, rest = divmod(abs(stored), FACTOR)
    if not rest:
        return Decimal(-whole if stored < 0 else whole)
    value = Decimal(f"{whole}.{rest:06d}".rstrip("0"))
    return -value if stored < 0 else value


def plain(value: Decimal) -> str:
    """A Decimal as plain digits, no exponent and no trailing zeros: '1200', '0.5'; equal values alike."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
