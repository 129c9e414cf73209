"""Sessions: who is signed in where, and how that ends.

A session is opened once the person has proved who he is, by whoever let him in (the window, a server). A
program that cannot keep a password gets a refresh token, which it exchanges for a new one now and then; the
token it gave up must not come again. If it does, one of the two holders has stolen it, and the session ends.
Only SHA-256 hashes of tokens are kept: with 256 random bits there is nothing to guess.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from rayafin_desktop.base.errors import NotFound, Problem, Problems, RuleBroken, SignInRefused
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.settings import Setting, SettingValue
from rayafin_desktop.engine.work import Read, Work

from . import rules
from .model import Member, Session, SessionKind, User
from .open_book import OpenBook
from .settings import SESSION_HOURS, SESSION_IDLE

_TOKEN_BYTES = 32  # of each half


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session and the refresh token that prolongs it, which is told now and kept nowhere."""

    id: UUID
    user_id: UUID
    company_key: int
    ends_at: datetime
    refresh_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to: the session with its next token, or why not (a code of messages.py)."""

    session: OpenedSession | None
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenSession(Command[OpenedSession]):
    """Note that a user is signed in; for whoever has just let him in, about the book (company 0).

    `company_key` is the company whose limits hold; `label` names machine or program, at most 200 characters.
    """

    permission: ClassVar[str] = "user.sign_in"
    user_id: UUID
    what: SessionKind
    label: str = ""
    company_key: int = 0


@dataclass(frozen=True, kw_only=True)
class RefreshSession(Command[Refreshed]):
    """Exchange a refresh token for the next one, about the book (company 0); `refresh_session` sends it.

    It answers its refusals instead of raising them, so that a session a stolen token was used for ends.
    """

    permission: ClassVar[str] = "user.sign_in"
    refresh_token: Secret


@dataclass(frozen=True, kw_only=True)
class EndSession(Command[None]):
    """Sign out of a session: one's own, or with `user.manage` that of a member of this company."""

    permission: ClassVar[str] = "session.end"
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class EndSessionsOfUser(Command[int]):
    """End all sessions of a user, one's own by default; answers how many ended.

    The session one does it from stays open. Another user's need `user.manage`.
    """

    permission: ClassVar[str] = "session.end"
    user_id: UUID | None = None


def open_session(command: OpenSession, work: Work) -> OpenedSession:
    user = work.get(User, command.user_id, field="user_id")
    problems = Problems()
    problems.require(user.is_active, "user.not_found", "user_id", id=str(user.id))
    problems.require(len(command.label) <= 200, "session.label_too_long", "label")
    problems.raise_if_any()
    hours = rules.session_hours(setting_of(work, command.company_key, SESSION_HOURS))
    family, refresh = secrets.token_bytes(_TOKEN_BYTES), secrets.token_bytes(_TOKEN_BYTES)
    session = work.new(
        Session,
        user_id=user.id,
        what=command.what,
        label=command.label.strip(),
        company_key=command.company_key,
        started_at=work.now,
        last_seen_at=work.now,
        ends_at=work.now + timedelta(hours=hours),
        family_hash=_hashed(family),
        refresh_hash=_hashed(refresh),
    )
    return _opened(session, family, refresh)


def refresh_session_now(command: RefreshSession, work: Work) -> Refreshed:
    session, family, refresh = _named_by(work, command.refresh_token)
    if session is None:
        return Refreshed(None, "session.unknown_token")
    if session.revoked_at is None and not hmac.compare_digest(session.refresh_hash, _hashed(refresh)):
        end_all(work, [session], "reused")
        return Refreshed(None, "session.token_reused")
    user = work.find(User, User.c.id == session.user_id, User.c.is_active)
    idle = rules.session_idle(setting_of(work, session.company_key, SESSION_IDLE))
    if user is None or not is_live(session, work.now, idle):
        return Refreshed(None, "session.over")
    following = secrets.token_bytes(_TOKEN_BYTES)
    saved = work.save(
        dataclasses.replace(
            session, refresh_hash=_hashed(following), last_seen_at=max(work.now, session.last_seen_at)
        )
    )
    return Refreshed(_opened(saved, family, following))


def end_session(command: EndSession, work: Work) -> None:
    session = work.get(Session, command.session_id, field="session_id")
    if not _may_end(work, session.user_id):
        raise NotFound("session.not_found", {"id": str(session.id)}, field="session_id")
    end_all(work, [session], "signed_out" if session.id == work.actor.session_id else "ended")


def end_sessions_of_user(command: EndSessionsOfUser, work: Work) -> int:
    user_id = command.user_id or work.actor.user_id
    if user_id is None:
        raise RuleBroken([Problem("user.nobody", "user_id")])
    if not _may_end(work, user_id):
        raise NotFound("user.not_found", {"id": str(user_id)}, field="user_id")
    return end_sessions(work, user_id, "ended")


def _may_end(work: Work, user_id: UUID) -> bool:
    if user_id == work.actor.user_id or work.actor.everything:
        return True
    return work.actor.may("user.manage") and work.find(Member, user_id=user_id) is not None


def end_sessions(work: Work, user_id: UUID, why: str) -> int:
    """End every open session of a user but the one this is done from; answers how many."""
    open_ones = work.all(Session, Session.c.user_id == user_id, is_open(work))
    others = [one for one in open_ones if one.id != work.actor.session_id]
    end_all(work, others, why)
    return len(others)


def end_all(work: Work, sessions: Iterable[Session], why: str) -> None:
    """End these sessions, those that are over left as they are; `why` is a word of `Session.revoked_why`."""
    ended = [
        dataclasses.replace(one, revoked_at=work.now, revoked_why=why)
        for one in sessions
        if one.revoked_at is None
    ]
    work.save_all(ended)


def is_open(read: Read) -> ColumnElement[bool]:
    """Whether a session has neither been ended nor come to its end by now."""
    return and_(Session.c.revoked_at.is_(None), Session.c.ends_at > read.now)


def is_live(session: Session, now: datetime, idle: timedelta) -> bool:
    """Whether a session still holds at `now`, by the wall clock: time asleep counts."""
    return session.revoked_at is None and now < session.ends_at and now - session.last_seen_at < idle


def live_session(read: Read, session_id: UUID) -> Session | None:
    """The session with this id while it holds, None when it is over; for a server, at each contact.

    Being idle is looked at by a refresh only, which is what notes a sign of life.
    """
    session = read.find(Session, id=session_id)
    if session is None or session.revoked_at is not None or session.ends_at <= read.now:
        return None
    return session


def setting_of(read: Read, company_key: int, setting: Setting[int]) -> int:
    """A setting of any company of the book, from whichever company it is asked."""
    statement = select(SettingValue.c.value).where(
        SettingValue.c.company_id == company_key,
        SettingValue.c.key == setting.key,
        SettingValue.c.deleted_at.is_(None),
    )
    stored = read.scalar(statement)
    return setting.default if stored is None else setting.parse(stored)


def refresh_session(book: OpenBook, refresh_token: str) -> OpenedSession:
    """The session behind a refresh token, with the next token; the one given is used up.

    Raises SignInRefused: `session.unknown_token`, `session.over` (ended, run out, idle, the account closed)
    or `session.token_reused`, after which the session is over for whoever holds a token of it.
    """
    actor = Actor(
        user_id=None, name="Not signed in", company_id=0, permissions=frozenset({RefreshSession.permission})
    )
    refreshed: Refreshed = book.execute(RefreshSession(refresh_token=refresh_token), actor).result
    if refreshed.session is None:
        raise SignInRefused(refreshed.refusal)
    return refreshed.session


def _opened(session: Session, family: bytes, refresh: bytes) -> OpenedSession:
    token = f"{session.id.hex}.{family.hex()}.{refresh.hex()}"
    return OpenedSession(session.id, session.user_id, session.company_key, session.ends_at, token)


def _named_by(work: Read, token: str) -> tuple[Session | None, bytes, bytes]:
    """The session of a token, if the half that stays is right, and both halves."""
    try:
        id_text, family_text, refresh_text = token.split(".")
        session_id, family, refresh = (
            UUID(hex=id_text),
            bytes.fromhex(family_text),
            bytes.fromhex(refresh_text),
        )
    except ValueError:
        return None, b"", b""
    session = work.find(Session, id=session_id)
    if session is None or not hmac.compare_digest(session.family_hash, _hashed(family)):
        return None, family, refresh
    return session, family, refresh


def _hashed(half: bytes) -> str:
    return hashlib.sha256(half).hexdigest()
