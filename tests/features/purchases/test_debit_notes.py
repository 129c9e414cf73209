"""Debit notes against bills: never more than the bill has, at its own rates."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.billing.credit_notes import CreditLine
from rayafin_desktop.features.billing.rules import DocumentState
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.purchases.content import PostedBill, TaxOverride
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.posting import VoidBill
from rayafin_desktop.features.purchases.queries import open_bills
from rayafin_desktop.features.tax.categories import TaxHead
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import (
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
    tax,
)


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    return office


def debit(house: Office, bill_id: object, *lines: CreditLine, **values: object) -> PostedBill:
    fields = {"issued_on": TODAY, "reason": "Short weight", **values}
    return house.do(IssueDebitNote(bill_id=bill_id, lines=lines, **fields))  # type: ignore[arg-type]


def test_a_debit_note_takes_back_returns_and_input_tax(house: Office) -> None:
    item = house.do(SaveItem(code="K1", name="Kapas", unit="kg", tax_code_id=tax(house, "GST5")))
    posted = bill(house, supplier(house), line(house, "10.01", "10", code="GST5", item_id=item))
    note = debit(house, posted.id, CreditLine(line_no=1, quantity=Decimal(4)))
    assert note.number == "DN/26-27/0001"
    assert legs_of(house, note.id) == {
        "purchase_returns": -4004, "input_cgst": -100, "input_sgst": -100, "payable": 4204,
    }  # fmt: skip
    assert (note.open_minor, document(house, posted.id).open_minor) == (0, 10510 - 4204)
    assert faults(house) == []


def test_what_was_charged_to_another_account_comes_back_to_it(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100", account_id=account(house, "6140")))
    assert legs_of(house, debit(house, posted.id).id)["6140"] == -10000


def test_the_rest_takes_all_that_is_left_and_nothing_remains(house: Office) -> None:
    posted = bill(
        house, supplier(house), line(house, "33.33", "3"), round_off=Decimal("0.01"), charges=Decimal(7)
    )
    for quantity in (1, 1, 1):
        debit(house, posted.id, CreditLine(line_no=1, quantity=Decimal(quantity)))
    stored = document(house, posted.id)
    assert (stored.open_minor, stored.settled_minor) == (0, posted.total_minor)
    with pytest.raises(RuleBroken) as refused:
        debit(house, posted.id)
    assert codes(refused.value) == [("debit.nothing_remains", "lines")]
    assert faults(house) == []


def test_more_than_remains_is_refused_in_quantity_and_in_value(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100", "5"))
    debit(house, posted.id, CreditLine(line_no=1, quantity=Decimal(3)))
    for wanted, problem in (
        (CreditLine(line_no=1, quantity=Decimal("2.001")), ("credit.more_than_remains", "lines.0.quantity")),
        (
            CreditLine(line_no=1, amount=Decimal("200.01")),
            ("credit.worth_more_than_remains", "lines.0.amount"),
        ),
        (CreditLine(line_no=2, quantity=Decimal(1)), ("debit.no_such_line", "lines.0.line_no")),
    ):
        with pytest.raises(RuleBroken) as refused:
            debit(house, posted.id, wanted)
        assert codes(refused.value) == [problem]


def test_what_exceeds_the_open_part_stays_as_credit_with_the_supplier(house: Office) -> None:
    party = supplier(house)
    posted = bill(house, party, line(house, "100"))
    debit(house, posted.id, CreditLine(line_no=1, amount=Decimal(60)))
    house.do(VoidBill(bill_id=bill(house, party, line(house, "5")).id, reason="twice"))
    left = debit(house, posted.id)
    assert left.open_minor == 0
    assert open_bills_of(house, party) == []


def open_bills_of(house: Office, party: object) -> list[int]:
    return [one.open_minor for one in house.ask(open_bills, party)]


def test_reverse_charge_goes_back_on_both_sides(house: Office) -> None:
    posted = bill(house, supplier(house, tax_id=""), line(house, "1000", "10", code="RCM5"))
    note = debit(house, posted.id, CreditLine(line_no=1, quantity=Decimal(5)))
    assert legs_of(house, note.id) == {
        "expense": -500000, "rcm_input_cgst": -12500, "rcm_input_sgst": -12500,
        "rcm_payable_cgst": 12500, "rcm_payable_sgst": 12500, "payable": 500000,
    }  # fmt: skip
    debit(house, posted.id)
    assert document(house, posted.id).open_minor == 0
    assert faults(house) == []


def test_an_overridden_tax_goes_back_to_the_last_paisa(house: Office) -> None:
    posted = bill(
        house, supplier(house), line(house, "100", "3", claim_tax=False),
        tax_overrides=(TaxOverride(head=TaxHead.CGST, amount=Decimal("27.40")),), override_reason="Printed",
    )  # fmt: skip
    debit(house, posted.id, CreditLine(line_no=1, quantity=Decimal(1)))
    debit(house, posted.id)
    assert document(house, posted.id).open_minor == 0
    assert sum(one.cost_minor for one in lines_of(house, posted.id)) == 30000 + 2740 + 2700
    assert faults(house) == []


def test_a_debit_note_stands_on_a_posted_bill_and_not_before_it(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100"))
    with pytest.raises(RuleBroken) as refused:
        debit(house, posted.id, issued_on=TODAY - timedelta(days=1), reason="")
    assert codes(refused.value) == [("debit.before_bill", "issued_on"), ("bill.reason_missing", "reason")]
    note = debit(house, posted.id)
    with pytest.raises(RuleBroken) as refused:
        debit(house, note.id)
    assert codes(refused.value) == [("debit.needs_posted_bill", "bill_id")]


def test_a_bill_with_a_debit_note_is_voided_after_the_note(house: Office) -> None:
    posted = bill(house, supplier(house), line(house, "100"))
    note = debit(house, posted.id, CreditLine(line_no=1, amount=Decimal(10)))
    with pytest.raises(RuleBroken) as refused:
        house.do(VoidBill(bill_id=posted.id, reason="x"))
    assert ("bill.has_debit_notes", "bill_id") in codes(refused.value)
    house.do(VoidBill(bill_id=note.id, reason="x"))
    assert document(house, posted.id).open_minor == posted.total_minor
    assert house.do(VoidBill(bill_id=posted.id, reason="x")).state is DocumentState.VOID
    assert faults(house) == []
