"""Contracts of the sample company as the desk leaves them: unconfirmed, amended, cancelled, failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import NeedsConfirmation
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side, TaxTerm
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.trades.confirming import ConfirmTrade, SendTradeNote
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent
from rayafin_desktop.features.trades.contracts import MakeTrade
from rayafin_desktop.features.trades.ending import CancelTrade, DefaultTrade
from rayafin_desktop.features.trades.entered import ReviseTrade
from rayafin_desktop.features.trades.rates import SaveBrokerageRate
from rayafin_desktop.features.trades.rules import BrokerageBasis, BrokerageTrigger

from .office import Office
from .trade_masters import TradeMasters

_COTTON = (
    LimitContent(parameter="staple_mm", min_value=Decimal(29)),
    LimitContent(parameter="micronaire", min_value=Decimal("3.7"), max_value=Decimal("4.5")),
    LimitContent(parameter="trash_pct", max_value=Decimal("3.5")),
    LimitContent(parameter="moisture_pct", max_value=Decimal("8.5")),
)


def make_trade_contracts(office: Office, desk: TradeMasters, last_day: date) -> Mapping[str, UUID]:
    """Usual brokerage, and five contracts by a short name."""
    _usual_brokerage(office, desk, last_day - timedelta(days=120))
    return {
        "silent": _silent_meal(office, desk, last_day - timedelta(days=2)),
        "amended": _amended_cotton(office, desk, last_day - timedelta(days=6)),
        "cancelled": _cancelled_soybean(office, desk, last_day - timedelta(days=24)),
        "failed": _failed_chana(office, desk, last_day - timedelta(days=40)),
        "bought": _bought_cotton(office, desk, last_day - timedelta(days=1)),
    }


def _do(office: Office, command: Command[UUID]) -> UUID:
    """Carry out what the broker has thought about, whatever the program asks."""
    confirmed: frozenset[str] = frozenset()
    while True:
        try:
            return office.do(command, office.people.broker, confirmed=confirmed)
        except NeedsConfirmation as asked:
            confirmed |= {asked.key}


def _usual_brokerage(office: Office, desk: TradeMasters, from_on: date) -> None:
    """Half a percent of any seller; less of one, by the bale of cotton buyers, by the tonne of meal."""
    cotton, meal = desk.commodities["COTTON"], desk.commodities["SOYA_DOC"]
    rates = (
        SaveBrokerageRate(side=Side.SELL, from_on=from_on, rate=Decimal("0.5")),
        SaveBrokerageRate(
            side=Side.SELL,
            party_id=desk.partners["kadi"],
            commodity_id=cotton,
            from_on=from_on,
            rate=Decimal("0.4"),
        ),
        SaveBrokerageRate(
            side=Side.BUY,
            commodity_id=cotton,
            from_on=from_on,
            basis=BrokerageBasis.PER_UNIT,
            rate=Decimal(15),
            unit=TradeUnit.BALE,
        ),
        SaveBrokerageRate(
            side=Side.BUY,
            commodity_id=meal,
            from_on=from_on,
            basis=BrokerageBasis.PER_UNIT,
            trigger=BrokerageTrigger.CONTRACT,
            rate=Decimal(40),
            unit=TradeUnit.MT,
        ),
    )
    for rate in rates:
        office.do(rate, office.people.owner)


def _contract(desk: TradeMasters, on: date, *, buyer: str, seller: str, goods: str, **more: Any) -> MakeTrade:
    """A contract that is delivered within ten days; `more` are fields of terms and of the contract."""
    names = set(TermsContent.__dataclass_fields__)
    terms = {name: more.pop(name) for name in list(more) if name in names}
    return MakeTrade(
        terms=TermsContent(
            commodity_id=desk.commodities[goods],
            **{
                "delivery_from": on + timedelta(days=2),
                "delivery_to": on + timedelta(days=10),
                "payment_type": PaymentType.CREDIT,
                "payment_days": 15,
                "tax_term": TaxTerm.PLUS_GST,
                **terms,
            },
        ),
        traded_on=on,
        buyer_id=desk.partners[buyer] if buyer else None,
        seller_id=desk.partners[seller] if seller else None,
        arbitration="Ahmedabad",
        **more,
    )


def _silent_meal(office: Office, desk: TradeMasters, on: date) -> UUID:
    """Soya meal for export: the note went out, and nobody has answered for longer than a day."""
    made = _do(
        office,
        _contract(
            desk,
            on,
            buyer="mumbai",
            seller="indore",
            goods="SOYA_DOC",
            quantity=Decimal(60),
            price=Decimal(37800),
            basis=DeliveryBasis.EX_PLANT,
            origin_id=desk.places["INDORE"],
            destination_id=desk.places["MUNDRA"],
            lorries=2,
            packing="50 kg PP bags",
            po_number="DKE/2291",
        ),
    )
    sent = office.clock.now() - timedelta(hours=30)
    note = SendTradeNote(id=made, sent_to="desk@devkamal.example, desk@indrasar.example", sent_at=sent)
    _do(office, note)
    return made


def _amended_cotton(office: Office, desk: TradeMasters, on: date) -> UUID:
    """Cotton whose price came down after the lab's call, confirmed by both; a sub-broker gets his part."""
    first = _contract(
        desk,
        on,
        buyer="coimbatore",
        seller="yavatmal",
        goods="COTTON",
        variety="BUNNY",
        quantity=Decimal(150),
        price=Decimal(58500),
        basis=DeliveryBasis.EX_GIN,
        origin_id=desk.places["YAVATMAL"],
        destination_id=desk.places["COIMBATORE"],
        limits=_COTTON,
        seller_broker_id=desk.partners["sub_broker"],
        shares=(ShareContent(side=Side.SELL, party_id=desk.partners["sub_broker"], percent=Decimal(30)),),
        po_number="LSM/4711",
    )
    made = _do(office, first)
    cheaper = ReviseTrade(
        id=made,
        price=Decimal(58300),
        delivery_to=on + timedelta(days=14),
        reason="Micronaire of the first samples was on the low side; both agreed on the phone.",
        asked_by="Buyer",
    )
    _do(office, cheaper)
    _do(office, SendTradeNote(id=made, sent_to="desk@lakshyani.example, desk@yavatkund.example"))
    _do(office, ConfirmTrade(id=made, side=Side.SELL, confirmed_by="Yavatkund office"))
    _do(office, ConfirmTrade(id=made, side=Side.BUY, confirmed_by="Mill purchase"))
    return made


def _cancelled_soybean(office: Office, desk: TradeMasters, on: date) -> UUID:
    made = _do(
        office,
        _contract(
            desk,
            on,
            buyer="indore",
            seller="akola",
            goods="SOYBEAN",
            variety="YELLOW",
            quantity=Decimal(300),
            price=Decimal(4620),
            basis=DeliveryBasis.DELIVERED,
            origin_id=desk.places["AKOLA"],
            destination_id=desk.places["INDORE"],
            brokerages=(BrokerageContent(side=Side.SELL, rate=Decimal(1)),),
        ),
    )
    _do(office, CancelTrade(id=made, reason="The plant stood still for repairs; both sides let it go."))
    return made


def _failed_chana(office: Office, desk: TradeMasters, on: date) -> UUID:
    """Chana that was never delivered in a market that rose: invoiced back."""
    made = _do(
        office,
        _contract(
            desk,
            on,
            buyer="latur",
            seller="akola",
            goods="CHANA",
            variety="DESI",
            quantity=Decimal(250),
            price=Decimal(5700),
            basis=DeliveryBasis.FOR,
            origin_id=desk.places["AKOLA"],
            destination_id=desk.places["LATUR"],
            limits=(LimitContent(parameter="moisture_pct", max_value=Decimal(10)),),
        ),
    )
    failed = DefaultTrade(
        id=made,
        failed_side=Side.SELL,
        market_price=Decimal(5925),
        penalty=Decimal(50),
        reason="Nothing was delivered after two notices.",
    )
    _do(office, failed)
    return made


def _bought_cotton(office: Office, desk: TradeMasters, on: date) -> UUID:
    """Cotton for our own stock, from a gin."""
    return _do(
        office,
        _contract(
            desk,
            on,
            buyer="",
            seller="rajkot",
            goods="COTTON",
            variety="S-6",
            quantity=Decimal(100),
            price=Decimal(61000),
            basis=DeliveryBasis.EX_GIN,
            origin_id=desk.places["RAJKOT"],
            destination_id=desk.places["AHMEDABAD"],
            payment_type=PaymentType.SPOT,
            payment_days=None,
            limits=_COTTON,
        ),
    )
