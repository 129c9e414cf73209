"""Numbers, money and dates as people of a locale write and type them."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.formats import (
    date_style,
    format_date,
    format_decimal,
    format_minor,
    format_money,
    number_style,
    parse_decimal,
)

LOCALES = ("en_IN", "en_GB", "en_US", "de_DE", "de_CH", "fr_FR", "ar_AE", "ar_EG", "fa_IR", "hi_IN", "ne_NP")
INDIA = number_style("en_IN")
GERMANY = number_style("de_DE")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_IN", "−27,39,853.05"),
        ("en_GB", "−2,739,853.05"),
        ("de_DE", "−2.739.853,05"),
        ("fr_FR", "−2\u202f739\u202f853,05"),
        ("de_CH", "−2’739’853.05"),
        ("ar_AE", "\u200e−2,739,853.05"),
        ("fa_IR", "\u200e−۲٬۷۳۹٬۸۵۳٫۰۵"),
        ("ne_NP", "−२७,३९,८५३.०५"),
    ],
)
def test_an_amount_is_written_as_its_locale_writes_it(locale: str, expected: str) -> None:
    assert format_minor(-273985305, 2, number_style(locale)) == expected


@pytest.mark.parametrize(
    ("minor", "digits", "expected"),
    [
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (99999, 2, "999.99"),
        (100000, 2, "1,000.00"),
        (10000000, 2, "1,00,000.00"),
        (1234567, 0, "12,34,567"),
        (1234567, 3, "1,234.567"),
    ],
)
def test_indian_groups_begin_at_a_thousand(minor: int, digits: int, expected: str) -> None:
    assert format_minor(minor, digits, INDIA) == expected


def test_quantities_keep_their_own_decimals() -> None:
    assert format_decimal(Decimal("1200.500000"), INDIA) == "1,200.5"
    assert format_decimal(Decimal(1200), INDIA, least=3) == "1,200.000"
    assert format_decimal(Decimal("1E+5"), INDIA) == "1,00,000"
    assert format_decimal(Decimal("-0.00"), INDIA) == "0"
    with pytest.raises(ValueError, match="NaN"):
        format_decimal(Decimal("NaN"), INDIA)


def test_the_currency_sign_stands_where_readers_expect_it() -> None:
    assert format_money(273985300, 2, "INR", INDIA) == "₹27,39,853.00"
    assert format_money(-1250, 2, "EUR", GERMANY) == "−12,50\u00a0€"
    assert format_money(1250, 2, "CHF", INDIA) == "CHF\u00a012.50"


def test_dates_leave_no_doubt_about_the_month() -> None:
    day = date(2026, 11, 2)
    written = {
        locale: format_date(day, date_style(locale)) for locale in ("en_IN", "en_US", "de_DE", "ar_AE")
    }
    assert written == {
        "en_IN": "2 Nov 2026",
        "en_US": "Nov 2, 2026",
        "de_DE": "02.11.2026",
        "ar_AE": "2 نوفمبر 2026",
    }
    assert format_date(day, date_style("fa_IR")).startswith("۲ ")


def test_an_unknown_locale_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="xx_YY"):
        number_style("xx_YY")


@given(
    minor=st.integers(-(10**17), 10**17), digits=st.sampled_from([0, 2, 3]), locale=st.sampled_from(LOCALES)
)
def test_what_is_printed_reads_back_to_the_same_amount(minor: int, digits: int, locale: str) -> None:
    style = number_style(locale)
    assert parse_decimal(format_minor(minor, digits, style), style) == Decimal(minor).scaleb(-digits)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("27,39,853.00", "2739853"),
        ("2,739,853", "2739853"),
        ("(50)", "-50"),
        ("(1,250.50)", "-1250.50"),
        ("100-(50)", "50"),
        ("1200*1.05", "1260"),
        ("1200+5%", "1260"),
        ("1200-5%-5%", "1083"),
        ("200×5%", "10"),
        ("(2+3)*4", "20"),
        ("−50", "-50"),
        ("--5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("१,२३,४५६.५", "123456.5"),
        ("۱۲۳٬۴۵۶٫۵", "123456.5"),
        ("12345678901234567890123456789012.25", "12345678901234567890123456789012.25"),
        ("-12345678901234567890123456789012.25", "-12345678901234567890123456789012.25"),
    ],
)
def test_typed_numbers_and_sums_are_exact(typed: str, value: str) -> None:
    assert parse_decimal(typed, INDIA) == Decimal(value)


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        " ",
        "abc",
        ".",
        "1,5",
        "1,23",
        "1,234,56",
        "1.2.3",
        "1e5",
        "NaN",
        "Infinity",
        "0x10",
        "²",
        "(50",
        "5)",
        "1/0",
        "5%",
        "2 3",
        "1 +",
        "__import__('os')",
        "1,23,456,789",
        "(" * 300,
        "9**9",
        "1_000",
    ],
)
def test_nonsense_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each of several messages is right)
        parse_decimal(nonsense, INDIA)


def test_separators_follow_the_locale() -> None:
    assert parse_decimal("1.234,5", GERMANY) == Decimal("1234.5")
    assert parse_decimal("1,000", GERMANY) == Decimal(1)
    assert parse_decimal("1 234,5", number_style("fr_FR")) == Decimal("1234.5")
    assert parse_decimal("12.5", number_style("fr_FR")) == Decimal("12.5")
    with pytest.raises(ValueError, match="12"):
        parse_decimal("12.50", GERMANY)


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_decimal(text, INDIA).is_finite()


def test_a_quotient_is_a_decimal_of_forty_digits() -> None:
    assert parse_decimal("1/3", INDIA) == Decimal("0." + "3" * 40)
