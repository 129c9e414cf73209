"""The measure itself: it must see what is missing, wrong and invented, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.messages.corpus.scoring import entries, score

SALE: dict[str, Any] = {
    "kind": "offer",
    "commodity": "CHANA",
    "quantity": {"value": "50", "unit": "MT"},
    "price": {"amount": "5850", "currency": "INR", "per": "QTL"},
    "payment": {"type": "LC", "days": 0},
}


def _with(**changes: Any) -> dict[str, Any]:
    return {**SALE, **changes}


def test_what_is_as_expected_is_right() -> None:
    assert score(SALE, SALE).right


@pytest.mark.parametrize(
    "other",
    [
        _with(quantity={"value": "500", "unit": "QTL"}),
        _with(quantity={"value": "50000.0", "unit": "KG"}),
        _with(price={"amount": "58500", "currency": "INR", "per": "MT"}),
        _with(price={"amount": "58.5", "currency": "INR", "per": "KG", "per_inferred": True}),
        _with(qty_kg_est="50000", warnings=["x"], kind_inferred=True, grade=None, parties={}),
    ],
)
def test_equal_weights_and_rates_are_right(other: dict[str, Any]) -> None:
    assert score(other, SALE).right


@pytest.mark.parametrize(
    "other",
    [
        _with(kind="bid"),
        _with(quantity={"value": "50", "unit": "QTL"}),
        _with(price={"amount": "5851", "currency": "INR", "per": "QTL"}),
        _with(price={"amount": "5850", "currency": "USD", "per": "QTL"}),
        _with(payment={"type": "LC", "days": 30}),
    ],
)
def test_what_differs_is_wrong(other: dict[str, Any]) -> None:
    result = score(other, SALE)
    assert result.wrong
    assert not result.invented


def test_what_is_not_there_is_missing_even_a_zero() -> None:
    assert score(_with(payment={"type": "LC"}), SALE).missing == ["payment.days: 0"]


@pytest.mark.parametrize(
    "extra",
    [{"grade": "A"}, {"quality": {"rd": {"min": "70"}}}, {"lot": "14"}, {"delivery": {"to": "2026-01-16"}}],
)
def test_what_the_text_does_not_hold_is_invented(extra: dict[str, Any]) -> None:
    assert score(_with(**extra), SALE, "50 MT chana").invented


def test_a_fact_under_a_name_of_its_own_must_be_in_the_text() -> None:
    assert score(_with(lot="27/A"), SALE, "lot 27/A: 50 MT chana").right


def test_a_choice_of_places_and_values() -> None:
    expect = {
        "location": {"origin|place": ["Mundra", "Mundra Port"]},
        "may": {"kind": ["offer"], "balance": None},
    }
    assert score(
        {"location": {"place": "mundra port"}, "kind": "offer", "balance": {"value": "3"}}, expect
    ).right
    assert score({"location": {"destination": "Mundra"}}, expect).missing
    assert score({"location": {"origin": "Mundra"}, "kind": "bid"}, expect).invented


def test_what_must_stay_empty_may_not_pass_as_a_choice() -> None:
    assert score({"lot": "14"}, {"absent": ["lot"]}, "lot 14").invented


def test_cents_a_pound_are_hundredths_of_a_dollar() -> None:
    cents = {"price": {"amount": "82.5", "currency": "USc", "per": "LB"}}
    assert score({"price": {"amount": "0.825", "currency": "USD", "per": "LB"}}, cents).right
    assert score({"price": {"amount": "82.5", "currency": "USD", "per": "LB"}}, cents).wrong


def test_the_corpus_is_whole() -> None:
    """Ids and texts are unique, and at least sixty messages are traps that say little or nothing."""
    corpus = [entry for _group, entry in entries()]
    assert len(corpus) >= 320
    assert len({entry["id"] for entry in corpus}) == len(corpus)
    assert len({entry["text"] for entry in corpus}) == len(corpus)
    little = [e for e in corpus if not {"quantity", "price"} & set(e["expect"])]
    assert len(little) >= 60


def test_no_expectation_lets_a_made_up_fact_pass() -> None:
    made_up = {"delivery": {"from": "1999-01-01"}, "brokerage": {"pct": "7.77"}}
    let_through = [e["id"] for _group, e in entries() if not _differs(made_up, e)]
    assert let_through == []


def _differs(parsed: dict[str, Any], entry: dict[str, Any]) -> bool:
    result = score(parsed, entry["expect"], entry["text"])
    return bool(result.wrong or result.invented)
