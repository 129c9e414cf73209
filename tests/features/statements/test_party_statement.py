"""A party's statement: opening, every entry once, running balance, closing, in each currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import accumulate

import pytest

from rayafin_desktop.base.errors import NotAllowed, NotFound, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.report_files import WRITERS
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.companies.commands import SaveBankDetails
from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.companies.reporting import report_pdf
from rayafin_desktop.features.ledger.balances import party_ledger
from rayafin_desktop.features.payments.commands import AllocatePayment, ReversePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.statements.statement import party_statement
from rayafin_desktop.features.statements.statement_report import STATEMENT_DOCUMENTS, party_statement_report
from tests.books import Office
from tests.features.payments.sales import customer, invoice, receive

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_opening_lines_and_closing_are_the_ledger(office: Office) -> None:
    party = customer(office)
    invoice(office, party, "500", date(2026, 10, 5))
    a = invoice(office, party, "1000.50", date(2026, 11, 3))
    paid = receive(office, party, "1500.50", (a, "1000.50"), dated_on=date(2026, 11, 10))
    office.do(ReversePayment(payment_id=paid.payment_id, reason="Bounced", on=date(2026, 11, 15)))
    found = office.ask(party_statement, party, FIRST, LAST)
    block = found.blocks[0]
    assert (block.opening_minor, block.closing_minor) == (50000, 150050)
    assert [(line.kind, line.charged_minor, line.paid_minor) for line in block.lines] == [
        ("invoice", 100050, 0),
        ("receipt", 0, 150050),
        ("receipt_reversal", 150050, 0),
    ]
    steps = [line.charged_minor - line.paid_minor for line in block.lines]
    assert [line.balance_minor for line in block.lines] == list(accumulate(steps, initial=50000))[1:]
    assert office.ask(party_ledger, party, FIRST, LAST).closing_minor == block.closing_minor
    assert block.lines[0].due_on == date(2026, 12, 3)
    assert block.lines[0].about == ("invoice", a.id)


def test_using_an_advance_is_no_line_but_its_allocation_can_be_shown(office: Office) -> None:
    party = customer(office)
    a = invoice(office, party, "300", date(2026, 11, 3))
    paid = receive(office, party, "1000", dated_on=date(2026, 11, 4))
    line = AllocationLine(invoice_id=a.id, amount=Decimal(300))
    office.do(
        AllocatePayment(payment_id=paid.payment_id, allocations=(line,), allocated_on=date(2026, 11, 5))
    )
    found = office.ask(party_statement, party, FIRST, LAST, with_allocations=True)
    assert [one.kind for one in found.blocks[0].lines] == ["invoice", "receipt"]
    assert found.blocks[0].lines[1].pays == ((a.number, 30000),)
    assert found.blocks[0].closing_minor == -70000


def test_a_document_voided_on_its_own_day_does_not_show(office: Office) -> None:
    party = customer(office)
    a = invoice(office, party, "300", date(2026, 11, 3))
    office.do(VoidInvoice(invoice_id=a.id, reason="Typed twice"))
    assert office.ask(party_statement, party, FIRST, LAST).blocks[0].lines == []


def test_each_currency_has_its_own_block(office: Office) -> None:
    party = customer(office, "Hamburg Baumwolle", country="DE", state="", currency="USD")
    invoice(office, party, "100", date(2026, 11, 2), currency="USD", rate=Decimal("83.5"))
    invoice(office, party, "70", date(2026, 11, 2), currency="INR")
    found = office.ask(party_statement, party, FIRST, LAST)
    assert [(one.currency, one.closing_minor) for one in found.blocks] == [("INR", 7000), ("USD", 10000)]
    table = office.ask(party_statement_report, party=party, first=FIRST, last=LAST)
    assert [row.currency for row in table.rows if row.kind == "total"] == ["INR", "USD"]


def test_the_statement_prints_with_formulas_and_markup_as_text(office: Office) -> None:
    office.do(
        SaveBankDetails(
            version=office.ask(company_detail).version,
            bank="Bank of <b>Baroda",
            account_no="0011",
            ifsc="BARB0BANDRA",
            upi="rt@okaxis",
        )
    )
    party = customer(office, "=cmd|' /C calc'!A0 <script>")
    invoice(office, party, "500", date(2026, 11, 5))
    table = office.ask(party_statement_report, party=party)
    assert report_pdf(table).startswith(b"%PDF")
    for writer in WRITERS.values():
        assert writer(table)
    code = found_code(office)
    [document] = STATEMENT_DOCUMENTS
    assert office.ask(document.render, code).startswith(b"%PDF")
    with pytest.raises(NotFound):
        office.ask(document.render, "NOBODY")


def found_code(office: Office) -> str:
    from rayafin_desktop.features.parties.model import Party

    return str(office.ask(lambda read: read.all(Party)[0].code))


def test_a_period_backwards_and_a_stranger_are_refused(office: Office) -> None:
    party = customer(office)
    with pytest.raises(RuleBroken) as refused:
        office.ask(party_statement, party, LAST, FIRST)
    assert [(one.code, one.field) for one in refused.value.problems] == [("statement.backwards", "last")]
    with pytest.raises(NotAllowed):
        office.ask(party_statement, party, FIRST, LAST, as_=office.member(Role.BROKER))
