"""The commission statement: it balances, and everybody sees his own."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from rayafin_desktop.base.errors import NotFound, RuleBroken
from rayafin_desktop.engine.report import ReportTable
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.commissions.commands import PayCommissionSettlement
from rayafin_desktop.features.commissions.events import Event, commission_events
from rayafin_desktop.features.commissions.run_commands import RunSettlement
from rayafin_desktop.features.commissions.statement import (
    SETTLEMENT_PAPER,
    commission_statement,
    settlement_statement,
)
from rayafin_desktop.features.payments.commands import ReversePayment
from rayafin_desktop.features.payments.writing_off import TakeBackWriteOff, WriteOffInvoice
from tests.features.payments.sales import GSTIN, verify

from .test_commands import add_broker
from .trade import Trade, trade_in


@pytest.fixture
def trade(offices: Any) -> Trade:
    return trade_in(offices("IN", tax_id=GSTIN))


def statement(trade: Trade, **asked: Any) -> ReportTable:
    as_ = asked.pop("as_", None)

    def run(read: Read) -> ReportTable:
        return commission_statement(read, **asked)

    return trade.office.ask(run, as_=as_) if as_ else trade.office.ask(run)


def test_what_was_earned_taken_back_and_paid_adds_up(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    bill = trade.bill("100.00")
    trade.pay(bill)
    trade.approve_all()
    [done] = trade.office.do(RunSettlement())
    trade.office.do(PayCommissionSettlement(settlement_id=done.settlement_id, withheld=Decimal("0.02")))
    trade.credit(bill, "40.00")
    trade.pay(trade.bill("50.00"))
    table = statement(trade, member=trade.member)
    figures = [(row.values[3], row.values[4], row.values[5]) for row in table.rows if row.kind == "line"]
    assert figures == [
        (None, None, 0), (100, None, 100), (-40, None, 60), (50, None, 110), (None, 100, 10),
    ]  # fmt: skip
    assert table.rows[-1].values[3:] == (110, 100, 10)
    assert table.difference_minor == 0
    assert table.parameters["member"] == str(trade.member)
    trade.office.clock.advance(days=5)
    later = statement(trade, member=trade.member, first=trade.office.clock.today())
    assert [row.values[5] for row in later.rows if row.kind == "line"] == [10]


def test_a_broker_reads_his_own_only(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    trade.plan("Outside", party_id=trade.agent)
    trade.pay(trade.bill("100.00"))
    other = add_broker(trade.office, "Ravi", "2")
    assert [row.values[1] for row in statement(trade, as_=trade.broker).rows if row.kind == "section"] == [
        "Meera, INR"
    ]
    assert statement(trade, as_=other).rows == ()
    everybody = [row.values[1] for row in statement(trade).rows if row.kind == "section"]
    assert everybody == ["Desai & Sons, brokers, INR", "Meera, INR"]
    today = trade.office.clock.today()
    with pytest.raises(RuleBroken) as refused:
        statement(trade, first=today, last=today.replace(day=1))
    assert [problem.code for problem in refused.value.problems] == ["commission.period_backwards"]


def test_a_settlement_is_printed_for_its_beneficiary(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    trade.pay(trade.bill("100.00"))
    trade.approve_all()
    [done] = trade.office.do(RunSettlement())
    table = trade.office.ask(settlement_statement, done.number, as_=trade.broker)
    assert [row.values[3] for row in table.rows] == [100, 100, 100]
    assert table.difference_minor == 0
    assert trade.office.ask(SETTLEMENT_PAPER.render, done.number)[:5] == b"%PDF-"
    with pytest.raises(NotFound):
        trade.office.ask(settlement_statement, done.number, as_=add_broker(trade.office, "Ravi", "2"))


def test_a_debt_written_off_earns_nothing_unless_the_plan_says_so(trade: Trade) -> None:
    trade.plan("Money only", member_id=trade.member)
    trade.plan("Debts, too", party_id=trade.agent, counts_write_off=True)
    bill = trade.bill("100.00")
    trade.pay(bill, "59.00")
    trade.office.do(WriteOffInvoice(invoice_id=bill.id, reason="Bankrupt"))
    assert trade.earned() == {("AGENT", trade.member): 50, ("AGENT", trade.agent): 100}
    assert verify(trade.office) == []
    trade.office.do(TakeBackWriteOff(invoice_id=bill.id, reason="Paid after all"))
    assert trade.earned() == {("AGENT", trade.member): 50, ("AGENT", trade.agent): 50}
    assert verify(trade.office) == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE commission_entries SET amount_minor = amount_minor + 1", "entries sum to"),
        ("UPDATE commission_entries SET base_minor = base_minor + 1", "the entries that wait say"),
        ("UPDATE commission_plans SET revision = 7", "its history ends with"),
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(trade: Trade, damage: str, check: str) -> None:
    trade.plan(member_id=trade.member)
    trade.pay(trade.bill("100.00"))
    assert verify(trade.office) == []
    with trade.office.app.database.write() as connection:
        connection.execute(text(damage))
    assert any(check in evidence for evidence in verify(trade.office))


def test_the_events_behind_an_entry_are_told(trade: Trade) -> None:
    trade.plan(member_id=trade.member)
    bill = trade.bill("100.00")
    payment = trade.pay(bill, "59.00")
    trade.credit(bill, "10.00")
    trade.office.do(ReversePayment(payment_id=payment, reason="Bounced"))
    entry = trade.entries()[0]
    events = trade.office.ask(commission_events, entry.id, as_=trade.broker)
    assert sorted((one.kind, one.amount_minor) for one in events) == [
        (Event.CREDITED, 1180),
        (Event.PAID, 5900),
        (Event.TAKEN_BACK, -5900),
    ]
    other = add_broker(trade.office, "Ravi", "2")
    assert trade.office.ask(commission_events, entry.id, as_=other) == []
