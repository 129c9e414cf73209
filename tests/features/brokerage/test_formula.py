"""The cumulative formula in any order of events: pure, and through the door with hypothesis."""

from decimal import Decimal
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, assume, given, settings

from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.brokerage.charging import take_back
from rayafin_desktop.features.brokerage.model import ChargeState
from rayafin_desktop.features.brokerage.rules import ENDED, Goods, counted
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.trades.content import BrokerageContent
from rayafin_desktop.features.trades.ending import CancelTrade, CloseTrade
from rayafin_desktop.features.trades.model import BrokerageBasis, BrokerageTrigger, TradeState
from rayafin_desktop.features.trades.rules import Measure, brokerage_minor
from tests.books import Office

from .broked import Broked

lorries = st.lists(
    st.tuples(st.integers(1, 40_000_000), st.integers(1, 10**10), st.integers(1, 300)),
    min_size=1,
    max_size=12,
)
rates = st.decimals(min_value="0.000001", max_value="100", places=6)


def _target(basis: BrokerageBasis, rate: Decimal, unit: TradeUnit | None, delivered: Goods) -> int:
    base = counted(BrokerageTrigger.DELIVERY, TradeState.PART_DELIVERED, Goods(), delivered, 0, "INR")
    if not base.has_happened:
        return 0
    measure = Measure(kg=base.kg, packages=base.packages)
    return brokerage_minor(basis, rate, unit, base_minor=base.minor, measure=measure, digits=2)


@given(
    loads=lorries,
    rate=rates,
    terms=st.sampled_from(
        [
            (BrokerageBasis.PERCENT, None),
            (BrokerageBasis.PER_UNIT, TradeUnit.CANDY),
            (BrokerageBasis.PER_UNIT, TradeUnit.BALE),
            (BrokerageBasis.LUMP, None),
        ]
    ),
    data=st.data(),
)
def test_entries_sum_to_the_formula_in_any_order(
    loads: list[tuple[int, int, int]],
    rate: Decimal,
    terms: tuple[BrokerageBasis, TradeUnit | None],
    data: st.DataObject,
) -> None:
    """Deliveries come and go in any order; charges are differences of targets and end where the goods do."""
    events = [(at, 1) for at in range(len(loads))]
    gone = data.draw(st.sets(st.sampled_from(range(len(loads)))))
    order = data.draw(st.permutations(events)) + [(at, -1) for at in data.draw(st.permutations(sorted(gone)))]
    delivered, charged = Goods(), 0
    for at, sign in order:
        grams, minor, packages = loads[at]
        delivered = Goods(
            minor=delivered.minor + sign * minor,
            kg=delivered.kg + sign * Decimal(grams).scaleb(-3),
            packages=delivered.packages + sign * packages,
        )
        charged += _target(*_terms(terms, rate), delivered) - charged
    left = [loads[at] for at in range(len(loads)) if at not in gone]
    kg = Fraction(sum(grams for grams, _, _ in left), 1000)
    match terms:
        case (BrokerageBasis.PERCENT, _):
            exact = sum(minor for _, minor, _ in left) * Fraction(rate) / 100
        case (BrokerageBasis.PER_UNIT, TradeUnit.BALE):
            exact = sum(packages for _, _, packages in left) * Fraction(rate) * 100
        case (BrokerageBasis.PER_UNIT, _):
            exact = kg / (784 * Fraction("0.45359237")) * Fraction(rate) * 100
        case _:
            exact = Fraction(rate) * 100 if left else Fraction(0)
    assert charged == divide_half_up(exact.numerator, exact.denominator)


def _terms(
    terms: tuple[BrokerageBasis, TradeUnit | None], rate: Decimal
) -> tuple[BrokerageBasis, Decimal, TradeUnit | None]:
    return terms[0], rate, terms[1]


@given(
    estimate=st.tuples(st.integers(0, 10**12), st.integers(0, 10**9), st.integers(0, 10**5)),
    delivered=st.tuples(st.integers(0, 10**12), st.integers(0, 10**9), st.integers(0, 10**5)),
    state=st.sampled_from(TradeState),
    allowed=st.integers(0, 10**9),
)
def test_what_is_expected_counts_until_the_contract_ends(
    estimate: tuple[int, int, int], delivered: tuple[int, int, int], state: TradeState, allowed: int
) -> None:
    whole, part = (
        Goods(minor=minor, kg=Decimal(grams).scaleb(-3), packages=packages)
        for minor, grams, packages in (estimate, delivered)
    )
    by_contract = counted(BrokerageTrigger.CONTRACT, state, whole, part, allowed, "INR")
    by_delivery = counted(BrokerageTrigger.DELIVERY, state, whole, part, allowed, "INR")
    assert by_delivery.minor == max(0, part.minor - allowed)
    assert by_delivery.kg == part.kg
    if state in ENDED:
        assert by_contract.minor == by_delivery.minor
        assert by_contract.has_happened == by_delivery.has_happened
    else:
        assert by_contract.has_happened
        assert by_delivery.minor <= by_contract.minor <= max(0, part.minor + whole.minor - allowed)
        if not part.is_something:
            assert by_contract.minor == max(0, whole.minor - allowed)


@given(
    billed=st.lists(st.integers(1, 10**9), max_size=5),
    waits=st.integers(0, 10**9),
    part=st.fractions(min_value=0, max_value=1),
)
def test_what_is_taken_back_is_spread_over_what_was_charged(
    billed: list[int], waits: int, part: Fraction
) -> None:
    """No bill gives back more than it has, the parts sum to the whole, and what waits goes first."""
    ones = [_Charge(minor, at, ChargeState.BILLED, invoice_id=new_id()) for at, minor in enumerate(billed)]
    if waits:
        ones.append(_Charge(waits, len(billed), ChargeState.DUE))
    total = int((sum(billed) + waits) * part)
    assume(total)
    parts = take_back(ones, total)  # type: ignore[arg-type]
    assert sum(minor for minor, _ in parts) == -total
    assert all(minor < 0 for minor, _ in parts)
    left = {one.invoice_id: one.amount_minor for one in ones}
    for minor, against in parts:
        assert -minor <= left[against]
    if waits:
        assert parts[0] == (-min(total, waits), None)


class _Charge:
    """What `take_back` reads of a charge."""

    def __init__(self, amount: int, step: int, state: ChargeState, invoice_id: object = None) -> None:
        self.amount_minor, self.step, self.state, self.invoice_id = amount, step, state, invoice_id
        self.against_id = None


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("deliver"), st.integers(1, 30_000_000)),
        st.tuples(st.just("back"), st.integers(0, 20)),
        st.tuples(st.just("bill"), st.just(0)),
    ),
    min_size=1,
    max_size=7,
)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS, rate=st.decimals(min_value="0.01", max_value="5", places=4), end=st.booleans())
def test_through_the_door_in_any_order(
    office: Office, events: list[tuple[str, int]], rate: Decimal, end: bool
) -> None:
    """Lorries come and go and are billed in any order, by contract and by delivery; the books stay sound."""
    broked = Broked.again(office)
    sides = (
        BrokerageContent(side=Side.BUY, rate=rate, trigger=BrokerageTrigger.CONTRACT),
        BrokerageContent(side=Side.SELL, rate=rate),
    )
    trade = broked.contract(*sides, quantity=Decimal(2000))
    there = []
    for what, figure in events:
        if what == "deliver":
            there.append(broked.deliver(trade, Decimal(figure).scaleb(-3), 10))
        elif what == "back" and there:
            broked.take_back(there.pop(figure % len(there)))
        elif what == "bill" and broked.charges(ChargeState.DUE):
            broked.bill_all()
    if end:
        office.do(CloseTrade(id=trade, reason="Done") if there else CancelTrade(id=trade, reason="Off"))
    assert broked.sound() == []
    if broked.charges(ChargeState.DUE):
        broked.bill_all()
    assert broked.sound() == []
