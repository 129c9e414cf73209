"""Trades: contracts between buyers and sellers, their lots, limits and brokerage.

Promises that a contract says everything both sides must have agreed on, that its digest is that of what it
says, that no package of a lot is promised twice, and that state and balance follow from deliveries.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import contracts
from .messages import MESSAGES
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
from .queries import trade_detail
from .settings import SETTINGS

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
    commands=(handles(contracts.MakeTrade, contracts.make_trade_command),),
    records={"trade_detail": trade_detail},
    settings=SETTINGS,
    grants={
        "trade.read": EVERYONE,
        "trade.save": grant(OWNER, ACCOUNTANT, BROKER),
        "trade.confirm": grant(OWNER, ACCOUNTANT, BROKER),
        "trade.close": grant(OWNER, ACCOUNTANT, BROKER),
        "brokerage_rate.save": grant(OWNER, ACCOUNTANT, BROKER),
    },
    messages=MESSAGES,
)
