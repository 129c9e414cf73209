"""Users of the book, and what they are in each company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Confidential, Count, Json, Length, Name, Personal, Rate, References
from rayafin_desktop.engine.entity import BookEntity, Entity, entity
from rayafin_desktop.engine.permissions import Role


@entity("users", unique=[("email",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class User(BookEntity):
    """A person who signs in. `password_hash` carries its scheme as a prefix (passwords.py)."""

    email: Annotated[str, Length(254), Personal]
    name: Annotated[Name, Personal]
    password_hash: Annotated[str, Length(200), Confidential] = ""
    is_active: bool = True
    failed_sign_ins: Count = 0
    locked_until: datetime | None = None
    day_failures: Count | None = None  # failed sign-ins since `day_began_at` (lockout.py)
    day_began_at: datetime | None = None
    last_sign_in_at: datetime | None = None
    last_company_key: Count = 0  # the company entered last; 0 before the first sign-in


@entity("members", unique=[("user_id",)], reference=True, branch_field="")
@dataclass(frozen=True, kw_only=True, slots=True)
class Member(Entity):
    """What a user is in one company; brokers and agents earn `commission_rate` percent.

    Whoever has a `branch_id` finds and writes what is of that branch only; without one, everything.
    """

    user_id: Annotated[UUID, References("users")]
    role: Role
    commission_rate: Rate
    is_active: bool = True
    branch_id: UUID | None = None


@entity(
    "invites",
    unique=[("code_hash",)],
    indexes=[("email",)],
    branch_field="",
    checks={"attempts": "attempts >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Invite(Entity):
    """An invitation into the company, redeemed once with its code; only the code's hash is kept."""

    email: Annotated[str, Length(254), Personal]
    role: Role
    commission_rate: Rate
    branch_id: UUID | None = None
    code_hash: Annotated[str, Length(64), Confidential]
    expires_at: datetime
    invited_by: Annotated[Name, Personal] = ""
    attempts: Count = 0
    redeemed_at: datetime | None = None
    revoked_at: datetime | None = None
    member_id: Annotated[UUID | None, References("members")] = None


@entity(
    "role_changes",
    kind="role_change",
    unique=[("role", "permission")],
    where={("role", "permission"): "deleted_at IS NULL"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class RoleChange(Entity):
    """A permission this company gives a role or takes from it, against what the program proposes."""

    role: Role
    permission: Annotated[str, Length(80)]
    granted: bool


class SessionKind(StrEnum):
    """Through what somebody is signed in."""

    WINDOW = "window"
    API = "api"
    DEVICE = "device"


@entity(
    "sessions",
    unique=[("refresh_hash",)],
    indexes=[("user_id", "started_at")],
    checks={"ends": "ends_at > started_at"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Session(BookEntity):
    """Somebody signed in somewhere, until `ends_at` at the latest, or until `revoked_at`.

    A refresh token has two halves. `family_hash` is the SHA-256 of the half that stays, `refresh_hash` of the
    half that changes at each refresh: a token of the family with another half is one that was used before.
    """

    user_id: Annotated[UUID, References("users")]
    what: SessionKind
    label: Annotated[Name, Personal] = ""  # the machine or program, as its owner would know it
    company_key: Count = 0  # the company it was opened for, whose limits hold; 0 for none
    started_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    proved_at: datetime | None = None  # when the password was last given again; None: when it was opened
    family_hash: Annotated[str, Length(64), Confidential]
    refresh_hash: Annotated[str, Length(64), Confidential]
    revoked_at: datetime | None = None
    revoked_why: Annotated[str, Length(20)] = ""  # signed_out, ended, password, deactivated, reused


@entity("second_factors", unique=[("user_id",)], where={("user_id",): "deleted_at IS NULL"})
@dataclass(frozen=True, kw_only=True, slots=True)
class SecondFactor(BookEntity):
    """Somebody's authenticator app. It counts once `confirmed_at` is there (totp.py says how it is kept)."""

    user_id: Annotated[UUID, References("users")]
    sealed_secret: Annotated[str, Length(200), Confidential]
    confirmed_at: datetime | None = None
    last_step: int = 0  # of the code used last; no earlier one is taken
    recovery_hashes: Annotated[Json | None, Confidential] = None  # of the recovery codes that are left


@entity(
    "password_resets",
    unique=[("code_hash",)],
    indexes=[("user_id", "expires_at")],
    checks={"attempts": "attempts >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordReset(BookEntity):
    """A one-time code with which somebody chooses a new password; only the code's hash is kept."""

    user_id: Annotated[UUID, References("users")]
    code_hash: Annotated[str, Length(64), Confidential]
    expires_at: datetime
    issued_by: Annotated[Name, Personal] = ""
    attempts: Count = 0
    used_at: datetime | None = None
    revoked_at: datetime | None = None
