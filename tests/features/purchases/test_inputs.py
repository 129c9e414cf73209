"""Which tax a supply to us bears, and who pays it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rayafin_desktop.features.tax.categories import DatedRate, TaxCategory, TaxHead
from rayafin_desktop.features.tax.inputs import decide_input, may_claim, treat_input
from rayafin_desktop.features.tax.places import Levy, Place, Registration, Supply, TaxParty

DAY = date(2026, 11, 21)
OURS_IN = TaxParty(place=Place(country="IN", state="27"), tax_id="27AAPFU0939F1ZV")
OURS_DE = TaxParty(place=Place(country="DE"), tax_id="DE136695976")
RATE = DatedRate(date(2000, 1, 1), Decimal(19))


def supply(supplier: TaxParty, buyer: TaxParty, **values: object) -> Supply:
    return Supply(supplier=supplier, buyer=buyer, on=DAY, **values)  # type: ignore[arg-type]


def abroad(country: str, tax_id: str = "") -> TaxParty:
    return TaxParty(place=Place(country=country), tax_id=tax_id)


@pytest.mark.parametrize(
    ("supplier", "is_service", "category", "heads"),
    [
        (abroad("FR", "FR40303265045"), False, TaxCategory.INTRA_COMMUNITY, {TaxHead.VAT: "19"}),
        (abroad("FR", "FR40303265045"), True, TaxCategory.REVERSE_CHARGE, {TaxHead.VAT: "19"}),
        (abroad("US"), True, TaxCategory.REVERSE_CHARGE, {TaxHead.VAT: "19"}),
        (abroad("US"), False, TaxCategory.OUT_OF_SCOPE, {}),
        (abroad("FR"), False, TaxCategory.OUT_OF_SCOPE, {}),
    ],
)
def test_a_german_company_assesses_acquisitions_itself(
    supplier: TaxParty, is_service: bool, category: TaxCategory, heads: dict[TaxHead, str]
) -> None:
    about = supply(supplier, OURS_DE, is_service=is_service)
    treatment = treat_input("DE", TaxCategory.STANDARD, RATE, decide_input(about))
    assert (treatment.category, {one.head: str(one.rate) for one in treatment.heads}) == (category, heads)
    assert treatment.reverse_charge is bool(heads)


def test_a_german_supplier_charges_german_vat() -> None:
    about = supply(abroad("DE", "DE129273398"), OURS_DE)
    treatment = treat_input("DE", TaxCategory.STANDARD, RATE, decide_input(about))
    assert (treatment.category, treatment.reverse_charge, treatment.rate) == (
        TaxCategory.STANDARD,
        False,
        Decimal(19),
    )


@pytest.mark.parametrize(
    ("state", "levy"), [("27", Levy.INTRA_STATE), ("24", Levy.INTER_STATE), ("04", Levy.INTER_STATE)]
)
def test_the_supplier_s_state_against_ours_decides_the_heads(state: str, levy: Levy) -> None:
    supplier = TaxParty(place=Place(country="IN", state=state), tax_id=f"{state}AABCU9603R1ZN")
    assert decide_input(supply(supplier, OURS_IN)).levy is levy


def test_goods_notified_for_reverse_charge_are_taxed_though_the_supplier_is_unregistered() -> None:
    farmer = TaxParty(place=Place(country="IN", state="27"), registration=Registration.UNREGISTERED)
    decision = decide_input(supply(farmer, OURS_IN))
    rate = DatedRate(date(2017, 7, 1), Decimal(5))
    notified = treat_input("IN", TaxCategory.GST_REVERSE_CHARGE, rate, decision)
    other = treat_input("IN", TaxCategory.GST, rate, decision)
    assert [str(one.rate) for one in notified.heads] == ["2.5", "2.5"]
    assert (notified.reverse_charge, other.heads) == (True, ())


def test_a_company_that_is_not_registered_claims_nothing_and_owes_no_reverse_charge() -> None:
    ours = TaxParty(place=Place(country="IN", state="27"), registration=Registration.UNREGISTERED)
    supplier = TaxParty(place=Place(country="IN", state="27"), tax_id="27AABCU9603R1ZN")
    plain = supply(supplier, ours)
    assert not may_claim(decide_input(plain), plain)
    asked = decide_input(supply(supplier, ours, reverse_charge=True))
    assert [problem.code for problem in asked.problems] == ["input.needs_own_tax_id"]
