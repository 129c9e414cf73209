"""Payments: money in and out, which documents it settles, and taking that back when a cheque bounces.

Promises that allocations and advance sum to the payment, that no document is paid twice or too much, and
that what was allocated is never deleted but reversed, with the ledger in step at every moment. Debts that
are given up, notes set off, refunds and transfers between our own accounts go the same way.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, CASHIER, OWNER, grant

from . import commands as c
from . import money_accounts, refunding, transferring, voiding, writing_off
from .blockers import BLOCKERS
from .checks import CHECKS
from .lists import PAYMENT_ROWS
from .messages import MESSAGES
from .model import Allocation, MoneyAccount, Payment, VoucherCounter
from .money_accounts import MONEY_ACCOUNT_ROWS, money_account_detail
from .numbers import TEMPLATES
from .printing import DOCUMENTS
from .queries import (
    bill_allocations,
    bill_open,
    invoice_allocations,
    invoice_open,
    open_items,
    payment_allocations,
    payment_detail,
)
from .screens import SCREENS

FEATURE = Feature(
    name="payments",
    entities=(Payment, Allocation, VoucherCounter, MoneyAccount),
    commands=(
        handles(c.ReceivePayment, c.receive_payment),
        handles(c.PaySupplier, c.pay_supplier),
        handles(c.AllocatePayment, c.allocate_payment),
        handles(c.Unallocate, c.unallocate),
        handles(c.ReversePayment, c.reverse_payment),
        handles(refunding.RefundCustomer, refunding.refund_customer),
        handles(refunding.ReceiveRefund, refunding.receive_refund),
        handles(refunding.SetOffNotes, refunding.set_off_notes),
        handles(refunding.RefundNote, refunding.refund_note),
        handles(refunding.SetOffNote, refunding.set_off_note),
        handles(writing_off.WriteOffInvoice, writing_off.write_off_invoice),
        handles(writing_off.TakeBackWriteOff, writing_off.take_back_write_off),
        handles(transferring.TransferMoney, transferring.transfer_money),
        handles(voiding.VoidNumbers, voiding.void_numbers),
        handles(money_accounts.SaveMoneyAccount, money_accounts.save_money_account),
    ),
    queries=(PAYMENT_ROWS, MONEY_ACCOUNT_ROWS),
    records={
        "payment": payment_detail,
        "payment_allocations": payment_allocations,
        "invoice_allocations": invoice_allocations,
        "bill_allocations": bill_allocations,
        "open_items": open_items,
        "invoice_open": invoice_open,
        "bill_open": bill_open,
        "money_account": money_account_detail,
    },
    screens=SCREENS,
    settings=tuple(TEMPLATES.values()),
    documents=DOCUMENTS,
    checks=CHECKS,
    blockers=BLOCKERS,
    grants={
        "number.void": grant(),
        "payment.receive": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.pay": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.transfer": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.write_off": grant(OWNER, ACCOUNTANT),
        "payment.allocate": grant(OWNER, ACCOUNTANT, CASHIER),
        "payment.reverse": grant(OWNER, ACCOUNTANT),
        "payment.read": grant(OWNER, ACCOUNTANT, CASHIER, AUDITOR),
    },
    messages=MESSAGES,
)
