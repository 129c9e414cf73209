"""A pasted chat: who said what and when, and several offers in one message."""

from datetime import date

import pytest

from rayafin_desktop.features.messages.parsing import (
    ChatMessage,
    parse_all,
    parse_message,
    split_chat,
    split_offers,
)

THURSDAY = date(2026, 1, 15)

IPHONE = """[15/01/26, 10:42:11 AM] Messages and calls are end-to-end encrypted.
[15/01/26, 10:42:11 AM] Mahesh Patel: OFFER 300 bls S-6 29mm
61500/candy ex gin Kadi
\u200e[15/01/26, 10:43:02 PM] Ravi: \u200eimage omitted
[15/01/26, 10:44:00 PM] Ravi: 60800 last"""
ANDROID = """15/01/2026, 10:42 - Messages to this group are now secured
15/01/2026, 10:42 - Mahesh: need 50 MT chana desi
15/01/2026, 22:43 - +91 98250 12345: <Media omitted>
16/01/2026, 9:05 am - Ravi: kal loading 100 bls S6 61000"""
WEB = """[10:42 am, 15/01/2026] Mahesh: need 50 MT chana
[10:45 pm, 15/01/2026] Ravi: ok"""


def sent(message: ChatMessage) -> str:
    return message.sent_at.isoformat() if message.sent_at else ""


def test_an_export_of_an_iphone() -> None:
    first, second = split_chat(IPHONE, THURSDAY)
    assert (first.sender, sent(first)) == ("Mahesh Patel", "2026-01-15T10:42:11")
    assert first.text == "OFFER 300 bls S-6 29mm\n61500/candy ex gin Kadi"
    assert IPHONE[first.span.start : first.span.end] == first.text
    assert (second.sender, sent(second), second.text) == ("Ravi", "2026-01-15T22:44:00", "60800 last")


def test_an_export_of_android() -> None:
    found = split_chat(ANDROID, THURSDAY)
    assert [(one.sender, one.text) for one in found] == [
        ("Mahesh", "need 50 MT chana desi"),
        ("Ravi", "kal loading 100 bls S6 61000"),
    ]


def test_a_copy_from_the_web() -> None:
    assert [one.sent_at.hour for one in split_chat(WEB, THURSDAY) if one.sent_at] == [10, 22]


def test_days_are_those_of_the_message() -> None:
    last = parse_all(ANDROID, THURSDAY)[-1]
    assert last.to_json()["delivery"] == {"from": "2026-01-17"}


def test_spans_are_those_of_the_whole_paste() -> None:
    parsed = parse_all(IPHONE, THURSDAY)[0]
    (span,) = {one.span for one in parsed.evidence if one.field == "location.origin"}
    assert IPHONE[span.start : span.end] == "Kadi"


def test_plain_text_is_one_message() -> None:
    (only,) = split_chat("need 50 MT chana\nFOR Delhi", THURSDAY)
    assert (only.text, only.sender, only.sent_at) == ("need 50 MT chana\nFOR Delhi", "", None)
    assert split_chat(" \n ", THURSDAY) == []


def test_a_mark_of_forwarding_is_not_read() -> None:
    assert split_chat("Forwarded\nneed 50 MT chana", THURSDAY)[0].text == "need 50 MT chana"


@pytest.mark.parametrize(
    "text",
    [
        "SELL:\nchana desi 50 MT 5850/qtl Latur\ntur 25 MT 7200/qtl Akola",
        "sell list\n\n1) chana desi 50 MT 5850/qtl Latur\n\n2) tur 25 MT 7200/qtl Akola",
    ],
)
def test_a_list_of_offers(text: str) -> None:
    found = [one.to_json() for one in parse_all(text, THURSDAY)]
    assert [(one["commodity"], one["side"], one["price"]["amount"]) for one in found] == [
        ("CHANA", "sell", "5850"),
        ("TUR", "sell", "7200"),
    ]


def test_one_offer_over_several_lines_stays_one() -> None:
    (only,) = parse_all("300 bls S-6\n29mm mic 3.8-4.5\n61500/candy\nex gin Kadi", THURSDAY)
    assert only.to_json()["location"] == {"origin": "Kadi"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "15/01/2026, 10:42 - " * 500,
        "[15/01/26, 10:42:11 AM] " + "a" * 100000,
        "[99/99/99, 99:99] x: y",
    ],
)
def test_odd_pastes_do_not_break(text: str) -> None:
    for one in split_chat(text, THURSDAY):
        assert text[one.span.start : one.span.end] == one.text
    parse_all(text, THURSDAY)


def test_what_a_heading_says_holds_for_its_list() -> None:
    text = "S-6 ex gin Rajkot, 15 days payment\n29mm 100 bls 61500\n28mm 200 bls 60800"
    found = [one.to_json() for one in parse_all(text, THURSDAY)]
    assert [one["price"]["amount"] for one in found] == ["61500", "60800"]
    assert all(one["commodity"] == "COTTON" and one["commodity_inferred"] for one in found)
    assert all(one["location"] == {"origin": "Rajkot"} for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "SELL:\nchana desi 50 MT 5850/qtl Latur\ntur 25 MT 7200/qtl Akola",
        "chana desi 50 MT 5850/qtl Latur\ntur 25 MT 7200/qtl Akola",
        "S-6 ex gin Rajkot, 15 days payment\n29mm 100 bls 61500\n28mm 200 bls 60800",
    ],
)
def test_the_offers_of_a_list_are_texts_of_their_own_under_their_heading(text: str) -> None:
    parts = split_offers(text, THURSDAY)
    assert len(parts) == 2
    one_by_one = [parse_message(part, THURSDAY).to_json() for part in parts]
    together = [one.to_json() for one in parse_all(text, THURSDAY)]
    for key in ("commodity", "quantity", "location", "quality", "payment"):
        assert [one.get(key) for one in one_by_one] == [one.get(key) for one in together], key
    for key in ("amount", "per", "basis"):
        assert [one["price"].get(key) for one in one_by_one] == [one["price"].get(key) for one in together]


def test_one_offer_is_its_own_text() -> None:
    text = "300 bls S-6\n29mm mic 3.8-4.5\n61500/candy\nex gin Kadi"
    assert split_offers(text, THURSDAY) == [text]
