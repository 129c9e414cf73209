"""What the desk calls sides, bases, payments and states; stored value to English key and tone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice, Tone

BASES = (
    Choice(value="EX_GIN", label="Ex gin"),
    Choice(value="EX_WAREHOUSE", label="Ex warehouse"),
    Choice(value="EX_PLANT", label="Ex plant"),
    Choice(value="FOR", label="FOR"),
    Choice(value="DELIVERED", label="Delivered"),
    Choice(value="SPOT", label="Spot"),
    Choice(value="FOB", label="FOB"),
    Choice(value="CIF", label="CIF"),
    Choice(value="CNF", label="CNF"),
    Choice(value="CPT", label="CPT"),
    Choice(value="ICE", label="On call ICE"),
)
PAYMENTS = (
    Choice(value="CREDIT", label="On credit"),
    Choice(value="SPOT", label="Spot payment"),
    Choice(value="CASH", label="Cash"),
    Choice(value="ADVANCE", label="In advance"),
    Choice(value="LC", label="Letter of credit"),
    Choice(value="BG", label="Bank guarantee"),
    Choice(value="CAD", label="Cash against documents"),
    Choice(value="DP", label="Documents against payment"),
    Choice(value="DA", label="Documents against acceptance"),
    Choice(value="TT", label="Telegraphic transfer"),
)
TAX_TERMS = (Choice(value="PLUS_GST", label="Plus GST"), Choice(value="INCL_GST", label="GST included"))
PRICE_TYPES = (
    Choice(value="FIRM", label="Firm"),
    Choice(value="LAST", label="Last price"),
    Choice(value="NETT", label="Nett"),
    Choice(value="ON_CALL", label="On call"),
)
KINDS = (
    Choice(value="SELL_OFFER", label="Sell offer", tone="pos"),
    Choice(value="BUY_OFFER", label="Buy offer", tone="info"),
    Choice(value="BID", label="Bid", tone="info"),
    Choice(value="BUY_ENQUIRY", label="Enquiry to buy", tone="teal"),
    Choice(value="SELL_ENQUIRY", label="Enquiry to sell", tone="teal"),
    Choice(value="COUNTER", label="Counter", tone="orange"),
    Choice(value="DEAL", label="Deal", tone="accent"),
    Choice(value="REJECTION", label="Rejection", tone="neg"),
    Choice(value="WITHDRAWAL", label="Withdrawal", tone="neg"),
    Choice(value="TEST_REPORT", label="Test report", tone="neutral"),
    Choice(value="PRICE_INFO", label="Price information", tone="neutral"),
)
OFFER_STATES: Mapping[str, tuple[str, Tone]] = {
    "OPEN": ("Open", "info"),
    "FIRM": ("Firm", "pos"),
    "COUNTERED": ("Countered", "warn"),
    "AGREED": ("Agreed", "teal"),
    "REJECTED": ("Rejected", "neg"),
    "WITHDRAWN": ("Withdrawn", "muted"),
    "EXPIRED": ("Expired", "muted"),
}
TRADE_STATES: Mapping[str, tuple[str, Tone]] = {
    "OPEN": ("Open", "info"),
    "PART_DELIVERED": ("Partly delivered", "warn"),
    "DELIVERED": ("Delivered", "teal"),
    "CLOSED": ("Closed", "pos"),
    "CANCELLED": ("Cancelled", "muted"),
    "DEFAULTED": ("Defaulted", "neg"),
}
LOT_RESULTS: Mapping[str, tuple[str, Tone]] = {
    "UNTESTED": ("Not tested", "neutral"),
    "PASSED": ("Passed", "pos"),
    "ALLOWANCE": ("With allowance", "warn"),
    "FAILED": ("Failed", "neg"),
}


def spoken(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices in the window's language."""
    return tuple(replace(one, label=tr(one.label)) for one in choices)


def label_of(choices: tuple[Choice, ...], value: object) -> str:
    """What a stored value is called; empty for none."""
    return next((tr(one.label) for one in choices if one.value == str(value)), "")


def tone_of(choices: tuple[Choice, ...], value: object) -> Tone:
    """The tone of a stored value."""
    return next((one.tone for one in choices if one.value == str(value)), "neutral")


def state_of(states: Mapping[str, tuple[str, Tone]], value: object) -> tuple[str, Tone]:
    """The word and the tone of a state."""
    label, tone = states.get(str(value), (str(value).replace("_", " ").capitalize(), "neutral"))
    return tr(label), tone
