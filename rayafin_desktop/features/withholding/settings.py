"""How withheld tax is rounded."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

ROUND_TO_WHOLE: Setting[bool] = Setting(
    key="withholding.round_to_whole",
    default=True,
    label="Round withheld tax to the rupee",
    help="Tax withheld at source is rounded to the whole unit, half up.",
    section="Tax",
)
SETTINGS = (ROUND_TO_WHOLE,)
