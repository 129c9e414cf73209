"""Lots: goods that lie somewhere, their tests, and what of them is promised."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import Lot, LotTest, LotTestValue

FEATURE = Feature(
    name="lots",
    entities=(
        Lot,
        LotTest,
        LotTestValue,
    ),
    grants={"lot.read": EVERYONE},
)
