"""The tone of the states that many lists share."""

from __future__ import annotations

from rayafin_desktop.engine.screens import Choice, Tone

_TONES: dict[str, Tone] = {
    "draft": "neutral", "posted": "info", "unpaid": "info", "partial": "warn", "part paid": "warn",
    "part_paid": "warn", "partly_paid": "warn", "paid": "pos", "overdue": "neg", "void": "muted",
    "open": "info", "closed": "muted",
    "active": "pos", "inactive": "muted", "firm": "pos", "countered": "warn", "matched": "teal",
    "pending": "warn", "expired": "muted", "balanced": "pos", "sent": "info", "tested": "teal",
    "new": "accent", "approved": "pos", "refused": "neg", "accepted": "pos", "settled": "pos",
    "earned": "info", "reversed": "muted", "applied": "pos", "failed": "neg",
}  # fmt: skip


def tone_of(value: str, choices: tuple[Choice, ...] = ()) -> Tone:
    """The tone of a state: what its list says, else the house's habit, else neutral."""
    for choice in choices:
        if choice.value == value:
            return choice.tone if choice.tone != "neutral" else _TONES.get(value.lower(), "neutral")
    return _TONES.get(value.lower(), "neutral")
