"""What the list of lots warns of."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

EXPIRING_DAYS: Setting[int] = Setting(
    key="lots.expiring_days",
    default=3,
    label="Days before a lot expires",
    help="A lot that may be offered for no longer than this shows under “Expiring”.",
    section="Trade desk",
)

SETTINGS = (EXPIRING_DAYS,)
