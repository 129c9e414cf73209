"""Disputes: documents a party does not agree with, beside what state they are in (rules.md 2.2).

Promises that a document has at most one open dispute, that lists show it and reminders leave it out, and
that how it ended is kept with who said what.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, CASHIER, EVERYONE, OWNER, grant

from ..claims.happenings import ClaimOpened, ClaimSettled
from . import claimed
from . import commands as c
from .checks import CHECKS
from .messages import MESSAGES
from .model import Dispute, DisputeNote
from .queries import DISPUTABLE_INVOICES, DISPUTE_ROWS, dispute_steps
from .screens import SCREENS

FEATURE = Feature(
    name="disputes",
    entities=(Dispute, DisputeNote),
    commands=(
        handles(c.OpenDispute, c.open_dispute),
        handles(c.AddDisputeNote, c.add_dispute_note),
        handles(c.SettleDispute, c.settle_dispute),
    ),
    reactions=(
        reacts(ClaimOpened, claimed.on_claim_opened),
        reacts(ClaimSettled, claimed.on_claim_settled),
    ),
    queries=(DISPUTE_ROWS, DISPUTABLE_INVOICES),
    records={"dispute_steps": dispute_steps},
    screens=SCREENS,
    checks=CHECKS,
    grants={
        "dispute.read": EVERYONE,
        "dispute.open": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
        "dispute.settle": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)
