"""The recorder: one audit entry and one outbox row per command and company.

The audit log is a hash chain per company: `hash = SHA-256(previous hash + canonical entry)`. It cannot
be switched off, because `Work.finish` writes it in the same transaction as the change itself. Personal
values stand in the chain as salted digests with the clear values beside it, so that an erase request
breaks no link (rules.md 2.10). The chain's number `n` is also the change number sync pulls by.
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar, cast
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    bindparam,
    select,
    text,
    update,
)

from rayafin_desktop.base.quantity import plain

from .columns import IdColumn, InstantColumn, canonical_json, storing
from .ddl import after_create, after_drop
from .entity import Mapping, Row, key_of, metadata
from .statements import PreparedStatement

W = TypeVar("W", bound=Row)

# One row per company (0 for the book itself), locked at the start of every write: it serialises a
# company's commands on PostgreSQL the way BEGIN IMMEDIATE does on SQLite (decision 002).
chains = Table(
    "chains",
    metadata,
    Column("company_id", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    Column("reference_n", BigInteger, nullable=False),  # n of the last change to a reference entity
    info={"shared": False},
)

REFERENCE_N = PreparedStatement(
    select(chains.c.reference_n).where(chains.c.company_id == bindparam("company"))
)
FIRST_CHAIN = PreparedStatement(
    text(
        "INSERT INTO chains (company_id, n, head, reference_n) VALUES (:company_id, :n, :head, :reference_n) "
        "ON CONFLICT DO NOTHING"
    )
)
CHAIN_ADVANCED = PreparedStatement(
    update(chains)
    .where(chains.c.company_id == bindparam("company"))
    .values(n=bindparam("new_n"), head=bindparam("new_head"), reference_n=bindparam("new_reference_n"))
)

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("n", BigInteger, nullable=False, autoincrement=False),
    Column("id", IdColumn(), nullable=False),
    Column("command", String(80), nullable=False),
    Column("user_id", IdColumn()),
    Column("user_name", String(200), nullable=False),
    Column("device_id", IdColumn(), nullable=False),
    Column("at", InstantColumn(), nullable=False),
    Column("why", Text),
    Column("body", Text, nullable=False),  # canonical JSON list of changes, see `Change.image`
    Column("clear", Text),  # personal values in the clear: {digest: [salt, value]}; erasable
    Column("payload_digest", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    PrimaryKeyConstraint("company_id", "n"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("n", BigInteger, nullable=False, autoincrement=False),
    Column("payload", LargeBinary, nullable=False),  # zlib of the command's JSON
    PrimaryKeyConstraint("company_id", "n"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

# The log is written once. (The clear values beside it may be erased on request, nothing else changed.)
_KEPT = "company_id, n, id, command, user_id, user_name, device_id, at, why, body, payload_digest, hash"
after_create(
    audit_entries,
    "sqlite",
    f"CREATE TRIGGER audit_entries_kept BEFORE UPDATE OF {_KEPT} ON audit_entries "
    "BEGIN SELECT RAISE(ABORT, 'audit.immutable'); END",
    "CREATE TRIGGER audit_entries_undeletable BEFORE DELETE ON audit_entries "
    "BEGIN SELECT RAISE(ABORT, 'audit.immutable'); END",
)
after_create(
    audit_entries,
    "postgresql",
    "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit.immutable'; END $$",
    f"CREATE TRIGGER audit_entries_kept BEFORE UPDATE OF {_KEPT} ON audit_entries "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_entries_undeletable BEFORE DELETE ON audit_entries "
    "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)
after_drop(audit_entries, "postgresql", "DROP FUNCTION IF EXISTS refuse_audit_change()")

_SHORT = 4096  # bytes
_PLAIN = frozenset({str, int, bool})
_SAYING: dict[type, Callable[[Any], str]] = {
    UUID: str,
    Decimal: plain,
    date: date.isoformat,
    datetime: datetime.isoformat,
    bytes: bytes.hex,
}
GENESIS = hashlib.sha256(b"rayafin audit chain, version 1").digest()


def plain_value(value: Any) -> Any:
    """A column value as canonical JSON takes it; decimals, dates and ids as text."""
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind in _SAYING:
        return _SAYING[kind](value)
    return value.value if isinstance(value, StrEnum) else value


# Housekeeping columns say nothing a reader of the log wants to see.
_UNSAID = frozenset({"company_id", "id", "version", "created_at", "updated_at"})


class _Form:
    """How rows of one class are written into the log."""

    def __init__(self, mapping: Mapping) -> None:
        columns = mapping.table.c
        later = dict(mapping.later)
        first = tuple(name for name in mapping.fields if name not in later)
        stores = [storing(columns[name].type) for name in first]
        self._all: Callable[[Row], tuple[Any, ...]] = attrgetter(*first)
        self._stores = [(position, store) for position, store in enumerate(stores) if store is not None]
        self._later = [(name, default, storing(columns[name].type)) for name, default in mapping.later]
        self.said = tuple(name for name in mapping.fields if name not in _UNSAID)
        self.values_said: Callable[[Row], tuple[Any, ...]] = attrgetter(*self.said)
        self.hidden = mapping.personal | mapping.confidential

    def digests(self, runs: Sequence[Sequence[Row]]) -> list[str]:
        """A digest for each run of rows, over their full content as SQLite stores it (also elsewhere).

        Of columns that were added later, each row has those that differ from their default at its end.
        """
        columns: list[Sequence[Any]] = list(
            zip(*(self._all(row) for rows in runs for row in rows), strict=True)
        )
        for position, store in self._stores:
            columns[position] = list(map(store, columns[position]))
        contents: Iterator[Any] = zip(*columns, strict=True)
        if self._later:
            every = [row for rows in runs for row in rows]
            if self._says_later(every):
                contents = (
                    (*content, *self._added_later(row)) for content, row in zip(contents, every, strict=True)
                )
        return [
            hashlib.sha256(to_json(list(islice(contents, len(rows))), bytes_mode="hex")).hexdigest()[:32]
            for rows in runs
        ]

    def _says_later(self, rows: Sequence[Row]) -> bool:
        """Whether any of the rows differs from a default, which few do: found column by column."""
        return any(
            list(map(attrgetter(name), rows)).count(default) != len(rows) for name, default, _ in self._later
        )

    def _added_later(self, row: Row) -> Iterator[tuple[str, Any]]:
        for name, default, store in self._later:
            value = getattr(row, name)
            if value != default:
                yield name, value if store is None else store(value)


_forms: dict[type[Row], _Form] = {}


def _form(cls: type[Row]) -> _Form:
    found = _forms.get(cls)
    if found is None:
        found = _forms[cls] = _Form(cls.mapping)
    return found


def row_digest(rows: Sequence[Row]) -> str:
    """A digest over the full content of rows of one class; what stands for facts in the audit body."""
    if not rows:
        return hashlib.sha256(b"[]").hexdigest()[:32]
    return _form(type(rows[0])).digests([rows])[0]


@dataclass(slots=True)
class Recorder:
    """What one command changed in one company."""

    company_id: int
    changes: list[list[Any]] = field(default_factory=list)
    clear: dict[str, list[str]] = field(default_factory=dict)
    touched: dict[str, set[UUID]] = field(default_factory=dict)
    reference_changed: bool = False
    versions: dict[UUID, int] = field(
        default_factory=dict
    )  # of changed entities: the version they had before
    # On a device: what stood in the fields that were changed, (kind, id) -> {field: plain value}.
    saw: dict[tuple[str, str], dict[str, Any]] | None = None
    _added: dict[type[Row], dict[UUID, list[Row]]] = field(default_factory=dict)

    def rows_added(self, cls: type[W]) -> list[W]:
        """The facts or parts of a class this command has added so far."""
        return [cast("W", row) for rows in self._added.get(cls, {}).values() for row in rows]

    def _touch(self, row: Row) -> UUID:
        mapping = row.mapping
        if mapping.reference:
            self.reference_changed = True
        parent = mapping.parent
        kind = parent.mapping.kind if parent else mapping.kind
        owner: UUID = getattr(row, mapping.key[1] if parent else "id")
        self.touched.setdefault(kind, set()).add(owner)
        return owner

    def _said(self, row: Row, name: str, value: Any) -> Any:
        value = plain_value(value)
        if value in (None, ""):
            return value
        if name in row.mapping.confidential:
            return "***"
        if name not in row.mapping.personal:
            return value
        salt = secrets.token_hex(8)
        digest = hashlib.blake2b((salt + canonical_json(value)).encode(), digest_size=16).hexdigest()
        self.clear[digest] = [salt, value]
        return {"~": digest}

    def _image(self, row: Row) -> dict[str, Any]:
        form = _form(type(row))
        image = {
            name: value if type(value) in _PLAIN else plain_value(value)
            for name, value in zip(form.said, form.values_said(row), strict=True)
            if value is not None and (value or type(value) is not str)
        }
        for name in form.hidden & image.keys():
            image[name] = self._said(row, name, getattr(row, name))
        return image

    def added(self, row: Row) -> None:
        """A new row: masters and documents in full, facts and parts as a digest per owner."""
        self.added_all(type(row), (row,))

    def added_all(self, cls: type[Row], rows: Iterable[Row]) -> None:
        """The same for many rows of one class."""
        mapping, many = cls.mapping, list(rows)
        if not many:
            return
        self._touch(many[0])
        parent = mapping.parent
        touched = self.touched[parent.mapping.kind if parent else mapping.kind]
        owner_of: Callable[[Row], UUID] = attrgetter(mapping.key[1] if parent else "id")
        if mapping.fact or parent is not None:
            by_owner = self._added.setdefault(cls, {})
            for row in many:
                owner = owner_of(row)
                touched.add(owner)
                by_owner.setdefault(owner, []).append(row)
        else:
            for row in many:
                owner = owner_of(row)
                touched.add(owner)
                self.changes.append(["+", mapping.kind, str(owner), self._image(row)])

    def changed(self, old: Row, new: Row, names: Iterable[str]) -> None:
        owner = str(self._touch(new))
        self.versions.setdefault(getattr(new, "id", None) or self._touch(new), getattr(old, "version", 0))
        if self.saw is not None and new.mapping.parent is None:
            before = self.saw.setdefault((new.mapping.kind, owner), {})
            for name in names:
                before.setdefault(name, plain_value(getattr(old, name)))
        diff = {
            name: [self._said(old, name, getattr(old, name)), self._said(new, name, getattr(new, name))]
            for name in names
            if name not in _UNSAID
        }
        key: Any = owner if new.mapping.parent is None else [owner, key_of(new)[2]]
        self.changes.append(["~", new.mapping.kind, key, diff])

    def removed(self, row: Row) -> None:
        owner = str(self._touch(row))
        key: Any = owner if row.mapping.parent is None else [owner, key_of(row)[2]]
        self.changes.append(["-", row.mapping.kind, key, self._image(row)])

    @property
    def anything(self) -> bool:
        return bool(self.changes or self._added)

    def body(self) -> list[list[Any]]:
        """The changes as they are hashed: `+` new, `~` changed, `-` removed, `#` digest of facts."""
        digests = [
            ["#", cls.mapping.kind, str(owner), len(rows), digest]
            for cls, by_owner in self._added.items()
            for (owner, rows), digest in zip(
                by_owner.items(), _form(cls).digests(list(by_owner.values())), strict=True
            )
        ]
        return self.changes + digests


def compressed(payload: bytes) -> bytes:
    """A command's JSON as the outbox keeps it. Most are short: then a small window saves most of the time."""
    window, memory = (zlib.MAX_WBITS, 8) if len(payload) > _SHORT else (11, 5)
    packer = zlib.compressobj(3, zlib.DEFLATED, window, memory)
    return packer.compress(payload) + packer.flush()


def entry_hash(previous: bytes, entry: dict[str, Any]) -> bytes:
    """The link: SHA-256 over the previous hash and the canonical entry (without its own hash)."""
    return hashlib.sha256(previous + canonical_json(entry).encode()).digest()


def hashed_fields(
    *,
    company_id: int,
    n: int,
    entry_id: UUID,
    command: str,
    user_id: UUID | None,
    user_name: str,
    device_id: UUID,
    at: datetime,
    why: str | None,
    body: str,
    payload_digest: bytes,
) -> dict[str, Any]:
    """What an entry's hash covers; `clear` is left out so that erasing it breaks no link."""
    return {
        "company": company_id,
        "n": n,
        "id": str(entry_id),
        "command": command,
        "user": str(user_id) if user_id else None,
        "name": user_name,
        "device": str(device_id),
        "at": at.isoformat(),
        "why": why,
        "body": body,
        "payload": payload_digest.hex(),
    }
