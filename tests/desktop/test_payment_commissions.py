"""A commission on the screen: why it is what it is, approving it, and settling the member."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.commissions.commission_page import CommissionPage
from rayafin_desktop.desktop.screens.commissions.plan_lines import TierLine
from rayafin_desktop.desktop.screens.commissions.plan_page import PlanPage
from rayafin_desktop.desktop.screens.commissions.run_page import RunPage
from rayafin_desktop.desktop.screens.commissions.steps import StepCard
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.commissions.model import CommissionPlan
from rayafin_desktop.features.commissions.plans import SaveCommissionPlan
from rayafin_desktop.features.commissions.queries import member_totals, plan_detail
from rayafin_desktop.features.commissions.rules import Basis, Trigger
from rayafin_desktop.features.commissions.runs import Reason
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy

from .audit import faults_of
from .till import Till, an_invoice, till  # noqa: F401
from .typing_keys import CONTROL, press, type_text


@pytest.fixture
def broker(till: Till) -> UUID:  # noqa: F811
    """A broker of 1 % whose customer has paid an invoice of 1,00,000."""
    added = till.office.do(
        AddUser(
            email="meera@example.com",
            name="Meera",
            role=Role.BROKER,
            password="correct horse battery staple",
            commission_percent=Decimal(1),
        )
    )
    party = till.office.do(SaveParty(name="Patel Brothers", state="27", agent_id=added.member_id))
    an_invoice(till.office, party, "100000.00", date(2026, 11, 20))
    till.office.do(ReceivePayment(party_id=party, amount=Decimal(100000), strategy=Strategy.FIFO))
    return UUID(str(added.member_id))


def opened(till: Till) -> CommissionPage:  # noqa: F811
    page = till.window.open_page("commissions")
    assert isinstance(page, ListPage)
    till.until(lambda: page.model.row_at(0) is not None)
    till.rest()
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    found = till.page()
    assert isinstance(found, CommissionPage)
    till.until(lambda: found.entry is not None and found.ready)
    till.rest()
    return found


def test_why_is_told_with_its_numbers(till: Till, broker: UUID) -> None:  # noqa: F811
    page = opened(till)
    cards = page.findChildren(StepCard)
    assert len(cards) == 1
    spoken = cards[0].accessibleName()
    assert "100000.00" in spoken
    assert "entry = 1000.00 - 0.00 = 1000.00" in spoken
    assert faults_of(page) == []


def test_approve_then_settle_the_member(till: Till, broker: UUID) -> None:  # noqa: F811
    page = opened(till)
    type_text("a")
    till.until(page.settle.isVisible)
    page.settle.click()
    till.until(lambda: isinstance(till.page(), RunPage))
    run = till.page()
    assert isinstance(run, RunPage)
    till.until(lambda: run.ready and run.lines.rowCount() == 1)
    till.rest()
    assert run.everybody.isVisible()
    assert faults_of(run) == []
    press(Qt.Key.Key_Return, CONTROL)
    till.until(lambda: isinstance(till.page(), ListPage))
    till.rest()
    assert [(one.name, one.settled_minor) for one in till.office.ask(member_totals)] == [("Meera", 100000)]


def opened_run(till: Till) -> RunPage:  # noqa: F811
    run = till.window.open_page("commission.run")
    assert isinstance(run, RunPage)
    till.until(lambda: run.ready)
    till.rest()
    return run


def test_the_run_says_what_it_leaves_out_and_opens_it(till: Till, broker: UUID) -> None:  # noqa: F811
    run = opened_run(till)
    assert run.nothing.isVisible()
    assert not run.button.isEnabled()
    [left] = run.left.rows()
    assert (left.name, left.reason, left.amount_minor) == ("Meera", Reason.NOT_APPROVED, 100000)
    assert run.left_table.isVisible()
    run.left_table.setFocus()
    run.left_table.move_to(0)
    press(Qt.Key.Key_Return)
    till.until(lambda: isinstance(till.page(), CommissionPage))


def test_space_takes_a_beneficiary_out_of_the_run(till: Till, broker: UUID) -> None:  # noqa: F811
    page = opened(till)
    type_text("a")
    till.until(page.settle.isVisible)
    run = opened_run(till)
    till.until(lambda: run.lines.rowCount() == 1)
    run.table.setFocus()
    press(Qt.Key.Key_Space)
    assert run.lines.ticked() == []
    assert not run.button.isEnabled()
    type_text("a")
    assert len(run.lines.ticked()) == 1
    type_text("l")
    assert run.left_table.isVisible()


def test_a_plan_that_waits_for_a_contract_keeps_its_trigger_until_another_is_chosen(
    till: Till,  # noqa: F811
    broker: UUID,
) -> None:
    """Such plans are made no more; opening and saving one must not make another plan of it unseen."""
    id_ = till.office.do(
        SaveCommissionPlan(
            name="Old",
            member_id=broker,
            basis=Basis.NET,
            rate=Decimal(1),
            trigger=Trigger.CONTRACT,
            is_active=False,
        )
    )
    page = till.window.open_page("commission_plan.form", {"id": id_})
    assert isinstance(page, PlanPage)
    till.until(lambda: page.detail is not None)
    till.rest()
    assert page.fields.inputs["trigger"].value() == Trigger.CONTRACT
    page.fields.inputs["name"].set_value("Older")
    page.save()
    till.until(lambda: isinstance(till.page(), ListPage))
    [plan] = till.office.ask(lambda read: read.all(CommissionPlan))
    assert (plan.name, plan.trigger, plan.is_active) == ("Older", Trigger.CONTRACT, False)


def test_a_plan_with_a_tier_is_made_by_the_keyboard(till: Till, broker: UUID) -> None:  # noqa: F811
    page = till.window.open_page("commission_plan.form")
    assert isinstance(page, PlanPage)
    till.rest()
    assert faults_of(page) == []
    page.fields.inputs["name"].set_value("By slabs")
    page.fields.inputs["rate"].set_value(Decimal(1))
    tiers = page.grids["tiers"].lines
    tiers.put(0, TierLine(above=Decimal(50000), rate=Decimal(2)), "tier")
    tiers.put(1, TierLine(above=Decimal(40000), rate=Decimal(3)), "tier")
    till.window.activateWindow()
    page.fields.boxes["name"].input.setFocus()
    till.rest()
    press(Qt.Key.Key_Return, CONTROL)
    till.until(lambda: bool(page.banner.text()))
    till.rest()
    assert "Each tier begins above the one before it" in page.banner.text()
    tiers.put(1, TierLine(above=Decimal(90000), rate=Decimal(3)), "tier")
    press(Qt.Key.Key_Return, CONTROL)
    till.until(lambda: isinstance(till.page(), ListPage))
    till.rest()

    def plans(read: Read) -> list[CommissionPlan]:
        return read.all(CommissionPlan)

    [plan] = till.office.ask(plans)
    detail = till.office.ask(plan_detail, plan.id)
    assert [(int(tier.above), int(tier.rate)) for tier in detail.tiers] == [(50000, 2), (90000, 3)]
    till.window.workspace.open("commission_plan.form", id=plan.id)
    shown = till.page()
    assert isinstance(shown, PlanPage)
    till.until(lambda: shown.detail is not None)
    assert len(shown.grids["tiers"].lines.lines()) == 2
    assert shown.history.text()
