"""Invitations: a one-time code for somebody who shall work in this company and has no account yet.

The owner gets the code once, to hand it over himself; only its keyed hash is kept. Redeeming it makes the
account. It runs before anybody is signed in, as signing in does: what was tried is recorded by a command
although the person is refused, so that wrong codes count and end the invitation.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken, SignInRefused
from rayafin_desktop.engine.commands import Command, Exact, Secret
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.companies.branches import chosen_branch
from rayafin_desktop.features.companies.model import Company
from rayafin_desktop.features.companies.rules import is_email

from . import rules
from .commands import MemberRef, joined
from .model import Invite, User
from .open_book import OpenBook
from .passwords import hash_password, password_key
from .sign_in import actor_for


@dataclass(frozen=True, slots=True)
class IssuedInvite:
    """An invitation and its code, which is shown now and never again."""

    id: UUID
    email: str
    code: str


@dataclass(frozen=True, kw_only=True)
class InviteUser(Command[IssuedInvite]):
    """Invite somebody new by e-mail address; answers the code with which he opens his account.

    `commission_percent` is 0 to 100. An earlier invitation of the same address ends.
    """

    permission: ClassVar[str] = "user.manage"
    email: str
    role: Role
    commission_percent: Exact = Decimal(0)
    branch_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RenewInvite(Command[IssuedInvite]):
    """A new code for an invitation that was lost or ran out; the old code ends."""

    permission: ClassVar[str] = "user.manage"
    invite_id: UUID


@dataclass(frozen=True, kw_only=True)
class RevokeInvite(Command[None]):
    """End an invitation that nobody has redeemed."""

    permission: ClassVar[str] = "user.manage"
    invite_id: UUID


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What redeeming came to: the new member of a company, or None for a wrong code."""

    member: MemberRef | None
    company_key: int = 0


@dataclass(frozen=True, kw_only=True)
class RedeemInvite(Command[Redeemed]):
    """Open the account an invitation was for; sent by `redeem` only, for the book (company 0)."""

    permission: ClassVar[str] = "user.sign_in"
    email: str
    code: Secret
    name: str
    password: Secret


def invite_user(command: InviteUser, work: Work) -> IssuedInvite:
    email = rules.normalised_email(command.email)
    problems = Problems()
    problems.require(is_email(email), "user.email_invalid", "email", email=command.email)
    problems.require(work.find(User, User.c.email == email) is None, "user.email_taken", "email", email=email)
    problems.extend(rules.commission_problems(command.commission_percent))
    problems.extend(rules.branch_problems(command.role, command.branch_id))
    waiting = work.all(Invite, _is_waiting(work))
    problems.require(
        len([one for one in waiting if one.email != email]) < rules.MOST_INVITES,
        "invite.too_many",
        "email",
        most=rules.MOST_INVITES,
    )
    problems.raise_if_any()
    for earlier in waiting:
        if earlier.email == email:
            work.save(dataclasses.replace(earlier, revoked_at=work.now))
    code = rules.new_invite_code(secrets.choice)
    invite = work.new(
        Invite,
        email=email,
        role=command.role,
        commission_rate=command.commission_percent,
        branch_id=chosen_branch(work, command.branch_id),
        code_hash=_hashed(code, password_key(work)),
        expires_at=work.now + timedelta(days=rules.INVITE_DAYS),
        invited_by=work.actor.name,
    )
    return IssuedInvite(invite.id, email, code)


def renew_invite(command: RenewInvite, work: Work) -> IssuedInvite:
    invite = work.get(Invite, command.invite_id, field="invite_id")
    if invite.redeemed_at is not None:
        raise RuleBroken([Problem("invite.redeemed", "invite_id", {"email": invite.email})])
    code = rules.new_invite_code(secrets.choice)
    work.save(
        dataclasses.replace(
            invite,
            code_hash=_hashed(code, password_key(work)),
            expires_at=work.now + timedelta(days=rules.INVITE_DAYS),
            attempts=0,
            revoked_at=None,
        )
    )
    return IssuedInvite(invite.id, invite.email, code)


def revoke_invite(command: RevokeInvite, work: Work) -> None:
    invite = work.get(Invite, command.invite_id, field="invite_id")
    if invite.redeemed_at is not None:
        raise RuleBroken([Problem("invite.redeemed", "invite_id", {"email": invite.email})])
    if invite.revoked_at is None:
        work.save(dataclasses.replace(invite, revoked_at=work.now))


def redeem_invite(command: RedeemInvite, work: Work) -> Redeemed:
    email = rules.normalised_email(command.email)
    name = command.name.strip()
    key = password_key(work)
    code_hash = _hashed(command.code, key)
    found = _waiting_anywhere(work, email)
    right = next((one for one in found if hmac.compare_digest(one[2], code_hash)), None)
    if right is None:
        for company_key, invite_id, _ in found:
            _count_failure(work.in_company(company_key), invite_id)
        return Redeemed(None)
    company_key, invite_id, _ = right
    company = work.in_company(company_key)
    invite = company.get(Invite, invite_id)
    names = str(work.scalar(select(Company.c.name).where(Company.c.key == company_key)))
    problems = Problems()
    problems.require(name, "user.name_missing", "name")
    problems.require(len(name) <= 200, "user.name_too_long", "name")
    problems.require(work.find(User, User.c.email == email) is None, "user.email_taken", "email", email=email)
    problems.extend(rules.password_problems(command.password, words=[email, name, names]))
    problems.raise_if_any()
    user = work.new(User, email=email, name=name, password_hash=hash_password(command.password, key))
    member = joined(company, user, invite.role, invite.commission_rate, invite.branch_id)
    company.save(dataclasses.replace(invite, redeemed_at=work.now, member_id=member.member_id))
    return Redeemed(member, company_key)


def redeem(book: OpenBook, email: str, code: str, name: str, password: str) -> Actor:
    """Open an account with an invitation and answer its actor, signed in.

    Raises SignInRefused (`invite.wrong`) for a wrong, used, ended or run-out code, deliberately the same,
    and RuleBroken for a bad name or password; then the code is still good.
    """
    actor = Actor(
        user_id=None,
        name="Not signed in",
        company_id=0,
        permissions=frozenset({RedeemInvite.permission}),
    )
    command = RedeemInvite(email=email, code=code, name=name, password=password)
    redeemed: Redeemed = book.execute(command, actor).result
    if redeemed.member is None:
        raise SignInRefused("invite.wrong", field="code")
    return actor_for(book, redeemed.member.user_id, redeemed.company_key)


def _waiting_anywhere(work: Read, email: str) -> list[tuple[int, UUID, str]]:
    """(company, id, hash) of every invitation of this address that waits, in any company of the book."""
    c = Invite.c
    statement = (
        select(c.company_id, c.id, c.code_hash)
        .join_from(Invite.mapping.table, Company.mapping.table, Company.c.key == c.company_id)
        .where(c.email == email, Company.c.is_active, _is_waiting(work))
    )
    return [(int(row[0]), row[1], str(row[2])) for row in work.fetch(statement)]


def _is_waiting(read: Read) -> ColumnElement[bool]:
    c = Invite.c
    return and_(
        c.redeemed_at.is_(None), c.revoked_at.is_(None), c.deleted_at.is_(None), c.expires_at > read.now
    )


def _count_failure(work: Work, invite_id: UUID) -> None:
    """One wrong code more; too many end the invitation."""
    invite = work.get(Invite, invite_id)
    attempts = invite.attempts + 1
    ended = work.now if attempts >= rules.MOST_ATTEMPTS else None
    work.save(dataclasses.replace(invite, attempts=attempts, revoked_at=ended))


def _hashed(code: str, key: bytes) -> str:
    return hmac.new(key, b"invite " + rules.plain_code(code).encode(), hashlib.sha256).hexdigest()
