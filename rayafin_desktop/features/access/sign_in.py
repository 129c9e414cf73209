"""Signing in: from e-mail and password to an actor with the permissions of his role.

The password is checked outside the write transaction (hashing takes a fifth of a second, during which
nobody else could write), and its outcome is then recorded by a command, so that failures are counted and
audited although the sign-in is refused. A lock set meanwhile wins over a password that was right.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotFound, SignInRefused
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.permissions import Actor, Role, the_book
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.companies.model import Company

from . import rules
from .lockout import Failures, after_failure, still_locked
from .model import Member, SessionKind, User
from .open_book import OpenBook
from .passwords import hash_password, needs_rehash, password_fits, password_key
from .presence import role_permissions
from .proving import ProveSession
from .second_factor import factor_of, proved
from .sessions import OpenedSession, OpenSession, live_session

# What the owner of any company may do to the book as a whole.
_BOOK_PERMISSIONS = frozenset({"company.create", "company.read"})


@dataclass(frozen=True, slots=True)
class SignInCounted:
    """What recording a sign-in found: whether it stands, else why not (a code of messages.py).

    `locked_seconds` says for how long the account is locked, 0 for not at all.
    """

    accepted: bool
    locked_seconds: int = 0
    refusal: str = "user.sign_in_refused"


@dataclass(frozen=True, kw_only=True)
class RecordSignIn(Command[SignInCounted]):
    """Count a sign-in; sent by `sign_in` only, for the book (company 0). Of nobody it leaves no trace.

    `checked_hash` is what the password was held against, `new_hash` moves the user to today's scheme, `code`
    is of the authenticator app.
    """

    permission: ClassVar[str] = "user.sign_in"
    user_id: UUID | None
    password_was_right: bool
    company_key: int = 0
    checked_hash: Secret = ""
    new_hash: Secret = ""
    code: Secret = ""


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
    if command.user_id is None:
        return SignInCounted(False)
    user = work.get(User, command.user_id)
    failures = _failures(user)
    until = still_locked(failures, work.now)
    if until is not None:
        if until != user.locked_until:
            work.save(dataclasses.replace(user, locked_until=until))
        return SignInCounted(False, _seconds(work, until), "user.locked")
    # A password changed while the old one was being checked: the old one counts no more.
    right = command.password_was_right and command.checked_hash == user.password_hash
    if not right:
        return _failed(work, user, "user.sign_in_refused")
    factor = factor_of(work, user.id)
    if factor is not None:
        if not command.code.strip():
            return SignInCounted(False, 0, "second_factor.needed")
        if proved(work, factor, command.code) is None:
            return _failed(work, user, "second_factor.wrong")
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


def _failures(user: User) -> Failures:
    return Failures(user.failed_sign_ins, user.day_failures or 0, user.day_began_at, user.locked_until)


def _failed(work: Work, user: User, refusal: str) -> SignInCounted:
    """Count a failure, of the password or of the second factor alike."""
    after = after_failure(_failures(user), work.now)
    work.save(
        dataclasses.replace(
            user,
            failed_sign_ins=after.in_a_row,
            locked_until=after.locked_until,
            day_failures=after.of_day,
            day_began_at=after.day_began_at,
        )
    )
    seconds = _seconds(work, after.locked_until)
    return SignInCounted(False, seconds, "user.locked" if seconds else refusal)


def _seconds(work: Work, until: datetime | None) -> int:
    return 0 if until is None else math.ceil((until - work.now).total_seconds())


def sign_in(
    book: OpenBook, email: str, password: str, company_code: str | None = None, *, code: str = ""
) -> Actor:
    """The actor for these credentials, in the company asked for or the one entered last.

    `code` is of the authenticator app, or a recovery code, where the user has a second factor.

    Raises SignInRefused: `user.sign_in_refused` for an unknown address, a wrong password or a closed
    account (deliberately the same), `user.locked` after too many failures, `second_factor.needed` when the
    password was right and a code is wanted, `second_factor.wrong` for a wrong or used code (this counts as
    a failure), `user.no_company` when the user is no member of that company.
    """
    user, choices = _proved_user(book, email, password, company_code, code)
    chosen = _chosen(choices, company_code)
    if chosen is None:
        raise SignInRefused("user.no_company", {"code": company_code or ""}, field="company")
    return actor_for(book, user.id, chosen.key)


def _proved_user(
    book: OpenBook, email: str, password: str, company_code: str | None, code: str
) -> tuple[User, list[EnterableCompany]]:
    """The user these credentials are of, counted and recorded, and the companies he may enter."""
    address = rules.normalised_email(email)
    with book.read(the_book()) as read:
        user = read.find(User, User.c.email == address)
        key = password_key(read)
        choices = [] if user is None else enterable_companies(read, user.id)
    stored = user.password_hash if user is not None and user.is_active else ""
    right = password_fits(password, stored, key)
    chosen = _chosen(choices, company_code)
    # Who failed to sign in is not known to be the user: only a success is recorded in his name.
    known = user if right else None
    actor = Actor(
        user_id=known.id if known else None,
        name=known.name if known else "Not signed in",
        company_id=0,
        permissions=frozenset({RecordSignIn.permission}),
    )
    # An unknown address goes the same way, to take as long.
    counted: SignInCounted = book.execute(
        RecordSignIn(
            user_id=user.id if user else None,
            password_was_right=right,
            company_key=chosen.key if chosen else user.last_company_key if user else 0,
            checked_hash=stored,
            new_hash=hash_password(password, key) if right and needs_rehash(stored) else "",
            code=code,
        ),
        actor,
    ).result
    if counted.locked_seconds:
        raise SignInRefused("user.locked", {"seconds": counted.locked_seconds})
    if user is None or not counted.accepted:
        field = "code" if counted.refusal.startswith("second_factor.") else ""
        raise SignInRefused(counted.refusal, field=field)
    return user, choices


def with_session(book: OpenBook, actor: Actor, what: SessionKind, label: str) -> tuple[Actor, OpenedSession]:
    """The actor as signed in by a session of its own, which shows in the list and can be ended there."""
    if actor.user_id is None:
        raise SignInRefused("user.nobody")
    command = OpenSession(user_id=actor.user_id, what=what, label=label, company_key=actor.company_id)
    session: OpenedSession = book.execute(command, _gatekeeper(actor)).result
    return dataclasses.replace(actor, session_id=session.id), session


def come_back(
    book: OpenBook, actor: Actor, email: str, password: str, *, code: str = "", label: str = ""
) -> Actor:
    """The same actor after a lock: in his session if it still holds, else in a new one.

    Raises what `sign_in` raises, and `user.sign_in_refused` for somebody else's password.
    """
    user, _ = _proved_user(book, email, password, None, code)
    if user.id != actor.user_id:
        raise SignInRefused("user.sign_in_refused")
    with book.read(the_book()) as read:
        live = actor.session_id is not None and live_session(read, actor.session_id) is not None
    if live and actor.session_id is not None:
        book.execute(ProveSession(session_id=actor.session_id), _gatekeeper(actor))
        return actor
    return with_session(book, actor, SessionKind.WINDOW, label)[0]


def prove(book: OpenBook, actor: Actor, password: str, *, code: str = "") -> None:
    """Prove once more that it is the actor who sits there, for what asks for it (proving.py).

    Raises what `sign_in` raises; wrong passwords count as they do there.
    """
    if actor.user_id is None or actor.session_id is None:
        raise SignInRefused("user.nobody")
    with book.read(the_book()) as read:
        email = read.get(User, actor.user_id).email
    _proved_user(book, email, password, None, code)
    book.execute(ProveSession(session_id=actor.session_id), _gatekeeper(actor))


def _gatekeeper(actor: Actor) -> Actor:
    """The program itself, in the name of somebody who has just proved who he is."""
    return Actor(
        user_id=actor.user_id,
        name=actor.name,
        company_id=0,
        permissions=frozenset({OpenSession.permission}),
    )


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
