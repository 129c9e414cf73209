"""What a parsed message says, as the terms of an offer: the same facts under the names of the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit

from ..commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from ..commodities.terms import LimitContent, TermsContent
from ..offers.model import OfferKind

_CROP_YEAR = re.compile(r"\d{4}(-\d{2}(\d{2})?)?")
_CENTS = "USC"
_CENTS_PER_DOLLAR = 100
_LONGEST_CODE = 40
C = TypeVar("C", bound=StrEnum)

Fields = Mapping[str, Any]
"""The fields of a message as `parsing.schema` describes them."""


def at(fields: Fields, path: str) -> Any:
    """The value under a dotted path; None where the message says nothing of it."""
    value: Any = fields
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def choice(choices: type[C], value: Any) -> C | None:
    """The choice a word of the parser stands for; None for nothing and for what the book does not know."""
    text = str(value or "").upper()
    return choices(text) if text in {one.value for one in choices} else None


def kind_of(fields: Fields) -> OfferKind | None:
    """OFFER, BID or ENQUIRY; None for every other kind of message."""
    return choice(OfferKind, fields.get("kind"))


def side_of(fields: Fields) -> Side | None:
    return choice(Side, fields.get("side"))


def terms_of(
    fields: Fields, commodity_id: UUID, origin_id: UUID | None, destination_id: UUID | None
) -> TermsContent:
    """The terms a message states; what it leaves open, or gives as a range, stays empty."""
    currency, price = _price(fields)
    days, percent = at(fields, "payment.days"), at(fields, "payment.advance_pct")
    crop = str(fields.get("crop") or "")
    return TermsContent(
        commodity_id=commodity_id,
        variety=str(fields.get("variety") or "")[:_LONGEST_CODE],
        grade=str(fields.get("grade") or "")[:_LONGEST_CODE],
        crop_year=crop if _CROP_YEAR.fullmatch(crop) else "",
        quantity=at(fields, "quantity.value"),
        unit=choice(TradeUnit, at(fields, "quantity.unit")),
        tolerance_percent=at(fields, "quantity.tolerance_pct"),
        packing=_packing(fields),
        lorries=at(fields, "quantity.lorries"),
        price=price,
        price_unit=choice(TradeUnit, at(fields, "price.per")),
        price_type=choice(PriceType, at(fields, "price.type")),
        currency=currency,
        basis=choice(DeliveryBasis, at(fields, "price.basis")),
        tax_term=choice(TaxTerm, at(fields, "price.tax")),
        origin_id=origin_id,
        destination_id=destination_id,
        delivery_from=_day(at(fields, "delivery.from")),
        delivery_to=_day(at(fields, "delivery.to")),
        payment_type=choice(PaymentType, at(fields, "payment.type")),
        payment_days=None if days is None else int(days),
        advance_percent=percent,
        discount_percent=at(fields, "payment.discount_pct"),
        limits=_limits(fields),
    )


def place_names(fields: Fields) -> tuple[str, str]:
    """Where the goods lie and where they go, by name. A place without a role is where the price holds."""
    origin = str(at(fields, "location.origin") or "")
    destination = str(at(fields, "location.destination") or "")
    place = str(at(fields, "location.place") or "")
    if place and not origin and not destination:
        basis = choice(DeliveryBasis, at(fields, "price.basis"))
        return ("", place) if basis is not None and basis.seller_pays_freight else (place, "")
    return origin, destination


def _price(fields: Fields) -> tuple[str, Decimal | None]:
    """Currency and price in its major unit: cents of a dollar become dollars, which is exact."""
    currency, amount = str(at(fields, "price.currency") or "").upper(), at(fields, "price.amount")
    if currency == _CENTS:
        return "USD", None if amount is None else amount / _CENTS_PER_DOLLAR
    return currency, amount


def _packing(fields: Fields) -> str:
    words = (at(fields, "quantity.packing"), at(fields, "quantity.container"))
    return " ".join(str(word) for word in words if word)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _limits(fields: Fields) -> tuple[LimitContent, ...]:
    quality = fields.get("quality") or {}
    return tuple(
        LimitContent(parameter=name, min_value=limit.get("min"), max_value=limit.get("max"))
        for name, limit in quality.items()
        if isinstance(limit, Mapping) and not {"min", "max"}.isdisjoint(limit)
    )
