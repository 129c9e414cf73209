"""Sentences for the refusals of exporting and erasing personal data."""

from __future__ import annotations

MESSAGES = {
    "privacy.final": "This erases what the book knows of {who} and cannot be undone, not even from the audit log. {kept} documents keep what tax law demands. Export the data first if the person asked for it.",
    "privacy.open_balance": "There is still something open with {who}. Settle or write it off first: until then you need to know who it is.",
    "privacy.user_active": "{who} is still a member of a company of this book. Take the membership away first.",
    "privacy.waiting": "Something about {who} waits for approval. Have it decided first.",
    "privacy.no_party": "There is no party with the code {code}.",
    "erasure.not_found": "This erasure was not found.",
    "erasure.stale": "Somebody changed this erasure a moment ago. Look again before you save.",
}
