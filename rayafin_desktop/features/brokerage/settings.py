"""How brokerage of contracts is reckoned and shared; its tax code and service code are commissions' own."""

from __future__ import annotations

from rayafin_desktop.engine.settings import Setting

from ..commissions.rules import Trigger

COUNTS_ALLOWANCES: Setting[bool] = Setting(
    key="brokerage.counts_allowances",
    default=False,
    label="Brokerage follows allowances",
    help="Allowances for quality, and what a claim is settled for, lower the value brokerage is reckoned on. "
    "Contracts that have a charge already keep what they began with.",
    section="Brokerage",
)
SHARE_TRIGGER: Setting[Trigger] = Setting(
    key="brokerage.share_trigger",
    default=Trigger.PAYMENT_PRORATA,
    label="A sub-broker has earned his share",
    help="Bills that are posted already keep what held for them.",
    section="Brokerage",
    choices=(
        (Trigger.PAYMENT_PRORATA, "With each payment of the brokerage bill, in proportion"),
        (Trigger.PAID_FULL, "When the brokerage bill is paid in full"),
        (Trigger.POST, "When the brokerage bill is posted; payable once it is paid"),
    ),
)

SETTINGS = (COUNTS_ALLOWANCES, SHARE_TRIGGER)
