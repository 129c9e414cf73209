"""How a series writes its numbers, and which the law takes."""

from __future__ import annotations

from datetime import date

import pytest

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.features.billing.numbering import (
    format_number,
    is_out_of_order,
    number_problems,
    template_problems,
)

DAY = date(2026, 5, 4)
INDIAN_YEAR = fiscal_year_of(DAY, 4)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("INV/{fy}/{n:05}", "INV/26-27/00123"),
        ("{device}/{fy}/{n:06}", "A1/26-27/000123"),
        ("RE-{yyyy}-{n}", "RE-2026-123"),
        ("{yy}{mm}-{n:02}", "2605-123"),
    ],
)
def test_tokens(template: str, number: str) -> None:
    assert template_problems(template, rolls_yearly=True) == []
    assert format_number(template, 123, DAY, INDIAN_YEAR, "A1") == number


def test_a_calendar_year_has_four_digits() -> None:
    assert format_number("{fy}/{n}", 7, DAY, fiscal_year_of(DAY)) == "2026/7"


@pytest.mark.parametrize(
    ("template", "codes"),
    [
        ("INV-{n}", ["series.needs_year"]),
        ("INV-{fy}", ["series.needs_one_counter"]),
        ("{n}{n}{fy}", ["series.needs_one_counter"]),
        ("INV-{number}-{n}{fy}", ["series.unknown_token"]),
        ("INV-{n:5}{fy}", ["series.unknown_token"]),
        ("{n}{fy}" + "x" * 40, ["series.too_long"]),
    ],
)
def test_formats_that_cannot_work(template: str, codes: list[str]) -> None:
    assert [problem.code for problem in template_problems(template, rolls_yearly=True)] == codes


def test_an_endless_series_needs_no_year() -> None:
    assert template_problems("INV-{n}", rolls_yearly=False) == []


@pytest.mark.parametrize(
    ("number", "country", "code"),
    [
        ("INV/26-27/000012", "IN", ""),
        ("INV/26-27/0000123", "IN", "number.too_long"),
        ("-INV/1", "IN", "number.wrong_characters"),
        ("INV 1", "IN", "number.wrong_characters"),
        ("INV.1", "IN", "number.wrong_characters"),
        ("Rechnung Nr. 2026/000123", "DE", ""),
        ("", "DE", "number.missing"),
    ],
)
def test_legal_form(number: str, country: str, code: str) -> None:
    """CGST Rule 46(b) in India."""
    assert [problem.code for problem in number_problems(number, country)] == ([code] if code else [])


def test_a_number_is_not_given_behind_a_later_document() -> None:
    assert not is_out_of_order(DAY, None)
    assert not is_out_of_order(DAY, DAY)
    assert is_out_of_order(DAY, date(2026, 5, 5))
