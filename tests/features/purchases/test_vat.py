"""Bills of a company in the European Union."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.items.model import ItemKind
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.queries import tax_codes
from tests.books import Office
from tests.features.purchases.bought import bill, faults, legs_of, line

DE_VAT, FR_VAT = "DE136695976", "FR40303265045"


@pytest.fixture
def shop(offices: Callable[..., Office]) -> Office:
    return offices("DE", tax_id="DE129273398")


def standard(shop: Office) -> TaxCodeValue:
    return next(code for code in shop.ask(tax_codes).values() if code.rates and code.rates[-1].rate == 19)


def party(shop: Office, country: str, tax_id: str) -> object:
    command = SaveParty(
        name=f"Lieferant {country}", country=country, tax_id=tax_id, is_customer=False, is_supplier=True,
        currency="EUR",
    )  # fmt: skip
    return shop.do(command, confirmed={"party.tax_id"})


def bought(shop: Office, country: str, tax_id: str, kind: ItemKind = ItemKind.GOODS) -> dict[str, int]:
    code = standard(shop)
    item = shop.do(SaveItem(code="X", name="Garn", unit="kg", kind=kind, tax_code_id=code.id))
    entered = replace(line(shop, "1000", code="", item_id=item), tax_code_id=code.id)
    posted = bill(shop, party(shop, country, tax_id), entered, rate=Decimal(1))  # type: ignore[arg-type]
    legs = legs_of(shop, posted.id)
    assert faults(shop) == []
    return legs


def test_a_supplier_next_door_charges_vat(shop: Office) -> None:
    assert bought(shop, "DE", DE_VAT) == {"purchases": 100000, "input_vat": 19000, "payable": -119000}


@pytest.mark.parametrize("kind", ItemKind)
def test_an_acquisition_in_the_union_is_assessed_by_us_and_sums_to_zero(shop: Office, kind: ItemKind) -> None:
    legs = bought(shop, "FR", FR_VAT, kind)
    cost = "purchases" if kind is ItemKind.GOODS else "expense"
    assert legs == {cost: 100000, "rcm_input_vat": 19000, "rcm_payable_vat": -19000, "payable": -100000}


def test_goods_from_outside_the_union_bear_no_vat_of_the_supplier(shop: Office) -> None:
    assert bought(shop, "US", "") == {"purchases": 100000, "payable": -100000}
