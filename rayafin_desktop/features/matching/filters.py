"""The hard filters: each answers why two offers do not fit, in words, or an empty text where they do.

Every quality limit is looked at by itself; nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from rayafin_desktop.base.quantity import from_scaled, plain

from ..commodities.rules import Better, PriceType
from ..commodities.terms_reading import price_unit_kg
from .landed import EXPORT, Market, Terms, tax_share


class Filter(StrEnum):
    """What keeps two offers apart."""

    COMMODITY = "COMMODITY"
    SIDE = "SIDE"
    PARTY = "PARTY"
    GSTIN = "GSTIN"
    BLOCKED = "BLOCKED"
    CURRENCY = "CURRENCY"
    TAX = "TAX"
    UNIT = "UNIT"
    QUALITY = "QUALITY"
    QUANTITY = "QUANTITY"
    DELIVERY = "DELIVERY"
    CREDIT = "CREDIT"


class Range(NamedTuple):
    """A quality limit in millionths: the least and the most, None for no bound."""

    least: int | None
    most: int | None


class Measured(NamedTuple):
    """What the commodity says of a parameter: its name, and which value is the better one."""

    name: str
    better: Better


Ranges = Mapping[str, Range]


def ranges_of(text: str) -> Ranges:
    """Limits as `Offer.limits_text` keeps them: `trash_pct::3500000;staple_mm:29000000:`."""
    return dict(map(range_of, filter(None, text.split(";"))))


def range_of(piece: str) -> tuple[str, Range]:
    """One limit of such a text."""
    parameter, least, most = piece.split(":")
    return parameter, Range(int(least) if least else None, int(most) if most else None)


def kind_differs(wanted: tuple[str, str], other: tuple[str, str]) -> str:
    """Variety and crop year, where both sides name them."""
    for word, mine, theirs in zip(("variety", "crop"), wanted, other, strict=True):
        if mine and theirs and mine.casefold() != theirs.casefold():
            return f"{word} {theirs}, not {mine}"
    return ""


def currency_differs(terms: Terms, market: Market) -> str:
    """Prices in two currencies are not compared: today's rate is none for a delivery in two months."""
    return "" if terms.currency == market.currency else f"priced in {terms.currency}, not {market.currency}"


def tax_differs(terms: Terms, mine: Terms, market: Market) -> str:
    """One price for export and one for home, or a price with GST in it whose rate nobody knows."""
    if (
        terms.basis is not None
        and mine.basis is not None
        and (terms.basis in EXPORT) != (mine.basis in EXPORT)
    ):
        return "a price for export against one without" if terms.basis in EXPORT else "no price for export"
    if tax_share(terms, market) is None:
        return "GST is in the price, and the rate of the goods is not known"
    return ""


def unit_differs(terms: Terms, mine: Terms) -> str:
    """Prices that cannot be brought to one unit, or of which one is only a difference to a market's."""
    if (terms.price_type is PriceType.ON_CALL) != (mine.price_type is PriceType.ON_CALL):
        return "one price is on call, the other fixed"
    if price_unit_kg(terms) is None:
        return f"priced per {terms.price_unit.value.lower()}, and nobody said what one weighs"
    return ""


def range_misses(want: Range, have: Range, measured: Measured) -> str:
    """The limit a buyer names that a seller's goods are said to miss; empty where they keep it.

    More than the most does not matter where more is better, nor less than the least where less is.
    """
    least = None if measured.better is Better.LOWER else want.least
    most = None if measured.better is Better.HIGHER else want.most
    too_low = least is not None and _worst_low(have) < least
    too_high = most is not None and _worst_high(have) > most
    if not too_low and not too_high:
        return ""
    return f"{measured.name} {range_words(have)} offered, {range_words(want)} wanted"


_NONE_LOW, _NONE_HIGH = -(10**30), 10**30


def _worst_low(have: Range) -> int:
    """The least the goods may turn out to have; a bare upper bound says nothing of it."""
    if have.least is not None:
        return have.least
    # "Max 28" cannot be more than 28: beyond doubt only where that itself is too low.
    return have.most if have.most is not None else _NONE_HIGH


def _worst_high(have: Range) -> int:
    if have.most is not None:
        return have.most
    return have.least if have.least is not None else _NONE_LOW


def range_words(one: Range) -> str:
    """`29`, `at least 29`, `at most 3.5` or `3.8 to 4.5`."""
    least = None if one.least is None else plain(from_scaled(one.least))
    most = None if one.most is None else plain(from_scaled(one.most))
    if least == most:
        return least or "anything"
    if least is None:
        return f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"


Window = tuple[date | None, date | None]


def window_misses(wanted: Window, other: Window) -> str:
    """Delivery windows that do not meet; an open end has no end."""
    (begins, ends), (other_begins, other_ends) = wanted, other
    if ends is not None and other_begins is not None and other_begins > ends:
        return f"not before {other_begins:%d %b %Y}, wanted until {ends:%d %b %Y}"
    if begins is not None and other_ends is not None and other_ends < begins:
        return f"only until {other_ends:%d %b %Y}, wanted from {begins:%d %b %Y}"
    return ""


class Wanted(NamedTuple):
    """A quantity in millionths of a unit: the least and the most with its tolerance, and what was said."""

    least: int
    said: int
    most: int


def open_limits(wanted: Ranges, offered: Ranges) -> Sequence[str]:
    """Parameters with a limit on one side that the other says nothing of."""
    return [parameter for parameter in wanted if parameter not in offered]


def as_millionths(value: Decimal) -> int:
    """A Decimal of at most six decimals as its stored integer."""
    return int(value.scaleb(6))
