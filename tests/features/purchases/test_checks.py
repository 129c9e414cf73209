"""What `verify` says when somebody changes bills behind the program's back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, update

from rayafin_desktop.features.billing.model import SeriesCounter
from rayafin_desktop.features.purchases.model import BillLine, BillTax, PurchaseDocument
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.purchases.bought import bill, faults, line, supplier

BILLS, LINES, TAXES = (one.mapping.table for one in (PurchaseDocument, BillLine, BillTax))


@pytest.fixture
def house(office: Office) -> Office:
    register(office)
    party = supplier(office)
    bill(office, party, line(office, "100"), line(office, "50", claim_tax=False))
    bill(office, supplier(office, "Farmer", tax_id=""), line(office, "100", code="RCM5"))
    assert faults(office) == []
    return office


def changed(table: Table, **values: Any) -> Callable[[Connection], None]:
    def change(connection: Connection) -> None:
        connection.execute(update(table).values(**values))

    return change


def checks_that_fail(house: Office, change: Callable[[Connection], None]) -> set[str]:
    with house.app.database.write() as connection:
        change(connection)
    return {fault.split(":")[0] for fault in faults(house)}


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (changed(LINES, net_minor=LINES.c.net_minor + 1), "purchases.lines"),
        (changed(LINES, cost_minor=LINES.c.cost_minor + 1), "purchases.lines"),
        (changed(TAXES, tax_minor=TAXES.c.tax_minor + 1), "purchases.tax_groups"),
        (changed(TAXES, tax_minor=TAXES.c.tax_minor + 1), "purchases.tax"),
        (changed(TAXES, is_creditable=False), "purchases.tax"),
        (changed(BILLS, settled_minor=1), "purchases.payable"),
        (
            changed(BILLS, net_minor=BILLS.c.net_minor + 1, total_minor=BILLS.c.total_minor + 1),
            "purchases.ledger",
        ),
        (changed(SeriesCounter.mapping.table, next_n=9), "purchases.numbers"),
        (changed(BILLS, self_series_n=7), "purchases.numbers"),
    ],
)
def test_each_check_finds_what_it_is_for(
    house: Office, change: Callable[[Connection], None], check: str
) -> None:
    assert check in checks_that_fail(house, change)


def test_a_bill_that_is_gone_leaves_its_number_missing(house: Office) -> None:
    def lose(connection: Connection) -> None:
        for table in (LINES, TAXES, BILLS):
            connection.execute(delete(table))

    found = checks_that_fail(house, lose)
    assert {"purchases.numbers", "purchases.payable", "purchases.tax"} <= found
