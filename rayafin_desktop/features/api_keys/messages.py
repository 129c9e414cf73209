"""Sentences for what the keys' feature refuses."""

from __future__ import annotations

MESSAGES = {
    "api_key.not_found": "This key was not found.",
    "api_key.stale": "Somebody changed this key a moment ago. Look again before you save.",
    "api_key.name_missing": "Give the key a name: which program is it for?",
    "api_key.name_too_long": "The name is too long. At most 200 characters fit.",
    "api_key.days": "A key lasts 1 to {most} days.",
    "api_key.not_yours_to_give": "You cannot give a key the permission {permission}: you do not have it.",
    "api_key.nobody": "A key is made by a member of the company, in whose name it asks.",
    "api_key.too_many": "There are {most} keys already. Revoke those nobody needs.",
}
