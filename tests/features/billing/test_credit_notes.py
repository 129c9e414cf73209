"""Credit notes against invoices, and what is settled by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.application import App
from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.catalogue import FEATURES, Catalogue
from rayafin_desktop.engine.commands import Command, handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.work import Happening, Work
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.happenings import (
    CreditNotePosted,
    InvoicePosted,
    InvoiceReopened,
    InvoiceSettled,
    InvoiceVoided,
)
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.billing.queries import open_items
from rayafin_desktop.features.billing.rules import DocumentKind, DocumentState
from rayafin_desktop.features.billing.settlement import settle
from rayafin_desktop.features.tax.commands import AddTaxRate
from tests.books import Office
from tests.features.billing.billed import (
    TODAY,
    customer,
    document,
    faults,
    issue,
    legs_of,
    line,
    lines_of,
    register,
    tax,
)

HEARD: list[Happening] = []


@dataclass(frozen=True, kw_only=True)
class Settle(Command[int]):
    """What payments do: settle part of a document."""

    permission: ClassVar[str] = "invoice.post"
    invoice_id: UUID
    minor: int


def _settle(command: Settle, work: Work) -> int:
    return settle(work, command.invoice_id, command.minor).open_minor


def _hear(happening: Happening, work: Work) -> None:
    HEARD.append(happening)


LISTENING = Feature(
    name="listening",
    commands=(handles(Settle, _settle),),
    reactions=tuple(
        reacts(one, _hear)
        for one in (InvoicePosted, CreditNotePosted, InvoiceVoided, InvoiceSettled, InvoiceReopened)
    ),
)


@pytest.fixture
def ledger_office(office: Office) -> Iterator[Office]:
    """The office with a feature above billing that settles and listens."""
    HEARD.clear()
    office.app = App(office.app.database, Catalogue((*FEATURES, LISTENING)), office.clock.as_clock())
    register(office)
    yield office
    assert faults(office) == []


def credit(office: Office, invoice: Posted, *lines: CreditLine, on: date = TODAY) -> Posted:
    return office.do(PostCreditNote(invoice_id=invoice.id, issued_on=on, reason="Returned", lines=lines))


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_part_of_a_line_comes_back(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00", "10"))
    note = credit(office, invoice, CreditLine(line_no=1, quantity=Decimal("2.5")))
    assert (note.kind, note.number, note.total_minor, note.open_minor) == (
        DocumentKind.CREDIT_NOTE,
        "CN/26-27/0001",
        29500,
        0,
    )
    assert legs_of(office, note.id) == {
        "receivable": -29500,
        "sales_returns": 25000,
        "output_cgst": 2250,
        "output_sgst": 2250,
    }
    assert document(office, invoice.id).open_minor == 118000 - 29500


def test_an_allowance_is_credited_by_amount(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00", "10"))
    note = credit(office, invoice, CreditLine(line_no=1, amount=Decimal("50.00"), description="Wet bales"))
    (row,) = lines_of(office, note.id)
    assert (row.description, row.quantity, row.unit_price, row.returned_qty) == (
        "Wet bales",
        Decimal(1),
        Decimal(50),
        Decimal(0),
    )
    assert note.total_minor == 5900


def test_the_rate_of_the_original_holds(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00"), on=date(2026, 10, 1))
    office.do(AddTaxRate(tax_code_id=tax(office), from_on=date(2026, 11, 1), rate=Decimal(28)))
    assert credit(office, invoice).total_minor == 11800


def test_a_whole_credit_reverses_the_invoice_to_the_last_paisa(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(
        office,
        customer(office, "Surat", "24"),
        line(office, "33.33", "3"),
        line(office, "99.99", "1.5", "GST5"),
        prices_include_tax=True,
        discount=Decimal("7.77"),
        charges=Decimal("3.33"),
    )
    note = credit(office, invoice)
    assert note.total_minor == invoice.total_minor
    before, after = legs_of(office, invoice.id), legs_of(office, note.id)
    assert {role: -minor for role, minor in after.items() if role != "sales_returns"} == {
        role: minor for role, minor in before.items() if role != "sales"
    }
    assert document(office, invoice.id).open_minor == 0


def test_no_more_than_remains(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00", "10"), line(office, "5.00"))
    credit(office, invoice, CreditLine(line_no=1, quantity=Decimal(8)))
    with pytest.raises(RuleBroken) as refused:
        credit(
            office,
            invoice,
            CreditLine(line_no=1, quantity=Decimal("2.000001")),
            CreditLine(line_no=2, amount=Decimal("5.01")),
            CreditLine(line_no=3, amount=Decimal(1)),
            CreditLine(line_no=2, amount=Decimal(1)),
        )
    assert codes(refused) == [
        ("credit.more_than_remains", "lines.0.quantity"),
        ("credit.worth_more_than_remains", "lines.1.amount"),
        ("credit.no_such_line", "lines.2.line_no"),
        ("credit.no_such_line", "lines.3.line_no"),
    ]
    credit(office, invoice)
    with pytest.raises(RuleBroken) as refused:
        credit(office, invoice)
    assert codes(refused) == [("credit.nothing_remains", "lines")]


def test_only_posted_invoices_are_credited_and_not_before_their_day(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00"))
    with pytest.raises(RuleBroken) as refused:
        credit(office, invoice, on=date(2026, 11, 20))
    assert codes(refused) == [("credit.before_invoice", "issued_on")]
    note = credit(office, invoice)
    with pytest.raises(RuleBroken) as refused:
        credit(office, note)
    assert codes(refused) == [("credit.needs_posted_invoice", "invoice_id")]


def test_the_last_month_that_lowers_the_gst_is_asked_about(ledger_office: Office) -> None:
    """CGST Act s.34(2): by 30 November after the financial year, so November is the month to know it."""
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00", "10"), on=date(2025, 3, 31))
    one = CreditLine(line_no=1, quantity=Decimal(1))
    assert credit(office, invoice, one, on=date(2025, 10, 31)).total_minor == 11800
    command = PostCreditNote(
        invoice_id=invoice.id, issued_on=date(2025, 11, 1), reason="Returned", lines=(one,)
    )
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(command)
    assert asked.value.key == "credit.near_deadline"
    assert office.do(command, confirmed={"credit.near_deadline"}).total_minor == 11800


@pytest.mark.parametrize("inclusive", [False, True])
def test_after_the_deadline_the_net_alone_is_credited(ledger_office: Office, inclusive: bool) -> None:
    """The tax stays reported: a note past 30 November is a commercial credit or it is none."""
    office = ledger_office
    price = "118.00" if inclusive else "100.00"
    invoice = issue(
        office,
        customer(office),
        line(office, price, "3"),
        on=date(2025, 3, 31),
        prices_include_tax=inclusive,
    )
    command = PostCreditNote(
        invoice_id=invoice.id,
        issued_on=date(2025, 12, 1),
        reason="Returned",
        lines=(CreditLine(line_no=1, quantity=Decimal(1)),),
    )
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(command)
    assert asked.value.key == "credit.after_deadline"
    note = office.do(command, confirmed={"credit.after_deadline"})
    assert legs_of(office, note.id) == {"receivable": -10000, "sales_returns": 10000}
    rest = PostCreditNote(invoice_id=invoice.id, issued_on=date(2025, 12, 1), reason="All of it")
    assert office.do(rest, confirmed={"credit.after_deadline"}).total_minor == 20000
    assert document(office, invoice.id).open_minor == 5400  # the tax


def test_a_note_without_tax_has_no_deadline(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00", code="NIL"), on=date(2025, 3, 31))
    assert credit(office, invoice, on=date(2025, 12, 1)).total_minor == 10000


def test_what_exceeds_the_open_amount_stays_in_the_customers_favour(ledger_office: Office) -> None:
    office = ledger_office
    party = customer(office)
    invoice = issue(office, party, line(office, "100.00"))
    office.do(Settle(invoice_id=invoice.id, minor=10000))
    note = credit(office, invoice)
    assert (note.total_minor, note.open_minor) == (11800, 10000)
    assert [(item.kind, item.open_minor) for item in office.ask(open_items, party)] == [
        (DocumentKind.CREDIT_NOTE, 10000)
    ]


def test_voiding_a_note_opens_its_invoice_again(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00"))
    note = credit(office, invoice)
    with pytest.raises(RuleBroken) as refused:
        office.do(VoidInvoice(invoice_id=invoice.id, reason="Twice"))
    assert {code for code, _ in codes(refused)} == {"invoice.has_allocations", "invoice.has_credit_notes"}
    office.do(VoidInvoice(invoice_id=note.id, reason="Wrong invoice"))
    assert document(office, note.id).state is DocumentState.VOID
    assert document(office, invoice.id).open_minor == 11800
    assert credit(office, invoice).total_minor == 11800


def test_settling_tells_when_the_last_is_paid_and_when_it_is_taken_back(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00"), on=date(2026, 11, 1))
    assert office.do(Settle(invoice_id=invoice.id, minor=5000)) == 6800
    assert office.do(Settle(invoice_id=invoice.id, minor=6800)) == 0
    paid = document(office, invoice.id)
    assert (paid.settled_on, paid.days_to_pay) == (TODAY, 20)
    assert office.do(Settle(invoice_id=invoice.id, minor=-1)) == 1
    assert document(office, invoice.id).settled_on is None
    assert [type(happening) for happening in HEARD] == [InvoicePosted, InvoiceSettled, InvoiceReopened]


def test_nothing_is_settled_twice(ledger_office: Office) -> None:
    office = ledger_office
    invoice = issue(office, customer(office), line(office, "100.00"))
    for minor in (11801, -1):
        with pytest.raises(RuleBroken) as refused:
            office.do(Settle(invoice_id=invoice.id, minor=minor))
        assert codes(refused) == [("invoice.over_settled", "amount")]


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 30)), max_size=5),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_notes_in_any_steps_end_at_nothing(
    ledger_office: Office, steps: list[tuple[int, int]], inclusive: bool, discounted: bool
) -> None:
    office = ledger_office
    invoice = issue(
        office,
        customer(office, "Steps"),
        line(office, "33.33", "3"),
        line(office, "12.12", "12.12", "GST5"),
        line(office, "0.07", "7"),
        prices_include_tax=inclusive,
        discount=Decimal("5.55") if discounted else Decimal(0),
    )
    totals = []
    for line_no, tenths in steps:
        try:
            note = credit(office, invoice, CreditLine(line_no=line_no, quantity=Decimal(tenths) / 10))
        except RuleBroken:
            continue
        totals.append(note.total_minor)
    if sum(totals) < invoice.total_minor:
        totals.append(credit(office, invoice).total_minor)
    assert sum(totals) == invoice.total_minor
    assert document(office, invoice.id).open_minor == 0
