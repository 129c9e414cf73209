"""Paying suppliers and moving money by keyboard in a real book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.screens.payment.new_payment_page import NewPaymentPage
from rayafin_desktop.desktop.screens.payment.posted_page import PostedPage
from rayafin_desktop.desktop.screens.payment.transfer_page import TransferPage
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.queries import open_items, payment_detail
from tests.features.purchases.bought import bill, line, supplier

from .audit import faults_of
from .till import Till, till  # noqa: F401
from .typing_keys import CONTROL, press, type_text

ENTER, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down


@pytest.fixture
def paying(till: Till) -> NewPaymentPage:  # noqa: F811
    """A new payment to a supplier with two bills, opened by N, P; the cursor is in the amount."""
    party = supplier(till.office, "Vidarbha Ginning", tax_id="")
    till.customer = party
    for price, on in (("400.00", date(2026, 11, 2)), ("250.50", date(2026, 11, 10))):
        bill(till.office, party, line(till.office, price, code=""), on=on)
    till.window.open_page("payments")
    till.rest()
    type_text("np")
    page = till.page()
    assert isinstance(page, NewPaymentPage)
    till.until(lambda: page.desk is not None)
    type_text("vidar")
    till.bot.wait(120)
    till.rest()
    press(ENTER)
    till.until(lambda: page.payer is not None)
    till.rest()
    return page


def owed(till: Till) -> list[int]:  # noqa: F811
    return [row.open_minor for row in till.office.ask(open_items, till.customer, Side.PAYABLE)]


def posted(till: Till) -> PostedPage:  # noqa: F811
    till.until(lambda: isinstance(till.page(), PostedPage))
    page = till.page()
    assert isinstance(page, PostedPage)
    till.until(lambda: page.stored is not None)
    till.rest()
    return page


def test_bills_are_paid_by_keyboard_with_the_entry_shown_first(
    till: Till,  # noqa: F811
    paying: NewPaymentPage,
) -> None:
    assert paying.words.kind == "PAYMENT"
    type_text("650.50")
    till.rest()
    assert [leg.minor for leg in paying.sheet.legs] == [-65050, 65050]  # type: ignore[union-attr]
    press(ENTER, CONTROL)
    page = posted(till)
    assert page.title == "PAY/26-27/00001"
    assert owed(till) == []
    assert not page.reverse.isHidden()
    assert page.print_button.text() == "Print advice"


def test_what_is_left_of_a_bill_is_written_off_by_one_key(
    till: Till,  # noqa: F811
    paying: NewPaymentPage,
) -> None:
    type_text("400.00")
    till.rest()
    table = paying.panel.table
    table.setFocus()
    table.move_to(1)
    press(Qt.Key.Key_F)
    till.rest()
    assert [one.given_minor for one in paying.panel.lines.lines()] == [40000, 0]
    table.move_to(0)
    type_text("399.50")
    press(ENTER)
    till.rest()
    table.setFocus()
    table.move_to(0)
    press(Qt.Key.Key_W)
    till.rest()
    assert paying.panel.lines.lines()[0].write_off_minor == 50
    assert paying.panel.lines.lines()[0].left_minor == 0
    press(ENTER, CONTROL)
    posted(till)
    assert owed(till) == [25050]


def test_everything_on_the_page_has_a_name_and_a_size_to_hit(
    till: Till,  # noqa: F811
    paying: NewPaymentPage,
) -> None:
    assert faults_of(paying) == []


def test_cash_is_deposited_by_keyboard(till: Till) -> None:  # noqa: F811
    type_text("nt")
    page = till.page()
    assert isinstance(page, TransferPage)
    chart = till.office.ask(accounts).by_role
    for key, role in (("account_id", AccountRole.CASH), ("to_account_id", AccountRole.BANK)):
        page.fields.inputs[key].set_value(chart[role].id, chart[role].name)  # type: ignore[call-arg]
    page.fields.inputs["amount"].set_value(Decimal(60))
    page._changed()
    till.rest()
    assert not page.side.journal.isHidden()
    page.post()
    till.until(lambda: till.overlay() is not None)
    question = till.overlay()
    assert question is not None
    [yes] = [one for one in question.findChildren(Button) if one.text() == "Post all the same"]
    yes.click()
    shown = posted(till)
    detail = till.office.ask(payment_detail, shown.record_id)
    assert (detail.kind, detail.account_name) == ("TRANSFER", "Cash in hand")


def test_an_advance_is_paid_back(till: Till, paying: NewPaymentPage) -> None:  # noqa: F811
    type_text("1000.00")
    till.rest()
    press(ENTER, CONTROL)
    page = posted(till)
    assert page.stored is not None
    assert page.stored.detail.advance_minor == 34950
    page.begin_paying_back()
    dialog = till.overlay()
    assert isinstance(dialog, FormDialog)
    dialog.save()
    till.until(lambda: page.stored is not None and not page.stored.detail.advance_minor)
