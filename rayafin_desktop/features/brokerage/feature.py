"""Brokerage of contracts: charged by one formula, accrued, billed, and shared with sub-brokers.

Promises that the charges of a side always sum to one formula over the contract as it stands, that each says
why with its numbers, and that nothing is billed twice.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, EVERYONE, OWNER, grant

from ..billing.happenings import InvoiceReopened, InvoiceSettled, InvoiceVoided
from ..claims.happenings import ClaimSettled
from ..trades.happenings import (
    TradeAmended,
    TradeCancelled,
    TradeClosed,
    TradeDelivered,
    TradeDeliveryTakenBack,
    TradeMade,
    TradeReopened,
)
from . import commands as c
from . import reacting
from .checks import CHECKS
from .messages import MESSAGES
from .model import BrokerageCharge
from .printing import BROKERAGE_BILL
from .queries import BILL_ROWS, CHARGE_ROWS, OWING_PARTIES, brokerage_bill_lines, brokerage_steps
from .reports import BROKERAGE_EARNED, BROKERAGE_STATEMENT
from .screens import SCREENS
from .settings import SETTINGS

FEATURE = Feature(
    name="brokerage",
    entities=(BrokerageCharge,),
    commands=(
        handles(c.BillBrokerage, c.bill_brokerage),
        handles(c.BillCharge, c.bill_charge),
        handles(c.BillAllBrokerage, c.bill_all_brokerage),
    ),
    reactions=(
        reacts(TradeMade, reacting.on_trade_made),
        reacts(TradeAmended, reacting.on_trade_amended),
        reacts(TradeCancelled, reacting.on_trade_cancelled),
        reacts(TradeClosed, reacting.on_trade_closed),
        reacts(TradeReopened, reacting.on_trade_reopened),
        reacts(TradeDelivered, reacting.on_trade_delivered),
        reacts(TradeDeliveryTakenBack, reacting.on_delivery_taken_back),
        reacts(ClaimSettled, reacting.on_claim_settled),
        reacts(InvoiceSettled, reacting.on_invoice_settled),
        reacts(InvoiceReopened, reacting.on_invoice_reopened),
        reacts(InvoiceVoided, reacting.on_invoice_voided),
    ),
    queries=(CHARGE_ROWS, BILL_ROWS, OWING_PARTIES),
    records={"brokerage_steps": brokerage_steps, "brokerage_bill_lines": brokerage_bill_lines},
    screens=SCREENS,
    settings=SETTINGS,
    documents=(BROKERAGE_BILL,),
    reports=(BROKERAGE_STATEMENT, BROKERAGE_EARNED),
    checks=CHECKS,
    grants={"brokerage.read": EVERYONE, "brokerage.bill": grant(OWNER, ACCOUNTANT)},
    messages=MESSAGES,
)
