"""Applying: one operation of a device, carried out on the server or refused with a reason, exactly once.

The answer is kept in the same transaction as what it is about, so that the same operation sent again gets the
same answer. What cannot be done is kept as an exception for the office: nothing a person entered is dropped.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from rayafin_desktop.base.errors import (
    Busy,
    NeedsApproval,
    NeedsConfirmation,
    NotAllowed,
    Offline,
    Problem,
    RayafinError,
    RuleBroken,
    Stale,
)
from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.commands import Command, from_json
from rayafin_desktop.engine.commands import Offline as OfflineKind
from rayafin_desktop.engine.operation import (
    FORM,
    LARGEST_BYTES,
    OLDEST_FORM,
    Device,
    Message,
    Operation,
    link_of,
    parsed,
)
from rayafin_desktop.engine.permissions import Actor, the_book
from rayafin_desktop.engine.record import plain_value
from rayafin_desktop.engine.sharing import ADJUSTED, APPLIED, REFUSED, operations, write_operation
from rayafin_desktop.features.access.sign_in import member_as_actor
from rayafin_desktop.features.devices.exceptions import FileException
from rayafin_desktop.features.devices.model import ExceptionKind
from rayafin_desktop.features.payments.voiding import VoidedLine, VoidNumbers

from ..application import App
from .contact import Contact
from .files import Spool
from .rooms import reading, writing

_log = logging.getLogger(__name__)

# What the program sends in a person's name after a refusal, which nobody has the permission for.
_BY_THE_PROGRAM = frozenset({"ParkCommand", "NoteTicketFailure"})
_MOST_CONFIRMATIONS = 10

Problems = tuple[tuple[str, str, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of an operation. `state` is `applied`, `adjusted` or `refused`."""

    n: int
    link: str
    state: str
    problems: Problems
    change_n: int

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "n": self.n,
            "link": self.link,
            "state": self.state,
            "problems": [list(problem) for problem in self.problems],
            "change_n": self.change_n,
        }


class Applying:
    """Takes the operations of one call of one device."""

    def __init__(self, app: App, contact: Contact, now: Callable[[], datetime]) -> None:
        self._app = app
        self._contact = contact
        self._company = contact.company_key
        self._now = now
        self._spool = Spool(app)
        self._actor: Actor | None = None

    def take(self, text: str, last_n: int, last_link: str) -> Applied | None:
        """The answer to an operation; None when one before it is missing.

        Stale `sync.forked` when this device has sent something else under the same number: its book was
        copied or restored, and it must go on as a new device.
        """
        if len(text) > LARGEST_BYTES:
            raise RuleBroken([Problem("operation.too_large", "operations", {"most": LARGEST_BYTES})])
        message = parsed(text)
        if message.n < 1:
            raise RuleBroken([Problem("operation.invalid", "operations", {"why": "n starts with 1"})])
        if message.n <= last_n:
            return self._answered_before(message, link_of(text))
        if message.n > last_n + 1:
            return None
        if message.previous != last_link:
            raise Stale("sync.forked", {"n": message.n})
        try:
            return self._repeated(message) or self._apply(message)
        except (RayafinError, DBAPIError):
            # Another program of the device has sent the same meanwhile, and that came first.
            if not self._is_here(message):
                raise
            return self._answered_before(message, message.link)

    def _is_here(self, message: Message) -> bool:
        c = operations.c
        with reading(self._app, self._company) as connection:
            row = connection.execute(
                select(c.n).where(
                    c.company_id == self._company,
                    c.device_id == self._contact.device.id,
                    c.n == message.n,
                )
            ).first()
        return row is not None

    def _member(self, user_id: UUID) -> Actor:
        """The device's user as he is now; asked once a call, and looked at again in each transaction."""
        if self._actor is None:
            with self._app.read(the_book(self._company)) as read:
                self._actor = member_as_actor(read, user_id)
        return self._actor

    def _answered_before(self, message: Message, link: str) -> Applied:
        c = operations.c
        with reading(self._app, self._company) as connection:
            row = connection.execute(
                select(c.link, c.state, c.answer, c.change_n).where(
                    c.company_id == self._company,
                    c.device_id == self._contact.device.id,
                    c.n == message.n,
                )
            ).one()
        if row.link != link:
            raise Stale("sync.forked", {"n": message.n})
        return Applied(message.n, link, row.state, _problems_from(row.answer), int(row.change_n or 0))

    def _repeated(self, message: Message) -> Applied | None:
        """The answer to an operation that came already, from the device this book was before.

        Asked of every device: one that joined anew with a code has a past that nothing else tells of.
        """
        c = operations.c
        with reading(self._app, self._company) as connection:
            row = connection.execute(
                select(c.state, c.answer, c.change_n)
                .where(c.company_id == self._company, c.id == message.id)
                .limit(1)
            ).first()
        if row is None:
            return None
        answer = Applied(
            message.n, message.link, row.state, _problems_from(row.answer), int(row.change_n or 0)
        )

        def kept() -> None:
            with writing(self._app, self._company) as connection:
                operation = self._operation(message)
                write_operation(
                    connection,
                    self._company,
                    message,
                    operation,
                    state=row.state,
                    answer=row.answer,
                    change_n=row.change_n,
                    received_at=self._now(),
                )

        self._app.database.retrying(kept)
        return answer

    def _operation(self, message: Message) -> Operation:
        device = self._contact.device
        return Operation(
            message.id,
            Device(device.id, device.prefix),
            message.at,
            message.today,
            message.seen,
            is_replay=True,
            numbers=list(message.numbers),
            saw=message.saw,
            promised=dict(message.promised),
        )

    def _apply(self, message: Message) -> Applied:
        try:
            command, actor = self._understood(message)
            return self._carried_out(message, command, actor)
        except (Busy, Offline):
            raise  # nobody's fault, and nothing is decided: the device sends it again
        except RayafinError as refusal:
            if self._is_here(message):
                raise
            return self._refused(message, refusal.problems)
        except Exception:
            # A fault of the program must not keep all that comes after from getting through.
            if self._is_here(message):
                raise
            _log.exception("operation %s (%s) failed", message.id, message.command)
            return self._refused(message, [Problem("operation.failed", "", {"command": message.command})])

    def _understood(self, message: Message) -> tuple[Command[Any], Actor]:
        """The command and whose it is; refused unless this user may send such a thing from this device."""
        if not OLDEST_FORM <= message.form <= FORM:
            raise RuleBroken([Problem("operation.form", "form", {"form": message.form})])
        if message.user_id != self._contact.device.user_id:
            raise NotAllowed("operation.foreign_user")
        handled = self._app.catalogue.command_named(message.command)
        if handled.command.offline not in (OfflineKind.ORDINARY, OfflineKind.FACT):
            raise NotAllowed("sync.server_only", {"command": message.command})
        body = dict(message.body)
        for name, sha256 in message.blobs.items():
            body[name] = base64.b64encode(self._spool.content(self._company, sha256)).decode()
        command = from_json(handled.command, body)
        actor = self._member(message.user_id)
        if message.command in _BY_THE_PROGRAM:
            actor = Actor(
                user_id=actor.user_id,
                name=actor.name,
                company_id=actor.company_id,
                role=actor.role,
                member_id=actor.member_id,
                branch_id=actor.branch_id,
                permissions=frozenset({command.permission}),
                fixed=True,
            )
        return command, actor

    def _carried_out(self, message: Message, command: Command[Any], actor: Actor) -> Applied:
        operation = self._operation(message)
        confirmed = set(message.confirmed)
        given: list[Problem] = []
        is_fact = command.offline is OfflineKind.FACT
        answer: Applied | None = None

        def keep(work: Any, _result: Any) -> None:
            nonlocal answer
            problems = _plain_problems([*given, *operation.adjustments])
            answer = Applied(
                message.n, message.link, ADJUSTED if problems else APPLIED, problems, work.change_n
            )
            self._keep(work.connection, message, operation, answer)

        def then() -> Sequence[tuple[Command[Any], Actor]]:
            if answer is None or not answer.problems:
                return ()
            return (
                (self._exception(message, ExceptionKind.ADJUSTED, answer.problems), the_book(self._company)),
            )

        for _ in range(_MOST_CONFIRMATIONS):
            try:
                self._app.replay(
                    command, actor, operation, confirmed=frozenset(confirmed), keep=keep, then=then
                )
                break
            except NeedsConfirmation as asked:
                # Money or paper has changed hands: there is nobody left to ask.
                if not is_fact or asked.key in confirmed:
                    raise
                confirmed.add(asked.key)
                given.append(Problem(asked.code, asked.field, asked.params))
            except NeedsApproval as held:
                held.afterwards = None
                raise
        if answer is None:
            raise RuleBroken([Problem("operation.failed", "", {"command": message.command})])
        return answer

    def _refused(self, message: Message, problems: Sequence[Problem]) -> Applied:
        """Keep an operation that cannot be done, with the reasons, where the office will look at it."""
        plain = _plain_problems(problems)
        operation = self._operation(message)
        answer: Applied | None = None

        def keep(work: Any, _result: Any) -> None:
            nonlocal answer
            answer = Applied(message.n, message.link, REFUSED, plain, work.change_n)
            self._keep(work.connection, message, operation, answer)

        self._app.replay(
            self._exception(message, ExceptionKind.REFUSED, plain),
            the_book(self._company),
            None,
            confirmed=frozenset(),
            keep=keep,
            then=lambda: self._voiding(message, plain),
        )
        if answer is None:
            raise RuleBroken([Problem("operation.failed", "", {"command": message.command})])
        return answer

    def _voiding(self, message: Message, problems: Problems) -> Sequence[tuple[Command[Any], Actor]]:
        """What explains the numbers a refused operation gave out: they are on paper, and on no document."""
        if not message.numbers:
            return ()
        voiding = VoidNumbers(
            prefix=self._contact.device.prefix,
            operation_id=message.id,
            reason=problems[0][0] if problems else "operation.failed",
            numbers=tuple(
                VoidedLine(series_id=one.series_id, year=one.year, n=one.n, number=one.number)
                for one in message.numbers
            ),
        )
        return ((voiding, the_book(self._company)),)

    def _exception(self, message: Message, kind: ExceptionKind, problems: Problems) -> FileException:
        return FileException(
            device_id=self._contact.device.id,
            operation_id=message.id,
            operation_n=message.n,
            user_id=self._contact.device.user_id,
            parked=message.command[:80],
            body={**message.body, **{name: f"sha256:{sha}" for name, sha in message.blobs.items()}},
            kind=kind,
            problems=problems,
            made_at=message.at,
        )

    def _keep(self, connection: Any, message: Message, operation: Operation, answer: Applied) -> None:
        write_operation(
            connection,
            self._company,
            message,
            operation,
            state=answer.state,
            answer=canonical_json([list(problem) for problem in answer.problems]),
            change_n=answer.change_n,
            received_at=self._now(),
        )


def _plain_problems(problems: Sequence[Problem]) -> Problems:
    """Problems as JSON values, for sending and keeping."""
    return tuple(
        (one.code, one.field, {name: _sayable(value) for name, value in one.params.items()})
        for one in problems
    )


def _sayable(value: object) -> Any:
    plain = plain_value(value)
    return plain if plain is None or isinstance(plain, str | int | bool) else str(plain)


def _problems_from(answer: str | None) -> Problems:
    return tuple((code, field, params) for code, field, params in json.loads(answer or "[]"))
