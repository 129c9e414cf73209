"""The form's values made commands."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.saving import SaveOffer

from .limits_text import read_limits
from .measures import Measure, PricePer

if TYPE_CHECKING:
    from rayafin_desktop.features.messages.deciding import SaveMessageAsOffer

OFFERED: Mapping[str, tuple[OfferKind, Side]] = {
    "SELL_OFFER": (OfferKind.OFFER, Side.SELL),
    "BUY_OFFER": (OfferKind.BID, Side.BUY),
    "BID": (OfferKind.BID, Side.BUY),
    "BUY_ENQUIRY": (OfferKind.ENQUIRY, Side.BUY),
    "SELL_ENQUIRY": (OfferKind.ENQUIRY, Side.SELL),
}
"""What of the readings becomes an offer, and on which side."""

FORM_FIELDS: Mapping[str, str] = {
    "unit": "quantity",
    "price_unit": "price",
    "currency": "price",
    "kg_per_price_unit": "price",
    "package_kg": "quantity",
}
"""Fields of a command that share a field of the form."""


def terms_of(values: Mapping[str, Any]) -> TermsContent:
    """The terms in the form; ValueError when the quality line cannot be read."""
    quantity, price = values.get("quantity"), values.get("price")
    commodity = values.get("commodity_id")
    if not isinstance(commodity, UUID):
        raise ValueError("commodity_id")
    return TermsContent(
        commodity_id=commodity,
        variety=values.get("variety") or "",
        grade=values.get("grade") or "",
        crop_year=values.get("crop_year") or "",
        quantity=quantity.value if isinstance(quantity, Measure) else None,
        unit=quantity.unit if isinstance(quantity, Measure) else None,
        tolerance_percent=values.get("tolerance_percent"),
        packing=values.get("packing") or "",
        lorries=values.get("lorries"),
        price=price.value if isinstance(price, PricePer) else None,
        price_unit=price.unit if isinstance(price, PricePer) else None,
        currency=price.currency if isinstance(price, PricePer) else "",
        price_type=PriceType(values["price_type"]) if values.get("price_type") else None,
        basis=DeliveryBasis(values["basis"]) if values.get("basis") else None,
        tax_term=TaxTerm(values["tax_term"]) if values.get("tax_term") else None,
        origin_id=values.get("origin_id"),
        destination_id=values.get("destination_id"),
        delivery_from=values.get("delivery_from"),
        delivery_to=values.get("delivery_to"),
        payment_type=PaymentType(values["payment_type"]) if values.get("payment_type") else None,
        payment_days=values.get("payment_days"),
        advance_percent=values.get("advance_percent"),
        discount_percent=values.get("discount_percent"),
        limits=read_limits(values.get("limits") or ""),
    )


def with_unshown(terms: TermsContent, before: Any, shown: Container[str]) -> TermsContent:
    """The terms with what a form does not show as it was agreed; `before` has the columns of `TradeTerms`.

    A weight that was agreed for a unit stays as long as goods, unit and place are the same.
    """
    kept: dict[str, Any] = {
        name: getattr(before, name) for name in ("lorries", "price_type") if name not in shown
    }
    same_goods = terms.commodity_id == before.commodity_id
    if same_goods and (terms.unit, terms.price_unit) == (before.unit, before.price_unit):
        kept["package_kg"] = before.package_kg
    if same_goods and (terms.price_unit, terms.origin_id) == (before.price_unit, before.origin_id):
        kept["kg_per_price_unit"] = before.kg_per_price_unit
    return replace(terms, **kept)


def offer_of(
    values: Mapping[str, Any],
    kind: str,
    *,
    id_: UUID | None = None,
    version: int | None = None,
    text: str = "",
    said_at: datetime | None = None,
    message_id: UUID | None = None,
    before: Any = None,
) -> SaveOffer:
    """The command that keeps the form as an offer, bid or enquiry; `before` is the offer that is changed."""
    what, side = OFFERED[kind]
    terms = terms_of(values)
    return SaveOffer(
        id=id_,
        version=version,
        kind=what,
        side=side,
        party_id=values.get("party_id"),
        broker_id=values.get("broker_id"),
        terms=terms if before is None else with_unshown(terms, before, values),
        offered_at=said_at,
        valid_until=values.get("valid_until"),
        said_by=values.get("said_by") or "",
        text=text,
        message_id=message_id,
        notes=values.get("notes") or "",
    )


def kept_message(values: Mapping[str, Any], kind: str, message_id: UUID) -> SaveMessageAsOffer:
    """The command that keeps the form as what a stored message became."""
    from rayafin_desktop.features.messages.deciding import SaveMessageAsOffer

    what, side = OFFERED[kind]
    return SaveMessageAsOffer(
        message_id=message_id,
        kind=what,
        side=side,
        party_id=values.get("party_id"),
        broker_id=values.get("broker_id"),
        terms=terms_of(values),
        valid_until=values.get("valid_until"),
        notes=values.get("notes") or "",
    )


def form_field(name: str) -> str:
    """The form's field for a field of a command, as problems name it: `terms.price_unit` is the price."""
    last = next((part for part in name.split(".") if part != "terms" and not part.isdigit()), name)
    return FORM_FIELDS.get(last, last)
