"""The soft score of an offer that passed every filter: 0 to 100, in parts that add up to it.

Price 55 (landed, so that days of credit and freight are in it), quality 15, delivery 10, reliability 10, lot
size 10. All in whole points, rounded half up.
"""

from __future__ import annotations

from rayafin_desktop.base.quantity import FACTOR

from ..commodities.rules import Better, Side
from .filters import Measured, Range, Wanted, Window

PRICE, QUALITY, DELIVERY, RELIABILITY, LOT_SIZE = 55, 15, 10, 10, 10
# Full points for a landed price this much better than one's own, none for this much worse; half for the same.
BAND_PERCENT = 5
# What lies this far inside a limit gets full points for it.
MARGIN_PERCENT = 10


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number of a fraction that is not negative, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def price_points(landed: int, reference: int, side: Side) -> int:
    """0 to 55 for a landed price against one's own, both in the same small unit.

    The edge is signed: for a buyer cheaper is better, a bargain gets the full points.
    """
    if reference <= 0:
        return half_up(PRICE, 2)
    base, slope, per = price_line(reference, side)
    return min(max((base + slope * landed) // per, 0), PRICE)


def price_line(reference: int, side: Side) -> tuple[int, int, int]:
    """The straight line of the points over the landed price: (base + slope x landed) // per, before 0 and 55.

    55 x (1 + edge / (5 % of the reference)) / 2, rounded half up.
    """
    per = 4 * reference * BAND_PERCENT
    slope = 2 * PRICE * 100
    worth = 2 * PRICE * reference * BAND_PERCENT + per // 2
    if side is Side.BUY:
        return worth + slope * reference, -slope, per
    return worth - slope * reference, slope, per


OPEN_PART, MET_PART, FULL_PART = 100, 200, 400
"""Of a limit's full points: a quarter while nobody says how it is met, half when it is just met."""


def quality_points(parts: int, limits: int) -> int:
    """0 to 15 for the `limit_part`s of all limits a buyer names; 8 where it names none."""
    return half_up(QUALITY * parts, FULL_PART * limits) if limits else half_up(QUALITY, 2)


def limit_part(want: Range, have: Range, measured: Measured) -> int:
    """200 for a limit that is just met to 400 for one that is met with a margin of 10 percent."""
    better = measured.better
    inside = []
    if want.least is not None and have.least is not None and better is not Better.LOWER:
        inside.append((have.least - want.least, want.least))
    if want.most is not None and have.most is not None and better is not Better.HIGHER:
        inside.append((want.most - have.most, want.most))
    if not inside:
        return MET_PART
    margin, of = min(inside)
    if of <= 0 or margin <= 0:
        return FULL_PART if margin > 0 else MET_PART
    return min(MET_PART + half_up(MET_PART * 100 * margin, of * MARGIN_PERCENT), FULL_PART)


def delivery_points(wanted: Window, other: Window) -> int:
    """0 to 10 for how much of the wanted days the other side's cover; 5 while a side leaves its days open."""
    begins, ends = wanted
    other_begins, other_ends = other
    if ends is None or (begins is None and other_begins is None) or other_ends is None:
        return DELIVERY // 2
    first = begins or other_begins
    assert first is not None  # noqa: S101 - one of the two is there, see above
    days = (ends - first).days + 1
    covered = (min(ends, other_ends) - max(first, other_begins or first)).days + 1
    return half_up(DELIVERY * max(covered, 0), max(days, 1)) if days > 0 else DELIVERY


def reliability_points(kept: int, failed: int, claims: int = 0) -> int:
    """0 to 10 by past contracts: those it kept against those it failed; 5 where there are none.

    A claim it had to allow counts half a failed contract: the goods came, and not as they were sold.
    """
    return half_up(2 * RELIABILITY * (kept + 1), 2 * (kept + failed + 2) + claims)


def lot_points(quantity: int, tolerance: int, wanted: Wanted, least_percent: int) -> int:
    """0 to 10 for how near a quantity is to what is wanted, both in millionths of one unit.

    -1 (no match) where the two neither meet within their tolerances (millionths of a percent) nor the one is
    at least `least_percent` of the other.
    """
    least, said, most = wanted
    if least <= quantity <= most:
        return LOT_SIZE
    small, large = (quantity, said) if quantity < said else (said, quantity)
    if small * 100 < large * least_percent:
        part = quantity * tolerance // _WHOLE
        if quantity - part > most or quantity + part < least:
            return -1
    return half_up(LOT_SIZE * small, large) if large else 0


_WHOLE = 100 * FACTOR


UNSAID_LOT = 3
"""Points for a quantity nobody named."""
