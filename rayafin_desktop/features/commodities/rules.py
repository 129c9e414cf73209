"""The words of the trade: sides, bases, payments, and which measured value of a lot is the better one."""

from __future__ import annotations

import re
from enum import StrEnum


class Side(StrEnum):
    """Who somebody is in a trade."""

    BUY = "BUY"
    SELL = "SELL"

    @property
    def other(self) -> Side:
        return Side.SELL if self is Side.BUY else Side.BUY


class DeliveryBasis(StrEnum):
    """Where the price holds: up to there the seller pays the carriage."""

    EX_GIN = "EX_GIN"
    EX_WAREHOUSE = "EX_WAREHOUSE"
    EX_PLANT = "EX_PLANT"
    FOR = "FOR"
    DELIVERED = "DELIVERED"
    SPOT = "SPOT"
    FOB = "FOB"
    CIF = "CIF"
    CNF = "CNF"
    CPT = "CPT"
    ICE = "ICE"

    @property
    def seller_pays_freight(self) -> bool:
        """Whether carriage to the buyer's place is in the price."""
        return self in (
            DeliveryBasis.FOR,
            DeliveryBasis.DELIVERED,
            DeliveryBasis.CIF,
            DeliveryBasis.CNF,
            DeliveryBasis.CPT,
        )


class PaymentType(StrEnum):
    """How the goods are paid."""

    CASH = "CASH"
    SPOT = "SPOT"
    CREDIT = "CREDIT"
    ADVANCE = "ADVANCE"
    LC = "LC"
    BG = "BG"
    CAD = "CAD"
    DP = "DP"
    DA = "DA"
    TT = "TT"


class TaxTerm(StrEnum):
    """Whether GST comes on top of the price or is in it."""

    PLUS_GST = "PLUS_GST"
    INCL_GST = "INCL_GST"


class PriceType(StrEnum):
    """How firm a price is."""

    FIRM = "FIRM"
    LAST = "LAST"
    NETT = "NETT"
    ON_CALL = "ON_CALL"


class Better(StrEnum):
    """Which value of a measured parameter is the better one."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    WITHIN = "WITHIN"


class LocationKind(StrEnum):
    """What a place of the trade is."""

    STATION = "STATION"
    PORT = "PORT"
    WAREHOUSE = "WAREHOUSE"
    MILL = "MILL"


class TermKind(StrEnum):
    """What a clause of a contract is about."""

    DELIVERY = "DELIVERY"
    PAYMENT = "PAYMENT"
    PASSING = "PASSING"
    WEIGHT = "WEIGHT"
    CLAIM = "CLAIM"
    GENERAL = "GENERAL"


class AllowanceBasis(StrEnum):
    """In what an allowance is given: percent of the weight, or money for each price unit."""

    WEIGHT_PERCENT = "WEIGHT_PERCENT"
    PRICE_PERCENT = "PRICE_PERCENT"
    PER_PRICE_UNIT = "PER_PRICE_UNIT"


class Direction(StrEnum):
    """On which side of its limit a value costs an allowance."""

    ABOVE = "ABOVE"
    BELOW = "BELOW"


PARAMETER = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""The names of measured values: staple_mm, moisture_pct."""

_PARTS = re.compile(r"[\s.\-_/]+")


def called(text: str) -> str:
    """A name as names are compared: case, blanks, points, hyphens and strokes make no difference."""
    return _PARTS.sub("", text).casefold()


def other_names(text: str) -> tuple[str, ...]:
    """The names of a text that parts them by commas or line ends."""
    return tuple(name for part in re.split(r"[,;\n]", text) if (name := part.strip()))
