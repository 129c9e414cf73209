"""When a document repeats: month ends, ends by day or by number, and the same answer every time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.dates import last_day_of_month
from rayafin_desktop.features.recurring.rules import Frequency, Schedule

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


def first(schedule: Schedule, count: int) -> list[date]:
    return list(islice(schedule.occurrences(), count))


def test_the_31st_falls_back_to_the_last_day_and_returns() -> None:
    """31 January, 28 February, 31 March: not 28 for ever after."""
    monthly = Schedule(frequency=Frequency.MONTHLY, starts_on=date(2027, 1, 31))
    assert first(monthly, 4) == [
        date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30),
    ]  # fmt: skip
    leap = Schedule(frequency=Frequency.MONTHLY, starts_on=date(2028, 1, 30))
    assert first(leap, 3) == [date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30)]


def test_a_chosen_day_before_the_start_begins_next_month() -> None:
    schedule = Schedule(frequency=Frequency.MONTHLY, starts_on=date(2026, 11, 21), day=5)
    assert first(schedule, 2) == [date(2026, 12, 5), date(2027, 1, 5)]
    last = Schedule(frequency=Frequency.MONTHLY, starts_on=date(2026, 11, 21), day=31)
    assert first(last, 2) == [date(2026, 11, 30), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("frequency", "every", "expected"),
    [
        (Frequency.DAILY, 3, date(2028, 3, 3)),
        (Frequency.WEEKLY, 2, date(2028, 3, 14)),
        (Frequency.QUARTERLY, 1, date(2028, 5, 29)),
        (Frequency.YEARLY, 1, date(2029, 2, 28)),
    ],
)
def test_every_frequency(frequency: Frequency, every: int, expected: date) -> None:
    schedule = Schedule(frequency=frequency, every=every, starts_on=date(2028, 2, 29))
    assert first(schedule, 2) == [date(2028, 2, 29), expected]


def test_a_leap_day_comes_again_in_four_years() -> None:
    yearly = Schedule(frequency=Frequency.YEARLY, starts_on=date(2028, 2, 29))
    assert first(yearly, 5)[-1] == date(2032, 2, 29)


def test_it_ends_by_day_or_by_number() -> None:
    monthly = Schedule(frequency=Frequency.MONTHLY, starts_on=date(2026, 1, 31), until_on=date(2026, 4, 30))
    assert len(list(monthly.occurrences())) == 4
    thrice = Schedule(frequency=Frequency.DAILY, starts_on=date(2026, 1, 1), most=3)
    assert list(thrice.occurrences())[-1] == date(2026, 1, 3)
    assert thrice.after(date(2026, 1, 3)) is None


def test_it_stops_at_the_end_of_time() -> None:
    for frequency in Frequency:
        schedule = Schedule(frequency=frequency, starts_on=date(9999, 12, 30))
        assert len(list(schedule.occurrences())) in (1, 2)


@given(
    st.sampled_from([Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY]),
    days,
    st.integers(min_value=1, max_value=31),
    st.integers(min_value=1, max_value=5),
)
def test_each_falls_on_its_day_or_on_the_months_last(
    frequency: Frequency, starts_on: date, day: int, every: int
) -> None:
    schedule = Schedule(frequency=frequency, starts_on=starts_on, day=day, every=every)
    found = first(schedule, 30)
    for one in found:
        assert one >= starts_on
        assert one.day == min(day, last_day_of_month(one.year, one.month).day)
    for before, after in pairwise(found):
        assert before < after
        assert schedule.after(before) == schedule.after(after - timedelta(days=1)) == after
