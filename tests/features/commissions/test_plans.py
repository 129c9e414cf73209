"""What plans pay: tiers, margin, quantity in another unit, goods and customers, several beneficiaries."""

from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.commissions.model import Payer
from rayafin_desktop.features.commissions.periods import Period
from rayafin_desktop.features.commissions.plans import PlanShare, PlanTarget, PlanTier, SaveCommissionPlan
from rayafin_desktop.features.commissions.queries import plan_detail
from rayafin_desktop.features.commissions.rules import Basis, TierBy, TierMode, Trigger
from rayafin_desktop.features.commissions.screens import PLAN_TRIGGERS
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import ReversePayment
from tests.features.payments.sales import GSTIN, balance, customer, verify

from .test_commands import add_broker
from .trade import Trade, trade_in

R = AccountRole


@pytest.fixture
def trade(offices: Any) -> Trade:
    return trade_in(offices("IN", tax_id=GSTIN))


def tier(above: str, rate: str) -> PlanTier:
    return PlanTier(above=Decimal(above), rate=Decimal(rate))


def test_slabs_pay_each_part_at_its_own_rate(trade: Trade) -> None:
    trade.plan(member_id=trade.member, tiers=(tier("100", "2"), tier("200", "3")))
    trade.pay(trade.bill("250.00"))
    assert [entry.amount_minor for entry in trade.entries()] == [100 + 200 + 150]
    assert "1 % x 100 + 2 % x 100 + 3 % x 50" in trade.entries()[0].why
    assert verify(trade.office) == []


def test_a_whole_amount_tier_pays_all_at_the_rate_reached_and_a_credit_brings_it_back(trade: Trade) -> None:
    trade.plan(member_id=trade.member, tiers=(tier("100", "2"),), tier_mode=TierMode.WHOLE)
    bill = trade.bill("150.00")
    trade.pay(bill)
    trade.credit(bill, "50.00")
    # 150 at 2 %, then 100 at 1 %: the threshold itself has the lower rate.
    assert [entry.amount_minor for entry in trade.entries()] == [300, -200]
    assert verify(trade.office) == []


def test_turnover_counts_what_was_posted_before_whatever_is_paid_first(trade: Trade) -> None:
    trade.plan(
        member_id=trade.member, tiers=(tier("100", "10"),), tier_by=TierBy.TURNOVER, period=Period.QUARTER
    )
    first, second = trade.bill("80.00"), trade.bill("80.00")
    trade.pay(second)
    trade.pay(first)
    by_invoice = {snapshot.invoice_id: snapshot for snapshot in trade.snapshots()}
    assert by_invoice[first.id].turnover_before == 0
    assert by_invoice[second.id].turnover_before == 80
    # The second stands from 80 to 160: 20 at 1 %, 60 at 10 %.
    assert [entry.amount_minor for entry in trade.entries()] == [20 + 600, 80]
    trade.office.clock.advance(days=60)
    third = trade.bill("80.00")
    trade.pay(third)
    assert trade.entries()[-1].amount_minor == 80
    assert verify(trade.office) == []


def test_a_snapshot_frozen_at_posting_outlives_a_bounce(trade: Trade) -> None:
    trade.plan(member_id=trade.member, tiers=(tier("100", "10"),), tier_by=TierBy.TURNOVER)
    trade.bill("90.00")
    bill = trade.bill("90.00")
    payment = trade.pay(bill)
    trade.office.do(ReversePayment(payment_id=payment, reason="Bounced"))
    trade.pay(bill)
    assert [entry.amount_minor for entry in trade.entries()] == [10 + 800, -810, 810]
    assert len(trade.snapshots()) == 2
    trade.office.do(VoidInvoice(invoice_id=trade.bill("5.00").id, reason="Twice"))
    assert [one.is_live for one in trade.snapshots()] == [True, True, False]
    assert verify(trade.office) == []


def test_margin_counts_the_cost_of_the_day_of_posting(trade: Trade) -> None:
    cotton = trade.item("Cotton", cost_price=Decimal(60))
    trade.plan(member_id=trade.member, rate="10", basis=Basis.MARGIN)
    bill = trade.sell(trade.line("100.00", "2", item_id=cotton, unit="kg"))
    trade.pay(bill)
    [snapshot] = trade.snapshots()
    assert (snapshot.net_minor, snapshot.cost_minor) == (20000, 12000)
    assert [entry.amount_minor for entry in trade.entries()] == [800]
    trade.credit(bill, "40.00")
    assert [entry.amount_minor for entry in trade.entries()] == [800, -400]
    assert verify(trade.office) == []


def test_margin_without_a_cost_is_refused(trade: Trade) -> None:
    dear = trade.item("Yarn")
    trade.plan(member_id=trade.member, rate="10", basis=Basis.MARGIN)
    with pytest.raises(RuleBroken) as refused:
        trade.sell(trade.line("100.00", item_id=dear), trade.line("5.00"))
    found = [(problem.code, problem.field) for problem in refused.value.problems]
    assert found == [
        ("commission.cost_missing", "lines.0.item_id"),
        ("commission.cost_missing", "lines.1.item_id"),
    ]


def test_a_rate_per_candy_is_paid_on_kilograms_exactly(trade: Trade) -> None:
    trade.plan(member_id=trade.member, rate="50", basis=Basis.QUANTITY, unit="candy")
    trade.pay(trade.sell(trade.line("1.00", "33850", unit="kg"), trade.line("9.00", "7", unit="bale")))
    # 33,850 kg are 95.1868 candies of 784 lb; bales cannot be told in candies and earn the plain percent.
    amounts = sorted(entry.amount_minor for entry in trade.entries())
    assert amounts == [63, 475934]
    assert verify(trade.office) == []


def test_fractions_of_a_unit_count_on_both_engines(trade: Trade) -> None:
    trade.plan(member_id=trade.member, rate="10", basis=Basis.QUANTITY)
    bill = trade.sell(trade.line("40.00", "2.125", unit="kg"), trade.line("40.00", "0.5", unit="kg"))
    trade.pay(bill)
    assert [entry.amount_minor for entry in trade.entries()] == [2625]
    assert verify(trade.office) == []


def test_the_most_specific_plan_wins_for_each_line(trade: Trade) -> None:
    cotton, yarn = trade.item("Cotton", hsn="5201"), trade.item("Yarn", hsn="5205")
    trade.plan("All", member_id=trade.member, rate="1")
    trade.plan("Fibres", member_id=trade.member, rate="2", targets=(PlanTarget(hsn="52"),))
    trade.plan("Cotton", member_id=trade.member, rate="5", targets=(PlanTarget(item_id=cotton),))
    bill = trade.sell(
        trade.line("100.00", item_id=cotton),
        trade.line("100.00", item_id=yarn),
        trade.line("100.00"),
    )
    trade.pay(bill)
    assert sorted(entry.amount_minor for entry in trade.entries()) == [100, 200, 500]
    trade.credit(bill, "50.00", line_no=1)
    assert trade.entries()[-1].amount_minor < 0
    assert sum(entry.amount_minor for entry in trade.entries()) == 100 + 200 + 250
    assert verify(trade.office) == []


def test_priority_beats_what_is_more_specific(trade: Trade) -> None:
    trade.plan("Customer", member_id=trade.member, rate="2", targets=(PlanTarget(customer_id=trade.party),))
    trade.plan("Season", member_id=trade.member, rate="4", priority=1)
    trade.pay(trade.bill())
    assert [entry.amount_minor for entry in trade.entries()] == [400]


def test_half_paid_gives_each_agent_half_of_his_own(trade: Trade) -> None:
    """OCA's module gave 60 and 40 half paid 50 + 50, the invoice's total to each."""
    other = add_broker(trade.office, "Ravi", "0")
    trade.plan("Meera", member_id=trade.member, rate="0.6")
    trade.plan("Ravi", member_id=other.member_id, rate="0.4", own_customers=False)
    trade.pay(trade.bill("100.00"), "59.00")
    assert sorted(trade.earned().values()) == [20, 30]
    assert verify(trade.office) == []


def test_sub_brokers_share_without_drift(trade: Trade) -> None:
    trade.plan(
        member_id=trade.member,
        rate="1",
        shares=(PlanShare(party_id=trade.agent, percent=Decimal("33.333333")),),
    )
    bill = trade.bill("100.00")
    for part in ("39.33", "39.33", "39.34"):
        trade.pay(bill, part)
    assert trade.earned() == {("AGENT", trade.member): 67, ("SUB_AGENT", trade.agent): 33}
    assert verify(trade.office) == []


def test_brokerage_is_owed_by_both_sides_and_the_sub_broker_gets_his_part(trade: Trade) -> None:
    seller = customer(trade.office, "Ginning Works")
    other = customer(trade.office, "Mill without an agent")
    trade.plan(
        payer=Payer.BOTH,
        party_id=seller,
        rate="0.5",
        shares=(PlanShare(party_id=trade.agent, percent=Decimal(30)),),
    )
    trade.pay(trade.bill("1000.00", party=other), party=other)
    assert trade.earned() == {
        ("BUYER", other): 500,
        ("SELLER", seller): 500,
        ("SUB_AGENT", trade.agent): 300,
    }
    assert balance(trade.office, R.BROKERAGE_ACCRUED) == 1000
    assert balance(trade.office, R.BROKERAGE_INCOME) == -1000
    assert balance(trade.office, R.COMMISSION_ACCRUED) == -300
    assert verify(trade.office) == []


def test_tax_and_freight_count_only_if_the_plan_says_so(trade: Trade) -> None:
    trade.plan(member_id=trade.member, counts_charges=True, counts_tax=True)
    trade.pay(trade.bill("100.00", charges=Decimal("50.00")))
    assert [entry.amount_minor for entry in trade.entries()] == [177]


def test_a_change_of_terms_is_a_new_version_and_the_old_one_is_kept(trade: Trade) -> None:
    plan_id = trade.plan("Own", member_id=trade.member, rate="1")
    trade.pay(trade.bill())
    change = SaveCommissionPlan(
        id=plan_id, name="Own", member_id=trade.member, rate=Decimal(2), tiers=(tier("500", "3"),)
    )
    trade.office.do(change)
    trade.office.do(change)
    detail = trade.office.ask(plan_detail, plan_id)
    assert [(one.plan_version, one.terms["rate"]) for one in detail.versions] == [(2, "2"), (1, "1")]
    assert trade.snapshots()[0].plan_version == 1
    assert verify(trade.office) == []


def test_a_plan_is_refused_with_everything_that_is_wrong(trade: Trade) -> None:
    with pytest.raises(RuleBroken) as refused:
        trade.office.do(
            SaveCommissionPlan(
                name="",
                payer=Payer.SELLER,
                member_id=trade.member,
                rate=Decimal(-1),
                unit="kg",
                tiers=(tier("100", "1"), tier("100", "101")),
                targets=(PlanTarget(),),
                shares=(
                    PlanShare(member_id=trade.member, percent=Decimal(70)),
                    PlanShare(percent=Decimal(40)),
                ),
                trigger=Trigger.DELIVERY,
            )
        )
    found = {(problem.code, problem.field) for problem in refused.value.problems}
    assert found == {
        ("commission_plan.name_missing", "name"),
        ("commission_plan.trigger_unknown", "trigger"),
        ("commission_rate.negative", "rate"),
        ("commission_plan.member_pays", "member_id"),
        ("commission_plan.seller_missing", "party_id"),
        ("commission_plan.unit_unused", "unit"),
        ("commission_tier.not_rising", "tiers.1.above"),
        ("commission_rate.over_hundred", "tiers.1.rate"),
        ("commission_target.empty", "targets.0"),
        ("commission_share.over_hundred", "shares"),
        ("commission_share.twice", "shares.0.member_id"),
        ("commission_share.whose", "shares.1.member_id"),
    }


@pytest.mark.parametrize("trigger", [Trigger.CONTRACT, Trigger.DELIVERY])
def test_a_plan_cannot_wait_for_a_contract_or_a_delivery(trade: Trade, trigger: Trigger) -> None:
    with pytest.raises(RuleBroken) as refused:
        trade.plan(member_id=trade.member, trigger=trigger)
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("commission_plan.trigger_unknown", "trigger")
    ]
    # One of before can still be put out of use, and earns nothing.
    trade.plan(member_id=trade.member, trigger=trigger, is_active=False)
    assert trigger.value not in {one.value for one in PLAN_TRIGGERS}
