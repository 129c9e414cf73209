"""Saving items and units: what is refused, what is found."""

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.items.commands import (
    DeactivateItem,
    ReactivateItem,
    SaveItem,
    SaveUnit,
)
from rayafin_desktop.features.items.model import ItemKind
from rayafin_desktop.features.items.queries import (
    ITEM_LOOKUP,
    ITEM_ROWS,
    item_detail,
    unit_detail,
    units,
)
from rayafin_desktop.features.tax.queries import tax_codes
from tests.books import Office


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[tuple[str, str]]:
    return {(problem.code, problem.field) for problem in refused.value.problems}


def names(read: Read, look: Look) -> list[str]:
    return [row.name for row in page(ITEM_ROWS, read, look)]


def test_an_item_keeps_its_price_exactly(office: Office) -> None:
    tax_code = next(iter(office.ask(tax_codes)))
    item = office.do(
        SaveItem(
            name="Shankar-6, 29 mm",
            unit="candy",
            hsn="5201 00",
            sale_price=Decimal("62500.123456"),
            tax_code_id=tax_code,
        )
    )
    saved = office.ask(item_detail, item)
    assert (saved.code, saved.hsn, saved.sale_price) == ("I0001", "520100", Decimal("62500.123456"))
    assert (saved.cost_price, saved.tax_code_id, saved.kind) == (None, tax_code, ItemKind.GOODS)


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        office.do(
            SaveItem(
                name="",
                unit="stone",
                hsn="52A1",
                sale_price=Decimal(-1),
                cost_price=Decimal("0.0000001"),
                tax_code_id=new_id(),
            )
        )
    assert codes(refused) == {
        ("item.name_missing", "name"),
        ("item.unit_unknown", "unit"),
        ("item.hsn_invalid", "hsn"),
        ("item.price_invalid", "sale_price"),
        ("item.too_many_decimals", "cost_price"),
        ("item.tax_code_unknown", "tax_code_id"),
    }


def test_a_code_names_one_item_and_a_stale_change_is_refused(office: Office) -> None:
    item = office.do(SaveItem(name="Cotton", unit="bale", code="COT"))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveItem(name="Yarn", unit="kg", code="COT"))
    assert codes(refused) == {("item.code_taken", "code")}
    office.do(SaveItem(id=item, version=1, name="Raw cotton", unit="bale"))
    assert office.ask(item_detail, item).code == "COT"
    with pytest.raises(Stale, match=r"item\.stale"):
        office.do(SaveItem(id=item, version=1, name="Lint", unit="bale"))


def test_items_are_found_by_name_code_and_tariff_code(office: Office) -> None:
    cotton = office.do(SaveItem(name="Raw cotton", unit="bale", hsn="5201"))
    office.do(SaveItem(name="Brokerage", unit="lump", hsn="996111", kind=ItemKind.SERVICE))
    for typed, found in {
        "cott": ["Raw cotton"],
        "9961": ["Brokerage"],
        "br": ["Brokerage"],
        "zz": [],
    }.items():
        assert office.ask(names, Look(text=typed)) == found, typed

        def offered(read: Read, typed: str = typed) -> list[str]:
            return [row.name for row in page(ITEM_LOOKUP, read, Look(text=typed))]

        assert office.ask(offered) == found, typed
    assert office.ask(names, Look(tab="services")) == ["Brokerage"]
    office.do(DeactivateItem(id=cotton))
    assert office.ask(lambda read: count(ITEM_LOOKUP, read, Look(text="cotton"))) == 0
    assert office.ask(names, Look(tab="archived")) == ["Raw cotton"]
    office.do(ReactivateItem(id=cotton))
    assert office.ask(names, Look(tab="active", sort="name")) == ["Brokerage", "Raw cotton"]


def test_a_company_begins_with_the_units_of_the_trade_and_adds_its_own(office: Office) -> None:
    assert office.ask(units)["qtl"].gst_code == "QTL"
    made = office.do(SaveUnit(code="maund", name="Maunds (37.32 kg)", decimals=2, gst_code="oth"))
    assert office.ask(unit_detail, made).gst_code == "OTH"
    office.do(SaveItem(name="Wheat", unit="maund"))
    with pytest.raises(RuleBroken) as refused:
        office.do(SaveUnit(id=made, version=1, code="md", name="Maunds", decimals=9))
    assert codes(refused) == {("unit.code_fixed", "code"), ("unit.decimals_invalid", "decimals")}
    with pytest.raises(RuleBroken) as taken:
        office.do(SaveUnit(code="kg", name="Kilo"))
    assert codes(taken) == {("unit.code_taken", "code")}
