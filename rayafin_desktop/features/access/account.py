"""Somebody's own account, as he sees it: what guards it, and where he is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.work import Read

from .model import Session, SessionKind, User
from .second_factor import factor_of, is_required
from .sessions import is_open


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One place where the person is signed in."""

    id: UUID
    what: SessionKind
    label: str
    started_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Account:
    """The account of the person at the keyboard; `codes_left` counts unused recovery codes."""

    name: str
    email: str
    has_second_factor: bool
    second_factor_required: bool
    codes_left: int
    sessions: Sequence[OwnSession]


def own_account(read: Read) -> Account:
    """The account of the actor; NotAllowed (`user.nobody`) for the book itself."""
    user_id = read.actor.user_id
    if user_id is None:
        raise NotAllowed("user.nobody")
    user, factor = read.get(User, user_id), factor_of(read, user_id)
    found = read.all(
        Session, Session.c.user_id == user_id, is_open(read), order_by=[Session.c.last_seen_at.desc()]
    )
    sessions = [
        OwnSession(
            one.id,
            one.what,
            one.label,
            one.started_at,
            one.last_seen_at,
            one.ends_at,
            one.id == read.actor.session_id,
        )
        for one in found
    ]
    return Account(
        name=user.name,
        email=user.email,
        has_second_factor=factor is not None,
        second_factor_required=is_required(read),
        codes_left=len(factor.recovery_hashes or []) if factor is not None else 0,
        sessions=sorted(sessions, key=lambda one: not one.is_current),
    )
