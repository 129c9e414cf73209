"""Sentences for what approvals refuse."""

from __future__ import annotations

MESSAGES = {
    "approval.not_asked": "The limit of {limit} ({rule}) was set meanwhile. It was booked without an approval; look it over.",
    "approval.needed": "{amount} is above the limit of {limit} ({rule}): it waits for approval and is posted once "
    "somebody else has approved it.",
    "approval.nobody": "{amount} is above the limit of {limit} ({rule}), and nobody but you could approve it. "
    "Name another approver in the rule.",
    "approval.not_waitable": "{amount} is above the limit of {limit} ({rule}), and an import cannot wait for "
    "approval. Enter this document by itself.",
    "approval.own": "You asked for this yourself; somebody else must decide.",
    "approval.not_an_approver": "You are not among those who approve under the rule {rule}.",
    "approval.not_yours": "Only {maker}, who asked for it, can take it back.",
    "approval.not_pending": "Ticket {number} has been decided already.",
    "approval.expired": "Ticket {number} has expired. It must be asked for again.",
    "approval.already_given": "You have approved ticket {number} already; another approver is needed.",
    "approval.tampered": "Ticket {number} is not what was asked for: it was changed past the program. Refuse it.",
    "approval.maker_left": "{maker}, who asked for this, no longer works here. Enter it anew.",
    "approval.reason_missing": "Say why, so that who asked for it knows.",
    "approval.name_missing": "The rule needs a name.",
    "approval.subject_unknown": "{subject} is nothing a rule can be about.",
    "approval.limit_negative": "The limit is zero or more.",
    "approval.limit_too_fine": "The limit has more decimals than the currency.",
    "approval.approvers_out_of_range": "Between 1 and {most} people approve.",
    "approval.days_out_of_range": "A ticket waits between 1 and {most} days.",
    "approval.too_few_approvers": "{needed} must approve, but only {deciders} could. Tick another role or name "
    "somebody.",
    "approval_rule.not_found": "This rule was not found.",
    "approval_rule.stale": "Somebody changed this rule a moment ago. Look again before you save.",
    "ticket.not_found": "This ticket was not found.",
    "ticket.stale": "Somebody decided about this ticket a moment ago. Look again.",
}
