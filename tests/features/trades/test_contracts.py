"""Making a contract: what it must say, what is frozen, and what deliveries make of it."""

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.trades.brokerages import brokerage_due
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent, TradeLotContent
from rayafin_desktop.features.trades.delivering import give_back_delivery, take_delivery
from rayafin_desktop.features.trades.exposure import open_with
from rayafin_desktop.features.trades.model import Trade, TradeCounter
from rayafin_desktop.features.trades.numbers import move_trade_counter, next_number, run_of, take_number
from rayafin_desktop.features.trades.queries import trade_detail
from rayafin_desktop.features.trades.rules import Numbered, TradeState
from tests.books import Office

from .desk import ON, desk, working

HALF = BrokerageContent(side=Side.SELL, rate=Decimal("0.5"))


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> dict[str, str]:
    return {problem.field: problem.code for problem in refused.value.problems}


def test_a_contract_is_valued_exactly_and_frozen(office: Office) -> None:
    d = desk(office)
    made = d.made(brokerages=(HALF,), lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=80),))
    found = office.ask(trade_detail, made)
    assert found.trade.number == "CN/26-27/0001"
    assert found.trade.est_weight_kg == Decimal(51000)
    assert found.trade.est_value_minor == 881_989_650  # 300 bales of 170 kg at 61,500 a candy
    assert (found.buyer_name, found.seller_name) == ("Lakshmi Spinning Mills", "Balaji Ginning Factory")
    assert (found.origin_name, found.destination_name) == ("Rajkot", "Coimbatore")
    assert len(found.trade.content_hash) == 64
    assert [(lot.lot_no, lot.open) for lot in found.lots] == [("27/A", 80)]
    assert (d.lot("27/A").reserved, d.lot("27/A").available) == (80, 20)
    assert brokerage_due(found.trade, found.brokerages[0], 582_543_408, Decimal(33850), 200) == 2_912_717
    office.do(SaveParty(id=d.buyer, name="Renamed Mills"))
    assert office.ask(trade_detail, made).buyer_name == "Lakshmi Spinning Mills"


def test_what_must_be_agreed_is_asked_for_field_by_field(office: Office) -> None:
    d = desk(office)
    with pytest.raises(RuleBroken) as refused:
        d.made(
            quantity=None, price=None, basis=None, payment_type=None, delivery_to=None,
            buyer_id=None, seller_id=None,
        )  # fmt: skip
    assert codes(refused) == {
        "terms.quantity": "trade.quantity_missing",
        "terms.price": "trade.price_missing",
        "terms.basis": "trade.basis_missing",
        "terms.payment_type": "trade.payment_missing",
        "terms.delivery_to": "trade.delivery_missing",
        "seller_id": "trade.parties_missing",
    }
    with pytest.raises(RuleBroken) as refused:
        d.made(quantity=Decimal("10.5"), seller_id=d.buyer)
    assert codes(refused) == {"terms.quantity": "terms.packages_not_whole", "seller_id": "trade.same_party"}
    assert office.ask(lambda read: read.all(Trade)) == []


def test_sub_brokers_of_a_side_get_no_more_than_all(office: Office) -> None:
    d = desk(office)
    shares = tuple(
        ShareContent(side=side, party_id=d.buyer, percent=Decimal(percent))
        for side, percent in ((Side.SELL, 70), (Side.SELL, 31), (Side.BUY, 100))
    )
    with pytest.raises(RuleBroken) as refused:
        d.made(shares=shares)
    assert codes(refused) == {"shares": "trade.shares_over"}


def test_a_lot_is_promised_once(office: Office) -> None:
    d = desk(office)
    d.made(lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=80),))
    with pytest.raises(RuleBroken) as refused:
        d.made(lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=21),))
    assert codes(refused) == {"lots.0.packages": "lot.not_enough"}
    with pytest.raises(RuleBroken) as refused:
        d.made(seller_id=None, lots=(TradeLotContent(lot_id=d.lots["27/B"], packages=1),))
    assert codes(refused) == {"lots.0.lot_id": "trade.lot_of_other_seller"}


def test_deliveries_make_the_state_and_can_be_taken_back(office: Office) -> None:
    d = desk(office)
    lot = d.lots["28"]
    made = d.made(lots=(TradeLotContent(lot_id=lot, packages=200),))
    assert office.ask(open_with, d.buyer) == 881_989_650
    first = ([(lot, 150)], Decimal(25400), 439_258_100, 150)
    second = ([(lot, 50)], Decimal(23000), 397_753_000, 140)
    part = working(office, lambda work: take_delivery(work, made, *first))
    assert (part.state, part.delivered_packages) == (TradeState.PART_DELIVERED, 150)
    assert office.ask(open_with, d.buyer) == 881_989_650 - 439_258_100
    whole = working(office, lambda work: take_delivery(work, made, *second))
    assert (whole.state, whole.closed_on) == (TradeState.DELIVERED, ON)  # 290 of 300, within 5 %
    assert office.ask(open_with, d.buyer) == 0
    assert office.ask(trade_detail, made).balance_qty == Decimal(10)
    assert (d.lot("28").reserved, d.lot("28").delivered) == (0, 200)
    working(office, lambda work: give_back_delivery(work, made, *first))
    again = working(office, lambda work: give_back_delivery(work, made, *second))
    assert (again.state, again.closed_on, again.delivered_kg, again.delivered_minor) == (
        TradeState.OPEN,
        None,
        Decimal(0),
        0,
    )
    assert (d.lot("28").reserved, d.lot("28").delivered) == (200, 0)


def test_more_than_the_tolerance_is_asked_about(office: Office) -> None:
    d = desk(office)
    made = d.made()
    with pytest.raises(NeedsConfirmation) as asked:
        working(office, lambda work: take_delivery(work, made, [], Decimal(54000), 1, 316))
    assert asked.value.code == "trade.over_delivered"
    sure = frozenset({asked.value.key})
    working(office, lambda work: take_delivery(work, made, [], Decimal(54000), 1, 316), sure)


def test_the_agreed_weight_of_a_unit_counts_for_what_is_delivered(office: Office) -> None:
    d = desk(office)
    made = d.made(
        quantity=Decimal(1000),
        unit=TradeUnit.MAUND,
        price_unit=TradeUnit.MAUND,
        kg_per_price_unit="37.36",
        price=Decimal(4490),
        tolerance_percent=Decimal(0),
    )
    assert office.ask(trade_detail, made).trade.est_weight_kg == Decimal(37360)
    whole = working(office, lambda work: take_delivery(work, made, [], Decimal(37360), 449_000_000, 0))
    assert whole.state is TradeState.DELIVERED
    assert office.ask(trade_detail, made).delivered_qty == Decimal(1000)


def test_the_buyers_limit_is_asked_about(office: Office) -> None:
    d = desk(office)
    office.do(SaveParty(id=d.buyer, name="Lakshmi Spinning Mills", credit_limit=Decimal(10_000_000)))
    d.made()
    with pytest.raises(NeedsConfirmation) as asked:
        d.made()
    assert asked.value.code == "trade.limit_passed"
    assert asked.value.params["after"] == "INR 17,639,793.00"
    d.made(confirmed=frozenset({asked.value.key}))
    with pytest.raises(NeedsConfirmation) as asked:
        d.made(seller_id=None, price=Decimal(70000))
    assert asked.value.code == "credit_limit.exceeded"


def test_each_kind_counts_in_its_financial_year(office: Office) -> None:
    def numbers(work: object) -> list[str]:
        return [
            take_number(work, kind, on)  # type: ignore[arg-type]
            for kind, on in (
                (Numbered.OFFER, ON),
                (Numbered.OFFER, date(2027, 4, 1)),
                (Numbered.CLAIM, ON),
                (Numbered.OFFER, ON),
            )
        ]

    assert working(office, numbers) == ["OF/26-27/0001", "OF/27-28/0001", "CL/26-27/0001", "OF/26-27/0002"]
    assert office.ask(next_number, Numbered.OFFER, ON) == "OF/26-27/0003"


def test_a_devices_run_moves_behind_its_number(office: Office) -> None:
    run = run_of(Numbered.DELIVERY)
    moved = working(office, lambda work: move_trade_counter(work, run, "26-27/A1", "A1", 3))
    assert moved == range(1, 3)
    assert working(office, lambda work: move_trade_counter(work, run, "26-27", "", 3)) is None
    kept = office.ask(lambda read: read.find(TradeCounter, kind=Numbered.DELIVERY, year="26-27/A1"))
    assert kept is not None
    assert kept.next_n == 4
