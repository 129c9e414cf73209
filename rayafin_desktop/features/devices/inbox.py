"""What devices sent and could not be done as it was: the list, and each entry in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Read

from ..access.model import User
from ..audit.rules import noun
from .entered import EnteredLine, entered_lines, ids_in, names_of, told
from .model import Decision, Device, ExceptionKind, ExceptionState, SyncException

_X = SyncException.c
SEES_ALL = frozenset({Role.OWNER, Role.ACCOUNTANT, Role.AUDITOR})


def own_only(read: Read, user_id: ColumnElement[Any]) -> ColumnElement[bool] | None:
    """Cashiers and brokers see what they entered themselves."""
    actor = read.actor
    return None if actor.everything or actor.role in SEES_ALL else user_id == actor.user_id


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One entry of the inbox. `why` is the reason in a sentence, `todo` what can be done about it."""

    id: UUID
    what: str
    user_name: str
    device_name: str
    made_at: datetime
    kind: str
    why: str
    todo: str
    state: str
    command: str
    record_kind: str
    record_id: UUID | None
    about: str
    decision: str
    decided_by: str
    decided_at: datetime | None
    note: str
    is_open: bool
    can_accept: bool
    can_repeat: bool
    has_record: bool
    is_done: bool


def _exceptions(read: Read) -> Select[Any]:
    statement = (
        select(
            _X.id, _X.command, _X.body, User.c.name.label("user_name"), Device.c.name.label("device_name"),
            _X.made_at, _X.kind, _X.problems, _X.state, _X.record_kind, _X.record_id, _X.decision,
            _X.decided_by, _X.decided_at, _X.note,
        )
        .join_from(SyncException.mapping.table, User.mapping.table, User.c.id == _X.user_id)
        .join(
            Device.mapping.table,
            and_(Device.c.company_id == _X.company_id, Device.c.id == _X.device_id),
        )
        .where(_X.company_id == read.company_id, _X.deleted_at.is_(None))
    )  # fmt: skip
    own = own_only(read, _X.user_id)
    return statement if own is None else statement.where(own)


TODO = {
    ExceptionKind.REFUSED: "It was not done. Carry it out after all, or drop it with a reason.",
    ExceptionKind.ADJUSTED: "It was done, but differently. Look whether it is right as it stands now.",
    ExceptionKind.OVERWRITTEN: "An earlier value was replaced. Look whether the later one is right.",
}


def _exceptions_in_words(read: Read, rows: Sequence[Any]) -> Sequence[ExceptionRow]:
    ids = {row.record_id for row in rows if row.record_id is not None}
    names = names_of(read, ids.union(*(ids_in(row.body) for row in rows)))
    shown = []
    for row in rows:
        is_open = row.state is ExceptionState.OPEN
        about = ""
        if row.record_id is not None:
            about = f"{noun(row.record_kind)} {names.get(row.record_id, '')}".strip()
        shown.append(
            ExceptionRow(
                row.id, told(row.command, row.body, names), row.user_name, row.device_name, row.made_at,
                row.kind.value, " ".join(sentences(read, row.problems)), TODO[row.kind] if is_open else "",
                "OPEN" if is_open else (row.decision or Decision.ACCEPTED).value, row.command,
                row.record_kind, row.record_id, about, "" if row.decision is None else row.decision.value,
                row.decided_by, row.decided_at, row.note, is_open,
                is_open and row.kind is not ExceptionKind.REFUSED,
                is_open and row.kind is ExceptionKind.REFUSED, row.record_id is not None, not is_open,
            )
        )  # fmt: skip
    return shown


def sentences(read: Read, problems: Sequence[Sequence[Any]]) -> list[str]:
    """Kept problems (`[code, field, params]` each) as a person reads them."""
    return [read.sentence(Problem(code, field, params)) for code, field, params in problems]


def exception_stats(read: Read) -> Mapping[str, Any]:
    """How much waits for a decision, and how much of it was not done at all."""
    own = own_only(read, _X.user_id)
    statement: Select[Any] = select(
        func.count(), func.coalesce(func.sum(case((_X.kind == ExceptionKind.REFUSED, 1), else_=0)), 0)
    ).where(
        _X.company_id == read.company_id,
        _X.deleted_at.is_(None),
        _X.state == ExceptionState.OPEN,
        *(() if own is None else (own,)),
    )
    row = read.first(statement)
    return {"open": int(row[0]) if row else 0, "refused": int(row[1] or 0) if row else 0}


def _search_exceptions(_read: Read, text: str) -> Condition:
    return or_(
        User.c.name.icontains(text, autoescape=True),
        Device.c.name.icontains(text, autoescape=True),
        _X.command.icontains(text.replace(" ", ""), autoescape=True),
    )


EXCEPTION_ROWS = ListQuery(
    name="sync_exceptions",
    permission="sync_exception.read",
    kinds=("sync_exception",),
    select=_exceptions,
    key=_X.id,
    # Within all of them, those that still wait come first where the newest do.
    sorts={"made_at": (_X.state, _X.made_at)},
    default_sort=("made_at", True),
    tabs={
        "open": lambda _read: _X.state == ExceptionState.OPEN,
        "done": lambda _read: _X.state == ExceptionState.DONE,
        "all": lambda _read: None,
    },
    search=_search_exceptions,
    stats=exception_stats,
    present=_exceptions_in_words,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a side panel."""

    text: str


def exception_entered(read: Read, exception_id: UUID) -> Sequence[EnteredLine]:
    """What the device's user had entered, field by field."""
    return entered_lines(read, _seen_exception(read, exception_id).body)


def exception_reasons(read: Read, exception_id: UUID) -> Sequence[Said]:
    """Why it could not be done as it was, and what can be done about it."""
    exception = _seen_exception(read, exception_id)
    said = [Said(text) for text in sentences(read, exception.problems)]
    if exception.state is ExceptionState.OPEN:
        said.append(Said(TODO[exception.kind]))
    return said


def exception_standing(read: Read, exception_id: UUID) -> Sequence[EnteredLine]:
    """What stands now: the record it was about, and what was decided."""
    exception = _seen_exception(read, exception_id)
    found = []
    if exception.record_id is not None:
        name = names_of(read, {exception.record_id}).get(exception.record_id, "–")
        found.append(EnteredLine(noun(exception.record_kind).capitalize(), name))
    elif exception.kind is ExceptionKind.REFUSED and exception.decision is not Decision.REPEATED:
        found.append(EnteredLine("In the books", "nothing of it"))
    return found


def _seen_exception(read: Read, exception_id: UUID) -> SyncException:
    read.actor.require("sync_exception.read")
    exception = read.get(SyncException, exception_id)
    if own_only(read, _X.user_id) is not None and exception.user_id != read.actor.user_id:
        raise NotFound("sync_exception.not_found", {"id": str(exception_id)})
    return exception
