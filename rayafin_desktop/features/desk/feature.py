"""The desk at a glance: statistics and registers over offers, contracts, deliveries and brokerage.

Promises that each figure is the sum of the rows it opens.
"""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .reports import REPORTS

FEATURE = Feature(name="desk", reports=REPORTS, grants={"desk.read": EVERYONE})
