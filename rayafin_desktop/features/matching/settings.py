"""What waiting for money costs, and how small a part of what is wanted still matches."""

from __future__ import annotations

from decimal import Decimal

from rayafin_desktop.engine.settings import Setting

ANNUAL_PERCENT: Setting[Decimal] = Setting(
    key="matching.annual_percent",
    default=Decimal(15),
    label="Interest on days of credit",
    help="Percent a year. Prices at different terms of payment are compared with it.",
    section="Trade desk",
)
LEAST_PART_PERCENT: Setting[int] = Setting(
    key="matching.least_part_percent",
    default=20,
    label="Least part that matches",
    help="Percent. An offer of less than this part of what is wanted is no match; 100 wants the whole.",
    section="Trade desk",
)

SETTINGS = (ANNUAL_PERCENT, LEAST_PART_PERCENT)
