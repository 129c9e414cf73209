"""Commissions follow the money: frozen when earned, taken back when it goes back, paid once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.commissions.commands import (
    ApproveCommission,
    CancelCommissionSettlement,
    PayCommissionSettlement,
    SettleCommissions,
)
from rayafin_desktop.features.commissions.lists import COMMISSION_ROWS
from rayafin_desktop.features.commissions.model import Commission, CommissionEntry
from rayafin_desktop.features.commissions.plans import SaveCommissionPlan
from rayafin_desktop.features.commissions.queries import commission_steps, member_totals
from rayafin_desktop.features.commissions.rules import Basis, Status, Trigger
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import ReversePayment
from rayafin_desktop.features.tax.queries import tax_codes
from tests.books import Office
from tests.features.payments.sales import GSTIN, balance, customer, invoice, receive, verify

R = AccountRole
PASSWORD = "correct horse battery staple"


def member_of(actor: Actor) -> UUID:
    assert actor.member_id is not None
    return actor.member_id


@dataclass
class Agency:
    """A company with GST, a broker who earns 1 %, and a customer of his."""

    office: Office
    broker: Actor
    party: UUID
    gst18: UUID

    @property
    def member(self) -> UUID:
        return member_of(self.broker)

    def invoice(self, amount: str = "100.00", **values: Any) -> Posted:
        return invoice(self.office, self.party, amount, tax_code_id=self.gst18, **values)

    def pay(self, bill: Posted, amount: str) -> UUID:
        return receive(self.office, self.party, amount, (bill, amount)).payment_id

    def bounce(self, payment_id: UUID) -> None:
        self.office.do(ReversePayment(payment_id=payment_id, reason="Bounced"))

    def credit(self, bill: Posted, amount: str) -> Posted:
        return self.office.do(
            PostCreditNote(
                invoice_id=bill.id,
                issued_on=self.office.clock.today(),
                reason="Short weight",
                lines=(CreditLine(line_no=1, amount=Decimal(amount)),),
            )
        )

    def entries(self) -> list[CommissionEntry]:
        def read_entries(read: Read) -> list[CommissionEntry]:
            return read.all(CommissionEntry, order_by=(CommissionEntry.c.id,))

        return self.office.ask(read_entries)

    def amounts(self) -> list[int]:
        return [entry.amount_minor for entry in self.entries()]

    def statuses(self) -> list[Status]:
        return [entry.status for entry in self.entries()]

    def snapshots(self) -> list[Commission]:
        def read_snapshots(read: Read) -> list[Commission]:
            return read.all(Commission, order_by=(Commission.c.id,))

        return self.office.ask(read_snapshots)

    def triggered_by(self, trigger: Trigger) -> None:
        self.office.do(ChangeSetting(key="commissions.trigger", value=trigger.value))


def add_broker(office: Office, name: str, percent: str) -> Actor:
    added = office.do(
        AddUser(
            email=f"{name.lower()}@example.com",
            name=name,
            role=Role.BROKER,
            password=PASSWORD,
            commission_percent=Decimal(percent),
        )
    )
    return actor_for(office.app, added.user_id, office.company_id)


@pytest.fixture
def agency(offices: Any) -> Agency:
    office: Office = offices("IN", tax_id=GSTIN)
    broker = add_broker(office, "Meera", "1")
    party = customer(office, agent_id=broker.member_id)
    codes = office.ask(tax_codes)
    gst18 = next(code_id for code_id, code in codes.items() if code.code == "GST18")
    return Agency(office, broker, party, gst18)


def test_nothing_is_earned_until_the_invoice_is_paid_in_full(agency: Agency) -> None:
    bill = agency.invoice()
    agency.pay(bill, "117.99")
    assert agency.snapshots() == []
    agency.pay(bill, "0.01")
    [snapshot] = agency.snapshots()
    assert (snapshot.net_minor, snapshot.gross_minor, snapshot.cycle) == (10000, 11800, 1)
    assert snapshot.rate == Decimal(1)
    assert (snapshot.basis, snapshot.trigger, snapshot.is_live) == (Basis.NET, Trigger.PAID_FULL, True)
    [entry] = agency.entries()
    assert (entry.amount_minor, entry.status, entry.member_id) == (100, Status.EARNED, agency.member)
    assert "target = round(1 % x (100.00 - 0.00) x share) = 1.00" in entry.why
    assert balance(agency.office, R.COMMISSION_EXPENSE) == 100
    assert balance(agency.office, R.COMMISSION_ACCRUED) == -100
    assert verify(agency.office) == []


def test_three_part_payments_earn_the_whole_without_drift(agency: Agency) -> None:
    agency.triggered_by(Trigger.PAYMENT_PRORATA)
    bill = agency.invoice()
    for part in ("39.33", "39.33", "39.34"):
        agency.pay(bill, part)
    assert agency.amounts() == [33, 34, 33]
    assert len(agency.snapshots()) == 1
    assert verify(agency.office) == []


@pytest.mark.parametrize("trigger", [Trigger.PAID_FULL, Trigger.PAYMENT_PRORATA])
def test_a_credit_note_after_payment_takes_its_part_back(agency: Agency, trigger: Trigger) -> None:
    agency.triggered_by(trigger)
    bill = agency.invoice()
    agency.pay(bill, "118.00")
    agency.credit(bill, "40.00")
    assert agency.amounts() == [100, -40]
    assert balance(agency.office, R.COMMISSION_ACCRUED) == -60
    assert verify(agency.office) == []


def test_an_invoice_settled_partly_by_credit_earns_on_what_is_left(agency: Agency) -> None:
    bill = agency.invoice()
    agency.credit(bill, "40.00")
    agency.pay(bill, "70.80")
    assert agency.amounts() == [60]
    assert verify(agency.office) == []


def test_an_invoice_credited_in_full_earns_nothing(agency: Agency) -> None:
    bill = agency.invoice()
    agency.credit(bill, "100.00")
    assert agency.entries() == []
    assert verify(agency.office) == []


def test_voiding_the_credit_note_gives_back_what_it_took(agency: Agency) -> None:
    bill = agency.invoice()
    agency.pay(bill, "118.00")
    note = agency.credit(bill, "40.00")
    agency.office.do(VoidInvoice(invoice_id=note.id, reason="Wrong customer"))
    assert agency.amounts() == [100, -40, 40]
    assert verify(agency.office) == []


def test_a_bounce_takes_it_back_and_the_next_payment_freezes_anew(agency: Agency) -> None:
    bill = agency.invoice()
    payment = agency.pay(bill, "118.00")
    agency.bounce(payment)
    assert agency.amounts() == [100, -100]
    assert agency.statuses() == [Status.REVERSED, Status.REVERSED]
    assert balance(agency.office, R.COMMISSION_ACCRUED) == 0
    agency.pay(bill, "118.00")
    assert [(one.cycle, one.is_live) for one in agency.snapshots()] == [(1, False), (2, True)]
    assert verify(agency.office) == []


def test_a_snapshot_keeps_the_plan_it_was_frozen_with(agency: Agency) -> None:
    agency.triggered_by(Trigger.PAYMENT_PRORATA)
    bill = agency.invoice()
    agency.pay(bill, "59.00")
    plan = SaveCommissionPlan(name="Better", member_id=agency.member, rate=Decimal(5))
    agency.office.do(plan)
    agency.pay(bill, "59.00")
    assert agency.amounts() == [50, 50]
    agency.pay(agency.invoice(), "118.00")
    assert agency.amounts() == [50, 50, 500]
    assert agency.snapshots()[1].plan_version == 1


def test_a_plan_pays_by_quantity_and_a_credit_by_amount_leaves_it(agency: Agency) -> None:
    agency.office.do(
        SaveCommissionPlan(
            name="Per bale", member_id=agency.member, basis=Basis.QUANTITY, rate=Decimal("12.50")
        )
    )
    agency.pay(agency.invoice(), "118.00")
    assert agency.amounts() == [1250]
    assert verify(agency.office) == []


def test_a_plan_is_checked_and_a_member_has_one(agency: Agency) -> None:
    agency.office.do(SaveCommissionPlan(name="One", member_id=agency.member, rate=Decimal(2)))
    with pytest.raises(RuleBroken) as refused:
        agency.office.do(
            SaveCommissionPlan(name=" ", member_id=agency.member, rate=Decimal(101), trigger=Trigger.CONTRACT)
        )
    assert {problem.code for problem in refused.value.problems} == {
        "commission_plan.name_missing",
        "commission_plan.trigger_unknown",
        "commission_plan.member_has_one",
        "commission_rate.over_hundred",
    }


def test_commission_at_posting_waits_for_the_money(agency: Agency) -> None:
    agency.triggered_by(Trigger.POST)
    bill = agency.invoice()
    assert agency.statuses() == [Status.PENDING]
    payment = agency.pay(bill, "118.00")
    assert agency.statuses() == [Status.EARNED]
    agency.bounce(payment)
    assert agency.statuses() == [Status.PENDING]
    agency.office.do(VoidInvoice(invoice_id=bill.id, reason="Never delivered"))
    assert agency.amounts() == [100, -100]
    assert agency.statuses() == [Status.REVERSED, Status.REVERSED]
    assert verify(agency.office) == []


def test_a_customer_without_an_agent_earns_nobody_anything(agency: Agency) -> None:
    party = customer(agency.office, "Walk-in")
    bill = invoice(agency.office, party, "100.00", tax_code_id=agency.gst18)
    receive(agency.office, party, "118.00", (bill, "118.00"))
    assert agency.snapshots() == []


def test_freight_earns_no_commission(agency: Agency) -> None:
    bill = agency.invoice(charges=Decimal("50.00"))
    agency.pay(bill, "177.00")
    assert agency.amounts() == [100]


def approved(agency: Agency, amount: str = "100.00") -> Posted:
    bill = agency.invoice(amount)
    agency.pay(bill, str(to_gross(amount)))
    agency.office.do(ApproveCommission(entry_id=agency.entries()[-1].id))
    return bill


def to_gross(amount: str) -> Decimal:
    return Decimal(amount) * Decimal("1.18")


def test_from_earned_to_paid(agency: Agency) -> None:
    approved(agency)
    approved(agency, "200.00")
    settled = agency.office.do(SettleCommissions(member_id=agency.member))
    assert (settled.number, settled.amount_minor) == ("COM/26-27/0001", 300)
    assert agency.statuses() == [Status.SETTLED] * 2
    agency.office.do(PayCommissionSettlement(settlement_id=settled.settlement_id, withheld=Decimal("0.06")))
    assert agency.statuses() == [Status.PAID] * 2
    assert balance(agency.office, R.COMMISSION_ACCRUED) == 0
    assert balance(agency.office, R.TDS_PAYABLE) == -6
    [totals] = agency.office.ask(member_totals)
    assert (totals.name, totals.paid_minor, totals.due_minor) == ("Meera", 300, 0)
    with pytest.raises(RuleBroken):
        agency.office.do(PayCommissionSettlement(settlement_id=settled.settlement_id))
    assert verify(agency.office) == []


def test_what_was_paid_out_and_taken_back_is_kept_for_the_next_settlement(agency: Agency) -> None:
    bill = approved(agency)
    settled = agency.office.do(SettleCommissions(member_id=agency.member))
    agency.office.do(PayCommissionSettlement(settlement_id=settled.settlement_id))
    agency.credit(bill, "40.00")
    assert agency.statuses() == [Status.PAID, Status.APPROVED]
    carried = agency.office.do(SettleCommissions(member_id=agency.member))
    assert carried.amount_minor == -40
    assert balance(agency.office, R.COMMISSION_RECOVERABLE) == 40
    assert balance(agency.office, R.COMMISSION_ACCRUED) == 0
    approved(agency)
    next_one = agency.office.do(SettleCommissions(member_id=agency.member))
    assert (next_one.amount_minor, next_one.payable_minor) == (100, 60)
    with pytest.raises(RuleBroken) as refused:
        agency.office.do(
            CancelCommissionSettlement(settlement_id=carried.settlement_id, reason="Agreed otherwise")
        )
    assert [problem.code for problem in refused.value.problems] == ["commission_settlement.recovered"]
    agency.office.do(PayCommissionSettlement(settlement_id=next_one.settlement_id))
    assert balance(agency.office, R.COMMISSION_RECOVERABLE) == 0
    assert balance(agency.office, R.COMMISSION_ACCRUED) == 0
    assert verify(agency.office) == []


def test_a_cancelled_settlement_gives_its_entries_back(agency: Agency) -> None:
    approved(agency)
    settled = agency.office.do(SettleCommissions(member_id=agency.member))
    agency.office.do(CancelCommissionSettlement(settlement_id=settled.settlement_id, reason="Too early"))
    assert agency.statuses() == [Status.EARNED]
    with pytest.raises(RuleBroken):
        agency.office.do(SettleCommissions(member_id=agency.member))
    assert verify(agency.office) == []


def test_approving_takes_all_of_an_invoice_and_can_be_repeated(agency: Agency) -> None:
    agency.triggered_by(Trigger.PAYMENT_PRORATA)
    bill = agency.invoice()
    agency.pay(bill, "59.00")
    agency.pay(bill, "59.00")
    first, second = agency.entries()
    assert agency.office.do(ApproveCommission(entry_id=first.id)) == 2
    assert agency.office.do(ApproveCommission(entry_id=second.id)) == 0
    with pytest.raises(NotAllowed):
        agency.office.do(ApproveCommission(entry_id=first.id), as_=agency.broker)


def test_nobody_but_an_owner_approves_his_own(agency: Agency) -> None:
    office = agency.office
    accountant = office.member(Role.ACCOUNTANT)
    plan = SaveCommissionPlan(name="Own", member_id=member_of(accountant), rate=Decimal(1))
    office.do(plan)
    party = customer(office, "House account", agent_id=accountant.member_id)
    bill = invoice(office, party, "100.00", tax_code_id=agency.gst18)
    receive(office, party, "118.00", (bill, "118.00"))
    [entry] = agency.entries()
    with pytest.raises(RuleBroken) as refused:
        office.do(ApproveCommission(entry_id=entry.id), as_=accountant)
    assert [problem.code for problem in refused.value.problems] == ["commission.own_approval"]
    assert office.do(ApproveCommission(entry_id=entry.id)) == 1


def test_a_broker_sees_his_own_commissions_only(agency: Agency) -> None:
    office = agency.office
    agency.pay(agency.invoice(), "118.00")
    other = add_broker(office, "Ravi", "2")

    def seen(actor: Actor) -> list[int]:
        def amounts(read: Read) -> list[int]:
            return [row.amount_minor for row in page(COMMISSION_ROWS, read, Look())]

        return office.ask(amounts, as_=actor)

    assert seen(agency.broker) == [100]
    assert seen(other) == []
    assert seen(office.owner) == [100]
    entry = agency.entries()[0]
    assert [step.amount_minor for step in office.ask(commission_steps, entry.id, as_=agency.broker)] == [100]
    assert office.ask(commission_steps, entry.id, as_=other) == []
    assert office.ask(member_totals, as_=other) == []


def test_another_company_cannot_touch_it(agency: Agency, offices: Any) -> None:
    agency.pay(agency.invoice(), "118.00")
    with pytest.raises(NotFound):
        offices("IN").do(ApproveCommission(entry_id=agency.entries()[0].id))
