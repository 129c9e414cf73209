"""Shared books: what a company keeps beside its rows so that devices can follow it.

On the server every command notes which units it touched (`changes`), under the change number of its audit
entry; devices ask for what changed after the number they have. On a device every command keeps how the
units it touched looked before (`before_images`) and the operation it is (`operations`), so that what the
server decides can be put in its place exactly. A company that is not shared pays for nothing of this.

A unit is what travels and is compared as a whole: a row, all parts of one parent, a row of a derived sum.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
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

from rayafin_desktop.base.errors import Problem, RuleBroken

from . import search
from .columns import IdColumn, InstantColumn
from .commands import Command
from .entity import metadata
from .images import image_of, is_shared, text_of
from .operation import FIRST_LINK, FORM, Message, Operation, body_and_blobs
from .record import chains
from .statements import PreparedStatement, insert_into


class Part(StrEnum):
    """What this book is for a shared company."""

    SERVER = "server"  # its rows are the truth
    DEVICE = "device"  # it follows a server


# One row for each shared company. `cursor` and everything to its right are a device's own.
sharing = Table(
    "sharing",
    metadata,
    Column("company_id", Integer, primary_key=True, autoincrement=False),
    Column("part", String(10), nullable=False),
    Column("digested_n", BigInteger, nullable=False),  # change number up to which digests are worked out
    Column("device_id", IdColumn()),
    Column("prefix", String(10), nullable=False),
    Column("cursor_n", BigInteger, nullable=False),  # change number of the server this book stands at
    Column("operation_n", BigInteger, nullable=False),  # the device's last operation
    Column("operation_link", String(64), nullable=False),
    Column("acknowledged_n", BigInteger, nullable=False),  # the last one the server has answered
    Column("position", String(480), nullable=False),  # how far the server's changes are staged
    Column("server", String(300), nullable=False),  # where the server is
    Column("done_at", InstantColumn()),  # when the last sync was completed
    info={"shared": False},
)

# The newest change number of each unit that changed since the company was first shared.
changes = Table(
    "changes",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("table_name", String(63), nullable=False),
    Column("unit", String(400), nullable=False),
    Column("n", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "table_name", "unit"),
    Index("ix_changes_n", "company_id", "n", "table_name", "unit"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

# How units looked at the change number a device stands at, before its own operations; no rows: not there.
before_images = Table(
    "before_images",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("table_name", String(63), nullable=False),
    Column("unit", String(400), nullable=False),
    Column("image", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "table_name", "unit"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

# On a device its own operations, on the server those of all devices, with what became of them.
operations = Table(
    "operations",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("device_id", IdColumn(), nullable=False),
    Column("n", BigInteger, nullable=False, autoincrement=False),
    Column("id", IdColumn(), nullable=False),
    Column("link", String(64), nullable=False),
    Column("command", String(80), nullable=False),
    Column("user_id", IdColumn()),
    Column("at", InstantColumn(), nullable=False),
    Column("text", LargeBinary, nullable=False),  # zlib of the canonical text
    Column("state", String(10), nullable=False),
    Column("answer", Text),
    Column("change_n", BigInteger),
    Column("received_at", InstantColumn()),
    PrimaryKeyConstraint("company_id", "device_id", "n"),
    Index("ix_operations_id", "company_id", "id"),
    Index("ix_operations_state", "company_id", "state", "device_id", "n"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

# What was received of the server's changes and is not in its place yet.
staged_units = Table(
    "staged_units",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("table_name", String(63), nullable=False),
    Column("unit", String(400), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("image", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "table_name", "unit"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

# Digests of units, and their sums by the first byte of the digest of the unit's name.
unit_digests = Table(
    "unit_digests",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("table_name", String(63), nullable=False),
    Column("unit", String(400), nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    PrimaryKeyConstraint("company_id", "table_name", "unit"),
    info={"shared": False},
    sqlite_with_rowid=False,
)
bucket_digests = Table(
    "bucket_digests",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("table_name", String(63), nullable=False),
    Column("bucket", Integer, nullable=False, autoincrement=False),
    Column("total", LargeBinary(16), nullable=False),
    Column("units", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "table_name", "bucket"),
    info={"shared": False},
    sqlite_with_rowid=False,
)

PENDING, APPLIED, ADJUSTED, REFUSED = "pending", "applied", "adjusted", "refused"

# The company's chain row, locked, and what the company is to other books (see `Work`).
CHAIN_LOCKED = PreparedStatement(
    select(
        chains.c.n,
        chains.c.head,
        chains.c.reference_n,
        sharing.c.part,
        sharing.c.device_id,
        sharing.c.prefix,
        sharing.c.cursor_n,
        sharing.c.operation_n,
        sharing.c.operation_link,
    )
    .join_from(chains, sharing, sharing.c.company_id == chains.c.company_id, isouter=True)
    .where(chains.c.company_id == bindparam("company"))
    .with_for_update(of=chains)
)
_BEFORE_KEPT = PreparedStatement(
    select(before_images.c.unit).where(
        before_images.c.company_id == bindparam("company"),
        before_images.c.table_name == bindparam("table_name"),
        before_images.c.unit == bindparam("unit"),
    )
)
_KEEP_BEFORE = PreparedStatement(
    text(
        "INSERT INTO before_images (company_id, table_name, unit, image) "
        "VALUES (:company, :table_name, :unit, :image) ON CONFLICT DO NOTHING"
    )
)
_NOTE_CHANGE = PreparedStatement(
    text(
        "INSERT INTO changes (company_id, table_name, unit, n) VALUES (:company, :table_name, :unit, :n) "
        "ON CONFLICT (company_id, table_name, unit) DO UPDATE SET n = excluded.n"
    )
)
_OPERATION_MADE = PreparedStatement(
    update(sharing)
    .where(sharing.c.company_id == bindparam("company"))
    .values(operation_n=bindparam("new_n"), operation_link=bindparam("new_link"))
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What a company's row in `sharing` says, as a Work needs it."""

    part: Part
    device_id: UUID | None
    prefix: str
    cursor_n: int
    operation_n: int
    operation_link: str


def refuse_on_device(connection: Connection, command: str) -> None:
    """RuleBroken `sync.server_only` where this book follows a server."""
    follows = select(sharing.c.company_id).where(sharing.c.part == Part.DEVICE.value).limit(1)
    if connection.execute(follows).first() is not None:
        raise RuleBroken([Problem("sync.server_only", "", {"command": command})])


class Units:
    """The units one command touches in a shared company."""

    def __init__(self, connection: Connection, company_id: int, part: Part) -> None:
        self._connection = connection
        self._company_id = company_id
        self._keeps_before = part is Part.DEVICE
        self._touched: dict[tuple[str, str], None] = {}
        self._before: list[dict[str, Any]] = []

    def __bool__(self) -> bool:
        return bool(self._touched)

    def touch(self, table: Table, unit: str, *, is_new: bool = False) -> None:
        """Note that a unit is about to change; call it before anything of it is written."""
        name = table.name
        if (name, unit) in self._touched or not is_shared(table):
            return
        self._touched[name, unit] = None
        if not self._keeps_before:
            return
        key = {"company": self._company_id, "table_name": name, "unit": unit}
        if not is_new and not _BEFORE_KEPT.rows(self._connection, key):
            image = image_of(self._connection, self._company_id, table, unit)
            self._before.append({**key, "image": text_of(image)})
        elif is_new:
            self._before.append({**key, "image": "[]"})

    def touch_text(self, entry: search.Entry) -> None:
        """The same for a text of the search index."""
        unit = search.unit_of(entry.kind, entry.id)
        if (search.NAME, unit) in self._touched:
            return
        self._touched[search.NAME, unit] = None
        key = {"company": self._company_id, "table_name": search.NAME, "unit": unit}
        if self._keeps_before and not _BEFORE_KEPT.rows(self._connection, key):
            body = search.text_at(self._connection, self._company_id, entry.kind, entry.id)
            self._before.append({**key, "image": text_of([] if body is None else [[body]])})

    def write_changes(self, n: int) -> None:
        """On the server: note the change number under which the touched units are new."""
        _NOTE_CHANGE.send(
            self._connection,
            [
                {"company": self._company_id, "table_name": name, "unit": unit, "n": n}
                for name, unit in sorted(self._touched)  # one order, so that nobody waits in a circle
            ],
        )

    def write_before(self) -> None:
        """On a device: keep how the touched units looked before, unless that is kept already."""
        _KEEP_BEFORE.send(self._connection, self._before)
        self._before = []


def next_message(
    shared: Shared,
    operation: Operation,
    command: Command[Any],
    user_id: UUID,
    confirmed: frozenset[str],
    schema: str,
    saw: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Message:
    """A command of this device as the operation behind its last one."""
    body, blobs = body_and_blobs(operation.sent_as or command)
    return Message(
        n=shared.operation_n + 1,
        previous=shared.operation_link or FIRST_LINK,
        id=operation.id,
        form=FORM,
        schema=schema,
        command=type(command).__name__,
        body=body,
        user_id=user_id,
        at=operation.at,
        today=operation.today,
        seen=operation.seen,
        confirmed=tuple(confirmed),
        numbers=tuple(operation.numbers),
        blobs=blobs,
        promised=operation.promised,
        saw=saw if getattr(command, "version", None) is not None else {},
    )


def write_operation(
    connection: Connection,
    company_id: int,
    message: Message,
    operation: Operation,
    *,
    state: str,
    answer: str | None = None,
    change_n: int | None = None,
    received_at: Any = None,
) -> None:
    """Keep an operation: on the device as it is made, on the server with what became of it."""
    row = {
        "company_id": company_id,
        "device_id": operation.device.id,
        "n": message.n,
        "id": message.id,
        "link": message.link,
        "command": message.command,
        "user_id": message.user_id,
        "at": message.at,
        "text": zlib.compress(message.text().encode(), 3),
        "state": state,
        "answer": answer,
        "change_n": change_n,
        "received_at": received_at,
    }
    insert_into(connection, operations, tuple(row), [row], items=True)


def advance_operations(connection: Connection, company_id: int, message: Message) -> None:
    """On a device: the chain of its operations now ends with this one."""
    _OPERATION_MADE.send(connection, [{"company": company_id, "new_n": message.n, "new_link": message.link}])


def operation_text(stored: bytes) -> str:
    """The canonical text of a kept operation."""
    return zlib.decompress(bytes(stored)).decode()
