"""What many offers share, in one text each: equal texts mean equal terms.

Matching looks at each different text once, however many offers have it, and reads two columns instead of
sixteen. The texts follow from the other columns; `checks` recomputes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from rayafin_desktop.base.quantity import plain, to_scaled

from ..commodities.terms import LimitContent

UNITS = ("unit", "package_kg", "price_unit", "kg_per_price_unit", "price_type", "currency")
MONEY = ("tax_term", "payment_type", "payment_days", "advance_percent", "discount_percent")
WAY = ("basis", "origin_id", "destination_id")
SHARED = (*UNITS, *MONEY, *WAY)
"""The terms of `terms_text`, in its order."""


def limits_text(limits: Iterable[LimitContent]) -> str:
    """Limits by parameter, in millionths: `staple_mm:29000000:;trash_pct::3500000`."""
    return ";".join(
        f"{one.parameter}:{_millionths(one.min_value)}:{_millionths(one.max_value)}"
        for one in sorted(limits, key=lambda one: one.parameter)
    )


def _millionths(value: Decimal | None) -> str:
    return "" if value is None else str(to_scaled(value))


def terms_text(terms: Any) -> str:
    """`SHARED` parted by strokes, empty where nothing was said; units, money and way parted by tabs."""
    return "\t".join("|".join(_text(getattr(terms, name)) for name in part) for part in (UNITS, MONEY, WAY))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case StrEnum():
            return value.value
        case Decimal():
            return plain(value)
        case UUID():
            return value.hex
    return str(value)
