"""Signing in: from e-mail and password to an actor with the permissions of his role.

The password is checked outside the write transaction (hashing takes a fifth of a second, during which
nobody else could write), and its outcome is then recorded by a command, so that failures are counted and
audited although the sign-in is refused. A lock set meanwhile wins over a password that was right.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotFound, SignInRefused
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.companies.model import Company

from . import rules
from .model import Member, User
from .passwords import hash_password, needs_rehash, password_fits, password_key
from .presence import role_permissions

# What the owner of any company may do to the book as a whole.
_BOOK_PERMISSIONS = frozenset({"company.create", "company.read"})


class OpenBook(Protocol):
    """What signing in needs of the opened book; `application.App` is one."""

    def execute(self, command: Command[Any], actor: Actor) -> Any: ...

    def read(self, actor: Actor) -> AbstractContextManager[Read]: ...


@dataclass(frozen=True, slots=True)
class SignInCounted:
    """What recording a sign-in found: whether it stands, else for how many seconds the account is locked."""

    accepted: bool
    locked_seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordSignIn(Command[SignInCounted]):
    """Count a sign-in of a known user; sent by `sign_in` only, for the book (company 0).

    `new_hash` moves the user to today's password scheme.
    """

    permission: ClassVar[str] = "user.sign_in"
    user_id: UUID
    password_was_right: bool
    company_key: int = 0
    new_hash: Secret = ""


@dataclass(frozen=True, slots=True)
class EnterableCompany:
    """A company a user may enter, and as what."""

    key: int
    id: UUID
    code: str
    name: str
    currency: str
    country: str
    role: Role
    is_last: bool


def record_sign_in(command: RecordSignIn, work: Work) -> SignInCounted:
    user = work.get(User, command.user_id)
    if user.locked_until is not None and user.locked_until > work.now:
        believed = rules.believed_lock(user.locked_until, work.now)
        if believed != user.locked_until:
            work.save(dataclasses.replace(user, locked_until=believed))
        return SignInCounted(False, _seconds(work, believed))
    if not command.password_was_right:
        failures = user.failed_sign_ins + 1
        until = rules.locked_until(failures, work.now)
        work.save(dataclasses.replace(user, failed_sign_ins=failures, locked_until=until))
        return SignInCounted(False, _seconds(work, until))
    work.save(
        dataclasses.replace(
            user,
            failed_sign_ins=0,
            locked_until=None,
            last_sign_in_at=work.now,
            last_company_key=command.company_key,
            password_hash=command.new_hash or user.password_hash,
        )
    )
    return SignInCounted(True)


def _seconds(work: Work, until: datetime | None) -> int:
    return 0 if until is None else math.ceil((until - work.now).total_seconds())


def sign_in(book: OpenBook, email: str, password: str, company_code: str | None = None) -> Actor:
    """The actor for these credentials, in the company asked for or the one entered last.

    Raises SignInRefused: `user.sign_in_refused` for an unknown address, a wrong password or a closed
    account (deliberately the same), `user.locked` after too many failures, `user.no_company` when the
    user is no member of that company.
    """
    address = rules.normalised_email(email)
    with book.read(the_book()) as read:
        user = read.find(User, User.c.email == address)
        key = password_key(read)
        choices = [] if user is None else enterable_companies(read, user.id)
    right = password_fits(password, user.password_hash if user is not None and user.is_active else "", key)
    if user is None:
        raise SignInRefused("user.sign_in_refused")
    chosen = _chosen(choices, company_code)
    # Who failed to sign in is not known to be the user: only a success is recorded in his name.
    actor = Actor(
        user_id=user.id if right else None,
        name=user.name if right else "Not signed in",
        company_id=0,
        permissions=frozenset({RecordSignIn.permission}),
    )
    counted: SignInCounted = book.execute(
        RecordSignIn(
            user_id=user.id,
            password_was_right=right,
            company_key=chosen.key if chosen else user.last_company_key,
            new_hash=hash_password(password, key) if right and needs_rehash(user.password_hash) else "",
        ),
        actor,
    ).result
    if counted.locked_seconds:
        raise SignInRefused("user.locked", {"seconds": counted.locked_seconds})
    if not counted.accepted:
        raise SignInRefused("user.sign_in_refused")
    if chosen is None:
        raise SignInRefused("user.no_company", {"code": company_code or ""}, field="company")
    return actor_for(book, user.id, chosen.key)


def _chosen(choices: Sequence[EnterableCompany], code: str | None) -> EnterableCompany | None:
    if code:
        return next((one for one in choices if one.code == code.strip().upper()), None)
    return choices[0] if choices else None


def enterable_companies(read: Read, user_id: UUID) -> list[EnterableCompany]:
    """The companies this user may enter: the one entered last first, the others by name."""
    company, member, user = Company.c, Member.c, User.c
    statement = (
        select(
            company.key,
            company.id,
            company.code,
            company.name,
            company.currency,
            company.country,
            member.role,
            (company.key == user.last_company_key).label("is_last"),
        )
        .join_from(Member.mapping.table, Company.mapping.table, company.key == member.company_id)
        .join(User.mapping.table, user.id == member.user_id)
        .where(
            member.user_id == user_id,
            member.is_active,
            member.deleted_at.is_(None),
            user.is_active,
            company.is_active,
            company.deleted_at.is_(None),
        )
    )
    found = [EnterableCompany(*row) for row in read.fetch(statement)]
    return sorted(found, key=lambda one: (not one.is_last, one.name.casefold(), one.code))


def companies_of(book: OpenBook, user_id: UUID) -> list[EnterableCompany]:
    """The companies this user may enter, for the company switcher."""
    with book.read(the_book()) as read:
        return enterable_companies(read, user_id)


def actor_for(book: OpenBook, user_id: UUID, company_key: int) -> Actor:
    """The actor for a user in a company, with the permissions of his role there.

    Company 0 is the book itself, where the owner of a company may create another one. NotFound
    (`book.no_company`) when the user may not enter that company.
    """
    with book.read(the_book()) as read:
        user = read.find(User, User.c.id == user_id, User.c.is_active)
        choices = enterable_companies(read, user_id)
    if user is None:
        raise NotFound("user.not_found", {"id": str(user_id)})
    if company_key == 0:
        owns = any(one.role is Role.OWNER for one in choices)
        return Actor(
            user_id=user.id,
            name=user.name,
            company_id=0,
            permissions=_BOOK_PERMISSIONS if owns else frozenset(),
        )
    if not any(one.key == company_key for one in choices):
        raise NotFound("book.no_company", {"code": company_key})
    with book.read(the_book(company_key)) as read:
        return member_as_actor(read, user_id)


def member_as_actor(read: Read, user_id: UUID) -> Actor:
    """The actor for a member of the company that is read; NotFound (`user.not_found`) for anybody else.

    He is refused at his first command if he has left meanwhile (`presence.present`).
    """
    member = read.find(Member, user_id=user_id)
    user = read.find(User, User.c.id == user_id, User.c.is_active)
    if member is None or user is None:
        raise NotFound("user.not_found", {"id": str(user_id)})
    return Actor(
        user_id=user.id,
        name=user.name,
        company_id=read.company_id,
        role=member.role,
        member_id=member.id,
        branch_id=member.branch_id,
        permissions=role_permissions(read, member.role),
    )
