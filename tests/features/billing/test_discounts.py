"""Discounts of every kind on one document: golden numbers, the paper, and what comes back of them."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.document import invoice_paper
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, document, faults, issue, line, lines_of, register


def test_ten_on_three_thirds(office: Office) -> None:
    """rules.md 2.4: 10.00 on 33.33, 33.33 and 33.34 is 3.33, 3.33 and 3.34."""
    register(office)
    posted = issue(
        office,
        customer(office),
        *(line(office, price) for price in ("33.33", "33.33", "33.34")),
        discount=Decimal(10),
    )
    assert [one.document_discount_minor for one in lines_of(office, posted.id)] == [333, 333, 334]
    assert posted.total_minor == 10620


def test_all_four_discounts_in_their_order(office: Office) -> None:
    """A line's percent before its amount, the document's percent and amount on what the lines leave.

    10 x 100.00 = 1,000.00; - 10 % = 900.00; - 50.00 = 850.00. With 150.00 beside it 1,000.00; - 5 % and
    10.00 = 940.00, that is 799.00 and 141.00; at 18 % 143.82 and 25.38.
    """
    register(office)
    posted = issue(
        office,
        customer(office),
        line(office, "100", "10", discount_percent=Decimal(10), discount=Decimal(50)),
        line(office, "150"),
        discount_percent=Decimal(5),
        discount=Decimal(10),
    )
    invoice = document(office, posted.id)
    assert (invoice.lines_minor, invoice.document_discount_minor, invoice.net_minor, invoice.total_minor) == (
        100000,
        6000,
        94000,
        110920,
    )
    first, second = lines_of(office, posted.id)
    assert (first.line_discount_minor, first.document_discount_minor, first.net_minor) == (15000, 5100, 79900)
    assert (second.line_discount_minor, second.document_discount_minor, second.net_minor) == (0, 900, 14100)
    paper = office.ask(invoice_paper, posted.id)
    assert [one.discount_minor for one in paper.lines] == [15000, 0]
    assert (paper.net_minor, paper.discount_minor, paper.tax_minor) == (100000, 6000, 16920)


def test_a_return_takes_its_share_of_every_discount_back(office: Office) -> None:
    register(office)
    posted = issue(
        office,
        customer(office),
        line(office, "100", "10", discount_percent=Decimal(10), discount=Decimal(50)),
        line(office, "150"),
        discount_percent=Decimal(5),
        discount=Decimal(10),
    )
    note = office.do(
        PostCreditNote(
            invoice_id=posted.id,
            issued_on=TODAY,
            reason="Half came back",
            lines=(CreditLine(line_no=1, quantity=Decimal(5)),),
        )
    )
    [back] = lines_of(office, note.id)
    assert (back.amount_minor, back.line_discount_minor, back.net_minor) == (50000, 10050, 39950)
    assert note.total_minor == 39950 + 2 * 3596
    paper = office.ask(invoice_paper, note.id)
    assert [one.discount_minor for one in paper.lines] == [10050]
    rest = office.do(PostCreditNote(invoice_id=posted.id, issued_on=TODAY, reason="The rest"))
    assert note.total_minor + rest.total_minor == posted.total_minor
    assert faults(office) == []
