"""Which days count for a claim, and how long settling one may take."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

HOLIDAYS: Setting[str] = Setting(
    key="claims.holidays",
    default="",
    label="Holidays of the trade",
    help="Days that are no working days beside Sundays, as 2027-01-26, parted by commas.",
    section="Claims",
)
SATURDAYS_OFF: Setting[bool] = Setting(
    key="claims.saturdays_off",
    default=False,
    label="Saturdays are no working days",
    help="They do not count for the days in which a claim can be raised or has to be settled.",
    section="Claims",
)
SETTLE_DAYS: Setting[int] = Setting(
    key="claims.settle_days",
    default=15,
    label="Working days to settle a claim",
    help="After these a claim is overdue, unless another day is agreed for it.",
    section="Claims",
)

SETTINGS = (HOLIDAYS, SATURDAYS_OFF, SETTLE_DAYS)
