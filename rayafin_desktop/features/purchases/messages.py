"""Sentences for what purchases refuse, ask and warn of."""

from __future__ import annotations

MESSAGES = {
    "bill.not_found": "This bill was not found.",
    "bill.stale": "Somebody changed this bill a moment ago. Look again before you save.",
    "bill.no_supplier": "Choose a supplier.",
    "bill.not_a_supplier": "This party is not marked as a supplier. Change it there first.",
    "bill.supplier_inactive": "This supplier is switched off. Bring it back first.",
    "bill.no_lines": "A bill needs at least one line.",
    "bill.negative_total": "The total is below zero. Make a debit note instead.",
    "bill.account_unsuitable": "{account} cannot be charged by a bill. Choose an expense or another account.",
    "bill.booked_before_issue": "A bill of {issued_on} cannot be booked before that day.",
    "bill.already_posted": "Bill {number} is posted and cannot be changed. Make a debit note instead.",
    "bill.void_locked": "The day of this document is locked until {locked_until}. Debit it instead, on {first_open} or later.",
    "bill.not_posted": "Only a posted bill can be voided, debited or paid.",
    "bill.over_settled": "Bill {number} has less open than this. Take the rest as an advance.",
    "bill.has_allocations": "Payments are allocated to this document. Take them back first, or make a debit note.",
    "bill.has_debit_notes": "There is a debit note on this bill. Void that first.",
    "bill.reason_missing": "Say why. The reason stays with the document.",
    "bill.future_date": "The bill is dated {issued_on}, which is in the future. Post it anyway?",
    "bill.similar": "{number} of {issued_on} has the same supplier and the reference {reference}. Is this "
    "really another bill?",
    "bill.same_again": "This very bill is there already: {number}, with reference {reference}, day and total "
    "the same. Posting it again means paying it twice. Post it all the same?",
    "bill.self_invoice_late": "The self-invoice for this supply was due on {due_on} (Rule 47A). Post it anyway?",
    "bill.unknown_supplier": "There is no supplier with the code {party_code}.",
    "bill.unknown_account": "There is no account with the code {account_code}.",
    "tax_override.no_such_head": "The supplier charges no {head} on this bill.",
    "tax_override.too_large": "{head} differs by more than the company allows. Check the lines and their tax codes.",
    "tax_override.twice": "{head} is corrected twice.",
    "tax_override.reason_missing": "Say why the tax differs from what the lines come to.",
    "expense.no_amount": "The amount must be above zero.",
    "expense.no_money_account": "{account} is not a cash or bank account.",
    "debit.needs_posted_bill": "Only a posted bill or expense can be debited.",
    "debit.before_bill": "The debit note cannot be dated before its bill of {issued_on}.",
    "debit.no_such_line": "Line {line_no} is not on the bill, or is named twice.",
    "debit.nothing_remains": "Nothing is left to take back.",
}
