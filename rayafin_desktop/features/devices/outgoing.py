"""What a device has on its way to the server, and what became of what it sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, literal, or_, select

from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.operation import parsed
from rayafin_desktop.engine.sharing import ADJUSTED, PENDING, REFUSED, operation_text, operations
from rayafin_desktop.engine.work import Read

from ..access.model import User
from .entered import EnteredLine, entered_lines, ids_in, names_of, told
from .inbox import own_only, sentences
from .model import Device

_O = operations.c


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One command as a device made it. On a device its own, on the server those of all devices."""

    id: UUID
    n: int
    what: str
    user_name: str
    device_name: str
    at: datetime
    state: str
    why: str
    received_at: datetime | None
    is_waiting: bool


def _operations(read: Read) -> Select[Any]:
    statement = (
        select(
            _O.id, _O.n, _O.command, _O.text, _O.at, _O.state, _O.answer, _O.received_at,
            func.coalesce(User.c.name, "").label("user_name"),
            func.coalesce(Device.c.name, "").label("device_name"),
        )
        .join_from(operations, User.mapping.table, User.c.id == _O.user_id, isouter=True)
        .join(
            Device.mapping.table,
            and_(Device.c.company_id == _O.company_id, Device.c.id == _O.device_id),
            isouter=True,
        )
        .where(_O.company_id == read.company_id)
    )  # fmt: skip
    own = own_only(read, _O.user_id)
    return statement if own is None else statement.where(own)


def _operations_in_words(read: Read, rows: Sequence[Any]) -> Sequence[OperationRow]:
    bodies = [parsed(operation_text(row.text)).body for row in rows]
    names = names_of(read, set[UUID]().union(*(ids_in(body) for body in bodies)))
    return [
        OperationRow(
            row.id, row.n, told(row.command, body, names), row.user_name, row.device_name, row.at, row.state,
            _answered(read, row.answer), row.received_at, row.state == PENDING,
        )
        for row, body in zip(rows, bodies, strict=True)
    ]  # fmt: skip


def _answered(read: Read, answer: str | None) -> str:
    """The reasons within a kept answer; empty where it was simply done."""
    try:
        return " ".join(sentences(read, json.loads(answer or "[]")))
    except (ValueError, TypeError):
        return ""


def operation_stats(read: Read) -> Mapping[str, Any]:
    """How much waits to be sent, and how much was not done as it was entered."""
    own = own_only(read, _O.user_id)
    rows = read.fetch(
        select(_O.state, func.count())
        .where(_O.company_id == read.company_id, *(() if own is None else (own,)))
        .group_by(_O.state)
    )
    by_state = {row[0]: int(row[1]) for row in rows}
    return {
        "waiting": by_state.get(PENDING, 0),
        "sent": sum(by_state.values()) - by_state.get(PENDING, 0),
        "otherwise": by_state.get(ADJUSTED, 0) + by_state.get(REFUSED, 0),
    }


OPERATION_ROWS = ListQuery(
    name="operations",
    permission="sync_exception.read",
    kinds=("operation",),
    select=_operations,
    key=_O.id,
    sorts={"n": (_O.device_id, _O.n)},
    default_sort=("n", True),
    tabs={
        "waiting": lambda _read: _O.state == PENDING,
        "otherwise": lambda _read: _O.state.in_((ADJUSTED, REFUSED)),
        "all": lambda _read: None,
    },
    search=lambda _read, text: or_(
        _O.command.icontains(text.replace(" ", ""), autoescape=True),
        User.c.name.icontains(text, autoescape=True),
        literal(False) if not (text.isascii() and text.isdigit() and len(text) < 10) else _O.n == int(text),
    ),
    stats=operation_stats,
    present=_operations_in_words,
)


def operation_entered(read: Read, operation_id: UUID) -> Sequence[EnteredLine]:
    """What an operation says, field by field."""
    read.actor.require("sync_exception.read")
    own = own_only(read, _O.user_id)
    row = read.first(
        select(_O.text).where(
            _O.company_id == read.company_id, _O.id == operation_id, *(() if own is None else (own,))
        )
    )
    if row is None or row.text is None:
        return ()
    message = parsed(operation_text(row.text))
    numbers = [EnteredLine("Number given out", one.number) for one in message.numbers]
    return [*numbers, *entered_lines(read, message.body)]
