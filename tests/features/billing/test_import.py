"""The wide door: batches by the same rules, added once, each failure told with its place."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.features.audit.queries import AUDIT_ROWS
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.queries import INVOICE_ROWS
from rayafin_desktop.features.items.commands import SaveItem
from tests.books import Office
from tests.features.billing.billed import (
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

OCTOBER = date(2026, 10, 5)


def invoice(reference: str, **values: object) -> ImportedInvoice:
    fields = {
        "external_reference": reference,
        "party_code": "GOKUL",
        "issued_on": OCTOBER,
        "lines": (
            ImportedLine(
                description="Bales", quantity=Decimal(2), unit_price=Decimal("99.99"), tax_code="gst18"
            ),
        ),
        **values,
    }
    return ImportedInvoice(**fields)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def registered(office: Office) -> None:
    register(office)


def how_many(office: Office, tab: str = "all") -> int:
    with office.app.read(office.owner) as read:
        return count(INVOICE_ROWS, read, Look(tab=tab))


def test_an_imported_invoice_is_posted_like_any_other(office: Office) -> None:
    party = customer(office, code="GOKUL")
    imported = office.do(ImportInvoices(invoices=(invoice("a"),)))
    typed = issue(office, party, line(office, "99.99", "2"), on=OCTOBER)
    same = legs_of(office, imported.ids[0])
    assert same == legs_of(office, typed.id)
    assert [document(office, id_).number for id_ in (imported.ids[0], typed.id)] == [
        "INV/26-27/0001",
        "INV/26-27/0002",
    ]
    skip = {"invoice_id"}
    both = [dataclasses.asdict(lines_of(office, id_)[0]) for id_ in (imported.ids[0], typed.id)]
    differing = {name for name in both[0] if both[0][name] != both[1][name]}
    assert differing - skip == {"description"}
    assert faults(office) == []


def test_the_same_file_twice_adds_nothing(office: Office) -> None:
    customer(office, code="GOKUL")
    batch = ImportInvoices(invoices=tuple(invoice(str(n)) for n in range(5)))
    assert office.do(batch).added == 5
    again = office.do(batch)
    assert (again.added, again.skipped, again.failed) == (0, 5, ())
    assert how_many(office) == 5


def test_numbers_follow_the_days_whatever_the_order_of_the_file(office: Office) -> None:
    customer(office, code="GOKUL")
    days = [date(2026, 10, 9), date(2026, 10, 5), date(2026, 10, 7)]
    office.do(ImportInvoices(invoices=tuple(invoice(str(n), issued_on=day) for n, day in enumerate(days))))
    with office.app.read(office.owner) as read:
        rows = read.fetch(INVOICE_ROWS.select(read))
    assert [row.issued_on for row in sorted(rows, key=lambda row: row.number)] == sorted(days)


def test_a_faulty_batch_is_refused_whole_with_every_place(office: Office) -> None:
    customer(office, code="GOKUL")
    broken = (
        invoice("ok"),
        invoice("b", party_code="NOBODY"),
        invoice("c", lines=(ImportedLine(description="x", unit_price=Decimal(-1), tax_code="GST99"),)),
    )
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportInvoices(invoices=broken))
    assert {(problem.code, problem.field) for problem in refused.value.problems} == {
        ("party.unknown_code", "invoices.1.party_code"),
        ("invoice.no_customer", "invoices.1.party_id"),
        ("tax_code.unknown_code", "invoices.2.lines.0.tax_code"),
        ("number.negative", "invoices.2.lines.0.unit_price"),
        ("line.no_tax_code", "invoices.2.lines.0.tax_code_id"),
    }
    assert how_many(office) == 0
    kept = office.do(ImportInvoices(invoices=broken, skip_faulty=True))
    assert (kept.added, [(failure.index, failure.external_reference) for failure in kept.failed]) == (
        1,
        [(1, "b"), (2, "c")],
    )


def test_a_file_may_bring_its_own_numbers_but_none_twice(office: Office) -> None:
    customer(office, code="GOKUL")
    office.do(ImportInvoices(invoices=(invoice("a", number="OLD/1"), invoice("b", number="OLD/2"))))
    with pytest.raises(RuleBroken) as refused:
        office.do(ImportInvoices(invoices=(invoice("c", number="OLD/2"), invoice("d", number="OLD 3"))))
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("number.taken", "invoices.0.number"),
        ("number.wrong_characters", "invoices.1.number"),
    ]


def test_drafts_can_be_imported_too(office: Office) -> None:
    customer(office, code="GOKUL")
    office.do(ImportInvoices(invoices=(invoice("a"),), post=False))
    assert (how_many(office, "draft"), how_many(office, "unpaid")) == (1, 0)


def test_an_item_fills_in_what_the_line_leaves_out(office: Office) -> None:
    customer(office, code="GOKUL")
    office.do(
        SaveItem(
            code="MECH1",
            name="MECH-1 29 mm",
            unit="bale",
            hsn="5201",
            sale_price=Decimal("355.50"),
            tax_code_id=tax(office, "GST5"),
        )
    )
    lines = (ImportedLine(item_code="MECH1", quantity=Decimal(10)),)
    (id_,) = office.do(ImportInvoices(invoices=(invoice("a", lines=lines),))).ids
    (stored,) = lines_of(office, id_)
    assert (stored.description, stored.hsn, stored.unit, stored.net_minor, stored.tax_rate) == (
        "MECH-1 29 mm",
        "5201",
        "bale",
        355500,
        Decimal(5),
    )


def test_a_batch_costs_one_entry_in_the_log_and_keeps_the_sums(office: Office) -> None:
    customer(office, code="GOKUL")
    office.do(ImportInvoices(invoices=tuple(invoice(str(n)) for n in range(50))))
    assert faults(office) == []
    with office.app.read(office.owner) as read:
        newest = page(AUDIT_ROWS, read, Look())[0]
    assert newest.command == "ImportInvoices"
