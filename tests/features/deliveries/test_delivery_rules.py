"""What a lorry comes to."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.base.units import CANDY_KG
from rayafin_desktop.features.deliveries.rules import (
    Slip,
    WeighedAt,
    WeightRule,
    billed_weight,
    lot_shares,
    net_weight,
    pro_rata_minor,
    shortage_kg,
    tare_kg,
    value_of,
)

D = Decimal
LOADED = Slip(WeighedAt.LOADING, D(46180), D(12200))  # 33,980
UNLOADED = Slip(WeighedAt.UNLOADING, D(46110), D(12190))  # 33,920
BOTH = (LOADED, UNLOADED)


def test_the_lorry_of_the_trade() -> None:
    net = net_weight(BOTH, WeightRule.AVERAGE)
    assert net == D(33950)
    billed = billed_weight(net, [tare_kg(200, D(50))])
    assert billed == D(33850)
    assert value_of(billed, D(61200), CANDY_KG, 2).value_minor == 582_543_408


def test_each_rule_takes_its_slips() -> None:
    assert net_weight(BOTH, WeightRule.LOADING) == D(33980)
    assert net_weight(BOTH, WeightRule.UNLOADING) == D(33920)
    assert net_weight(BOTH, WeightRule.LOWER) == D(33920)
    assert net_weight([LOADED], WeightRule.UNLOADING) is None
    assert net_weight((), WeightRule.AVERAGE) is None


def test_shortage_is_allowed_up_to_its_limit() -> None:
    assert shortage_kg(BOTH, D(50)) == D(50)
    assert shortage_kg(BOTH, D(80)) == D(60)
    assert shortage_kg(BOTH[::-1], D(80)) == D(60)
    more_came = (Slip(WeighedAt.LOADING, D(10), D(1)), Slip(WeighedAt.UNLOADING, D(12), D(1)))
    assert shortage_kg(more_came, D(50)) == 0
    assert shortage_kg([LOADED], D(50)) == 0


KILOS = st.integers(0, 10**11).map(from_scaled)  # up to 100 t, to the milligram
SLIPS = st.builds(lambda at, net, tare: Slip(at, net + tare, tare), st.sampled_from(WeighedAt), KILOS, KILOS)


@given(st.lists(SLIPS, min_size=1, max_size=4))
def test_an_average_is_exact_to_the_milligram(slips: list[Slip]) -> None:
    net = net_weight(slips, WeightRule.AVERAGE)
    assert net is not None
    nets = (Fraction(slip.gross_kg) - Fraction(slip.tare_kg) for slip in slips)
    exact = sum(nets, Fraction(0)) / len(slips)
    assert abs(Fraction(net) - exact) <= Fraction(1, 2 * 10**6)
    lowest = net_weight(slips, WeightRule.LOWER)
    assert lowest is not None
    assert lowest <= net


@given(KILOS, st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_shares_of_lots_sum_to_what_is_billed(billed: Decimal, packages: list[int]) -> None:
    shares = lot_shares(billed, packages)
    assert sum((one.weight_kg for one in shares), D(0)) == billed
    whole = sum(packages)
    for one in shares:
        assert one.weight_kg >= 0
        if whole:
            assert abs(Fraction(one.weight_kg) - Fraction(billed) * one.packages / whole) < Fraction(1, 10**6)


@given(KILOS, KILOS, st.lists(st.integers(0, 10**9), max_size=4), st.lists(st.integers(-(10**9), 10**9)))
def test_the_value_is_its_parts(
    billed: Decimal, price: Decimal, allowances: list[int], charges: list[int]
) -> None:
    value = value_of(billed, price, CANDY_KG, 2, allowances=allowances, charges=charges)
    assert value.value_minor == value.goods_minor - value.allowance_minor + value.charges_minor
    assert 0 <= value.allowance_minor <= value.goods_minor
    exact = Fraction(billed) * Fraction(price) / CANDY_KG * 100
    assert abs(value.goods_minor - exact) <= Fraction(1, 2)


@given(st.integers(0, 10**12), KILOS, KILOS)
def test_a_part_never_passes_the_whole(total: int, one: Decimal, other: Decimal) -> None:
    part, whole = sorted((one, other))
    assert 0 <= pro_rata_minor(total, part, whole) <= total
    assert pro_rata_minor(total, whole, whole) == (total if whole else 0)


@given(st.integers(0, 500), st.integers(0, 500))
def test_tare_is_pro_rata(one: int, other: int) -> None:
    assert tare_kg(one, D(50)) + tare_kg(other, D(50)) == tare_kg(one + other, D(50))
