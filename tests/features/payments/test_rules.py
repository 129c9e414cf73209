"""Which documents a payment pays."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.payments.rules import (
    EXACT_MATCH_ITEMS,
    Allocated,
    Funds,
    OpenItem,
    Strategy,
    check,
    exact_match,
    propose,
    suggest,
)

KAVERI = UUID(int=7)
DAY = date(2026, 11, 21)
SPREADING = [s for s in Strategy if s not in (Strategy.MANUAL, Strategy.INSTRUCTION)]


def item(n: int, open_minor: int, *, due: int = 0, dated: int = -30, party: UUID = KAVERI) -> OpenItem:
    """Open item number `n`; days are counted from DAY."""
    return OpenItem(
        document_id=UUID(int=1000 + n),
        number=f"INV-{n:03d}",
        party_id=party,
        currency="INR",
        dated_on=DAY + timedelta(days=dated),
        due_on=DAY + timedelta(days=due),
        open_minor=open_minor,
    )


def funds(minor: int, *, received: date = DAY, allocated: date = DAY) -> Funds:
    return Funds(
        party_id=KAVERI,
        currency="INR",
        received_on=received,
        allocated_on=allocated,
        available_minor=minor,
    )


def part(of: OpenItem, minor: int) -> Allocated:
    return Allocated(document_id=of.document_id, amount_minor=minor)


def paid(items: list[OpenItem], minor: int, strategy: Strategy) -> dict[str, int]:
    numbers = {i.document_id: i.number for i in items}
    return {numbers[p.document_id]: p.amount_minor for p in propose(items, funds(minor), strategy).parts}


@st.composite
def open_items(draw: st.DrawFn) -> list[OpenItem]:
    amounts = draw(st.lists(st.integers(1, 10_000_000), max_size=15))
    return [
        item(n, amount, due=draw(st.integers(-90, 90)), dated=draw(st.integers(-120, 0)))
        for n, amount in enumerate(amounts)
    ]


THREE = [item(1, 5000, due=10), item(2, 3000, due=-5), item(3, 8000, due=2)]


def test_fifo_pays_the_oldest_due_date_first() -> None:
    assert paid(THREE, 10000, Strategy.FIFO) == {"INV-002": 3000, "INV-003": 7000}


def test_lifo_pays_the_newest_due_date_first() -> None:
    assert paid(THREE, 10000, Strategy.LIFO) == {"INV-001": 5000, "INV-003": 5000}


def test_largest_pays_the_largest_first() -> None:
    assert paid(THREE, 9000, Strategy.LARGEST) == {"INV-003": 8000, "INV-001": 1000}


def test_pro_rata_pays_the_same_fraction_of_each() -> None:
    assert paid(THREE, 8000, Strategy.PRO_RATA) == {
        "INV-002": 1500,
        "INV-003": 4000,
        "INV-001": 2500,
    }
    even = [item(1, 3333), item(2, 3333), item(3, 3334)]
    assert paid(even, 1000, Strategy.PRO_RATA) == {
        "INV-001": 333,
        "INV-002": 333,
        "INV-003": 334,
    }


def test_equal_due_dates_are_ordered_by_date_then_number() -> None:
    same_due = [item(3, 100), item(1, 100), item(2, 100, dated=-40)]
    assert list(paid(same_due, 300, Strategy.FIFO)) == ["INV-002", "INV-001", "INV-003"]


def test_instruction_follows_the_payer_s_own_order_and_keeps_the_rest() -> None:
    named = [THREE[0].document_id, THREE[1].document_id, THREE[0].document_id]
    proposal = propose(THREE, funds(9000), Strategy.INSTRUCTION, instructed=named)
    assert proposal.parts == (part(THREE[0], 5000), part(THREE[1], 3000))
    assert proposal.remainder_minor == 1000


def test_an_exact_match_is_suggested_with_its_reason() -> None:
    proposal = suggest(THREE, funds(11000))
    assert proposal.strategy is Strategy.EXACT_MATCH
    assert proposal.reason == "allocation.exact_match"
    assert proposal.params == {"count": 2}
    assert proposal.parts == (part(THREE[1], 3000), part(THREE[2], 8000))
    assert proposal.remainder_minor == 0


def test_without_a_match_the_company_s_choice_applies() -> None:
    assert suggest(THREE, funds(10999)).strategy is Strategy.FIFO
    assert suggest(THREE, funds(10999), otherwise=Strategy.LIFO).strategy is Strategy.LIFO


def test_what_the_payer_says_comes_before_an_exact_match() -> None:
    proposal = suggest(THREE, funds(11000), instructed=[THREE[0].document_id])
    assert proposal.strategy is Strategy.INSTRUCTION
    assert proposal.remainder_minor == 6000


def test_an_exact_match_prefers_one_document_then_the_oldest_ones() -> None:
    items = [item(n, 1000, due=n) for n in range(4)] + [item(9, 2000, due=50)]
    assert exact_match(items, 2000) == (items[4],)
    assert exact_match(items[:4], 2000) == (items[0], items[1])


def test_the_search_is_capped_but_still_sees_one_document_and_the_whole_statement() -> None:
    items = [item(n, 2**n * 100, due=n) for n in range(EXACT_MATCH_ITEMS + 8)]
    assert exact_match(items, items[-1].open_minor) == (items[-1],)
    assert exact_match(items, sum(i.open_minor for i in items)) == tuple(items)
    assert exact_match(items, items[0].open_minor + items[-1].open_minor) is None


@pytest.mark.parametrize("minor", [0, -100])
def test_nothing_matches_no_money(minor: int) -> None:
    assert exact_match(THREE, minor) is None
    assert propose(THREE, funds(minor), Strategy.FIFO).parts == ()


def test_items_of_another_party_currency_or_a_later_day_are_not_proposed() -> None:
    later = item(5, 100, dated=3)
    assert propose([item(4, 100, party=UUID(int=8)), later], funds(100), Strategy.FIFO).parts == ()
    advance = funds(100, allocated=DAY + timedelta(days=3))
    assert propose([later], advance, Strategy.FIFO).parts == (part(later, 100),)


@given(open_items(), st.integers(0, 200_000_000), st.sampled_from(SPREADING))
def test_parts_and_advance_sum_to_the_receipt_and_nothing_is_over_paid(
    items: list[OpenItem], minor: int, strategy: Strategy
) -> None:
    proposal = propose(items, funds(minor), strategy)
    assert proposal.allocated_minor + proposal.remainder_minor == minor
    assert proposal.remainder_minor >= 0
    assert check(funds(minor), proposal.parts, {i.document_id: i for i in items}) == []


@given(open_items(), st.integers(0, 200_000_000), st.sampled_from(SPREADING), st.randoms())
def test_the_order_in_which_items_come_does_not_matter(
    items: list[OpenItem], minor: int, strategy: Strategy, random: Random
) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert propose(shuffled, funds(minor), strategy) == propose(items, funds(minor), strategy)


@given(
    open_items(),
    st.lists(st.tuples(st.integers(1, 5_000_000), st.sampled_from(SPREADING)), max_size=6),
)
def test_receipt_after_receipt_the_totals_are_those_of_one_receipt(
    items: list[OpenItem], receipts: list[tuple[int, Strategy]]
) -> None:
    left = {i.document_id: i for i in items}
    advance = 0
    for minor, strategy in receipts:
        proposal = propose(left.values(), funds(minor), strategy)
        advance += proposal.remainder_minor
        for p in proposal.parts:
            was = left[p.document_id]
            left[p.document_id] = item(
                was.document_id.int - 1000,
                was.open_minor - p.amount_minor,
                due=(was.due_on - DAY).days,
                dated=(was.dated_on - DAY).days,
            )
    owed = sum(i.open_minor for i in items)
    still_owed = sum(i.open_minor for i in left.values())
    assert owed - still_owed + advance == sum(minor for minor, _ in receipts)
    assert all(i.open_minor >= 0 for i in left.values())


@given(open_items(), st.data())
def test_an_exact_match_is_found_wherever_there_is_one(items: list[OpenItem], data: st.DataObject) -> None:
    few = items[:EXACT_MATCH_ITEMS]
    if few:
        chosen = data.draw(st.lists(st.sampled_from(few), min_size=1, unique=True))
        proposal = propose(few, funds(sum(i.open_minor for i in chosen)), Strategy.EXACT_MATCH)
        assert proposal.remainder_minor == 0
        assert len(proposal.parts) <= len(chosen)


def test_every_problem_is_told_at_once_and_tied_to_its_field() -> None:
    stranger = item(4, 100, party=UUID(int=8))
    late = item(5, 100, dated=1)
    known = {i.document_id: i for i in [*THREE, stranger, late]}
    parts = [
        part(THREE[0], 5001),
        part(THREE[0], 1),
        part(stranger, 100),
        part(late, 0),
        Allocated(document_id=UUID(int=1), amount_minor=5),
    ]
    problems = check(funds(5000, received=DAY + timedelta(days=1)), parts, known)
    assert {(p.code, p.field) for p in problems} == {
        ("allocation.over_document", "allocations.0.amount"),
        ("allocation.document_twice", "allocations.1.invoice_id"),
        ("allocation.other_party", "allocations.2.invoice_id"),
        ("allocation.before_document", "allocations.3.invoice_id"),
        ("allocation.not_positive", "allocations.3.amount"),
        ("allocation.document_not_open", "allocations.4.invoice_id"),
        ("allocation.over_payment", "amount"),
        ("allocation.before_payment", "allocated_on"),
    }


def test_a_document_in_another_currency_is_refused() -> None:
    dollars = OpenItem(
        document_id=UUID(int=2),
        number="X-1",
        party_id=KAVERI,
        currency="USD",
        dated_on=DAY,
        due_on=DAY,
        open_minor=100,
    )
    problems = check(funds(100), [part(dollars, 100)], {dollars.document_id: dollars})
    assert [p.code for p in problems] == ["allocation.other_currency"]
