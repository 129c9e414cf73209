"""Claims: quality and weight that are not as the contract says, with deadlines, proposals, arbitration.

Promises that a claim past the contract's deadline says why it was taken, that test and weights stay as they
were when it was raised, and that what was agreed is what is credited or debited.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, BROKER, EVERYONE, OWNER, grant

from . import commands as c
from .checks import CHECKS
from .lookups import CLAIM_DELIVERIES, CLAIM_LOTS
from .messages import MESSAGES
from .model import Claim, ClaimStep
from .printing import CLAIM_PAPER
from .queries import CLAIM_ROWS, claim_detail, claim_facts, claim_steps
from .screens import SCREENS
from .settings import SETTINGS
from .settling import SettleClaim, settle_claim

FEATURE = Feature(
    name="claims",
    entities=(Claim, ClaimStep),
    commands=(
        handles(c.OpenClaim, c.open_claim),
        handles(c.AddClaimStep, c.add_claim_step),
        handles(c.ProposeSettlement, c.propose_settlement),
        handles(c.TakeToArbitration, c.take_to_arbitration),
        handles(SettleClaim, settle_claim),
    ),
    queries=(CLAIM_ROWS, CLAIM_DELIVERIES, CLAIM_LOTS),
    records={"claim_detail": claim_detail, "claim_steps": claim_steps, "claim_facts": claim_facts},
    screens=SCREENS,
    settings=SETTINGS,
    documents=(CLAIM_PAPER,),
    checks=CHECKS,
    grants={
        "claim.read": EVERYONE,
        "claim.save": grant(OWNER, ACCOUNTANT, BROKER),
        "claim.settle": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)
