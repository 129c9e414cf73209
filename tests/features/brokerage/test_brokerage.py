"""Brokerage through the door: charged, accrued, billed, shared and taken back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.brokerage.commands import BillAllBrokerage, BillBrokerage, BillCharge
from rayafin_desktop.features.brokerage.model import ChargeState
from rayafin_desktop.features.brokerage.settings import SHARE_TRIGGER
from rayafin_desktop.features.commissions.model import CommissionEntry
from rayafin_desktop.features.commissions.rules import Status
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent
from rayafin_desktop.features.trades.model import BrokerageBasis, BrokerageTrigger
from tests.books import Office
from tests.features.billing.billed import document, legs_of, lines_of, taxes_of

from .broked import Broked

LOCAL = "27"


@pytest.fixture
def broked(office: Office) -> Broked:
    one = Broked(office)
    # In the company's own state: CGST and SGST.
    office.do(SaveParty(id=one.seller, name="Balaji Ginning Factory", state=LOCAL, is_supplier=True))
    return one


def balance(office: Office, role: AccountRole) -> int:
    from sqlalchemy import func, select

    from rayafin_desktop.features.ledger.model import Leg
    from rayafin_desktop.features.ledger.queries import accounts

    def found(read: object) -> int:
        account = accounts(read).by_role[role]  # type: ignore[arg-type]
        statement = select(func.coalesce(func.sum(Leg.c.base_minor), 0)).where(
            Leg.c.company_id == office.company_id, Leg.c.account_id == account.id
        )
        return int(read.scalar(statement))  # type: ignore[attr-defined]

    return office.ask(found)


def test_the_worked_bill_to_the_paisa(broked: Broked) -> None:
    office = broked.office
    sub_broker = office.do(SaveParty(name="Mehta Brothers, brokers", is_supplier=True, state=LOCAL))
    trade = broked.contract(shares=(ShareContent(side=Side.SELL, party_id=sub_broker, percent=Decimal(30)),))
    broked.deliver(trade)
    [charge] = broked.charges()
    assert (charge.base_minor, charge.amount_minor) == (582_543_408, 2_912_717)
    assert balance(office, AccountRole.BROKERAGE_ACCRUED) == 2_912_717
    assert balance(office, AccountRole.BROKERAGE_INCOME) == -2_912_717

    [bill_id] = broked.bill()
    bill = document(office, bill_id)
    assert (bill.net_minor, bill.total_minor) == (2_912_717, 3_437_007)
    assert {(row.head, row.tax_minor) for row in taxes_of(office, bill_id)} == {
        ("CGST", 262_145),
        ("SGST", 262_145),
    }
    [line] = lines_of(office, bill_id)
    assert line.hsn == "996111"
    assert line.description == (
        "Brokerage, contract CN/26-27/0001 of 21 Nov 2026, GJ03AB1234, 33,850 kg, 0.5 %"
    )
    assert balance(office, AccountRole.BROKERAGE_ACCRUED) == 0
    assert balance(office, AccountRole.SALES) == 0
    assert broked.sound() == []

    office.do(
        ReceivePayment(
            party_id=broked.seller,
            amount=Decimal("33787.53"),
            withheld=Decimal("582.54"),
            allocations=(AllocationLine(invoice_id=bill_id, amount=Decimal("34370.07")),),
        )
    )
    assert document(office, bill_id).open_minor == 0
    assert [one.state for one in broked.charges()] == [ChargeState.SETTLED]
    [share] = office.ask(lambda read: read.all(CommissionEntry))
    assert (share.party_id, share.amount_minor, share.status) == (sub_broker, 873_815, Status.EARNED)
    assert 2_912_717 - share.amount_minor == 2_038_902
    assert balance(office, AccountRole.TDS_RECEIVABLE) == 58_254
    assert broked.sound() == []


def test_partial_lorries_never_drift_and_are_taken_back_exactly(broked: Broked) -> None:
    trade = broked.contract(BrokerageContent(side=Side.SELL, rate=Decimal("0.1234")), quantity=Decimal(600))
    lorries = [broked.deliver(trade, Decimal("11283.333"), 66) for _ in range(3)]
    whole = sum(broked.amounts())
    goods = broked.charges()[-1].base_minor
    assert abs(whole * 1_000_000 - goods * 1234) <= 500_000  # within half a paisa of 0.1234 %
    broked.take_back(lorries[1])
    assert broked.sound() == []
    broked.take_back(lorries[0])
    broked.take_back(lorries[2])
    assert sum(broked.amounts()) == 0
    assert {one.state for one in broked.charges()} == {ChargeState.CANCELLED}
    assert balance(broked.office, AccountRole.BROKERAGE_ACCRUED) == 0
    assert broked.sound() == []


def test_a_contract_trigger_is_trued_up_by_deliveries(broked: Broked) -> None:
    both = tuple(
        BrokerageContent(side=side, rate=Decimal("0.5"), trigger=BrokerageTrigger.CONTRACT) for side in Side
    )
    trade = broked.contract(*both)
    assert broked.amounts() == [2_925_624, 2_925_624]  # 0.5 % of the estimate of 200 bales of 170 kg
    broked.deliver(trade, Decimal(16925), 100)
    broked.deliver(trade, Decimal(16925), 100)
    assert sum(one.amount_minor for one in broked.charges() if one.side is Side.SELL) == 2_912_717
    made = broked.office.do(BillAllBrokerage())
    assert len(made) == 2
    assert {document(broked.office, id_).party_id for id_ in made} == {broked.buyer, broked.seller}
    assert broked.sound() == []


@pytest.mark.parametrize(
    ("unit", "rate", "expected"),
    [
        (TradeUnit.BALE, "50", 1_000_000),
        (TradeUnit.CANDY, "150", 1_427_802),
        (TradeUnit.QTL, "10", 338_500),
        (TradeUnit.BAG, "5", 100_000),
    ],
)
def test_money_per_unit(broked: Broked, unit: TradeUnit, rate: str, expected: int) -> None:
    one = BrokerageContent(side=Side.BUY, basis=BrokerageBasis.PER_UNIT, rate=Decimal(rate), unit=unit)
    broked.deliver(broked.contract(one))
    assert broked.amounts() == [expected]
    assert broked.sound() == []


def test_a_lump_is_charged_once(broked: Broked) -> None:
    lump = BrokerageContent(side=Side.SELL, basis=BrokerageBasis.LUMP, rate=Decimal(5000))
    trade = broked.contract(lump)
    assert broked.amounts() == []
    first = broked.deliver(trade, Decimal(16000), 95)
    second = broked.deliver(trade, Decimal(17000), 100)
    assert broked.amounts() == [500_000]
    broked.take_back(first)
    assert broked.amounts() == [500_000]
    broked.take_back(second)
    assert broked.amounts(ChargeState.DUE) == []
    broked.deliver(trade)
    assert broked.amounts(ChargeState.DUE) == [500_000]
    assert [one.lump_no for one in broked.charges()] == [1, None, 2]
    assert broked.sound() == []


def test_several_contracts_stand_on_one_bill_and_none_twice(broked: Broked) -> None:
    office = broked.office
    first, second = broked.contract(), broked.contract(price=Decimal(60000))
    broked.deliver(first)
    broked.deliver(second)
    [bill_id] = broked.bill()
    assert len(lines_of(office, bill_id)) == 2
    with pytest.raises(RuleBroken) as refused:
        broked.bill()
    assert [one.code for one in refused.value.problems] == ["brokerage.nothing_due"]
    with pytest.raises(RuleBroken) as refused:
        office.do(BillBrokerage(charge_ids=(broked.charges()[0].id,)))
    assert [one.code for one in refused.value.problems] == ["brokerage.not_due"]
    assert broked.sound() == []


def test_voiding_a_bill_gives_its_charges_back(broked: Broked) -> None:
    office = broked.office
    broked.deliver(broked.contract())
    [bill_id] = broked.bill()
    office.do(VoidInvoice(invoice_id=bill_id, reason="Wrong day"))
    assert [one.state for one in broked.charges()] == [ChargeState.DUE]
    assert balance(office, AccountRole.BROKERAGE_ACCRUED) == 2_912_717
    assert broked.sound() == []
    [again] = office.do(BillCharge(charge_id=broked.charges()[0].id))
    assert document(office, again).net_minor == 2_912_717
    assert broked.sound() == []


def test_what_is_taken_back_after_billing_is_credited(broked: Broked) -> None:
    office = broked.office
    member = office.owner.member_id
    trade = broked.contract(
        quantity=Decimal(400), shares=(ShareContent(side=Side.SELL, member_id=member, percent=Decimal(30)),)
    )
    lorry = broked.deliver(trade)
    broked.deliver(trade)
    [bill_id] = broked.bill()
    bill = document(office, bill_id)
    office.do(
        ReceivePayment(
            party_id=broked.seller,
            amount=Decimal(bill.total_minor).scaleb(-2),
            allocations=(AllocationLine(invoice_id=bill_id, amount=Decimal(bill.total_minor).scaleb(-2)),),
        )
    )
    broked.take_back(lorry)
    [back] = broked.charges(ChargeState.DUE)
    assert (back.amount_minor, back.against_id) == (-2_912_717, bill_id)
    assert broked.sound() == []
    [note_id] = broked.bill()
    note = document(office, note_id)
    assert (note.kind, note.net_minor, note.original_id) == ("CREDIT_NOTE", 2_912_717, bill_id)
    assert broked.charges(ChargeState.DUE) == []
    assert balance(office, AccountRole.BROKERAGE_ACCRUED) == 0
    assert balance(office, AccountRole.SALES_RETURNS) == 0
    assert balance(office, AccountRole.BROKERAGE_INCOME) == -sum(broked.amounts())
    entries = office.ask(lambda read: read.all(CommissionEntry, order_by=(CommissionEntry.c.step,)))
    # 30 % of both lorries, then back to 30 % of the one that is left.
    assert sum(entry.amount_minor for entry in entries) == 873_815
    assert broked.sound() == []


def test_what_is_taken_back_nets_with_what_is_due_under_the_same_contract(broked: Broked) -> None:
    office = broked.office
    trade = broked.contract(quantity=Decimal(400))
    lorry = broked.deliver(trade, Decimal(16000), 100)
    broked.bill()
    broked.take_back(lorry)
    broked.deliver(trade)
    [bill_id] = broked.bill()
    [line] = lines_of(office, bill_id)
    assert line.net_minor == sum(broked.amounts()) - broked.amounts()[0]
    assert broked.charges(ChargeState.DUE) == []
    assert broked.sound() == []
    # All of it back: first from the later bill, then from the earlier one.
    for one in {charge.delivery_id for charge in broked.charges()} - {lorry}:
        if one is not None:
            broked.take_back(one)
    assert sum(broked.amounts()) == 0
    assert len(broked.bill()) == 2
    assert balance(office, AccountRole.BROKERAGE_ACCRUED) == 0
    assert balance(office, AccountRole.BROKERAGE_INCOME) == 0
    assert broked.sound() == []


def test_a_share_can_be_earned_at_posting(broked: Broked) -> None:
    office = broked.office
    office.do(ChangeSetting(key=SHARE_TRIGGER.key, value="POST"))
    sub_broker = office.do(SaveParty(name="Mehta Brothers", is_supplier=True, state=LOCAL))
    shares = (
        ShareContent(side=Side.SELL, party_id=sub_broker, percent=Decimal(30)),
        ShareContent(side=Side.SELL, member_id=office.owner.member_id, percent=Decimal(20)),
    )
    broked.deliver(broked.contract(shares=shares))
    [bill_id] = broked.bill()
    entries = office.ask(lambda read: read.all(CommissionEntry, order_by=(CommissionEntry.c.id,)))
    assert [(one.amount_minor, one.status) for one in entries] == [
        (873_815, Status.PENDING),
        (582_543, Status.PENDING),
    ]
    office.do(VoidInvoice(invoice_id=bill_id, reason="Wrong"))
    entries = office.ask(lambda read: read.all(CommissionEntry))
    assert sum(one.amount_minor for one in entries) == 0
    assert broked.sound() == []


def test_of_our_own_trades_nobody_owes_brokerage(broked: Broked) -> None:
    trade = broked.contract(HALF_OF_BUYER, seller_id=None)
    broked.deliver(trade)
    assert broked.charges() == []


HALF_OF_BUYER = BrokerageContent(side=Side.BUY, rate=Decimal("0.5"))


def test_a_party_that_is_no_customer_gets_no_bill(broked: Broked) -> None:
    office = broked.office
    broked.deliver(broked.contract())
    office.do(SaveParty(id=broked.seller, name="Balaji", state=LOCAL, is_customer=False, is_supplier=True))
    with pytest.raises(RuleBroken) as refused:
        broked.bill()
    assert [one.code for one in refused.value.problems] == ["brokerage.no_customer"]


def test_a_bill_takes_what_is_due_until_a_day(broked: Broked) -> None:
    office = broked.office
    trade = broked.contract(quantity=Decimal(400))
    broked.deliver(trade)
    yesterday = office.clock.today()
    office.clock.advance(days=1)
    broked.deliver(trade)
    [bill_id] = broked.bill(until=yesterday)
    assert document(office, bill_id).net_minor == 2_912_717
    assert broked.amounts(ChargeState.DUE) == [broked.amounts()[1]]
    assert legs_of(office, bill_id)["receivable"] == document(office, bill_id).total_minor
    with pytest.raises(RuleBroken):
        broked.bill(until=yesterday - timedelta(days=1))
    assert replace(broked.charges()[0]).state is ChargeState.BILLED
