"""What lists and papers say of invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from rayafin_desktop.engine.listing import Look, page, tab_counts
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import Posted
from rayafin_desktop.features.billing.credit_notes import PostCreditNote
from rayafin_desktop.features.billing.document import invoice_paper
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.billing.printing import DOCUMENTS, number_fates_report
from rayafin_desktop.features.billing.queries import (
    CREDIT_NOTE_ROWS,
    INVOICE_ROWS,
    invoice_detail,
    invoice_stats,
    open_items,
)
from rayafin_desktop.features.billing.rules import DocumentStatus
from rayafin_desktop.paper.invoice_paper import InvoicePaper
from tests.books import Office
from tests.features.billing.billed import SELLER_GSTIN, TODAY, customer, issue, line, register


@pytest.fixture
def busy(office: Office) -> Office:
    """A paid, an overdue, an unpaid and a voided invoice, and a draft."""
    register(office)
    party = customer(office, address_1="12 Mill Road", city="Pune")
    paid = issue(office, party, line(office, "10.00"), on=date(2026, 9, 1))
    office.do(PostCreditNote(invoice_id=paid.id, issued_on=TODAY, reason="All of it came back"))
    issue(office, party, line(office, "100.00"), on=date(2026, 9, 10))
    issue(office, party, line(office, "1000.00"), reference="PO-7788", due_on=date(2026, 11, 25))
    voided = issue(office, party, line(office, "5.00"))
    office.do(VoidInvoice(invoice_id=voided.id, reason="Typed twice"))
    office.do(SaveDraft(party_id=party, issued_on=TODAY, lines=(line(office, "7.00"),)))
    return office


def rows(office: Office, **look: Any) -> list[Any]:
    with office.app.read(office.owner) as read:
        return list(page(INVOICE_ROWS, read, Look(**look)))


def test_tabs_and_statuses(busy: Office) -> None:
    with busy.app.read(busy.owner) as read:
        assert tab_counts(INVOICE_ROWS, read) == {"all": 5, "draft": 1, "unpaid": 2, "overdue": 1, "paid": 1}
    by_status = {row.status: row.total_minor for row in rows(busy)}
    assert by_status == {"PAID": 1180, "OVERDUE": 11800, "UNPAID": 118000, "VOID": 590, "DRAFT": 826}


def test_the_status_in_the_list_is_the_status_of_the_rules(busy: Office) -> None:
    for row in rows(busy):
        assert DocumentStatus(row.status) is busy.ask(invoice_detail, row.id).status


@pytest.mark.parametrize(
    ("typed", "found"), [("7788", 1), ("26-27/0002", 1), ("gok", 5), ("zz", 0), ("%", 0)]
)
def test_searching(busy: Office, typed: str, found: int) -> None:
    assert len(rows(busy, text=typed)) == found


@pytest.mark.parametrize("sort", list(INVOICE_ROWS.sorts))
def test_every_column_sorts(busy: Office, sort: str) -> None:
    assert len(rows(busy, sort=sort, descending=True)) == 5


def test_figures_above_the_list(busy: Office) -> None:
    assert busy.ask(invoice_stats) == {
        "outstanding": 129800,
        "open_count": 2,
        "overdue": 11800,
        "overdue_count": 1,
        "due_soon": 118000,
        "due_soon_count": 1,
        "days_to_pay": 81,
    }


def test_a_foreign_invoice_is_counted_apart_and_not_added_up(busy: Office) -> None:
    before = busy.ask(invoice_stats)
    party = customer(busy, "Dubai Traders", "", country="AE", currency="USD")
    issue(busy, party, line(busy, "1000"), rate=Decimal("83.25"))
    after = busy.ask(invoice_stats)
    assert after["foreign"] == 1
    assert {**before, "foreign": 1} == after


def test_what_is_open_with_a_customer_by_due_date(busy: Office) -> None:
    party_id = rows(busy)[0].party_id
    items = busy.ask(open_items, party_id)
    assert [(item.number, item.open_minor) for item in items] == [
        ("INV/26-27/0002", 11800),
        ("INV/26-27/0003", 118000),
    ]


def test_credit_notes_have_a_list_of_their_own(busy: Office) -> None:
    with busy.app.read(busy.owner) as read:
        (note,) = page(CREDIT_NOTE_ROWS, read, Look())
    assert (note.number, note.reference, note.status) == ("CN/26-27/0001", "INV/26-27/0001", "PAID")


def paper(office: Office, posted: Posted) -> InvoicePaper:
    return office.ask(invoice_paper, posted.id)


@pytest.mark.parametrize("inclusive", [False, True])
def test_the_figures_on_paper_add_up(busy: Office, inclusive: bool) -> None:
    posted = issue(
        busy,
        customer(busy, "Paper Reader"),
        line(busy, "355.50", "10", "GST5", discount_percent=Decimal("2.5")),
        line(busy, "99.99", "3"),
        prices_include_tax=inclusive,
        discount=Decimal(10),
        charges=Decimal(25),
    )
    shown = paper(busy, posted)
    charges = sum(charge.amount_minor for charge in shown.charges)
    taxes = sum(head.amount_minor for group in shown.tax_groups for head in group.heads)
    assert sum(line.net_minor for line in shown.lines) == shown.net_minor
    assert shown.net_minor - shown.discount_minor + charges + taxes == shown.total_minor == posted.total_minor
    assert taxes == shown.tax_minor
    assert [group.label for group in shown.tax_groups] == ["GST 5%", "GST 18%"]
    assert shown.place_of_supply == "27 Maharashtra"
    assert shown.seller.tax_id == f"GSTIN {SELLER_GSTIN}"


def test_reverse_charge_is_said_on_paper(busy: Office) -> None:
    party = customer(busy, "Registered", tax_id="27AABCU9603R1ZN")
    shown = paper(busy, issue(busy, party, line(busy, "100"), reverse_charge=True))
    assert (shown.tax_note, shown.total_minor) == ("Tax is payable on reverse charge", 10000)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_the_pdf_says_who_what_and_how_much(busy: Office) -> None:
    rendered = {document.kind: document.render for document in DOCUMENTS}
    text = text_of(busy.ask(rendered["invoice"], "INV/26-27/0003"))
    for wanted in ("INV/26-27/0003", "Gokul Mills", "Cotton bales", "1,180.00", "PO-7788"):
        assert wanted in text
    assert "INV/26-27/0001" in text_of(busy.ask(rendered["credit_note"], "CN/26-27/0001"))


def test_the_report_on_numbers_says_what_became_of_each(busy: Office) -> None:
    shown = busy.ask(number_fates_report)
    assert [row.values[1:4:2] for row in shown.rows if row.kind == "line"] == [
        ("INV/26-27/0001", "Posted"),
        ("INV/26-27/0002", "Posted"),
        ("INV/26-27/0003", "Posted"),
        ("INV/26-27/0004", "Void"),
        ("CN/26-27/0001", "Posted"),
    ]
    assert shown.remarks == ("No number is missing.",)
