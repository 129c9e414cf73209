"""The inbox of the trade desk, driven by keys over a real book: read, check, save, counter, discard."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.screens.trade.desk_page import DeskPage
from rayafin_desktop.desktop.screens.trade.inbox import Inbox
from rayafin_desktop.desktop.screens.trade.negotiation_page import NegotiationPage
from rayafin_desktop.desktop.screens.trade.trade_editor import TradeEditor
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.messages.capturing import CaptureMessages
from rayafin_desktop.features.messages.model import MessageState, TradeMessage
from rayafin_desktop.features.offers.model import Negotiation, Offer, OfferKind, OfferLimit
from rayafin_desktop.features.offers.negotiating import StartNegotiation

from .trade_office import CHAT, MESSAGE
from .trade_till import TradeTill, trade  # noqa: F401
from .typing_keys import CONTROL, press, type_text

DEAL = (
    "Done. Lakshmi Spinning Mills buys 200 bales cotton from Balaji Ginning @61,200 candy ex gin, "
    "brokerage 0.5% from seller, 7 days, lorry Monday"
)


@pytest.fixture
def desk(trade: TradeTill) -> DeskPage:  # noqa: F811
    return trade.open("trade.desk", DeskPage)


def paste(trade: TradeTill, text: str) -> None:  # noqa: F811
    """Ctrl+V wherever the cursor is."""
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CONTROL)
    trade.rest()


def offers(trade: TradeTill) -> list[Offer]:  # noqa: F811
    found: list[Offer] = trade.office.ask(
        lambda read: read.all(Offer, order_by=(Offer.c.created_at, Offer.c.number))
    )
    return found


def marked(inbox: Inbox, mark: str) -> set[str]:
    """The words of the message with a mark."""
    text = inbox.message.toPlainText()
    return {text[one.start : one.end] for one in inbox.message.spans() if one.mark == mark}


def test_a_pasted_message_is_tinted_and_fills_the_form(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, MESSAGE)
    inbox = desk.inbox
    assert {"300 bales", "ex-gin", "Rajkot"} <= marked(inbox, "sure")
    assert any("Mahesh" in words for words in marked(inbox, "unread"))
    quantity, price = inbox.form.value("quantity"), inbox.form.value("price")
    assert (quantity.value, quantity.unit) == (Decimal(300), TradeUnit.BALE)
    assert (price.value, price.unit, price.currency) == (Decimal(61500), TradeUnit.CANDY, "INR")
    assert inbox.form.value("commodity_id") == trade.desk.goods["cotton"]
    assert inbox.form.value("origin_id") == trade.desk.places["rajkot"]
    assert inbox.form.value("basis") == "EX_GIN"
    assert inbox.kind.kind == "SELL_OFFER"
    assert len(offers(trade)) == 6, "nothing is kept before Ctrl+Enter"


def test_only_doubtful_fields_ask_and_tab_goes_through_them(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, "offer 300 bales shankar-6 @ 61500 ex gin Rajkot")
    form = desk.inbox.form
    assert list(form.doubts) == ["party_id", "price"], form.doubts
    assert form.boxes["party_id"].error() == form.doubts["party_id"]
    assert not form.boxes["quantity"].error()
    assert form.current() == "party_id", "the cursor begins at the first question"
    press(Qt.Key.Key_Tab)
    assert form.current() == "price"
    press(Qt.Key.Key_Return)
    assert "price" not in form.doubts, "Enter says that it is right"
    assert desk.inbox.sure.text().startswith("6 of 7") or "fields sure" in desk.inbox.sure.text()


def test_ctrl_enter_keeps_what_stands_in_the_form(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, MESSAGE)
    form = desk.inbox.form
    assert form.current() == "party_id"
    type_text("Balaji")
    trade.rest()
    press(Qt.Key.Key_Return)
    assert form.value("party_id") == trade.desk.parties["balaji"]
    trade.rest()
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: len(offers(trade)) == 7)
    made = offers(trade)[-1]
    assert (made.kind, made.side, made.party_id) == (
        OfferKind.OFFER, Side.SELL, trade.desk.parties["balaji"]
    )  # fmt: skip
    assert (made.quantity, made.price, made.basis) == (Decimal(300), Decimal(61500), DeliveryBasis.EX_GIN)
    assert (made.payment_type, made.payment_days) == (PaymentType.CREDIT, 15)
    assert made.text == MESSAGE
    limits = trade.office.ask(lambda read: read.parts(OfferLimit, made.id))
    assert {one.parameter: (one.min_value, one.max_value) for one in limits} == {
        "staple_mm": (Decimal(29), Decimal(29)),
        "micronaire": (Decimal("3.8"), Decimal("4.5")),
    }
    trade.until(lambda: desk.inbox.seen is None)


def test_what_is_missing_is_said_at_its_field(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, "good morning sir please call me back today")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    assert desk.inbox.form.boxes["commodity_id"].error()
    assert desk.inbox.form.current() == "commodity_id"
    assert len(offers(trade)) == 6


def test_who_fits_stands_beside_the_message(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, MESSAGE)
    fits = desk.inbox.fits.fits
    assert [one.party_name for one in fits][:1] == ["Lakshmi Spinning Mills"]
    assert fits[0].gap == Decimal(-200)
    assert desk.inbox.around is not None
    # 300 bales of 170 kg at 61,500 a candy are 88,19,896.50; half a percent from each side.
    assert desk.inbox.around.brokerage_minor == 2 * 4409948
    press(Qt.Key.Key_M, CONTROL)
    assert QApplication.focusWidget() is desk.inbox.fits.table


def test_the_standing_of_a_party_shows_while_it_is_chosen(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, "Bid 60800 firm till 5pm today for 300 bales Shankar-6 Rajkot")
    assert desk.inbox.kind.kind == "BID"
    type_text("Kaveri")
    trade.rest()
    press(Qt.Key.Key_Return)
    trade.rest()
    strip = desk.inbox.standing
    assert strip.isVisible()
    assert "₹50,00,000" in strip.accessibleName()
    assert desk.inbox.last.isVisible()
    assert "Kaveri Textiles" in desk.inbox.last.title.text()


def test_a_chat_is_confirmed_one_by_one(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, CHAT)
    inbox = desk.inbox
    assert len(inbox.queue.waiting) == 3
    assert inbox.form.value("party_id") == trade.desk.parties["balaji"], "taken from the sender"
    assert "party_id" in inbox.form.doubts
    press(Qt.Key.Key_D, CONTROL)
    trade.rest()
    assert len(inbox.queue.waiting) == 2
    assert inbox.kind.kind == "BID"
    assert inbox.seen is not None
    assert inbox.seen.said_at == datetime(2026, 11, 21, 4, 35, 40, tzinfo=UTC)
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: len(offers(trade)) == 7)
    trade.until(lambda: len(inbox.queue.waiting) == 1)


def test_a_stored_message_becomes_its_offer(trade: TradeTill) -> None:  # noqa: F811
    said = "Offer 200 bales S-6 29mm 61200 candy ex gin Rajkot"
    captured = trade.office.do(CaptureMessages(text=said, sender="Balaji Ginning"))
    page = trade.open("trade.desk", DeskPage)
    trade.until(lambda: page.inbox.seen is not None)
    trade.rest()
    page.inbox.save()
    trade.until(lambda: len(offers(trade)) == 7)
    message = trade.office.ask(lambda read: read.get(TradeMessage, captured.message_ids[0]))
    assert message.state is MessageState.SAVED
    assert message.offer_id == offers(trade)[-1].id


def test_a_counter_answers_the_talk_that_is_open(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    talk = trade.office.do(
        StartNegotiation(offer_id=trade.desk.offers["kadi"], party_id=trade.desk.parties["lakshmi"])
    )
    paste(trade, "61200 last. 150 bls only. spot pymt")
    assert desk.inbox.kind.kind == "COUNTER"
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    assert trade.overlay().isVisible()
    press(Qt.Key.Key_Return)
    trade.rest()
    found = trade.office.ask(lambda read: read.get(Negotiation, talk))
    assert (found.rounds, found.last_side) == (2, Side.BUY)
    assert (found.last_price, found.last_quantity) == (Decimal(61200), Decimal(150))
    assert trade.page(NegotiationPage).record_id == talk


def test_a_deal_opens_the_contract_with_both_sides(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, DEAL)
    assert desk.inbox.kind.kind == "DEAL"
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    editor = trade.page(TradeEditor)
    assert editor.form.value("buyer_id") == trade.desk.parties["lakshmi"]
    assert editor.form.value("seller_id") == trade.desk.parties["balaji"]
    assert editor.form.value("price").value == Decimal(61200)
    assert editor.form.value("seller_rate") == Decimal("0.5")
    assert editor.form.value("buyer_rate") is None


def test_ctrl_v_of_a_value_stays_in_its_field(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    paste(trade, MESSAGE)
    desk.inbox.form.go_to("grade")
    QGuiApplication.clipboard().setText("RG")
    press(Qt.Key.Key_V, CONTROL)
    assert desk.inbox.form.value("grade") == "RG"
    assert desk.inbox.message.toPlainText() == MESSAGE
    paste(trade, "Bid 60800 firm till 5pm today for 300 bales Shankar-6")
    assert desk.inbox.kind.kind == "BID", "a whole message is read wherever the cursor is"


def test_the_tabs_show_the_lists_and_their_counts(trade: TradeTill, desk: DeskPage) -> None:  # noqa: F811
    assert desk.tabs._counts["offers"] == "6"
    for key in ("board", "offers", "negotiations", "trades", "lots"):
        desk.tabs.show_tab(key)
        trade.rest()
        assert desk.stack.currentWidget() is not desk.inbox, key
    desk.tabs.show_tab("board")
    assert len(desk._lists["board"].tables) == 4  # type: ignore[attr-defined]
