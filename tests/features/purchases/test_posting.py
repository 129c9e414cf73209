"""Bills from draft to posted: numbers, ledger rows, warnings, void."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken, Stale
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.companies.commands import ChangeSetting
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area
from rayafin_desktop.features.purchases.commands import DeleteBillDraft, SaveBillDraft
from rayafin_desktop.features.purchases.content import TaxOverride
from rayafin_desktop.features.purchases.posting import PostBill, VoidBill
from rayafin_desktop.features.tax.categories import TaxHead
from rayafin_desktop.features.tax.places import Registration
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import (
    GUJARAT_GSTIN,
    TODAY,
    account,
    bill,
    codes,
    document,
    faults,
    legs_of,
    line,
    lines_of,
    supplier,
    taxes_of,
)


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    return office


def test_a_local_bill_debits_cost_and_both_halves_of_the_tax(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100.10", code="GST5"), supplier_reference="VG/77")
    assert posted.number == "BILL/26-27/0001"
    assert legs_of(house, posted.id) == {
        "expense": 10010, "input_cgst": 250, "input_sgst": 250, "payable": -10510,
    }  # fmt: skip
    stored = document(house, posted.id)
    assert (stored.due_on, stored.place_of_supply) == (TODAY + timedelta(days=30), "27")
    assert faults(house) == []


def test_a_bill_from_another_state_bears_igst(house: Office) -> None:
    party = supplier(house, state="24", tax_id=GUJARAT_GSTIN)
    posted = bill(house, party, line(house, "100.10", code="GST5"))
    assert legs_of(house, posted.id) == {"expense": 10010, "input_igst": 501, "payable": -10511}


def test_reverse_charge_sums_to_zero_per_head_and_the_supplier_is_paid_net(house: Office) -> None:
    farmer = supplier(house, "Ramrao Patil", tax_id="")
    posted = bill(house, farmer, line(house, "20000", code="RCM5"))
    legs = legs_of(house, posted.id)
    assert legs == {
        "expense": 2000000, "rcm_input_cgst": 50000, "rcm_input_sgst": 50000,
        "rcm_payable_cgst": -50000, "rcm_payable_sgst": -50000, "payable": -2000000,
    }  # fmt: skip
    stored = document(house, posted.id)
    assert (posted.total_minor, stored.tax_minor, stored.self_assessed_minor) == (2000000, 0, 100000)
    assert posted.self_number == "SI/26-27/0001"
    assert faults(house) == []


def test_reverse_charge_of_a_registered_supplier_needs_no_self_invoice(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "5000"), reverse_charge=True)
    assert posted.self_number == ""
    assert (legs_of(house, posted.id)["payable"], document(house, posted.id).self_assessed_minor) == (
        -500000,
        90000,
    )


def test_a_self_invoice_after_thirty_days_is_asked_about(house: Office) -> None:
    farmer = supplier(house, tax_id="")
    values = {"on": TODAY - timedelta(days=31), "booked_on": TODAY}
    with pytest.raises(NeedsConfirmation) as asked:
        bill(house, farmer, line(house, "10", code="RCM5"), **values)  # type: ignore[arg-type]
    assert asked.value.key == "bill.self_invoice_late"
    values["on"] = TODAY - timedelta(days=30)
    assert bill(house, farmer, line(house, "10", code="RCM5"), **values).self_number  # type: ignore[arg-type]


def test_an_unregistered_supplier_charges_no_tax(house: Office) -> None:
    posted = bill(house, supplier(house, tax_id=""), line(house, "100"))
    assert legs_of(house, posted.id) == {"expense": 10000, "payable": -10000}
    assert [row.category for row in taxes_of(house, posted.id)] == ["NOSUP"]


def test_a_composition_supplier_charges_no_tax_and_gives_no_credit(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100"), supplier_scheme=Registration.COMPOSITION)
    assert (posted.total_minor, [row.category for row in taxes_of(house, posted.id)]) == (10000, ["COMP"])


def test_tax_that_cannot_be_claimed_is_cost(house: Office) -> None:
    posted = bill(
        house,
        supplier(house),
        line(house, "1000", claim_tax=False, account_id=account(house, "6140")),
        line(house, "1000", account_id=account(house, "6140")),
    )
    assert legs_of(house, posted.id) == {
        "6140": 218000, "input_cgst": 9000, "input_sgst": 9000, "payable": -236000,
    }  # fmt: skip
    assert document(house, posted.id).blocked_minor == 18000
    assert faults(house) == []


def test_reverse_charge_that_cannot_be_claimed_is_owed_and_is_cost(house: Office) -> None:
    farmer = supplier(house, tax_id="")
    posted = bill(house, farmer, line(house, "1000", code="RCM5", claim_tax=False))
    assert legs_of(house, posted.id) == {
        "expense": 105000, "rcm_payable_cgst": -2500, "rcm_payable_sgst": -2500, "payable": -100000,
    }  # fmt: skip
    assert faults(house) == []


def test_tax_of_another_state_s_heads_is_no_credit_of_ours(house: Office) -> None:
    # A hotel in Gujarat charges CGST and SGST of Gujarat.
    hotel = supplier(house, state="24", tax_id=GUJARAT_GSTIN)
    posted = bill(house, hotel, line(house, "1000"), place_of_supply="24")
    assert legs_of(house, posted.id) == {"expense": 118000, "payable": -118000}


def test_goods_are_purchases_and_an_account_by_name_goes_before(house: Office) -> None:
    from rayafin_desktop.features.items.commands import SaveItem

    item = house.do(
        SaveItem(code="K1", name="Kapas", unit="kg", cost_price=Decimal(70), tax_code_id=_gst5(house))
    )
    posted = bill(
        house,
        supplier(house),
        line(house, "70", "10", code="GST5", item_id=item),
        line(house, "70", "10", code="GST5", item_id=item, account_id=account(house, "5130")),
    )
    legs = legs_of(house, posted.id)
    assert (legs["purchases"], legs["freight_in"]) == (70000, 70000)


def _gst5(office: Office) -> Any:
    from tests.features.purchases.bought import tax

    return tax(office, "GST5")


def test_inclusive_prices_fix_the_gross(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100"), prices_include_tax=True)
    assert legs_of(house, posted.id) == {
        "expense": 8474, "input_cgst": 763, "input_sgst": 763, "payable": -10000,
    }  # fmt: skip


def test_freight_is_spread_over_the_lines_and_taxed_with_them(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "300"), line(house, "100"), charges=Decimal(40))
    assert [one.net_minor for one in lines_of(house, posted.id)] == [33000, 11000]
    assert posted.total_minor == 51920


def test_the_supplier_s_round_off_is_a_line_of_its_own(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100.10", code="GST5"), round_off=Decimal("-0.10"))
    legs = legs_of(house, posted.id)
    assert (posted.total_minor, legs["round_off"], legs["payable"]) == (10500, -10, -10500)
    assert faults(house) == []


def test_a_round_off_above_half_a_rupee_is_refused(house: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        bill(house, supplier(house), line(house, "100"), round_off=Decimal("0.51"))
    assert codes(refused.value) == [("round_off.too_large", "round_off")]


def test_the_supplier_s_tax_may_differ_by_a_rupee_with_a_reason(house: Office) -> None:
    overrides = (
        TaxOverride(head=TaxHead.CGST, amount=Decimal("10.00")),
        TaxOverride(head=TaxHead.SGST, amount=Decimal("9.00")),
    )
    posted = bill(
        house,
        supplier(house),
        line(house, "100"),
        tax_overrides=overrides,
        override_reason="As printed",
    )
    legs = legs_of(house, posted.id)
    assert (legs["input_cgst"], legs["input_sgst"], legs["payable"]) == (1000, 900, -11900)
    stored = document(house, posted.id)
    assert (stored.tax_overrides, stored.override_reason) == ([["CGST", 1000], ["SGST", 900]], "As printed")
    assert faults(house) == []


def test_beyond_the_tolerance_a_tax_override_is_an_error(house: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        bill(
            house, supplier(house), line(house, "100"), override_reason="?",
            tax_overrides=(TaxOverride(head=TaxHead.CGST, amount=Decimal("10.01")),),
        )  # fmt: skip
    assert codes(refused.value) == [("tax_override.too_large", "tax_overrides")]
    house.do(ChangeSetting(key="purchases.tax_tolerance", value="1.01"))
    assert bill(
        house, supplier(house, "Other"), line(house, "100"), override_reason="Their rounding",
        tax_overrides=(TaxOverride(head=TaxHead.CGST, amount=Decimal("10.01")),),
    ).total_minor == 11901  # fmt: skip


def test_a_tax_override_needs_a_reason_and_a_head_that_is_there(house: Office) -> None:
    for head, code in (
        (TaxHead.CGST, "tax_override.reason_missing"),
        (TaxHead.IGST, "tax_override.no_such_head"),
    ):
        with pytest.raises(RuleBroken) as refused:
            bill(
                house, supplier(house), line(house, "100"),
                tax_overrides=(TaxOverride(head=head, amount=Decimal("9.00")),),
            )  # fmt: skip
        assert code in [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("reference", ["VG/77", "vg/77", " VG /77", "00VG/77"])
def test_the_same_reference_within_sixty_days_is_asked_about(house: Office, reference: str) -> None:
    party = supplier(house)
    bill(house, party, line(house, "100"), on=TODAY - timedelta(days=60), supplier_reference="VG/77")
    with pytest.raises(NeedsConfirmation) as asked:
        bill(house, party, line(house, "500"), supplier_reference=reference)
    assert (asked.value.key, asked.value.params["number"]) == ("bill.similar", "BILL/26-27/0001")
    again = bill(house, party, line(house, "500"), supplier_reference=reference, confirmed={"bill.similar"})
    assert again.number == "BILL/26-27/0002"


def test_the_same_reference_of_last_year_or_of_another_supplier_is_not_asked_about(house: Office) -> None:
    party = supplier(house)
    bill(house, party, line(house, "100"), on=TODAY - timedelta(days=61), supplier_reference="77")
    bill(house, party, line(house, "100"), supplier_reference="77")
    bill(house, supplier(house, "Other"), line(house, "100"), supplier_reference="77")


def test_the_very_same_bill_is_asked_about_in_stronger_words(house: Office) -> None:
    party = supplier(house)
    bill(house, party, line(house, "100"), supplier_reference="77")
    with pytest.raises(NeedsConfirmation) as asked:
        bill(house, party, line(house, "100"), supplier_reference="77")
    assert asked.value.key == "bill.same_again"


def test_a_void_bill_does_not_stand_in_the_way_of_its_second_try(house: Office) -> None:
    party = supplier(house)
    first = bill(house, party, line(house, "100"), supplier_reference="77")
    house.do(VoidBill(bill_id=first.id, reason="Wrong line"))
    assert bill(house, party, line(house, "100"), supplier_reference="77").number == "BILL/26-27/0002"
    assert faults(house) == []


def test_bills_may_be_numbered_in_no_order_of_days(house: Office) -> None:
    party = supplier(house)
    later = bill(house, party, line(house, "100"))
    earlier = bill(house, party, line(house, "100"), on=date(2026, 11, 2))
    assert (later.number, earlier.number) == ("BILL/26-27/0001", "BILL/26-27/0002")


def test_a_late_bill_is_booked_on_a_day_of_its_own(house: Office) -> None:
    house.do(SetLock(area=Area.ALL, locked_until=date(2026, 10, 31), reason="October is done"))
    party = supplier(house)
    with pytest.raises(RuleBroken) as refused:
        bill(house, party, line(house, "100"), on=date(2026, 10, 20))
    assert codes(refused.value) == [("entry.period_closed", "booked_on")]
    posted = bill(house, party, line(house, "100"), on=date(2026, 10, 20), booked_on=TODAY)
    assert document(house, posted.id).due_on == date(2026, 11, 19)


def test_a_draft_posts_as_it_was_saved_and_is_locked_then(house: Office) -> None:
    party = supplier(house)
    saved = house.do(
        SaveBillDraft(party_id=party, issued_on=TODAY, lines=(line(house, "100.10", code="GST5"),))
    )
    changed = house.do(
        SaveBillDraft(
            id=saved.id, version=saved.version, party_id=party, issued_on=TODAY,
            round_off=Decimal("-0.10"), lines=(line(house, "100.10", code="GST5"),),
        )
    )  # fmt: skip
    with pytest.raises(Stale):
        house.do(PostBill(bill_id=saved.id, version=saved.version))
    posted = house.do(PostBill(bill_id=saved.id, version=changed.version))
    assert (posted.state, posted.total_minor) == (DocumentState.POSTED, 10500)
    with pytest.raises(RuleBroken) as refused:
        house.do(SaveBillDraft(id=saved.id, issued_on=TODAY))
    assert codes(refused.value) == [("bill.already_posted", "id")]
    with pytest.raises(RuleBroken):
        house.do(DeleteBillDraft(id=saved.id))
    assert faults(house) == []


def test_a_refused_bill_takes_no_number(house: Office) -> None:
    customer_only = house.do(SaveParty(name="Buyer", state="27"))
    with pytest.raises(RuleBroken) as refused:
        bill(house, customer_only, line(house, "100", "0", description=""))
    assert codes(refused.value) == [
        ("bill.not_a_supplier", "party_id"),
        ("line.no_quantity", "lines.0.quantity"),
        ("line.no_description", "lines.0.description"),
    ]
    assert bill(house, supplier(house), line(house, "1")).number == "BILL/26-27/0001"


def test_a_bill_needs_supplier_and_lines(house: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        bill(house, None)
    assert codes(refused.value) == [("bill.no_supplier", "party_id"), ("bill.no_lines", "lines")]


def test_a_bill_charges_no_bank_and_no_control_account(house: Office) -> None:
    for code in ("1120", "2110"):
        with pytest.raises(RuleBroken) as refused:
            bill(house, supplier(house), line(house, "1", account_id=account(house, code)))
        assert codes(refused.value) == [("bill.account_unsuitable", "lines.0.account_id")]


def test_voiding_reverses_the_entry_and_keeps_the_number(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100"))
    with pytest.raises(RuleBroken) as refused:
        house.do(VoidBill(bill_id=posted.id, reason=" "))
    assert codes(refused.value) == [("bill.reason_missing", "reason")]
    voided = house.do(VoidBill(bill_id=posted.id, reason="Entered for the wrong supplier"))
    assert (voided.state, voided.number, voided.open_minor) == (DocumentState.VOID, posted.number, 0)
    assert faults(house) == []


def test_a_cashier_reads_bills_and_posts_none(house: Office) -> None:
    from rayafin_desktop.base.errors import NotAllowed

    with pytest.raises(NotAllowed):
        house.do(SaveBillDraft(issued_on=TODAY), as_=house.member(Role.CASHIER))


def test_a_foreign_bill_is_booked_at_its_rate(house: Office) -> None:
    party = supplier(house, "Texas Gin", "", country="US", tax_id="", currency="USD")
    posted = bill(house, party, line(house, "100", hsn="9983"), rate=Decimal("84.10"))
    # Import of services: IGST under reverse charge (IGST Act s.5(3)).
    assert legs_of(house, posted.id) == {
        "expense": 841000, "rcm_input_igst": 151380, "rcm_payable_igst": -151380, "payable": -841000,
    }  # fmt: skip
    assert faults(house) == []


def test_goods_from_abroad_bear_no_tax_of_the_supplier(house: Office) -> None:
    party = supplier(house, "Texas Gin", "", country="US", tax_id="", currency="USD")
    posted = bill(house, party, line(house, "100", hsn="5201"), rate=Decimal("84.10"))
    assert legs_of(house, posted.id) == {"expense": 841000, "payable": -841000}
