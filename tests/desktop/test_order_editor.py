"""Quotes and orders at the keyboard: the invoice's editor, the steps on, and prices that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rayafin_desktop.desktop.screens.invoice.editor import DocumentEditor
from rayafin_desktop.desktop.screens.invoice.lines import QUANTITY, RATE
from rayafin_desktop.desktop.screens.invoice.page import InvoiceEditor
from rayafin_desktop.desktop.screens.order.invoicing import OrderInvoicing
from rayafin_desktop.desktop.screens.order.page import OrderEditor, QuoteEditor
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.orders.model import SalesOrder
from rayafin_desktop.features.orders.queries import order_detail, sources_of_draft
from rayafin_desktop.features.orders.rules import OrderState
from rayafin_desktop.features.parties.commands import SaveParty, ShippingAddressInput
from rayafin_desktop.features.prices.commands import PriceInput, SavePriceList
from tests.books import FixedClock

from .invoice_office import Shop, open_shop
from .test_invoice_editor import answer, choose, enter_line, kept, to_lines
from .typing_keys import CONTROL, press, type_text

ENTER = Qt.Key.Key_Return


@pytest.fixture
def shop(tmp_path: Path, sqlite_template: Path, clock: FixedClock, qtbot: QtBot) -> Iterator[Shop]:
    yield from open_shop(tmp_path, sqlite_template, clock, qtbot)


def new_page(shop: Shop, key: str) -> OrderEditor:
    page = shop.window.open_page(key)
    assert isinstance(page, OrderEditor)
    shop.until(lambda: page.sheet is not None)
    return page


def settled(shop: Shop, page: DocumentEditor) -> Callable[[], bool]:
    """Whether everything typed is in the book, and nothing is on its way there."""
    done = kept(page)
    return lambda: done() and not shop.window.workspace.runner.writing


def current(shop: Shop, kind: type) -> bool:
    return isinstance(shop.window.stack.currentWidget(), kind)


def test_a_quote_becomes_an_order_and_an_invoice_without_a_mouse(shop: Shop) -> None:
    page = new_page(shop, "quote.editor")
    assert isinstance(page, QuoteEditor)
    to_lines(shop)
    enter_line(shop, "cotton y", "1200")
    shop.until(settled(shop, page))
    press(ENTER, CONTROL)
    shop.until(lambda: page.locked)
    assert page.title == "QUO/26-27/0001"
    assert page.keeper.id is not None
    quote = shop.office.ask(order_detail, page.keeper.id).order
    assert (quote.state, quote.due_on) == (OrderState.SENT, date(2026, 12, 6))

    press(ENTER, CONTROL)
    shop.until(lambda: current(shop, OrderEditor) and not current(shop, QuoteEditor))
    order_page = shop.window.stack.currentWidget()
    assert isinstance(order_page, OrderEditor)
    shop.until(lambda: order_page.title == "SO/26-27/0001")

    press(ENTER, CONTROL)
    shop.until(lambda: current(shop, OrderInvoicing))
    step = shop.window.stack.currentWidget()
    assert isinstance(step, OrderInvoicing)
    shop.until(lambda: step.quantities)
    assert step.quantities[1].value() == Decimal(1200)
    shop.until(step.quantities[1].hasFocus)
    step.quantities[1].selectAll()
    type_text("500")
    assert step.quantities[1].value() == Decimal(500)
    press(ENTER, CONTROL)
    shop.until(lambda: current(shop, InvoiceEditor))
    invoice = shop.window.stack.currentWidget()
    assert isinstance(invoice, InvoiceEditor)
    shop.until(lambda: invoice.stored is not None)
    assert invoice.grid.lines.line(0).quantity == Decimal(500)

    # Typing on the draft keeps the link: what is posted is taken off the order.
    invoice.grid.go(0, QUANTITY, edit=False)
    invoice.grid.setFocus()
    type_text("600")
    press(ENTER)
    shop.until(settled(shop, invoice))
    id_ = invoice.keeper.id
    assert id_ is not None
    assert len(shop.office.ask(sources_of_draft, id_)) == 1
    shop.office.do(PostInvoice(invoice_id=id_))
    with shop.office.app.read(shop.office.owner) as read:
        [order] = read.all(SalesOrder, SalesOrder.c.number == "SO/26-27/0001")
    assert order.state is OrderState.PART
    assert shop.office.ask(order_detail, order.id).lines[0].remaining_qty == Decimal(600)


def test_an_order_over_the_limit_is_asked_about(shop: Shop) -> None:
    page = new_page(shop, "order.editor")
    to_lines(shop)
    enter_line(shop, "bales", "85")
    shop.until(lambda: page.band.isVisible() and page.sheet is not None and page.sheet.adds_minor)
    assert page.band.verdict.text() == "This goes ₹3,60,662.50 over"
    press(Qt.Key.Key_Escape)
    press(ENTER, CONTROL)
    answer(shop, "Go on all the same")
    shop.until(lambda: page.locked)
    assert page.title == "SO/26-27/0001"


def test_what_is_on_its_way_is_saved_on_demand_only(shop: Shop) -> None:
    page = new_page(shop, "order.editor")
    to_lines(shop)
    enter_line(shop, "cotton y", "10")
    shop.until(settled(shop, page))
    press(ENTER, CONTROL)
    shop.until(lambda: page.locked)
    id_ = page.keeper.id
    assert id_ is not None
    page.header.change_asked.emit()
    shop.until(lambda: not page.locked)
    page.head.reference.setFocus()
    type_text("PO 77")
    assert page.keeper.dirty
    assert shop.office.ask(order_detail, id_).order.reference == ""
    press(Qt.Key.Key_S, CONTROL)
    shop.until(lambda: page.locked)
    assert shop.office.ask(order_detail, id_).order.reference == "PO 77"


def test_the_rate_follows_the_price_list_and_the_quantity(shop: Shop) -> None:
    item = shop.items["CY-30"]
    shop.office.do(
        SavePriceList(
            code="ALL",
            name="All",
            is_default=True,
            prices=(
                PriceInput(item_id=item, price=Decimal("280.25")),
                PriceInput(item_id=item, price=Decimal("271.5"), from_qty=Decimal(1000)),
            ),
        )
    )
    page = shop.new_invoice()
    to_lines(shop)
    shop.until(lambda: page.grid.pricing is not None and page.grid.pricing.party_id is not None)
    enter_line(shop, "cotton y", "1200")
    assert page.grid.lines.line(0).rate == Decimal("271.5")
    page.grid.go(0, QUANTITY, edit=False)
    type_text("10")
    press(ENTER)
    assert page.grid.lines.line(0).rate == Decimal("280.25")
    page.grid.go(0, RATE, edit=False)
    type_text("275")
    press(ENTER)
    page.grid.go(0, QUANTITY, edit=False)
    type_text("2000")
    press(ENTER)
    assert page.grid.lines.line(0).rate == Decimal(275)  # typed by hand


def test_terms_currency_and_delivery_are_chosen_by_hand(shop: Shop) -> None:
    party = shop.office.do(
        SaveParty(
            name="Vrinda Exports",
            state="27",
            email="v@example.com",
            shipping_addresses=(ShippingAddressInput(label="Godown Surat", city="Surat", state="24"),),
        )
    )
    page = shop.new_invoice()
    to_lines(shop, "vrinda")
    enter_line(shop, "cotton y", "10")
    page.head.show_more(True)
    shop.until(lambda: page.sheet is not None and page.sheet.party is not None)
    page.head.terms_days.setFocus()
    type_text("45")
    press(ENTER)
    assert page.head.due_on.value() == date(2027, 1, 5)
    choose(shop, "godown")
    page.head.currency.setFocus()
    choose(shop, "usd")
    shop.until(page.head.boxes["rate"].isVisible)
    page.head.rate.setFocus()
    type_text("84.125")
    press(ENTER)
    shop.until(settled(shop, page))
    shop.until(lambda: page.sheet is not None and page.sheet.worked.fields["rate"] == Decimal("84.125"))
    assert page.keeper.id is not None
    draft = shop.detail(page.keeper.id).document
    assert (draft.party_id, draft.currency, draft.due_on) == (party, "USD", date(2027, 1, 5))
    assert draft.ship_to is not None
    assert (draft.ship_to["name"], draft.place_of_supply) == ("Godown Surat", "24")
    again = shop.open(page.keeper.id)
    assert again.content().ship_to == page.content().ship_to
    assert again.content().currency == "USD"


def test_terms_of_several_lines_keep_them(shop: Shop) -> None:
    """The field shows one line; opening and saving a draft must not fold what the company prints."""
    terms = "Interest 18 % a year.\nDisputes in Mumbai only."
    shop.office.do(ChangeSetting(key="billing.terms", value=terms))
    page = shop.new_invoice()
    to_lines(shop)
    enter_line(shop, "cotton y", "10")
    shop.until(settled(shop, page))
    assert page.keeper.id is not None
    assert shop.detail(page.keeper.id).document.terms == terms
    page.head.show_more(True)
    page.head.terms.setFocus()
    page.head.terms.selectAll()
    type_text("Cash")
    press(ENTER)
    assert page.content().terms == "Cash"
