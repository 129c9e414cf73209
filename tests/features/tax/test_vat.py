"""European value added tax: which category a supply falls into; and the tax numbers of all countries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.features.tax.categories import DatedRate, TaxCategory, TaxHead
from rayafin_desktop.features.tax.decisions import decide, treat
from rayafin_desktop.features.tax.identifiers import gstin_check_character, tax_id_fault, tax_id_problems
from rayafin_desktop.features.tax.places import Decision, Place, Supply, TaxParty
from rayafin_desktop.features.tax.states import current_state

GERMAN = TaxParty(place=Place(country="DE"), tax_id="DE136695976")
DUTCH = TaxParty(place=Place(country="NL"), tax_id="NL004495445B01")
DUTCH_PERSON = TaxParty(place=Place(country="NL"))
SWISS = TaxParty(place=Place(country="CH"))
RATE = DatedRate(date(2007, 1, 1), Decimal(19))


def supplied(buyer: TaxParty, **more: object) -> Decision:
    return decide(Supply(**{"supplier": GERMAN, "buyer": buyer, "on": date(2026, 5, 4), **more}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("buyer", "more", "category", "rate"),
    [
        (GERMAN, {}, "S", 19),
        (DUTCH, {}, "K", 0),
        (DUTCH, {"is_service": True}, "AE", 0),
        (DUTCH, {"ship_to": Place(country="DE")}, "S", 19),
        (DUTCH_PERSON, {}, "S", 19),
        (SWISS, {}, "G", 0),
        (SWISS, {"is_service": True}, "O", 0),
        (GERMAN, {"reverse_charge": True}, "AE", 0),
    ],
)
def test_category(buyer: TaxParty, more: dict[str, object], category: str, rate: int) -> None:
    treatment = treat("DE", TaxCategory.STANDARD, RATE, supplied(buyer, **more))
    assert (treatment.category, treatment.rate) == (TaxCategory(category), Decimal(rate))
    if rate:
        assert treatment.heads == ((TaxHead.VAT, Decimal(19)),)


def test_reverse_charge_without_the_buyers_number_is_a_problem() -> None:
    decision = supplied(TaxParty(place=Place(country="DE")), reverse_charge=True)
    assert [(p.code, p.field) for p in decision.problems] == [("vat_id.needed", "buyer_tax_id")]


def test_an_unregistered_supplier_charges_none() -> None:
    decision = supplied(DUTCH, supplier=SWISS)
    assert treat("CH", TaxCategory.STANDARD, RATE, decision).category is TaxCategory.OUT_OF_SCOPE


@pytest.mark.parametrize("gstin", ["27AAPFU0939F1ZV", "24AAACC1206D1ZM", "29AAGCB7383J1Z4"])
def test_good_gstins(gstin: str) -> None:
    assert tax_id_fault(gstin, "IN") == ""
    for wrong in set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {gstin[-1]}:
        assert tax_id_fault(gstin[:-1] + wrong, "IN") == "gstin.wrong_check_character"


def test_ladakh_is_a_state_and_39_is_not() -> None:
    ladakh = "38AAPFU0939F1Z"
    assert tax_id_fault(ladakh + gstin_check_character(ladakh), "IN") == ""
    nowhere = "39AAPFU0939F1Z"
    assert tax_id_fault(nowhere + gstin_check_character(nowhere), "IN") == "gstin.unknown_state"


@pytest.mark.parametrize(
    ("tax_id", "country", "fault"),
    [
        ("27AAPFU0939F1Z", "IN", "gstin.malformed"),
        ("DE136695976", "DE", ""),
        ("136695976", "DE", ""),
        ("DE136695977", "DE", "vat_id.malformed"),
        ("EL094259216", "GR", ""),
        ("GB980780684", "GB", ""),
        ("GB802311781", "GB", "vat_id.malformed"),
        ("anything", "US", ""),
    ],
)
def test_tax_numbers(tax_id: str, country: str, fault: str) -> None:
    assert tax_id_fault(tax_id, country) == fault


def test_a_typed_number_may_have_blanks_and_small_letters() -> None:
    assert tax_id_problems("27 aapfu 0939f1zv", "IN", "tax_id") == []
    assert tax_id_problems("", "IN", "tax_id") == []
    assert tax_id_problems("27-AAPFU", "IN", "tax_id")[0].field == "tax_id"


@pytest.mark.parametrize(
    ("written", "code"), [("28", "37"), ("25", "26"), ("27-Maharashtra", "27"), ("00", ""), ("", "")]
)
def test_state_codes(written: str, code: str) -> None:
    assert current_state(written) == code
