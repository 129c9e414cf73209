"""Approvals in the window: the list of tickets, the rules and their form."""

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

from .commands import RemoveApprovalRule, SaveApprovalRule
from .deciding import ApproveTicket, RefuseTicket, WithdrawTicket
from .model import TicketStatus
from .queries import EXPIRED
from .rules import SUBJECTS

SUBJECT_CHOICES = tuple(Choice(value=kind, label=label) for kind, label in SUBJECTS.items())
STATUSES = (
    Choice(value=TicketStatus.PENDING, label="Waits", tone="warn"),
    Choice(value=TicketStatus.APPROVED, label="Approved", tone="pos"),
    Choice(value=TicketStatus.REFUSED, label="Refused", tone="neg"),
    Choice(value=TicketStatus.WITHDRAWN, label="Withdrawn", tone="muted"),
    Choice(value=TicketStatus.OUTDATED, label="Out of date", tone="muted"),
    Choice(value=EXPIRED, label="Expired", tone="muted"),
)

_NUMBER = Column(key="ticket_no", title="Ticket", kind="count", width=80, priority=9)
_SUBJECT = Column(key="subject", title="What", kind="text", width=150, sortable=False,
                  choices=SUBJECT_CHOICES, priority=8)  # fmt: skip
_PARTY = Column(key="party_name", title="Party", kind="party", width=200, stretch=True, sortable=False)
_MAKER = Column(key="maker_name", title="Asked by", width=150, sortable=False, priority=7)
_ASKED = Column(key="asked_at", title="Asked", kind="instant", width=150, sortable=False, priority=4)
_EXPIRES = Column(key="expires_on", title="Until", kind="date", width=110, sortable=False, priority=5)
_AMOUNT = Column(key="amount_minor", title="Amount", kind="money", width=140, priority=10)
_STATUS = Column(key="status", title="Status", kind="status", width=120, sortable=False, priority=9,
                 choices=STATUSES)  # fmt: skip
_LIMIT = Column(key="limit_minor", title="Limit", kind="money", sortable=False)
_RULE = Column(key="rule_name", title="Rule", sortable=False)
_BY = Column(key="decided_by", title="Decided by", sortable=False)
_REASON = Column(key="reason", title="Reason", sortable=False)

TICKETS = ListScreen(
    key="approvals",
    title="Approvals",
    one="ticket",
    many="tickets",
    icon="check-check",
    query="approvals",
    columns=(_NUMBER, _SUBJECT, _PARTY, _MAKER, _ASKED, _EXPIRES, _AMOUNT, _STATUS),
    nav_group="",
    nav_order=20,
    shortcut_go="A",
    permission="approval.read",
    kinds=("ticket",),
    order="ticket_no",
    descending=True,
    title_key="party_name",
    amount_key="amount_minor",
    status_key="status",
    muted="is_over",
    badge="for_me",
    tabs=(
        Tab(key="mine_to_decide", label="For me to decide"),
        Tab(key="waiting", label="Waiting"),
        Tab(key="asked", label="I asked for"),
        Tab(key="decided", label="Decided", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="for_me_minor", label="For me to decide", tone="warn", count="for_me", noun="tickets",
             opens_tab="mine_to_decide"),
        Stat(key="mine", label="I asked for, still waiting", kind="count", opens_tab="asked"),
    ),
    search="Number, party or person",
    actions=(
        Action(key="approve", label="Approve", icon="check", primary=True, shortcut="A",
               permission="approval.decide", command=ApproveTicket, identity="ticket_id", when="is_for_me"),
        Action(key="refuse", label="Refuse", icon="x", danger=True, shortcut="X",
               permission="approval.decide", opens="approval.refuse", when="is_for_me"),
        Action(key="withdraw", label="Withdraw", icon="undo-2", permission="approval.ask",
               command=WithdrawTicket, identity="ticket_id", when="is_mine"),
    ),
    peek=(
        PeekSection(title="Why it waits", columns=(_RULE, _LIMIT, _MAKER, _ASKED, _EXPIRES, _BY, _REASON)),
        PeekSection(title="Activity", kind="timeline", query="ticket_steps", by="id"),
    ),
    empty=EmptyState(
        title="Nothing waits",
        text="What is above a limit waits here until somebody else has approved it.",
    ),
)  # fmt: skip

REFUSE_FORM = FormScreen(
    key="approval.refuse",
    noun="ticket",
    icon="x",
    change=RefuseTicket,
    load="approvals",
    identity="ticket_id",
    permission="approval.decide",
    title_key="party_name",
    fields=(
        Field(key="party_name", label="Party", span=8, read_only=True),
        Field(key="maker_name", label="Asked by", span=4, read_only=True),
        Field(key="reason", label="Reason", kind="long", span=12, required=True,
              help="Who asked for it reads this. Nothing is posted."),
    ),
)  # fmt: skip

RULES = ListScreen(
    key="approval_rules",
    title="Approval rules",
    one="rule",
    many="rules",
    icon="shield-check",
    query="approval_rules",
    columns=(
        Column(key="name", title="Name", stretch=True, sortable=False, priority=10),
        Column(key="subject", title="What", width=200, choices=SUBJECT_CHOICES, priority=9),
        Column(key="limit_minor", title="Above", kind="money", width=150, sortable=False, priority=9),
        Column(key="approvers", title="Approvals", kind="count", width=100, sortable=False, priority=7),
        Column(key="approvers_exempt", title="Approvers exempt", kind="check", width=140, sortable=False),
        Column(key="expires_days", title="Days", kind="count", width=80, sortable=False, priority=4),
        Column(key="is_active", title="In use", kind="check", width=80, sortable=False, priority=6),
    ),
    nav_group="Settings",
    nav_order=25,
    permission="approval.rules_read",
    kinds=("approval_rule",),
    order="subject",
    muted="is_off",
    opens="approval_rule.form",
    actions=(
        Action(key="new", label="New rule", icon="plus", primary=True, scope="page",
               opens="approval_rule.form", permission="approval.rules"),
        Action(key="remove", label="Remove", icon="trash-2", danger=True, command=RemoveApprovalRule,
               identity="id", permission="approval.rules",
               confirm="Take this rule away? What waits under it already goes on waiting."),
    ),
    empty=EmptyState(
        title="Nothing has to wait",
        text="A rule says above which amount somebody else must look at a document before it is posted.",
        action="new",
    ),
)  # fmt: skip

_WHO = "Who may approve"
RULE_FORM = FormScreen(
    key="approval_rule.form",
    noun="approval rule",
    icon="shield-check",
    create=SaveApprovalRule,
    change=SaveApprovalRule,
    load="approval_rule",
    permission="approval.rules",
    fields=(
        Field(key="name", label="Name", required=True, span=12),
        Field(key="subject", label="What", kind="choice", span=6, choices=SUBJECT_CHOICES, default=""),
        Field(key="limit", label="Above", kind="money", span=6, default=0,
              help="In the company's currency. What is above this amount waits."),
        Field(key="owner", label="Owners", kind="check", span=3, default=True, section=_WHO),
        Field(key="accountant", label="Accountants", kind="check", span=3, section=_WHO),
        Field(key="cashier", label="Cashiers", kind="check", span=3, section=_WHO),
        Field(key="broker", label="Brokers", kind="check", span=3, section=_WHO),
        Field(key="member_id", label="And this person", kind="lookup", span=6, lookup="approver_lookup",
              shows="member_name", section=_WHO),
        Field(key="approvers", label="Approvals needed", kind="count", span=3, default=1, section=_WHO),
        Field(key="expires_days", label="Waits for days", kind="count", span=3, default=14, section=_WHO),
        Field(key="approvers_exempt", label="Approvers need not ask for their own", kind="check", span=6,
              section=_WHO, help="Otherwise nobody, not even the owner, posts above the limit alone."),
        Field(key="is_active", label="In use", kind="check", span=6, default=True, section=_WHO),
    ),
)  # fmt: skip

SCREENS = (TICKETS, REFUSE_FORM, RULES, RULE_FORM)
