"""Whatever is pasted: never an error, never a span outside the text, never a number out of thin air."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rayafin_desktop.features.messages.parsing import DEFAULT, MAX_CHARS, parse_message
from rayafin_desktop.features.messages.parsing import reading as reading_module
from rayafin_desktop.features.messages.parsing.normalise import normalise

THURSDAY = date(2026, 1, 15)
WORDS = [
    "need", "sell", "300", "61500", "61.5k", "29mm", "mic", "3.8-4.5", "trash", "max", "nil", "cotton",
    "S-6", "chana", "rice", "1121", "basmati", "qtl", "candy", "bls", "MT", "gadi", "@", "/", "-", "+",
    "%", ",", ".", ":", "(", ")", "Rs", "₹", "$", "USD", "FOR", "CIF", "Mundra", "Rajkot", "ex", "gin",
    "kal", "tak", "Monday", "Feb/Mar", "FH", "15", "din", "payment", "LC", "at", "sight", "60",
    "advance", "20%", "CD", "1%", "brokerage", "0.5%", "from", "seller", "buyer", "Om", "Ginning", "to",
    "ne", "se", "गांठ", "क्विंटल", "चाहिए", "नहीं", "ગાંસડી", "ખાંડી", "ભાવ", "lot", "27/A", "pr", "no",
    "12451-12550", "ICE", "+950", "on", "last", "firm", "valid", "till", "5pm", "hazar", "lakh", "sadhe",
    "do", "ek", "1-1/8", "14,40,000", "x", "40HC", "each", "😀", "max", "min", "per", "balance", "cut",
    "bid", "counter", "done", "rejected", "tested", "market", "99999999999999999999", "\n", "\u200b",
    "\u202e",
]  # fmt: skip
MESSAGES = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, Decimal, Mapping[str, Any]]]:
    """Every number of the fields with the dict it stands in."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, Decimal | int) and not isinstance(inner, bool):
                yield f"{path}.{key}", Decimal(inner), value
            else:
                yield from numbers(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, path)


def said(text: str) -> set[Decimal]:
    folded, _ = normalise(text)
    return {Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", folded.replace(",", ""))}


COMPUTED = ("_est", ".staple_mm.", ".warnings", "tolerance", ".quantity.min", ".quantity.max", ".count_est")
SPOKEN = re.compile(r"hazar|lakh|k\b|sadhe|\bdo\b|\bek\b|each|nil|sight", re.IGNORECASE)


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_trade_words_in_any_order(text: str) -> None:
    parsed = parse_message(text, THURSDAY)
    for one in (*(evidence.span for evidence in parsed.evidence), *parsed.unread):
        assert 0 <= one.start < one.end <= len(text)
    again = parse_message(text, THURSDAY)
    assert (again.fields, again.evidence, again.unread) == (parsed.fields, parsed.evidence, parsed.unread)
    if SPOKEN.search(text):
        return
    stated = said(text)
    for path, value, holder in numbers(parsed.fields):
        name = path.rsplit(".", 1)[1]
        if not holder.get(f"{name}_inferred") and not any(part in path for part in COMPUTED):
            assert abs(value) in stated, (path, value)


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all(text: str) -> None:
    parsed = parse_message(text, THURSDAY)
    assert parsed.to_json() is not None
    for one in (*(evidence.span for evidence in parsed.evidence), *parsed.unread):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,",
        "1-",
        "1/",
        "((",
        "lot ",
        "@ ",
        "no ",
        "mic ",
        "max ",
        "61500 ",
        "क",
        "a",
        "\n",
        "5 kg ",
        "do ",
        "25 Jan to ",
        "₹",
        "e@",
    ],
)
def test_long_texts_are_cut_not_choked_on(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    parsed = parse_message(text, THURSDAY)
    assert parsed.warnings[0].code == "message.too_long"
    assert parsed.unread[-1].end == len(text)


@pytest.mark.parametrize(
    "piece",
    ["300 bls S6 29mm mic 3.8-4.5 61500/candy ex gin Rajkot, ", "lot 5 mic ", "1-1/8 ", "max 3 ", "word "],
)
def test_work_grows_with_the_length_and_no_faster(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    plain = reading_module.Reading.tag

    def counting(self: reading_module.Reading, index: int, name: str) -> Any:
        nonlocal looks
        looks += 1
        return plain(self, index, name)

    monkeypatch.setattr(reading_module.Reading, "tag", counting)

    def work(length: int) -> int:
        nonlocal looks
        looks = 0
        parse_message((piece * length)[:length], THURSDAY)
        return looks

    short, long = work(MAX_CHARS // 4), work(MAX_CHARS)
    assert long <= short * 6


def test_zero_width_and_direction_marks_do_not_matter() -> None:
    plain = parse_message("300 bls S6 61500/candy Rajkot", THURSDAY)
    marked = parse_message("\u200e300 b\u200bls S\u200d6 \u202a61500/candy\u202c Raj\u00adkot", THURSDAY)
    assert marked.to_json() == plain.to_json()


def test_a_number_of_400_digits_is_no_number() -> None:
    assert parse_message("sell " + "9" * 400 + " bales S6", THURSDAY).to_json().get("quantity") is None


def test_the_shared_lexicon_is_not_changed_by_names() -> None:
    DEFAULT.with_names(parties=["Zzyzx Traders"])
    assert "parties" not in parse_message("buyer zzyzx traders 100 bls", THURSDAY).to_json()
