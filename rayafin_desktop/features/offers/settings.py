"""Until when an offer stands when nobody said so, and what the desk's clock shows."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

CLOSING_TIME: Setting[str] = Setting(
    key="offers.closing_time",
    default="17:00",
    label="Offers stand until",
    help="The time of day, as 17:00, up to which an offer of that day stands when it does not say otherwise.",
    section="Trade desk",
)
UTC_OFFSET: Setting[str] = Setting(
    key="offers.utc_offset",
    default="",
    label="The desk's clock",
    help="How far it is ahead of world time, as +05:30. Empty follows the company's country.",
    section="Trade desk",
)

SETTINGS = (CLOSING_TIME, UTC_OFFSET)
