"""Lots and lorries of the sample company: tested cotton and pulses, three contracts, four lorries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.deliveries.commands import RecordDelivery, RecordLifting
from rayafin_desktop.features.deliveries.content import ChargeContent, LoadedLot, SlipContent
from rayafin_desktop.features.deliveries.invoicing import InvoiceDelivery, NoteSellerBill
from rayafin_desktop.features.deliveries.rules import WeighedAt
from rayafin_desktop.features.lots.commands import SaveLot
from rayafin_desktop.features.lots.lab import AddLotTest
from rayafin_desktop.features.trades.content import BrokerageContent, TradeLotContent
from rayafin_desktop.features.trades.contracts import MakeTrade

from .office import Office
from .trade_masters import TradeMasters


@dataclass(frozen=True, slots=True)
class _Goods:
    """A lot to make; `seller` empty is our own stock, `tests` are readings with their age in days."""

    number: str
    seller: str
    commodity: str
    variety: str
    gin: str
    place: str
    packages: int
    weight: str
    price: str
    press: int | None = None
    expires_in: int | None = None
    tests: tuple[tuple[int, str], ...] = ()


_GOOD = "staple 29.2, mic 4.1, strength 29.8, rd 77.4, +b 8.6, trash 2.9, moisture 7.8"
_GOODS = (
    _Goods("KGI-41", "kadi", "COTTON", "S-6", "Kadivan unit 1", "KADI", 100, "17025", "61500", 41001, 9,
           ((11, _GOOD),)),
    # Moist: a percent of the weight is allowed.
    _Goods("KGI-42", "kadi", "COTTON", "S-6", "Kadivan unit 1", "KADI", 100, "17040", "61500", 41101, 9,
           ((11, "staple 29.1, mic 4.2, strength 29.5, rd 76.8, +b 8.8, trash 3.1, moisture 9.2"),)),
    # Too much trash: it fails, and failed when it was tested again.
    _Goods("GG-118", "rajkot", "COTTON", "S-6", "Girnarja, Gondal road", "RAJKOT", 150, "25510", "60800",
           118001, 6,
           ((9, "staple 28.8, mic 3.9, strength 28.9, rd 74.9, +b 9.2, trash 6.2, moisture 8.1"),
            (3, "staple 28.8, mic 3.9, strength 28.9, rd 75.0, +b 9.2, trash 5.9, moisture 8.0"))),
    _Goods("GG-119", "rajkot", "COTTON", "S-6", "Girnarja, Gondal road", "RAJKOT", 100, "16980", "61200",
           118151, 6,
           ((9, "staple 29.4, mic 4.0, strength 30.1, rd 77.9, +b 8.4, trash 2.6, moisture 7.6"),)),
    _Goods("YF-7", "yavatmal", "COTTON", "BUNNY", "Yavatkund press 2", "YAVATMAL", 120, "20350", "58300",
           7001, 12),
    _Goods("YF-8", "yavatmal", "COTTON", "BUNNY", "Yavatkund press 2", "YAVATMAL", 80, "13610", "58900",
           7121, 2, ((5, "staple 30.2, mic 3.7, strength 29.9, rd 76.1, +b 8.9, trash 3.4, moisture 8.2"),)),
    _Goods("CH-204", "", "CHANA", "DESI", "Own godown", "AKOLA", 400, "20040", "5850", None, None,
           ((6, "moisture 9.4, foreign matter 0.8, damaged 1.2, weevilled 0.3, broken 1.1"),)),
    _Goods("SB-31", "indore", "SOYBEAN", "YELLOW", "Indrasar silo 3", "INDORE", 500, "30100", "4620",
           None, 15,
           ((4, "moisture 9.8, foreign matter 1.4, oil 18.6, protein 38.2, ffa 0.9"),)),
)  # fmt: skip
_LIMITS = (("staple_mm", "28.5", None), ("micronaire", "3.7", "4.5"), ("trash_pct", None, "3.5"),
           ("moisture_pct", None, "8.5"))  # fmt: skip


def make_trade_goods(office: Office, desk: TradeMasters, last_day: date) -> Mapping[str, UUID]:
    """Lots with their tests, contracts that take them, lorries in each state; answers the lots by number."""
    lots = {goods.number: _lot(office, desk, goods, last_day) for goods in _GOODS}
    _deliver_broked_cotton(office, desk, lots, last_day)
    _sell_own_chana(office, desk, lots, last_day)
    _leave_a_lorry_on_the_road(office, desk, lots, last_day)
    return lots


def _lot(office: Office, desk: TradeMasters, goods: _Goods, last_day: date) -> UUID:
    broker = office.people.broker
    ends = None if goods.expires_in is None else last_day + timedelta(days=goods.expires_in)
    press = goods.press
    lot_id = office.do(
        SaveLot(
            lot_no=goods.number,
            party_id=desk.partners[goods.seller] if goods.seller else None,
            commodity_id=desk.commodities[goods.commodity],
            variety=goods.variety,
            crop_year=f"{last_day.year}-{(last_day.year + 1) % 100:02d}",
            gin=goods.gin,
            location_id=desk.places[goods.place],
            packages=goods.packages,
            weight_kg=Decimal(goods.weight),
            press_from=press,
            press_to=None if press is None else press + goods.packages - 1,
            price=Decimal(goods.price),
            ready_on=last_day - timedelta(days=14),
            expires_on=ends,
        ),
        broker,
    )
    for number, (age, readings) in enumerate(goods.tests, start=1):
        tested_on = last_day - timedelta(days=age)
        test = AddLotTest(
            lot_id=lot_id,
            tested_on=tested_on,
            sampled_on=tested_on - timedelta(days=2),
            lab_id=desk.partners["lab"],
            report_no=f"SFL/{goods.number}/{number}",
            readings=readings,
        )
        office.do(test, broker)
    return lot_id


def _limits() -> tuple[LimitContent, ...]:
    return tuple(
        LimitContent(
            parameter=parameter,
            min_value=None if low is None else Decimal(low),
            max_value=None if high is None else Decimal(high),
        )
        for parameter, low, high in _LIMITS
    )


def _slips(loading: str, unloading: str, number: int, loaded_on: date, day: date) -> tuple[SlipContent, ...]:
    """Slips of both sides with these net weights, each of its own day."""
    empty = Decimal(11800 + 10 * number)
    places = (
        (WeighedAt.LOADING, "L", loading, loaded_on),
        (WeighedAt.UNLOADING, "U", unloading, day),
    )
    return tuple(
        SlipContent(
            at=at,
            slip_no=f"{mark}-{4400 + number}",
            weighed_on=weighed_on,
            bridge="Market yard weighbridge",
            gross_kg=Decimal(net) + empty,
            tare_kg=empty,
        )
        for at, mark, net, weighed_on in places
    )


def _half_percent(side: Side) -> tuple[BrokerageContent, ...]:
    return (BrokerageContent(side=side, rate=Decimal("0.5")),)


def _deliver_broked_cotton(
    office: Office, desk: TradeMasters, lots: Mapping[str, UUID], last_day: date
) -> None:
    """Two lots brokered to a mill: one lorry billed by the seller, one with an allowance, not yet billed."""
    broker, agreed = office.people.broker, last_day - timedelta(days=10)
    both = ("KGI-41", "KGI-42")
    trade_id = office.do(
        MakeTrade(
            terms=TermsContent(
                commodity_id=desk.commodities["COTTON"],
                variety="S-6",
                quantity=Decimal(200),
                price=Decimal(61200),
                basis=DeliveryBasis.EX_GIN,
                origin_id=desk.places["KADI"],
                destination_id=desk.places["COIMBATORE"],
                delivery_from=agreed,
                delivery_to=last_day,
                payment_type=PaymentType.CREDIT,
                payment_days=7,
                limits=_limits(),
            ),
            traded_on=agreed,
            buyer_id=desk.partners["coimbatore"],
            seller_id=desk.partners["kadi"],
            lots=tuple(TradeLotContent(lot_id=lots[number], packages=100) for number in both),
            brokerages=_half_percent(Side.SELL),
        ),
        broker,
        confirmed=frozenset({"trade.limit_passed"}),
    )
    for number, (lot, lorry, loading, unloading) in enumerate(
        (("KGI-41", "GJ 18 AT 4571", "17030", "16990"), ("KGI-42", "GJ 02 Z 7718", "17045", "17005"))
    ):
        day = agreed + timedelta(days=4 + number)
        delivery_id = office.do(
            RecordDelivery(
                trade_id=trade_id,
                lifted_on=day - timedelta(days=3),
                delivered_on=day,
                lorry_no=lorry,
                lr_no=str(88120 + number),
                transporter_id=desk.partners["transporter"],
                lots=(LoadedLot(lot_id=lots[lot], packages=100),),
                weighings=_slips(loading, unloading, number, day - timedelta(days=3), day),
                freight=Decimal(78200),
                freight_advance=Decimal(50000),
            ),
            broker,
        )
        if number == 0:
            bill = NoteSellerBill(
                delivery_id=delivery_id,
                seller_bill_no="KGI/2214",
                seller_bill_on=day,
                amount=Decimal("3064567.00"),
            )
            office.do(bill, broker)


def _sell_own_chana(office: Office, desk: TradeMasters, lots: Mapping[str, UUID], last_day: date) -> None:
    """Chana of our own, delivered to a dal mill and invoiced."""
    broker, agreed = office.people.broker, last_day - timedelta(days=5)
    trade_id = office.do(
        MakeTrade(
            terms=TermsContent(
                commodity_id=desk.commodities["CHANA"],
                variety="DESI",
                quantity=Decimal(200),
                price=Decimal(5850),
                basis=DeliveryBasis.FOR,
                origin_id=desk.places["AKOLA"],
                destination_id=desk.places["LATUR"],
                delivery_to=last_day,
                payment_type=PaymentType.CREDIT,
                payment_days=15,
                limits=(LimitContent(parameter="moisture_pct", max_value=Decimal(10)),),
            ),
            traded_on=agreed,
            buyer_id=desk.partners["latur"],
            lots=(TradeLotContent(lot_id=lots["CH-204"], packages=400),),
        ),
        broker,
        confirmed=frozenset({"credit_limit.exceeded"}),
    )
    day = agreed + timedelta(days=3)
    delivery_id = office.do(
        RecordDelivery(
            trade_id=trade_id,
            lifted_on=day - timedelta(days=1),
            delivered_on=day,
            lorry_no="MH 30 BD 2290",
            lr_no="5521",
            transporter_id=desk.partners["transporter"],
            weighings=_slips("20040", "20010", 7, day - timedelta(days=1), day),
            charges=(ChargeContent(name="Unloading labour borne by the buyer", amount=Decimal(1600)),),
            freight=Decimal(25050),
            freight_advance=Decimal(10000),
        ),
        broker,
    )
    office.do(InvoiceDelivery(delivery_id=delivery_id, issued_on=last_day), office.people.accountant)


def _leave_a_lorry_on_the_road(
    office: Office, desk: TradeMasters, lots: Mapping[str, UUID], last_day: date
) -> None:
    """A lot that passed is on its way; its neighbour failed and waits for the buyer's word."""
    broker, agreed = office.people.broker, last_day - timedelta(days=3)
    trade_id = office.do(
        MakeTrade(
            terms=TermsContent(
                commodity_id=desk.commodities["COTTON"],
                variety="S-6",
                quantity=Decimal(250),
                unit=TradeUnit.BALE,
                price=Decimal(60900),
                basis=DeliveryBasis.EX_GIN,
                origin_id=desk.places["RAJKOT"],
                destination_id=desk.places["AHMEDABAD"],
                delivery_to=last_day + timedelta(days=7),
                payment_type=PaymentType.ADVANCE,
                limits=_limits(),
            ),
            traded_on=agreed,
            buyer_id=desk.partners["ahmedabad"],
            seller_id=desk.partners["rajkot"],
            lots=(
                TradeLotContent(lot_id=lots["GG-118"], packages=150),
                TradeLotContent(lot_id=lots["GG-119"], packages=100),
            ),
            brokerages=_half_percent(Side.SELL),
        ),
        broker,
        confirmed=frozenset({"trade.limit_passed"}),
    )
    office.do(
        RecordLifting(
            trade_id=trade_id,
            lifted_on=last_day,
            lorry_no="GJ 03 BT 4410",
            lr_no="90233",
            transporter_id=desk.partners["transporter"],
            driver_phone="+91 98250 20417",
            lots=(LoadedLot(lot_id=lots["GG-119"], packages=100),),
            weighings=_slips("16990", "16990", 9, last_day, last_day)[:1],
            freight=Decimal(21500),
        ),
        broker,
    )
