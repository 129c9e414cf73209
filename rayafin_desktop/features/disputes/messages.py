"""Sentences for what disputes refuse."""

from __future__ import annotations

MESSAGES = {
    "dispute.not_found": "This dispute was not found.",
    "dispute.stale": "Somebody changed this dispute a moment ago. Look again before you save.",
    "dispute.no_document": "Documents of the kind {kind} cannot be disputed.",
    "dispute.not_posted": "Only a posted invoice or bill can be disputed.",
    "dispute.amount_out_of_range": "The disputed amount is more than zero and at most the total of {number}.",
    "dispute.amount_too_fine": "The amount has more decimals than the currency.",
    "dispute.proposal_negative": "A proposal is zero or more.",
    "dispute.due_passed": "This day has passed. Choose today or later.",
    "dispute.already_open": "{number} is disputed already. Add a note to that dispute.",
    "dispute.text_missing": "Write what was said.",
    "dispute.settled_already": "Dispute {number} has been settled already.",
    "dispute.no_credit_note_here": "A credit note belongs to the outcome “credit note” only.",
    "dispute.credit_note_missing": "Which credit note was agreed? Post it first, then give its number.",
    "dispute.credit_note_unknown": "There is no posted credit note {number} for this party.",
}
