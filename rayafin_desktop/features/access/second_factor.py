"""The second factor: an authenticator app, set up by its owner, and recovery codes for the day it is lost.

Setting up and taking away both ask for the password again; an app counts from the first right code on. A new
password, also by a reset, leaves it standing: it is taken away by its owner, or by an owner of the company
in a command of its own.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed, Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.work import Read, Work

from . import rules, totp
from .model import SecondFactor, User
from .passwords import password_fits, password_key
from .reach import user_in_reach
from .sessions import end_sessions
from .settings import SECOND_FACTOR, Requires


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the app is told, once: the secret, and the same as a link for a QR code."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    """Ten codes, each good for one sign-in without the app; shown now and never again."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class EnrolSecondFactor(Command[Enrolment]):
    """Begin to set up an authenticator app; it counts only once ConfirmSecondFactor had a code of it."""

    permission: ClassVar[str] = "second_factor.own"
    current_password: Secret


@dataclass(frozen=True, kw_only=True)
class ConfirmSecondFactor(Command[RecoveryCodes]):
    """Prove with a code that the app works; from now on signing in asks for one. Other sign-ins end."""

    permission: ClassVar[str] = "second_factor.own"
    code: Secret


@dataclass(frozen=True, kw_only=True)
class RemoveSecondFactor(Command[None]):
    """Take the own authenticator app away, with password and a code (or a recovery code)."""

    permission: ClassVar[str] = "second_factor.own"
    current_password: Secret
    code: Secret


@dataclass(frozen=True, kw_only=True)
class RenewRecoveryCodes(Command[RecoveryCodes]):
    """Ten new recovery codes; those before are void."""

    permission: ClassVar[str] = "second_factor.own"
    current_password: Secret


@dataclass(frozen=True, kw_only=True)
class ResetSecondFactor(Command[None]):
    """Take a member's authenticator app away, because he lost it and his recovery codes; his sign-ins end."""

    permission: ClassVar[str] = "user.manage"
    user_id: UUID


def factor_of(read: Read, user_id: UUID) -> SecondFactor | None:
    """The second factor that a sign-in of this user must show, or None."""
    found = read.find(SecondFactor, user_id=user_id)
    return found if found is not None and found.confirmed_at is not None else None


def proved(work: Work, factor: SecondFactor, code: str) -> SecondFactor | None:
    """The factor with this code or recovery code used up (saved), or None for a wrong or used one."""
    key = password_key(work)
    secret = totp.unsealed(factor.sealed_secret, key, factor.user_id)
    step = totp.step_of(code, secret, work.now, factor.last_step)
    if step is not None:
        return work.save(dataclasses.replace(factor, last_step=step))
    left = totp.without(factor.recovery_hashes or [], totp.recovery_hash(code, key, factor.user_id))
    return None if left is None else work.save(dataclasses.replace(factor, recovery_hashes=left))


def shortest_password(read: Read, user_id: UUID) -> int:
    """How many characters a new password of this user needs at least."""
    alone = factor_of(read, user_id) is None
    return rules.SHORTEST_PASSWORD if alone else rules.SHORTEST_WITH_SECOND_FACTOR


def enrol_second_factor(command: EnrolSecondFactor, work: Work) -> Enrolment:
    user = _own_user(work, command.current_password)
    before = work.find(SecondFactor, user_id=user.id)
    if before is not None and before.confirmed_at is not None:
        raise RuleBroken([Problem("second_factor.already")])
    secret = totp.new_secret()
    sealed = totp.sealed(secret, password_key(work), user.id)
    if before is None:
        work.new(SecondFactor, user_id=user.id, sealed_secret=sealed)
    else:
        work.save(dataclasses.replace(before, sealed_secret=sealed))
    return Enrolment(secret, totp.uri_of(secret, user.email))


def confirm_second_factor(command: ConfirmSecondFactor, work: Work) -> RecoveryCodes:
    user = _own_user(work)
    factor = work.find(SecondFactor, user_id=user.id)
    if factor is None:
        raise RuleBroken([Problem("second_factor.not_begun", "code")])
    if factor.confirmed_at is not None:
        raise RuleBroken([Problem("second_factor.already", "code")])
    secret = totp.unsealed(factor.sealed_secret, password_key(work), user.id)
    step = totp.step_of(command.code, secret, work.now, factor.last_step)
    if step is None:
        raise RuleBroken([Problem("second_factor.wrong_code", "code")])
    end_sessions(work, user.id, "ended")
    return _with_codes(work, dataclasses.replace(factor, confirmed_at=work.now, last_step=step))


def remove_second_factor(command: RemoveSecondFactor, work: Work) -> None:
    user = _own_user(work, command.current_password)
    factor = _confirmed(work, user.id)
    if is_required(work):
        raise RuleBroken([Problem("second_factor.required")])
    if len(rules.normalised_password(command.current_password)) < rules.SHORTEST_PASSWORD:
        raise RuleBroken(
            [
                Problem(
                    "second_factor.password_short", "current_password", {"shortest": rules.SHORTEST_PASSWORD}
                )
            ]
        )
    after = proved(work, factor, command.code)
    if after is None:
        raise RuleBroken([Problem("second_factor.wrong_code", "code")])
    work.remove(after)


def renew_recovery_codes(command: RenewRecoveryCodes, work: Work) -> RecoveryCodes:
    user = _own_user(work, command.current_password)
    return _with_codes(work, _confirmed(work, user.id))


def reset_second_factor(command: ResetSecondFactor, work: Work) -> None:
    user = user_in_reach(work, command.user_id)
    work.remove(_confirmed(work, user.id))
    end_sessions(work, user.id, "ended")


def is_required(read: Read) -> bool:
    """Whether this company asks the actor for a second factor."""
    asked = read.setting(SECOND_FACTOR)
    return asked is Requires.EVERYBODY or (asked is Requires.OWNERS and read.actor.may("user.manage"))


def is_missing(read: Read) -> bool:
    """Whether the actor should have a second factor here and has none; for the shells to act on."""
    user_id = read.actor.user_id
    return user_id is not None and is_required(read) and factor_of(read, user_id) is None


def _with_codes(work: Work, factor: SecondFactor) -> RecoveryCodes:
    key, codes = password_key(work), totp.new_recovery_codes()
    hashes = [totp.recovery_hash(code, key, factor.user_id) for code in codes]
    work.save(dataclasses.replace(factor, recovery_hashes=hashes))
    return RecoveryCodes(tuple(codes))


def _confirmed(work: Work, user_id: UUID) -> SecondFactor:
    factor = factor_of(work, user_id)
    if factor is None:
        raise RuleBroken([Problem("second_factor.none")])
    return factor


def _own_user(work: Work, password: str | None = None) -> User:
    """The user at the keyboard; with a password, only if it is his (`password.wrong`)."""
    if work.actor.user_id is None:
        raise NotAllowed("user.nobody")
    user = work.get(User, work.actor.user_id)
    if password is not None and not password_fits(password, user.password_hash, password_key(work)):
        raise RuleBroken([Problem("password.wrong", "current_password")])
    return user
