"""The password once more: before what weighs most, whoever is signed in proves that it is still he.

A gate looks at each command of an actor whose sign-in is known (a window, a server). It is in vain to
confirm it away: the proof stands in the session, and only `prove` with the right password puts it there.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from .model import Session
from .settings import PROVE_MINUTES

# Voiding, opening what is locked, and who may do what.
PROVED_PERMISSIONS = frozenset(
    {
        "invoice.void", "bill.void", "lock.set", "lock.set_hard", "lock.except", "year.reopen",
        "user.manage", "role.change",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProveSession(Command[None]):
    """Note that the person of a session gave his password again; `sign_in.prove` sends it, for the book."""

    permission: ClassVar[str] = "user.sign_in"
    session_id: UUID


def prove_session(command: ProveSession, work: Work) -> None:
    session = work.get(Session, command.session_id, field="session_id")
    work.save(dataclasses.replace(session, proved_at=work.now))


def require_proof(command: Command[Any], work: Work) -> None:
    """NotAllowed (`session.prove_again`) when the password was last given too long ago for this command."""
    session_id = work.actor.session_id
    if session_id is None or type(command).permission not in PROVED_PERMISSIONS:
        return
    minutes = work.setting(PROVE_MINUTES)
    if minutes <= 0:
        return
    session = work.get(Session, session_id)
    since = work.now - (session.proved_at or session.started_at)
    # A clock put back proves nothing, either.
    if not timedelta(0) <= since < timedelta(minutes=minutes):
        raise NotAllowed("session.prove_again", {"minutes": minutes})
