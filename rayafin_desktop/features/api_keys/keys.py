"""Making keys, revoking them, and who stands behind one.

A key is 256 random bits, so that its plain SHA-256 can be kept: there is nothing to guess. It is told once.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed, Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read, Work
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.access.presence import role_permissions

from .model import ApiKey

PREFIX = "rfk_"
MOST_DAYS = 730
MOST_KEYS = 100
USED_TO_THE = timedelta(hours=1)  # how exactly the last use is kept: each note is a line of the audit log


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key as it is told to whoever made it, now and never again."""

    id: UUID
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whoever asks with a key: his actor, limited to what the key may."""

    key_id: UUID
    actor: Actor
    read_only: bool
    use_is_old: bool  # the last use kept is more than an hour ago


@dataclass(frozen=True, kw_only=True)
class CreateApiKey(Command[MadeKey]):
    """A key for a program, which asks in the maker's name; answers the key, which is shown only now.

    It may no more than its maker may at each time; `permissions` limit it further, none for all of his, and
    with `read_only` it carries out no command. It ends after `days`, 1 to 730.
    """

    permission: ClassVar[str] = "api_key.manage"
    name: str
    read_only: bool = True
    permissions: tuple[str, ...] = ()
    days: int = 365


@dataclass(frozen=True, kw_only=True)
class RevokeApiKey(Command[None]):
    """End a key, from this moment on."""

    permission: ClassVar[str] = "api_key.manage"
    key_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteApiKeyUse(Command[None]):
    """Keep when a key was used last; sent by the server only."""

    permission: ClassVar[str] = "api_key.note"
    key_id: UUID


def create_api_key(command: CreateApiKey, work: Work) -> MadeKey:
    name = command.name.strip()
    member_id = work.actor.member_id
    if member_id is None:
        raise NotAllowed("api_key.nobody")
    problems = Problems()
    problems.require(name, "api_key.name_missing", "name")
    problems.require(len(name) <= 200, "api_key.name_too_long", "name")
    problems.require(1 <= command.days <= MOST_DAYS, "api_key.days", "days", most=MOST_DAYS)
    for n, permission in enumerate(command.permissions):
        held = work.actor.may(permission)
        problems.require(held, "api_key.not_yours_to_give", f"permissions.{n}", permission=permission[:80])
    living = work.all(ApiKey, ApiKey.c.revoked_at.is_(None), ApiKey.c.expires_at > work.now)
    problems.require(len(living) < MOST_KEYS, "api_key.too_many", most=MOST_KEYS)
    problems.raise_if_any()
    key = f"{PREFIX}{work.company_id}_{secrets.token_urlsafe(32)}"
    made = work.new(
        ApiKey,
        name=name,
        member_id=member_id,
        beginning=key[: len(PREFIX) + 8],
        key_hash=_hashed(key),
        read_only=command.read_only,
        permissions=" ".join(sorted(set(command.permissions))),
        expires_at=work.now + timedelta(days=command.days),
    )
    return MadeKey(made.id, key)


def revoke_api_key(command: RevokeApiKey, work: Work) -> None:
    found = work.get(ApiKey, command.key_id, field="key_id")
    if found.revoked_at is None:
        work.save(dataclasses.replace(found, revoked_at=work.now))


def note_api_key_use(command: NoteApiKeyUse, work: Work) -> None:
    found = work.get(ApiKey, command.key_id, field="key_id")
    if found.last_used_at is None or work.now - found.last_used_at >= USED_TO_THE:
        work.save(dataclasses.replace(found, last_used_at=work.now))


def company_of(token: str) -> int | None:
    """The key of the company an API key is for; None for what is no API key."""
    if not token.startswith(PREFIX):
        return None
    number, _, secret = token.removeprefix(PREFIX).partition("_")
    if not (secret and number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return int(number)


def holder_of(read: Read, token: str) -> Holder | None:
    """Who stands behind a key of the company being read; None if it is none, or has ended.

    What the maker may no longer do, his keys may not either; when he leaves, they end with him.
    """
    found = read.find(ApiKey, key_hash=_hashed(token))
    if found is None or found.revoked_at is not None or found.expires_at <= read.now:
        return None
    member = read.find(Member, id=found.member_id)
    if member is None or not member.is_active:
        return None
    permissions = role_permissions(read, member.role)
    if found.permissions:
        permissions &= frozenset(found.permissions.split(" "))
    actor = Actor(
        user_id=member.user_id,
        name="",
        company_id=read.company_id,
        role=member.role,
        member_id=member.id,
        branch_id=member.branch_id,
        permissions=permissions,
        fixed=True,
    )
    used = found.last_used_at
    return Holder(
        key_id=found.id,
        actor=actor,
        read_only=found.read_only,
        use_is_old=used is None or read.now - used >= USED_TO_THE,
    )


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", errors="replace")).hexdigest()
