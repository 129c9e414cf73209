"""Trades: contracts between buyers and sellers, their lots, limits and brokerage.

Promises that a contract says everything both sides must have agreed on, that its digest is that of what it
says, that no package of a lot is promised twice, and that state and balance follow from deliveries.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from ..lots.happenings import LotTested
from ..payments.happenings import NumberRefused
from . import amending, confirming, contracts, ending, entered, judging, lot_lines, numbers, rates
from .checks import CHECKS
from .lists import TRADE_LOOKUP, TRADE_ROWS
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
from .printing import DOCUMENTS
from .queries import trade_detail, trade_lot_rows
from .screens import SCREENS
from .settings import SETTINGS
from .steps import trade_steps

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
    commands=(
        handles(contracts.MakeTrade, contracts.make_trade_command),
        handles(amending.AmendTrade, amending.amend_trade),
        handles(entered.ReviseTrade, entered.revise_trade),
        handles(confirming.ConfirmTrade, confirming.confirm_trade),
        handles(confirming.TakeBackConfirmation, confirming.take_back_confirmation),
        handles(confirming.SendTradeNote, confirming.send_trade_note),
        handles(judging.AssignLots, judging.assign_lots),
        handles(lot_lines.ReleaseLot, lot_lines.release_lot),
        handles(judging.JudgeLot, judging.judge_lot),
        handles(judging.TakeLot, judging.take_lot),
        handles(judging.RejectLot, judging.reject_lot),
        handles(ending.CloseTrade, ending.close_trade),
        handles(ending.CancelTrade, ending.cancel_trade),
        handles(ending.DefaultTrade, ending.default_trade),
        handles(ending.ReopenTrade, ending.reopen_trade),
        handles(rates.SaveBrokerageRate, rates.save_brokerage_rate),
    ),
    reactions=(
        reacts(LotTested, judging.on_lot_tested),
        reacts(NumberRefused, numbers.on_number_refused),
    ),
    queries=(TRADE_ROWS, TRADE_LOOKUP, rates.BROKERAGE_RATE_ROWS),
    records={
        "trade_detail": trade_detail,
        "trade_content": entered.entered_content,
        "trade_lot_rows": trade_lot_rows,
        "trade_steps": trade_steps,
    },
    screens=SCREENS,
    settings=SETTINGS,
    documents=DOCUMENTS,
    checks=CHECKS,
    grants={
        "trade.read": EVERYONE,
        "trade.save": grant(OWNER, ACCOUNTANT, BROKER),
        "trade.confirm": grant(OWNER, ACCOUNTANT, BROKER),
        "trade.close": grant(OWNER, ACCOUNTANT, BROKER),
        "brokerage_rate.save": grant(OWNER, ACCOUNTANT, BROKER),
    },
    messages=MESSAGES,
)
