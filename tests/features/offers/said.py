"""Short builders for tests of offers: a commodity, parties, what somebody said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.commands import SaveCommodity
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.saving import SaveOffer
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import Office

COMPLETE: dict[str, Any] = {
    "basis": DeliveryBasis.EX_GIN,
    "payment_type": PaymentType.CREDIT,
    "payment_days": 15,
    "delivery_to": date(2026, 12, 5),
}
"""What a contract needs beyond quantity and price."""


def party(office: Office, name: str, **values: Any) -> UUID:
    made = SaveParty(name=name, state="24", email="desk@example.com", **values)
    return office.do(made, confirmed={"party.same_tax_id"})


def commodity(office: Office, code: str = "COTTON", **values: Any) -> UUID:
    """Cotton in bales of 170 kg, priced per candy."""
    values = {
        "unit": TradeUnit.BALE,
        "price_unit": TradeUnit.CANDY,
        "package_unit": TradeUnit.BALE,
        "package_kg": Decimal(170),
        **values,
    }
    return office.do(SaveCommodity(code=code, name=code.capitalize(), **values))


def offer(office: Office, commodity_id: UUID, party_id: UUID | None, **values: Any) -> UUID:
    terms = {"quantity": Decimal(300), "price": Decimal(61500), **values.pop("terms", {})}
    values = {"kind": OfferKind.OFFER, **values}
    return office.do(
        SaveOffer(party_id=party_id, terms=TermsContent(commodity_id=commodity_id, **terms), **values)
    )
