"""Commissions in the window: entries to approve, settlements to pay, plans to set."""

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

from .commands import ApproveCommission, CancelCommissionSettlement, PayCommissionSettlement
from .model import Cause, Payer, Seat, SettlementStatus
from .periods import Period
from .positions import NOT_ANNOUNCED
from .rules import Basis, Status, TierBy, TierMode, Trigger

STATUSES = (
    Choice(value=Status.PENDING, label="Expected", tone="muted"),
    Choice(value=Status.EARNED, label="Earned", tone="info"),
    Choice(value=Status.APPROVED, label="Approved", tone="accent"),
    Choice(value=Status.SETTLED, label="In settlement", tone="warn"),
    Choice(value=Status.PAID, label="Paid", tone="pos"),
    Choice(value=Status.REVERSED, label="Taken back", tone="neg"),
)
CAUSES = (
    Choice(value=Cause.SETTLED, label="Payment"),
    Choice(value=Cause.REOPENED, label="Payment taken back"),
    Choice(value=Cause.POSTED, label="Invoice posted"),
    Choice(value=Cause.CREDITED, label="Credit note"),
    Choice(value=Cause.VOIDED, label="Voided"),
)
SETTLEMENT_STATUSES = (
    Choice(value=SettlementStatus.OPEN, label="To pay", tone="warn"),
    Choice(value=SettlementStatus.PAID, label="Paid", tone="pos"),
    Choice(value=SettlementStatus.CARRIED, label="Carried forward", tone="info"),
    Choice(value=SettlementStatus.CANCELLED, label="Cancelled", tone="muted"),
)
SEATS = (
    Choice(value=Seat.AGENT, label="Agent"),
    Choice(value=Seat.SUB_AGENT, label="Sub-broker", tone="muted"),
    Choice(value=Seat.BUYER, label="Owed by the buyer", tone="teal"),
    Choice(value=Seat.SELLER, label="Owed by the seller", tone="teal"),
)
PAYERS = (
    Choice(value=Payer.WE, label="We pay the agent"),
    Choice(value=Payer.BUYER, label="The buyer pays us", tone="teal"),
    Choice(value=Payer.SELLER, label="The seller pays us", tone="teal"),
    Choice(value=Payer.BOTH, label="Both sides pay us", tone="teal"),
)
BASES = (
    Choice(value=Basis.NET, label="Percent of the net amount"),
    Choice(value=Basis.MARGIN, label="Percent of the margin"),
    Choice(value=Basis.QUANTITY, label="Amount per unit"),
    Choice(value=Basis.LUMP, label="Lump sum per invoice"),
)
TRIGGERS = (
    Choice(value=Trigger.PAID_FULL, label="When the invoice is paid in full"),
    Choice(value=Trigger.PAYMENT_PRORATA, label="With each payment"),
    Choice(value=Trigger.POST, label="When the invoice is posted"),
    Choice(value=Trigger.CONTRACT, label="With the contract"),
    Choice(value=Trigger.DELIVERY, label="With the delivery"),
)
PLAN_TRIGGERS = tuple(one for one in TRIGGERS if one.value not in NOT_ANNOUNCED)
"""What a plan can wait for; lists still name the others, of older plans."""
TIER_MODES = (
    Choice(value=TierMode.SLAB, label="Each part at its own rate"),
    Choice(value=TierMode.WHOLE, label="The whole at the rate reached"),
)
TIERS_BY = (
    Choice(value=TierBy.DOCUMENT, label="The invoice alone"),
    Choice(value=TierBy.TURNOVER, label="Turnover of the period"),
)
PERIODS = (
    Choice(value=Period.MONTH, label="Month"),
    Choice(value=Period.QUARTER, label="Quarter"),
    Choice(value=Period.HALF, label="Half-year"),
    Choice(value=Period.YEAR, label="Year"),
)

_CUSTOMER = Column(key="party_name", title="Customer", width=180, sortable=False, priority=4)
_CAUSE = Column(key="cause", title="Through", kind="status", width=130, sortable=False, priority=3,
                choices=CAUSES)  # fmt: skip
_NET = Column(key="net_minor", title="Net", kind="money", width=130, sortable=False, priority=2,
              currency="currency")  # fmt: skip
_RATE = Column(key="rate", title="Rate", kind="rate", width=80, sortable=False, priority=3)

COMMISSIONS = ListScreen(
    key="commissions",
    title="Commissions",
    one="commission",
    many="commissions",
    icon="percent",
    query="commissions",
    columns=(
        Column(key="happened_on", title="Date", kind="date", width=110, priority=7),
        Column(key="member_name", title="Earned by", kind="party", width=180, stretch=True, sortable=False),
        Column(key="seat", title="As", kind="status", width=130, sortable=False, priority=1, choices=SEATS),
        Column(key="invoice_number", title="Invoice", kind="code", width=130, sortable=False, priority=8),
        _CUSTOMER,
        _CAUSE,
        _NET,
        _RATE,
        Column(key="amount_minor", title="Commission", kind="money", width=130, sortable=False, priority=10,
               currency="currency"),
        Column(key="status", title="Status", kind="status", width=120, sortable=False, priority=9,
               choices=STATUSES),
    ),
    nav_group="Sales",
    nav_order=50,
    shortcut_go="M",
    permission="commission.read",
    kinds=("commission_entry", "commission"),
    order="happened_on",
    descending=True,
    title_key="invoice_number",
    amount_key="amount_minor",
    status_key="status",
    muted="is_reversed",
    opens="commission",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="pending", label="Expected"),
        Tab(key="earned", label="To approve", counted=True),
        Tab(key="approved", label="To settle", counted=True),
        Tab(key="settled", label="In settlement"),
        Tab(key="unpaid", label="Unpaid"),
        Tab(key="paid", label="Paid"),
        Tab(key="income", label="Owed to us"),
    ),
    stats=(
        Stat(key="pending_minor", label="Expected", opens_tab="pending"),
        Stat(key="earned_minor", label="Earned", tone="info", opens_tab="earned"),
        Stat(key="approved_minor", label="Approved", tone="accent", opens_tab="approved"),
        Stat(key="due_minor", label="Not paid yet", tone="warn", opens_tab="unpaid"),
        Stat(key="paid_minor", label="Paid", tone="pos", opens_tab="paid"),
        Stat(key="income_minor", label="Brokerage not billed", tone="teal", opens_tab="income"),
    ),
    search="Invoice, member or customer",
    actions=(
        Action(key="settle", label="Settle commissions", icon="hand-coins", primary=True, scope="page",
               opens="commission.run", permission="commission.settle"),
        Action(key="approve", label="Approve", icon="check", shortcut="A", scope="rows",
               permission="commission.approve", when="is_earned", command=ApproveCommission,
               identity="entry_id"),
    ),
    peek=(
        PeekSection(title="For", columns=(_CUSTOMER, _CAUSE, _NET, _RATE)),
        PeekSection(title="Why", kind="timeline", query="commission_steps"),
    ),
    empty=EmptyState(
        title="No commissions yet",
        text="When a customer with an agent pays, the agent's commission stands here with its formula.",
    ),
)  # fmt: skip

SETTLEMENTS = ListScreen(
    key="commission_settlements",
    title="Commission settlements",
    one="settlement",
    many="settlements",
    icon="hand-coins",
    query="commission_settlements",
    columns=(
        Column(key="number", title="Number", kind="code", width=140),
        Column(key="settled_on", title="Date", kind="date", width=110),
        Column(key="member_name", title="For", kind="party", width=220, stretch=True, sortable=False),
        Column(key="paper", title="Bill or invoice", kind="code", width=140, sortable=False, priority=4),
        Column(key="amount_minor", title="Amount", kind="money", width=130, sortable=False, priority=6,
               currency="currency"),
        Column(key="recovered_minor", title="Kept back", kind="money", width=110, sortable=False, priority=2,
               currency="currency"),
        Column(key="payable_minor", title="Payable", kind="money", width=130, sortable=False, priority=9,
               currency="currency"),
        Column(key="paid_on", title="Paid on", kind="date", width=110, sortable=False, priority=3),
        Column(key="status", title="Status", kind="status", width=110, sortable=False,
               choices=SETTLEMENT_STATUSES),
    ),
    nav_group="Sales",
    nav_order=60,
    permission="commission.read",
    kinds=("commission_settlement",),
    order="settled_on",
    descending=True,
    title_key="number",
    amount_key="amount_minor",
    status_key="status",
    muted="is_muted",
    tabs=(Tab(key="all", label="All"), Tab(key="open", label="To pay", counted=True),
          Tab(key="carried", label="Carried forward"), Tab(key="paid", label="Paid")),
    actions=(
        Action(key="settle", label="Settle commissions", icon="hand-coins", primary=True, scope="page",
               opens="commission.run", permission="commission.settle"),
        Action(key="pay", label="Mark paid", icon="banknote", shortcut="P", primary=True,
               opens="commission.pay",
               permission="commission.settle", when="is_payable"),
        Action(key="cancel", label="Cancel settlement", icon="undo-2", danger=True, opens="commission.cancel",
               permission="commission.settle", when="is_cancellable"),
    ),
    empty=EmptyState(
        title="No settlements yet",
        text="A settlement gathers the approved commissions of somebody into one payment or bill.",
        action="settle",
    ),
)  # fmt: skip

PLANS = ListScreen(
    key="commission_plans",
    title="Commission plans",
    one="plan",
    many="plans",
    icon="clipboard-list",
    query="commission_plans",
    columns=(
        Column(key="name", title="Name", width=250, priority=10),
        Column(key="payer", title="Who pays", kind="status", width=150, sortable=False, priority=4,
               choices=PAYERS),
        Column(key="member_name", title="For", kind="party", width=180, stretch=True, sortable=False,
               empty="The customer's agent"),
        Column(key="basis", title="Counts", kind="status", width=200, sortable=False, choices=BASES),
        Column(key="rate", title="Rate", kind="rate", width=90, sortable=False),
        Column(key="trigger", title="Earned", kind="status", width=220, sortable=False, priority=3,
               choices=TRIGGERS),
        Column(key="revision", title="Version", kind="count", width=80, sortable=False, priority=1),
    ),
    nav_group="Settings",
    nav_order=50,
    permission="commission.read",
    kinds=("commission_plan",),
    order="name",
    muted="is_muted",
    opens="commission_plan.form",
    actions=(
        Action(key="new", label="New plan", icon="plus", primary=True, scope="page",
               opens="commission_plan.form", permission="commission_plan.save"),
        Action(key="edit", label="Edit plan", icon="pencil", opens="commission_plan.form",
               permission="commission_plan.save"),
    ),
    empty=EmptyState(
        title="No plans",
        text="Members earn their plain percent. A plan pays by tiers, quantity or margin.",
        action="new",
    ),
)  # fmt: skip

PLAN_FIELDS = (
    Field(key="name", label="Name", required=True, span=3),
    Field(key="payer", label="Who pays", kind="choice", choices=PAYERS, default=Payer.WE, span=3,
          required=True),
    Field(key="member_id", label="Member", kind="lookup", lookup="agent_lookup", span=3,
          placeholder="The customer's agent"),
    Field(key="party_id", label="Outside agent or seller", kind="lookup", lookup="party_lookup", span=3),
    Field(key="basis", label="Counts", kind="choice", choices=BASES, default=Basis.NET, span=4,
          required=True),
    Field(key="rate", label="Rate", kind="rate", required=True, span=2,
          help="Percent, money for each unit, or the sum"),
    Field(key="unit", label="Unit", kind="code", span=2, help="The unit of the rate, for quantities"),
    Field(key="trigger", label="Earned", kind="choice", choices=PLAN_TRIGGERS,
          default=Trigger.PAYMENT_PRORATA, span=4, required=True),
    Field(key="tier_mode", label="Tiers", kind="choice", choices=TIER_MODES, default=TierMode.SLAB, span=4,
          required=True),
    Field(key="tier_by", label="Reached by", kind="choice", choices=TIERS_BY, default=TierBy.DOCUMENT,
          span=3, required=True),
    Field(key="period", label="Period", kind="choice", choices=PERIODS, default=Period.MONTH, span=3,
          required=True),
    Field(key="priority", label="Priority", kind="count", default=0, span=2,
          help="The higher one wins; among equals the more specific"),
    Field(key="own_customers", label="Only his own customers", kind="check", default=True, span=3),
    Field(key="counts_write_off", label="Written-off debt counts as paid", kind="check", span=3),
    Field(key="counts_charges", label="Freight and charges count", kind="check", span=3),
    Field(key="counts_tax", label="Tax counts", kind="check", span=2),
    Field(key="is_active", label="In use", kind="check", default=True, span=1),
)  # fmt: skip

PAY_FORM = FormScreen(
    key="commission.pay",
    noun="settlement",
    icon="banknote",
    change=PayCommissionSettlement,
    load="commission_settlement",
    identity="settlement_id",
    permission="commission.settle",
    title_key="number",
    fields=(
        Field(key="account_id", label="From", kind="lookup", lookup="money_account_lookup", span=6,
              placeholder="The bank account"),
        Field(key="paid_on", label="On", kind="date", span=3),
        Field(key="withheld", label="Tax withheld", kind="money", span=3),
        Field(key="reference", label="Reference", span=6),
        Field(key="rate", label="Exchange rate", kind="rate", span=6,
              help="For another currency; left empty, the rate of the day"),
    ),
)  # fmt: skip

CANCEL_FORM = FormScreen(
    key="commission.cancel",
    noun="settlement",
    icon="undo-2",
    change=CancelCommissionSettlement,
    load="commission_settlement",
    identity="settlement_id",
    permission="commission.settle",
    title_key="number",
    fields=(Field(key="reason", label="Why", required=True, span=12),),
)

SCREENS = (COMMISSIONS, SETTLEMENTS, PLANS, PAY_FORM, CANCEL_FORM)
