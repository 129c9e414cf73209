"""Debit notes and self-invoices on paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.features.billing.credit_notes import CreditLine
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.posting import VoidBill
from rayafin_desktop.features.purchases.printing import number_fates_report
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import TODAY, bill, line, supplier
from tests.paper.papers import page_texts


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    return office


def printed(house: Office, kind: str, number: str) -> str:
    document = house.app.catalogue.documents[kind]
    with house.app.read(house.owner) as read:
        return "\n".join(page_texts(document.render(read, number)))


def test_a_debit_note_names_its_bill_and_what_is_owed_back(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100", "10", code="GST5"), supplier_reference="VG/77")
    lines = (CreditLine(line_no=1, quantity=Decimal(2)),)
    note = house.do(IssueDebitNote(bill_id=posted.id, issued_on=TODAY, reason="Two wet", lines=lines))
    text = printed(house, "debit_note", note.number)
    for words in ("Debit note", note.number, f"For bill {posted.number}", "CGST 2.5%", "210.00", "Two wet"):
        assert words in text


def test_a_self_invoice_shows_the_tax_that_we_owe(house: Office) -> None:
    farmer = supplier(house, "Ramrao Patil", tax_id="")
    posted = bill(house, farmer, line(house, "20000", code="RCM5"))
    text = printed(house, "self_invoice", posted.self_number)
    for words in ("Self-invoice", "SI/26-27/0001", "Ramrao Patil", "500.00", "21,000.00", "reverse charge"):
        assert words in text
    assert "For Ramrao Patil" not in text  # who receives the supply issues and signs it


def test_markup_in_a_reference_is_printed_as_it_is(house: Office) -> None:
    posted = bill(
        house, supplier(house), line(house, "1", description="<b>5 & 6</b>"), supplier_reference="<i>"
    )
    assert "<b>5 & 6</b>" in printed(house, "bill", posted.number)


def test_a_number_that_is_none_is_not_found(house: Office) -> None:
    for kind in ("bill", "debit_note", "expense", "self_invoice"):
        with pytest.raises(NotFound):
            printed(house, kind, "NONE/1")


def test_the_report_on_numbers_tells_of_purchases_too(house: Office) -> None:
    first = bill(house, supplier(house, "Ramrao Patil", tax_id=""), line(house, "20000", code="RCM5"))
    second = bill(house, supplier(house), line(house, "100"))
    house.do(VoidBill(bill_id=first.id, reason="Twice"))
    shown = house.ask(number_fates_report)
    assert [(*row.values[1:4:2], row.about) for row in shown.rows if row.kind == "line"] == [
        (first.number, "Void", ("bill", first.id)),
        (second.number, "Posted", ("bill", second.id)),
        (first.self_number, "Void", ("bill", first.id)),
    ]
    assert shown.remarks == ("No number is missing.",)
