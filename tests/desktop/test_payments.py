"""Receiving payments by keyboard in a real book: allocating, posting, taking back, bouncing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from rayafin_desktop.desktop.components.button import Button
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.lists.list_page import ListPage
from rayafin_desktop.desktop.screens.payment.new_payment_page import NewPaymentPage
from rayafin_desktop.desktop.screens.payment.posted_page import PostedPage
from rayafin_desktop.desktop.stall import StallMeter
from rayafin_desktop.desktop.theme import theme
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.queries import payment_allocations, payment_detail
from rayafin_desktop.features.payments.rules import Strategy

from .audit import faults_of
from .till import Till, an_invoice, till  # noqa: F401
from .typing_keys import CONTROL, focused, press, type_text

ENTER, SPACE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def receipt(till: Till) -> NewPaymentPage:  # noqa: F811
    """A new receipt from the customer, opened by N, R; the cursor is in the amount."""
    till.window.open_page("payments")
    till.rest()
    type_text("nr")
    page = till.page()
    assert isinstance(page, NewPaymentPage)
    till.until(lambda: page.desk is not None)
    type_text("kaveri")
    till.bot.wait(120)
    till.rest()
    press(ENTER)
    till.until(lambda: page.payer is not None)
    till.rest()
    return page


def given(page: NewPaymentPage) -> list[int]:
    return [line.given_minor for line in page.panel.lines.lines()]


def to_table(page: NewPaymentPage) -> None:
    page.panel.table.setFocus()
    page.panel.table.move_to(0)


def posted(till: Till) -> PostedPage:  # noqa: F811
    till.until(lambda: isinstance(till.page(), PostedPage))
    page = till.page()
    assert isinstance(page, PostedPage)
    till.until(lambda: page.stored is not None)
    till.rest()
    return page


def test_two_invoices_are_paid_part_by_part_by_keyboard(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    assert focused() is receipt.head.amount
    type_text("4000+1000")
    press(ENTER)
    till.rest()
    assert given(receipt) == [500000, 0, 0, 0, 0]
    to_table(receipt)
    type_text("3000")
    press(ENTER)
    type_text("1500.50")
    press(ENTER)
    till.rest()
    assert given(receipt)[:2] == [300000, 150050]
    assert receipt.panel.lines.rest_minor() == 49950
    assert receipt.sheet is not None
    assert sum(leg.minor for leg in receipt.sheet.legs) == 0
    assert [leg.minor for leg in receipt.sheet.legs] == [500000, -450050, -49950]
    press(ENTER, CONTROL)
    page = posted(till)
    assert page.stored is not None
    assert page.stored.detail.advance_minor == 49950
    assert till.open_minor(0) == 64750000 - 300000
    assert till.open_minor(1) == 31248000 - 150050


def test_amount_follows_the_ticks_until_one_is_typed(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    to_table(receipt)
    press(SPACE)
    press(DOWN)
    press(SPACE)
    till.rest()
    assert receipt.head.amount.value() == Decimal("959980.00")
    press(SPACE)
    till.rest()
    assert receipt.head.amount.value() == Decimal("647500.00")


def test_keys_of_the_table(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("700000")
    till.rest()
    assert given(receipt) == [64750000, 5250000, 0, 0, 0], "the longest due first"
    to_table(receipt)
    type_text("0")
    till.rest()
    assert given(receipt) == [0, 5250000, 0, 0, 0]
    press(DOWN)
    type_text("f")
    till.rest()
    assert given(receipt) == [0, 31248000, 0, 0, 0]
    press(DOWN)
    type_text("f")
    till.rest()
    assert given(receipt) == [0, 31248000, 28002000, 0, 0]
    press(Qt.Key.Key_Z, CONTROL)
    till.rest()
    assert given(receipt) == [0, 31248000, 0, 0, 0]
    type_text("a")
    till.rest()
    assert given(receipt) == [64750000, 5250000, 0, 0, 0]


def test_largest_first_and_exact_match(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("592500")
    till.rest()
    assert given(receipt) == [0, 31248000, 28002000, 0, 0], "two invoices add up to it"
    receipt.panel.fill_asked.emit(None)
    receipt.panel._ways.chosen.emit("LARGEST")
    till.rest()
    assert given(receipt) == [0, 0, 0, 0, 59250000]


def test_too_much_is_said_in_its_cell_and_cannot_be_posted(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("1000000")
    till.rest()
    to_table(receipt)
    type_text("700000")
    press(ENTER)
    till.rest()
    assert "More is allocated to" in receipt.panel.lines.refusals[0]
    press(ENTER, CONTROL)
    till.rest()
    assert till.page() is receipt
    assert till.open_minor(0) == 64750000
    assert receipt.count.isVisible()


def test_what_is_not_a_figure_keeps_the_cell_open(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    to_table(receipt)
    type_text("1x")
    press(ENTER)
    editor = receipt.panel.table.editor()
    assert editor is not None
    assert editor.text() == "1x"
    press(Qt.Key.Key_Escape)
    till.rest()
    assert given(receipt) == [0, 0, 0, 0, 0]


def test_nothing_is_posted_without_customer_and_amount(till: Till) -> None:  # noqa: F811
    page = till.window.open_page("payment.receive")
    assert isinstance(page, NewPaymentPage)
    till.rest()
    press(ENTER, CONTROL)
    assert page.head.boxes["party_id"].error()
    assert page.head.boxes["amount"].error() == "Enter the amount."
    assert focused() is page.head.payer


def test_a_day_to_come_is_asked_about(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("100")
    press(ENTER)
    type_text("+3")
    press(ENTER)
    till.rest()
    press(ENTER, CONTROL)
    till.until(lambda: till.overlay() is not None)
    question = till.overlay()
    assert question is not None
    yes = [one for one in question.findChildren(Button) if one.text() == "Post all the same"]
    yes[0].click()
    page = posted(till)
    assert page.stored is not None
    assert page.stored.detail.dated_on == date(2026, 11, 24)


def test_p_on_an_invoice_ticks_it(till: Till) -> None:  # noqa: F811
    page = till.window.open_page("invoices")
    assert isinstance(page, ListPage)
    till.until(lambda: page.model.row_at(0) is not None)
    till.rest()
    page.table.setFocus()
    chosen = page.model.row_at(page.table.cursor_row())
    assert chosen is not None
    type_text("p")
    till.until(lambda: isinstance(till.page(), NewPaymentPage))
    receipt = till.page()
    assert isinstance(receipt, NewPaymentPage)
    till.until(lambda: receipt.sheet is not None)
    ticked = [line for line in receipt.panel.lines.lines() if line.ticked]
    assert [line.number for line in ticked] == [chosen.number]
    assert receipt.head.total_minor("INR") == ticked[0].open_minor


def test_tax_withheld_and_discount_settle_invoices_too(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("640000")
    receipt.head.show_more(True)
    receipt.head.also["withheld"].setFocus()
    type_text("6475")
    receipt.head.also["discount"].setFocus()
    type_text("1025")
    till.rest()
    assert given(receipt) == [64750000, 0, 0, 0, 0]
    press(ENTER, CONTROL)
    posted(till)
    assert till.open_minor(0) == 0


def paid(till: Till, receipt: NewPaymentPage, amount: str) -> PostedPage:  # noqa: F811
    type_text(amount)
    till.rest()
    press(ENTER, CONTROL)
    return posted(till)


def fill_dialog(till: Till, reason: str) -> FormDialog:  # noqa: F811
    till.until(lambda: isinstance(till.overlay(), FormDialog))
    dialog = till.overlay()
    assert isinstance(dialog, FormDialog)
    till.rest()
    type_text(reason)
    press(Qt.Key.Key_S, CONTROL)
    till.until(lambda: till.overlay() is None)
    till.rest()
    return dialog


def test_a_bounced_cheque_opens_its_invoices_again(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    page = paid(till, receipt, "647500")
    assert till.open_minor(0) == 0
    page.reverse.click()
    fill_dialog(till, "Cheque bounced")
    assert till.open_minor(0) == 64750000
    till.until(lambda: page.stored is not None and page.stored.detail.reversed_on is not None)
    assert not page.reverse.isVisible()


def test_unallocate_then_allocate_again(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    page = paid(till, receipt, "312480")
    assert page.stored is not None
    payment: UUID = page.stored.detail.id
    page.table.setFocus()
    type_text("u")
    fill_dialog(till, "Wrong invoice")
    assert till.open_minor(1) == 31248000
    till.until(page.allocate_rest.isVisible)
    page.table.setFocus()
    type_text("a")
    till.rest()
    assert page.panel.isVisible()
    page.panel._ways.chosen.emit("FIFO")
    till.rest()
    press(ENTER, CONTROL)
    till.until(lambda: till.open_minor(0) == 64750000 - 31248000)
    rows = till.office.ask(payment_allocations, payment)
    assert [row.is_live for row in rows] == [False, True]
    assert till.office.ask(payment_detail, payment).advance_minor == 0


def test_an_advance_is_allocated_from_its_page_by_key_alone(till: Till) -> None:  # noqa: F811
    advance = ReceivePayment(party_id=till.customer, amount=Decimal(5000), strategy=Strategy.MANUAL)
    received = till.office.do(advance)
    page = till.window.open_page("payment", {"id": received.payment_id})
    assert isinstance(page, PostedPage)
    till.until(page.allocate_rest.isVisible)
    till.rest()
    assert page.isAncestorOf(focused()), "there is no table yet: the focus must not fall out of the page"
    type_text("a")
    till.rest()
    assert page.panel.isVisible()


def test_many_open_invoices_never_stall_the_window(till: Till) -> None:  # noqa: F811
    for _ in range(60):
        an_invoice(till.office, till.customer, "100.00", date(2026, 11, 20))
    page = till.window.open_page("customer.pay", {"id": till.customer})
    assert isinstance(page, NewPaymentPage)
    till.until(lambda: page.payer is not None)
    till.rest()
    meter = StallMeter()
    meter.start()
    page.head.amount.setFocus()
    type_text("500000")
    till.rest()
    meter.stop()
    assert sum(given(page)) == 50000000
    assert meter.worst < 0.25  # a busy test machine; the product's own limit is 50 ms


def test_everything_has_a_name_and_a_size_to_hit(till: Till, receipt: NewPaymentPage) -> None:  # noqa: F811
    type_text("1500000")
    till.rest()
    assert faults_of(receipt) == []
    theme().apply(text_scale=1.3)
    till.rest()
    assert faults_of(receipt) == []
