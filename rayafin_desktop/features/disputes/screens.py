"""Disputes in the window: the list with its activity, and the three forms."""

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

from .commands import AddDisputeNote, OpenDispute, SettleDispute
from .model import Reason, Resolution
from .queries import OPEN, OVERDUE

REASONS = (
    Choice(value=Reason.QUALITY, label="Quality"),
    Choice(value=Reason.QUANTITY, label="Quantity or weight"),
    Choice(value=Reason.PRICE, label="Price"),
    Choice(value=Reason.DELIVERY, label="Delivery"),
    Choice(value=Reason.TAX, label="Tax"),
    Choice(value=Reason.DUPLICATE, label="Billed twice"),
    Choice(value=Reason.OTHER, label="Something else"),
)
RESOLUTIONS = (
    Choice(value=Resolution.WITHDRAWN, label="Withdrawn", tone="muted"),
    Choice(value=Resolution.CREDIT_NOTE, label="Credit note", tone="pos"),
    Choice(value=Resolution.PAID, label="Paid", tone="pos"),
)
STATES = (
    Choice(value=OPEN, label="Open", tone="warn"),
    Choice(value=OVERDUE, label="Overdue", tone="neg"),
    *RESOLUTIONS,
)

_NUMBER = Column(key="number", title="Document", kind="code", width=140, sortable=False, priority=9)
_REASON = Column(key="reason", title="Reason", width=150, sortable=False, choices=REASONS, priority=8)
_OPENED = Column(key="opened_on", title="Opened", kind="date", width=110, sortable=False, priority=5)
_BY = Column(key="opened_by", title="Opened by", width=150, sortable=False, priority=3)
_DUE = Column(key="due_on", title="Settle by", kind="date", width=110, sortable=False, alarm="is_overdue",
              priority=8)  # fmt: skip
_AMOUNT = Column(key="disputed_minor", title="Disputed", kind="money", width=140, sortable=False,
                 currency="currency", priority=10)  # fmt: skip
_STATE = Column(key="state", title="Status", kind="status", width=120, sortable=False, choices=STATES,
                priority=9)  # fmt: skip

DISPUTES = ListScreen(
    key="disputes",
    title="Disputes",
    one="dispute",
    many="disputes",
    icon="gavel",
    query="disputes",
    columns=(
        Column(key="dispute_no", title="No.", kind="count", width=70, priority=6),
        Column(key="party_name", title="Party", kind="party", width=200, stretch=True, sortable=False),
        _NUMBER, _REASON, _OPENED, _BY, _DUE, _AMOUNT, _STATE,
    ),
    nav_group="Sales",
    nav_order=45,
    permission="dispute.read",
    kinds=("dispute",),
    order="dispute_no",
    descending=True,
    title_key="party_name",
    amount_key="disputed_minor",
    status_key="state",
    muted="is_settled",
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="overdue", label="Overdue"),
        Tab(key="settled", label="Settled", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="open_minor", label="Disputed", tone="warn", count="open_count", noun="disputes",
             opens_tab="open"),
        Stat(key="overdue_minor", label="Past the deadline", tone="neg", count="overdue_count",
             noun="disputes", opens_tab="overdue"),
    ),
    search="Document or party",
    actions=(
        Action(key="new", label="New dispute", icon="plus", primary=True, scope="page",
               opens="dispute.open", permission="dispute.open"),
        Action(key="settle", label="Settle", icon="handshake", primary=True, opens="dispute.settle",
               permission="dispute.settle", when="is_open"),
        Action(key="note", label="Add note or proposal", icon="message-square", opens="dispute.note",
               permission="dispute.open", when="is_open"),
    ),
    peek=(
        PeekSection(
            title="Dispute",
            columns=(
                _NUMBER, _REASON, Column(key="claim", title="What is claimed"), _OPENED, _BY, _DUE,
                Column(key="credit_note_number", title="Credit note", kind="code"),
                Column(key="outcome", title="Outcome"),
            ),
        ),
        PeekSection(title="Activity", kind="timeline", query="dispute_steps", by="id"),
    ),
    empty=EmptyState(
        title="Nobody disagrees",
        text="When a customer does not accept an invoice, note it here: it is marked in the lists and gets "
        "no reminders until it is settled.",
        action="new",
    ),
)  # fmt: skip

OPEN_FORM = FormScreen(
    key="dispute.open",
    noun="dispute",
    icon="gavel",
    create=OpenDispute,
    permission="dispute.open",
    title_key="",
    fields=(
        Field(key="record_id", label="Invoice", kind="lookup", lookup="disputable_invoices", span=12,
              required=True),
        Field(key="reason", label="Reason", kind="choice", choices=REASONS, span=6, required=True),
        Field(key="due_on", label="Settle by", kind="date", span=6, required=True),
        Field(key="amount", label="Disputed amount", kind="money", span=6,
              help="Empty for the whole document."),
        Field(key="claim", label="What is claimed", kind="long", span=12),
    ),
)  # fmt: skip

NOTE_FORM = FormScreen(
    key="dispute.note",
    noun="note",
    icon="message-square",
    change=AddDisputeNote,
    load="disputes",
    identity="dispute_id",
    permission="dispute.open",
    title_key="party_name",
    fields=(
        Field(key="party_name", label="Party", span=8, read_only=True),
        Field(key="number", label="Document", kind="code", span=4, read_only=True),
        Field(key="text", label="What was said", kind="long", span=12, required=True),
        Field(key="amount", label="Proposed amount", kind="money", span=6,
              help="What the party would get credited; empty for a remark."),
        Field(key="due_on", label="Settle by", kind="date", span=6),
    ),
)  # fmt: skip

SETTLE_FORM = FormScreen(
    key="dispute.settle",
    noun="dispute",
    icon="handshake",
    change=SettleDispute,
    load="disputes",
    identity="dispute_id",
    permission="dispute.settle",
    title_key="party_name",
    fields=(
        Field(key="party_name", label="Party", span=8, read_only=True),
        Field(key="number", label="Document", kind="code", span=4, read_only=True),
        Field(key="resolution", label="Outcome", kind="choice", choices=RESOLUTIONS, span=6, required=True),
        Field(key="credit_note_number", label="Credit note", kind="code", span=6,
              help="The number of the posted credit note, where one was agreed."),
        Field(key="outcome", label="What was agreed", kind="long", span=12),
    ),
)  # fmt: skip

SCREENS = (DISPUTES, OPEN_FORM, NOTE_FORM, SETTLE_FORM)
