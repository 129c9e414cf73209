"""Sentences for what recurring documents refuse."""

from __future__ import annotations

MESSAGES = {
    "recurring_template.not_found": "This recurring document was not found.",
    "recurring_template.stale": "Somebody changed this a moment ago. Look again before you save.",
    "recurring_occurrence.stale": "Somebody made these documents a moment ago. Look again.",
    "recurring.name_missing": "Give it a name by which you find it again.",
    "recurring.content_missing": "Say what document is to be repeated.",
    "recurring.not_an_invoice": "Only invoices are repeated.",
    "recurring.every": "This is a whole number between 1 and {limit}.",
    "recurring.day": "The day of the month is between 1 and 31; 31 is the last day.",
    "recurring.ends_before": "It would end before it begins.",
    "recurring.most": "The number of times is between 1 and {limit}.",
    "recurring.nothing_due": "Nothing more comes of {name}.",
}
