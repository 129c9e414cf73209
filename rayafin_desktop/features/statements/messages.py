"""Sentences of the statements feature."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "statement.backwards": "The period ends before it begins. Exchange the two days.",
    "reminder.party_missing": "Say who is reminded: a customer, or one of the invoices.",
    "reminder.not_overdue": "This invoice is not overdue, or is disputed. Take it off the reminder.",
    "reminder.nothing_overdue": "This customer has nothing overdue that can be reminded of.",
    "reminder.nobody_due": "Nobody is due for a reminder now.",
    "reminder.future_date": "A reminder cannot have been sent on a day to come.",
    "reminder.not_found": "There is no reminder {number}.",
    "reminder.none_on_day": "No reminder was recorded for {day}. Write the day as 2026-11-30, or today.",
}
