"""Settlement runs: what they take, what they leave out and why, and what comes of it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.commissions.commands import (
    ApproveCommission,
    CancelCommissionSettlement,
    PayCommissionSettlement,
    SettleCommissions,
)
from rayafin_desktop.features.commissions.model import CommissionSettlement, Payer, SettlementStatus
from rayafin_desktop.features.commissions.periods import Period, period_of
from rayafin_desktop.features.commissions.plans import PlanShare
from rayafin_desktop.features.commissions.rules import Status, Trigger
from rayafin_desktop.features.commissions.run_commands import RunChoice, RunSettlement
from rayafin_desktop.features.commissions.runs import Outcome, Reason, RunPreview, settlement_preview
from rayafin_desktop.features.currencies.commands import SaveExchangeRate
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import ReceivePayment, ReversePayment
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.purchases.posting import VoidBill
from tests.books import Office
from tests.features.payments.sales import GSTIN, balance, customer, invoice, receive, verify

from .trade import Trade, trade_in

R = AccountRole


@pytest.fixture
def trade(offices: Any) -> Trade:
    return trade_in(offices("IN", tax_id=GSTIN))


def preview(office: Office, **values: Any) -> RunPreview:
    def look(read: Read) -> RunPreview:
        return settlement_preview(read, **values)

    return office.ask(look)


def settlements(office: Office) -> list[CommissionSettlement]:
    def read_all(read: Read) -> list[CommissionSettlement]:
        return read.all(CommissionSettlement, order_by=(CommissionSettlement.c.number,))

    return office.ask(read_all)


@pytest.mark.parametrize(
    ("period", "first_month", "expected"),
    [
        (Period.MONTH, 4, ("2026-11-01", "2026-11-30")),
        (Period.QUARTER, 4, ("2026-10-01", "2026-12-31")),
        (Period.HALF, 4, ("2026-10-01", "2027-03-31")),
        (Period.YEAR, 4, ("2026-04-01", "2027-03-31")),
        (Period.QUARTER, 2, ("2026-11-01", "2027-01-31")),
    ],
)
def test_periods_are_those_of_the_financial_year(
    trade: Trade, period: Period, first_month: int, expected: tuple[str, str]
) -> None:
    first, last = period_of(trade.office.clock.today(), period, first_month)
    assert (first.isoformat(), last.isoformat()) == expected


def test_the_preview_says_what_is_left_out_and_why(trade: Trade) -> None:
    """OCA commission #145: an empty wizard that does not say why."""
    trade.plan(member_id=trade.member)
    trade.plan("Outside", party_id=trade.agent, trigger=Trigger.POST)
    trade.pay(trade.bill("100.00"))
    trade.approve_all()
    trade.pay(trade.bill("200.00"))
    trade.bill("300.00")
    shown = preview(trade.office)
    [member, agent] = sorted(shown.groups, key=lambda group: group.outcome.value, reverse=True)
    assert (member.outcome, member.amount_minor, member.name) == (Outcome.PAYMENT, 100, "Meera")
    assert (agent.outcome, agent.amount_minor) == (Outcome.BILL, 100)
    assert sorted((one.amount_minor, one.reason) for one in shown.left_out) == [
        (200, Reason.NOT_APPROVED),
        (200, Reason.NOT_APPROVED),
        (300, Reason.WAITS),
    ]
    assert shown.left_out_count == 3
    trade.approve_all()
    earlier = preview(trade.office, day=trade.office.clock.today() - timedelta(days=40))
    assert earlier.groups == ()
    assert {one.reason for one in earlier.left_out} == {Reason.LATER, Reason.WAITS}


def test_a_run_settles_the_ticked_groups_and_no_line_twice(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    trade.pay(trade.bill("100.00"))
    trade.approve_all()
    [group] = preview(trade.office).groups
    trade.pay(trade.bill("50.00"))
    trade.approve_all()
    with pytest.raises(RuleBroken) as refused:
        trade.office.do(RunSettlement(chosen=(RunChoice(key=group.key, expected_minor=100),)))
    assert [problem.code for problem in refused.value.problems] == ["commission_run.changed"]
    [done] = trade.office.do(RunSettlement(chosen=(RunChoice(key=group.key, expected_minor=150),)))
    assert (done.amount_minor, done.payable_minor) == (150, 150)
    with pytest.raises(RuleBroken) as refused:
        trade.office.do(RunSettlement())
    assert [problem.code for problem in refused.value.problems] == ["commission_run.nothing"]
    trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id))
    assert balance(trade.office, R.COMMISSION_ACCRUED) == 0
    assert verify(trade.office) == []


def test_only_who_may_settle_sees_the_preview(trade: Trade) -> None:
    with pytest.raises(NotAllowed):
        trade.office.ask(settlement_preview, as_=trade.broker)


def test_a_refund_never_pays_twice(trade: Trade) -> None:
    """OCA commission #55: paying the agent twice for something he should not have been paid."""
    trade.plan(member_id=trade.member)
    bill = trade.bill("100.00")
    trade.pay(bill)
    trade.approve_all()
    [done] = trade.office.do(RunSettlement())
    trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id))
    trade.credit(bill, "100.00")
    [carried] = trade.office.do(RunSettlement())
    assert carried.amount_minor == -100
    assert [one.status for one in settlements(trade.office)] == [
        SettlementStatus.PAID,
        SettlementStatus.CARRIED,
    ]
    trade.pay(trade.bill("80.00"))
    trade.approve_all()
    [group] = preview(trade.office).groups
    assert (group.outcome, group.payable_minor) == (Outcome.RECOVERED, 0)
    trade.office.do(RunSettlement())
    trade.pay(trade.bill("30.00"))
    trade.approve_all()
    [last] = trade.office.do(RunSettlement())
    assert last.payable_minor == 10
    trade.office.do(PayCommissionSettlement(settlement_id=last.settlement_id))
    assert balance(trade.office, R.COMMISSION_RECOVERABLE) == 0
    assert balance(trade.office, R.COMMISSION_EXPENSE) == 110
    assert verify(trade.office) == []


def test_a_carried_settlement_can_be_cancelled_before_anything_of_it_is_recovered(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    bill = trade.bill("100.00")
    trade.pay(bill)
    trade.approve_all()
    [done] = trade.office.do(RunSettlement())
    trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id))
    trade.credit(bill, "40.00")
    [carried] = trade.office.do(RunSettlement())
    trade.office.do(CancelCommissionSettlement(settlement_id=carried.settlement_id, reason="Too early"))
    assert balance(trade.office, R.COMMISSION_RECOVERABLE) == 0
    assert trade.entries()[-1].status is Status.EARNED
    assert verify(trade.office) == []


def test_currencies_are_never_added_together(trade: Trade) -> None:
    """OCA commission #240: euros and dollars in one settlement."""
    office = trade.office
    trade.plan(member_id=trade.member)
    abroad = customer(office, "Overseas Mills", country="DE", state="", currency="EUR", agent_id=trade.member)
    bill = invoice(office, abroad, "100.00", currency="EUR", rate=Decimal("90.5"))
    receive(office, abroad, "100.00", (bill, "100.00"), currency="EUR", rate=Decimal(91))
    trade.pay(trade.bill("100.00"))
    trade.approve_all()
    groups = preview(office).groups
    assert sorted((one.whose.currency, one.amount_minor) for one in groups) == [("EUR", 100), ("INR", 100)]
    done = {one.currency: one for one in office.do(RunSettlement())}
    assert balance(office, R.COMMISSION_ACCRUED) == -(100 + 9050)
    office.do(PayCommissionSettlement(settlement_id=done["EUR"].settlement_id, rate=Decimal(92)))
    office.do(PayCommissionSettlement(settlement_id=done["INR"].settlement_id))
    assert balance(office, R.COMMISSION_ACCRUED) == 0
    assert verify(office) == []


def outside(trade: Trade) -> None:
    """An outside agent at 2 % of all sales to the customer, earned and approved on 1,000.00."""
    trade.plan("Outside", rate="2", party_id=trade.agent)
    trade.pay(trade.bill("1000.00"))
    trade.approve_all()


def of_agent(trade: Trade) -> CommissionSettlement:
    [mine] = [one for one in settlements(trade.office) if one.party_id == trade.agent]
    return mine


def test_an_outside_agent_gets_a_bill_charged_to_what_was_accrued(trade: Trade) -> None:
    outside(trade)
    expense = balance(trade.office, R.COMMISSION_EXPENSE)
    [done] = trade.office.do(RunSettlement(party_id=trade.agent))
    assert (done.amount_minor, bool(done.paper)) == (2000, True)
    assert balance(trade.office, R.PAYABLE, trade.agent) == -2000
    assert balance(trade.office, R.COMMISSION_EXPENSE) == expense
    assert of_agent(trade).bill_id is not None
    with pytest.raises(RuleBroken) as refused:
        trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id))
    assert [problem.code for problem in refused.value.problems] == ["commission_settlement.has_paper"]
    assert verify(trade.office) == []


def test_paying_the_bill_pays_the_lines_and_voiding_it_gives_them_back(trade: Trade) -> None:
    outside(trade)
    trade.office.do(RunSettlement(party_id=trade.agent))
    bill_id = of_agent(trade).bill_id
    assert bill_id is not None
    trade.office.do(VoidBill(bill_id=bill_id, reason="Wrong rate"))
    assert of_agent(trade).status is SettlementStatus.CANCELLED
    [entry] = [one for one in trade.entries() if one.party_id == trade.agent]
    assert (entry.status, entry.settlement_id) == (Status.EARNED, None)
    assert balance(trade.office, R.PAYABLE, trade.agent) == 0
    assert verify(trade.office) == []


def test_what_an_agent_has_to_give_back_is_kept_from_his_next_bill(trade: Trade) -> None:
    trade.plan("Outside", rate="2", party_id=trade.agent)
    bill = trade.bill("1000.00")
    trade.pay(bill)
    trade.approve_all()
    trade.office.do(RunSettlement(party_id=trade.agent))
    trade.credit(bill, "400.00")
    [carried] = trade.office.do(RunSettlement(party_id=trade.agent))
    assert (carried.amount_minor, carried.paper) == (-800, "")
    trade.pay(trade.bill("1000.00"))
    trade.approve_all()
    [done] = trade.office.do(RunSettlement(party_id=trade.agent))
    assert done.payable_minor == 1200
    assert balance(trade.office, R.PAYABLE, trade.agent) == -3200
    assert balance(trade.office, R.COMMISSION_RECOVERABLE) == 0
    assert verify(trade.office) == []
    trade.office.do(CancelCommissionSettlement(settlement_id=done.settlement_id, reason="Wrong"))
    assert balance(trade.office, R.COMMISSION_RECOVERABLE) == 800
    assert verify(trade.office) == []


def brokered(trade: Trade, amount: str = "1000.00") -> tuple[Any, Any]:
    """Brokerage of 0.5 % owed by both sides of an invoice that is paid; the buyer and the seller."""
    seller = customer(trade.office, "Ginning Works")
    buyer = customer(trade.office, "Mill without an agent")
    trade.plan(
        "Both sides",
        payer=Payer.BOTH,
        party_id=seller,
        rate="0.5",
        shares=(PlanShare(member_id=trade.member, percent=Decimal(30)),),
    )
    trade.pay(trade.bill(amount, party=buyer), party=buyer)
    return buyer, seller


def test_brokerage_becomes_an_invoice_to_each_side_with_gst(trade: Trade) -> None:
    _buyer, seller = brokered(trade)
    first = next(entry for entry in trade.entries() if entry.seat.is_income)
    assert trade.office.do(ApproveCommission(entry_id=first.id)) == 2
    sales_before = balance(trade.office, R.SALES)
    done = trade.office.do(RunSettlement())
    assert [one.amount_minor for one in done] == [500, 500]
    assert balance(trade.office, R.BROKERAGE_ACCRUED) == 0
    assert balance(trade.office, R.BROKERAGE_INCOME) == -1000
    assert balance(trade.office, R.SALES) == sales_before
    assert balance(trade.office, R.RECEIVABLE, seller) == 590
    assert all(one.paper for one in done)
    # An invoice for brokerage earns no brokerage itself.
    assert len([entry for entry in trade.entries() if entry.seat.is_income]) == 2

    def invoice_of(read: Read) -> SalesDocument:
        [one] = [one for one in read.all(CommissionSettlement) if one.party_id == seller]
        assert one.invoice_id is not None
        return read.get(SalesDocument, one.invoice_id)

    document = trade.office.ask(invoice_of)
    assert (document.net_minor, document.tax_minor) == (500, 90)
    assert verify(trade.office) == []


def test_paying_the_brokerage_invoice_pays_the_settlement_and_a_bounce_opens_it(trade: Trade) -> None:
    _buyer, seller = brokered(trade)
    trade.approve_all()
    trade.office.do(RunSettlement())
    got = trade.office.do(ReceivePayment(party_id=seller, amount=Decimal("5.90"), strategy=Strategy.FIFO))
    [mine] = [one for one in settlements(trade.office) if one.party_id == seller]
    assert mine.status is SettlementStatus.PAID
    trade.office.do(ReversePayment(payment_id=got.payment_id, reason="Bounced"))
    [mine] = [one for one in settlements(trade.office) if one.party_id == seller]
    assert mine.status is SettlementStatus.OPEN
    assert verify(trade.office) == []


def test_cancelling_voids_the_invoice_and_gives_the_lines_back(trade: Trade) -> None:
    _buyer, seller = brokered(trade)
    trade.approve_all()
    trade.office.do(RunSettlement())
    [mine] = [one for one in settlements(trade.office) if one.party_id == seller]
    trade.office.do(CancelCommissionSettlement(settlement_id=mine.id, reason="Wrong rate"))
    assert balance(trade.office, R.RECEIVABLE, seller) == 0
    assert balance(trade.office, R.BROKERAGE_ACCRUED) == 500
    back = [entry.status for entry in trade.entries() if entry.party_id == seller]
    assert back == [Status.EARNED]
    assert verify(trade.office) == []


def test_both_sides_settle_together(trade: Trade) -> None:
    _buyer, seller = brokered(trade)
    trade.approve_all()
    groups = [group for group in preview(trade.office).groups if group.whose.is_income]
    assert len(groups) == 2
    with pytest.raises(RuleBroken) as refused:
        trade.office.do(RunSettlement(chosen=(RunChoice(key=groups[0].key),)))
    assert [problem.code for problem in refused.value.problems] == ["commission_run.other_side"]
    shown = preview(trade.office, party_id=seller)
    assert shown.groups == ()
    assert [one.reason for one in shown.left_out] == [Reason.OTHER_SIDE]


def test_a_settlement_in_dollars_is_paid_at_the_rate_of_the_day(office: Office) -> None:
    trade = trade_in(office)
    trade.plan()
    abroad = customer(office, "Atlas Textiles", agent_id=trade.member, currency="USD", country="US", state="")
    bill = trade.sell(trade.line("1000.00", tax_code_id=None), party=abroad, currency="USD", rate=Decimal(83))
    receive(office, abroad, "1000.00", (bill, "1000.00"), currency="USD", rate=Decimal(84))
    trade.approve_all()
    settled = office.do(SettleCommissions(member_id=trade.member, currency="USD"))
    command = PayCommissionSettlement(settlement_id=settled.settlement_id)
    with pytest.raises(RuleBroken) as refused:
        office.do(command)
    assert [(one.code, one.field) for one in refused.value.problems] == [("commission.rate_missing", "rate")]
    office.do(SaveExchangeRate(currency="USD", dated_on=office.clock.today(), rate=Decimal(85)))
    bank = balance(office, R.BANK)
    office.do(command)
    assert bank - balance(office, R.BANK) == 85000  # USD 10 at 85, earned at 83
    assert balance(office, R.COMMISSION_ACCRUED) == 0
    assert verify(office) == []
