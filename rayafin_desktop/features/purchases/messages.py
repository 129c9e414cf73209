"""Sentences for what purchases refuse, ask and warn of."""

from __future__ import annotations

MESSAGES = {
    "bill.not_found": "This bill was not found.",
    "bill.stale": "Somebody changed this bill a moment ago. Look again before you save.",
    "bill.not_posted": "Only a posted bill can be voided, debited or paid.",
    "bill.over_settled": "Bill {number} has less open than this. Take the rest as an advance.",
}
