"""Business dates: months, financial years and their labels."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.dates import add_months, fiscal_year_of, last_day_of_month, month_key, utc_now

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(days, st.integers(1, 12))
def test_every_day_lies_in_one_year_of_twelve_months(day: date, first_month: int) -> None:
    year = fiscal_year_of(day, first_month)
    assert day in year
    assert (year.starts_on.month, year.starts_on.day) == (first_month, 1)
    assert add_months(year.starts_on, 12) == year.ends_on + timedelta(days=1)
    assert fiscal_year_of(year.ends_on + timedelta(days=1), first_month).starts_on > year.ends_on
    assert fiscal_year_of(year.starts_on, first_month) == fiscal_year_of(year.ends_on, first_month) == year


def test_labels() -> None:
    assert fiscal_year_of(date(2026, 3, 31), 4).label == "25-26"
    assert fiscal_year_of(date(2026, 4, 1), 4).label == "26-27"
    assert fiscal_year_of(date(1999, 12, 31), 4).label == "99-00"
    assert fiscal_year_of(date(2026, 3, 31)).label == "2026"


def test_there_are_twelve_months() -> None:
    with pytest.raises(ValueError, match="month"):
        fiscal_year_of(date(2026, 1, 1), 13)


@given(days, st.integers(-240, 240))
def test_adding_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, last_day_of_month(later.year, later.month).day)


def test_month_ends_in_leap_years() -> None:
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2100, 1, 31), 1) == date(2100, 2, 28)
    assert month_key(date(2026, 11, 21)) == 202611


def test_now_is_what_a_column_keeps() -> None:
    now = utc_now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
