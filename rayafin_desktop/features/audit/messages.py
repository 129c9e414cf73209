"""Sentences for what the audit feature refuses."""

from __future__ import annotations

MESSAGES = {
    "audit.not_found": "There is no entry {n} in the audit log.",
    "audit.immutable": "The audit log cannot be changed.",
}
