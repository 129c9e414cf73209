"""A document worked out while it is typed: tax, totals, and what is missing or wrong."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.features.billing.rules import HeadDraft, LineDraft
from rayafin_desktop.features.billing.worksheet import SheetTerms, Worksheet, work_out
from rayafin_desktop.features.tax.categories import DatedRate, TaxCategory, TaxHead
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.places import Place, Registration, TaxParty
from rayafin_desktop.features.tax.rules import DocumentTerms

DAY = date(2026, 5, 4)
REFORM = date(2025, 9, 22)
GST18, GST12, EXEMPT = (UUID(int=n) for n in (18, 12, 99))
SELLER = TaxParty(place=Place(country="IN", state="27"), tax_id="27AAPFU0939F1ZV")
LOCAL = TaxParty(place=Place(country="IN", state="27"), registration=Registration.UNREGISTERED)


def code(id_: UUID, name: str, category: TaxCategory, *rates: DatedRate) -> TaxCodeValue:
    return TaxCodeValue(
        id=id_,
        code=name,
        name=name,
        category=category,
        country="IN",
        for_sales=True,
        for_purchases=True,
        is_active=True,
        exemption_reason="",
        rates=rates,
    )


CODES = {
    GST18: code(GST18, "GST18", TaxCategory.GST, DatedRate(date(2017, 7, 1), Decimal(18))),
    GST12: code(
        GST12,
        "GST12",
        TaxCategory.GST,
        DatedRate(date(2017, 7, 1), Decimal(12), until_on=date(2025, 9, 21)),
    ),
    EXEMPT: code(EXEMPT, "EXEMPT", TaxCategory.GST_EXEMPT, DatedRate(date(2017, 7, 1), Decimal(0))),
}


def sheet(*lines: LineDraft, buyer: TaxParty | None = LOCAL, head: HeadDraft | None = None) -> Worksheet:
    terms = SheetTerms(
        seller=SELLER, buyer=buyer, document=DocumentTerms(), tax_codes=CODES, payment_terms_days=30
    )
    return work_out(head or HeadDraft(issued_on=DAY), lines, terms)


def line(price: str, tax: UUID | None = GST18, quantity: str = "1", discount: str = "0") -> LineDraft:
    return LineDraft(
        description="Bales",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        discount=Decimal(discount),
        tax_code_id=tax,
    )


def test_totals_due_date_and_reason() -> None:
    worked = sheet(line("100.00"), line("50.00", EXEMPT))
    assert (worked.totals.net_minor, worked.totals.tax_minor) == (15000, 1800)
    assert worked.due_on == date(2026, 6, 3)
    assert [reason.code for reason in worked.decision.reasons] == ["place.buyer_address", "gst.same_state"]


def test_before_a_customer_is_chosen_the_tax_of_a_sale_next_door_is_shown() -> None:
    heads = [group.head for group in sheet(line("100.00"), buyer=None).totals.groups]
    assert heads == [TaxHead.CGST, TaxHead.SGST]


def test_what_is_missing_is_told_but_the_rest_is_worked_out() -> None:
    worked = sheet(line("100.00"), line("50.00", None), line("1.00", UUID(int=7)))
    assert worked.problems == ()
    assert [(problem.code, problem.field) for problem in worked.missing] == [
        ("line.no_tax_code", "lines.1.tax_code_id"),
        ("tax_code.not_found", "lines.2.tax_code_id"),
    ]
    assert worked.totals.total_minor == 11800 + 5000 + 100


def test_an_ended_rate_is_missing_and_its_day_decides() -> None:
    before = HeadDraft(issued_on=date(2025, 9, 21))
    assert sheet(line("100.00", GST12), head=before).totals.tax_minor == 1200
    after = sheet(line("100.00", GST12), head=HeadDraft(issued_on=REFORM))
    assert [problem.code for problem in after.missing] == ["tax_code.no_rate"]


def test_around_a_change_two_of_three_days_decide() -> None:
    supplied, invoiced = date(2025, 9, 15), date(2025, 10, 2)
    unpaid = HeadDraft(issued_on=invoiced, supplied_on=supplied)
    assert [problem.code for problem in sheet(line("100", GST12), head=unpaid).missing] == [
        "tax_code.no_rate"
    ]
    paid_before = HeadDraft(issued_on=invoiced, supplied_on=supplied, paid_on=date(2025, 9, 18))
    assert sheet(line("100.00", GST12), head=paid_before).totals.tax_minor == 1200


def test_impossible_input_gives_problems_and_an_empty_document() -> None:
    worked = sheet(line("-1"), line("5", discount="6"))
    assert {problem.code for problem in worked.problems} == {"number.negative", "discount.too_large"}
    assert worked.totals.total_minor == 0


def test_a_document_discount_larger_than_the_lines_is_refused() -> None:
    head = HeadDraft(issued_on=DAY, discount=Decimal("100.01"))
    assert [problem.code for problem in sheet(line("100.00"), head=head).problems] == ["discount.too_large"]


def test_a_discount_on_a_returned_line_lessens_what_comes_back() -> None:
    worked = sheet(line("100.00"), line("50.00", quantity="-1", discount="10"))
    assert worked.totals.net_minor == 10000 - 4000


def test_an_unknown_state_keeps_from_posting_only() -> None:
    nowhere = TaxParty(place=Place(country="IN"), registration=Registration.UNREGISTERED)
    worked = sheet(line("100.00"), buyer=nowhere)
    assert [problem.code for problem in worked.missing] == ["place_of_supply.unknown"]


def test_five_hundred_lines_are_worked_out_between_two_keystrokes() -> None:
    lines = [line("133.37", GST18 if n % 3 else EXEMPT, "12.5") for n in range(500)]
    times = []
    for _ in range(5):
        start = time.process_time()
        sheet(*lines)
        times.append(time.process_time() - start)
    assert min(times) < 0.05
