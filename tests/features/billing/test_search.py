"""Finding invoices by what is typed: part of a number, a reference, the beginning of a customer's name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.features.billing import queries
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.queries import INVOICE_ROWS
from tests.books import Office
from tests.features.billing.billed import customer, register


@pytest.fixture
def books(office: Office) -> Office:
    """Forty invoices of two customers; every tenth has a reference."""
    register(office)
    customer(office, "Gokul Mills", code="GOKUL")
    customer(office, "Inverness Yarns", code="YARNS")
    line = ImportedLine(description="Bales", quantity=Decimal(1), unit_price=Decimal(10), tax_code="GST18")
    office.do(
        ImportInvoices(
            invoices=tuple(
                ImportedInvoice(
                    number=f"INV/{n:04}",
                    external_reference=str(n),
                    reference=f"Order Ä{n}" if n % 10 == 0 else "",
                    party_code="YARNS" if n % 4 == 0 else "GOKUL",
                    issued_on=date(2026, 10, 1 + n % 28),
                    lines=(line,),
                )
                for n in range(40)
            )
        )
    )
    return office


@pytest.mark.parametrize("few", [2000, 3], ids=["hits named", "hits walked to"])
@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("0017", 1),
        ("inv/003", 10),
        ("inv", 40),  # all numbers, and a customer
        ("inverness", 10),
        ("gok", 30),
        ("order", 4),
        ("in", 10),  # too short for numbers
        ("nowhere", 0),
        ("%", 0),
        ("_0", 0),
    ],
)
def test_typed_texts_find(
    books: Office, monkeypatch: pytest.MonkeyPatch, text: str, hits: int, few: int
) -> None:
    monkeypatch.setattr(queries, "_FEW", few)
    with books.app.read(books.owner) as read:
        look = Look(text=text)
        assert count(INVOICE_ROWS, read, look) == hits
        assert len(page(INVOICE_ROWS, read, look)) == hits
