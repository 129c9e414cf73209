"""What a person reads when a commission is refused."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "commission_rate.negative": "A rate is zero or more.",
    "commission_rate.over_hundred": "A commission of {rate} percent is more than the whole amount.",
    "commission_rate.too_fine": "A rate has at most {decimals} decimals.",
    "commission_share.out_of_range": "A share is between 0 and 100 percent.",
    "commission_share.over_hundred": "The shares together are {total} percent; there are only 100.",
    "commission_plan.name_missing": "Give the plan a name.",
    "commission_plan.member_has_one": "There is a plan for the same already that says no goods and no customer. Change that one, or give one of them a priority.",
    "commission_plan.one_beneficiary": "A plan pays a member or a party, not both.",
    "commission_plan.member_pays": "Members are paid commission; brokerage comes from customers and sellers.",
    "commission_plan.seller_missing": "Choose the seller who pays the brokerage.",
    "commission_plan.buyer_is_customer": "The buyer is the customer of each invoice; choose nobody here.",
    "commission_plan.unit_unused": "Only a plan by quantity has a unit.",
    "commission_plan.unit_unknown": "Choose one of the company's units.",
    "commission_tier.not_rising": "Each tier begins above the one before it, the first above zero.",
    "commission_tier.of_lump": "A lump sum has no tiers.",
    "commission_target.empty": "Say which item, HSN or customer.",
    "commission_share.whose": "A share belongs to one member or one party.",
    "commission_share.twice": "Everybody stands once in a plan.",
    "commission_plan.not_found": "This plan was not found.",
    "commission.cost_missing": "Line {line}: {item} has no cost price, and its commission counts the margin.",
    "commission_entry.not_found": "This commission was not found.",
    "commission.not_earned": "A commission that is {status} cannot be approved.",
    "commission.own_approval": "Somebody else has to approve your own commission.",
    "commission.nothing_approved": "No approved commission in {currency} waits to be settled.",
    "commission.nothing_to_pay": "What was taken back is more than what was earned in {currency}. It is kept for the next settlement.",
    "commission.no_account": "Choose the cash or bank account the money leaves.",
    "commission.too_many_decimals": "The amount has more decimals than the currency has.",
    "commission.withheld_out_of_range": "The tax withheld is zero or more, and less than the settlement.",
    "commission.rate_missing": "Enter the exchange rate of the day.",
    "commission.why_missing": "Say why.",
    "commission_settlement.not_found": "This settlement was not found.",
    "commission_settlement.not_open": "This settlement was paid or cancelled already.",
    "commission_settlement.paid_too_early": "A settlement cannot be paid before its own day.",
}
