"""Whole invoices by keyboard, in a real window over a real book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.components.bubble import Bubble
from rayafin_desktop.desktop.components.overlay import Overlay
from rayafin_desktop.desktop.components.suggestion_list import SuggestionList
from rayafin_desktop.desktop.forms.form_dialog import FormDialog
from rayafin_desktop.desktop.screens import invoice
from rayafin_desktop.desktop.screens.invoice.editor import DocumentEditor
from rayafin_desktop.desktop.screens.invoice.lines import ITEM, QUANTITY, RATE
from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.wording import set_language, tr
from rayafin_desktop.features.billing.rules import DocumentState, DocumentStatus
from rayafin_desktop.features.parties.commands import SaveParty
from tests.books import FixedClock

from .invoice_office import Shop, a_customer, open_shop
from .typing_keys import ALT, CONTROL, SHIFT, focused, press, type_text

_NAMES = ("amount", "base", "count", "currency", "day", "days", "due", "limit", "n", "number", "paid",
          "price", "tax", "text", "time", "total", "used", "why")  # fmt: skip
ENTER = Qt.Key.Key_Return
ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def shop(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shop]:
    yield from open_shop(tmp_path, sqlite_template, clock, qtbot)


def choose(shop: Shop, text: str) -> None:
    """Type into a look-up, wait for the suggestions, take the first."""
    type_text(text)
    suggestions = SuggestionList.of(focused())
    shop.until(lambda: suggestions.open_for(focused()) and suggestions.list.count())
    press(ENTER)


def enter_line(shop: Shop, item: str, quantity: str, rate: str = "") -> None:
    """One line: item, quantity, rate or the item's own, tax as it is."""
    choose(shop, item)
    type_text(quantity)
    press(ENTER)
    type_text(rate)
    press(ENTER)
    press(ENTER)


def to_lines(shop: Shop, customer: str = "kav") -> None:
    """Choose a customer and go on to the first line."""
    choose(shop, customer)
    for _ in range(4):  # date, reference, place of supply, due
        press(ENTER)


def kept(page: DocumentEditor) -> Callable[[], bool]:
    """Whether everything typed is saved."""
    return lambda: page.keeper.id is not None and not page.keeper.dirty


def shown_total(page: InvoiceEditor) -> str:
    return [label.text() for label in page.foot.totals.findChildren(QLabel)][-1]


def answer(shop: Shop, text: str) -> None:
    """Press a button of the question by keyboard."""
    shop.until(lambda: overlay(shop) is not None)
    for _ in range(4):
        now = focused()
        if getattr(now, "text", lambda: "")() == text:
            press(Qt.Key.Key_Space)
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"the question has no button {text}")


def overlay(shop: Shop) -> Overlay | None:
    return next((one for one in shop.window.findChildren(Overlay) if one.isVisible()), None)


def test_three_lines_from_new_to_posted_without_a_mouse(shop: Shop) -> None:
    shop.office.do(SaveParty(name="Meridian Oils", state="27", email="a@example.com"))
    shop.window.open_page("invoices")
    for letter in "NI":
        press(Qt.Key(ord(letter)))
    page = shop.window.stack.currentWidget()
    assert isinstance(page, InvoiceEditor)
    shop.until(lambda: page.sheet is not None)

    to_lines(shop, "meri")
    enter_line(shop, "cotton y", "1200")
    enter_line(shop, "bales", "85", "26,400.50")
    enter_line(shop, "freight", "2*3")
    shop.until(lambda: page.sheet is not None and len(page.sheet.worked.drafts) == 3)
    total = page.sheet.worked.fields["total_minor"] if page.sheet else 0
    press(ENTER, CONTROL)
    shop.until(lambda: page.locked)

    assert page.keeper.id is not None
    detail = shop.detail(page.keeper.id)
    assert detail.document.state is DocumentState.POSTED
    assert detail.document.number == "INV/26-27/0001"
    assert detail.document.issued_on == date(2026, 11, 21)
    assert detail.document.due_on == date(2026, 12, 21)
    assert [(line.description, line.quantity, line.unit_price) for line in detail.lines] == [
        ("Cotton yarn 30s combed", Decimal(1200), Decimal("284.50")),
        ("Cotton bales S-6, lot 118", Decimal(85), Decimal("26400.50")),
        ("Freight, Guntur to Mysuru", Decimal(6), Decimal(18500)),
    ]
    # What stood on the page while it was typed is what was posted.
    assert detail.document.total_minor == total
    assert shown_total(page) == shop.window.workspace.formats.money(total, sign=True)


def test_sums_on_the_page_are_the_sums_in_the_book(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    enter_line(shop, "cotton y", "3.333", "99.99")
    page.head.show_more(True)
    page.head.discount_percent.setFocus()
    type_text("7.5")
    press(ENTER)
    press(ENTER)
    type_text("1250.25")  # charges
    press(ENTER)
    shop.until(kept(page))
    shop.until(lambda: page.sheet is not None and page.sheet.worked.fields["charges_minor"])
    labels = [label.text() for label in page.foot.totals.findChildren(QLabel) if label.isVisible()]
    shown = dict(zip(labels[::2], labels[1::2], strict=True))

    assert page.keeper.id is not None
    document = shop.detail(page.keeper.id).document
    money = shop.window.workspace.formats.money
    assert shown == {
        "Subtotal": money(document.lines_minor),
        "Discount": money(-document.document_discount_minor),
        "Charges": money(document.charges_minor),
        "IGST 5%": money(document.tax_minor),
        "Total": money(document.total_minor, sign=True),
    }
    assert document.total_minor == document.net_minor + document.tax_minor


def test_an_item_is_made_inside_its_cell(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    type_text("Guar gum powder")
    press(Qt.Key.Key_C, ALT)
    shop.until(lambda: isinstance(overlay(shop), FormDialog))
    form = overlay(shop)
    assert isinstance(form, FormDialog)
    assert form.fields.inputs["name"].value() == "Guar gum powder"
    form.fields.inputs["unit"].set_value("kg")
    form.fields.inputs["sale_price"].set_value(Decimal("112.75"))
    press(ENTER, CONTROL)
    shop.until(lambda: page.grid.lines.line(0).item_id is not None)

    line = page.grid.lines.line(0)
    assert (line.text, line.unit, line.rate) == ("Guar gum powder", "kg", Decimal("112.75"))
    index = page.grid.currentIndex()
    assert (index.row(), index.column()) == (0, QUANTITY)
    type_text("40")
    press(ENTER)
    assert page.grid.lines.line(0).quantity == 40


def test_a_customer_is_made_inside_its_field(shop: Shop) -> None:
    page = shop.new_invoice()
    type_text("Nilgiri Foods")
    press(Qt.Key.Key_C, ALT)
    shop.until(lambda: isinstance(overlay(shop), FormDialog))
    press(ENTER, CONTROL)
    shop.until(lambda: page.head.customer.value() is not None)
    assert page.head.customer.text() == "Nilgiri Foods"
    assert focused() is page.head.issued_on


def test_undo_and_redo_say_what_they_take_back(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    enter_line(shop, "cotton y", "1200")
    press(ESCAPE)
    press(Qt.Key.Key_Z, CONTROL)
    assert page.grid.lines.line(0).quantity == 1
    assert page.grid.lines.undo.redoText() == "qty in line 1"
    press(Qt.Key.Key_Z, CONTROL)
    assert page.grid.lines.lines() == []
    press(Qt.Key.Key_Z, CONTROL | SHIFT)
    press(Qt.Key.Key_Y, CONTROL)
    assert page.grid.lines.line(0).quantity == 1200
    shop.until(kept(page))
    assert page.keeper.id is not None
    assert [line.quantity for line in shop.detail(page.keeper.id).lines] == [1200]


def test_rows_from_a_spreadsheet_find_their_items(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    QGuiApplication.clipboard().setText(
        "CY-30\t10\nCotton bales S-6, lot 118\t2\t26,000\n"
        "Loading charges\t1\t500\t\tGST18\n"
    )  # fmt: skip
    press(Qt.Key.Key_V, CONTROL | SHIFT)
    shop.until(lambda: len(page.grid.lines.lines()) == 3)
    first, second, third = page.grid.lines.lines()
    assert (first.item_id, first.quantity, first.rate) == (
        shop.items["CY-30"],
        Decimal(10),
        Decimal("284.50"),
    )
    assert (second.item_id, second.rate) == (shop.items["CB-06"], Decimal(26000))
    assert (third.item_id, third.text, third.rate) == (None, "Loading charges", Decimal(500))
    assert third.tax_code_id is not None
    assert page.grid.lines.undo.undoText() == "paste 3 lines"
    press(Qt.Key.Key_Z, CONTROL)
    assert page.grid.lines.lines() == []


def test_a_bad_row_is_named_and_nothing_is_pasted(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    QGuiApplication.clipboard().setText("CY-30\t10\nCB-06\tmany\n")
    press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert page.banner.text() == "Nothing was pasted. Row 2: Use digits, or a sum such as 12*4.5"
    assert page.grid.lines.lines() == []


def test_a_bad_cell_stays_open_with_its_reason(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    choose(shop, "cotton y")
    type_text("12x")
    press(ENTER)
    assert Bubble.of(page).text() == "Use digits, or a sum such as 12*4.5"
    editor = focused()
    assert getattr(editor, "text")() == "12x"  # noqa: B009 - a cell's editor is some QLineEdit
    press(ENTER, CONTROL)
    assert not page.locked
    press(Qt.Key.Key_Backspace)
    press(ENTER)
    assert page.grid.lines.line(0).quantity == 12


def test_all_problems_are_shown_and_counted_and_the_first_has_the_cursor(shop: Shop) -> None:
    page = shop.new_invoice()
    for _ in range(5):
        press(ENTER)
    type_text("Advice")
    press(ENTER)
    type_text("0")
    press(ENTER)
    press(ENTER, CONTROL)
    shop.until(lambda: page.problems.fields)
    assert page.problems.fields == {"party_id": "Choose a customer."}
    assert set(page.problems.cells) == {(0, QUANTITY), (0, QUANTITY + 4)}
    assert page.header.problem_count() == "Fix 3 problems to post"
    shop.until(lambda: focused() is page.head.customer)
    # What is mended goes by itself.
    choose(shop, "kav")
    shop.until(lambda: page.header.problem_count() == "Fix 2 problems to post")


def test_an_empty_invoice_says_what_it_needs(shop: Shop) -> None:
    page = shop.new_invoice()
    press(ENTER, CONTROL)
    shop.until(lambda: page.problems.fields)
    assert page.problems.cells == {(0, ITEM): "An invoice needs at least one line."}
    assert page.keeper.id is None


def test_the_credit_limit_is_told_before_and_asked_at_posting(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    enter_line(shop, "bales", "85")
    shop.until(lambda: page.band.isVisible() and page.sheet is not None and page.sheet.adds_minor)
    assert page.band.verdict.text() == "This invoice goes ₹3,60,662.50 over"
    press(ESCAPE)
    press(ENTER, CONTROL)
    answer(shop, "Cancel")
    assert not page.locked
    press(ENTER, CONTROL)
    answer(shop, "Post all the same")
    shop.until(lambda: page.locked)
    assert page.stored is not None
    assert page.stored.detail.status is DocumentStatus.UNPAID


def test_a_posted_invoice_only_shows(shop: Shop) -> None:
    page = shop.new_invoice()
    a_customer(shop.office, "Amrut Dal Mill", tax_id="", credit_limit=None)
    to_lines(shop, "amrut")
    enter_line(shop, "cotton y", "10")
    press(ENTER, CONTROL)
    shop.until(lambda: page.locked)
    page.grid.setFocus()
    page.grid.go(0, RATE, edit=False)
    type_text("5")
    press(Qt.Key.Key_Delete, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert page.grid.lines.line(0).rate == Decimal("284.50")
    page.head.reference.setFocus()
    type_text("changed")
    assert page.head.reference.text() == ""
    assert page.header.post.isHidden()
    assert not page.keeper.dirty
    assert page.title == "INV/26-27/0001"
    assert page.stored is not None
    assert sum(leg.minor for leg in page.stored.legs) == 0


def test_what_will_be_posted_is_shown_before_and_balances(shop: Shop) -> None:
    page = shop.new_invoice()
    to_lines(shop)
    enter_line(shop, "cotton y", "100")
    shop.until(lambda: page.sheet is not None and page.sheet.legs)
    press(Qt.Key.Key_J, CONTROL | SHIFT)
    assert page.side.journal.isVisible()
    assert page.sheet is not None
    assert sum(leg.minor for leg in page.sheet.legs) == 0
    assert [leg.minor for leg in page.sheet.legs] == [2987250, -2845000, -142250]


def test_the_paper_follows_the_draft_and_hides_when_room_is_short(shop: Shop) -> None:
    page = shop.new_invoice()
    assert page.side.preview.image().isNull()
    to_lines(shop)
    shop.until(lambda: not page.side.preview.image().isNull())
    before = page.side.preview.image()
    enter_line(shop, "cotton y", "100")
    shop.until(lambda: page.side.preview.image() != before)
    press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert page.side.isHidden()
    press(Qt.Key.Key_P, CONTROL | SHIFT)
    assert page.side.isVisible()


@pytest.mark.parametrize(("width", "shown"), [(1280, True), (1100, False)])
def test_a_narrow_window_has_no_paper(shop: Shop, width: int, shown: bool) -> None:
    page = shop.new_invoice()
    shop.window.resize(width, 760)
    shop.until(lambda: shop.window.width() == width)
    assert page.side.isVisible() is shown


def test_due_day_and_place_follow_the_customer_until_chosen(shop: Shop) -> None:
    page = shop.new_invoice()
    choose(shop, "kav")
    shop.until(lambda: page.head.place.text() == "29 Karnataka")
    assert page.head.due_on.value() == date(2026, 12, 21)
    assert page.head.boxes["due_on"].hint.text() == "Net 30"
    page.head.due_on.setFocus()
    type_text("+7")
    press(ENTER)
    page.head.place.setFocus()
    choose(shop, "maha")
    shop.until(kept(page))
    assert page.keeper.id is not None
    document = shop.detail(page.keeper.id).document
    assert (document.due_on, document.place_of_supply) == (date(2026, 11, 28), "27")


def test_it_speaks_arabic() -> None:
    spoken = re.compile(r'\btr\(\s*"([^"]*)"\s*[,)]')
    said = {
        match.group(1)
        for path in Path(invoice.__file__).parent.glob("*.py")
        for match in spoken.finditer(path.read_text(encoding="utf-8"))
    }
    set_language("ar")
    assert len(said) > 60
    assert {one for one in said if tr(one, **dict.fromkeys(_NAMES, "")).isascii()} == set()


def test_every_input_has_a_name(shop: Shop) -> None:
    page = shop.new_invoice()
    nameless = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and not one.accessibleName()
    ]
    assert nameless == []
