"""How amounts go along with parts of an order: they add up to the whole, in however many steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.orders.rules import (
    LinePart,
    OrderState,
    OrderStatus,
    document_share,
    line_share,
    order_status,
    progress_of,
    unbilled_of,
)

amounts = st.integers(min_value=0, max_value=10**9)
steps = st.lists(st.integers(min_value=1, max_value=5000), min_size=1, max_size=6)


def part(quantity: Decimal, value: int, before: Decimal, after: Decimal) -> LinePart:
    return LinePart(quantity=quantity, value_minor=value, before=before, after=after)


@given(amounts, steps)
def test_parts_of_a_line_take_all_of_its_discount(amount: int, taken: list[int]) -> None:
    whole = Decimal(sum(taken)).scaleb(-3)
    before, given_away = Decimal(0), 0
    for one in taken:
        after = before + Decimal(one).scaleb(-3)
        share = line_share(amount, part(whole, 0, before, after))
        assert share >= 0
        given_away += share
        before = after
    assert given_away == amount


@given(amounts, st.lists(st.tuples(amounts, steps), min_size=1, max_size=4))
def test_parts_of_a_document_take_all_of_its_discount(
    amount: int, lines: list[tuple[int, list[int]]]
) -> None:
    """Whatever the order of deliveries, nothing of a discount is lost and nothing given twice."""
    wholes = [Decimal(sum(taken)) for _, taken in lines]
    done = [Decimal(0)] * len(lines)
    given_away = 0
    for round_ in range(max(len(taken) for _, taken in lines)):
        after = [
            so_far + (taken[round_] if round_ < len(taken) else 0)
            for so_far, (_, taken) in zip(done, lines, strict=True)
        ]
        parts = [
            part(whole, value, was, now)
            for whole, (value, _), was, now in zip(wholes, lines, done, after, strict=True)
        ]
        given_away += document_share(amount, parts)
        done = after
    assert done == wholes
    assert given_away == amount


def test_a_third_of_a_discount_of_ten() -> None:
    thirds = [part(Decimal(3), 9999, Decimal(n), Decimal(n + 1)) for n in range(3)]
    assert [line_share(1000, one) for one in thirds] == [333, 334, 333]
    assert [document_share(1000, [one]) for one in thirds] == [333, 334, 333]


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([("10", "10"), ("5", "5")], OrderState.OPEN),
        ([("10", "10"), ("5", "0")], OrderState.PART),
        ([("10", "0.001")], OrderState.PART),
        ([("10", "0"), ("-1", "0")], OrderState.INVOICED),
    ],
)
def test_progress_follows_the_lines(lines: list[tuple[str, str]], state: OrderState) -> None:
    assert progress_of([(Decimal(quantity), Decimal(left)) for quantity, left in lines]) is state


def test_an_untouched_order_is_worth_its_total() -> None:
    whole = (11800, Decimal(10), Decimal(10))
    assert unbilled_of([whole], -40) == 11760
    assert unbilled_of([(11800, Decimal(10), Decimal(4))], -40) == 4720
    assert unbilled_of([(11800, Decimal(10), Decimal(0))], -40) == 0


def test_a_quote_is_good_on_its_last_day() -> None:
    last = date(2026, 11, 21)
    assert order_status(OrderState.SENT, last, last) is OrderStatus.SENT
    assert order_status(OrderState.SENT, last, date(2026, 11, 22)) is OrderStatus.EXPIRED
    assert order_status(OrderState.ACCEPTED, last, date(2026, 11, 22)) is OrderStatus.ACCEPTED
