"""Work: one write transaction of one company, what a handler gets to do its job with.

Rows are loaded, replaced, saved; inserts are collected and sent in foreign-key order; everything that
changes is recorded. There is no other way to write (house.md, "One door for writes").
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Executable, Result, SelectBase, Table, delete, update

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id

from . import search
from .branches import require_own, stamped
from .commands import Command, recorded
from .entity import (
    BookEntity,
    Entity,
    Part,
    Row,
    by_key,
    in_insert_order,
    key_of,
    parent_field,
)
from .follow_up import Approval, FollowUp
from .images import unit_of, unit_of_key
from .operation import Operation
from .permissions import Actor
from .read import Happening, Reaction, Read, Surroundings
from .record import plain_value
from .recorded import RecordedTransaction
from .statements import add_to_sums, insert_into, update_rows

__all__ = ["Approval", "FollowUp", "Happening", "Reaction", "Read", "Surroundings", "Work"]

T = TypeVar("T")
B = TypeVar("B", bound=BookEntity)
P = TypeVar("P", bound=Part)
W = TypeVar("W", bound=Row)


# The engine sets these itself at each save.
_KEPT_BY_ENGINE = frozenset({"version", "created_at", "updated_at"})


def _class_of(row: Row) -> type[Row]:
    return type(row)


class _Transaction:
    """What several Works of one transaction share: pending inserts, loaded originals, records."""

    def __init__(self) -> None:
        self.pending: dict[Table, list[Row]] = {}
        self.sums: dict[Table, dict[tuple[Any, ...], dict[str, int]]] = {}
        self.loaded: dict[tuple[type[Row], tuple[Any, ...]], Row] = {}
        self.works: dict[int, Work] = {}


class Work(RecordedTransaction):
    """One write transaction of one company."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        surroundings: Surroundings,
        now: datetime,
        today: date,
        *,
        confirmed: frozenset[str] = frozenset(),
        company_id: int | None = None,
        uncommitted: bool = False,
        operation: Operation | None = None,
        _transaction: _Transaction | None = None,
    ) -> None:
        """`uncommitted`: an earlier command of this transaction changed something (see `cached`).

        `operation`: what a device of a shared book has done, which is carried out here again.
        """
        self._transaction = _transaction or _Transaction()
        super().__init__(
            connection, actor, surroundings, now, today, confirmed, company_id, uncommitted, operation
        )
        self.follow_ups: list[FollowUp] = []
        self.approval: Approval | None = None
        self._transaction.works[self.company_id] = self

    def _companies(self) -> set[int]:
        return {*self._transaction.works, self.company_id}

    # --- reading inside the transaction

    def execute(self, statement: Executable, values: Any = None) -> Result[Any]:
        if not isinstance(statement, SelectBase):
            raise TypeError("Work.execute reads; write through add, save, remove or insert_many")
        self.flush()
        return super().execute(statement, values)

    def _before_reading(self) -> None:
        self.flush()

    def get(self, cls: type[B], id: UUID, *, field: str = "") -> B:  # noqa: A002
        # The company is locked: what this command has loaded of it cannot have changed since.
        loaded = self._transaction.loaded.get((cls, (self.company_id, id)))
        return cast("B", loaded) if loaded is not None else super().get(cls, id, field=field)

    def by_ids(self, cls: type[B], ids: Iterable[UUID]) -> dict[UUID, B]:
        loaded = self._transaction.loaded
        found = {id_: loaded.get((cls, (self.company_id, id_))) for id_ in ids}
        known = {id_: cast("B", row) for id_, row in found.items() if row is not None}
        unknown = found.keys() - known.keys()
        return known | super().by_ids(cls, unknown) if unknown else known

    def _built(self, cls: type[W], row: Sequence[Any]) -> W:
        built = super()._built(cls, row)
        self._transaction.loaded[cls, key_of(built)] = built
        return built

    def cached(self, name: str, load: Callable[[], T]) -> T:
        # What this transaction has changed may yet be rolled back: then the cache is neither used nor filled.
        if self.recorder.reference_changed or self._uncommitted:
            return load()
        return super().cached(name, load)

    @property
    def reference_changed(self) -> bool:
        """Whether this command changed something that may be cached."""
        return any(work.recorder.reference_changed for work in self._transaction.works.values())

    # --- writing

    def new(self, cls: type[B], **values: Any) -> B:
        """Build an entity of this company with a fresh id, and add it."""
        if "id" not in values:
            values["id"] = new_id(cls.mapping.kind)
        if issubclass(cls, Entity):
            values["company_id"] = self.company_id
        return self.add(cls(created_at=self.now, updated_at=self.now, **values))

    def add(self, row: W) -> W:
        """Add a new row; it is inserted at the next read or at the end of the command.

        What somebody in a branch adds is of that branch.
        """
        if self.actor.branch_id is not None:
            row = stamped(row, self.actor.branch_id)
        self._check(row)
        if self._units is not None:
            self._units.touch(row.mapping.table, unit_of(row), is_new=isinstance(row, BookEntity))
        self.recorder.added(row)
        self._transaction.pending.setdefault(row.mapping.table, []).append(row)
        if isinstance(row, BookEntity):
            self._transaction.loaded[type(row), key_of(row)] = row
        return row

    def insert_many(self, rows: Iterable[Row]) -> int:
        """The wide door: add many rows at once, recorded like any other; answers how many."""
        count = 0
        for cls, some in groupby(rows, _class_of):
            many = list(some)
            if self.actor.branch_id is not None:
                many = [stamped(row, self.actor.branch_id) for row in many]
            self._check_all(cls, many)
            if self._units is not None:
                is_new, table = issubclass(cls, BookEntity), cls.mapping.table
                for unit in dict.fromkeys(map(unit_of, many)):
                    self._units.touch(table, unit, is_new=is_new)
            self.recorder.added_all(cls, many)
            self._transaction.pending.setdefault(cls.mapping.table, []).extend(many)
            count += len(many)
        return count

    def save(self, entity: B) -> B:
        """Save a changed copy of a loaded entity; answers it with its new version.

        Stale (`<kind>.stale`) when the entity was changed since the copy was taken.
        """
        return self.save_all([entity])[0]

    def save_all(self, entities: Sequence[B]) -> list[B]:
        """Save changed copies of entities of one class as `save` does, together in fewer statements."""
        saved_all: list[B] = []
        rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for entity in entities:
            self._check(entity)
            if self.actor.branch_id is not None:
                require_own(entity, self.actor.branch_id)
            cls, key = type(entity), key_of(entity)
            original = cast("B", self._transaction.loaded.get((cls, key))) or self.get(cls, entity.id)
            if original.version != entity.version:
                entity = self._field_by_field(original, entity)
            names = [n for n in cls.mapping.fields if getattr(original, n) != getattr(entity, n)]
            saved = entity
            if names:
                saved = dataclasses.replace(entity, version=entity.version + 1, updated_at=self.now)
                changed = (*names, "version", "updated_at")
                values = (*(getattr(saved, name) for name in changed), *key, original.version)
                if self._units is not None:
                    self._units.touch(cls.mapping.table, unit_of(saved))
                rows.setdefault(changed, []).append(values)
                self.recorder.changed(original, saved, names)
                self._transaction.loaded[cls, key] = saved
            saved_all.append(saved)
        if rows:
            self.flush()
        for changed, some in rows.items():
            mapping = entities[0].mapping
            where = (*mapping.key, "version")
            if update_rows(self._connection, mapping.table, changed, where, some) != len(some):
                raise Stale(f"{mapping.kind}.stale", {"id": str(entities[0].id)})
        return saved_all

    def _field_by_field(self, now: B, wanted: B) -> B:
        """What a device changed, over what others changed meanwhile (sync.md, rule 8); else Stale.

        A field only the device changed is the device's, one only others changed is theirs. Where both did,
        the server's order decides: this comes later, and its user is told what it replaced.
        """
        kind = now.mapping.kind
        saw = self.operation.saw.get((kind, str(now.id))) if self.operation and self.is_replay else None
        if saw is None:
            raise Stale(f"{kind}.stale", {"id": str(now.id)})
        changed: dict[str, Any] = {}
        for name in now.mapping.fields:
            if name in saw and name not in _KEPT_BY_ENGINE:
                changed[name] = getattr(wanted, name)
                here = plain_value(getattr(now, name))
                if here not in (saw[name], plain_value(changed[name])):
                    shown = "***" if name in now.mapping.confidential else here
                    self.adjusted("row.overwritten", name, kind=kind, was=shown)
        return dataclasses.replace(now, **changed)

    def remove(self, entity: B) -> None:
        """Put a tombstone on an entity; it is no longer found, but never physically deleted."""
        self._check_company(entity)
        self.recorder.removed(entity)
        cls = type(entity)
        self.flush()
        if self._units is not None:
            self._units.touch(cls.mapping.table, unit_of(entity))
        result = self._connection.execute(
            update(cls.mapping.table)
            .where(*by_key(cls, key_of(entity)), cls.c.version == entity.version)
            .values(deleted_at=self.now, updated_at=self.now, version=entity.version + 1)
        )
        if result.rowcount != 1:
            raise Stale(f"{cls.mapping.kind}.stale", {"id": str(entity.id)})
        self._transaction.loaded.pop((cls, key_of(entity)), None)

    def replace_parts(self, cls: type[P], parent_id: UUID, parts: Sequence[P]) -> None:
        """Make `parts` the parts of this parent; records only the lines that differ."""
        old = {part.line_no: part for part in self.parts(cls, parent_id)}
        new = {part.line_no: part for part in parts}
        table = cls.mapping.table
        if self._units is not None:
            self._units.touch(table, parent_id.hex)
        gone = [no for no, part in old.items() if new.get(no) != part]
        if gone:
            self._connection.execute(
                delete(table).where(
                    cls.c.company_id == self.company_id,
                    cls.c[parent_field(cls)] == parent_id,
                    cls.c.line_no.in_(gone),
                )
            )
        for no, part in new.items():
            before = old.get(no)
            if before == part:
                continue
            self._check(part)
            if before is None:
                self.recorder.added(part)
            else:
                names = [n for n in cls.mapping.fields if getattr(before, n) != getattr(part, n)]
                self.recorder.changed(before, part, names)
            self._transaction.pending.setdefault(table, []).append(part)
        for no, part in old.items():
            if no not in new:
                self.recorder.removed(part)

    def index(self, kind: str, id: UUID, body: str) -> None:  # noqa: A002
        """Make a row findable by any part of `body` (`engine.search`)."""
        entry = search.Entry(kind, id, body)
        if self._units is not None:
            self._units.touch_text(entry)
        self._texts.append(entry)

    def take_next(self, entity: B, field: str, *, step: int = 1) -> int:
        """Add `step` to a counter field of an entity and answer its value before.

        For number series: the row is locked with the company, so a rollback returns the number.
        """
        value = int(getattr(entity, field))
        changed: dict[str, Any] = {field: value + step}
        self.save(dataclasses.replace(entity, **changed))
        return value

    def bump(self, table: Table, key: Mapping[str, Any], deltas: Mapping[str, int]) -> None:
        """Add `deltas` to the counters of the row of `table` with this key, making the row if need be.

        For maintained sums only: tables marked `info={"derived": True}`, which can be recomputed from
        recorded rows (`verify` does) and are therefore not recorded themselves. `key` names the primary
        key without `company_id`. The changes of one flush to one row are sent as one statement.
        """
        if not table.info.get("derived"):
            raise TypeError(f"{table.name} is no table of derived sums")
        self.touch_sum(table, key)
        row = self._transaction.sums.setdefault(table, {}).setdefault(
            tuple({"company_id": self.company_id, **key}[column.name] for column in table.primary_key), {}
        )
        for name, delta in deltas.items():
            row[name] = row.get(name, 0) + delta

    def touch_sum(self, table: Table, key: Mapping[str, Any]) -> None:
        """Note that a row of a derived table changes; `bump` does so itself."""
        if self._units is not None:
            self._units.touch(table, unit_of_key(table, key))

    def _flush_sums(self) -> None:
        sums = self._transaction.sums
        for table in in_insert_order(sums):
            keys = [column.name for column in table.primary_key]
            counters = [column.name for column in table.columns if column.name not in keys]
            rows = [
                dict(zip(keys, key, strict=True)) | {name: deltas.get(name, 0) for name in counters}
                for key, deltas in sums.pop(table).items()
            ]
            add_to_sums(self._connection, table, rows)

    def confirm(self, key: str, code: str, *, field: str = "", **params: object) -> None:
        """Go on only if the user has confirmed `key`; otherwise raise NeedsConfirmation."""
        if key not in self.confirmed:
            raise NeedsConfirmation(code, key, params, field=field)

    def announce(self, happening: Happening) -> None:
        """Tell the features above; their reactions run now, in this transaction."""
        for reaction in self._surroundings.reactions.get(type(happening), ()):
            reaction(happening, self)

    def in_company(self, company_id: int) -> Work:
        """The same transaction seen from another company; only for commands about the book."""
        found = self._transaction.works.get(company_id)
        if found is not None:
            return found
        if self.actor.company_id != 0:
            raise PermissionError("only a command about the book reaches into a company")
        self.flush()
        return Work(
            self._connection,
            self.actor,
            self._surroundings,
            self.now,
            self.today,
            confirmed=self.confirmed,
            company_id=company_id,
            uncommitted=self._uncommitted,
            operation=self.operation,
            _transaction=self._transaction,
        )

    def _check(self, row: Row) -> None:
        """Refuse another company's row, and text that one of the two engines would not keep."""
        self._check_all(type(row), (row,))

    def _check_all(self, cls: type[Row], rows: Sequence[Row]) -> None:
        """The same for many rows of one class, column by column."""
        for row in rows:
            self._check_company(row)
        for name, most in cls.mapping.texts:
            texts = list(filter(None, map(attrgetter(name), rows)))
            if not texts:
                continue
            length = len(max(texts, key=len))
            if most is not None and length > most:
                raise RuleBroken([Problem("text.too_long", name, {"length": length, "most": most})])
            if any("\0" in text for text in texts):
                raise RuleBroken([Problem("text.not_storable", name)])

    def _check_company(self, row: Row) -> None:
        if getattr(row, "company_id", self.company_id) != self.company_id:
            raise PermissionError(f"{row.mapping.kind} belongs to another company")

    def flush(self) -> None:
        """Send the collected inserts, tables in foreign-key order."""
        pending = self._transaction.pending
        if pending:
            for table in in_insert_order(pending):
                rows = pending.pop(table)
                insert_into(self._connection, table, rows[0].mapping.fields, rows)
        if self._transaction.sums:
            self._flush_sums()

    def follow_up(self, one: FollowUp) -> None:
        """Have a command carried out right after this one, all or neither."""
        self.follow_ups.append(one)

    # --- the end of a command

    def finish(self, command: Command[Any]) -> dict[str, frozenset[UUID]]:
        """Flush, then write the audit entry and the outbox row of every company touched.

        Answers what was touched: kind -> ids. Called once by `App.execute`, just before commit.
        """
        self.flush()
        payload = recorded(command)
        touched: dict[str, frozenset[UUID]] = {}
        for work in self._transaction.works.values():
            work.write_texts()
            if work.recorder.anything or work.has_touched_units:
                why = self.why if self.approval is None else self.approval.beside(self.why)
                work.write_entry(type(command).__name__, payload, why)
                work.write_shared()
                for kind, ids in work.recorder.touched.items():
                    touched[kind] = touched.get(kind, frozenset()) | ids
        return touched
