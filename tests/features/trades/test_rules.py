"""Brokerage, tolerances and invoicing back, against plain fractions."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.units import CANDY_KG, POUND_KG, TradeUnit
from rayafin_desktop.features.trades.rules import (
    BrokerageBasis,
    Measure,
    TradeState,
    brokerage_minor,
    in_unit,
    invoice_back_minor,
    points_penalty,
    shares_over,
    state_of,
)

D = Decimal


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(low), D(high), places=places, allow_nan=False)


def rounded(exact: Fraction) -> int:
    """Half away from zero, the long way."""
    whole, rest = divmod(abs(exact), 1)
    found = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    return -found if exact < 0 else found


def test_the_worked_bill_of_the_trade() -> None:
    """33,850 kg at 61,200 a candy and half a percent (trade.md 3.5)."""
    assert (
        brokerage_minor(
            BrokerageBasis.PERCENT,
            D("0.5"),
            None,
            base_minor=582_543_408,
            measure=Measure(kg=D(33850)),
            digits=2,
        )
        == 2_912_717
    )


@given(
    st.sampled_from(BrokerageBasis),
    decimals("0", "100", 6),
    st.sampled_from(TradeUnit),
    st.integers(0, 10**13),
    decimals("0", "99999999", 3),
    st.integers(0, 10**6),
    st.sampled_from([0, 2, 3]),
)
def test_brokerage_is_the_exact_amount_rounded_once(
    basis: BrokerageBasis,
    rate: Decimal,
    unit: TradeUnit,
    base: int,
    kg: Decimal,
    packages: int,
    digits: int,
) -> None:
    measure = Measure(kg=kg, packages=packages)
    found = brokerage_minor(
        basis, rate, unit, base_minor=base, measure=measure, digits=digits, package_kg=D(170)
    )
    weights = {
        TradeUnit.KG: Fraction(1),
        TradeUnit.QTL: Fraction(100),
        TradeUnit.MT: Fraction(1000),
        TradeUnit.LB: Fraction(45359237, 10**8),
        TradeUnit.CANDY: Fraction(35561641808, 10**8),
        TradeUnit.MAUND: Fraction(373242, 10**4),
        TradeUnit.FCL: Fraction(170),
        TradeUnit.LORRY: Fraction(170),
    }
    counted = Fraction(packages) if unit in (TradeUnit.BALE, TradeUnit.BAG) else Fraction(kg) / weights[unit]
    exact = {
        BrokerageBasis.PERCENT: Fraction(base) * Fraction(rate) / 100,
        BrokerageBasis.PER_UNIT: counted * Fraction(rate) * 10**digits,
        BrokerageBasis.LUMP: Fraction(rate) * 10**digits,
    }[basis]
    assert found == rounded(exact)


def test_a_unit_nobody_weighed_gives_nothing() -> None:
    assert in_unit(Measure(kg=D(100), packages=3), TradeUnit.LORRY, None) is None
    assert (
        brokerage_minor(
            BrokerageBasis.PER_UNIT,
            D(5),
            TradeUnit.FCL,
            base_minor=1,
            measure=Measure(kg=D(100)),
            digits=2,
        )
        == 0
    )


@given(st.integers(1, 10**5), decimals("0", "20", 2), st.integers(0, 2 * 10**5))
def test_a_contract_is_delivered_from_the_lower_tolerance_on(
    quantity: int, tolerance: Decimal, delivered: int
) -> None:
    state = state_of(Fraction(delivered), delivered > 0, D(quantity), tolerance)
    if delivered == 0:
        assert state is TradeState.OPEN
    elif Fraction(delivered) * 100 >= quantity * (100 - Fraction(tolerance)):
        assert state is TradeState.DELIVERED
    else:
        assert state is TradeState.PART_DELIVERED


def test_at_the_edge_of_the_tolerance() -> None:
    assert state_of(Fraction(285), True, D(300), D(5)) is TradeState.DELIVERED
    assert state_of(Fraction(284), True, D(300), D(5)) is TradeState.PART_DELIVERED
    assert state_of(None, True, D(300), D(5)) is TradeState.PART_DELIVERED


def test_invoicing_back() -> None:
    units = Fraction(51000) / CANDY_KG
    # the market rose by 2,500 a candy; the seller failed, with 500 on top: 143.41... candies of 3,000
    back = invoice_back_minor(units, D(61500), D(64000), Fraction(500), seller_failed=True, digits=2)
    assert back == rounded(units * 3000 * 100) == 43_023_885
    # the buyer failed in a market that rose by more than the penalty: the seller gains
    back = invoice_back_minor(units, D(61500), D(64000), Fraction(500), seller_failed=False, digits=2)
    assert back == -rounded(units * 2000 * 100)


def test_a_hundred_points_are_a_cent_a_pound() -> None:
    assert points_penalty(100, POUND_KG) == Fraction(1, 100)
    assert points_penalty(100, CANDY_KG) == Fraction(784, 100)


@given(st.lists(st.tuples(st.sampled_from(["BUY", "SELL"]), decimals("0.01", "60", 2)), max_size=5))
def test_shares_over_all(shares: list[tuple[str, Decimal]]) -> None:
    for side in ("BUY", "SELL"):
        total = sum((percent for one, percent in shares if one == side), D(0))
        assert (side in shares_over(shares)) == (total > 100)
