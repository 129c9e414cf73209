"""The commission formula: golden numbers of rules.md 2.6, and that no order of events shifts it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.commissions.rules import (
    Basis,
    Cut,
    Plan,
    Position,
    Status,
    Tier,
    TierBy,
    TierMode,
    Trigger,
    check_plan,
    check_shares,
    commission_due,
    may_become,
    split,
)

ONE_PERCENT = Plan(rate=Decimal(1), trigger=Trigger.PAYMENT_PRORATA)
INVOICE = Position(currency="INR", gross_minor=11800, net_minor=10000)


def run(plan: Plan, positions: list[Position]) -> list[int]:
    """The entries a series of positions leads to."""
    entries: list[int] = []
    for position in positions:
        entries.append(commission_due(plan, position, sum(entries)).entry_minor)
    return entries


def test_three_part_payments_give_the_whole_commission() -> None:
    settled = [3933, 7866, 11800]
    assert run(ONE_PERCENT, [replace(INVOICE, settled_minor=s) for s in settled]) == [
        33,
        34,
        33,
    ]


@pytest.mark.parametrize("trigger", [Trigger.PAYMENT_PRORATA, Trigger.PAID_FULL])
def test_a_credit_of_forty_percent_after_full_payment_takes_back_forty_percent(
    trigger: Trigger,
) -> None:
    paid = replace(INVOICE, settled_minor=11800)
    credited = replace(paid, credited_gross_minor=4720, credited_net_minor=4000)
    assert run(replace(ONE_PERCENT, trigger=trigger), [paid, credited]) == [100, -40]


def test_a_bounced_receipt_takes_back_what_it_earned() -> None:
    half, full = (
        replace(INVOICE, settled_minor=5900),
        replace(INVOICE, settled_minor=11800),
    )
    assert run(ONE_PERCENT, [half, full, half, INVOICE]) == [50, 50, -50, -50]


def test_paid_in_full_is_all_or_nothing() -> None:
    plan = Plan(rate=Decimal(1))
    positions = [replace(INVOICE, settled_minor=s) for s in (11799, 11800, 0)]
    assert run(plan, positions) == [0, 100, -100]


def test_each_agent_of_an_invoice_is_paid_on_his_own_rate() -> None:
    half = replace(INVOICE, gross_minor=1180000, net_minor=1000000, settled_minor=590000)
    rates = [Decimal("0.6"), Decimal("0.4")]
    assert [commission_due(replace(ONE_PERCENT, rate=rate), half, 0).target_minor for rate in rates] == [
        3000,
        2000,
    ]


def test_a_fully_credited_document_owes_no_commission() -> None:
    gone = replace(
        INVOICE,
        settled_minor=11800,
        credited_gross_minor=11800,
        credited_net_minor=10000,
    )
    for trigger in Trigger:
        assert commission_due(replace(ONE_PERCENT, trigger=trigger), gone, 100).entry_minor == -100


@pytest.mark.parametrize("trigger", [Trigger.CONTRACT, Trigger.DELIVERY, Trigger.POST])
def test_other_triggers_do_not_wait_for_money(trigger: Trigger) -> None:
    plan = Plan(rate=Decimal(1), trigger=trigger)
    assert run(plan, [replace(INVOICE, happened=False), INVOICE]) == [0, 100]


def test_written_off_debt_counts_only_where_the_plan_says_so() -> None:
    lost = replace(INVOICE, settled_minor=5900, written_off_minor=5900)
    assert commission_due(ONE_PERCENT, lost, 0).target_minor == 50
    assert commission_due(replace(ONE_PERCENT, counts_write_off=True), lost, 0).target_minor == 100


def test_commission_per_bale() -> None:
    plan = Plan(rate=Decimal("12.50"), basis=Basis.QUANTITY, trigger=Trigger.PAYMENT_PRORATA)
    bales = replace(
        INVOICE,
        quantity=Decimal(200),
        credited_quantity=Decimal(50),
        settled_minor=5900,
    )
    assert commission_due(plan, bales, 0).target_minor == 93750


def test_commission_on_margin_never_falls_below_nothing() -> None:
    plan = Plan(rate=Decimal(10), basis=Basis.MARGIN, trigger=Trigger.POST)
    assert commission_due(plan, replace(INVOICE, margin_minor=2500), 0).target_minor == 250
    assert commission_due(plan, replace(INVOICE, margin_minor=-2500), 0).target_minor == 0


def test_a_lump_sum_shrinks_with_the_document() -> None:
    plan = Plan(rate=Decimal(500), basis=Basis.LUMP, trigger=Trigger.POST)
    halved = replace(INVOICE, credited_net_minor=5000, credited_gross_minor=5900)
    assert run(plan, [INVOICE, halved]) == [50000, -25000]


def test_currencies_without_decimals_round_to_whole_units() -> None:
    yen = Position(currency="JPY", gross_minor=333, net_minor=333, settled_minor=333)
    assert commission_due(Plan(rate=Decimal("1.5")), yen, 0).target_minor == 5


def test_the_why_prints_the_formula_with_its_numbers() -> None:
    due = commission_due(ONE_PERCENT, replace(INVOICE, settled_minor=7866), 33)
    assert due.why == (
        "share = min(1, 78.66 / (118.00 - 0.00)) = 0.66661\n"
        "target = round(1 % x (100.00 - 0.00) x share) = 0.67\n"
        "entry = 0.67 - 0.33 = 0.34"
    )


positions = st.builds(
    lambda net, tax, settled, off, credited: Position(
        currency="INR",
        net_minor=net,
        gross_minor=net + net * tax // 100,
        settled_minor=settled,
        written_off_minor=off,
        credited_net_minor=net * credited // 100,
        credited_gross_minor=(net + net * tax // 100) * credited // 100,
    ),
    st.integers(0, 10**13),
    st.sampled_from([0, 5, 18, 40]),
    st.integers(0, 10**13),
    st.integers(0, 10**6),
    st.integers(0, 100),
)
plans = st.builds(
    Plan,
    rate=st.decimals(0, 100, places=6),
    basis=st.sampled_from([Basis.NET, Basis.LUMP]),
    trigger=st.sampled_from(Trigger),
    counts_write_off=st.booleans(),
)


@given(plans, st.lists(positions, min_size=1, max_size=8))
def test_whatever_happened_before_the_sum_of_entries_is_the_formula_s_figure(
    plan: Plan, history: list[Position]
) -> None:
    assert sum(run(plan, history)) == commission_due(plan, history[-1], 0).target_minor


@given(
    st.decimals(0, 100, places=4),
    st.integers(1, 10**9),
    st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=8),
    st.randoms(),
)
def test_receipts_credits_and_bounces_in_any_order_give_the_same_commission(
    rate: Decimal, net: int, movements: list[int], random: Random
) -> None:
    plan = Plan(rate=rate, trigger=Trigger.PAYMENT_PRORATA)
    start = Position(currency="INR", gross_minor=net + net * 18 // 100, net_minor=net)

    def entries(steps: list[int]) -> int:
        settled, history = 0, []
        for step in steps:
            settled += step
            history.append(replace(start, settled_minor=settled))
        return sum(run(plan, history))

    shuffled = list(movements)
    random.shuffle(shuffled)
    assert entries(shuffled) == entries(movements)


@given(plans, positions)
def test_the_target_is_the_exact_product_rounded_half_up_once(plan: Plan, position: Position) -> None:
    plan = replace(plan, basis=Basis.NET, trigger=Trigger.PAYMENT_PRORATA)
    owed = position.gross_minor - position.credited_gross_minor
    settled = position.settled_minor + (position.written_off_minor if plan.counts_write_off else 0)
    share = min(Fraction(1), Fraction(settled, owed)) if owed > 0 else Fraction(0)
    exact = Fraction(plan.rate) / 100 * (position.net_minor - position.credited_net_minor) * share
    target = commission_due(plan, position, 0).target_minor
    assert target == int(exact + Fraction(1, 2))
    assert 0 <= target <= position.net_minor


def test_a_plan_s_rate_is_checked() -> None:
    assert [p.code for p in check_plan(Plan(rate=Decimal("-0.1")))] == ["commission_rate.negative"]
    assert [p.code for p in check_plan(Plan(rate=Decimal("100.01")))] == ["commission_rate.over_hundred"]
    assert [p.code for p in check_plan(Plan(rate=Decimal("NaN")))] == ["commission_rate.negative"]
    assert [p.code for p in check_plan(Plan(rate=Decimal("0.0000001")))] == ["commission_rate.too_fine"]
    assert check_plan(Plan(rate=Decimal(100))) == []
    assert check_plan(Plan(rate=Decimal(450), basis=Basis.QUANTITY)) == []


def test_sub_shares_are_at_most_the_whole() -> None:
    assert check_shares([Decimal(60), Decimal(40)]) == []
    assert [p.code for p in check_shares([Decimal(60), Decimal("40.01")])] == [
        "commission_share.over_hundred"
    ]
    assert [p.field for p in check_shares([Decimal(50), Decimal(-1)])] == ["shares.1"]


@given(
    st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=6),
    st.lists(st.decimals(0, 20, places=2), max_size=5),
)
def test_splitting_target_after_target_never_drifts(targets: list[int], percents: list[Decimal]) -> None:
    accrued = [0] * (len(percents) + 1)
    for target in targets:
        entries = [part - before for part, before in zip(split(target, percents), accrued, strict=True)]
        accrued = [before + entry for before, entry in zip(accrued, entries, strict=True)]
        assert sum(accrued) == target
    assert accrued == split(targets[-1], percents)


def test_an_entry_s_life_goes_one_way() -> None:
    assert may_become(Status.EARNED, Status.APPROVED)
    assert may_become(Status.SETTLED, Status.EARNED)
    assert not may_become(Status.PAID, Status.EARNED)
    assert not any(may_become(Status.REVERSED, status) for status in Status)


_RATES = st.decimals(0, 100, places=2)
_TIERS = st.lists(
    st.tuples(st.decimals("0.01", 100_000, places=2), _RATES), max_size=4, unique_by=lambda pair: pair[0]
).map(lambda pairs: tuple(Tier(above, rate) for above, rate in sorted(pairs)))


@given(
    first=_RATES,
    tiers=_TIERS,
    mode=st.sampled_from(TierMode),
    by=st.sampled_from(TierBy),
    before=st.decimals(0, 200_000, places=2),
    net=st.integers(1, 20_000_000),
    steps=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=6),
    percents=st.lists(st.integers(0, 33), max_size=3),
)
def test_any_way_to_a_position_leads_to_the_same_sum_and_shares_add_up(
    first: Decimal,
    tiers: tuple[Tier, ...],
    mode: TierMode,
    by: TierBy,
    before: Decimal,
    net: int,
    steps: list[tuple[int, int]],
    percents: list[int],
) -> None:
    plan = Plan(rate=first, tiers=tiers, tier_mode=mode, tier_by=by, trigger=Trigger.PAYMENT_PRORATA)
    cuts = tuple(Decimal(percent) for percent in percents)

    def at(settled: int, credited: int) -> Position:
        return Position(
            currency="INR",
            gross_minor=net,
            net_minor=net,
            settled_minor=net * settled // 100,
            credited_gross_minor=net * credited // 100,
            credited_net_minor=net * credited // 100,
            turnover_before=before,
        )

    seats = [None] if not cuts else [*range(len(cuts)), None]
    sums = dict.fromkeys(range(len(seats)), 0)
    for settled, credited in steps:
        for n, seat in enumerate(seats):
            cut = Cut(cuts, seat) if cuts else None
            sums[n] += commission_due(plan, at(settled, credited), sums[n], cut).entry_minor
    straight = commission_due(plan, at(*steps[-1]), 0)
    assert sum(sums.values()) == straight.target_minor == straight.whole_minor
    assert straight.target_minor <= max([first, *(tier.rate for tier in tiers)]) * net / 100 + 1


@given(tiers=_TIERS, parts=st.lists(st.integers(1, 5_000_000), min_size=1, max_size=5))
def test_slabs_over_a_turnover_pay_what_one_document_of_all_would(
    tiers: tuple[Tier, ...], parts: list[int]
) -> None:
    plan = Plan(rate=Decimal("0.5"), tiers=tiers, tier_by=TierBy.TURNOVER, trigger=Trigger.POST)

    def due(net: int, before: int) -> int:
        position = Position(
            currency="INR", gross_minor=net, net_minor=net, turnover_before=Decimal(before).scaleb(-2)
        )
        return commission_due(plan, position, 0).target_minor

    apart, before = 0, 0
    for net in parts:
        apart += due(net, before)
        before += net
    # Each document is rounded once; nothing else differs.
    assert abs(apart - due(sum(parts), 0)) <= len(parts)


def test_the_golden_slabs_and_whole_amounts() -> None:
    tiers = (Tier(Decimal(1000), Decimal(2)), Tier(Decimal(5000), Decimal(3)))
    position = Position(currency="INR", gross_minor=600_000, net_minor=600_000)
    slab = Plan(rate=Decimal(1), tiers=tiers, trigger=Trigger.POST)
    assert commission_due(slab, position, 0).target_minor == 1000 + 8000 + 3000
    assert commission_due(replace(slab, tier_mode=TierMode.WHOLE), position, 0).target_minor == 18000
    # Foreign documents reach a threshold at their own rate: 6,000.00 at 0.5 are 3,000.00.
    foreign = replace(position, currency="EUR", fx_rate=Decimal("0.5"))
    assert commission_due(slab, foreign, 0).target_minor == 2 * (1000 + 4000)
