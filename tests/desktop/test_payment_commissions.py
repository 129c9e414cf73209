"""A commission on the screen: why it is what it is, approving it, and settling the member."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.commissions.commission_page import CommissionPage
from rayafin_desktop.desktop.screens.commissions.steps import StepCard
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.commissions.queries import member_totals
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
    till.until(lambda: isinstance(till.overlay(), FormDialog))
    till.rest()
    dialog = till.overlay()
    assert isinstance(dialog, FormDialog)
    assert dialog.fields.values()["member_id"] == broker
    press(Qt.Key.Key_S, CONTROL)
    till.until(lambda: till.overlay() is None)
    till.rest()
    assert [(one.name, one.settled_minor) for one in till.office.ask(member_totals)] == [("Meera", 100000)]
    till.until(lambda: not page.settle.isVisible())
