"""What devices sent and the office has to look at: kept, decided about, carried out after all."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RayafinError, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline, from_json
from rayafin_desktop.engine.work import Approval, FollowUp, Work

from .model import Decision, ExceptionKind, ExceptionState, SyncException


@dataclass(frozen=True, kw_only=True)
class FileException(Command[UUID]):
    """Keep an operation that was adjusted or refused; sent by the server itself, in the same transaction."""

    permission: ClassVar[str] = "sync_exception.file"
    offline: ClassVar[Offline] = Offline.SERVER
    device_id: UUID
    operation_id: UUID
    operation_n: int
    user_id: UUID
    parked: str
    body: dict[str, Any]
    kind: ExceptionKind
    problems: tuple[tuple[str, str, dict[str, Any]], ...]
    made_at: datetime
    record_kind: str = ""
    record_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DecideException(Command[None]):
    """Say that an exception is right as it is, or not to be done (then with a reason)."""

    permission: ClassVar[str] = "sync_exception.decide"
    exception_id: UUID
    decision: Decision
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RepeatException(Command[None]):
    """Carry out after all what was refused, in one's own name and by all rules as they are now."""

    permission: ClassVar[str] = "sync_exception.decide"
    exception_id: UUID
    note: str = ""


def file_exception(command: FileException, work: Work) -> UUID:
    there = work.find(SyncException, operation_id=command.operation_id)
    if there is not None:
        return there.id
    filed = work.new(
        SyncException,
        device_id=command.device_id,
        operation_id=command.operation_id,
        operation_n=command.operation_n,
        user_id=command.user_id,
        command=command.parked,
        body=command.body,
        kind=command.kind,
        problems=[list(problem) for problem in command.problems],
        made_at=command.made_at,
        record_kind=command.record_kind,
        record_id=command.record_id,
    )
    return filed.id


def decide_exception(command: DecideException, work: Work) -> None:
    exception = _open(work, command.exception_id)
    if command.decision is Decision.REPEATED:
        raise RuleBroken([Problem("sync_exception.repeat_it", "decision")])
    if command.decision is Decision.DROPPED and not command.note.strip():
        raise RuleBroken([Problem("sync_exception.reason_missing", "note")])
    _decided(work, exception, command.decision, command.note)


def repeat_exception(command: RepeatException, work: Work) -> None:
    exception = _open(work, command.exception_id)
    if exception.kind is not ExceptionKind.REFUSED:
        raise RuleBroken([Problem("sync_exception.was_done", "exception_id")])
    handled = work.known_commands.get(exception.command)
    if handled is None:
        raise RuleBroken([Problem("command.unknown", "exception_id", {"name": exception.command})])
    wanted = from_json(handled.command, exception.body)
    _decided(work, exception, Decision.REPEATED, command.note)
    work.follow_up(
        FollowUp(
            command=wanted,
            actor=work.actor,
            approval=Approval(exception.id, f"carried out after all, first sent as {exception.operation_n}"),
            confirmed=work.confirmed,
            then=_nothing_more,
            failed=_nothing_kept,
        )
    )


def _nothing_more(work: Work, result: Any) -> None:
    """The follow-up needs nothing after it."""


def _nothing_kept(refusal: RayafinError) -> Command[Any] | None:
    return None


def _open(work: Work, exception_id: UUID) -> SyncException:
    exception = work.get(SyncException, exception_id, field="exception_id")
    if exception.state is not ExceptionState.OPEN:
        raise RuleBroken([Problem("sync_exception.decided", "exception_id", {"who": exception.decided_by})])
    return exception


def _decided(work: Work, exception: SyncException, decision: Decision, note: str) -> None:
    work.save(
        dataclasses.replace(
            exception,
            state=ExceptionState.DONE,
            decision=decision,
            decided_by=work.actor.name,
            decided_at=work.now,
            note=note.strip(),
        )
    )
