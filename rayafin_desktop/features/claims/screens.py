"""Claims in the window: the list by deadline, with facts and history beside it, and the forms."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    PeekSection,
    Stat,
    Tab,
)

from ..commodities.rules import Side
from .commands import AddClaimStep, OpenClaim, ProposeSettlement, TakeToArbitration
from .model import ClaimKind, ClaimState, Resolution
from .queries import OPEN, OVERDUE, SOON
from .settling import SettleClaim

KINDS = (
    Choice(value=ClaimKind.QUALITY, label="Quality"),
    Choice(value=ClaimKind.WEIGHT, label="Weight"),
    Choice(value=ClaimKind.LATE, label="Late delivery"),
    Choice(value=ClaimKind.OTHER, label="Something else"),
)
SIDES = (Choice(value=Side.BUY, label="Buyer"), Choice(value=Side.SELL, label="Seller"))
RESOLUTIONS = (
    Choice(value=Resolution.ALLOWANCE, label="Allowance", tone="pos"),
    Choice(value=Resolution.INVOICE_BACK, label="Invoiced back", tone="orange"),
    Choice(value=Resolution.WITHDRAWN, label="Withdrawn", tone="muted"),
)
STATES = (
    Choice(value=OPEN, label="Open", tone="info"),
    Choice(value=SOON, label="Due soon", tone="warn"),
    Choice(value=OVERDUE, label="Overdue", tone="neg"),
    Choice(value=ClaimState.ARBITRATION, label="In arbitration", tone="orange"),
    *RESOLUTIONS,
)

_TRADE = Column(key="trade_number", title="Contract", kind="code", width=130, sortable=False, priority=8)
_KIND = Column(key="kind", title="About", width=110, sortable=False, choices=KINDS, priority=7)
_LORRY = Column(key="lorry_no", title="Lorry", kind="code", width=120, sortable=False, priority=3)
_LOT = Column(key="lot_no", title="Lot", kind="code", width=90, sortable=False, priority=3)
_AGAINST = Column(key="against_name", title="Against", kind="party", width=170, sortable=False, priority=5,
                  empty="us")  # fmt: skip
_DEADLINE = Column(key="deadline_on", title="Claims until", kind="date", width=110, sortable=False,
                   priority=2)  # fmt: skip
_DUE = Column(key="due_on", title="Settle by", kind="date", width=110, sortable=False, alarm="is_overdue",
              priority=9)  # fmt: skip
_CLAIMED = Column(key="claimed_minor", title="Claimed", kind="money", width=130, sortable=False,
                  currency="currency", priority=10)  # fmt: skip
_PROPOSED = Column(key="proposed_minor", title="Proposed", kind="money", width=120, sortable=False,
                   currency="currency", priority=4)  # fmt: skip
_STATE = Column(key="state", title="Status", kind="status", width=120, sortable=False, choices=STATES,
                priority=9)  # fmt: skip

CLAIMS = ListScreen(
    key="claims",
    title="Claims",
    one="claim",
    many="claims",
    icon="gavel",
    query="claims",
    columns=(
        Column(key="number", title="No.", kind="code", width=120, priority=8),
        Column(key="opened_on", title="Raised", kind="date", width=110, priority=4),
        Column(key="party_name", title="Claimed by", kind="party", width=190, stretch=True, sortable=False,
               empty="us"),
        _AGAINST, _TRADE, _KIND, _LORRY, _LOT, _DEADLINE, _DUE, _CLAIMED, _PROPOSED, _STATE,
    ),
    nav_group="Trade desk",
    nav_order=70,
    permission="claim.read",
    kinds=("claim",),
    order="opened_on",
    descending=True,
    title_key="number",
    amount_key="claimed_minor",
    status_key="state",
    muted="is_settled",
    opens="claim.page",
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="soon", label="Due in 3 days"),
        Tab(key="overdue", label="Overdue"),
        Tab(key="arbitration", label="In arbitration"),
        Tab(key="settled", label="Settled", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="open_minor", label="Claimed and open", tone="warn", count="open_count", noun="claims",
             opens_tab="open"),
        Stat(key="soon_minor", label="Due in 3 days", tone="orange", count="soon_count", noun="claims",
             opens_tab="soon"),
        Stat(key="overdue_minor", label="Past the deadline", tone="neg", count="overdue_count",
             noun="claims", opens_tab="overdue"),
        Stat(key="arbitration_minor", label="In arbitration", count="arbitration_count", noun="claims",
             opens_tab="arbitration"),
    ),
    badge="open_count",
    search="Claim, contract, party, lorry or lot",
    actions=(
        Action(key="new", label="New claim", icon="plus", primary=True, scope="page", opens="claims.edit",
               permission="claim.save"),
        Action(key="settle", label="Settle", icon="handshake", primary=True, opens="claims.settle",
               permission="claim.settle", when="is_open"),
        Action(key="propose", label="Propose an amount", icon="hand-coins", opens="claims.propose",
               permission="claim.save", when="is_open"),
        Action(key="note", label="Add note", icon="message-square", opens="claims.note",
               permission="claim.save", when="is_open"),
        Action(key="arbitration", label="Take to arbitration", icon="scale", opens="claims.arbitration",
               permission="claim.save", when="is_talked_over"),
    ),
    peek=(
        PeekSection(
            title="Claim",
            columns=(
                _TRADE, _KIND, _LORRY, _LOT, _AGAINST,
                Column(key="text", title="What is claimed"),
                Column(key="opened_on", title="Raised", kind="date"),
                _DEADLINE, _DUE, _PROPOSED,
                Column(key="agreed_minor", title="Agreed", kind="money", currency="currency"),
                Column(key="arbitration_body", title="Arbitration"),
                Column(key="arbitration_no", title="Case", kind="code"),
                Column(key="paper_number", title="Credit or debit note", kind="code"),
                Column(key="outcome", title="Outcome"),
            ),
        ),
        PeekSection(title="Test and weights", kind="text", query="claim_facts", by="id"),
        PeekSection(title="Activity", kind="timeline", query="claim_steps", by="id"),
    ),
    empty=EmptyState(
        title="No claims",
        text="When a lorry comes short or a lot misses its limits, raise the claim here: the contract's "
        "deadline is counted from the delivery and the test is kept as it was.",
        action="new",
    ),
)  # fmt: skip

CLAIM_FORM = FormScreen(
    key="claims.edit",
    noun="claim",
    icon="gavel",
    create=OpenClaim,
    permission="claim.save",
    title_key="",
    fields=(
        Field(key="trade_id", label="Contract", kind="lookup", lookup="trade_lookup", span=12, required=True),
        Field(key="delivery_id", label="Delivery", kind="lookup", lookup="claim_deliveries", span=6,
              help="The lorry the claim is about; its days count from its delivery."),
        Field(key="lot_id", label="Lot", kind="lookup", lookup="claim_lots", span=6,
              help="The lot whose latest test is held against the contract's limits."),
        Field(key="kind", label="About", kind="choice", choices=KINDS, span=4, required=True,
              default=ClaimKind.QUALITY),
        Field(key="side", label="Claimed by", kind="choice", choices=SIDES, span=4, required=True,
              default=Side.BUY),
        Field(key="amount", label="Amount", kind="money", span=4,
              help="Without tax. Empty for what the test or the weights come to by the contract."),
        Field(key="opened_on", label="Raised", kind="date", span=4, help="Empty for today."),
        Field(key="due_on", label="Settle by", kind="date", span=4,
              help="Empty for the days of the settings."),
        Field(key="text", label="What is claimed", kind="long", span=12),
        Field(key="late_reason", label="Why it comes late", span=12,
              help="Needed past the contract's deadline for claims."),
    ),
)  # fmt: skip

_SHOWN = (
    Field(key="number", label="Claim number", kind="code", span=4, read_only=True),
    Field(key="trade_number", label="Contract", kind="code", span=4, read_only=True),
    Field(key="party_name", label="Claimed by", span=4, read_only=True),
)

NOTE_FORM = FormScreen(
    key="claims.note",
    noun="note",
    icon="message-square",
    change=AddClaimStep,
    load="claims",
    identity="claim_id",
    permission="claim.save",
    title_key="number",
    fields=(
        *_SHOWN,
        Field(key="text", label="What was said", kind="long", span=12, required=True),
        Field(key="due_on", label="Settle by", kind="date", span=6),
    ),
)
PROPOSE_FORM = FormScreen(
    key="claims.propose",
    noun="proposal",
    icon="hand-coins",
    change=ProposeSettlement,
    load="claims",
    identity="claim_id",
    permission="claim.save",
    title_key="number",
    fields=(
        *_SHOWN,
        Field(key="side", label="Proposed by", kind="choice", choices=SIDES, span=6, required=True),
        Field(key="amount", label="Amount", kind="money", span=6, required=True, help="Without tax."),
        Field(key="text", label="What was said", kind="long", span=12),
        Field(key="due_on", label="Settle by", kind="date", span=6),
    ),
)
ARBITRATION_FORM = FormScreen(
    key="claims.arbitration",
    noun="arbitration",
    icon="scale",
    change=TakeToArbitration,
    load="claims",
    identity="claim_id",
    permission="claim.save",
    title_key="number",
    fields=(
        *_SHOWN,
        Field(key="body", label="Arbitration body", span=8, help="Empty for the one the contract names."),
        Field(key="case_no", label="Case", kind="code", span=4),
        Field(key="on", label="Day", kind="date", span=6, help="Empty for today."),
        Field(key="due_on", label="Settle by", kind="date", span=6),
        Field(key="text", label="What was said", kind="long", span=12),
    ),
)
SETTLE_FORM = FormScreen(
    key="claims.settle",
    noun="claim",
    icon="handshake",
    change=SettleClaim,
    load="claims",
    identity="claim_id",
    permission="claim.settle",
    title_key="number",
    fields=(
        *_SHOWN,
        Field(key="resolution", label="Outcome", kind="choice", choices=RESOLUTIONS, span=6, required=True),
        Field(key="amount", label="Agreed allowance", kind="money", span=6,
              help="Without tax; empty for the latest proposal. On a sale or purchase of our own a credit "
              "or debit note is posted."),
        Field(key="market_price", label="Market price", kind="rate", span=6,
              help="To invoice back: what the goods cost per price unit of the contract on that day."),
        Field(key="on", label="Day", kind="date", span=6, help="Empty for today."),
        Field(key="outcome", label="What was agreed", kind="long", span=12),
    ),
)  # fmt: skip

SCREENS = (CLAIMS, CLAIM_FORM, NOTE_FORM, PROPOSE_FORM, ARBITRATION_FORM, SETTLE_FORM)
