"""The addresses that write: every command of the catalogue, each through the one door.

With an `Idempotency-Key` a command is carried out once: its answer is kept in the transaction of the command
itself, encrypted (it may hold an invitation's code) by a key that needs the client's own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from rayafin_desktop.base.errors import NeedsApproval, NotFound, Problem, RuleBroken, Stale
from rayafin_desktop.engine.answers import KeptAnswer, keep_answer
from rayafin_desktop.engine.commands import Command, Handled, from_json
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.features.access.sign_in import actor_for

from . import door
from .problems import BadRequest, answered, as_json, body_of
from .requests import Parameters, confirmations, json_object, raw_body, uuid_of
from .resources import Action
from .shapes import plain

Touched = dict[str, frozenset[UUID]]
Writing = Callable[..., Response]
Body = Annotated[bytes, Depends(raw_body)]
_NONCE = 12


def command_endpoint(handled: Handled, action: Action | None = None) -> Writing:
    """`POST /commands/PostInvoice`, `POST /invoices`, `POST /invoices/{id}/void`."""

    def carried_out(request: Request, body: Body) -> Response:
        contact = door.contact_of(request)
        actor = _actor_for(request, contact.actor, handled.command)
        actor.require(handled.command.permission)
        parameters = Parameters(request, (), {"confirmed"})
        content = json_object(request, body)
        if action is not None:
            content = _with_id(request, content, action)
        command = from_json(handled.command, content)
        confirmed = confirmations(request, parameters)
        once = _once(request, actor, handled.name, content, confirmed)
        return _answer(door.of(request), command, actor, confirmed, once)

    return carried_out


def _actor_for(request: Request, actor: Actor, command: type[Command[Any]]) -> Actor:
    """The member; for what is done to the book as a whole (a new company), the same person there."""
    if actor.may(command.permission) or actor.user_id is None or actor.fixed:
        return actor
    in_book = actor_for(door.of(request).app, actor.user_id, 0)
    return in_book if in_book.may(command.permission) else actor


def _with_id(request: Request, content: dict[str, Any], action: Action) -> dict[str, Any]:
    record_id = uuid_of(str(request.path_params["id"]))
    if record_id is None:
        raise NotFound("route.unknown")
    if action.id_field in content:
        params = {"why": "the address says it already"}
        raise RuleBroken([Problem("request.invalid", action.id_field, params)])
    return {**content, action.id_field: str(record_id)}


@dataclass(frozen=True, slots=True)
class Once:
    """A request that is to be carried out once."""

    company_id: int
    key: bytes
    asked: bytes
    cipher: AESGCM
    hours: int

    def sealed(self, body: Any) -> bytes:
        # A key of its own for every request and one message under it: the nonce may be the same each time.
        return self.cipher.encrypt(bytes(_NONCE), json.dumps(body).encode(), self.key)

    def opened(self, kept: KeptAnswer) -> Response:
        """The kept answer; RuleBroken when the key was used for something else."""
        if kept.asked != self.asked:
            raise RuleBroken([Problem("idempotency.other_request", "Idempotency-Key")])
        body = json.loads(self.cipher.decrypt(bytes(_NONCE), kept.sealed, self.key))
        return as_json(body, kept.status, {"Idempotent-Replay": "true"})


def _once(
    request: Request, actor: Actor, name: str, content: dict[str, Any], confirmed: frozenset[str]
) -> Once | None:
    given = request.headers.get("idempotency-key")
    if given is None:
        return None
    if not (0 < len(given) <= 200 and given.isascii() and given.isprintable()):
        raise BadRequest("idempotency.bad_key", field="Idempotency-Key")
    server = door.of(request)
    who = f"{actor.user_id}:{given}"
    asked = json.dumps([name, content, sorted(confirmed)], sort_keys=True)
    return Once(
        actor.company_id,
        hashlib.sha256(who.encode()).digest(),
        hashlib.sha256(asked.encode()).digest(),
        AESGCM(server.tokens.key_for(f"kept answers of {who}")),
        server.settings.answers_hours,
    )


def _answer(
    server: door.Server, command: Command[Any], actor: Actor, confirmed: frozenset[str], once: Once | None
) -> Response:
    app = server.app
    if once is None:
        try:
            outcome = app.execute(command, actor, confirmed=confirmed)
        except NeedsApproval as waiting:
            return answered(waiting, server.sentences)
        return as_json(_done(outcome.result, outcome.touched))
    kept = app.kept_answer(once.company_id, once.key)
    if kept is not None:
        return once.opened(kept)
    made: list[tuple[Any, int]] = []

    def keep(connection: Connection, result: Any, touched: Touched) -> None:
        waiting = isinstance(result, NeedsApproval)
        body = body_of(result, server.sentences) if waiting else _done(result, touched)
        made[:] = [(body, 202 if waiting else 200)]
        now = app.clock.now()
        answer = KeptAnswer(
            key=once.key,
            asked=once.asked,
            status=made[0][1],
            sealed=once.sealed(body),
            expires_at=now + timedelta(hours=once.hours),
        )
        keep_answer(connection, once.company_id, answer, now)

    try:
        app.execute(command, actor, confirmed=confirmed, beside=keep)
    except NeedsApproval:
        pass
    except Stale:
        # Perhaps the same request came twice at once, and the other one was first.
        kept = app.kept_answer(once.company_id, once.key)
        if kept is None:
            raise
        return once.opened(kept)
    body, status = made[0]
    return as_json(body, status)


def _done(result: Any, touched: Touched) -> dict[str, Any]:
    return {
        "result": plain(result),
        "touched": {kind: sorted(str(one) for one in ids) for kind, ids in sorted(touched.items())},
    }
