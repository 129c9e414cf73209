"""Sentences for what contracts refuse and ask."""

from __future__ import annotations

MESSAGES = {
    "trade.not_found": "This contract was not found.",
    "trade.stale": "Somebody changed this contract a moment ago. Look again before you save.",
    "trade_counter.stale": "Another number was taken a moment ago. Try again.",
    "trade.format_invalid": "{template} is no format for numbers. Change it in the settings.",
    "trade.quantity_missing": "Say how much was agreed.",
    "trade.price_missing": "Say at which price.",
    "trade.basis_missing": "Say where the price holds: ex gin, delivered, FOB ...",
    "trade.payment_missing": "Say how the goods are paid.",
    "trade.delivery_missing": "Say when the goods are delivered, or until when.",
    "trade.parties_missing": "Choose a buyer or a seller. The one left out is your own firm.",
    "trade.same_party": "Buyer and seller must be two.",
    "trade.party_inactive": "{party} is not active any more.",
    "trade.party_blocked": "{party} is blocked.",
    "trade.allowances_of_other": "This table of allowances is of another commodity.",
    "trade.days_out_of_range": "Between 0 and 3650 days.",
    "trade.brokerage_twice": "Each side pays one brokerage.",
    "trade.brokerage_of_house": "This side is your own firm. It pays itself no brokerage.",
    "trade.brokerage_rate": "A rate is not below zero, and no more than 100 percent.",
    "trade.brokerage_unit_missing": "Say for which unit this is paid.",
    "trade.share_percent": "A share is more than 0 and at most 100 percent.",
    "trade.share_of_nobody": "Choose a party or a member, one of the two.",
    "trade.shares_over": "Sub-brokers of the {side}er get {total} percent together. At most 100 can be given.",
    "trade.limit_passed": "With this contract {party} has {after} open, more than its limit of {limit}. Go on?",
    "trade.packages_missing": "Say how many packages.",
    "trade.lot_of_other_commodity": "Lot {lot} is of another commodity.",
    "trade.lot_of_other_seller": "Lot {lot} is not the seller's.",
    "trade.lot_not_assigned": "This lot is not assigned to the contract.",
    "trade.lot_not_enough": "Only {left} packages of this lot are left to deliver under the contract.",
    "trade.not_running": "{number} is closed. Reopen it first.",
    "trade.not_delivered": "So much of {number} was not delivered.",
    "trade.over_delivered": "With this {delivered} {unit} of {number} are delivered; {quantity} with {tolerance} percent "
    "more or less were agreed. Go on?",
}
