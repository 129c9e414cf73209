"""Users of the company as a list, and the forms to add, invite and change them."""

from __future__ import annotations

from dataclasses import replace

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
from .invites import InviteUser, RevokeInvite
from .second_factor import EnrolSecondFactor, RemoveSecondFactor, RenewRecoveryCodes, ResetSecondFactor

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
_BRANCH = Column(key="branch_name", title="Branch", width=130, sortable=False, priority=5, empty="All")
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
    columns=(_NAME, _ROLE, _BRANCH, _RATE, _LAST, _STATE),
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
        Action(key="invites", label="Invitations", icon="mail", scope="page",
               permission="user.manage", opens="invites"),
        Action(key="invite", label="Add from another company", icon="users", scope="page",
               permission="user.manage", opens="user.invite"),
        Action(key="password", label="Set password", icon="key-round", permission="user.manage",
               opens="user.password"),
        Action(key="reset", label="Reset code", icon="mail", permission="user.manage"),
        Action(key="factor", label="Remove authenticator app", icon="smartphone", danger=True,
               permission="user.manage", command=ResetSecondFactor, identity="user_id", when="has_factor",
               confirm="Only if phone and recovery codes are lost: the password alone opens the account again, "
               "and every sign-in of this user ends."),
        Action(key="deactivate", label="Deactivate", icon="lock", danger=True, permission="user.manage",
               command=DeactivateUser, identity="user_id", when="is_active",
               confirm="The user can no longer enter this company. What he posted stays under his name."),
        Action(key="reactivate", label="Let in again", icon="lock-open", permission="user.manage",
               command=ReactivateUser, identity="user_id", when="has_left"),
    ),
    peek=(PeekSection(title="Access", columns=(_ROLE, _BRANCH, _RATE, _LAST, _FAILED, _STATE)),),
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
_BRANCH_FIELD = Field(key="branch_id", label="Branch", kind="lookup", lookup="branch_lookup",
                      shows="branch_name", span=6, placeholder="All branches",
                      help="Who works in a branch sees and writes only what is of that branch.")  # fmt: skip
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
        _BRANCH_FIELD,
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
        _BRANCH_FIELD,
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
        _BRANCH_FIELD,
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

INVITE_STATES = (
    Choice(value="waiting", label="Waits", tone="warn"),
    Choice(value="redeemed", label="Redeemed", tone="pos"),
    Choice(value="revoked", label="Ended", tone="muted"),
    Choice(value="expired", label="Ran out", tone="muted"),
)

INVITES = ListScreen(
    key="invites",
    title="Invitations",
    one="invitation",
    many="invitations",
    icon="mail",
    query="invites",
    columns=(
        Column(key="email", title="E-mail", width=220, stretch=True, priority=10),
        replace(_ROLE, sortable=False),
        _BRANCH,
        _RATE,
        Column(key="invited_by", title="Invited by", width=150, sortable=False, priority=4),
        Column(key="expires_at", title="Runs out", kind="instant", width=160, sortable=False, priority=6),
        Column(key="state", title="Status", kind="status", width=120, sortable=False, choices=INVITE_STATES,
               priority=9),
    ),
    nav_group="Settings",
    nav_order=21,
    permission="user.manage",
    kinds=("invite",),
    order="email",
    title_key="email",
    status_key="state",
    muted="is_over",
    tabs=(Tab(key="waiting", label="Waiting"), Tab(key="all", label="All", counted=False)),
    search="E-mail",
    actions=(
        Action(key="new", label="Invite", icon="user-plus", primary=True, scope="page",
               permission="user.manage"),
        Action(key="renew", label="New code", icon="refresh-cw", primary=True, permission="user.manage",
               when="is_renewable"),
        Action(key="revoke", label="Revoke", icon="x", danger=True, permission="user.manage",
               command=RevokeInvite, identity="invite_id", when="is_open",
               confirm="The code no longer opens an account."),
    ),
    empty=EmptyState(
        title="Nobody is invited",
        text="Invite somebody by e-mail address. You get a code, shown once, that opens the account.",
        action="new",
    ),
)  # fmt: skip

INVITE_FORM = FormScreen(
    key="invite.form",
    noun="invitation",
    icon="mail",
    create=InviteUser,
    permission="user.manage",
    title_key="email",
    fields=(
        Field(key="email", label="E-mail", kind="email", required=True, span=12,
              help="You get a code to hand over; with it the account is opened."),
        _ROLE_FIELD,
        _BRANCH_FIELD,
        _RATE_FIELD,
    ),
)  # fmt: skip

_PRESENT_PASSWORD = Field(
    key="current_password", label="Present password", kind="secret", required=True, span=12
)

ENROL = FormScreen(
    key="second_factor.enrol",
    noun="authenticator app",
    icon="smartphone",
    create=EnrolSecondFactor,
    permission="second_factor.own",
    title_key="",
    fields=(_PRESENT_PASSWORD,),
)

RECOVERY = FormScreen(
    key="second_factor.codes",
    noun="recovery codes",
    icon="refresh-cw",
    create=RenewRecoveryCodes,
    permission="second_factor.own",
    title_key="",
    fields=(_PRESENT_PASSWORD,),
)

REMOVE = FormScreen(
    key="second_factor.remove",
    noun="authenticator app",
    icon="smartphone",
    create=RemoveSecondFactor,
    permission="second_factor.own",
    title_key="",
    fields=(
        _PRESENT_PASSWORD,
        Field(key="code", label="Code of the app, or a recovery code", kind="secret", required=True, span=12),
    ),
)

SCREENS = (
    ENROL,
    RECOVERY,
    REMOVE,
    USERS,
    NEW_USER,
    INVITE,
    MEMBER,
    SET_PASSWORD,
    OWN_PASSWORD,
    INVITES,
    INVITE_FORM,
)
