"""Crediting lines: never more than the line, and nothing left over after the last of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rayafin_desktop.features.billing.crediting import (
    Creditable,
    credit_problems,
    credited_by_amount,
    credited_by_quantity,
    is_exhausted,
    remaining_of,
)
from rayafin_desktop.features.tax.categories import HeadRate, TaxCategory, TaxHead, Treatment
from rayafin_desktop.features.tax.rules import DocumentTerms, HeadTax, LineInput, document_totals

HALVES = (TaxHead.CGST, TaxHead.SGST)


def invoiced(quantity: str, price: str, rate: str, *, inclusive: bool = False) -> Creditable:
    """A line as an invoice of its own would work it out, with two heads of half the rate."""
    half = Decimal(rate) / 2
    treatment = Treatment(TaxCategory.GST, tuple(HeadRate(head, half) for head in HALVES))
    terms = DocumentTerms(prices_include_tax=inclusive)
    line = document_totals([LineInput(Decimal(quantity), Decimal(price), treatment)], terms).lines[0]
    return Creditable(quantity=Decimal(quantity), net_minor=line.net_minor, taxes=line.taxes)


def test_a_third_of_the_goods_takes_a_third_of_net_and_tax() -> None:
    line = invoiced("3", "100.00", "18")
    part = credited_by_quantity(line, line, Decimal(1), prices_include_tax=False)
    assert (part.net_minor, [tax.tax_minor for tax in part.taxes]) == (10000, [900, 900])


def test_the_full_credit_of_an_inclusive_line_is_its_exact_reverse() -> None:
    # 18 % of the rounded net 84.75 would be 15.26; the invoice said 15.25.
    taxes = (HeadTax(TaxHead.IGST, Decimal(18), 1525),)
    line = Creditable(quantity=Decimal(1), net_minor=8475, taxes=taxes)
    assert credited_by_quantity(line, line, Decimal(1), prices_include_tax=True) == line


def test_an_allowance_takes_value_and_tax_but_no_goods() -> None:
    line = invoiced("10", "355.50", "5")
    part = credited_by_amount(line, 5000, prices_include_tax=False)
    assert (part.quantity, part.net_minor, part.total_minor) == (Decimal(0), 5000, 5250)
    rest = remaining_of(line, [part])
    assert (rest.quantity, rest.net_minor) == (Decimal(10), 350500)


def test_goods_after_an_allowance_take_what_is_left() -> None:
    line = invoiced("10", "100.00", "18")
    allowance = credited_by_amount(line, 40000, prices_include_tax=False)
    rest = remaining_of(line, [allowance])
    nine = credited_by_quantity(line, rest, Decimal(9), prices_include_tax=False)
    assert nine.net_minor == 60000
    rest = remaining_of(line, [allowance, nine])
    assert (rest.quantity, rest.is_nothing) == (Decimal(1), True)


@pytest.mark.parametrize(
    ("quantity", "amount", "code"),
    [
        (None, None, "credit.quantity_or_amount"),
        ("1", "1", "credit.quantity_or_amount"),
        ("0", None, "credit.not_positive"),
        ("-1", None, "credit.not_positive"),
        ("3.000001", None, "credit.more_than_remains"),
        ("3", None, ""),
        (None, "300.01", "credit.worth_more_than_remains"),
        (None, "300.00", ""),
        (None, "1.001", "credit.not_positive"),
    ],
)
def test_what_cannot_be_credited(quantity: str | None, amount: str | None, code: str) -> None:
    line = invoiced("3", "100.00", "18")
    found = credit_problems(
        None if quantity is None else Decimal(quantity),
        None if amount is None else Decimal(amount),
        line,
        "lines.0",
        digits=2,
        prices_include_tax=False,
    )
    assert [problem.code for problem in found] == ([code] if code else [])


PRICES = st.decimals("0.01", 10_000, places=2)
RATES = st.sampled_from(["0.25", "3", "5", "18", "40"])


@given(PRICES, RATES, st.booleans(), st.lists(st.integers(1, 400), max_size=6))
@example(Decimal("0.01"), "40", True, [219])  # each tax of the part rounds to nothing
def test_a_line_returned_in_steps_leaves_nothing(
    price: Decimal, rate: str, inclusive: bool, thousandths: list[int]
) -> None:
    line = invoiced("3.5", str(price), rate, inclusive=inclusive)
    taken: list[Creditable] = []
    for step in thousandths:
        rest = remaining_of(line, taken)
        quantity = min(Decimal(step) / 100, rest.quantity)
        if quantity <= 0:
            break
        part = credited_by_quantity(line, rest, quantity, prices_include_tax=inclusive)
        assert 0 <= part.net_minor <= rest.net_minor
        assert all(0 <= a.tax_minor <= b.tax_minor for a, b in zip(part.taxes, rest.taxes, strict=True))
        taken.append(part)
    rest = remaining_of(line, taken)
    if rest.quantity:
        taken.append(credited_by_quantity(line, rest, rest.quantity, prices_include_tax=inclusive))
    assert sum(part.total_minor for part in taken) == line.total_minor
    assert is_exhausted({1: line}, {1: taken})


@given(PRICES, RATES, st.booleans(), st.lists(st.integers(1, 5000), max_size=6))
def test_allowances_never_exceed_the_line(
    price: Decimal, rate: str, inclusive: bool, minors: list[int]
) -> None:
    line = invoiced("2", str(price), rate, inclusive=inclusive)
    taken: list[Creditable] = []
    for minor in minors:
        rest = remaining_of(line, taken)
        left = rest.total_minor if inclusive else rest.net_minor
        if not left:
            break
        taken.append(credited_by_amount(rest, min(minor, left), prices_include_tax=inclusive))
    rest = remaining_of(line, taken)
    assert rest.net_minor >= 0
    assert all(tax.tax_minor >= 0 for tax in rest.taxes)
