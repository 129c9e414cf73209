"""Drafts and posting: number, ledger, snapshot, locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, NotFound, RuleBroken, Stale
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.commands import DeleteDraft, SaveDraft
from rayafin_desktop.features.billing.content import ShipTo
from rayafin_desktop.features.billing.model import InvoiceLine, SalesDocument
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.billing.settings import ROUND_OFF
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.tax.categories import TaxCategory
from tests.books import Office
from tests.features.billing.billed import (
    GUJARAT_GSTIN,
    SELLER_GSTIN,
    TODAY,
    customer,
    document,
    faults,
    issue,
    legs_of,
    line,
    lines_of,
    register,
    tax,
    taxes_of,
)


@pytest.fixture(autouse=True)
def registered(office: Office) -> Iterator[None]:
    """The company charges GST; after each test everything must still agree."""
    register(office)
    yield
    assert faults(office) == []


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def test_a_draft_is_saved_replaced_and_posted(office: Office) -> None:
    party = customer(office)
    saved = office.do(SaveDraft(party_id=party, issued_on=TODAY, lines=(line(office, "100.00"),)))
    assert (saved.version, saved.total_minor) == (1, 11800)
    changed = office.do(
        SaveDraft(
            id=saved.id,
            version=saved.version,
            party_id=party,
            issued_on=TODAY,
            lines=(line(office, "100.00"), line(office, "355.50", "10", "GST5")),
        )
    )
    assert (changed.version, changed.total_minor) == (2, 11800 + 373276)
    assert document(office, saved.id).number is None
    posted = office.do(PostInvoice(invoice_id=saved.id, version=2))
    assert (posted.number, posted.total_minor, posted.open_minor) == ("INV/26-27/0001", 385076, 385076)
    # 3,555.00 at 2.5 % is 88.875: each half is rounded up by itself.
    assert legs_of(office, saved.id) == {
        "receivable": 385076,
        "sales": -365500,
        "output_cgst": -(900 + 8888),
        "output_sgst": -(900 + 8888),
    }


def test_a_posted_invoice_says_what_was_true_that_day(office: Office) -> None:
    party = customer(office, address_1="12 Mill Road", city="Pune", postal_code="411001")
    posted = issue(office, party, line(office, "100.00"), reference="PO 7")
    office.do(SaveParty(id=party, name="Gokul Spinning", state="24"))
    kept = document(office, posted.id)
    assert (kept.buyer_name, kept.buyer_address, kept.buyer_state) == (
        "Gokul Mills",
        "12 Mill Road\n411001 Pune",
        "27",
    )
    assert (kept.place_of_supply, kept.seller_tax_id, kept.tax_engine) == ("27", SELLER_GSTIN, 1)
    assert kept.due_on == date(2026, 12, 21)
    assert kept.posted_at == office.clock.now()


def test_between_states_it_is_igst(office: Office) -> None:
    posted = issue(
        office,
        customer(office, "Surat Yarn", "24", tax_id=GUJARAT_GSTIN),
        line(office, "100.10", code="GST5"),
    )
    assert legs_of(office, posted.id) == {"receivable": 10511, "sales": -10010, "output_igst": -501}
    assert [(row.category, row.head, row.rate) for row in taxes_of(office, posted.id)] == [
        (TaxCategory.GST, "IGST", Decimal(5))
    ]


def test_goods_shipped_to_a_third_person_are_taxed_at_the_buyers_place(office: Office) -> None:
    party = customer(office, "Surat Yarn", "24", tax_id=GUJARAT_GSTIN)
    here = ShipTo(name="Weaver", state="27")
    posted = issue(office, party, line(office, "100"), ship_to=here)
    assert document(office, posted.id).place_of_supply == "24"
    posted = issue(office, party, line(office, "100"), ship_to=replace(here, to_buyer=True))
    assert document(office, posted.id).place_of_supply == "27"


def test_reverse_charge_prints_no_tax_and_posts_none(office: Office) -> None:
    party = customer(office, "Surat Yarn", "24", tax_id=GUJARAT_GSTIN)
    posted = issue(office, party, line(office, "1000", code="GST5"), reverse_charge=True)
    assert legs_of(office, posted.id) == {"receivable": 100000, "sales": -100000}
    assert [(row.is_self_assessed, row.tax_minor) for row in taxes_of(office, posted.id)] == [(True, 5000)]


def test_the_total_is_rounded_to_the_rupee_when_the_company_wants_it(office: Office) -> None:
    office.do(ChangeSetting(key=ROUND_OFF.key, value=True))
    posted = issue(office, customer(office), line(office, "100.35"))
    assert posted.total_minor == 11800
    assert legs_of(office, posted.id)["round_off"] == 41


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    supplier = customer(office, "Only Supplier", is_customer=False, is_supplier=True)
    with pytest.raises(RuleBroken) as refused:
        issue(
            office,
            supplier,
            line(office, "10", "0"),
            line(office, "10", tax_code_id=None),
            line(office, "10", description=""),
        )
    assert codes(refused) == {
        ("invoice.not_a_customer", "party_id"),
        ("line.no_quantity", "lines.0.quantity"),
        ("line.no_tax_code", "lines.1.tax_code_id"),
        ("line.no_description", "lines.2.description"),
    }
    with pytest.raises(RuleBroken) as refused:
        office.do(IssueInvoice(issued_on=TODAY))
    assert codes(refused) == {("invoice.no_customer", "party_id"), ("invoice.no_lines", "lines")}


def test_a_draft_may_be_incomplete_but_not_impossible(office: Office) -> None:
    saved = office.do(SaveDraft(issued_on=TODAY, lines=(line(office, "10", tax_code_id=None),)))
    assert document(office, saved.id).state is DocumentState.DRAFT
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveDraft(issued_on=TODAY, party_id=UUID(int=5), lines=(line(office, "-10"),)))
    assert codes(refused) == {("party.not_found", "party_id"), ("number.negative", "lines.0.unit_price")}


def test_a_refused_posting_takes_no_number(office: Office) -> None:
    party = customer(office)
    with pytest.raises(RuleBroken):
        issue(office, party)
    assert issue(office, party, line(office, "1")).number == "INV/26-27/0001"


def test_a_posted_invoice_cannot_be_changed_or_deleted(office: Office) -> None:
    party = customer(office)
    posted = issue(office, party, line(office, "1"))
    for command in (
        SaveDraft(id=posted.id, party_id=party, issued_on=TODAY),
        DeleteDraft(id=posted.id),
        PostInvoice(invoice_id=posted.id),
    ):
        with pytest.raises(RuleBroken) as refused:
            office.do(command)
        assert {code for code, _ in codes(refused)} == {"invoice.already_posted"}


def test_two_editors_of_one_draft(office: Office) -> None:
    party = customer(office)
    saved = office.do(SaveDraft(party_id=party, issued_on=TODAY))
    first = SaveDraft(id=saved.id, version=1, party_id=party, issued_on=TODAY, notes="mine")
    office.do(first)
    with pytest.raises(Stale):
        office.do(replace(first, notes="yours"))
    with pytest.raises(Stale):
        office.do(PostInvoice(invoice_id=saved.id, version=1))


def test_a_deleted_draft_is_gone(office: Office) -> None:
    saved = office.do(SaveDraft(issued_on=TODAY, lines=(line(office, "1"),)))
    office.do(DeleteDraft(id=saved.id))
    with pytest.raises(NotFound):
        document(office, saved.id)


def test_a_future_date_and_a_credit_limit_are_asked_about(office: Office) -> None:
    party = customer(office, credit_limit=Decimal(150))
    tomorrow = date(2026, 11, 22)
    with pytest.raises(NeedsConfirmation) as asked:
        issue(office, party, line(office, "100"), on=tomorrow)
    assert asked.value.key == "invoice.future_date"
    issue(office, party, line(office, "100"))
    command = IssueInvoice(party_id=party, issued_on=TODAY, lines=(line(office, "100"),))
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(command)
    assert (asked.value.code, asked.value.params["over_minor"]) == ("credit_limit.exceeded", 8600)
    assert office.do(command, confirmed={"credit_limit.exceeded"}).number == "INV/26-27/0002"


def test_drafts_are_for_cashiers_posting_is_not(office: Office) -> None:
    cashier = office.member(Role.CASHIER)
    saved = office.do(
        SaveDraft(party_id=customer(office), issued_on=TODAY, lines=(line(office, "1"),)), as_=cashier
    )
    with pytest.raises(NotAllowed):
        office.do(PostInvoice(invoice_id=saved.id), as_=cashier)


def test_an_invoice_of_nothing_moves_no_account(office: Office) -> None:
    posted = issue(office, customer(office), line(office, "10", discount_percent=Decimal(100)))
    assert (posted.total_minor, document(office, posted.id).entry_id) == (0, None)


def test_a_foreign_invoice_needs_a_rate_and_is_booked_in_our_currency(office: Office) -> None:
    party = customer(office, "Dubai Traders", "", country="AE", currency="USD")
    with pytest.raises(RuleBroken) as refused:
        issue(office, party, line(office, "1000"))
    assert codes(refused) == {("invoice.rate_missing", "rate")}
    posted = issue(office, party, line(office, "1000"), rate=Decimal("83.25"))
    assert (posted.currency, posted.total_minor) == ("USD", 100000)
    assert legs_of(office, posted.id) == {"receivable": 8325000, "sales": -8325000}
    assert document(office, posted.id).place_of_supply == "96"


def test_void_keeps_the_number_and_takes_the_entry_back(office: Office) -> None:
    party = customer(office)
    posted = issue(office, party, line(office, "100"))
    with pytest.raises(RuleBroken) as refused:
        office.do(VoidInvoice(invoice_id=posted.id, reason=" "))
    assert codes(refused) == {("invoice.reason_missing", "reason")}
    voided = office.do(VoidInvoice(invoice_id=posted.id, reason="Typed twice"))
    assert (voided.state, voided.number, voided.open_minor) == (DocumentState.VOID, posted.number, 0)
    assert issue(office, party, line(office, "1")).number == "INV/26-27/0002"


def test_the_books_of_a_closed_month_take_neither_invoice_nor_void(office: Office) -> None:
    party = customer(office)
    posted = issue(office, party, line(office, "100"), on=date(2026, 10, 31))
    office.do(SetLock(area=Area.ALL, locked_until=date(2026, 10, 31), reason="October is done"))
    with pytest.raises(RuleBroken) as refused:
        office.do(VoidInvoice(invoice_id=posted.id, reason="Typed twice"))
    assert codes(refused) == {("invoice.void_locked", "invoice_id")}
    with pytest.raises(RuleBroken) as refused:
        issue(office, party, line(office, "100"), on=date(2026, 10, 31))
    assert codes(refused) == {("entry.period_closed", "issued_on")}


def test_another_company_has_no_such_invoice(office: Office, offices: Callable[..., Office]) -> None:
    posted = issue(office, customer(office), line(office, "1"))
    with pytest.raises(NotFound):
        offices("IN").do(PostInvoice(invoice_id=posted.id))


def test_european_reverse_charge_needs_both_numbers(offices: Callable[..., Office]) -> None:
    berlin = offices("DE", tax_id="DE136695976")
    party = customer(berlin, "Utrecht BV", "", country="NL", tax_id="NL004495445B01")
    goods = line(berlin, "100", code="STD")
    posted = issue(berlin, party, goods)
    assert {row.category for row in taxes_of(berlin, posted.id)} == {TaxCategory.INTRA_COMMUNITY}
    person = customer(berlin, "Anna", "", country="DE")
    assert issue(berlin, person, goods).total_minor == 11900
    with pytest.raises(RuleBroken) as refused:
        issue(berlin, person, goods, reverse_charge=True)
    assert codes(refused) == {("vat_id.needed", "buyer_tax_id")}
    assert faults(berlin) == []


def test_what_is_stored_is_what_was_entered(office: Office) -> None:
    party = customer(office)
    entered = line(
        office, "33.333333", "1.5", discount_percent=Decimal("2.5"), discount=Decimal("1.25"), hsn="5201"
    )
    saved = office.do(
        SaveDraft(
            party_id=party,
            issued_on=TODAY,
            discount_percent=Decimal(1),
            charges=Decimal("12.50"),
            lines=(entered,),
        )
    )
    office.do(PostInvoice(invoice_id=saved.id))
    (stored,) = lines_of(office, saved.id)
    assert (
        stored.quantity,
        stored.unit_price,
        stored.discount_percent,
        stored.discount_minor,
        stored.hsn,
    ) == (
        Decimal("1.5"),
        Decimal("33.333333"),
        Decimal("2.5"),
        125,
        "5201",
    )
    assert stored.tax_code_id == tax(office)
    assert isinstance(stored, InvoiceLine)
    assert document(office, saved.id).charges_minor == 1250
    assert isinstance(document(office, saved.id), SalesDocument)
