"""Trades: contracts between buyers and sellers, their lots, limits and brokerage."""

from __future__ import annotations

from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import EVERYONE

from .model import (
    BrokerageRate,
    Trade,
    TradeAmendment,
    TradeBrokerage,
    TradeCounter,
    TradeLimit,
    TradeLot,
    TradeShare,
)

FEATURE = Feature(
    name="trades",
    entities=(
        TradeCounter,
        BrokerageRate,
        Trade,
        TradeLimit,
        TradeLot,
        TradeBrokerage,
        TradeShare,
        TradeAmendment,
    ),
    grants={"trade.read": EVERYONE},
)
