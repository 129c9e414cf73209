"""Commodities: what is traded, where, and on which clauses and allowances.

Promises that what was not said of a deal stays empty, that a place is never guessed, and that a weight or a
value of terms is worked out exactly and rounded once.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import commands as c
from . import contract_terms as t
from . import places as p
from . import seeding
from .checks import CHECKS
from .lists import LISTS, RECORDS
from .messages import MESSAGES
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
from .screens import SCREENS

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
    commands=(
        handles(c.SaveCommodity, c.save_commodity),
        handles(c.DeactivateCommodity, c.deactivate_commodity),
        handles(c.ReactivateCommodity, c.reactivate_commodity),
        handles(p.SaveLocation, p.save_location),
        handles(p.DeactivateLocation, p.deactivate_location),
        handles(p.ReactivateLocation, p.reactivate_location),
        handles(p.SaveFreightRate, p.save_freight_rate),
        handles(p.RemoveFreightRate, p.remove_freight_rate),
        handles(t.SaveTradeClause, t.save_trade_clause),
        handles(t.DeactivateTradeClause, t.deactivate_trade_clause),
        handles(t.ReactivateTradeClause, t.reactivate_trade_clause),
        handles(t.SaveAllowanceTable, t.save_allowance_table),
        handles(t.DeactivateAllowanceTable, t.deactivate_allowance_table),
        handles(t.ReactivateAllowanceTable, t.reactivate_allowance_table),
        handles(seeding.SeedTradeDesk, seeding.seed_trade_desk),
    ),
    queries=LISTS,
    records=RECORDS,
    screens=SCREENS,
    checks=CHECKS,
    grants={
        "commodity.read": EVERYONE,
        "commodity.save": grant(OWNER, ACCOUNTANT, BROKER),
    },
    messages=MESSAGES,
)
