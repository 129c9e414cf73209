"""The audit log as a list, entry by entry, and as the history of one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, literal, not_, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.entity import BookEntity, Entity, mapped_classes
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.record import audit_entries, chains
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.model import Member
from rayafin_desktop.features.companies.model import Company

from . import rules
from .rules import Change

_E = audit_entries.c
_SIGN_IN = "RecordSignIn"
# What a record is called: the first of these fields that its kind has.
_NAMES = ("number", "entry_no", "code", "name", "email", "key")
_LONGEST_HISTORY = 200
_STRETCH = 20_000  # entries of the log searched at once for a record's history


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit entry in words. `id` is its number in the company's chain, `at` UTC."""

    id: int
    at: datetime
    who: str
    what: str
    record: str
    changes: str
    why: str
    entry_id: UUID
    command: str


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """One audit entry with every change, and the hash that links it."""

    row: AuditRow
    device_id: UUID
    hash: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step in the life of a record, for a timeline; newest first."""

    id: int
    at: datetime
    title: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where a company's chain stands: its length and last hash. Printed, it proves the log up to here."""

    n: int
    hash: str


def _entries(read: Read, company_id: int) -> Select[Any]:
    currency = read.scalar(select(Company.c.currency).where(Company.c.key == read.company_id)) or "XXX"
    return select(
        _E.n.label("id"),
        _E.at,
        _E.user_name,
        _E.command,
        _E.why,
        _E.body,
        _E.clear,
        _E.id.label("entry_id"),
        _E.device_id,
        _E.hash,
        literal(currency).label("currency"),
    ).where(_E.company_id == company_id)


def _in_words(read: Read, rows: Sequence[Any]) -> Sequence[AuditRow]:
    changes = [rules.changes_of(row.body, row.clear, row.currency) for row in rows]
    names = record_names(read, filter(None, map(_main, changes)))
    return [_row(row, one, names) for row, one in zip(rows, changes, strict=True)]


def _main(changes: Sequence[Change]) -> Change | None:
    """The record an entry is chiefly about: one that was written out, else a fact before its lines."""
    parts = {cls.mapping.kind for cls in mapped_classes() if cls.mapping.parent is not None}
    return min(changes, key=lambda one: (one.action == "added", one.kind in parts), default=None)


def _row(row: Any, changes: Sequence[Change], names: dict[tuple[str, UUID], str]) -> AuditRow:
    main = _main(changes)
    record, about = "", list[Change]()
    if main is not None:
        about = [change for change in changes if change.record_id == main.record_id]
        about.sort(key=lambda change: change.kind != main.kind)
        record = f"{rules.noun(main.kind)} {names.get((main.kind, main.record_id), '')}".strip()
    return AuditRow(
        id=row.id,
        at=row.at,
        who=row.user_name,
        what=rules.command_words(row.command),
        record=record,
        changes=rules.summary(about),
        why=row.why or "",
        entry_id=row.entry_id,
        command=row.command,
    )


def record_names(read: Read, changes: Iterable[Change]) -> dict[tuple[str, UUID], str]:
    """What the records of these changes are called today, by kind and id, also where they were removed."""
    wanted: dict[str, set[UUID]] = {}
    for change in changes:
        wanted.setdefault(change.kind, set()).add(change.record_id)
    found: dict[tuple[str, UUID], str] = {}
    for cls in mapped_classes():
        mapping = cls.mapping
        if mapping.kind not in wanted:
            continue
        # The part of a document is called after the document.
        owner = mapping.parent or cls
        field = next((name for name in _NAMES if name in owner.mapping.fields), None)
        if field is None or not issubclass(owner, BookEntity):
            continue
        statement = select(owner.c.id, owner.c[field]).where(owner.c.id.in_(wanted[mapping.kind]))
        if issubclass(owner, Entity):
            statement = statement.where(owner.c.company_id == read.company_id)
        found |= {(mapping.kind, row[0]): str(row[1] or "") for row in read.fetch(statement)}
    return found


def _searched(_read: Read, text: str) -> ColumnElement[bool]:
    columns = (_E.user_name, _E.command, _E.body, _E.clear, _E.why)
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


AUDIT_ROWS = ListQuery(
    name="audit",
    permission="audit.read",
    kinds=(),
    select=lambda read: _entries(read, read.company_id),
    key=_E.n,
    sorts={"at": [_E.n]},
    default_sort=("at", True),
    tabs={
        "all": lambda _read: None,
        "changed": lambda _read: _E.body.contains('["~",', autoescape=True),
        "removed": lambda _read: _E.body.contains('["-",', autoescape=True),
        "explained": lambda _read: _E.why.is_not(None),
    },
    search=_searched,
    present=_in_words,
)


def _sign_ins(read: Read) -> Select[Any]:
    """The book's entries about the sign-ins of this company's members."""
    members = read.fetch(select(Member.c.user_id).where(Member.c.company_id == read.company_id))
    about = [_E.body.contains(str(row[0]), autoescape=True) for row in members]
    return _entries(read, 0).where(_E.command == _SIGN_IN, or_(false(), *about))


_REFUSED = and_(_E.body.contains('"failed_sign_ins":[', autoescape=True), _E.user_id.is_(None))


def _sign_ins_in_words(read: Read, rows: Sequence[Any]) -> Sequence[AuditRow]:
    shown = []
    for row, words in zip(rows, _in_words(read, rows), strict=True):
        refused = row.user_name == "Not signed in"
        shown.append(_as_sign_in(words, refused=refused, locked='"locked_until":[null' in row.body))
    return shown


def _as_sign_in(row: AuditRow, *, refused: bool, locked: bool) -> AuditRow:
    what = "Locked out" if refused and locked else "Refused" if refused else "Signed in"
    return AuditRow(
        row.id,
        row.at,
        row.who,
        what,
        row.record.removeprefix("user "),
        "",
        row.why,
        row.entry_id,
        row.command,
    )


SIGN_IN_ROWS = ListQuery(
    name="sign_ins",
    permission="audit.read_sign_ins",
    kinds=("user",),
    select=_sign_ins,
    key=_E.n,
    sorts={"at": [_E.n]},
    default_sort=("at", True),
    tabs={
        "all": lambda _read: None,
        "done": lambda _read: not_(_REFUSED),
        "refused": lambda _read: _REFUSED,
    },
    search=_searched,
    present=_sign_ins_in_words,
)


def audit_detail(read: Read, n: UUID | int) -> AuditDetail:
    """The entry with number `n` of the company's chain, with all its changes; NotFound otherwise."""
    read.actor.require("audit.read")
    row = read.first(_entries(read, read.company_id).where(_E.n == n))
    if row is None:
        raise NotFound("audit.not_found", {"n": n})
    changes = rules.changes_of(row.body, row.clear, row.currency)
    words = _row(row, changes, record_names(read, changes))
    return AuditDetail(words, row.device_id, bytes(row.hash).hex(), changes)


def audit_changes(read: Read, n: UUID | int) -> Sequence[Change]:
    """The changes of one entry for the side panel, without ids and hashes: `audit_detail` has them all."""
    return [change for change in audit_detail(read, n).changes if not rules.tells_nothing(change)]


def record_history(read: Read, record_id: UUID) -> Sequence[HistoryRow]:
    """What happened to one record, newest first, the last 200 steps.

    The log is searched backwards, a stretch at a time, to the entry that made the record: no earlier one can
    name it. No clock is asked, since clocks are set back.
    """
    read.actor.require("audit.read")
    found: list[HistoryRow] = []
    last = chain_head(read).n
    while last > 0 and len(found) < _LONGEST_HISTORY:
        first = max(last - _STRETCH, 0)
        statement = (
            _entries(read, read.company_id)
            .where(_E.n > first, _E.n <= last, _E.body.contains(str(record_id), autoescape=True))
            .order_by(_E.n.desc())
            .limit(_LONGEST_HISTORY)
        )
        for row in read.fetch(statement):
            changes = [
                change
                for change in rules.changes_of(row.body, row.clear, row.currency)
                if change.record_id == record_id
            ]
            found.append(_step(row, changes))
            if any(map(_makes, changes)):
                return found[:_LONGEST_HISTORY]
        last = first
    return found[:_LONGEST_HISTORY]


def _makes(change: Change) -> bool:
    """Whether a change is the making of its record: its fields are new, or it is a fact of its own."""
    if change.action == "added":
        return change.kind == "entry"
    return change.action == "new" and not change.field.startswith("line ")


def _step(row: Any, changes: Sequence[Change]) -> HistoryRow:
    """One entry as a step in the life of the record that these changes are of."""
    removed = any(change.action == "removed" and not change.field.startswith("line ") for change in changes)
    return HistoryRow(
        row.id,
        row.at,
        rules.command_words(row.command),
        " · ".join(filter(None, (row.user_name, rules.summary(changes), row.why))),
        "neg" if removed else "neutral",
    )


def chain_head(read: Read) -> ChainHead:
    """The length and last hash of the company's chain, for the foot of closing reports."""
    row = read.first(select(chains.c.n, chains.c.head).where(chains.c.company_id == read.company_id))
    return ChainHead(0, "") if row is None else ChainHead(int(row[0]), bytes(row[1]).hex())
