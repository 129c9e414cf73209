"""States, due dates and checks of an invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.features.billing.rules import (
    MOST_LINES,
    DocumentState,
    DocumentStatus,
    HeadDraft,
    LineDraft,
    credit_deadline,
    due_date,
    head_problems,
    line_problems,
    may_become,
    posting_problems,
    status_of,
    warnings_for,
)

DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("state", "total", "settled", "due_on", "status"),
    [
        ("DRAFT", 100, 0, date(2026, 1, 1), "DRAFT"),
        ("VOID", 100, 0, date(2026, 1, 1), "VOID"),
        ("POSTED", 100, 0, DAY, "UNPAID"),
        ("POSTED", 100, 0, date(2026, 5, 3), "OVERDUE"),
        ("POSTED", 100, 40, DAY, "PARTIAL"),
        ("POSTED", 100, 40, date(2026, 5, 3), "OVERDUE"),
        ("POSTED", 100, 100, date(2026, 5, 3), "PAID"),
        ("POSTED", 0, 0, None, "PAID"),
        ("POSTED", 100, 0, None, "UNPAID"),
    ],
)
def test_status_is_derived(state: str, total: int, settled: int, due_on: date | None, status: str) -> None:
    assert status_of(DocumentState(state), total, settled, due_on, DAY) is DocumentStatus(status)


def test_a_document_only_moves_forward() -> None:
    moves = {(a.value, b.value) for a in DocumentState for b in DocumentState if may_become(a, b)}
    assert moves == {("DRAFT", "POSTED"), ("POSTED", "VOID")}


def test_due_date() -> None:
    assert due_date(date(2026, 1, 31), 30) == date(2026, 3, 2)


def test_all_faults_of_the_lines_are_told_at_once_with_their_place() -> None:
    lines = [
        LineDraft(quantity=Decimal("1.0000001"), unit_price=Decimal(-1)),
        LineDraft(quantity=Decimal(1), unit_price=Decimal(5), discount=Decimal("5.01")),
        LineDraft(quantity=Decimal(1), unit_price=Decimal(5), discount_percent=Decimal(101)),
        LineDraft(quantity=Decimal(1), unit_price=Decimal(5), discount=Decimal("0.001")),
        LineDraft(quantity=Decimal("NaN"), unit_price=Decimal("1e11")),
        LineDraft(quantity=Decimal("1e6"), unit_price=Decimal("1e11")),
    ]
    assert [(problem.code, problem.field) for problem in line_problems(lines, 2)] == [
        ("number.too_many_decimals", "lines.0.quantity"),
        ("number.negative", "lines.0.unit_price"),
        ("discount.too_large", "lines.1.discount"),
        ("discount.over_100", "lines.2.discount_percent"),
        ("amount.too_many_decimals", "lines.3.discount"),
        ("number.out_of_range", "lines.4.quantity"),
        ("number.out_of_range", "lines.5.unit_price"),
    ]


def test_a_returned_line_may_be_negative() -> None:
    assert line_problems([LineDraft(quantity=Decimal(-3), unit_price=Decimal("2.5"))], 2) == []


def test_there_is_a_limit_to_lines() -> None:
    assert line_problems([LineDraft()] * (MOST_LINES + 1), 2)[0].code == "invoice.too_many_lines"


def test_head_faults() -> None:
    head = HeadDraft(
        issued_on=DAY, due_on=date(2026, 5, 3), discount_percent=Decimal(120), charges=Decimal("1.001")
    )
    assert {(problem.code, problem.field) for problem in head_problems(head, 2)} == {
        ("amount.too_many_decimals", "charges"),
        ("invoice.due_before_issue", "due_on"),
    }
    assert (
        head_problems(HeadDraft(issued_on=DAY, discount_percent=Decimal(120)), 2)[0].code
        == "discount.over_100"
    )


def test_what_may_wait_in_a_draft_but_not_be_posted() -> None:
    head = HeadDraft(issued_on=DAY, has_party=False)
    assert [p.code for p in posting_problems(head, [], 0)] == ["invoice.no_customer", "invoice.no_lines"]
    lines = [LineDraft(description="Bales"), LineDraft(description=" ", quantity=Decimal(0))]
    supplier = HeadDraft(issued_on=DAY, party_is_customer=False)
    assert [(p.code, p.field) for p in posting_problems(supplier, lines, -1)] == [
        ("invoice.not_a_customer", "party_id"),
        ("line.no_quantity", "lines.1.quantity"),
        ("line.no_description", "lines.1.description"),
        ("invoice.negative_total", "lines"),
    ]


def test_warnings_do_not_repeat_what_is_fine() -> None:
    head = HeadDraft(issued_on=DAY)
    assert warnings_for(head, DAY, email="a@b.example") == []
    late = HeadDraft(issued_on=date(2026, 5, 5))
    warnings = warnings_for(late, DAY, email="")
    assert [warning.code for warning in warnings] == ["invoice.future_date", "invoice.no_email"]


@pytest.mark.parametrize(
    ("invoiced_on", "deadline"),
    [(date(2025, 3, 31), date(2025, 11, 30)), (date(2025, 4, 1), date(2026, 11, 30))],
)
def test_a_credit_note_lowers_gst_until_november_after_the_year(invoiced_on: date, deadline: date) -> None:
    assert credit_deadline(invoiced_on, 4) == deadline


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9), st.dates())
def test_nothing_open_is_paid_and_only_that(total: int, settled: int, due_on: date) -> None:
    status = status_of(DocumentState.POSTED, total, settled, due_on, DAY)
    assert (status is DocumentStatus.PAID) == (total == settled)
