"""How long somebody stays signed in, as each company has it.

The defaults follow OWASP ASVS 5.0 V7.3 and NIST SP 800-63B: half an hour without a sign of life, twelve hours
in all.
"""

from __future__ import annotations

from enum import StrEnum

from rayafin_desktop.engine.settings import Setting

SESSION_IDLE: Setting[int] = Setting(
    key="security.session_idle_minutes",
    default=30,
    label="Sign-in ends when idle for",
    help="Minutes without a sign of life, 5 to 1440. After them one signs in again.",
    section="Security",
)

SESSION_HOURS: Setting[int] = Setting(
    key="security.session_hours",
    default=12,
    label="Sign-in ends after",
    help="Hours after which everybody signs in again, busy or not, 1 to 24.",
    section="Security",
)


class Requires(StrEnum):
    """Who must have a second factor."""

    NOBODY = "nobody"
    OWNERS = "owners"
    EVERYBODY = "everybody"


SECOND_FACTOR: Setting[Requires] = Setting(
    key="security.second_factor",
    default=Requires.NOBODY,
    label="Second factor is required of",
    help="Who must have an authenticator app. Nobody of them can take his away.",
    section="Security",
    choices=((Requires.NOBODY, "Nobody"), (Requires.OWNERS, "Owners"), (Requires.EVERYBODY, "Everybody")),
)

PROVE_MINUTES: Setting[int] = Setting(
    key="security.prove_minutes",
    default=15,
    label="Ask for the password again after",
    help="Minutes until voiding, unlocking and changing users ask for it once more; 0 is never.",
    section="Security",
)

SETTINGS = (SESSION_IDLE, SESSION_HOURS, SECOND_FACTOR, PROVE_MINUTES)
