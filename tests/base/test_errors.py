"""Refusals: all problems together, each tied to its field."""

import pytest

from rayafin_desktop.base.errors import NotFound, Problem, Problems, RuleBroken


def test_problems_are_raised_together_and_in_order() -> None:
    problems = Problems()
    problems.raise_if_any()
    assert problems.require(1, "line.missing")
    assert not problems.require(None, "customer.missing", "customer_id")
    problems.add("quantity.negative", "lines.2.quantity", quantity=-1)
    with pytest.raises(RuleBroken) as broken:
        problems.raise_if_any()
    assert broken.value.problems == (
        Problem("customer.missing", "customer_id"),
        Problem("quantity.negative", "lines.2.quantity", {"quantity": -1}),
    )
    assert broken.value.code == "customer.missing"


def test_a_single_refusal_reads_as_one_problem() -> None:
    refusal = NotFound("party.not_found", {"id": "7"}, field="party_id")
    assert refusal.problems == (Problem("party.not_found", "party_id", {"id": "7"}),)
    assert str(refusal) == "party.not_found (id=7)"


def test_a_broken_rule_names_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least one"):
        RuleBroken([])
