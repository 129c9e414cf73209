"""What lots announce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rayafin_desktop.engine.work import Happening

from .model import Lot, LotTest


@dataclass(frozen=True, kw_only=True)
class LotTested(Happening):
    """A lot's test was entered or corrected; `is_latest` says whether it is the one that counts now."""

    lot: Lot
    test: LotTest
    values: Mapping[str, Decimal]
    is_latest: bool


@dataclass(frozen=True, kw_only=True)
class LotTestWithdrawn(Happening):
    """A test counts no longer; the one before it does, if there is one."""

    lot: Lot
    test: LotTest
