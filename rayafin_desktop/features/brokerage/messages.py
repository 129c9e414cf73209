"""Sentences for what brokerage refuses."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "brokerage_charge.not_found": "This charge was not found.",
    "brokerage_charge.stale": "Somebody changed this charge a moment ago. Look again before you bill it.",
    "brokerage.for_whom": "Choose a party or charges, not both.",
    "brokerage.not_due": "This charge is billed already, or was taken back.",
    "brokerage.nothing_due": "No brokerage is due here.",
    "brokerage.no_customer": "{name} is no customer, and brokerage is billed by an invoice. Tick that in its record.",
    "brokerage.credited_already": "Invoice {number} was credited by hand already; less is left of it than is to be taken back.",
    "brokerage.bill_not_found": "There is no brokerage bill {number}.",
    "brokerage.period_backwards": "The first day lies after the last.",
}
