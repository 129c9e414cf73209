"""The returns of a company's own documents: every figure from the books, equal to the tax accounts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NotAllowed, RuleBroken
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.report import ReportTable
from rayafin_desktop.engine.report_files import WRITERS
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.companies.reporting import report_pdf
from rayafin_desktop.features.ledger.commands import JournalLine, PostJournal
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import PaySupplier, ReceivePayment
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.tax.categories import TaxCategory
from rayafin_desktop.features.tax.queries import tax_codes
from rayafin_desktop.features.tax_returns.reports import gstr1_report, gstr3b_report, vat_return_report
from rayafin_desktop.features.tax_returns.withheld import withholding_report
from tests.books import Office
from tests.features.billing import billed
from tests.features.purchases import bought

NOVEMBER: dict[str, Any] = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}


def cells(table: ReportTable, first: str, at: int = 1) -> tuple[Any, ...]:
    """The figures of the row whose first cell (or the one at `at`) begins so."""
    [found] = [row for row in table.rows if str(row.values[at]).startswith(first) and row.kind != "section"]
    return found.values


def by_row(table: ReportTable, code: str) -> tuple[Any, ...]:
    return next(row.values[2:] for row in table.rows if row.values[0] == code)


def trade(office: Office) -> None:
    """A month with something in every table."""
    billed.register(office)
    here = billed.customer(office, "Local", tax_id=billed.LOCAL_GSTIN)
    there = billed.customer(office, "Gujarat", "24", tax_id=billed.GUJARAT_GSTIN)
    walk_in = billed.customer(office, "Walk-in", "27")
    far = billed.customer(office, "Far", "33")
    abroad = billed.customer(office, "Hamburg", "", country="DE", currency="USD")
    line = billed.line
    a = billed.issue(office, here, line(office, "1000.10"), line(office, "70", code="NIL"))
    billed.issue(office, there, line(office, "500.33", "3", code="GST5"))
    billed.issue(office, walk_in, line(office, "99.99"))
    billed.issue(office, far, line(office, "120000"))
    billed.issue(office, far, line(office, "55.55", code="GST5"))
    billed.issue(
        office,
        abroad,
        line(office, "1000.01"),
        line(office, "33.33"),
        currency="USD",
        rate=Decimal("83.456789"),
    )
    void = billed.issue(office, here, line(office, "5"))
    office.do(VoidInvoice(invoice_id=void.id, reason="Typed twice"))
    office.do(
        PostCreditNote(
            invoice_id=a.id,
            issued_on=billed.TODAY,
            reason="Quality",
            lines=(CreditLine(line_no=1, amount=Decimal("100.05")),),
        )
    )
    seller = bought.supplier(office)
    farmer = bought.supplier(office, "Farmer", tax_id="")
    one = bought.bill(office, seller, bought.line(office, "800.40"), supplier_reference="S1")
    bought.bill(office, seller, bought.line(office, "100", claim_tax=False), supplier_reference="S2")
    bought.bill(
        office,
        farmer,
        bought.line(office, "2000", code="RCM5"),
        supplier_reference="",
        confirmed={"bill.no_reference"},
    )
    office.do(IssueDebitNote(bill_id=one.id, issued_on=billed.TODAY, reason="Short"))


def test_the_returns_equal_the_tax_accounts(office: Office) -> None:
    trade(office)
    one = office.ask(gstr1_report, **NOVEMBER)
    summary = office.ask(gstr3b_report, **NOVEMBER, detail="documents")
    assert one.difference_minor == summary.difference_minor == 0
    total = cells(one, "Total of the return", 0)
    assert (
        total[6] == by_row(summary, "3.1(a)")[0] + by_row(summary, "3.1(b)")[0] + by_row(summary, "3.1(c)")[0]
    )
    assert by_row(summary, "3.1(d)")[0] == 200000
    assert by_row(summary, "4(A)(3)")[0] == 200000
    assert by_row(summary, "4(B)(1)")[2] == 900
    assert office.ask(vat_return_report, **NOVEMBER).difference_minor == 0
    kinds = {row.about[0] for row in summary.rows if row.about}
    assert kinds == {"invoice", "bill"}
    issued = [row.values[3] for row in one.rows if str(row.values[0]).startswith("Invoices for outward")]
    assert issued == ["7 issued, 1 cancelled, net 6"]
    assert bought.faults(office) == []


def test_the_return_as_data_for_the_gstn(office: Office) -> None:
    trade(office)
    table = office.ask(gstr1_report, **NOVEMBER, shape="gstn")
    told = json.loads(WRITERS["json"](table), parse_float=Decimal)
    assert told["gstin"] == billed.SELLER_GSTIN
    assert {"b2b", "b2cl", "b2cs", "exp", "cdnr", "nil", "hsn", "doc_issue"} <= told.keys()
    assert told["b2cl"][0]["inv"][0]["val"] == Decimal("141600.00")
    assert told["exp"][0]["inv"][0]["val"] == Decimal("86239.24")
    for kind, writer in WRITERS.items():
        assert kind == "json" or writer(table)
    assert report_pdf(table).startswith(b"%PDF")


def test_an_export_with_payment_is_taxed_in_rupees_as_the_ledger_has_it(office: Office) -> None:
    billed.register(office)
    office.do(ChangeSetting(key="tax.export_with_payment", value=True))
    abroad = billed.customer(office, "Hamburg", "", country="DE", currency="USD")
    lines = [billed.line(office, price, code=code) for price, code in (("10.01", "GST18"), ("7.77", "GST5"))]
    billed.issue(office, abroad, *lines, currency="USD", rate=Decimal("83.456789"))
    table = office.ask(gstr1_report, **NOVEMBER)
    assert table.difference_minor == 0
    # 1.80 and 0.39 dollars of tax; the ledger values them together, the table spreads them.
    igst: list[Any] = [row.values[7] for row in table.rows if row.about]
    assert sum(igst) == cells(table, "6A. Exports", 0)[7] == cells(table, "Total of the return", 0)[7]
    assert cells(table, "Total of the return", 0)[7] != 0


def test_a_payment_to_the_tax_office_is_no_difference(office: Office) -> None:
    trade(office)
    by_role = office.ask(accounts).by_role
    office.do(
        PostJournal(
            posted_on=billed.TODAY,
            narration="GST paid",
            lines=(
                JournalLine(account_id=by_role[AccountRole.OUTPUT_CGST].id, debit=Decimal(10)),
                JournalLine(account_id=by_role[AccountRole.CASH].id, credit=Decimal(10)),
            ),
        )
    )
    table = office.ask(gstr1_report, **NOVEMBER)
    assert table.difference_minor == 0
    assert any("without a document" in remark for remark in table.remarks)


def test_the_month_before_is_what_is_asked_for(office: Office) -> None:
    assert office.ask(gstr1_report).parameters == {"first": "2026-10-01", "last": "2026-10-31"}
    assert office.ask(gstr3b_report, first=date(2026, 4, 1)).parameters["last"] == "2026-04-30"
    with pytest.raises(RuleBroken) as refused:
        office.ask(vat_return_report, first=date(2026, 4, 1), last=date(2026, 3, 1))
    assert [(one.code, one.field) for one in refused.value.problems] == [("tax_return.backwards", "last")]


def test_who_may_not_see_the_returns(office: Office) -> None:
    for role in (Role.CASHIER, Role.BROKER):
        with pytest.raises(NotAllowed):
            office.ask(gstr1_report, as_=office.member(role))


def test_the_boxes_of_a_german_company(offices: Callable[..., Office]) -> None:
    office = offices("DE", tax_id="DE136695976", state="")
    party = billed.customer(office, "Berlin", "", country="DE")
    code = next(one.code for one in office.ask(tax_codes).values() if one.category is TaxCategory.STANDARD)
    billed.issue(office, party, billed.line(office, "100", code=code))
    table = office.ask(vat_return_report, **NOVEMBER)
    assert table.difference_minor == 0
    boxes = {row.values[0]: row.values[2:] for row in table.rows if row.values[0]}
    assert boxes["6"][0] == 10000
    assert boxes["1"][1] == boxes["5"][1] != 0


def test_withheld_tax_by_section_and_party(office: Office) -> None:
    party = billed.customer(office)
    seller = bought.supplier(office)
    office.do(ReceivePayment(party_id=party, amount=Decimal(98), withheld=Decimal(2), section="194H"))
    office.do(PaySupplier(party_id=seller, amount=Decimal(90), withheld=Decimal(10), section="194C"))
    table = office.ask(withholding_report, **NOVEMBER)
    assert table.difference_minor == 0
    groups = {row.values[0]: row.values[4] for row in table.rows if row.kind == "group"}
    assert groups == {"Section 194H": 200, "Section 194C": 1000}
    assert {row.about[0] for row in table.rows if row.about} == {"payment"}


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_verify_finds_a_tax_that_is_not_the_ledgers(office: Office) -> None:
    trade(office)
    with sqlite3.connect(office.location) as book:
        changed = book.execute(
            "UPDATE invoice_lines SET taxes = '[[\"IGST\",\"18\",1]]' WHERE taxes LIKE '%IGST%'"
        ).rowcount
    assert changed
    found = [fault.check for one in office.app.verify() for fault in one.faults]
    assert "tax_returns.ledger" in found
