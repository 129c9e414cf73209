"""Billing lorries: our sale, our purchase, what we only broke, and the carrier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotAllowed, RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.billing.commands import DeleteDraft
from rayafin_desktop.features.billing.posting import VoidInvoice
from rayafin_desktop.features.commodities.rules import DeliveryBasis, TaxTerm
from rayafin_desktop.features.deliveries.commands import RecordDelivery, VoidDelivery
from rayafin_desktop.features.deliveries.content import ChargeContent
from rayafin_desktop.features.deliveries.freight import BillFreight
from rayafin_desktop.features.deliveries.invoicing import BilledAs, InvoiceDelivery, NoteSellerBill
from rayafin_desktop.features.deliveries.queries import DELIVERY_ROWS, delivery_detail
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.purchases.model import BillLine, PurchaseDocument
from rayafin_desktop.features.purchases.posting import VoidBill
from tests.books import Office
from tests.features.billing.billed import document, lines_of
from tests.features.lots.lotted import TODAY, measured

from .lorry import MOISTURE, desk, faults

D = Decimal
GOODS = 582_543_408  # 33,850 kg at 61,200 a candy


@pytest.fixture(autouse=True)
def sound(office: Office) -> Iterator[None]:
    yield
    assert faults(office) == []


def to_bill(office: Office) -> list[str]:
    with office.app.read(office.owner) as read:
        return [row.number for row in page(DELIVERY_ROWS, read, Look(tab="not_billed"))]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_our_sale_is_invoiced_to_the_paisa(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot(own=True)
    trade_id = d.contract((lot_id, 200), seller_id=None, po_number="PO-77")
    one = d.deliver(trade_id, lorry_no="GJ03BT4571", lr_no="889")
    assert to_bill(office) == [one.number]
    billed = office.do(InvoiceDelivery(delivery_id=one.id))
    assert billed.kind is BilledAs.INVOICE
    assert billed.document_id is not None
    invoice = document(office, billed.document_id)
    (line,) = lines_of(office, invoice.id)
    assert (line.amount_minor, line.quantity, line.unit, line.unit_price) == (GOODS, D(33850), "kg", D(61200))
    assert (line.price_per, line.hsn) == ("355.61641808", "5201")
    assert (invoice.net_minor, invoice.reference, invoice.party_id) == (GOODS, "PO-77", d.buyer)
    assert (invoice.due_on, invoice.supplied_on) == (date(2026, 11, 28), TODAY)
    assert "200 bales, lot 27/A" in line.description
    assert invoice.notes.startswith(
        "Contract CN/26-27/0001, delivery DL/26-27/0001, Lorry GJ03BT4571, LR 889"
    )
    assert (d.read(one.id).invoice_id, to_bill(office)) == (invoice.id, [])
    for command in (
        InvoiceDelivery(delivery_id=one.id),
        VoidDelivery(id=one.id, reason="x"),
        RecordDelivery(id=one.id, lr_no="890"),
    ):
        with pytest.raises(RuleBroken) as refused:
            office.do(command)
        assert codes(refused) == ["delivery.is_billed"]
    # A void invoice gives the lorry back to be billed again.
    office.do(VoidInvoice(invoice_id=invoice.id, reason="Wrong buyer"))
    assert to_bill(office) == [one.number]
    again = office.do(InvoiceDelivery(delivery_id=one.id))
    assert again.number != billed.number
    assert again.total_minor == billed.total_minor


def test_allowance_and_charges_come_to_the_value_of_the_lorry(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot(own=True)
    measured(office, lot_id, "moisture 9.2")
    trade_id = d.contract((lot_id, 200), seller_id=None, limits=MOISTURE, allowance_table_id=d.allowances())
    charges = (
        ChargeContent(name="Loading labour", amount=D("1200.50")),
        ChargeContent(name="APMC fee borne by us", amount=D("-310.25")),
    )
    one = d.deliver(trade_id, charges=charges)
    assert one.value_minor == GOODS - 2_912_717 + 120_050 - 31_025
    billed = office.do(InvoiceDelivery(delivery_id=one.id))
    assert billed.document_id is not None
    invoice, lines = document(office, billed.document_id), lines_of(office, billed.document_id)
    assert invoice.net_minor == one.value_minor
    assert [line.amount_minor - line.discount_minor for line in lines] == [
        GOODS - 2_912_717,
        120_050,
        -31_025,
    ]
    assert "Allowance, lot 27/A: moisture 9.2 %" in invoice.notes


def test_a_price_with_tax_in_it_bills_what_was_agreed(office: Office) -> None:
    d = desk(office)
    trade_id = d.contract(seller_id=None, tax_term=TaxTerm.INCL_GST)
    one = d.deliver(trade_id)
    billed = office.do(InvoiceDelivery(delivery_id=one.id))
    assert billed.document_id is not None
    invoice = document(office, billed.document_id)
    assert invoice.net_minor + invoice.tax_minor == GOODS
    assert invoice.net_minor < GOODS


def test_a_deleted_draft_leaves_the_lorry_to_be_billed(office: Office) -> None:
    d = desk(office)
    one = d.deliver(d.contract(seller_id=None))
    draft = office.do(InvoiceDelivery(delivery_id=one.id, as_draft=True))
    assert draft.is_draft
    assert to_bill(office) == []
    assert draft.document_id is not None
    office.do(DeleteDraft(id=draft.document_id))
    assert to_bill(office) == [one.number]


def test_our_purchase_becomes_a_bill(office: Office) -> None:
    d = desk(office)
    lot_id = d.lot()
    one = d.deliver(d.contract((lot_id, 200), buyer_id=None))
    with pytest.raises(RuleBroken) as refused:
        office.do(InvoiceDelivery(delivery_id=one.id))
    assert codes(refused) == ["delivery.bill_no_missing"]
    billed = office.do(InvoiceDelivery(delivery_id=one.id, seller_bill_no="BG/114"))
    assert billed.kind is BilledAs.BILL
    assert billed.document_id is not None
    with office.app.read(office.owner) as read:
        bill = read.get(PurchaseDocument, billed.document_id)
        (line,) = read.parts(BillLine, bill.id)
    assert (bill.net_minor, bill.supplier_reference, bill.party_id) == (GOODS, "BG/114", d.seller)
    assert (line.amount_minor, line.price_per) == (GOODS, "355.61641808")
    assert d.read(one.id).seller_bill_no == "BG/114"
    assert office.ask(delivery_detail, one.id).bill_number == billed.number
    office.do(VoidBill(bill_id=bill.id, reason="Entered twice"))
    assert to_bill(office) == [one.number]


def test_what_we_broke_is_noted_only(office: Office) -> None:
    d = desk(office)
    one = d.deliver(d.contract((d.lot(), 200)))
    assert to_bill(office) == [one.number]
    noted = office.do(
        InvoiceDelivery(delivery_id=one.id, seller_bill_no="BG/115", seller_bill_amount=D("6116705.78"))
    )
    assert (noted.kind, noted.document_id, noted.total_minor) == (BilledAs.NOTED, None, 611_670_578)
    after = d.read(one.id)
    assert (after.seller_bill_no, after.seller_bill_on, after.invoice_id) == ("BG/115", TODAY, None)
    assert to_bill(office) == []
    with office.app.read(office.owner) as read:
        assert read.all(PurchaseDocument) == []
    # A broker corrects it; less than the goods alone is asked about.
    broker = office.member(Role.BROKER)
    less = NoteSellerBill(delivery_id=one.id, seller_bill_no="BG/116", amount=D(5_800_000))
    with pytest.raises(NeedsConfirmation) as asked:
        office.do(less, as_=broker)
    assert asked.value.params == {"billed": "58,00,000.00", "value": "58,25,434.08"}
    office.do(less, as_=broker, confirmed={"delivery.bill_differs"})
    assert d.read(one.id).seller_bill_minor == 580_000_000
    with pytest.raises(NotAllowed):
        office.do(InvoiceDelivery(delivery_id=one.id), as_=broker)


def test_a_lorry_on_its_way_is_not_billed(office: Office) -> None:
    from rayafin_desktop.features.deliveries.commands import RecordLifting

    d = desk(office)
    lifted = office.do(RecordLifting(trade_id=d.contract(seller_id=None), packages=200))
    with pytest.raises(RuleBroken) as refused:
        office.do(InvoiceDelivery(delivery_id=lifted))
    assert codes(refused) == ["delivery.not_delivered"]
    with pytest.raises(RuleBroken) as refused:
        office.do(NoteSellerBill(delivery_id=lifted, seller_bill_no="1"))
    assert codes(refused) == ["delivery.not_brokered"]


@pytest.mark.parametrize(
    ("unit", "price", "per"),
    [
        (TradeUnit.QTL, "17209.5", "100"),
        (TradeUnit.KG, "172.095", ""),
        (TradeUnit.MAUND, "6423.33", "37.3242"),
        (TradeUnit.BALE, "29257", "170"),
    ],
)
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_each_unit_of_price_comes_to_the_goods(office: Office, unit: TradeUnit, price: str, per: str) -> None:
    d = desk(office)
    one = d.deliver(d.contract(seller_id=None, price_unit=unit, price=D(price)))
    billed = office.do(InvoiceDelivery(delivery_id=one.id))
    assert billed.document_id is not None
    (line,) = lines_of(office, billed.document_id)
    assert (line.amount_minor, line.price_per or "") == (one.goods_minor, per)


def rows_of_deliveries(read: Read) -> Sequence[Any]:
    return page(DELIVERY_ROWS, read, Look(tab="all"))


def test_freight_is_ours_only_where_we_pay_it(office: Office) -> None:
    d = desk(office)
    carrier = office.do(SaveParty(name="Shree Maruti Roadlines", is_supplier=True, state="24"))
    freight: dict[str, Any] = {"freight": D(28000), "freight_advance": D(10000), "transporter_id": carrier}
    ours = d.deliver(d.contract(seller_id=None, basis=DeliveryBasis.DELIVERED), **freight)
    theirs = d.deliver(d.contract(seller_id=None), **freight)
    brokered = d.deliver(d.contract(), **freight)
    assert office.ask(delivery_detail, ours.id).freight_is_ours
    bought = d.deliver(d.contract(buyer_id=None), **freight)
    delivered = d.deliver(d.contract(buyer_id=None, basis=DeliveryBasis.DELIVERED), **freight)
    all_of_them = (ours, theirs, brokered, bought, delivered)
    # The list says of each lorry what the command would say.
    billable = {row.id: row.is_freight_to_bill for row in office.ask(rows_of_deliveries)}
    for one in all_of_them:
        assert bool(billable[one.id]) is office.ask(delivery_detail, one.id).freight_is_ours, one
    assert [bool(billable[one.id]) for one in all_of_them] == [True, False, False, True, False]
    for one in (theirs, brokered):
        with pytest.raises(RuleBroken) as refused:
            office.do(BillFreight(delivery_ids=(one.id,), carrier_bill_no="9"))
        assert codes(refused) == ["delivery.freight_not_ours"]
    posted = office.do(BillFreight(delivery_ids=(ours.id,), carrier_bill_no="SMR/9"))
    assert posted.total_minor == 2_800_000
    assert d.read(ours.id).freight_bill_id == posted.id
    (row,) = [one for one in office.ask(rows_of_deliveries) if one.id == ours.id]
    assert (bool(row.is_freight_to_bill), row.freight_bill_number) == (False, posted.number)
    with pytest.raises(RuleBroken) as refused:
        office.do(VoidDelivery(id=ours.id, reason="x"))
    assert codes(refused) == ["delivery.freight_is_billed"]
    office.do(VoidBill(bill_id=posted.id, reason="x"))
    office.do(VoidDelivery(id=ours.id, reason="x"))
