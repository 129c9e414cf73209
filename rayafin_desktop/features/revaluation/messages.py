"""Sentences for what revaluing refuses."""

from __future__ import annotations

MESSAGES = {
    "revaluation.not_found": "This revaluation was not found.",
    "revaluation.stale": "Somebody changed this revaluation a moment ago. Look again.",
    "revaluation.exists": "{revalued_on} has been revalued already. Take that back first.",
    "revaluation.no_next_day": "A revaluation is reversed on the next day, and the calendar ends with this one.",
    "revaluation.nothing": "Nothing is open in a foreign currency at another rate than on {revalued_on}.",
    "revaluation.taken_back_already": "This revaluation has been taken back already.",
    "revaluation.reason_missing": "Say why it is taken back.",
}
