"""Short builders for tests of offers: a commodity, parties, what somebody said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.model import Commodity
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
    return office.do(SaveParty(name=name, state="24", email="desk@example.com", **values))


def commodity(office: Office) -> UUID:
    row = Commodity(
        company_id=office.company_id, id=new_id("commodity"), created_at=office.clock.now(),
        updated_at=office.clock.now(), code="COTTON", name="Cotton", unit=TradeUnit.BALE,
        price_unit=TradeUnit.CANDY, package_kg=Decimal(170), tolerance_percent=Decimal(5),
    )  # fmt: skip
    with office.app.database.write() as connection:
        connection.execute(
            Commodity.mapping.table.insert().values(
                {name: getattr(row, name) for name in Commodity.mapping.fields}
            )
        )
    return row.id


def offer(office: Office, commodity_id: UUID, party_id: UUID | None, **values: Any) -> UUID:
    terms = {"quantity": Decimal(300), "price": Decimal(61500), **values.pop("terms", {})}
    values = {"kind": OfferKind.OFFER, **values}
    return office.do(
        SaveOffer(party_id=party_id, terms=TermsContent(commodity_id=commodity_id, **terms), **values)
    )
