"""Lorries recorded and billed on a device, while the office did the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.freight import BillFreight
from rayafin_desktop.features.deliveries.invoicing import BilledAs, InvoiceDelivery
from rayafin_desktop.features.parties.commands import SaveParty
from tests.away import away
from tests.books import Office
from tests.features.billing.billed import document

from .lorry import desk, faults, loaded, slips

pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def test_the_number_of_a_device_has_its_prefix(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    trade_id, device = d.contract((lot_id, 200)), away(office)
    made = device.do(RecordDelivery(trade_id=trade_id, packages=200, weighings=slips()))
    assert device.prefix in d.read(made).number
    assert d.trade(trade_id).delivered_kg == Decimal(33850)
    # The same lorry once more: its bales have gone.
    with pytest.raises(RuleBroken) as refused:
        device.do(RecordDelivery(trade_id=trade_id, lots=loaded((lot_id, 200)), weighings=slips()))
    assert [problem.code for problem in refused.value.problems] == ["trade.lot_not_enough"]
    assert faults(office) == []


def test_an_invoice_handed_over_stands_beside_the_offices(office: Office) -> None:
    d = desk(office)
    one = d.deliver(d.contract(seller_id=None))
    device = away(office)
    ours = office.do(InvoiceDelivery(delivery_id=one.id))
    theirs = device.do(InvoiceDelivery(delivery_id=one.id))
    assert theirs.kind is BilledAs.INVOICE
    assert "delivery.billed_meanwhile" in device.codes
    assert d.read(one.id).invoice_id == ours.document_id
    assert theirs.document_id is not None
    assert document(office, theirs.document_id).net_minor == one.value_minor
    assert faults(office) == []


def test_a_carriers_bill_entered_twice_is_told(office: Office) -> None:
    d = desk(office)
    carrier = office.do(SaveParty(name="Shree Roadlines", is_supplier=True, state="24"))
    one = d.deliver(d.contract(buyer_id=None), freight=Decimal(28000), transporter_id=carrier)
    device = away(office)
    ours = office.do(BillFreight(delivery_ids=(one.id,), carrier_bill_no="9"))
    device.do(BillFreight(delivery_ids=(one.id,), carrier_bill_no="9/A"))
    assert "delivery.freight_billed_meanwhile" in device.codes
    assert d.read(one.id).freight_bill_id == ours.id
