"""What the statements of lorries say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.features.deliveries.commands import RecordLifting, VoidDelivery
from rayafin_desktop.features.deliveries.content import ChargeContent
from rayafin_desktop.features.deliveries.printing import (
    DOCUMENTS,
    delivery_letter,
    trade_deliveries_pdf,
    trade_letter,
)
from tests.books import Office
from tests.features.lots.lotted import measured

from .lorry import MOISTURE, desk, slips

D = Decimal


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_the_statement_of_a_lorry_adds_up_before_the_reader(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    measured(office, lot_id, "moisture 9.2")
    trade_id = d.contract((lot_id, 200), limits=MOISTURE, allowance_table_id=d.allowances())
    one = d.deliver(
        trade_id,
        lorry_no="GJ03BT4571",
        charges=(ChargeContent(name="Labour", amount=D(-500)),),
        freight=D(28000),
        freight_advance=D(10000),
    )
    letter = office.ask(delivery_letter, one.id)
    weight, lots, value = letter.tables
    assert [row.cells[-1] for row in weight.rows] == ["33,980", "33,920", "33,950", "−100", "33,850"]
    assert "0.5 % of the weight = 169.25 kg = Rs 29,127.17" in lots.rows[0].below[0][1]
    assert [row.cells for row in value.rows] == [
        ("33,850 kg at 61,200 per candy of 355.61641808 kg", "58,25,434.08"),
        ("Less allowance for quality", "−29,127.17"),
        ("Less Labour", "−500.00"),
        ("Value before tax", "57,95,806.91"),
    ]
    assert letter.closing == (
        "Freight INR 28,000.00: 10,000.00 paid ahead, 18,000.00 to be paid to the carrier.",
    )
    assert dict(letter.facts)["Seller"] == "Balaji Ginning"
    assert letter.to.name == "Lakshmi Spinning"
    office.do(VoidDelivery(id=one.id, reason="x"))
    status = office.ask(delivery_letter, one.id).status
    assert status is not None
    assert status.tone == "void"


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_the_statement_of_a_contract_lists_its_lorries_and_the_balance(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    trade_id = d.contract((lot_id, 200))
    d.deliver(trade_id, packages=100, weighings=slips("17000", "17000"))
    office.do(RecordLifting(trade_id=trade_id, packages=40))
    letter = office.ask(trade_letter, d.trade(trade_id))
    assert dict(letter.facts)["Balance"] == "100 bales"
    (table,) = letter.tables
    assert [row.cells[0] for row in table.rows] == ["DL/26-27/0001", "DL/26-27/0002", "Delivered"]
    assert table.rows[1].cells[-1] == "on its way"
    assert table.rows[2].cells[3:7] == ("100", "17,000", "50", "16,950")
    assert office.ask(trade_deliveries_pdf, d.trade(trade_id)).startswith(b"%PDF")
    for document, number in zip(DOCUMENTS, ("DL/26-27/0001", "CN/26-27/0001"), strict=True):
        assert office.ask(document.render, number).startswith(b"%PDF")
        with pytest.raises(NotFound):
            office.ask(document.render, "X/1")
