"""A trade desk in a real book with its window: goods, places, partners, offers and bids that stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.commodities.model import (
    Commodity,
    CommodityParameter,
    CommodityVariety,
    Location,
)
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis, PaymentType, PriceType, Side
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.saving import SaveOffer
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.trades.model import BrokerageBasis, BrokerageRate
from tests.books import Office
from tests.features.trades.desk import working

MESSAGE = (
    "OFFER: 300 bales Shankar-6 29mm mic 3.8-4.5, 61500/cdy ex-gin Rajkot, pymt 15 days, "
    "lifting 10 din me. Mahesh, Balaji Ginning"
)
CHAT = (
    "[21/11/26, 10:02:11] Balaji Ginning: Offer 200 bales S-6 29mm 61200 candy ex gin Rajkot\n"
    "[21/11/26, 10:05:40] Lakshmi Spinning: Bid 60800 firm till 5pm today for 300 bales Shankar-6 Rajkot\n"
    "[21/11/26, 10:09:02] Narmada Agro: bechna hai 2 gadi chana desi, 25 MT each, 5850/qtl FOR Indore\n"
)


@dataclass
class TradeOffice:
    """What stands in the book, by name."""

    office: Office
    goods: dict[str, UUID] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    parties: dict[str, UUID] = field(default_factory=dict)
    offers: dict[str, UUID] = field(default_factory=dict)

    def offer(self, name: str, kind: OfferKind, side: Side, party: str, **terms: Any) -> UUID:
        """An offer or a bid that stands until the evening after next."""
        given: dict[str, Any] = {
            "commodity_id": self.goods["cotton"],
            "variety": "SHANKAR-6",
            "quantity": Decimal(300),
            "price": Decimal(61500),
            "basis": DeliveryBasis.EX_GIN,
            "origin_id": self.places["rajkot"],
            "payment_type": PaymentType.CREDIT,
            "payment_days": 15,
        }
        self.offers[name] = self.office.do(
            SaveOffer(
                kind=kind,
                side=side,
                party_id=self.parties[party],
                terms=TermsContent(**{**given, **terms}),
                valid_until=self.office.clock.now() + timedelta(days=2),
                said_by="Mahesh",
            )
        )
        return self.offers[name]


def trade_office(office: Office) -> TradeOffice:
    """A desk with cotton and chana, six partners, and what they offer and want today."""
    made = TradeOffice(office)

    def masters(work: Work) -> None:
        for key, code, name, unit, price_unit, package in (
            ("cotton", "COTTON", "Cotton", TradeUnit.BALE, TradeUnit.CANDY, Decimal(170)),
            ("chana", "CHANA", "Chana", TradeUnit.MT, TradeUnit.QTL, Decimal(50)),
        ):
            made.goods[key] = work.new(
                Commodity, code=code, name=name, unit=unit, price_unit=price_unit, package_kg=package,
                tolerance_percent=Decimal(5),
            ).id  # fmt: skip
        for at, (code, name, unit_, better) in enumerate(
            (
                ("staple_mm", "Staple", "mm", Better.HIGHER),
                ("micronaire", "Micronaire", "", Better.WITHIN),
                ("moisture_pct", "Moisture", "%", Better.LOWER),
                ("trash_pct", "Trash", "%", Better.LOWER),
            ),
            start=1,
        ):
            work.add(
                CommodityParameter(
                    company_id=work.company_id, commodity_id=made.goods["cotton"], line_no=at,
                    code=code, name=name, unit=unit_, better=better,
                )
            )  # fmt: skip
        work.add(
            CommodityVariety(
                company_id=work.company_id, commodity_id=made.goods["cotton"], line_no=1,
                name="SHANKAR-6", also="S-6, S6",
            )
        )  # fmt: skip
        for key, code, name, state in (
            ("rajkot", "RJT", "Rajkot", "24"),
            ("guntur", "GNT", "Guntur", "37"),
            ("indore", "IDR", "Indore", "23"),
            ("coimbatore", "CBE", "Coimbatore", "33"),
        ):
            made.places[key] = work.new(Location, code=code, name=name, state=state, country="IN").id
        for side in (Side.BUY, Side.SELL):
            work.new(
                BrokerageRate, side=side, basis=BrokerageBasis.PERCENT, rate=Decimal("0.5"),
                from_on=office.clock.today(),
            )  # fmt: skip

    working(office, masters)
    for key, name, state, limit in (
        ("balaji", "Balaji Ginning", "24", None),
        ("kadi", "Kadi Cotton Industries", "24", None),
        ("narmada", "Narmada Agro", "23", None),
        ("lakshmi", "Lakshmi Spinning Mills", "33", Decimal(20_000_000)),
        ("kaveri", "Kaveri Textiles", "33", Decimal(5_000_000)),
        ("nilgiri", "Nilgiri Yarns", "33", None),
    ):
        made.parties[key] = office.do(
            SaveParty(name=name, state=state, credit_limit=limit, is_supplier=limit is None)
        )
    quality = (
        LimitContent(parameter="staple_mm", min_value=Decimal("28.5")),
        LimitContent(parameter="micronaire", min_value=Decimal("3.6"), max_value=Decimal("4.8")),
    )
    made.offer("bid lakshmi", OfferKind.BID, Side.BUY, "lakshmi", price=Decimal(61300), limits=quality)
    made.offer("bid nilgiri", OfferKind.BID, Side.BUY, "nilgiri", price=Decimal(60900), quantity=Decimal(250))
    made.offer("bid kaveri", OfferKind.BID, Side.BUY, "kaveri", price=Decimal(60500), quantity=Decimal(400))
    made.offer(
        "kadi", OfferKind.OFFER, Side.SELL, "kadi", price=Decimal(61800), quantity=Decimal(200),
        price_type=PriceType.FIRM,
    )  # fmt: skip
    made.offer(
        "chana", OfferKind.OFFER, Side.SELL, "narmada", commodity_id=made.goods["chana"], variety="DESI",
        quantity=Decimal(50), price=Decimal(5850), basis=DeliveryBasis.FOR,
        origin_id=made.places["indore"],
    )  # fmt: skip
    made.offer("balaji before", OfferKind.OFFER, Side.SELL, "balaji", price=Decimal(61900))
    return made
