"""Whole bills by keyboard, in a real window over a real book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.components.lookup_edit import LookupEdit
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.components.suggestion_list import SuggestionList
from rayafin_desktop.desktop.screens import bill
from rayafin_desktop.desktop.screens.bill.debit_note import DebitNoteEditor
from rayafin_desktop.desktop.screens.bill.lines import ACCOUNT, CLAIM
from rayafin_desktop.desktop.screens.bill.page import BillEditor
from rayafin_desktop.desktop.screens.payment.new_payment_page import NewPaymentPage
from rayafin_desktop.desktop.wording import set_language, tr
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.purchases.content import PostedBill
from rayafin_desktop.features.purchases.queries import BillDetail, bill_detail
from tests.books import FixedClock
from tests.features.purchases.bought import account, line, supplier
from tests.features.purchases.bought import bill as post_bill

from .invoice_office import Shop, open_shop
from .typing_keys import CONTROL, focused, press, type_text

_NAMES = ("amount", "base", "currency", "days", "head", "n", "number")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def shop(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shop]:
    yield from open_shop(tmp_path, sqlite_template, clock, qtbot)


def choose(shop: Shop, text: str) -> None:
    """Type into a look-up, wait for the suggestions, take the first."""
    type_text(text)
    suggestions = SuggestionList.of(focused())
    shop.until(lambda: suggestions.open_for(focused()) and suggestions.list.count())
    press(ENTER)


def opened(shop: Shop, bill_id: UUID | None = None) -> BillEditor:
    page = shop.window.open_page("bill.editor", {} if bill_id is None else {"id": bill_id})
    assert isinstance(page, BillEditor)
    shop.until(lambda: page.sheet is not None or page.stored is not None)
    return page


def detail(shop: Shop, bill_id: UUID) -> BillDetail:
    return shop.office.ask(bill_detail, bill_id)


def overlay(shop: Shop) -> Overlay | None:
    return next((one for one in shop.window.findChildren(Overlay) if one.isVisible()), None)


def test_a_bill_from_new_to_posted_without_a_mouse(shop: Shop) -> None:
    supplier(shop.office, "Vidarbha Ginning")
    shop.window.open_page("bills")
    for letter in "NB":
        press(Qt.Key(ord(letter)))
    page = shop.window.stack.currentWidget()
    assert isinstance(page, BillEditor)
    shop.until(lambda: page.sheet is not None)
    choose(shop, "vid")
    type_text("VG/77")
    for _ in range(4):  # their number, date, place of supply, due
        press(ENTER)
    choose(shop, "cotton y")
    press(ENTER)  # the account goes by the item
    type_text("1200")
    press(ENTER)
    type_text("240.10")
    press(ENTER)
    shop.until(lambda: page.sheet is not None and len(page.sheet.worked.drafts) == 1)
    press(ENTER, CONTROL)
    shop.until(lambda: page.locked)
    assert page.keeper.id is not None
    document = detail(shop, page.keeper.id).document
    assert (document.state, document.number) == (DocumentState.POSTED, "BILL/26-27/0001")
    assert (document.supplier_reference, document.due_on) == ("VG/77", date(2026, 12, 21))
    assert document.total_minor == 30252600
    labels = [label.text() for label in page.foot.totals.findChildren(QLabel)]
    assert labels[-1] == shop.window.workspace.formats.money(30252600, sign=True)


def test_the_account_and_the_claim_are_typed_in_the_grid(shop: Shop) -> None:
    party = supplier(shop.office)
    page = opened(shop)
    page.head.customer.set_value(party, "Vidarbha Ginning")
    page.grid.setFocus()
    page.grid.go(0, ACCOUNT - 1)
    type_text("Hotel in Rajkot")
    press(ENTER)
    choose(shop, "travel")
    page.grid.go(0, CLAIM)
    type_text("n")
    press(ENTER)
    made = page.grid.lines.line(0)
    assert page.looks.account_label(made) == "Travel"  # type: ignore[arg-type]
    assert made.claim_tax is False  # type: ignore[attr-defined]


def test_reverse_charge_is_told_while_typing(shop: Shop) -> None:
    farmer = supplier(shop.office, "Ramrao Patil", tax_id="")
    posted = _draft(shop, farmer, code="RCM5")
    page = opened(shop, posted)
    shop.until(page.band.isVisible)
    assert "Reverse charge" in page.band.accessibleName()


def _draft(shop: Shop, party: UUID, code: str = "GST5", **values: object) -> UUID:
    from rayafin_desktop.features.purchases.commands import SaveBillDraft

    lines = (line(shop.office, "100", code=code),)
    command = SaveBillDraft(party_id=party, issued_on=date(2026, 11, 21), lines=lines, **values)  # type: ignore[arg-type]
    return shop.office.do(command).id


def test_the_same_bill_is_asked_about_and_named(shop: Shop) -> None:
    party = supplier(shop.office)
    post_bill(shop.office, party, line(shop.office, "100", code="GST5"), supplier_reference="VG/77")
    page = opened(shop, _draft(shop, party, supplier_reference="VG/77"))
    shop.until(lambda: "BILL/26-27/0001" in page.band.accessibleName())
    press(ENTER, CONTROL)
    shop.until(lambda: overlay(shop) is not None)
    texts = [label.text() for label in shop.window.findChildren(QLabel) if label.isVisible()]
    assert any("BILL/26-27/0001" in text and "paying it twice" in text for text in texts)
    press(Qt.Key.Key_Escape)
    assert not page.locked


def test_taking_back_all_of_a_bill(shop: Shop) -> None:
    posted: PostedBill = post_bill(
        shop.office, supplier(shop.office), line(shop.office, "100", "3", code="GST5")
    )
    page = shop.window.open_page("debit_note.editor", {"id": posted.id})
    assert isinstance(page, DebitNoteEditor)
    shop.until(lambda: page.quantities)
    page.reason.setFocus()
    type_text("Short weight")
    page.credit_everything()
    assert page.quantities[1].value() == Decimal(3)
    press(ENTER, CONTROL)
    shop.until(lambda: detail(shop, posted.id).document.open_minor == 0)


def test_a_cash_expense_by_form(shop: Shop) -> None:
    shop.office.do(SaveParty(name="Anybody", state="27"))
    shop.window.open_page("expenses")
    for letter in "NX":
        press(Qt.Key(ord(letter)))
    shop.until(lambda: focused().objectName() == "description")
    type_text("Taxi")
    press(ENTER)
    type_text("450")
    press(ENTER)
    press(ENTER)
    paid_from = focused()
    assert isinstance(paid_from, LookupEdit)
    paid_from.set_value(account(shop.office, "1110"), "Cash in hand")
    press(Qt.Key.Key_S, CONTROL)

    def rows() -> int:
        from rayafin_desktop.engine.listing import Look, page

        query = shop.office.app.catalogue.query("expenses")
        with shop.office.app.read(shop.office.owner) as read:
            return len(page(query, read, Look(), limit=5))

    shop.until(lambda: rows() == 1)


def test_it_speaks_arabic() -> None:
    spoken = re.compile(r'\btr\(\s*"([^"]*)"\s*[,)]')
    said = {
        match.group(1)
        for path in Path(bill.__file__).parent.glob("*.py")
        for match in spoken.finditer(path.read_text(encoding="utf-8"))
    }
    set_language("ar")
    assert len(said) > 40
    assert {one for one in said if tr(one, **dict.fromkeys(_NAMES, "")).isascii()} == set()


def test_every_input_has_a_name(shop: Shop) -> None:
    page = opened(shop)
    page.head.show_more(True)
    nameless = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.accessibleName()
    ]
    assert nameless == []


def test_an_open_bill_is_paid_from_its_page(shop: Shop) -> None:
    party = supplier(shop.office)
    posted = post_bill(shop.office, party, line(shop.office, "100", code="NIL"))
    page = opened(shop, posted.id)
    shop.until(page.header.pay.isVisible)
    page.primary_when_posted()
    paying = shop.window.stack.currentWidget()
    assert isinstance(paying, NewPaymentPage)
    shop.until(lambda: paying.head.payer.value() == party)
