"""What a person reads when a payment is refused, and why an allocation is proposed."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "allocation.by_hand": "As entered by hand.",
    "allocation.exact_match": "{count} open invoices add up to exactly this amount.",
    "allocation.no_exact_match": "No open invoices add up to exactly this amount.",
    "allocation.pro_rata": "The same share of each of {count} open invoices.",
    "allocation.instructed": "The {count} invoices the payer named, in that order.",
    "allocation.oldest_first": "{count} open invoices, the longest due first.",
    "allocation.newest_first": "{count} open invoices, the last due first.",
    "allocation.largest_first": "{count} open invoices, the largest first.",
    "allocation.not_positive": "Enter an amount above zero, or leave the invoice out.",
    "allocation.too_many_decimals": "The amount has more decimals than {currency} has.",
    "allocation.document_twice": "This invoice is named twice. Put both amounts on one line.",
    "allocation.document_not_open": "This invoice is not open for payment.",
    "allocation.over_payment": "More is allocated than is there to allocate.",
    "allocation.before_payment": "An allocation cannot be dated before the payment ({received_on}).",
    "allocation.other_party": "Invoice {number} is owed by somebody else.",
    "allocation.other_currency": "Invoice {number} is in {currency}. Receive the money in that currency.",
    "allocation.before_document": "Invoice {number} is dated {dated_on}. Allocate on that day or later.",
    "allocation.over_document": "More is allocated to invoice {number} than is open on it.",
    "allocation.already_reversed": "This allocation was taken back already.",
    "allocation.is_reversal": "This line takes an allocation back. Allocate the payment again instead.",
    "allocation.nothing": "Choose at least one invoice.",
    "payment.amount_missing": "Enter the amount.",
    "payment.negative": "Enter a positive amount.",
    "payment.too_many_decimals": "The amount has more decimals than {currency} has.",
    "payment.not_a_customer": "{party} is not a customer.",
    "payment.no_money_account": "{account} is not a cash or bank account.",
    "payment.account_missing": "Choose the account the money came into.",
    "payment.other_currency": "{account} takes {wanted} only, not {currency}.",
    "payment.rate_missing": "Enter the exchange rate of {currency}.",
    "payment.discount_over_allocated": "A discount settles invoices; it cannot be kept as an advance.",
    "payment.external_id_reused": "Another payment ({number}) already has this outside reference.",
    "payment.already_reversed": "This payment was reversed already.",
    "payment.reversed": "This payment was reversed; there is nothing to allocate.",
    "payment.reversal_too_early": "A payment cannot be reversed before its own day ({dated_on}).",
    "payment.why_missing": "Say why.",
    "payment.future_date": "The payment is dated {dated_on}, which is still to come. Post it all the same?",
}
