"""Commodities: what is traded, where, and on which clauses and allowances."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import (
    AllowanceStep,
    AllowanceTable,
    Commodity,
    CommodityParameter,
    CommodityVariety,
    FreightRate,
    Location,
    TradeClause,
)

FEATURE = Feature(
    name="commodities",
    entities=(
        Commodity,
        CommodityParameter,
        CommodityVariety,
        Location,
        FreightRate,
        TradeClause,
        AllowanceTable,
        AllowanceStep,
    ),
    grants={"commodity.read": EVERYONE},
)
