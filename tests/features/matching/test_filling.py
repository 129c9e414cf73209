"""The cheapest filling is the cheapest: held against every other one there is."""

from fractions import Fraction
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.matching.filling import Supply, fill_packages, fill_weight

amounts = st.tuples(st.integers(1, 4), st.integers(150, 180), st.integers(1, 50_000))


def supplies_of(drawn: list[tuple[int, int, int]]) -> list[Supply]:
    return [
        Supply(UUID(int=at), packages, Fraction(kg), Fraction(cost, 7))
        for at, (packages, kg, cost) in enumerate(drawn)
    ]


def every_choice(supplies: list[Supply]) -> list[tuple[int, Fraction, Fraction]]:
    """Packages, weight and cost of all ways to take some of each."""
    return [
        (
            sum(counts),
            sum((one.kg * n for one, n in zip(supplies, counts, strict=True)), Fraction(0)),
            sum((one.cost * n for one, n in zip(supplies, counts, strict=True)), Fraction(0)),
        )
        for counts in product(*(range(one.packages + 1) for one in supplies))
    ]


@given(st.lists(amounts, min_size=1, max_size=4), st.integers(1, 10))
def test_no_choice_of_as_many_packages_costs_less_per_kg(
    drawn: list[tuple[int, int, int]], packages: int
) -> None:
    supplies = supplies_of(drawn)
    found = fill_packages(supplies, packages)
    there = sum(one.packages for one in supplies)
    assert found.is_full is (there >= packages)
    assert found.packages == min(there, packages)
    best = min(cost / kg for n, kg, cost in every_choice(supplies) if n == found.packages)
    assert found.cost / found.kg == best


@given(st.lists(amounts, min_size=1, max_size=4), st.integers(100, 2500), st.integers(0, 400))
def test_no_choice_that_weighs_enough_costs_less(
    drawn: list[tuple[int, int, int]], least: int, more: int
) -> None:
    supplies = supplies_of(drawn)
    found = fill_weight(supplies, Fraction(least), Fraction(least + more))
    enough = [(kg, cost) for _, kg, cost in every_choice(supplies) if kg >= least]
    assert found.is_full is bool(enough)
    assert found.is_proven
    if enough:
        within = [cost for kg, cost in enough if kg <= least + more]
        assert found.cost == min(within or [cost for _, cost in enough])
        assert found.kg >= least
