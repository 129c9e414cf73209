"""Sentences for what orders refuse and ask."""

from __future__ import annotations

MESSAGES = {
    "sales_order.not_found": "This quote or order was not found.",
    "sales_order.stale": "Somebody changed this a moment ago. Look again before you save.",
    "order_counter.stale": "Another number was taken a moment ago. Try again.",
    "order_draw.stale": "Somebody invoiced this order a moment ago. Look again.",
    "order.format_invalid": "{template} is no format for numbers. Change it in the settings.",
    "order.kind_is_fixed": "A quote stays a quote. Make an order of it instead.",
    "order.wrong_kind": "This is no {kind}.",
    "order.not_open": "Something was invoiced of it, or it is closed: it cannot be changed any more.",
    "order.customer_is_fixed": "The customer of an order that was taken on stays. Close it and make another.",
    "order.no_such_step": "{number} is not in a state from which this is possible.",
    "order.not_a_draft": "{number} has a number and is not deleted. Decline or close it.",
    "order.reason_missing": "Say why. The reason stays with the order.",
    "order.nothing_to_invoice": "Nothing of {number} is left to be invoiced.",
    "order.how_many": "Choose at least one order, and at most {limit}.",
    "order.differs": "{number} and {other} differ in {what} and cannot share an invoice.",
    "order.no_such_line": "Line {line_no} is not on the order, or is named twice.",
    "order.more_than_remains": "Only {remaining} of this line are left to be invoiced.",
    "order.line_not_found": "The order this line was made of is not there.",
    "order.over_invoiced": "Line {line} of order {number} has {ordered}; with this invoice {invoiced} are invoiced. Post "
    "it anyway?",
    "quote.expired": "The quote held until {day}. Make an order of it anyway?",
    "quote.ordered": "The quote has become order {number}.",
}
