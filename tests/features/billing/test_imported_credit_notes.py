"""Credit notes of another program through the wide door: by themselves, with entries of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.rules import DocumentKind
from tests.books import Office
from tests.features.billing.billed import customer, document, faults, legs_of, register

OCTOBER = date(2026, 10, 5)


def note(reference: str, number: str = "", kind: DocumentKind = DocumentKind.CREDIT_NOTE) -> ImportedInvoice:
    line = ImportedLine(
        description="Bales back", quantity=Decimal(2), unit_price=Decimal(100), tax_code="GST18"
    )
    return ImportedInvoice(
        kind=kind,
        reason="Damaged in transit",
        number=number,
        external_reference=reference,
        party_code="GOKUL",
        issued_on=OCTOBER,
        lines=(line,),
    )


def test_a_credit_note_turns_every_sign_and_keeps_its_reason(office: Office) -> None:
    register(office)
    customer(office, code="GOKUL")
    imported = office.do(ImportInvoices(invoices=(note("a", number="C536379"),)))
    (id_,) = imported.ids
    stored = document(office, id_)
    assert (stored.kind, stored.number, stored.original_id) == (DocumentKind.CREDIT_NOTE, "C536379", None)
    assert (stored.reason, stored.open_minor, imported.total_minor) == ("Damaged in transit", 23600, -23600)
    assert legs_of(office, id_) == {
        "receivable": -23600,
        "sales_returns": 20000,
        "output_cgst": 1800,
        "output_sgst": 1800,
    }
    assert faults(office) == []


def test_kinds_have_numbers_of_their_own(office: Office) -> None:
    register(office)
    customer(office, code="GOKUL")
    batch = (
        note("a", number="77"),
        note("b", number="77", kind=DocumentKind.INVOICE),
        note("c"),
        note("d", kind=DocumentKind.INVOICE),
    )
    imported = office.do(ImportInvoices(invoices=batch))
    assert sorted(document(office, id_).number or "" for id_ in imported.ids) == [
        "77",
        "77",
        "CN/26-27/0001",
        "INV/26-27/0001",
    ]
    assert imported.total_minor == 0
    assert office.do(ImportInvoices(invoices=batch)).skipped == 4
    assert faults(office) == []
