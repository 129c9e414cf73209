"""Users and members: inviting, roles, passwords, leaving."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import NotAllowed, Problem, Problems, RuleBroken, Stale
from rayafin_desktop.engine.commands import Command, Exact, Secret
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.companies.branches import chosen_branch
from rayafin_desktop.features.companies.commands import own_company
from rayafin_desktop.features.companies.happenings import CompanyCreated
from rayafin_desktop.features.companies.rules import is_email

from . import rules
from .model import Member, User
from .passwords import hash_password, password_fits, password_key
from .reach import other_companies, user_here, user_in_reach
from .second_factor import shortest_password
from .sessions import end_sessions


@dataclass(frozen=True, slots=True)
class MemberRef:
    """A user and his membership in one company."""

    user_id: UUID
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class AddUser(Command[MemberRef]):
    """A new user of the book, as a member of this company. Without a password he cannot sign in yet.

    With a `branch_id` he finds and writes what is of that branch only.
    """

    permission: ClassVar[str] = "user.manage"
    email: str
    name: str
    role: Role
    password: Secret = ""
    commission_percent: Exact = Decimal(0)
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class InviteMember(Command[MemberRef]):
    """Make somebody who already uses this book a member of this company."""

    permission: ClassVar[str] = "user.manage"
    email: str
    role: Role
    commission_percent: Exact = Decimal(0)
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class UpdateMember(Command[int]):
    """Change role, branch and commission rate (percent, 0 to 100); answers the member's new version.

    Without a `branch_id` the member sees every branch; an owner always does.
    """

    permission: ClassVar[str] = "user.manage"
    member_id: UUID
    version: int
    role: Role
    commission_percent: Exact = Decimal(0)
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateUser(Command[None]):
    """Take a user out of this company; his account closes too when it was his last company."""

    permission: ClassVar[str] = "user.manage"
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateUser(Command[None]):
    """Let a user who was taken out of this company in again."""

    permission: ClassVar[str] = "user.manage"
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class SetPassword(Command[None]):
    """Give a user of this company a new password; also ends a lockout."""

    permission: ClassVar[str] = "user.manage"
    user_id: UUID
    password: Secret


@dataclass(frozen=True, kw_only=True)
class ChangeOwnPassword(Command[None]):
    """Change the password of the person at the keyboard, who must know the present one."""

    permission: ClassVar[str] = "user.change_own_password"
    current_password: Secret
    password: Secret


def add_user(command: AddUser, work: Work) -> MemberRef:
    email = rules.normalised_email(command.email)
    name = command.name.strip()
    problems = Problems()
    problems.require(is_email(email), "user.email_invalid", "email", email=command.email)
    problems.require(name, "user.name_missing", "name")
    problems.require(len(name) <= 200, "user.name_too_long", "name")
    problems.require(work.find(User, User.c.email == email) is None, "user.email_taken", "email", email=email)
    problems.extend(rules.commission_problems(command.commission_percent))
    problems.extend(rules.branch_problems(command.role, command.branch_id))
    if command.password:
        words = [email, name, own_company(work).name]
        problems.extend(rules.password_problems(command.password, words=words))
    problems.raise_if_any()
    stored = hash_password(command.password, password_key(work)) if command.password else ""
    user = work.new(User, email=email, name=name, password_hash=stored)
    return joined(work, user, command.role, command.commission_percent, command.branch_id)


def invite_member(command: InviteMember, work: Work) -> MemberRef:
    email = rules.normalised_email(command.email)
    user = work.find(User, User.c.email == email)
    if user is None:
        raise RuleBroken([Problem("user.unknown_email", "email", {"email": email})])
    problems = Problems()
    already = work.find(Member, Member.c.user_id == user.id)
    problems.require(already is None, "member.already", "email", name=user.name)
    problems.extend(rules.commission_problems(command.commission_percent))
    problems.extend(rules.branch_problems(command.role, command.branch_id))
    problems.raise_if_any()
    if not user.is_active:
        user = work.save(dataclasses.replace(user, is_active=True))
    return joined(work, user, command.role, command.commission_percent, command.branch_id)


def joined(work: Work, user: User, role: Role, percent: Decimal, branch_id: UUID | None = None) -> MemberRef:
    """Make a user a member of the company this Work is about; NotFound for a branch that is not."""
    member = work.new(
        Member,
        user_id=user.id,
        role=role,
        commission_rate=percent,
        branch_id=chosen_branch(work, branch_id),
    )
    return MemberRef(user.id, member.id)


def founder_joins(happening: CompanyCreated, work: Work) -> None:
    """Whoever creates a company is its first owner; the book itself adds one by a command of its own."""
    if work.actor.user_id is not None:
        joined(work, work.get(User, work.actor.user_id), Role.OWNER, Decimal(0))


def update_member(command: UpdateMember, work: Work) -> int:
    member = work.get(Member, command.member_id, field="member_id")
    if member.version != command.version:
        raise Stale("member.stale", {"id": str(member.id)})
    problems = Problems()
    problems.extend(rules.commission_problems(command.commission_percent))
    problems.extend(rules.branch_problems(command.role, command.branch_id))
    if member.role is Role.OWNER and command.role is not Role.OWNER:
        problems.require(_another_owner(work, member), "member.last_owner", "role")
    problems.raise_if_any()
    changed = dataclasses.replace(
        member,
        role=command.role,
        commission_rate=command.commission_percent,
        branch_id=chosen_branch(work, command.branch_id),
    )
    return work.save(changed).version


def _another_owner(work: Work, member: Member) -> bool:
    """Whether the company keeps an active owner without this member."""
    statement = (
        select(func.count())
        .select_from(Member.mapping.table.join(User.mapping.table, User.c.id == Member.c.user_id))
        .where(
            Member.c.company_id == work.company_id,
            Member.c.id != member.id,
            Member.c.role == Role.OWNER,
            Member.c.is_active,
            Member.c.deleted_at.is_(None),
            User.c.is_active,
        )
    )
    return bool(work.scalar(statement))


def deactivate_user(command: DeactivateUser, work: Work) -> None:
    user, member = user_here(work, command.user_id)
    if member.role is Role.OWNER and member.is_active and not _another_owner(work, member):
        raise RuleBroken([Problem("member.last_owner", "user_id")])
    if member.is_active:
        work.save(dataclasses.replace(member, is_active=False))
    if user.is_active and not other_companies(work, user):
        work.save(dataclasses.replace(user, is_active=False))
    end_sessions(work, user.id, "deactivated")


def reactivate_user(command: ReactivateUser, work: Work) -> None:
    user, member = user_here(work, command.user_id)
    if not member.is_active:
        work.save(dataclasses.replace(member, is_active=True))
    if not user.is_active:
        work.save(dataclasses.replace(user, is_active=True))


def set_password(command: SetPassword, work: Work) -> None:
    user = user_in_reach(work, command.user_id)
    _save_password(work, user, command.password)


def change_own_password(command: ChangeOwnPassword, work: Work) -> None:
    if work.actor.user_id is None:
        raise NotAllowed("user.nobody")
    user = work.get(User, work.actor.user_id)
    if not password_fits(command.current_password, user.password_hash, password_key(work)):
        raise RuleBroken([Problem("password.wrong", "current_password")])
    _save_password(work, user, command.password)


def _save_password(work: Work, user: User, password: str) -> None:
    problems = Problems()
    words = [user.email, user.name, own_company(work).name]
    shortest = shortest_password(work, user.id)
    problems.extend(rules.password_problems(password, words=words, shortest=shortest))
    problems.raise_if_any()
    stored = hash_password(password, password_key(work))
    work.save(
        dataclasses.replace(
            user,
            password_hash=stored,
            failed_sign_ins=0,
            locked_until=None,
            day_failures=None,
            day_began_at=None,
        )
    )
    end_sessions(work, user.id, "password")
