"""Payables age as receivables do: bills, expenses, debit notes, payments, refunds and bounces."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.payments.commands import PaySupplier, ReversePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.content import CreditLine as NoteLine
from rayafin_desktop.features.payments.refunding import RefundCustomer
from rayafin_desktop.features.payments.writing_off import WriteOffInvoice
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.statements.aging import aging, control_balance, open_documents
from rayafin_desktop.features.statements.aging_reports import ap_aging_report
from rayafin_desktop.features.statements.open_items import Cut
from rayafin_desktop.features.statements.sides import PAYABLES, RECEIVABLES, Side
from rayafin_desktop.features.statements.statement import party_statement
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive
from tests.features.purchases import bought


def agrees(office: Office, side: Side, day: date) -> int:
    """The aging's total, which must be the control account."""
    total = office.ask(aging, side, as_of=day).total
    assert total.base_open_minor == office.ask(control_balance, side, Cut(as_of=day))
    assert total.base_advance_minor == office.ask(control_balance, side, Cut(as_of=day), "advance")
    return total.base_open_minor


def open_of(office: Office, side: Side, party: UUID, day: date) -> dict[str, int]:
    return {one.number: one.open_minor for one in office.ask(open_documents, side, as_of=day, party_id=party)}


def test_what_is_owed_to_suppliers_on_any_day(office: Office) -> None:
    party = bought.supplier(office)
    first, later = date(2026, 11, 2), date(2026, 11, 12)
    office.clock.go_to(first)
    a = bought.bill(office, party, bought.line(office, "1000", code="NIL"), on=first, supplier_reference="A")
    b = bought.bill(office, party, bought.line(office, "500", code="NIL"), on=first, supplier_reference="B")
    paid = office.do(
        PaySupplier(
            party_id=party,
            amount=Decimal(450),
            withheld=Decimal(50),
            allocations=(AllocationLine(bill_id=a.id, amount=Decimal(400)),),
        )
    )
    office.do(
        RecordExpense(
            issued_on=first, amount=Decimal(70), description="Tea", party_id=party, supplier_reference="E"
        )
    )
    before = open_of(office, PAYABLES, party, first)
    assert sorted(before.values()) == [7000, 50000, 60000]
    assert agrees(office, PAYABLES, first) == 117000
    office.clock.go_to(later)
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Cheque bounced"))
    office.do(IssueDebitNote(bill_id=b.id, issued_on=later, reason="Short"))
    assert open_of(office, PAYABLES, party, first) == before
    assert agrees(office, PAYABLES, first) == 117000
    assert agrees(office, PAYABLES, later) == 107000
    assert office.ask(ap_aging_report).difference_minor == 0
    statement = office.ask(party_statement, party, first, later)
    assert statement.is_supplier
    assert statement.blocks[0].closing_minor == 107000
    assert bought.faults(office) == []


def test_an_open_credit_note_paid_out_and_a_write_off_stay_in_their_days(office: Office) -> None:
    party = customer(office)
    day = date(2026, 11, 2)
    office.clock.go_to(day)
    one = invoice(office, party, "100", day)
    receive(office, party, "100", (one, "100"))
    note = office.do(
        PostCreditNote(
            invoice_id=one.id,
            issued_on=day,
            reason="Back",
            lines=(CreditLine(line_no=1, amount=Decimal(30)),),
        )
    )
    two = invoice(office, party, "50", day)
    assert open_of(office, RECEIVABLES, party, day) == {note.number: -3000, two.number: 5000}
    office.clock.advance(days=5)
    office.do(RefundCustomer(party_id=party, credits=(NoteLine(invoice_id=note.id, amount=Decimal(20)),)))
    office.do(WriteOffInvoice(invoice_id=two.id, reason="Small", amount=Decimal(8)))
    now = day + timedelta(days=5)
    assert open_of(office, RECEIVABLES, party, day) == {note.number: -3000, two.number: 5000}
    assert open_of(office, RECEIVABLES, party, now) == {note.number: -1000, two.number: 4200}
    assert [agrees(office, RECEIVABLES, on) for on in (day, now)] == [2000, 3200]
    assert bought.faults(office) == []


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_an_open_amount_that_is_not_the_ledgers(office: Office) -> None:
    party = customer(office)
    one = invoice(office, party, "100", date(2026, 11, 2))
    with sqlite3.connect(office.location) as book:
        book.execute("UPDATE invoices SET settled_minor = 1000 WHERE number = ?", (one.number,))
    found = [fault.check for one in office.app.verify() for fault in one.faults]
    assert "statements.receivables" in found
