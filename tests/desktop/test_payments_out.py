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
from rayafin_desktop.features.withholding.commands import SavePartyWithholding
from rayafin_desktop.features.withholding.queries import section_named
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


def agent_page(till: Till, *, with_bill: bool = False) -> NewPaymentPage:  # noqa: F811
    """A page that pays somebody from whom 2 % are withheld above 20,000 a year."""
    party = supplier(till.office, "Desai & Sons", tax_id="")
    section = till.office.ask(section_named, "194H")
    assert section is not None
    till.office.do(SavePartyWithholding(party_id=party, section_id=section.id, pan="AAPFU0939F"))
    made = bill(till.office, party, line(till.office, "30000.00", code=""), on=date(2026, 11, 2))
    till.customer = party
    known = {"bill_id": made.id} if with_bill else {"party_id": party}
    till.window.workspace.open("payment.pay", **known)
    page = till.page()
    assert isinstance(page, NewPaymentPage)
    till.until(lambda: page.payer is not None)
    till.rest()
    return page


def shown(page: NewPaymentPage) -> tuple[object, object, str, str]:
    """Amount, tax withheld, section and the reason that stand on the page."""
    head = page.head
    return head.amount.value(), head.also["withheld"].value(), head.section.value(), head.why.text()


DUE = (Decimal("29400.00"), Decimal("600.00"), "393(1) Table 1(ii)", "2 % under 393(1) Table 1(ii).")


def test_tax_due_on_a_bill_is_kept_back_with_its_reason(till: Till) -> None:  # noqa: F811
    page = agent_page(till, with_bill=True)
    till.until(lambda: page.sheet is not None)
    till.rest()
    assert shown(page) == DUE
    press(ENTER, CONTROL)
    stored = posted(till).stored
    assert stored is not None
    assert (stored.detail.withheld_minor, stored.detail.section) == (60000, DUE[2])
    assert owed(till) == []


def test_an_amount_typed_is_what_the_supplier_gets(till: Till) -> None:  # noqa: F811
    page = agent_page(till)
    page.head.amount.setFocus()
    type_text("29400")
    press(ENTER, CONTROL)  # at once: nothing is posted before the tax is known
    stored = posted(till).stored
    assert stored is not None
    assert (stored.detail.amount_minor, stored.detail.withheld_minor) == (2940000, 60000)
    assert owed(till) == []
    assert not page.head.tax_typed


def test_tax_somebody_types_is_not_worked_out_again(till: Till) -> None:  # noqa: F811
    page = agent_page(till, with_bill=True)
    till.until(page.head.also["withheld"].value)
    page.head.also["withheld"].setFocus()
    type_text("300")
    press(ENTER)
    till.rest()
    assert shown(page)[:2] == (Decimal("29400.00"), Decimal(300))
    assert page.head.why.isHidden()


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
