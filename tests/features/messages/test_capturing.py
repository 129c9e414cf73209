"""What is pasted comes into the inbox once, word for word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.messages.capturing import CaptureMessages
from rayafin_desktop.features.messages.model import MessageSource, MessageState, TradeMessage
from rayafin_desktop.features.messages.queries import TRADE_INBOX, inbox_stats
from tests.books import Office

from .desk import Desk, desk_of

OFFER = "Offer 300 bls S-6 29mm @ 61,500/candy ex gin Rajkot, payment 15 days"
CHAT = f"""[10:22 am, 20/11/2026] Ramesh: {OFFER}
[10:24 am, 20/11/2026] Suresh: Good morning 🙏
[10:31 am, 20/11/2026] Suresh: Need 200 bales MCU-5 32mm
rate pls"""


@pytest.fixture
def desk(office: Office) -> Desk:
    return desk_of(office)


def kept(desk: Desk) -> list[TradeMessage]:
    return desk.office.ask(
        lambda read: read.all(TradeMessage, order_by=(TradeMessage.c.sent_at, TradeMessage.c.id))
    )


def test_a_message_is_kept_as_it_is_and_read(desk: Desk) -> None:
    text = f"  {OFFER}\r\n🙏 "
    made = desk.one(text, sender="Ramesh", source=MessageSource.WHATSAPP, chat="Gondal cotton")
    (message,) = kept(desk)
    assert message.id == made
    assert message.text == f"{OFFER}\n🙏"
    assert (message.sender, message.chat, message.source) == (
        "Ramesh",
        "Gondal cotton",
        MessageSource.WHATSAPP,
    )
    assert (message.state, message.kind, message.commodity) == (MessageState.NEW, "offer", "COTTON")
    assert message.parsed is not None
    assert message.parsed["quantity"] == {"value": "300", "unit": "BALE"}
    assert message.sent_at is None
    assert message.received_at == desk.office.clock.now()


def test_a_chat_becomes_an_entry_for_each_message(desk: Desk) -> None:
    captured = desk.capture(CHAT)
    assert (len(captured.message_ids), captured.set_aside, captured.duplicates) == (3, 1, 0)
    assert [(one.sender, one.state) for one in kept(desk)] == [
        ("Ramesh", MessageState.NEW),
        ("Suresh", MessageState.DISCARDED),
        ("Suresh", MessageState.NEW),
    ]
    assert kept(desk)[0].sent_at == datetime(2026, 11, 20, 4, 52, tzinfo=UTC)  # 10:22 in India


def test_what_was_captured_before_is_not_taken_again(desk: Desk) -> None:
    desk.capture(CHAT)
    desk.office.clock.advance(days=3)
    captured = desk.capture(f"{CHAT}\n[11:00 am, 20/11/2026] Suresh: Need 200 bales MCU-5 32mm\nrate pls")
    assert captured.duplicates == 3
    assert len(captured.message_ids) == 1, "the same words at another time are another message"


def test_without_a_time_the_same_text_counts_as_one_within_a_day(desk: Desk) -> None:
    desk.one(OFFER)
    assert desk.capture(OFFER).duplicates == 1
    assert desk.capture(OFFER, sender="Somebody else").duplicates == 0
    desk.office.clock.advance(days=1)
    assert desk.capture(OFFER).duplicates == 0


def test_a_chat_that_repeats_itself_is_taken_once(desk: Desk) -> None:
    assert desk.capture(f"{CHAT}\n{CHAT}").duplicates == 3


def test_a_single_message_that_says_nothing_waits_all_the_same(desk: Desk) -> None:
    desk.one("call me on 98250 12345")
    (message,) = kept(desk)
    assert (message.state, message.kind) == (MessageState.NEW, "")


@pytest.mark.parametrize("text", ["", " \n ", "\0"])
def test_nothing_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        desk.capture(text)
    assert [one.code for one in refused.value.problems] == ["message.text_missing"]


def test_a_chat_of_a_year_is_refused_whole(desk: Desk) -> None:
    lines = (f"[10:22 am, 20/11/2026] A: {number}" for number in range(2001))
    with pytest.raises(RuleBroken) as refused:
        desk.capture("\n".join(lines))
    assert [one.code for one in refused.value.problems] == ["message.too_many"]
    assert kept(desk) == []


def test_names_of_people_are_not_kept_beside_the_text(desk: Desk) -> None:
    desk.one("Done Arihant Spinning buys 300 bales from Khodiyar Ginning @ 61,000 candy, 15 days payment")
    (message,) = kept(desk)
    assert "Khodiyar" not in str(message.parsed)


def test_the_inbox_shows_what_waits(desk: Desk) -> None:
    desk.capture(CHAT)
    with desk.office.app.read(desk.office.owner) as read:
        assert [row.sender for row in page(TRADE_INBOX, read, Look(tab="new"))] == ["Suresh", "Ramesh"]
        assert count(TRADE_INBOX, read, Look(tab="discarded")) == 1
        assert [row.kind for row in page(TRADE_INBOX, read, Look(text="MCU-5"))] == ["enquiry"]
    assert desk.office.ask(inbox_stats) == {
        "new_count": 2, "new_today_count": 2, "saved_today_count": 0, "discarded_today_count": 1,
    }  # fmt: skip


def test_only_the_desk_pastes(desk: Desk) -> None:
    desk.office.do(CaptureMessages(text=OFFER), as_=desk.office.member(Role.BROKER))
    with pytest.raises(NotAllowed):
        desk.office.do(CaptureMessages(text=OFFER), as_=desk.office.member(Role.ACCOUNTANT))
