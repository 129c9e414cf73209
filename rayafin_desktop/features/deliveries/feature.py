"""Deliveries: lorries under a contract, weighed, reckoned and billed.

Promises that what is billed is what the slips say less what is taken off, that its value is rounded once,
that shares of lots sum to it, that a delivery taken back leaves contract and lots as they were, and that an
invoice of it comes to the same amount.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from ..billing.happenings import DraftDeleted, InvoiceVoided
from ..purchases.happenings import BillVoided
from . import commands as c
from . import freight, invoicing
from .checks import CHECKS
from .messages import MESSAGES
from .model import Delivery, DeliveryCharge, DeliveryDeduction, DeliveryLot, DeliveryWeighing
from .printing import DOCUMENTS
from .queries import (
    LISTS,
    delivery_detail,
    delivery_form,
    delivery_steps,
    loaded_lot_rows,
    lot_delivery_rows,
    slip_rows,
    trade_delivery_rows,
)
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="deliveries",
    entities=(Delivery, DeliveryWeighing, DeliveryDeduction, DeliveryCharge, DeliveryLot),
    commands=(
        handles(c.RecordLifting, c.record_lifting),
        handles(c.RecordDelivery, c.record_delivery),
        handles(c.VoidDelivery, c.void_delivery),
        handles(invoicing.InvoiceDelivery, invoicing.invoice_delivery),
        handles(invoicing.NoteSellerBill, invoicing.note_seller_bill),
        handles(freight.BillFreight, freight.bill_freight),
    ),
    reactions=(
        reacts(InvoiceVoided, invoicing.on_invoice_voided),
        reacts(DraftDeleted, invoicing.on_draft_deleted),
        reacts(BillVoided, invoicing.on_bill_voided),
    ),
    queries=LISTS,
    records={
        "delivery": delivery_detail,
        "delivery_form": delivery_form,
        "delivery_slips": slip_rows,
        "delivery_lots": loaded_lot_rows,
        "delivery_steps": delivery_steps,
        "trade_deliveries": trade_delivery_rows,
        "lot_deliveries": lot_delivery_rows,
    },
    screens=SCREENS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    checks=CHECKS,
    grants={
        "delivery.read": EVERYONE,
        "delivery.save": grant(OWNER, ACCOUNTANT, BROKER),
        "delivery.bill": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)
