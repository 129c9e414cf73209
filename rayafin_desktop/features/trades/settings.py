"""How the trade desk numbers its papers, and what a contract asks about."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

OFFER_FORMAT: Setting[str] = Setting(
    key="trades.offer_format",
    default="OF/{fy}/{n:04}",
    label="Numbers of offers",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Trade desk",
)
TRADE_FORMAT: Setting[str] = Setting(
    key="trades.trade_format",
    default="CN/{fy}/{n:04}",
    label="Numbers of contracts",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Trade desk",
)
DELIVERY_FORMAT: Setting[str] = Setting(
    key="trades.delivery_format",
    default="DL/{fy}/{n:04}",
    label="Numbers of deliveries",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Trade desk",
)
CLAIM_FORMAT: Setting[str] = Setting(
    key="trades.claim_format",
    default="CL/{fy}/{n:04}",
    label="Numbers of claims",
    help="Written as a number series: {n:04} is the running number, {fy} the financial year.",
    section="Trade desk",
)
CONFIRM_HOURS: Setting[int] = Setting(
    key="trades.confirm_hours",
    default=24,
    label="Hours to confirm a contract",
    help="A contract note that a side has not confirmed for longer is shown as unconfirmed.",
    section="Trade desk",
)

SETTINGS = (OFFER_FORMAT, TRADE_FORMAT, DELIVERY_FORMAT, CLAIM_FORMAT, CONFIRM_HOURS)
