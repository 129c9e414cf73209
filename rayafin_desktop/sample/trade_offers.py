"""Offers of the sample company as a broker's book is: bids, offers, enquiries, three of them negotiated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import NeedsConfirmation
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, PriceType, Side, TaxTerm
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.offers.accepting import AcceptRound
from rayafin_desktop.features.offers.closing import WithdrawOffer
from rayafin_desktop.features.offers.entering import EnterOffer
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.negotiating import CounterOffer, RejectNegotiation
from rayafin_desktop.features.offers.positions import TermsChange
from rayafin_desktop.features.offers.saving import OfferLotContent, SaveOffer

from .office import Office
from .trade_masters import TradeMasters

EX_GIN, EX_WAREHOUSE, FOR, DELIVERED = (
    DeliveryBasis.EX_GIN, DeliveryBasis.EX_WAREHOUSE, DeliveryBasis.FOR, DeliveryBasis.DELIVERED,
)  # fmt: skip
_COTTON = "Staple length min 29; Micronaire 3.7-4.5; Trash max 3.5; Moisture max 8.5"
_FINE = "Staple length 29.5; Micronaire 3.9-4.3; Trash max 3; Moisture max 8"


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody wants; `party` empty is our own firm. It `stands` so many days, 0 till closing time."""

    key: str
    kind: OfferKind
    party: str
    goods: str
    quantity: str
    price: str
    basis: DeliveryBasis
    variety: str = ""
    origin: str = ""
    destination: str = ""
    credit: int = 0
    within: int = 10
    quality: str = ""
    stands: int = 4
    said_by: str = ""
    text: str = ""
    firm: bool = False


_OFFER, _BID, _ASK = OfferKind.OFFER, OfferKind.BID, OfferKind.ENQUIRY
_BOOK = (
    _Said("kadi", _OFFER, "kadi", "COTTON", "300", "61500", EX_GIN, "S-6", "KADI", credit=15, quality=_FINE,
          said_by="Kadivan office", text="300 bales S-6 29.5mm, 61500/cdy ex gin Kadi, 15 days"),
    _Said("rajkot", _OFFER, "rajkot", "COTTON", "200", "61200", EX_GIN, "S-6", "RAJKOT", quality=_COTTON,
          said_by="Girnarja", text="200 bls S-6 @61200 candy ex gin Rajkot side, spot pymt", firm=True),
    _Said("bunny", _OFFER, "yavatmal", "COTTON", "120", "58600", EX_GIN, "BUNNY", "YAVATMAL", credit=7,
          quality="Staple length min 29; Micronaire 3.5-4.2; Trash max 4",
          text="120 bls Bunny 58600 Yavatmal"),
    _Said("mill", _BID, "coimbatore", "COTTON", "300", "61800", EX_GIN, "S-6", "", "COIMBATORE", 30, 15,
          _COTTON, said_by="Lakshyani purchase", text="Need 300 bls S-6 29mm, 61800 max, 30 days"),
    _Said("textile", _BID, "ahmedabad", "COTTON", "250", "60900", EX_GIN, "S-6", "", "AHMEDABAD", 15, 12,
          _COTTON, text="Bid 60900 firm till 5pm for 250 bls Rajkot side", firm=True),
    _Said("chana", _OFFER, "akola", "CHANA", "50", "5850", FOR, "DESI", "AKOLA", "DELHI", 7, 8,
          "Moisture max 10", text="2 gadi chana desi, 25 MT each, 5850/qtl FOR Delhi, 7 din payment"),
    _Said("dal", _BID, "latur", "CHANA", "60", "5780", DELIVERED, "DESI", "", "LATUR", 15, 14,
          "Moisture max 11", text="Chana lena hai 60 ton, 5780 pahunch Latur"),
    _Said("soya", _OFFER, "akola", "SOYBEAN", "100", "4480", EX_WAREHOUSE, "", "AKOLA", "", 10, 9,
          "Moisture max 10; Foreign matter max 2", text="Soya 100 t Akola 4480 ex godown"),
    _Said("crusher", _BID, "indore", "SOYBEAN", "150", "4520", DELIVERED, "", "", "INDORE", 10, 10,
          "Moisture max 10; Foreign matter max 2", said_by="Indrasar gate"),
    _Said("meal", _ASK, "mumbai", "SOYA_DOC", "500", "", DELIVERED, "", "", "MUNDRA", 0, 30,
          "Protein min 46", text="Need 500 mt hi pro DOC Mundra, Dec shpt. rate?"),
    _Said("wheat", _OFFER, "akola", "WHEAT", "200", "2790", EX_WAREHOUSE, "", "AKOLA", "", 0, 7,
          "Moisture max 11", text="Wheat 200 t, 2790 ex godown, cash"),
    _Said("flour", _BID, "latur", "WHEAT", "100", "2840", DELIVERED, "", "", "LATUR", 7, 10,
          "Moisture max 12"),
    _Said("jeera", _OFFER, "", "JEERA", "15", "24800", EX_WAREHOUSE, "", "", "", 0, 6, stands=0,
          text="Own stock, 15 t jeera"),
    _Said("spice", _BID, "mumbai", "JEERA", "20", "24300", FOR, "", "", "MUNDRA", 0, 12,
          said_by="Devkamal spices"),
)  # fmt: skip


def make_trade_offers(office: Office, desk: TradeMasters, lots: Mapping[str, UUID], last_day: date) -> int:
    """Fifteen open offers and bids, and three negotiations: countered, agreed in part, given up."""
    made = {one.key: _do(office, _entered(desk, one, last_day)) for one in _BOOK}
    _countered(office, desk, made["kadi"], last_day)
    _agreed(office, desk, made["rajkot"], last_day)
    _given_up(office, desk, made["soya"], last_day)
    again = _do(office, _entered(desk, _BOOK[2], last_day))
    office.do(WithdrawOffer(id=again, reason="Said twice in the group"), office.people.broker)
    _offer_a_lot(office, desk, lots["SB-31"], last_day)
    return len(made) + 2


def _offer_a_lot(office: Office, desk: TradeMasters, lot_id: UUID, last_day: date) -> None:
    """A silo's soybean, the very lot that was tested."""
    terms = TermsContent(
        commodity_id=desk.commodities["SOYBEAN"],
        variety="YELLOW",
        quantity=Decimal(30),
        unit=TradeUnit.MT,
        price=Decimal(4620),
        price_unit=TradeUnit.QTL,
        basis=DeliveryBasis.EX_WAREHOUSE,
        tax_term=TaxTerm.PLUS_GST,
        origin_id=desk.places["INDORE"],
        delivery_to=last_day + timedelta(days=10),
        payment_type=PaymentType.SPOT,
    )
    _do(
        office,
        SaveOffer(
            kind=OfferKind.OFFER,
            party_id=desk.partners["indore"],
            terms=terms,
            valid_until=_until(last_day),
            lots=(OfferLotContent(lot_id=lot_id, packages=500),),
        ),
    )


def _do(office: Office, command: Command[UUID]) -> UUID:
    """Carry out what the broker has thought about, whatever the program asks."""
    confirmed: frozenset[str] = frozenset()
    while True:
        try:
            return office.do(command, office.people.broker, confirmed=confirmed)
        except NeedsConfirmation as asked:
            confirmed |= {asked.key}


def _entered(desk: TradeMasters, one: _Said, last_day: date) -> EnterOffer:
    return EnterOffer(
        kind=one.kind,
        party_id=desk.partners[one.party] if one.party else None,
        commodity_id=desk.commodities[one.goods],
        variety=one.variety,
        quantity=Decimal(one.quantity),
        unit=TradeUnit.BALE if one.goods == "COTTON" else TradeUnit.MT,
        price=Decimal(one.price) if one.price else None,
        price_type=PriceType.FIRM if one.firm else None,
        basis=one.basis,
        tax_term=TaxTerm.PLUS_GST,
        origin_id=desk.places[one.origin] if one.origin else None,
        destination_id=desk.places[one.destination] if one.destination else None,
        delivery_from=last_day,
        delivery_to=last_day + timedelta(days=one.within),
        payment_type=PaymentType.CREDIT if one.credit else PaymentType.SPOT,
        payment_days=one.credit or None,
        quality=one.quality,
        valid_on=last_day + timedelta(days=one.stands),
        valid_at="" if one.stands else "17:00",
        said_by=one.said_by,
        text=one.text,
    )


def _until(last_day: date) -> datetime:
    return datetime(last_day.year, last_day.month, last_day.day, 11, 30, tzinfo=UTC) + timedelta(days=3)


def _countered(office: Office, desk: TradeMasters, offer_id: UUID, last_day: date) -> None:
    """A mill and a ginner are 300 apart, and talk about the days of credit."""
    until = _until(last_day)
    talk = _do(
        office,
        CounterOffer(
            offer_id=offer_id,
            party_id=desk.partners["coimbatore"],
            price=Decimal(60800),
            terms=TermsChange(payment_days=30),
            valid_until=until,
            said_by="Lakshyani purchase",
            text="60800, 30 days, lifting next week",
        ),
    )
    _do(
        office,
        CounterOffer(
            negotiation_id=talk, price=Decimal(61200), valid_until=until, said_by="Kadivan office",
            text="61200 last, 15 days only",
        ),
    )  # fmt: skip
    _do(
        office,
        CounterOffer(
            negotiation_id=talk, price=Decimal(60900), valid_until=until, said_by="Lakshyani purchase"
        ),
    )


def _agreed(office: Office, desk: TradeMasters, offer_id: UUID, last_day: date) -> None:
    """Half of an offer is taken; the rest stays open."""
    talk = _do(
        office,
        CounterOffer(
            offer_id=offer_id,
            party_id=desk.partners["ahmedabad"],
            price=Decimal(61000),
            quantity=Decimal(100),
            valid_until=_until(last_day),
            text="100 bales 61000 done?",
        ),
    )
    _do(office, AcceptRound(negotiation_id=talk, round_no=2, side=Side.SELL, said_by="Girnarja", text="Done"))


def _given_up(office: Office, desk: TradeMasters, offer_id: UUID, last_day: date) -> None:
    """A crusher bids too little, and the trader walks away."""
    talk = _do(
        office,
        CounterOffer(
            offer_id=offer_id,
            party_id=desk.partners["indore"],
            price=Decimal(4300),
            valid_until=_until(last_day),
        ),
    )
    office.do(RejectNegotiation(id=talk, reason="Mandi is 4450, not below"), office.people.broker)
