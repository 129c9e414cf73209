"""Amounts in words, checked against amounts written out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.paper.words import amount_in_words

NUMBERS = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [
        (
            273985300,
            "INR",
            "Twenty-seven lakh thirty-nine thousand eight hundred fifty-three rupees only",
        ),
        (100, "INR", "One rupee only"),
        (1, "INR", "One paisa only"),
        (0, "INR", "Zero rupees only"),
        (10050, "INR", "One hundred rupees and fifty paise only"),
        (10000000000, "INR", "Ten crore rupees only"),
        (1234500000001200, "NPR", "Twelve lakh thirty-four thousand five hundred crore twelve rupees only"),
        (120000589, "USD", "One million two hundred thousand five dollars and eighty-nine cents only"),
        (101, "GBP", "One pound and one penny only"),
        (1200567, "KWD", "One thousand two hundred dinars and five hundred sixty-seven fils only"),
        (1000, "JPY", "One thousand yen only"),
        (-5000, "EUR", "Minus fifty euros only"),
        (10150, "XTS", "One hundred one XTS and 50/100 only"),
    ],
)  # fmt: skip
def test_english(minor: int, currency: str, expected: str) -> None:
    assert amount_in_words(minor, currency, "en") == expected


@pytest.mark.parametrize(
    ("minor", "currency", "language", "expected"),
    [
        (273985300, "INR", "hi", "सत्ताईस लाख उनतालीस हज़ार आठ सौ तिरपन रुपये मात्र"),
        (100, "INR", "hi", "एक रुपया मात्र"),
        (9950, "INR", "hi", "निन्यानवे रुपये और पचास पैसे मात्र"),
        (35740163, "AED", "ar", "فقط ثلاثمائة وسبعة وخمسون ألفًا وأربعمائة وواحد درهم و63 فلسًا لا غير"),
        (200, "AED", "ar", "فقط درهمان لا غير"),
        (500, "AED", "ar", "فقط خمسة دراهم لا غير"),
        (1500, "SAR", "ar", "فقط خمسة عشر ريالًا لا غير"),
        (10000, "AED", "ar", "فقط مائة درهم لا غير"),
        (273985300, "IRR", "fa", "دو میلیون و هفتصد و سی و نه هزار و هشتصد و پنجاه و سه ریال فقط"),
        (100, "EUR", "de", "One euro only"),
    ],
)
def test_other_languages(minor: int, currency: str, language: str, expected: str) -> None:
    assert amount_in_words(minor, currency, language) == expected


@given(rupees=st.integers(1, 10**13))
def test_english_words_name_the_number_they_stand_for(rupees: int) -> None:
    for currency, unit in (("INR", "rupee"), ("USD", "dollar")):
        text = amount_in_words(rupees * 100, currency, "en").lower()
        assert read_back(text.partition(f" {unit}")[0]) == rupees


ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
TEENS = "sixteen seventeen eighteen nineteen"
SMALL = {word: number for number, word in enumerate(f"{ONES} {TEENS}".split(), start=1)}
TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: number * 10 for number, word in enumerate(TENS_WORDS.split(), start=2)}


def read_back(words: str) -> int:
    """The number English words stand for; scales multiply what precedes them, biggest scale outermost."""
    parts = words.replace("-", " ").split()
    for scale in ("crore", "trillion", "billion", "million", "lakh", "thousand", "hundred"):
        if scale in parts:
            # The last crore is the outermost one: "one lakh crore".
            at = len(parts) - 1 - parts[::-1].index(scale)
            size = 100 if scale == "hundred" else NUMBERS[scale]
            return read_back(" ".join(parts[:at])) * size + read_back(" ".join(parts[at + 1 :]))
    return sum(SMALL.get(part, 0) or TENS[part] for part in parts)
