"""How a lot's test stands against the limits of a contract."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.units import CANDY_KG
from rayafin_desktop.features.commodities.rules import AllowanceBasis, Direction
from rayafin_desktop.features.lots.rules import Judgement, Limit, Result, Step, judge

D = Decimal
MOISTURE = Step("moisture_pct", Direction.ABOVE, D("0.5"), AllowanceBasis.WEIGHT_PERCENT, D("0.5"),
                reject_at=D("1.5"))  # fmt: skip
TRASH = Step("trash_pct", Direction.ABOVE, D("0.5"), AllowanceBasis.PER_PRICE_UNIT, D("100"),
             counts_part=True, reject_at=D("1.5"))  # fmt: skip
STRENGTH = Step("strength_gpt", Direction.BELOW, D("1"), AllowanceBasis.PRICE_PERCENT, D("0.4"))
LIMITS = (
    Limit("moisture_pct", max=D("8.5")),
    Limit("trash_pct", max=D("3.5")),
    Limit("strength_gpt", min=D("28.5")),
)
GOOD = {"moisture_pct": D("8.5"), "trash_pct": D("2.9"), "strength_gpt": D("28.5")}


def judged(values: dict[str, Decimal], weight: str = "34000", price: str = "61200") -> Judgement:
    return judge(
        values,
        LIMITS,
        (MOISTURE, TRASH, STRENGTH),
        price=D(price),
        price_unit_kg=CANDY_KG,
        weight_kg=D(weight),
        digits=2,
        currency="INR",
    )


def test_values_at_their_limits_pass() -> None:
    assert judged(GOOD) == Judgement(Result.PASSED)


def test_weight_is_taken_off_by_whole_steps_and_valued_at_the_price() -> None:
    found = judged(GOOD | {"moisture_pct": D("9.2")})
    assert (found.result, found.weight_kg) == (Result.ALLOWANCE, D(170))
    # 170 kg at 61,200 a candy of 355.61641808 kg
    assert found.allowance_minor == 2_925_624
    (finding,) = found.findings
    assert (finding.beyond, finding.steps, finding.allowance_minor) == (D("0.7"), 1, 2_925_624)
    assert finding.words == (
        "moisture 9.2 % against at most 8.5 %: 0.7 over, 1 step of 0.5, 0.5 % of the weight = 170 kg"
        " = Rs 29,256.24"
    )


def test_a_begun_step_counts_where_the_table_says_so() -> None:
    found = judged(GOOD | {"trash_pct": D("4.6")})
    # 1.1 over: 3 begun steps of 0.5 at 100 a candy, 95.6086... candies
    assert found.findings[0].steps == 3
    assert found.allowance_minor == 2_868_259
    assert found.weight_kg == 0


def test_percent_of_the_price() -> None:
    found = judged(GOOD | {"strength_gpt": D("26.4")})
    assert found.allowance_minor == 4_680_999  # 0.8 % of 5,851,248.41
    assert found.findings[0].direction is Direction.BELOW


def test_less_than_a_step_passes_and_says_so() -> None:
    found = judged(GOOD | {"moisture_pct": D("8.9")})
    assert (found.result, found.allowance_minor) == (Result.PASSED, 0)
    assert "less than a step" in found.findings[0].words


def test_a_mean_does_not_pass_what_one_value_fails() -> None:
    found = judged({"moisture_pct": D("6.0"), "trash_pct": D("5.1"), "strength_gpt": D("33")})
    assert (found.result, found.allowance_minor) == (Result.FAILED, 0)
    assert found.findings[0].words.endswith("more than 1.5 is rejected")


def test_what_has_no_allowance_fails() -> None:
    found = judge({"staple_mm": D("28.9")}, [Limit("staple_mm", min=D(29))], (), price=D(1),
                  price_unit_kg=Fraction(1), weight_kg=D(1), digits=2)  # fmt: skip
    assert found.result is Result.FAILED
    assert found.findings[0].words == (
        "staple 28.9 mm against at least 29 mm: 0.1 under, and no allowance is agreed for it"
    )


def test_a_value_that_was_not_measured_leaves_it_open() -> None:
    values = {"moisture_pct": D("9.2"), "strength_gpt": D("30")}
    assert judged(values).result is Result.UNTESTED
    assert judged(values).allowance_minor == 0
    assert judged(values | {"strength_gpt": D("1")}).allowance_minor == 0
    # what fails already fails, whatever else is missing
    assert judged(values | {"moisture_pct": D("11")}).result is Result.FAILED


def test_no_limits_no_fault() -> None:
    assert judge({}, (), (), price=D(1), price_unit_kg=Fraction(1), weight_kg=D(1), digits=2) == Judgement(
        Result.PASSED
    )


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(low), D(high), places=places, allow_nan=False)


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Decimal], list[Limit], list[Step]]:
    codes = [f"p{n}_pct" for n in range(draw(st.integers(1, 4)))]
    values = {code: draw(decimals("0", "20", 2)) for code in codes if draw(st.integers(0, 9))}
    limits = []
    for code in codes:
        low = draw(st.none() | decimals("0", "10", 1))
        high = draw(st.none() | decimals("10", "20", 1))
        limits.append(Limit(code, low, high))
    steps = [
        Step(
            code,
            direction,
            draw(decimals("0.1", "2", 1)),
            draw(st.sampled_from(AllowanceBasis)),
            draw(decimals("0", "90", 3)),
            draw(st.booleans()),
            draw(st.none() | decimals("1", "9", 1)),
        )
        for code in codes
        for direction in Direction
        for _ in range(draw(st.integers(1, 2)))
    ]
    return values, limits, steps


WEIGHTS = decimals("0.000001", "99999", 6)
PRICES = decimals("0", "99999", 6)


@given(cases(), WEIGHTS, PRICES, st.sampled_from([0, 2, 3]))
def test_parts_sum_to_the_total_and_never_pass_the_goods(
    case: tuple[dict[str, Decimal], list[Limit], list[Step]], weight: Decimal, price: Decimal, digits: int
) -> None:
    values, limits, steps = case
    found = judge(values, limits, steps, price=price, price_unit_kg=CANDY_KG, weight_kg=weight, digits=digits)
    goods = Fraction(weight) * Fraction(price) / CANDY_KG * 10**digits
    assert sum(one.allowance_minor for one in found.findings) == found.allowance_minor
    assert sum((one.weight_kg for one in found.findings), D(0)) == found.weight_kg
    assert 0 <= found.allowance_minor <= divide_half_up(goods.numerator, goods.denominator)
    assert 0 <= found.weight_kg <= weight
    if found.result is not Result.ALLOWANCE:
        assert not found.allowance_minor
        assert not found.weight_kg


@given(cases(), WEIGHTS, PRICES)
def test_the_result_follows_from_each_limit_alone(
    case: tuple[dict[str, Decimal], list[Limit], list[Step]], weight: Decimal, price: Decimal
) -> None:
    values, limits, steps = case

    def result(some: list[Limit]) -> Result:
        return judge(values, some, steps, price=price, price_unit_kg=CANDY_KG, weight_kg=weight,
                     digits=2).result  # fmt: skip

    order = [Result.PASSED, Result.ALLOWANCE, Result.UNTESTED, Result.FAILED]
    alone = [result([limit]) for limit in limits]
    assert result(limits) is max(alone, key=order.index)
    assert result(limits[::-1]) is result(limits)


@given(decimals("0", "1.5", 2), decimals("0", "1.5", 2), WEIGHTS)
def test_a_worse_value_never_costs_less(one: Decimal, other: Decimal, weight: Decimal) -> None:
    better, worse = sorted((one, other))

    def allowed(beyond: Decimal) -> int:
        return judged(GOOD | {"moisture_pct": D("8.5") + beyond}, weight=str(weight)).allowance_minor

    assert allowed(better) <= allowed(worse)


@given(decimals("0.01", "1.5", 2), decimals("0.01", "1.5", 2), WEIGHTS)
def test_the_total_is_rounded_once(moist: Decimal, trash: Decimal, weight: Decimal) -> None:
    found = judged(
        GOOD | {"moisture_pct": D("8.5") + moist, "trash_pct": D("3.5") + trash}, weight=str(weight)
    )
    goods = Fraction(weight) * 61200 / CANDY_KG * 100
    steps = -(-Fraction(trash) // Fraction(1, 2))
    exact = (
        goods * (Fraction(moist) // Fraction(1, 2)) / 200 + Fraction(weight) / CANDY_KG * 100 * steps * 100
    )
    assert found.allowance_minor == divide_half_up(exact.numerator, exact.denominator)
