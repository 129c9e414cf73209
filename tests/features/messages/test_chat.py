"""A paste is taken apart as the messengers put it together, and nothing of it gets lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.messages.parsing.chat import ChatMessage, parse_all, split_chat

ANDROID = """15/01/26, 10:22 am - Messages and calls are end-to-end encrypted. No one can read them.
15/01/26, 10:22 am - Ramesh Gondal: Offer 300 bls S-6
61,500 candy
15/01/26, 10:25 am - +91 98250 12345: <Media omitted>
15/01/26, 1:05 pm - Mill: bid 61,000"""
IOS = """[15/01/26, 10:22:31 AM] Ramesh Gondal: Offer 300 bls S-6
61,500 candy
\u200e[15/01/26, 10:25:00 AM] Mill: \u200eimage omitted
[15/01/26, 1:05:09 PM] Mill: bid 61,000"""
COPIED = """[10:22 am, 15/01/2026] Ramesh Gondal: Offer 300 bls S-6
61,500 candy
[1:05 pm, 15/01/2026] Mill: bid 61,000"""


def messages_of(pasted: str) -> list[ChatMessage]:
    return split_chat(pasted, date(2026, 1, 20))


def minute(message: ChatMessage) -> str:
    return "" if message.sent_at is None else message.sent_at.isoformat(timespec="minutes")


@pytest.mark.parametrize("pasted", [ANDROID, IOS, COPIED])
def test_a_chat_is_its_messages(pasted: str) -> None:
    found = messages_of(pasted)
    assert [(one.sender, one.text) for one in found] == [
        ("Ramesh Gondal", "Offer 300 bls S-6\n61,500 candy"),
        ("Mill", "bid 61,000"),
    ]
    assert [minute(one) for one in found] == ["2026-01-15T10:22", "2026-01-15T13:05"]


def test_a_day_over_twelve_tells_which_number_is_the_month() -> None:
    american = "1/15/26, 10:22 - A: one\n2/1/26, 10:22 - A: two"
    assert [minute(one) for one in messages_of(american)] == ["2026-01-15T10:22", "2026-02-01T10:22"]
    assert [minute(one) for one in messages_of("2/1/26, 10:22 - A: two")] == ["2026-01-02T10:22"]


def test_midnight_and_noon() -> None:
    found = messages_of("[12:05 am, 15/01/2026] A: x\n[12:05 pm, 15/01/2026] A: y")
    assert [minute(one) for one in found] == ["2026-01-15T00:05", "2026-01-15T12:05"]


def test_lines_before_the_first_beginning_are_kept() -> None:
    assert messages_of(f"from Gondal:\n{COPIED}")[0].text == "from Gondal:"


@pytest.mark.parametrize("text", ["10-15 Feb delivery", "31/02/26, 10:22 - A: no such day", "rate: 61,500"])
def test_what_only_looks_like_a_beginning_is_text(text: str) -> None:
    assert [(one.text, one.sender) for one in messages_of(text)] == [(text, "")]


def test_blank_is_no_message() -> None:
    assert messages_of(" \n ") == []


WORDS = st.text(alphabet="abc 0123456789,:-/[]", min_size=1).filter(lambda text: text.strip())


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_message_of_a_chat_comes_back(texts: list[str]) -> None:
    pasted = "\n".join(f"15/01/26, 10:{n:02d} - A{n}: {text}" for n, text in enumerate(texts))
    found = messages_of(pasted)
    assert [one.text for one in found] == [text.strip() for text in texts]
    assert [one.sender for one in found] == [f"A{n}" for n in range(len(texts))]


@given(st.text())
def test_any_text_can_be_pasted(text: str) -> None:
    plain = text.strip()
    found = messages_of(text)
    assert all(one.sent_at for one in found) or [one.text for one in found] == ([plain] if plain else [])


def test_a_line_of_several_goods_is_cut_before_each() -> None:
    first, second = parse_all("Chana 50 MT 5800, Tur 25 MT 7200 Indore delivery", date(2026, 1, 15))
    assert first.fields["commodity"] == "CHANA"
    assert first.fields["quantity"]["value"] == Decimal(50)
    assert first.fields["price"]["amount"] == Decimal(5800)
    assert (second.fields["commodity"], second.fields["location"]) == ("TUR", {"destination": "Indore"})
    assert "location" not in first.fields


@pytest.mark.parametrize(
    "text",
    [
        "Cotton 100 bales, 29 mm, 61,500 candy, 10 days",
        "S6 29mm 200 bls, cotton price 61500, ex gin kadi",
        "Chana 5800, tur also wanted",
        "20 MT wheat, not maize, 2600",
    ],
)
def test_one_offer_stays_one(text: str) -> None:
    assert len(parse_all(text, date(2026, 1, 15))) == 1


def test_two_lots_of_the_same_goods_are_two_offers() -> None:
    text = "Available: 100 bls S6 ex Gondal 58900 & 150 bls S6 ex Kadi 59100"
    first, second = parse_all(text, date(2026, 1, 15))
    assert [one.fields["quantity"]["value"] for one in (first, second)] == [Decimal(100), Decimal(150)]
    assert [one.fields["location"]["origin"] for one in (first, second)] == ["Gondal", "Kadi"]
    assert second.fields["kind"] == "offer"


def test_what_is_wanted_is_said_once_for_a_line() -> None:
    first, second = parse_all("Pls offer 2 lorry chana, 1 lorry tur", date(2026, 1, 15))
    assert [(one.fields["kind"], one.fields["side"]) for one in (first, second)] == [("enquiry", "buy")] * 2
