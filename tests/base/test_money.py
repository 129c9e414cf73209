"""Money: one rounding, exact sums, spreading that loses nothing."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.money import (
    Money,
    currency_digits,
    divide_half_up,
    is_exact,
    multiply,
    round_half_up,
    round_to_int,
    share,
    to_major,
    to_minor,
)

minors = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.005", 2, "1.01"),
        ("2.675", 2, "2.68"),
        ("1.0049999", 2, "1.00"),
        ("0.0000005", 6, "0.000001"),
    ],
)
def test_halves_go_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), digits) == Decimal(rounded)
    assert to_minor(Decimal(value), digits) == int(Decimal(rounded).scaleb(digits))


@given(st.decimals(-(10**12), 10**12, places=6))
def test_rounding_moves_by_at_most_half_a_unit(value: Decimal) -> None:
    rounded = round_half_up(value, 2)
    assert abs(rounded - value) <= Decimal("0.005")
    assert round_half_up(-value, 2) == -rounded
    assert to_minor(value) == rounded * 100
    assert round_to_int(value * 100) == to_minor(value)


@given(minors, st.sampled_from([0, 2, 3, 4]))
def test_minor_units_survive_the_way_to_major_and_back(minor: int, digits: int) -> None:
    assert to_minor(to_major(minor, digits), digits) == minor
    assert is_exact(to_major(minor, digits), digits)


@given(st.lists(st.decimals(-(10**5), 10**5, places=6), min_size=1, max_size=3))
def test_products_are_exact(factors: list[Decimal]) -> None:
    assert Fraction(multiply(*factors)) == math.prod(map(Fraction, factors))


@given(minors, weights)
def test_shares_sum_to_the_total_and_miss_their_due_by_less_than_one(total: int, parts: list[int]) -> None:
    shares = share(total, parts)
    assert sum(shares) == total
    assert shares == share(total, parts)
    whole = sum(parts)
    if whole:
        assert all(
            abs(one * whole - total * weight) < whole for one, weight in zip(shares, parts, strict=True)
        )
        assert all(one == 0 for one, weight in zip(shares, parts, strict=True) if weight == 0)


@given(minors, weights)
def test_a_negative_total_is_shared_as_its_opposite(total: int, parts: list[int]) -> None:
    assert share(-total, parts) == [-one for one in share(total, parts)]


def test_ties_go_to_the_larger_weight_then_to_the_earlier_part() -> None:
    assert share(1, [1, 1]) == [1, 0]
    assert share(100, [1, 1, 1]) == [34, 33, 33]
    # 2 * 1/4 and 2 * 3/4 both leave a half: the larger weight takes it.
    assert share(2, [1, 3]) == [0, 2]


def test_nothing_weighs_anything() -> None:
    assert share(7, [0, 0]) == [7, 0]
    assert share(0, []) == []
    with pytest.raises(ValueError, match="nothing"):
        share(7, [])
    with pytest.raises(ValueError, match="negative"):
        share(7, [1, -1])


def test_currencies_have_their_own_decimals_and_never_mix() -> None:
    assert [currency_digits(code) for code in ("INR", "JPY", "KWD", "CLF")] == [2, 0, 3, 4]
    assert Money.of("1.234", "KWD") == Money(1234, "KWD")
    assert Money.of("12", "JPY").major == Decimal(12)
    assert Money.of("1.10", "EUR") + Money.of("2.20", "EUR") - Money(1, "EUR") == Money(329, "EUR")
    assert -Money(5, "EUR") < Money(5, "EUR")
    with pytest.raises(ValueError, match="cannot mix"):
        Money(1, "EUR") + Money(1, "INR")
    with pytest.raises(ValueError, match="cannot mix"):
        assert Money(1, "EUR") < Money(1, "INR")


@pytest.mark.parametrize(("text", "currency"), [("1.005", "INR"), ("1.5", "JPY"), ("NaN", "INR")])
def test_decimals_a_currency_lacks_are_refused_not_rounded(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match="decimals"):
        Money.of(text, currency)


@given(st.integers(), st.integers(min_value=1, max_value=10**12))
def test_integer_division_rounds_like_the_one_rounding_function(numerator: int, denominator: int) -> None:
    limited = numerator % 10**20 * (-1 if numerator < 0 else 1)
    whole, rest = divmod(abs(limited), denominator)
    expected = whole + (1 if 2 * rest >= denominator else 0)
    assert divide_half_up(limited, denominator) == (-expected if limited < 0 else expected)
    assert divide_half_up(limited, 1000) == int(round_half_up(Decimal(limited).scaleb(-3)))
