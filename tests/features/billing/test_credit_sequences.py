"""Credit notes of every kind, voids among them, in any order: no line ever gives back more than it had."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import (
    CreditLine,
    PostCreditNote,
    creditable,
    credited_lines,
)
from rayafin_desktop.features.billing.crediting import remaining_of
from rayafin_desktop.features.billing.posting import VoidInvoice
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, document, faults, issue, line, lines_of, register

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("quantity"), st.integers(1, 3), st.integers(1, 4000)),
        st.tuples(st.just("amount"), st.integers(1, 3), st.integers(1, 20000)),
        st.tuples(st.just("void"), st.integers(0, 5), st.just(0)),
    ),
    max_size=8,
)


def assert_within(office: Office, invoice: Posted) -> None:
    """Of every line, what is left lies between nothing and the whole, tax by tax."""
    credited = office.ask(credited_lines, invoice.id)
    for one in lines_of(office, invoice.id):
        whole = creditable(one)
        left = remaining_of(whole, credited.get(one.line_no, ()))
        assert 0 <= left.quantity <= whole.quantity
        assert 0 <= left.net_minor <= whole.net_minor
        for rest, tax in zip(left.taxes, whole.taxes, strict=True):
            assert 0 <= rest.tax_minor <= tax.tax_minor


@given(STEPS, st.booleans(), st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_no_sequence_credits_more_than_there_was(
    office: Office, steps: list[tuple[str, int, int]], inclusive: bool, discounted: bool
) -> None:
    register(office)
    invoice = issue(
        office,
        customer(office, "Steps"),
        line(office, "33.33", "3", discount_percent=Decimal("1.5")),
        line(office, "12.12", "12.12", "GST5", discount=Decimal("0.07")),
        line(office, "0.07", "7"),
        prices_include_tax=inclusive,
        discount=Decimal("5.55") if discounted else Decimal(0),
        charges=Decimal("3.33"),
    )
    notes: list[Posted] = []
    for kind, at, amount in steps:
        try:
            if kind == "void":
                if notes:
                    office.do(VoidInvoice(invoice_id=notes.pop(at % len(notes)).id, reason="Taken back"))
                continue
            part = (
                CreditLine(line_no=at, quantity=Decimal(amount).scaleb(-3))
                if kind == "quantity"
                else CreditLine(line_no=at, amount=Decimal(amount).scaleb(-2))
            )
            notes.append(
                office.do(
                    PostCreditNote(invoice_id=invoice.id, issued_on=TODAY, reason="Step", lines=(part,))
                )
            )
        except RuleBroken:
            continue
        finally:
            assert_within(office, invoice)
    credited = sum(note.total_minor for note in notes)
    assert document(office, invoice.id).open_minor == invoice.total_minor - credited
    assert faults(office) == []
