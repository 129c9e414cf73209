"""Every permission in plain words: what it is about, and what it lets one do.

Kept in one place, so that the matrix of roles reads alike whoever declares a permission; a test finds one
that is missing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PermissionLabel:
    """`area` is where in the program, `words` a sentence that begins with the verb."""

    area: str
    words: str


_BY_AREA: Mapping[str, Mapping[str, str]] = {
    "Sales": {
        "invoice.see": "See invoices and credit notes",
        "invoice.draft": "Write drafts of invoices",
        "invoice.post": "Post invoices",
        "invoice.void": "Void invoices",
        "invoice.import": "Import invoices from a file",
        "credit_note.post": "Post credit notes",
        "credit_limit.override": "Sell above a credit limit",
        "order.see": "See quotes and sales orders",
        "order.save": "Write and change quotes and sales orders",
        "recurring.see": "See recurring documents",
        "recurring.save": "Set up recurring documents",
        "recurring.issue": "Make the recurring documents that are due",
        "price.read": "See price lists",
        "price.save": "Change prices and price lists",
    },
    "Purchases": {
        "bill.see": "See bills, expenses and debit notes",
        "bill.draft": "Write drafts of bills",
        "bill.post": "Post bills",
        "bill.void": "Void bills, expenses and debit notes",
        "bill.import": "Import bills from a file",
        "expense.record": "Record expenses",
        "debit_note.post": "Post debit notes",
    },
    "Money": {
        "payment.read": "See payments",
        "payment.receive": "Record money received",
        "payment.pay": "Pay suppliers and give money back",
        "payment.transfer": "Move money between cash and bank",
        "payment.allocate": "Settle documents with payments",
        "payment.reverse": "Reverse payments",
        "payment.write_off": "Write off what will not be paid",
        "bank.read": "See bank statements",
        "bank.import": "Import bank statements",
        "bank.match": "Match bank movements with the books",
        "bank.book": "Book bank movements",
        "bank.reconcile": "Reconcile bank accounts",
        "bank.rule": "Set rules for bank movements",
    },
    "Customers and suppliers": {
        "party.read": "See customers and suppliers",
        "party.save": "Add and change customers and suppliers",
        "aging.see": "See who owes how much, by age",
        "statement.see": "See statements of account",
        "reminder.see": "See reminders",
        "reminder.record": "Write reminder letters",
        "dispute.read": "See disputes",
        "dispute.open": "Open disputes and add notes",
        "dispute.settle": "Settle disputes",
    },
    "Items": {
        "item.read": "See items and units",
        "item.save": "Add and change items and units",
    },
    "Commissions": {
        "commission.read": "See one's own commissions",
        "commission.see_all": "See everybody's commissions",
        "commission.approve": "Approve commissions",
        "commission.settle": "Settle commissions",
        "commission_plan.save": "Change commission plans",
    },
    "Books": {
        "account.choose": "Choose accounts in documents",
        "account.save": "Add and change accounts",
        "ledger.read": "See the ledger and financial reports",
        "journal.post": "Post journal entries",
        "journal.reverse": "Reverse journal entries",
        "cost_centre.read": "See cost centres",
        "cost_centre.save": "Add and change cost centres",
        "opening.post": "Post opening balances",
        "exchange_rate.read": "See exchange rates",
        "exchange_rate.save": "Enter exchange rates",
        "revaluation.read": "See currency revaluations",
        "revaluation.post": "Post currency revaluations",
    },
    "Trade desk": {
        "lot.read": "See lots and their tests",
        "lot.save": "Add, change and withdraw lots",
        "lot.test": "Enter and correct tests of lots",
        "delivery.read": "See deliveries",
        "delivery.save": "Record lorries, take them back, note sellers' bills",
        "delivery.bill": "Bill deliveries and freight",
        "commodity.read": "See commodities, places and contract terms",
        "commodity.save": "Change commodities, places and contract terms",
        "partner.read": "See partners and their papers",
        "partner.save": "Change partners and enter their papers",
        "partner.verify": "Verify partners' papers",
        "offer.read": "See offers and negotiations",
        "offer.save": "Note, repeat and end offers",
        "offer.negotiate": "Note counters and walk away",
        "offer.accept": "Accept offers, which makes contracts",
        "trade.read": "See contracts",
        "trade.save": "Make and amend contracts, assign their lots",
        "trade.confirm": "Send contract notes and note confirmations",
        "trade.close": "Close, cancel and reopen contracts",
        "brokerage_rate.save": "Change usual brokerage",
        "brokerage.read": "See brokerage and its bills",
        "brokerage.bill": "Bill brokerage",
        "desk.read": "See the figures of the trade desk",
        "claim.read": "See claims",
        "claim.save": "Raise claims, note what is said, take them to arbitration",
        "claim.settle": "Settle claims",
        "message.read": "See trade messages",
        "message.save": "Take in trade messages and decide about them",
    },
    "Tax": {
        "tax.see": "See tax codes",
        "tax.change": "Change tax codes",
        "tax_return.see": "See tax returns",
        "withholding.read": "See tax withheld at source",
        "withholding.save": "Change how tax is withheld at source",
    },
    "Closing": {
        "period.read": "See periods and locks",
        "period.close": "Close a month",
        "lock.set": "Lock and unlock periods",
        "lock.except": "Let somebody post behind a lock",
        "lock.set_hard": "Lock a period for ever",
        "year.close": "Close a financial year",
        "year.reopen": "Reopen a closed financial year",
    },
    "Approvals": {
        "approval.read": "See what waits for approval",
        "approval.ask": "Ask for approval",
        "approval.decide": "Approve and refuse",
        "approval.rules_read": "See approval rules",
        "approval.rules": "Change approval rules",
        "approval.park": "Keep a command until it is approved",
        "approval.note": "Note what became of a request",
    },
    "Documents": {
        "document.list": "See the list of files",
        "document.read": "Open files",
        "document.attach": "Attach files to records",
        "document.remove": "Remove files",
    },
    "Company": {
        "company.read": "See the company's particulars",
        "company.change": "Change the company's particulars",
        "company.create": "Create companies",
        "branch.read": "See branches",
        "branch.save": "Add and change branches",
        "number_series.see": "See number series",
        "number_series.change": "Change number series",
        "setting.read": "See settings",
        "setting.change": "Change settings",
    },
    "People": {
        "user.sign_in": "Sign in",
        "user.read": "See users and roles",
        "user.manage": "Add, invite and remove users",
        "api_key.manage": "Make and revoke API keys",
        "api_key.note": "Keep when an API key was used",
        "device.read": "See the devices of the company",
        "device.manage": "Let devices join, and take them away",
        "device.join": "Join with a device",
        "sync_exception.read": "See what devices sent that needs a decision",
        "sync_exception.decide": "Decide about what devices sent",
        "sync_exception.file": "Keep what a device sent that needs a decision",
        "number.void": "Keep numbers of refused documents explained",
        "personal.export": "Hand out a person's data",
        "personal.erase": "Erase a person's data",
        "user.change_own_password": "Change one's own password",
        "second_factor.own": "Set up one's own authenticator app",
        "session.end": "See and end one's own sign-ins",
        "role.change": "Change what a role may do",
        "audit.read": "See the audit log",
        "audit.read_sign_ins": "See who signed in",
    },
}

PERMISSION_LABELS: Mapping[str, PermissionLabel] = {
    permission: PermissionLabel(area, words)
    for area, labels in _BY_AREA.items()
    for permission, words in labels.items()
}
"""By permission, in the order in which the matrix shows them."""
