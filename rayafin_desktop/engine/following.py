"""Following: a device puts the server's rows in the place of its own, all at once.

Pages are staged as they come and survive a restart. When the last one is here and the server has answered
everything this device has done, one transaction goes back to how things stood at the device's change number
(the images from before) and forward to how they stand now. Nobody ever sees half of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, text, update

from rayafin_desktop.base.errors import BookProblem

from . import digests, search
from .columns import IdColumn, InstantColumn
from .entity import mapped_classes
from .feed import ENTRY_COLUMNS, Page, Position, everything_of, position_at
from .images import Image, Unit, put_images, shared_tables, take_out
from .record import GENESIS, audit_entries, chains, entry_hash, hashed_fields
from .sharing import PENDING, before_images, operations, sharing, staged_units
from .statements import PreparedStatement

_ENTRIES = audit_entries.name
_STAGE = PreparedStatement(
    text(
        "INSERT INTO staged_units (company_id, table_name, unit, n, image) "
        "VALUES (:company, :table_name, :unit, :n, :image) "
        "ON CONFLICT (company_id, table_name, unit) DO UPDATE SET n = excluded.n, image = excluded.image"
    )
)


def position_of(connection: Connection, company_id: int) -> Position:
    """How far the server's changes are staged here."""
    c = sharing.c
    row = connection.execute(select(c.position, c.cursor_n).where(c.company_id == company_id)).one()
    return position_at(row.position) if row.position else everything_of(int(row.cursor_n))


def stage(connection: Connection, company_id: int, page: Page) -> None:
    """Keep a page until all of them are here. The same page twice is kept once."""
    rows = [
        {"company": company_id, "table_name": name, "unit": unit, "n": n, "image": image}
        for name, unit, n, image in page.units
    ]
    rows += [
        {
            "company": company_id,
            "table_name": _ENTRIES,
            "unit": f"{entry[1]:020d}",
            "n": entry[1],
            "image": json.dumps(entry),
        }
        for entry in page.entries
    ]
    _STAGE.send(connection, rows)
    connection.execute(
        update(sharing).where(sharing.c.company_id == company_id).values(position=page.position.text())
    )


def put_in_place(
    connection: Connection, company_id: int, head: int, now: datetime
) -> Mapping[str, frozenset[UUID]] | None:
    """Put what is staged in its place, up to change number `head`; answers what changed, kind -> ids.

    None, and nothing is done, while something this device did is not answered or not part of it yet. Raises
    BookProblem `sync.chain_broken` when the server's audit entries do not continue those that are here.
    """
    c = sharing.c
    state = connection.execute(select(sharing).where(c.company_id == company_id)).one()
    answered = connection.execute(
        select(func.max(operations.c.change_n)).where(
            operations.c.company_id == company_id, operations.c.device_id == state.device_id
        )
    ).scalar()
    if state.operation_n > state.acknowledged_n or (answered or 0) > head:
        return None
    staged = _staged(connection, company_id)
    entries = staged.pop(_ENTRIES, {})
    before = _kept_before(connection, company_id)
    with triggers_lifted(connection):
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        touched = _replace(connection, company_id, staged, before)
        _put_texts(connection, company_id, staged.get(search.NAME, {}), before.get(search.NAME, {}))
        chain_head = _put_entries(connection, company_id, int(state.cursor_n), entries, head)
        digests.refresh(connection, company_id, touched)
    for table in (staged_units, before_images):
        connection.execute(delete(table).where(table.c.company_id == company_id))
    # All that was cached of this company is read anew. A negative number no command of this device writes:
    # what was cached of its provisional rows cannot be taken for it.
    connection.execute(
        update(chains)
        .where(chains.c.company_id == company_id)
        .values(n=head, head=chain_head, reference_n=-head)
    )
    connection.execute(
        update(sharing)
        .where(c.company_id == company_id)
        .values(cursor_n=head, digested_n=head, position="", done_at=now)
    )
    return _as_kinds(touched)


@contextmanager
def triggers_lifted(connection: Connection) -> Iterator[None]:
    """Within this, and within the transaction only, the database's own refusals do not stand.

    The rows put in place were written on the server past the same refusals. SQLite only, where DDL is part
    of the transaction: a crash in the middle leaves every trigger as it was.
    """
    found = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in found:
        connection.exec_driver_sql(sql)


def _staged(connection: Connection, company_id: int) -> dict[str, dict[str, str]]:
    c = staged_units.c
    rows = connection.execute(select(c.table_name, c.unit, c.image).where(c.company_id == company_id))
    return _by_table(rows)


def _kept_before(connection: Connection, company_id: int) -> dict[str, dict[str, str]]:
    c = before_images.c
    rows = connection.execute(select(c.table_name, c.unit, c.image).where(c.company_id == company_id))
    return _by_table(rows)


def _by_table(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, unit, image in rows:
        found.setdefault(name, {})[unit] = image
    return found


def _replace(
    connection: Connection,
    company_id: int,
    staged: Mapping[str, Mapping[str, str]],
    before: Mapping[str, Mapping[str, str]],
) -> list[Unit]:
    """Take out every unit that is new or was changed here, then put in the images; answers the units."""
    wanted = {
        table: {**before.get(table.name, {}), **staged.get(table.name, {})} for table in shared_tables()
    }
    known = {table.name for table in wanted} | {search.NAME}
    unknown = (staged.keys() | before.keys()) - known
    if unknown:
        raise BookProblem("sync.upgrade_needed", {"what": ", ".join(sorted(unknown))})
    tables = [table for table, images in wanted.items() if images]
    # All of it goes before any of it comes: a number may move from one row to another.
    for table in reversed(tables):
        take_out(connection, company_id, table, list(wanted[table]))
    for table in tables:
        put_images(connection, company_id, table, _parsed(wanted[table]))
    return [(table.name, unit) for table in tables for unit in wanted[table]]


def _parsed(images: Mapping[str, str]) -> list[tuple[str, Image]]:
    return [(unit, json.loads(image)) for unit, image in images.items()]


def _put_texts(
    connection: Connection, company_id: int, staged: Mapping[str, str], before: Mapping[str, str]
) -> None:
    entries = []
    for unit, image in {**before, **staged}.items():
        body = json.loads(image)
        if body:
            entries.append(search.entry_at(unit, body[0][0]))
        else:
            gone = search.entry_at(unit, "")
            search.take_out(connection, company_id, gone.kind, gone.id)
    search.write(connection, company_id, entries)


def _put_entries(
    connection: Connection, company_id: int, cursor_n: int, staged: Mapping[str, str], head: int
) -> bytes:
    """The server's audit entries in place of those that were provisional; answers the hash of the last."""
    c = audit_entries.c
    connection.execute(delete(audit_entries).where(c.company_id == company_id, c.n > cursor_n))
    last = connection.execute(select(c.hash).where(c.company_id == company_id, c.n == cursor_n)).scalar()
    link, n = (bytes(last) if last is not None else GENESIS), cursor_n
    rows = []
    for unit in sorted(staged):
        row = entry_from(json.loads(staged[unit]))
        if row["n"] <= cursor_n:
            continue  # here already
        link, n = checked_link(company_id, link, n, row), n + 1
        rows.append(row)
    if n != head:
        raise BookProblem("sync.chain_broken", {"n": n + 1})
    if rows:
        connection.execute(audit_entries.insert(), rows)
    return link


def checked_link(company_id: int, link: bytes, n: int, row: Mapping[str, Any]) -> bytes:
    """The hash of the entry that follows entry `n` with hash `link`; BookProblem where it does not."""
    fields = hashed_fields(
        company_id=company_id,
        n=row["n"],
        entry_id=row["id"],
        command=row["command"],
        user_id=row["user_id"],
        user_name=row["user_name"],
        device_id=row["device_id"],
        at=row["at"],
        why=row["why"],
        body=row["body"],
        payload_digest=row["payload_digest"],
    )
    if row["n"] != n + 1 or entry_hash(link, fields) != row["hash"]:
        raise BookProblem("sync.chain_broken", {"n": row["n"]})
    return bytes(row["hash"])


def entry_from(values: Sequence[Any]) -> dict[str, Any]:
    """An audit entry from the plain values of a page."""
    row: dict[str, Any] = {}
    for column, value in zip(ENTRY_COLUMNS, values, strict=True):
        if value is not None:
            if isinstance(column.type, IdColumn):
                value = UUID(value)
            elif isinstance(column.type, InstantColumn):
                value = datetime.fromisoformat(value)
            elif column.name in ("payload_digest", "hash"):
                value = bytes.fromhex(value)
        row[column.name] = value
    return row


def _as_kinds(units: Iterable[Unit]) -> dict[str, frozenset[UUID]]:
    """What screens are told: kind -> ids, parts under their parent's kind."""
    kinds = {}
    for cls in mapped_classes():
        parent = cls.mapping.parent
        kinds[cls.mapping.table.name] = parent.mapping.kind if parent else cls.mapping.kind
    touched: dict[str, set[UUID]] = {}
    for name, unit in units:
        if name in kinds:
            touched.setdefault(kinds[name], set()).add(UUID(unit))
    return {kind: frozenset(ids) for kind, ids in touched.items()}


def pending(connection: Connection, company_id: int, most: int) -> list[Any]:
    """The first operations of this device the server has not answered: rows of `operations`, in order."""
    c = operations.c
    statement = (
        select(operations).where(c.company_id == company_id, c.state == PENDING).order_by(c.n).limit(most)
    )
    return list(connection.execute(statement))
