"""Devices, what needs a decision, and what is on its way: as lists, and the forms of inviting and ending."""

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
from rayafin_desktop.engine.sharing import ADJUSTED, APPLIED, PENDING, REFUSED

from .commands import InviteDevice, RevokeDevice
from .model import Decision, ExceptionKind

DEVICE_STATES = (
    Choice(value="active", label="Follows", tone="pos"),
    Choice(value="this", label="This device", tone="accent"),
    Choice(value="revoked", label="Taken away", tone="muted"),
)
EXCEPTION_KINDS = (
    Choice(value=ExceptionKind.REFUSED, label="Not done", tone="neg"),
    Choice(value=ExceptionKind.ADJUSTED, label="Done differently", tone="warn"),
    Choice(value=ExceptionKind.OVERWRITTEN, label="Value replaced", tone="info"),
)
EXCEPTION_STATES = (
    Choice(value="OPEN", label="Open", tone="warn"),
    Choice(value=Decision.ACCEPTED, label="Accepted", tone="pos"),
    Choice(value=Decision.REPEATED, label="Carried out", tone="pos"),
    Choice(value=Decision.DROPPED, label="Dropped", tone="muted"),
)
OPERATION_STATES = (
    Choice(value=PENDING, label="Waits", tone="warn"),
    Choice(value=APPLIED, label="Done", tone="pos"),
    Choice(value=ADJUSTED, label="Done differently", tone="info"),
    Choice(value=REFUSED, label="Not done", tone="neg"),
)

_SEEN = Column(key="last_seen_at", title="Last seen", kind="instant", width=150, sortable=False, priority=6)
_JOINED = Column(key="joined_at", title="Joined", kind="instant", width=150, priority=2)
_SKEW = Column(key="skew", title="Clock", width=120, sortable=False, priority=5, alarm="is_skewed")
_BEHIND = Column(key="behind", title="Behind", kind="count", width=90, sortable=False, priority=4)
_WAITING = Column(key="waiting", title="Waiting", kind="count", width=90, sortable=False, priority=5)
_OPEN = Column(key="exceptions", title="To decide", kind="count", width=100, sortable=False, priority=6)
_ENDED = Column(key="revoked_at", title="Taken away on", kind="instant", sortable=False)
_WHY_ENDED = Column(key="why_revoked", title="Reason", sortable=False)
_VERSION = Column(key="version", title="Program", sortable=False)

DEVICES = ListScreen(
    key="devices",
    title="Devices",
    one="device",
    many="devices",
    icon="monitor",
    query="devices",
    columns=(
        Column(key="prefix", title="Series", kind="code", width=80, priority=9),
        Column(key="name", title="Name", stretch=True, subtitle="user_name", priority=10),
        _SEEN,
        _WAITING,
        _BEHIND,
        _OPEN,
        _SKEW,
        _JOINED,
        Column(key="state", title="Status", kind="status", width=120, sortable=False,
               choices=DEVICE_STATES, priority=9),
    ),
    permission="device.read",
    kinds=("device", "enrolment_code", "sync_exception", "operation"),
    order="prefix",
    status_key="state",
    muted="is_gone",
    tabs=(
        Tab(key="active", label="Following"),
        Tab(key="revoked", label="Taken away"),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="active", label="Devices that follow", kind="count"),
        Stat(key="skewed", label="Clocks minutes off", kind="count"),
    ),
    search="Name, person or series",
    actions=(
        Action(key="invite", label="Invite a device", icon="plus", primary=True, scope="page",
               permission="device.manage"),
        Action(key="series", label="Document numbers", icon="hash", scope="page",
               permission="number_series.see"),
        Action(key="revoke", label="Take away", icon="unlink", danger=True, permission="device.manage",
               opens="device.revoke", when="is_active"),
    ),
    peek=(
        PeekSection(title="Contact", columns=(_SEEN, _BEHIND, _WAITING, _OPEN, _SKEW, _VERSION)),
        PeekSection(title="Device", columns=(_JOINED, _ENDED, _WHY_ENDED)),
    ),
    empty=EmptyState(
        title="Nobody follows this company yet",
        text="A device keeps a full copy on another machine and works without the network. "
             "It joins with a code that is good once.",
        action="invite",
    ),
)  # fmt: skip

INVITE_FORM = FormScreen(
    key="device.invite",
    noun="device",
    icon="monitor",
    create=InviteDevice,
    permission="device.manage",
    fields=(
        Field(key="user_id", label="Whose device", kind="lookup", lookup="device_user_lookup", span=12,
              required=True,
              help="What is entered on the device is entered in this person's name and by his rights."),
    ),
)  # fmt: skip

REVOKE_FORM = FormScreen(
    key="device.revoke",
    noun="device",
    icon="unlink",
    change=RevokeDevice,
    load="device",
    identity="device_id",
    permission="device.manage",
    fields=(
        Field(key="name", label="Device", span=8, read_only=True),
        Field(key="prefix", label="Series", kind="code", span=4, read_only=True),
        Field(key="why", label="Reason", kind="long", span=12,
              help="Nothing it sends is taken any more, and its series of numbers are closed."),
    ),
)  # fmt: skip

_WHO = Column(key="user_name", title="Who", width=150, sortable=False, priority=7)
_ON = Column(key="device_name", title="Device", width=140, sortable=False, priority=5)
_WHEN = Column(key="made_at", title="When", kind="instant", width=150, priority=6)
_DECIDED_BY = Column(key="decided_by", title="Decided by", sortable=False)
_DECIDED_AT = Column(key="decided_at", title="Decided", kind="instant", sortable=False)
_NOTE = Column(key="note", title="Reason", sortable=False)
_ENTERED = (Column(key="label", title="Field"), Column(key="value", title="Value"))

SYNC_EXCEPTIONS = ListScreen(
    key="sync_exceptions",
    title="Needs a decision",
    one="entry",
    many="entries",
    icon="inbox",
    query="sync_exceptions",
    columns=(
        Column(key="what", title="What", stretch=True, subtitle="why", sortable=False, priority=10),
        Column(key="about", title="About", width=150, sortable=False, priority=4),
        _WHO,
        _ON,
        _WHEN,
        Column(key="kind", title="What happened", kind="status", width=140, sortable=False,
               choices=EXCEPTION_KINDS, priority=8),
        Column(key="state", title="Status", kind="status", width=140, sortable=False,
               choices=EXCEPTION_STATES, priority=7),
    ),
    permission="sync_exception.read",
    kinds=("sync_exception",),
    order="made_at",
    descending=True,
    title_key="what",
    status_key="state",
    muted="is_done",
    badge="open",
    tabs=(
        Tab(key="open", label="Open"),
        Tab(key="done", label="Decided", counted=False),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="refused", label="Not done", kind="count", tone="warn", count="open",
             noun="need a decision in all", one="needs a decision in all", opens_tab="open"),
    ),
    search="What, person or device",
    actions=(
        Action(key="accept", label="Accept as it is", icon="check", primary=True, shortcut="A",
               permission="sync_exception.decide", when="can_accept"),
        Action(key="repeat", label="Carry out after all", icon="repeat", primary=True, shortcut="R",
               permission="sync_exception.decide", when="can_repeat"),
        Action(key="drop", label="Drop", icon="x", danger=True, shortcut="X",
               permission="sync_exception.decide", when="is_open"),
        Action(key="record", label="Open the record", icon="external-link", shortcut="O",
               when="has_record"),
    ),
    peek=(
        PeekSection(title="Why", kind="text", query="exception_reasons"),
        PeekSection(title="What was entered", kind="lines", query="exception_entered", columns=_ENTERED),
        PeekSection(title="What stands now", kind="lines", query="exception_standing", columns=_ENTERED),
        PeekSection(title="Sent by", columns=(_WHO, _ON, _WHEN, _DECIDED_BY, _DECIDED_AT, _NOTE)),
    ),
    empty=EmptyState(
        title="Nothing needs a decision",
        text="What a device entered and could not be done as it was is kept here until somebody decides.",
    ),
)  # fmt: skip

_AT = Column(key="at", title="When", kind="instant", width=150, sortable=False, priority=7)
_RECEIVED = Column(key="received_at", title="Answered", kind="instant", sortable=False)

OPERATIONS = ListScreen(
    key="operations",
    title="On the way",
    one="entry",
    many="entries",
    icon="send",
    query="operations",
    columns=(
        Column(key="n", title="No.", kind="count", width=80, priority=9),
        Column(key="what", title="What", stretch=True, subtitle="why", sortable=False, priority=10),
        _WHO,
        Column(key="device_name", title="Device", width=140, sortable=False, priority=4),
        _AT,
        Column(key="state", title="Status", kind="status", width=140, sortable=False,
               choices=OPERATION_STATES, priority=9),
    ),
    permission="sync_exception.read",
    kinds=("operation",),
    order="n",
    descending=True,
    title_key="what",
    status_key="state",
    tabs=(
        Tab(key="waiting", label="Waiting"),
        Tab(key="otherwise", label="Not as entered"),
        Tab(key="all", label="All", counted=False),
    ),
    stats=(
        Stat(key="waiting", label="Waiting to be sent", kind="count", tone="warn", opens_tab="waiting"),
        Stat(key="otherwise", label="Not done as entered", kind="count", opens_tab="otherwise"),
        Stat(key="sent", label="Sent and answered", kind="count", opens_tab="all"),
    ),
    search="What, person or number",
    peek=(
        PeekSection(title="Sent by", columns=(_WHO, _AT, _RECEIVED)),
        PeekSection(title="What was entered", kind="lines", query="operation_entered", columns=_ENTERED),
    ),
    empty=EmptyState(
        title="Everything is sent",
        text="What you enter without the network waits here, in order, until the server has answered it.",
    ),
)  # fmt: skip

SCREENS = (DEVICES, INVITE_FORM, REVOKE_FORM, SYNC_EXCEPTIONS, OPERATIONS)
