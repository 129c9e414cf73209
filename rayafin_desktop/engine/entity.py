"""Entities: frozen dataclasses mapped to Core tables.

An entity is a value. It is loaded, replaced by a changed copy (`dataclasses.replace`) and saved
through `Work`, never mutated; decision 001 says why this and not an ORM session. Three kinds:

* `Entity`: a row of one company, keyed `(company_id, id)`.
* `Part`: a row that belongs to an entity (a line, a leg), keyed `(company_id, <parent>_id, line_no)`.
* `BookEntity`: a row of the whole book (a user, a company), keyed `(id)`.

Every foreign key and unique constraint carries `company_id`, so that no row can point at another
company's and a PostgreSQL sharded by company stays possible.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnCollection,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import sort_tables

from .columns import Confidential, Later, Personal, References, column_type

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Mapping:
    """What the engine knows of an entity class beyond its fields."""

    table: Table
    kind: str  # singular noun, used in audit entries and `Outcome.touched`
    fields: tuple[str, ...]
    key: tuple[str, ...]
    personal: frozenset[str]
    confidential: frozenset[str]
    texts: tuple[tuple[str, int | None], ...]  # text columns and the most characters each takes
    parent: type[Any] | None
    reference: bool
    fact: bool
    later: tuple[tuple[str, Any], ...] = ()  # columns added to a fact or part later, and their defaults
    branch_field: str = ""  # the column that says whose branch a row is; empty where every branch sees it


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """The root of all mapped classes; `mapping` is set by the decorators below."""

    mapping: ClassVar[Mapping]
    c: ClassVar[ColumnCollection[str, Column[Any]]]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class BookEntity(Row):
    """A row of the whole book. `version` counts saves; `deleted_at` is the tombstone."""

    id: UUID
    version: int = 1
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Entity(BookEntity):
    """A row of one company; `company_id` is the company's local integer key."""

    company_id: int


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Part(Row):
    """A row that lives and dies with its parent entity; numbered from 1 within it."""

    company_id: int
    line_no: int


R = TypeVar("R", bound=Row)
E = TypeVar("E", bound=Entity)
P = TypeVar("P", bound=Part)
B = TypeVar("B", bound=BookEntity)

Columns = tuple[str, ...]
_mapped: dict[str, type[Row]] = {}


def mapped_classes() -> Sequence[type[Row]]:
    """All mapped classes in foreign-key order (a table after those it points at)."""
    return [_mapped[table.name] for table in metadata.sorted_tables if table.name in _mapped]


def entity(
    table: str,
    *,
    kind: str = "",
    unique: Sequence[Columns] = (),
    indexes: Sequence[Columns] = (),
    where: dict[Columns, str] | None = None,
    checks: dict[str, str] | None = None,
    reference: bool = False,
    fact: bool = False,
    branch_field: str | None = None,
    shared: bool = True,
) -> Callable[[type[R]], type[R]]:
    """Map a dataclass to `table`.

    `unique` and `indexes` name columns; `company_id` is put in front by itself. `where` makes one of
    them partial (same condition text on both engines). `checks` are named SQL conditions.
    `reference=True` marks what changes rarely and may be cached (accounts, tax codes, settings).
    `fact=True` marks rows that are only ever added: their audit entry holds a digest, not a copy.
    A field `branch_id` keeps the rows of one branch from who works in another (`engine.branches`);
    `branch_field` names another such column, or none with an empty text.
    `shared=False` keeps the rows in this book: they do not travel to devices (`engine.sharing`).
    """

    def decorate(cls: type[R]) -> type[R]:
        scoped = issubclass(cls, Entity)
        key: Columns = ("company_id", "id") if scoped else ("id",)
        _map(
            cls, table, kind or _singular(table), key, unique, indexes, where, checks, None, reference, fact,
            branch_field=branch_field,
        )  # fmt: skip
        if not shared:
            cls.mapping.table.info["shared"] = False
        return cls

    return decorate


def part(
    table: str,
    *,
    of: type[Entity],
    kind: str = "",
    unique: Sequence[Columns] = (),
    indexes: Sequence[Columns] = (),
    where: dict[Columns, str] | None = None,
    checks: dict[str, str] | None = None,
    inserted_first: bool = False,
) -> Callable[[type[P]], type[P]]:
    """Map a child row of `of`; its class has a field `<kind of parent>_id`.

    `inserted_first=True` inserts the parts before their parent (the foreign key waits for the commit),
    so that a trigger on the parent's insert sees the whole and can refuse it.
    """

    def decorate(cls: type[P]) -> type[P]:
        parent_key = f"{of.mapping.kind}_id"
        key = ("company_id", parent_key, "line_no")
        name = kind or _singular(table)
        _map(
            cls, table, name, key, unique, indexes, where, checks, of, of.mapping.reference, False,
            inserted_first,
        )  # fmt: skip
        return cls

    return decorate


def kind_named(kind: str) -> type[Row] | None:
    """The mapped class of this kind, or None."""
    return next((cls for cls in _mapped.values() if cls.mapping.kind == kind), None)


def parent_field(cls: type[Part]) -> str:
    """The field of a part that holds its parent's id."""
    return cls.mapping.key[1]


def _singular(table: str) -> str:
    if table.endswith("ies"):
        return table[:-3] + "y"
    if table.endswith(("sses", "xes")):
        return table[:-2]
    return table.removesuffix("s")


LONGEST_NAME = 63  # of an index on PostgreSQL


def _map(
    cls: type[Any],
    table_name: str,
    kind: str,
    key: Columns,
    unique: Sequence[Columns],
    indexes: Sequence[Columns],
    where: dict[Columns, str] | None,
    checks: dict[str, str] | None,
    parent: type[Entity] | None,
    reference: bool,
    fact: bool,
    inserted_first: bool = False,
    branch_field: str | None = None,
) -> None:
    scoped = key[0] == "company_id"
    hints = get_type_hints(cls, include_extras=True)
    ordered = [*key, *(f.name for f in dataclasses.fields(cls) if f.name not in key)]
    columns: list[Column[Any]] = []
    constraints: list[Any] = [PrimaryKeyConstraint(*key)]
    personal: set[str] = set()
    confidential: set[str] = set()
    later: list[tuple[str, Any]] = []
    defaults = {f.name: f.default for f in dataclasses.fields(cls)}
    for name in ordered:
        column, markers, choices = _column(name, hints[name], primary=name in key)
        columns.append(column)
        if Personal in markers:
            personal.add(name)
        if Confidential in markers:
            confidential.add(name)
        if Later in markers:
            later.append((name, defaults[name]))
        if choices is not None:
            allowed = ", ".join(f"'{choice.value}'" for choice in choices)
            constraints.append(CheckConstraint(f"{name} IN ({allowed})", name=name))
        constraints += [
            _foreign_key(scoped, name, marker.table) for marker in markers if isinstance(marker, References)
        ]
    if scoped:
        constraints.append(ForeignKeyConstraint(["company_id"], ["companies.key"]))
    if parent is not None:
        constraints.append(
            ForeignKeyConstraint(
                ["company_id", key[1]],
                [f"{parent.mapping.table.name}.company_id", f"{parent.mapping.table.name}.id"],
                deferrable=inserted_first or None,
                initially="DEFERRED" if inserted_first else None,
            )
        )
    partial = where or {}
    for names in unique:
        scoped_names = ("company_id", *names) if scoped else names
        if names in partial:
            only = text(partial[names])
            constraints.append(
                Index(
                    f"uq_{table_name}_{'_'.join(names)}",
                    *scoped_names,
                    unique=True,
                    sqlite_where=only,
                    postgresql_where=only,
                )
            )
        else:
            constraints.append(UniqueConstraint(*scoped_names))
    for names in indexes:
        scoped_names = ("company_id", *names) if scoped else names
        condition = text(partial[names]) if names in partial else None
        constraints.append(
            Index(
                f"ix_{table_name}_{'_'.join(names)}"[:LONGEST_NAME],
                *scoped_names,
                sqlite_where=condition,
                postgresql_where=condition,
            )
        )
    constraints += [CheckConstraint(condition, name=name) for name, condition in (checks or {}).items()]
    # Parts are keyed by their parent and small: clustering them by key keeps a document in one page.
    table = Table(table_name, metadata, *columns, *constraints, sqlite_with_rowid=parent is None)
    if inserted_first and parent is not None:
        _inserted_first.append((table, parent.mapping.table))
    cls.mapping = Mapping(
        table=table,
        kind=kind,
        fields=tuple(f.name for f in dataclasses.fields(cls)),
        key=key,
        personal=frozenset(personal),
        confidential=frozenset(confidential),
        texts=tuple((c.name, c.type.length) for c in columns if isinstance(c.type, String)),
        parent=parent,
        reference=reference,
        fact=fact,
        later=tuple(later),
        branch_field=branch_field if branch_field is not None else "branch_id" * ("branch_id" in hints),
    )
    cls.c = table.c
    _mapped[table_name] = cls


def _foreign_key(scoped: bool, name: str, table: str) -> ForeignKeyConstraint:
    if scoped and table not in BOOK_TABLES:
        return ForeignKeyConstraint(["company_id", name], [f"{table}.company_id", f"{table}.id"])
    return ForeignKeyConstraint([name], [f"{table}.id"])


# Tables without a company; references to them are by id alone.
BOOK_TABLES = frozenset({"companies", "users", "sessions", "second_factors", "password_resets"})


def _column(
    name: str, hint: Any, *, primary: bool
) -> tuple[Column[Any], tuple[object, ...], type[StrEnum] | None]:
    markers: tuple[object, ...] = ()
    nullable = False
    while True:
        if get_origin(hint) is Annotated:
            hint, *extra = get_args(hint)
            markers += tuple(extra)
        elif get_origin(hint) in (Union, types.UnionType):
            members = [a for a in get_args(hint) if a is not type(None)]
            if len(members) != 1:
                raise TypeError(f"{name}: only `X | None` is allowed")
            nullable = True
            hint = members[0]
        else:
            break
    if name == "company_id" or name == "line_no" or name == "version":
        column: Column[Any] = Column(name, Integer(), nullable=False, autoincrement=False)
    else:
        kind = column_type(hint, markers)
        nullable = (nullable or hint is Any) and not primary
        column = Column(name, kind, nullable=nullable, autoincrement=False)
    choices = hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None
    return column, markers, choices


_order: dict[Table, int] = {}
_inserted_first: list[tuple[Table, Table]] = []  # parts and their parents, see `part`


def in_insert_order(tables: Iterable[Table]) -> list[Table]:
    """Tables so that each comes after those its foreign keys point at, unless these wait for the commit."""
    if len(_order) != len(metadata.tables):
        ranked = sort_tables(
            metadata.tables.values(),
            skip_fn=lambda key: bool(key.deferrable),
            extra_dependencies=_inserted_first,
        )
        _order.update({table: rank for rank, table in enumerate(ranked)})
    return sorted(tables, key=_order.__getitem__)


def key_of(row: Row) -> tuple[Any, ...]:
    """The primary key of a mapped row, in the order of `mapping.key`."""
    return tuple(getattr(row, name) for name in row.mapping.key)


def values_of(row: Row) -> dict[str, Any]:
    """Column name -> Python value, in table order of the dataclass."""
    return {name: getattr(row, name) for name in row.mapping.fields}


def by_key(cls: type[Row], key: Sequence[Any]) -> list[ColumnElement[bool]]:
    """WHERE conditions that pick the row with this primary key."""
    return [cls.c[name] == value for name, value in zip(cls.mapping.key, key, strict=True)]
