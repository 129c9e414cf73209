"""Who works here, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read

from ..companies.branches import branch_name
from ..companies.model import Branch
from .model import Invite, Member, SecondFactor, Session, User
from .sessions import is_open


@dataclass(frozen=True, slots=True)
class MemberDetail:
    """A member as the form shows him; `id` is the member's."""

    id: UUID
    version: int
    user_id: UUID
    name: str
    email: str
    role: Role
    commission_percent: Decimal
    is_active: bool
    branch_id: UUID | None
    branch_name: str


def is_locked(read: Read) -> ColumnElement[bool]:
    """Whether a user's account is locked at this moment."""
    return and_(User.c.locked_until.is_not(None), User.c.locked_until > read.now)


def _users(read: Read) -> Select[Any]:
    user, member = User.c, Member.c
    state = case(
        (or_(member.is_active == false(), user.is_active == false()), "inactive"),
        (is_locked(read), "locked"),
        (user.password_hash == "", "invited"),
        else_="active",
    )
    return (
        select(
            user.id,
            member.id.label("member_id"),
            member.version,
            user.name,
            user.email,
            member.role,
            member.commission_rate,
            func.coalesce(Branch.c.name, "").label("branch_name"),
            user.last_sign_in_at,
            user.failed_sign_ins,
            state.label("state"),
            member.is_active,
            (~member.is_active).label("has_left"),
            SecondFactor.c.confirmed_at.is_not(None).label("has_factor"),
        )
        .join_from(Member.mapping.table, User.mapping.table, user.id == member.user_id)
        .join(
            Branch.mapping.table,
            and_(Branch.c.company_id == member.company_id, Branch.c.id == member.branch_id),
            isouter=True,
        )
        .join(
            SecondFactor.mapping.table,
            and_(SecondFactor.c.user_id == user.id, SecondFactor.c.deleted_at.is_(None)),
            isouter=True,
        )
        .where(member.company_id == read.company_id, member.deleted_at.is_(None))
    )


def user_stats(read: Read) -> Mapping[str, Any]:
    """How many members there are, and how many are owners, brokers or locked out."""
    rows = read.fetch(
        select(Member.c.role, func.count())
        .where(
            Member.c.company_id == read.company_id,
            Member.c.is_active == true(),
            Member.c.deleted_at.is_(None),
        )
        .group_by(Member.c.role)
    )
    by_role = {role: int(count) for role, count in rows}
    return {
        "active": sum(by_role.values()),
        "owners": by_role.get(Role.OWNER, 0),
        "brokers": by_role.get(Role.BROKER, 0),
    }


USER_ROWS = ListQuery(
    name="users",
    permission="user.read",
    kinds=("user", "member"),
    select=_users,
    key=User.c.id,
    sorts={
        "name": [User.c.name],
        "email": [User.c.email],
        "role": [Member.c.role, User.c.name],
        "last_sign_in_at": [User.c.last_sign_in_at],
    },
    default_sort=("name", False),
    tabs={
        "all": lambda _read: None,
        "active": lambda _read: and_(Member.c.is_active == true(), User.c.is_active == true()),
        "inactive": lambda _read: or_(Member.c.is_active == false(), User.c.is_active == false()),
        "locked": is_locked,
    },
    search=lambda _read, text: or_(
        User.c.name.icontains(text, autoescape=True), User.c.email.icontains(text, autoescape=True)
    ),
    stats=user_stats,
)


def member_detail(read: Read, user_id: UUID) -> MemberDetail:
    """A user of this company; NotFound (`user.not_found`) for anybody else."""
    read.actor.require("user.read")
    member = read.find(Member, Member.c.user_id == user_id)
    if member is None:
        raise NotFound("user.not_found", {"id": str(user_id)})
    user = read.get(User, user_id)
    return MemberDetail(
        id=member.id,
        version=member.version,
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=member.role,
        commission_percent=member.commission_rate,
        is_active=member.is_active and user.is_active,
        branch_id=member.branch_id,
        branch_name=branch_name(read, member.branch_id),
    )


def _invites(read: Read) -> Select[Any]:
    c = Invite.c
    state = case(
        (c.redeemed_at.is_not(None), "redeemed"),
        (c.revoked_at.is_not(None), "revoked"),
        (c.expires_at <= read.now, "expired"),
        else_="waiting",
    )
    return (
        select(
            c.id,
            c.email,
            c.role,
            c.commission_rate,
            func.coalesce(Branch.c.name, "").label("branch_name"),
            c.invited_by,
            c.created_at,
            c.expires_at,
            c.redeemed_at,
            c.attempts,
            state.label("state"),
            c.redeemed_at.is_(None).label("is_renewable"),
            and_(c.redeemed_at.is_(None), c.revoked_at.is_(None)).label("is_open"),
            or_(c.redeemed_at.is_not(None), c.revoked_at.is_not(None), c.expires_at <= read.now).label(
                "is_over"
            ),
            c.version,
        )
        .join_from(
            Invite.mapping.table,
            Branch.mapping.table,
            and_(Branch.c.company_id == c.company_id, Branch.c.id == c.branch_id),
            isouter=True,
        )
        .where(c.company_id == read.company_id, c.deleted_at.is_(None))
    )


INVITE_ROWS = ListQuery(
    name="invites",
    permission="user.manage",
    kinds=("invite",),
    select=_invites,
    key=Invite.c.id,
    sorts={"email": (Invite.c.email,)},
    default_sort=("email", False),
    tabs={
        "waiting": lambda read: and_(
            Invite.c.redeemed_at.is_(None), Invite.c.revoked_at.is_(None), Invite.c.expires_at > read.now
        ),
        "all": lambda read: None,
    },
    search=lambda _read, text: Invite.c.email.icontains(text, autoescape=True),
)


def _sessions(read: Read) -> Select[Any]:
    """One's own sessions; with `user.manage`, those of every member of the company."""
    c = Session.c
    state = case(
        (c.revoked_at.is_not(None), "ended"),
        (c.ends_at <= read.now, "over"),
        else_="open",
    )
    statement = (
        select(
            c.id,
            c.user_id,
            User.c.name,
            User.c.email,
            c.what,
            c.label,
            c.started_at,
            c.last_seen_at,
            c.ends_at,
            c.revoked_at,
            state.label("state"),
            (c.id == read.actor.session_id if read.actor.session_id else false()).label("is_current"),
            and_(c.revoked_at.is_(None), c.ends_at > read.now).label("is_open"),
            or_(c.revoked_at.is_not(None), c.ends_at <= read.now).label("is_over"),
        )
        .join_from(Session.mapping.table, User.mapping.table, User.c.id == c.user_id)
        .where(c.deleted_at.is_(None))
    )
    if not (read.actor.may("user.manage") and read.company_id):
        return statement.where(c.user_id == read.actor.user_id)
    here = select(Member.c.user_id).where(
        Member.c.company_id == read.company_id, Member.c.deleted_at.is_(None)
    )
    return statement.where(or_(c.user_id == read.actor.user_id, c.user_id.in_(here)))


SESSION_ROWS = ListQuery(
    name="sessions",
    permission="session.end",
    kinds=("session",),
    select=_sessions,
    key=Session.c.id,
    sorts={"last_seen_at": [Session.c.last_seen_at], "started_at": [Session.c.started_at]},
    default_sort=("last_seen_at", True),
    tabs={
        "mine": lambda read: and_(Session.c.user_id == read.actor.user_id, is_open(read)),
        "open": is_open,
        "all": lambda read: None,
    },
    search=lambda _read, text: or_(
        User.c.name.icontains(text, autoescape=True), Session.c.label.icontains(text, autoescape=True)
    ),
)
