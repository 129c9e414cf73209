"""Many bills at once: the same rules and entries, each added once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.purchases.imports import ImportBills, ImportedBill, ImportedBillLine
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import TODAY, codes, document, faults, legs_of, supplier


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    supplier(office, code="S1")
    supplier(office, "Farmer", code="S2", tax_id="")
    return office


def one(reference: str, party: str = "S1", code: str = "GST5", **values: object) -> ImportedBill:
    line = ImportedBillLine(
        description="Kapas",
        quantity=Decimal(3),
        unit_price=Decimal("33.35"),
        tax_code=code,
        account_code="5110",
    )
    fields = {"party_code": party, "issued_on": TODAY, "external_reference": reference, **values}
    return ImportedBill(lines=(line,), **fields)  # type: ignore[arg-type]


def bring(house: Office, bills: Sequence[ImportedBill], **values: bool) -> object:
    return house.do(ImportBills(bills=tuple(bills), **values))


def test_a_batch_is_posted_like_single_bills_and_only_once(house: Office) -> None:
    batch = [one("a"), one("b", "S2", "RCM5"), one("a")]
    made = house.do(ImportBills(bills=tuple(batch)))
    assert (made.added, made.skipped, made.total_minor) == (2, 1, 10505 + 10005)
    assert legs_of(house, made.ids[0]) == {
        "purchases": 10005, "input_cgst": 250, "input_sgst": 250, "payable": -10505,
    }  # fmt: skip
    assert document(house, made.ids[1]).self_number == "SI/26-27/0001"
    again = house.do(ImportBills(bills=tuple(batch)))
    assert (again.added, again.skipped) == (0, 3)
    assert faults(house) == []


def test_a_faulty_bill_is_named_and_nothing_is_added(house: Office) -> None:
    wrong = one("c", "NOBODY", "GST99")
    with pytest.raises(RuleBroken) as refused:
        bring(house, [one("a"), wrong])
    assert [(field, code) for code, field in codes(refused.value)][:2] == [
        ("bills.1.party_code", "bill.unknown_supplier"),
        ("bills.1.lines.0.tax_code", "tax_code.unknown_code"),
    ]
    made = house.do(ImportBills(bills=(one("a"), wrong), skip_faulty=True))
    assert (made.added, [failure.index for failure in made.failed]) == (1, [1])


def test_drafts_take_no_numbers(house: Office) -> None:
    made = house.do(ImportBills(bills=(one("a"),), post=False))
    assert document(house, made.ids[0]).number is None
    assert faults(house) == []
