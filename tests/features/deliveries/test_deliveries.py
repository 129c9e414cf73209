"""Lorries: recorded, counted to their contract, corrected, taken back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken, Stale
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.commodities.rules import PriceType
from rayafin_desktop.features.deliveries.commands import RecordDelivery, RecordLifting, VoidDelivery
from rayafin_desktop.features.deliveries.content import ChargeContent, DeductionContent, SlipContent
from rayafin_desktop.features.deliveries.model import DeliveryState
from rayafin_desktop.features.deliveries.queries import (
    DELIVERY_ROWS,
    deliveries_of,
    delivery_detail,
    delivery_form,
    delivery_stats,
    delivery_steps,
    lot_delivery_rows,
    trade_delivery_rows,
)
from rayafin_desktop.features.deliveries.rules import DeductionKind, WeighedAt, WeightRule
from rayafin_desktop.features.lots.model import LotState
from rayafin_desktop.features.trades.rules import TradeState
from tests.books import Office
from tests.features.lots.lotted import TODAY, measured

from .lorry import MOISTURE, Desk, desk, faults, loaded, read_lot, slips

D = Decimal


@pytest.fixture(autouse=True)
def sound(office: Office) -> Iterator[None]:
    yield
    assert faults(office) == []


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def listed(office: Office, tab: str) -> list[str]:
    with office.app.read(office.owner) as read:
        return [row.number for row in page(DELIVERY_ROWS, read, Look(tab=tab, sort="number"))]


def test_a_lorry_of_two_hundred_bales(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    trade_id = d.contract((lot_id, 200))
    one = d.deliver(trade_id, lorry_no="gj 03 bt 4571", lr_no="889")
    # 33,980 and 33,920 on average, less 50 kg of tare per 100 bales
    assert (one.net_kg, one.billed_kg) == (D(33950), D(33850))
    assert (one.goods_minor, one.value_minor) == (582_543_408, 582_543_408)
    assert (one.state, one.number, one.lorry_no) == (
        DeliveryState.DELIVERED,
        "DL/26-27/0001",
        "GJ 03 BT 4571",
    )
    trade = d.trade(trade_id)
    assert (trade.delivered_kg, trade.delivered_packages, trade.state) == (
        D(33850),
        200,
        TradeState.DELIVERED,
    )
    assert (read_lot(office, lot_id).delivered, read_lot(office, lot_id).state) == (200, LotState.SOLD)
    detail = office.ask(delivery_detail, one.id)
    assert [(slip.at, slip.net_kg) for slip in detail.slips] == [
        ("LOADING", D(33980)),
        ("UNLOADING", D(33920)),
    ]
    assert [(row.lot_no, row.weight_kg) for row in detail.lots] == [("27/A", D(33850))]
    assert detail.is_brokered


def test_what_is_on_its_way_stays_reserved_and_is_on_no_second_lorry(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    trade_id = d.contract((lot_id, 200))
    lifted = office.do(RecordLifting(trade_id=trade_id, packages=150, weighings=slips()[:1], lorry_no="A"))
    assert (read_lot(office, lot_id).reserved, read_lot(office, lot_id).delivered) == (200, 0)
    with pytest.raises(RuleBroken) as refused:
        office.do(RecordLifting(trade_id=trade_id, packages=60))
    assert codes(refused) == ["trade.lot_not_enough"]
    second = office.do(RecordLifting(trade_id=trade_id))  # all that is left
    assert d.read(second).packages == 50
    assert listed(office, "on_the_way") == ["DL/26-27/0001", "DL/26-27/0002"]
    office.do(RecordLifting(id=lifted, lr_no="4411", freight=D(28000), freight_advance=D(10000)))
    form = office.ask(delivery_form, lifted)
    assert (form.lorry_no, form.lr_no, form.freight, form.packages) == ("A", "4411", D(28000), 150)
    # Weighed at the buyer's: the loading slip of before and the new one.
    unloading = slips("25500", "25460")[1:]
    office.do(RecordDelivery(id=lifted, weighings=(*slips("25500")[:1], *unloading)))
    one = d.read(lifted)
    assert (one.net_kg, one.billed_kg, one.freight_minor) == (D(25480), D(25405), 2_800_000)
    assert read_lot(office, lot_id).delivered == 150
    with pytest.raises(RuleBroken) as refused:
        office.do(RecordLifting(id=lifted, lr_no="1"))
    assert codes(refused) == ["delivery.not_on_the_way"]
    assert office.ask(delivery_stats)["on_the_way"] == 1
    assert [step.title for step in office.ask(delivery_steps, lifted)] == ["Weighed at the buyer's", "Loaded"]


def test_taken_back_all_is_as_it_was(office: Office) -> None:
    d = desk(office)
    lots = [(d.lot("27/A", 120), 120), (d.lot("28/A", 80), 80)]
    trade_id = d.contract(*lots)
    before = d.trade(trade_id), [read_lot(office, lot_id) for lot_id, _ in lots]
    luck = random.Random(7)
    for _ in range(4):
        some = [(lot_id, luck.randint(1, most)) for lot_id, most in lots]
        packages = sum(count for _, count in some)
        net = D(packages * 170) + D(luck.randint(0, 10**6)) / 10**6
        one = d.deliver(
            trade_id,
            packages=packages,
            lots=loaded(*some),
            weighings=slips(str(net), str(net + D("0.000001"))),
            charges=(ChargeContent(name="Labour", amount=D("-12.34")),),
        )
        detail = office.ask(delivery_detail, one.id)
        assert sum((row.weight_kg for row in detail.lots), D(0)) == one.billed_kg
        assert one.value_minor == one.goods_minor - 1234
        office.do(VoidDelivery(id=one.id, reason="Wrong lorry"))
        after = d.trade(trade_id)
        assert not after.delivered_kg
        assert not after.delivered_packages
        assert not after.delivered_minor
        assert after.state is before[0].state
        now = [read_lot(office, lot_id) for lot_id, _ in lots]
        assert [(x.reserved, x.delivered, x.state) for x in now] == [
            (x.reserved, x.delivered, x.state) for x in before[1]
        ]
        assert d.read(one.id).state is DeliveryState.VOID
        with pytest.raises(RuleBroken) as refused:
            office.do(VoidDelivery(id=one.id, reason="again"))
        assert codes(refused) == ["delivery.is_void"]
    assert office.ask(deliveries_of, trade_id) == []
    assert len(office.ask(trade_delivery_rows, trade_id)) == 4
    assert len(office.ask(lot_delivery_rows, lots[0][0])) == 4


def test_a_correction_counts_the_lorry_anew_and_keeps_what_is_not_said(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract((d.lot(), 200))
    charge = ChargeContent(name="APMC fee", amount=D(150))
    moist = DeductionContent(kind=DeductionKind.MOISTURE, weight_kg=D("12.5"), note="9.1 %")
    one = d.deliver(trade_id, charges=(charge,), deductions=(moist,))
    assert (one.billed_kg, one.charges_minor) == (D("33937.5"), 15000)
    office.do(RecordDelivery(id=one.id, weight_rule=WeightRule.LOWER))
    again = d.read(one.id)
    assert (again.number, again.net_kg, again.billed_kg) == (one.number, D(33920), D("33907.5"))
    assert (again.charges_minor, d.trade(trade_id).delivered_kg) == (15000, D("33907.5"))
    with pytest.raises(Stale):
        office.do(RecordDelivery(id=one.id, version=one.version, lr_no="5"))
    # What the setting says later does not change a lorry that was weighed by another rule.
    office.do(RecordDelivery(id=one.id, lr_no="5"))
    assert d.read(one.id).net_kg == D(33920)


def test_shortage_is_allowed_up_to_fifty_kilograms(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract((d.lot(), 200))
    short = (DeductionContent(kind=DeductionKind.TARE), DeductionContent(kind=DeductionKind.SHORTAGE))
    one = d.deliver(trade_id, deductions=short, weight_rule=WeightRule.LOADING)
    assert one.billed_kg == D(33980 - 100 - 50)  # 60 kg are short
    much = (DeductionContent(kind=DeductionKind.SHORTAGE, weight_kg=D(60)),)
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(RecordDelivery(id=one.id, deductions=much))
    assert (asked.value.code, asked.value.params) == ("delivery.shortage_over", {"kg": "60", "most": "50"})
    office.do(RecordDelivery(id=one.id, deductions=much), confirmed={"delivery.shortage_over"})
    assert d.read(one.id).billed_kg == D(33920)


def test_an_allowance_is_reckoned_over_the_weight_that_came(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    measured(office, lot_id, "moisture 9.2")
    trade_id = d.contract((lot_id, 200), limits=MOISTURE, allowance_table_id=d.allowances())
    one = d.deliver(trade_id)
    # Half a percent of 33,850 kg at 61,200 a candy
    assert one.allowance_minor == 2_912_717
    assert one.value_minor == 582_543_408 - 2_912_717
    (row,) = office.ask(delivery_detail, one.id).lots
    assert row.why[0]["words"].startswith("moisture 9.2 % against at most 8.5 %: 0.7 over, 1 step of 0.5")
    assert "= 169.25 kg = Rs 29,127.17" in row.why[0]["words"]
    taken = (DeductionContent(kind=DeductionKind.MOISTURE, weight_kg=D(100)),)
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(RecordDelivery(id=one.id, deductions=taken))
    assert asked.value.code == "delivery.allowed_twice"


def test_a_lot_that_failed_is_asked_about(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    trade_id = d.contract((lot_id, 200), limits=MOISTURE)
    with pytest.raises(NeedsConfirmation) as asked:
        d.deliver(trade_id)
    assert asked.value.code == "delivery.lot_untested"
    measured(office, lot_id, "moisture 9.2")
    with pytest.raises(NeedsConfirmation) as asked:
        d.deliver(trade_id)
    assert asked.value.code == "delivery.lot_failed"
    d.deliver(trade_id, confirmed=frozenset({asked.value.key}))


def test_more_than_the_tolerance_is_asked_about(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract()
    with pytest.raises(NeedsConfirmation) as asked:
        d.deliver(trade_id, packages=230, weighings=slips("39100", "39100"))
    assert asked.value.code == "trade.over_delivered"


def test_goods_without_packages(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract(quantity=D(34), unit=TradeUnit.MT, price=D(1720), price_unit=TradeUnit.QTL)
    one = d.deliver(trade_id, packages=None)
    assert (one.packages, one.billed_kg, one.goods_minor) == (0, D(33950), 58_394_000)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"weighings": ()}, "delivery.slip_missing"),
        ({"weighings": slips()[:1], "weight_rule": WeightRule.UNLOADING}, "delivery.slip_missing"),
        ({"delivered_on": TODAY + timedelta(days=1)}, "delivery.in_the_future"),
        ({"lifted_on": TODAY, "delivered_on": TODAY - timedelta(days=1)}, "delivery.delivered_before_lifted"),
        ({"packages": 199, "lots": "all"}, "delivery.packages_differ"),
        ({"lots": "twice"}, "delivery.lot_twice"),
        ({"lots": "other"}, "trade.lot_not_assigned"),
        ({"lots": "none"}, "lot.packages_not_positive"),
        ({"lots": "much"}, "trade.lot_not_enough"),
        ({"packages": 100}, "delivery.lots_missing"),
        ({"freight": D(100), "freight_advance": D(101)}, "delivery.advance_too_large"),
        ({"freight": D("0.001")}, "delivery.amount_too_fine"),
        ({"freight": D(-1)}, "delivery.freight_negative"),
        ({"deductions": (DeductionContent(kind=DeductionKind.OTHER),)}, "delivery.deduction_weight"),
        (
            {"deductions": (DeductionContent(kind=DeductionKind.OTHER, weight_kg=D(99999)),)},
            "delivery.nothing_left",
        ),
        ({"charges": (ChargeContent(name="", amount=D(1)),)}, "delivery.charge_nameless"),
        ({"charges": (ChargeContent(name="Labour", amount=D(0)),)}, "delivery.charge_of_nothing"),
        (
            {"weighings": (SlipContent(at=WeighedAt.LOADING, gross_kg=D(1), tare_kg=D(1)),)},
            "delivery.slip_weights",
        ),
    ],
)
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused_and_nothing_stays(
    office: Office, values: dict[str, Any], code: str
) -> None:
    d = desk(office)
    first, second, other = d.lot("27/A", 120), d.lot("28/A", 80), d.lot("29/A", 10)
    trade_id = d.contract((first, 120), (second, 80))
    lots = {
        "all": loaded((first, 120), (second, 80)),
        "twice": loaded((first, 100), (first, 100)),
        "other": loaded((other, 10)),
        "none": loaded((first, 0)),
        "much": loaded((first, 121)),
    }
    if "lots" in values:
        values = {"packages": None} | values | {"lots": lots[values["lots"]]}
    with pytest.raises(RuleBroken) as refused:
        d.deliver(trade_id, **values)
    assert code in codes(refused)
    assert listed(office, "all") == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_price_that_is_not_fixed_is_not_reckoned(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract(price=D(950), price_type=PriceType.ON_CALL)
    with pytest.raises(RuleBroken) as refused:
        d.deliver(trade_id)
    assert codes(refused) == ["delivery.not_priced"]


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_figure_too_few_on_a_slip_is_asked_about(office: Office) -> None:
    d = desk(office)
    with pytest.raises(NeedsConfirmation) as asked:
        d.deliver(d.contract(), weighings=slips("3398", "3392"))
    assert asked.value.code == "delivery.weight_unusual"


def test_who_may_what(office: Office) -> None:
    d: Desk = desk(office)
    trade_id = d.contract((d.lot(), 200))
    office.do(RecordLifting(trade_id=trade_id), as_=office.member(Role.BROKER))
    for role in (Role.CASHIER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            office.do(RecordLifting(trade_id=trade_id), as_=office.member(role))
        assert office.ask(deliveries_of, trade_id, as_=office.member(role))
