"""Payments: money in, which invoices it pays, and taking that back when a cheque bounces.

Promises that allocations and advance sum to the receipt, that no invoice is paid twice or too much, and
that what was allocated is never deleted but reversed, with the ledger in step at every moment.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from . import commands as c
from .blockers import BLOCKERS
from .checks import CHECKS
from .lists import PAYMENT_ROWS
from .messages import MESSAGES
from .model import Allocation, Payment, VoucherCounter
from .numbers import RECEIPT_NUMBER
from .printing import DOCUMENTS
from .queries import invoice_allocations, open_items, payment_allocations, payment_detail
from .screens import SCREENS

FEATURE = Feature(
    name="payments",
    entities=(Payment, Allocation, VoucherCounter),
    commands=(
        handles(c.ReceivePayment, c.receive_payment),
        handles(c.AllocatePayment, c.allocate_payment),
        handles(c.Unallocate, c.unallocate),
        handles(c.ReversePayment, c.reverse_payment),
    ),
    queries=(PAYMENT_ROWS,),
    records={
        "payment": payment_detail,
        "payment_allocations": payment_allocations,
        "invoice_allocations": invoice_allocations,
        "open_items": open_items,
    },
    screens=SCREENS,
    settings=(RECEIPT_NUMBER,),
    documents=DOCUMENTS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "payment.receive": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.allocate": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.reverse": grant(OWNER, ACCOUNTANT),
        "payment.read": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
    },
    messages=MESSAGES,
)
