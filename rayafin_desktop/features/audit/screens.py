"""The audit log and the sign-ins as lists."""

from __future__ import annotations

from rayafin_desktop.engine.screens import (
    Action,
    Choice,
    Column,
    EmptyState,
    Filter,
    ListScreen,
    PeekSection,
    Tab,
)

_WHEN = Column(key="at", title="When", kind="instant", width=150)
_WHO = Column(key="who", title="Who", kind="party", width=160, sortable=False, priority=7)
_WHAT = Column(key="what", title="What", width=170, sortable=False, priority=8)
_RECORD = Column(key="record", title="Record", width=190, sortable=False)
_CHANGES = Column(
    key="changes", title="Changes", kind="dim", width=320, stretch=True, sortable=False, priority=6
)
_WHY = Column(key="why", title="Reason", kind="dim", width=160, sortable=False, priority=2)

_OUTCOMES = (
    Choice(value="Signed in", label="Signed in", tone="pos"),
    Choice(value="Refused", label="Refused", tone="warn"),
    Choice(value="Locked out", label="Locked out", tone="neg"),
)

AUDIT_LOG = ListScreen(
    key="audit",
    title="Audit log",
    one="entry",
    many="entries",
    icon="history",
    query="audit",
    columns=(_WHEN, _WHO, _WHAT, _RECORD, _CHANGES, _WHY),
    nav_group="Settings",
    nav_order=60,
    shortcut_go="H",
    permission="audit.read",
    order="at",
    descending=True,
    title_key="what",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="changed", label="Changed", counted=False),
        Tab(key="removed", label="Removed", counted=False),
        Tab(key="explained", label="With a reason", counted=False),
    ),
    filters=(
        Filter(key="user_name", label="Who", kind="text"),
        Filter(key="command", label="Command", kind="text"),
    ),
    search="Who, what, a number or a name",
    # The page itself shows the history: it belongs to the record, not to the entry.
    actions=(Action(key="history", label="Record history", icon="history", shortcut="R"),),
    peek=(
        PeekSection(title="Entry", columns=(_WHEN, _WHO, _RECORD, _WHY)),
        PeekSection(
            title="Changes",
            kind="lines",
            query="audit_changes",
            columns=(
                Column(key="field", title="Field", width=140),
                Column(key="old", title="Old", kind="dim", width=140),
                Column(key="new", title="New", width=140, stretch=True),
            ),
        ),
    ),
    empty=EmptyState(
        title="Nothing happened yet",
        text="Everything anybody changes is written here. The log cannot be edited or switched off.",
    ),
)

SIGN_INS = ListScreen(
    key="sign_ins",
    title="Sign-ins",
    one="sign-in",
    many="sign-ins",
    icon="log-in",
    query="sign_ins",
    columns=(
        _WHEN,
        Column(key="record", title="User", kind="party", width=240, stretch=True, sortable=False),
        Column(key="what", title="Outcome", kind="status", width=130, sortable=False, choices=_OUTCOMES),
    ),
    nav_group="Settings",
    nav_order=70,
    permission="audit.read_sign_ins",
    kinds=("user",),
    order="at",
    descending=True,
    title_key="record",
    status_key="what",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="done", label="Signed in"),
        Tab(key="refused", label="Refused"),
    ),
    search="E-mail or name",
    peek=(PeekSection(title="Sign-in", columns=(_WHEN,)),),
)

SCREENS = (AUDIT_LOG, SIGN_INS)
