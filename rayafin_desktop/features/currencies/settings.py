"""How long a rate stands for the days after it."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

KEEPS_DAYS: Setting[int] = Setting(
    key="currencies.rate_keeps_days",
    default=7,
    label="A rate is good for",
    help="Days after its own for which an exchange rate is used, over week-ends and holidays. Older ones "
    "count as missing, and a document then needs a rate of its own.",
    section="Currencies",
)

SETTINGS = (KEEPS_DAYS,)
