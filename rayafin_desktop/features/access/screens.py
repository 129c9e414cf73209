"""Users of the company as a list, and the forms to add, invite and change them."""

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
    PeekSection,
    Stat,
    Tab,
)

from .commands import (
    AddUser,
    ChangeOwnPassword,
    DeactivateUser,
    InviteMember,
    ReactivateUser,
    SetPassword,
    UpdateMember,
)

ROLES = (
    Choice(value=Role.OWNER, label="Owner", tone="accent"),
    Choice(value=Role.ACCOUNTANT, label="Accountant", tone="info"),
    Choice(value=Role.CASHIER, label="Cashier", tone="teal"),
    Choice(value=Role.BROKER, label="Broker", tone="orange"),
    Choice(value=Role.AUDITOR, label="Auditor", tone="neutral"),
)
STATES = (
    Choice(value="active", label="Active", tone="pos"),
    Choice(value="invited", label="No password yet", tone="warn"),
    Choice(value="locked", label="Locked", tone="neg"),
    Choice(value="inactive", label="Inactive", tone="muted"),
)

_NAME = Column(key="name", title="Name", kind="party", width=220, stretch=True, subtitle="email")
_ROLE = Column(key="role", title="Role", kind="status", width=120, choices=ROLES)
_RATE = Column(
    key="commission_rate", title="Commission %", kind="percent", width=120, sortable=False, priority=3
)
_LAST = Column(key="last_sign_in_at", title="Last sign-in", kind="instant", width=160, priority=4)
_STATE = Column(key="state", title="Status", kind="status", width=130, sortable=False, choices=STATES)
_FAILED = Column(key="failed_sign_ins", title="Failed attempts since", kind="count", sortable=False)

USERS = ListScreen(
    key="users",
    title="Users",
    one="user",
    many="users",
    icon="user-cog",
    query="users",
    columns=(_NAME, _ROLE, _RATE, _LAST, _STATE),
    nav_group="Settings",
    nav_order=20,
    shortcut_go="U",
    permission="user.read",
    kinds=("user", "member"),
    order="name",
    status_key="state",
    opens="user.member",
    tabs=(
        Tab(key="all", label="All"),
        Tab(key="active", label="Active"),
        Tab(key="locked", label="Locked"),
        Tab(key="inactive", label="Inactive"),
    ),
    stats=(
        Stat(key="active", label="Active users", kind="count"),
        Stat(key="owners", label="Owners", kind="count"),
        Stat(key="brokers", label="Brokers", kind="count"),
    ),
    search="Name or e-mail",
    actions=(
        Action(key="add", label="Add user", icon="user-plus", primary=True, scope="page",
               permission="user.manage", opens="user.new"),
        Action(key="invite", label="Invite from another company", icon="mail", scope="page",
               permission="user.manage", opens="user.invite"),
        Action(key="password", label="Set password", icon="key-round", permission="user.manage",
               opens="user.password"),
        Action(key="deactivate", label="Deactivate", icon="lock", danger=True, permission="user.manage",
               command=DeactivateUser, identity="user_id", when="is_active",
               confirm="The user can no longer enter this company. What he posted stays under his name."),
        Action(key="reactivate", label="Let in again", icon="lock-open", permission="user.manage",
               command=ReactivateUser, identity="user_id", when="has_left"),
    ),
    peek=(PeekSection(title="Access", columns=(_ROLE, _RATE, _LAST, _FAILED, _STATE)),),
    empty=EmptyState(
        title="You work alone here",
        text="Add the people who work in this company; each gets a role that says what he may do.",
        action="add",
    ),
)  # fmt: skip

_ROLE_FIELD = Field(key="role", label="Role", kind="choice", required=True, span=6, choices=ROLES,
                    default=Role.CASHIER,
                    help="The owner may do everything; the auditor only reads.")  # fmt: skip
_RATE_FIELD = Field(key="commission_percent", label="Commission", kind="percent", span=6, decimals=2,
                    default=0, help="Percent of the invoice amount this person earns, 0 to 100.")  # fmt: skip
_PASSWORD = Field(key="password", label="Password", kind="secret", span=12,
                  hint="At least 15 characters; four or five random words are easy to keep")  # fmt: skip

NEW_USER = FormScreen(
    key="user.new",
    noun="user",
    icon="user-plus",
    create=AddUser,
    permission="user.manage",
    fields=(
        Field(key="name", label="Name", required=True, span=6),
        Field(key="email", label="E-mail", kind="email", required=True, span=6),
        _ROLE_FIELD,
        _RATE_FIELD,
        _PASSWORD,
    ),
)

INVITE = FormScreen(
    key="user.invite",
    noun="member",
    icon="mail",
    create=InviteMember,
    permission="user.manage",
    title_key="email",
    fields=(
        Field(key="email", label="E-mail", kind="email", required=True, span=12),
        _ROLE_FIELD,
        _RATE_FIELD,
    ),
)

MEMBER = FormScreen(
    key="user.member",
    noun="user",
    icon="user-cog",
    change=UpdateMember,
    load="member_detail",
    identity="member_id",
    permission="user.manage",
    fields=(
        Field(key="name", label="Name", span=6, read_only=True),
        Field(key="email", label="E-mail", kind="email", span=6, read_only=True),
        _ROLE_FIELD,
        _RATE_FIELD,
    ),
)

SET_PASSWORD = FormScreen(
    key="user.password",
    noun="password",
    icon="key-round",
    change=SetPassword,
    load="member_detail",
    identity="user_id",
    permission="user.manage",
    fields=(Field(key="name", label="User", span=12, read_only=True), _PASSWORD),
)

OWN_PASSWORD = FormScreen(
    key="user.own_password",
    noun="password",
    icon="key-round",
    create=ChangeOwnPassword,
    permission="user.change_own_password",
    title_key="",
    fields=(
        Field(key="current_password", label="Present password", kind="secret", required=True, span=12),
        _PASSWORD,
    ),
)

SCREENS = (USERS, NEW_USER, INVITE, MEMBER, SET_PASSWORD, OWN_PASSWORD)
