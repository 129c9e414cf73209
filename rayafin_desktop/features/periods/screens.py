"""Locks and exceptions: their lists and forms. The matrix of areas and months is a page of the desktop."""

from __future__ import annotations

from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Field,
    FormScreen,
    ListScreen,
    Tab,
)

from .commands import AllowException, EndException, SetHardLock, SetLock
from .rules import Area

AREAS = (
    Choice(value=Area.ALL, label="Everything", tone="accent"),
    Choice(value=Area.SALES, label="Sales", tone="info"),
    Choice(value=Area.PURCHASE, label="Purchases", tone="orange"),
    Choice(value=Area.TAX, label="Tax filed", tone="teal"),
)
ALL_AREAS = (
    *AREAS,
    Choice(value=Area.YEAR, label="Years closed", tone="pos"),
    Choice(value=Area.HARD, label="Closed for ever", tone="neg"),
)
_ROLES = tuple(Choice(value=role, label=role.value.capitalize()) for role in Role)
_HOURS = (
    Choice(value="1", label="1 hour"),
    Choice(value="4", label="4 hours"),
    Choice(value="24", label="1 day"),
    Choice(value="72", label="3 days"),
    Choice(value="168", label="7 days"),
)

EXCEPTIONS = ListScreen(
    key="lock_exceptions",
    title="Lock exceptions",
    one="exception",
    many="exceptions",
    icon="lock-open",
    query="lock_exceptions",
    columns=(
        Column(key="who", title="For", kind="party", width=200, stretch=True, sortable=False, priority=9),
        Column(key="area", title="Area", kind="status", width=120, sortable=False, choices=AREAS, priority=8),
        Column(key="first_on", title="From", kind="date", width=100, sortable=False, priority=7),
        Column(key="last_on", title="To", kind="date", width=100, sortable=False, priority=7),
        Column(key="ends_at", title="Ends", kind="instant", width=140, sortable=False, priority=6),
        Column(key="reason", title="Reason", kind="dim", width=200, sortable=False, priority=3),
        Column(key="created_at", title="Given", kind="instant", width=140, priority=2),
        Column(
            key="state", title="Status", kind="status", width=100, sortable=False, priority=8,
            choices=(
                Choice(value="running", label="Running", tone="warn"),
                Choice(value="ended", label="Ended", tone="muted"),
            ),
        ),
    ),
    permission="period.read",
    kinds=("lock_exception",),
    order="created_at",
    descending=True,
    title_key="who",
    status_key="state",
    tabs=(Tab(key="all", label="All"), Tab(key="running", label="Running")),
    actions=(
        Action(key="new", label="New exception", icon="plus", primary=True, scope="page",
               opens="lock.exception", permission="lock.except"),
        Action(key="end", label="End now", icon="lock", danger=True, command=EndException,
               identity="exception_id", when="is_running", permission="lock.except",
               confirm="Nobody can post through this exception any more."),
    ),
    empty=EmptyState(
        title="No exceptions",
        text="An exception opens locked days to one person or role, for one area and some hours.",
        action="new",
    ),
)  # fmt: skip

LOCKS = ListScreen(
    key="period_locks",
    title="History of locks",
    one="lock",
    many="locks",
    icon="history",
    query="period_locks",
    columns=(
        Column(key="area", title="Area", kind="status", width=150, sortable=False, choices=ALL_AREAS,
               priority=9),
        Column(key="locked_until", title="Locked until", kind="date", width=120, sortable=False, priority=8),
        Column(key="reason", title="Reason", width=260, stretch=True, sortable=False),
        Column(key="created_at", title="Set", kind="instant", width=150),
        Column(key="moved_at", title="Moved", kind="instant", width=150, sortable=False, priority=3),
        Column(
            key="state", title="Status", kind="status", width=100, sortable=False,
            choices=(
                Choice(value="stands", label="Stands", tone="pos"),
                Choice(value="moved", label="Moved", tone="muted"),
            ),
        ),
    ),
    permission="period.read",
    kinds=("lock",),
    order="created_at",
    descending=True,
    title_key="reason",
    status_key="state",
    muted="is_moved",
    tabs=(Tab(key="all", label="All"), Tab(key="standing", label="Standing")),
    empty=EmptyState(title="No locks", text="Every lock that was ever set stands here with its reason."),
)  # fmt: skip

LOCK_FORM = FormScreen(
    key="lock.set",
    noun="lock",
    icon="lock",
    create=SetLock,
    permission="lock.set",
    fields=(
        Field(key="area", label="Area", kind="choice", required=True, choices=AREAS, default=Area.ALL,
              span=6),
        Field(key="locked_until", label="Locked until", kind="date", span=6,
              help="Nothing of the area can be posted on or before this day. Empty takes the lock away."),
        Field(key="reason", label="Reason", required=True, span=12),
    ),
)  # fmt: skip

HARD_LOCK_FORM = FormScreen(
    key="lock.hard",
    noun="hard lock",
    icon="shield",
    create=SetHardLock,
    permission="lock.set_hard",
    fields=(
        Field(key="locked_until", label="Closed for ever until", kind="date", span=6, required=True,
              help="It can be moved forward, never back, and no exception opens it."),
        Field(key="reason", label="Reason", required=True, span=12),
    ),
)  # fmt: skip

EXCEPTION_FORM = FormScreen(
    key="lock.exception",
    noun="exception",
    icon="lock-open",
    create=AllowException,
    permission="lock.except",
    fields=(
        Field(key="user_id", label="For this person", kind="lookup", lookup="colleague_lookup", span=6),
        Field(key="role", label="Or everybody of this role", kind="choice", choices=_ROLES, span=6),
        Field(key="area", label="Area", kind="choice", required=True, choices=AREAS, default=Area.ALL,
              span=6, help="Everything opens all locks but that of filed tax."),
        Field(key="hours", label="Ends in", kind="choice", required=True, choices=_HOURS, default="4",
              span=6),
        Field(key="first_on", label="Opens from", kind="date", required=True, span=6),
        Field(key="last_on", label="To", kind="date", required=True, span=6),
        Field(key="reason", label="Reason", required=True, span=12),
    ),
)  # fmt: skip

SCREENS = (EXCEPTIONS, LOCKS, LOCK_FORM, HARD_LOCK_FORM, EXCEPTION_FORM)
