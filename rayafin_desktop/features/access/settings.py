"""How long somebody stays signed in, as each company has it.

The defaults follow OWASP ASVS 5.0 V7.3 and NIST SP 800-63B: half an hour without a sign of life, twelve hours
in all.
"""

from __future__ import annotations

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

SETTINGS = (SESSION_IDLE, SESSION_HOURS)
