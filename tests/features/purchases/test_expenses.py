"""Expenses entered quickly: paid at once or owed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.purchases.content import PostedBill
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.purchases.posting import VoidBill
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import TODAY, account, codes, document, faults, legs_of, supplier, tax


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    return office


def spend(house: Office, **values: object) -> PostedBill:
    fields = {"issued_on": TODAY, "amount": Decimal(118), "description": "Taxi", **values}
    return house.do(RecordExpense(**fields))  # type: ignore[arg-type]


def test_cash_for_a_taxi_needs_no_supplier_and_is_paid(house: Office) -> None:
    code = account(house, "6140")
    made = spend(house, account_id=code, paid_from_id=account(house, "1110"), tax_code_id=None)
    assert (made.number, made.open_minor) == ("EXP/26-27/0001", 0)
    assert legs_of(house, made.id) == {"6140": 11800, "cash": -11800}
    assert faults(house) == []


def test_tax_of_a_nameless_supplier_is_cost(house: Office) -> None:
    # Credit needs a bill that names the supplier (CGST Act s.16(2)(a)).
    made = spend(house, paid_from_id=account(house, "1110"), tax_code_id=tax(house, "GST18"))
    assert legs_of(house, made.id) == {"expense": 11800, "cash": -11800}
    assert document(house, made.id).tax_minor == 1800


def test_tax_of_a_named_supplier_is_claimed(house: Office) -> None:
    made = spend(
        house, paid_from_id=account(house, "1120"), tax_code_id=tax(house, "GST18"), party_id=supplier(house)
    )
    assert legs_of(house, made.id) == {
        "expense": 10000, "input_cgst": 900, "input_sgst": 900, "bank": -11800,
    }  # fmt: skip
    assert faults(house) == []


def test_an_expense_on_credit_is_owed_to_its_supplier(house: Office) -> None:
    made = spend(house, party_id=supplier(house), tax_code_id=tax(house, "GST18"))
    assert (made.open_minor, legs_of(house, made.id)["payable"]) == (11800, -11800)
    with pytest.raises(RuleBroken) as refused:
        spend(house, tax_code_id=tax(house, "GST18"))
    assert codes(refused.value) == [("bill.no_supplier", "party_id")]


def test_an_expense_names_its_own_fields_when_it_is_refused(house: Office) -> None:
    with pytest.raises(RuleBroken) as refused:
        spend(house, amount=Decimal(0), paid_from_id=account(house, "6140"))
    assert codes(refused.value) == [
        ("expense.no_amount", "amount"),
        ("expense.no_money_account", "paid_from_id"),
    ]
    with pytest.raises(RuleBroken) as refused:
        spend(house, description=" ", account_id=account(house, "1120"), paid_from_id=account(house, "1110"))
    assert codes(refused.value)[:1] == [("bill.account_unsuitable", "account_id")]
    assert ("line.no_description", "description") in codes(refused.value)


def test_a_void_expense_puts_the_money_back(house: Office) -> None:
    made = spend(house, paid_from_id=account(house, "1110"), tax_code_id=tax(house, "NIL"))
    assert house.do(VoidBill(bill_id=made.id, reason="Never taken")).open_minor == 0
    assert faults(house) == []


def test_a_debit_note_on_a_paid_expense_stays_open_in_our_favour(house: Office) -> None:
    made = spend(
        house, paid_from_id=account(house, "1120"), tax_code_id=tax(house, "GST18"), party_id=supplier(house)
    )
    note = house.do(IssueDebitNote(bill_id=made.id, issued_on=TODAY, reason="Returned"))
    assert (note.open_minor, legs_of(house, note.id)["payable"]) == (11800, 11800)
    assert faults(house) == []
