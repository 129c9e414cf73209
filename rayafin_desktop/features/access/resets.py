"""A forgotten password: an owner issues a one-time code, with which its user chooses a new password.

The owner never knows the new password, and the code opens nothing by itself: who has it still signs in, with
the second factor if there is one.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems, SignInRefused
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Work

from . import rules
from .model import PasswordReset, User
from .open_book import OpenBook
from .passwords import hash_password, password_key
from .reach import user_in_reach
from .second_factor import shortest_password
from .sessions import end_sessions


@dataclass(frozen=True, slots=True)
class IssuedReset:
    """A reset and its code, which is shown now and never again."""

    id: UUID
    email: str
    code: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class IssuePasswordReset(Command[IssuedReset]):
    """A code for a member who forgot his password, good once within a day; an earlier one ends."""

    permission: ClassVar[str] = "user.manage"
    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class RedeemPasswordReset(Command[bool]):
    """Choose a new password with a code, about the book (company 0); sent by `reset_password` only.

    Answers whether the code was right: a wrong one is counted although it is refused.
    """

    permission: ClassVar[str] = "user.sign_in"
    email: str
    code: Secret
    password: Secret


def issue_password_reset(command: IssuePasswordReset, work: Work) -> IssuedReset:
    user = user_in_reach(work, command.user_id)
    for earlier in _waiting(work, user.id):
        work.save(dataclasses.replace(earlier, revoked_at=work.now))
    code = rules.new_invite_code(secrets.choice)
    reset = work.new(
        PasswordReset,
        user_id=user.id,
        code_hash=_hashed(code, password_key(work)),
        expires_at=work.now + timedelta(hours=rules.RESET_HOURS),
        issued_by=work.actor.name,
    )
    return IssuedReset(reset.id, user.email, code)


def redeem_password_reset(command: RedeemPasswordReset, work: Work) -> bool:
    user = work.find(User, User.c.email == rules.normalised_email(command.email), User.c.is_active)
    key = password_key(work)
    given = _hashed(command.code, key)
    waiting = [] if user is None else _waiting(work, user.id)
    reset = next((one for one in waiting if hmac.compare_digest(one.code_hash, given)), None)
    if user is None or reset is None:
        for one in waiting:
            attempts = one.attempts + 1
            ended = work.now if attempts >= rules.MOST_ATTEMPTS else None
            work.save(dataclasses.replace(one, attempts=attempts, revoked_at=ended))
        return False
    problems = Problems()
    shortest = shortest_password(work, user.id)
    problems.extend(
        rules.password_problems(command.password, words=[user.email, user.name], shortest=shortest)
    )
    problems.raise_if_any()
    work.save(dataclasses.replace(reset, used_at=work.now))
    work.save(
        dataclasses.replace(
            user,
            password_hash=hash_password(command.password, key),
            failed_sign_ins=0,
            locked_until=None,
            day_failures=None,
            day_began_at=None,
        )
    )
    end_sessions(work, user.id, "password")
    return True


def reset_password(book: OpenBook, email: str, code: str, password: str) -> None:
    """Choose a new password with a code an owner issued; then one signs in with it.

    Raises SignInRefused (`reset.wrong`) for a wrong, used, ended or run-out code and an unknown address,
    deliberately the same, and RuleBroken for a bad password; then the code is still good.
    """
    actor = Actor(
        user_id=None,
        name="Not signed in",
        company_id=0,
        permissions=frozenset({RedeemPasswordReset.permission}),
    )
    command = RedeemPasswordReset(email=email, code=code, password=password)
    if not book.execute(command, actor).result:
        raise SignInRefused("reset.wrong", field="code")


def _waiting(work: Work, user_id: UUID) -> list[PasswordReset]:
    c = PasswordReset.c
    return work.all(
        PasswordReset,
        c.user_id == user_id,
        c.used_at.is_(None),
        c.revoked_at.is_(None),
        c.expires_at > work.now,
    )


def _hashed(code: str, key: bytes) -> str:
    return hmac.new(key, b"reset " + rules.plain_code(code).encode(), hashlib.sha256).hexdigest()
