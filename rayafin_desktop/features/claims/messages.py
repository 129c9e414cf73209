"""Sentences for what claims refuse and ask."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "claim.not_found": "This claim was not found.",
    "claim.stale": "Somebody changed this claim a moment ago. Look again before you save.",
    "claim.other_delivery": "{number} is no delivery of this contract, or it was taken back.",
    "claim.amount_missing": "Enter the amount: neither test nor slips say what this claim comes to.",
    "claim.amount_not_positive": "A claim is for more than nothing.",
    "claim.amount_too_fine": "The amount has more decimals than the currency.",
    "claim.proposal_negative": "A proposal is zero or more.",
    "claim.in_future": "A claim is dated today or earlier.",
    "claim.late_reason_missing": "The contract allows claims until {deadline}. Say why this one may come later.",
    "claim.late": "The contract allowed claims until {deadline}. Take it all the same?",
    "claim.due_before": "A claim cannot be due before it was raised.",
    "claim.due_passed": "This day has passed. Choose today or later.",
    "claim.text_missing": "Write what was said.",
    "claim.in_arbitration": "Claim {number} is in arbitration already.",
    "claim.body_missing": "Name the arbitration body; the contract names none.",
    "claim.arbitration_day": "The day lies between the day of the claim and today.",
    "claim.settled_already": "Claim {number} has been settled already.",
    "claim.settled_day": "A claim is settled between the day it was raised and today.",
    "claim.agreed_missing": "Enter the agreed allowance; nothing was proposed yet.",
    "claim.no_amount_here": "Only an allowance has an amount.",
    "claim.trade_over": "Contract {number} does not run any more; there is no balance to invoice back.",
    "claim.market_price_missing": "Enter the market's price: the balance is invoiced back at it.",
    "claim.not_invoiced": "Name the delivery and invoice it first: the allowance under {number} is credited there.",
    "claim.not_billed": "Name the delivery and enter its bill first: the allowance under {number} is debited there.",
    "claim.more_than_invoiced": "The allowance is more than what is left of the invoice or bill.",
    "claim.holidays_unreadable": "{day} in the setting for holidays is no day. Write days as 2027-01-26.",
}
