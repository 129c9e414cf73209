"""Digests: whether two books say the same, and if not, where.

Each unit has a 128-bit BLAKE2b digest of its image; a table's digest is the sum of its units', kept in 256
buckets by the unit's name, so that a change costs one subtraction and one addition and a difference is found
without sending a table. It finds faults, not fraud: against that stands the audit chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, text, update

from rayafin_desktop.base.errors import NotFound, Problem, RuleBroken

from .images import Unit, every_image, images_of, shared_tables, text_of
from .record import chains
from .sharing import Part, bucket_digests, changes, sharing, unit_digests
from .statements import PreparedStatement

_MODULUS = 1 << 128
_AT_ONCE = 2000

_OLD = PreparedStatement(
    select(unit_digests.c.digest).where(
        unit_digests.c.company_id == bindparam("company"),
        unit_digests.c.table_name == bindparam("table_name"),
        unit_digests.c.unit == bindparam("unit"),
    )
)
_SET = PreparedStatement(
    text(
        "INSERT INTO unit_digests (company_id, table_name, unit, digest) "
        "VALUES (:company, :table_name, :unit, :digest) "
        "ON CONFLICT (company_id, table_name, unit) DO UPDATE SET digest = excluded.digest"
    )
)
_CLEAR = PreparedStatement(
    text("DELETE FROM unit_digests WHERE company_id = :company AND table_name = :table_name AND unit = :unit")
)
_BUCKET = PreparedStatement(
    select(bucket_digests.c.total, bucket_digests.c.units).where(
        bucket_digests.c.company_id == bindparam("company"),
        bucket_digests.c.table_name == bindparam("table_name"),
        bucket_digests.c.bucket == bindparam("bucket"),
    )
)
_SET_BUCKET = PreparedStatement(
    text(
        "INSERT INTO bucket_digests (company_id, table_name, bucket, total, units) "
        "VALUES (:company, :table_name, :bucket, :total, :units) "
        "ON CONFLICT (company_id, table_name, bucket) "
        "DO UPDATE SET total = excluded.total, units = excluded.units"
    )
)


def unit_digest(table_name: str, unit: str, image: str) -> int:
    """The digest of a unit as a number; 0 for one that is not there."""
    if image == "[]":
        return 0
    content = f"{table_name}\n{unit}\n{image}".encode()
    return int.from_bytes(blake2b(content, digest_size=16).digest(), "big")


def bucket_of(unit: str) -> int:
    """Which of the 256 buckets a unit is in."""
    return blake2b(unit.encode(), digest_size=1).digest()[0]


class _Sums:
    """Differences collected per bucket, written once."""

    def __init__(self, connection: Connection, company_id: int) -> None:
        self._connection = connection
        self._company_id = company_id
        self._buckets: dict[tuple[str, int], list[int]] = {}

    def add(self, table_name: str, unit: str, before: int, after: int) -> None:
        entry = self._buckets.setdefault((table_name, bucket_of(unit)), [0, 0])
        entry[0] = (entry[0] + after - before) % _MODULUS
        entry[1] += bool(after) - bool(before)

    def write(self) -> None:
        rows = []
        for (table_name, bucket), (difference, units) in self._buckets.items():
            key = {"company": self._company_id, "table_name": table_name, "bucket": bucket}
            found = _BUCKET.rows(self._connection, key)
            total, count = (int.from_bytes(bytes(found[0][0]), "big"), int(found[0][1])) if found else (0, 0)
            total = (total + difference) % _MODULUS
            rows.append({**key, "total": total.to_bytes(16, "big"), "units": count + units})
        _SET_BUCKET.send(self._connection, rows)


def refresh(connection: Connection, company_id: int, units: Iterable[Unit]) -> None:
    """Work out the digests of these units anew, as they stand."""
    by_table: dict[str, list[str]] = {}
    for table_name, unit in units:
        by_table.setdefault(table_name, []).append(unit)
    sums = _Sums(connection, company_id)
    for table in shared_tables():
        wanted = by_table.get(table.name, [])
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            images = images_of(connection, company_id, table, some)
            _replace(connection, company_id, table, {u: text_of(i) for u, i in images.items()}, sums)
    sums.write()


def _replace(
    connection: Connection, company_id: int, table: Table, images: Mapping[str, str], sums: _Sums
) -> None:
    kept, gone = [], []
    for unit, image in images.items():
        key = {"company": company_id, "table_name": table.name, "unit": unit}
        found = _OLD.rows(connection, key)
        before = int.from_bytes(bytes(found[0][0]), "big") if found else 0
        after = unit_digest(table.name, unit, image)
        sums.add(table.name, unit, before, after)
        if after:
            kept.append({**key, "digest": after.to_bytes(16, "big")})
        elif before:
            gone.append(key)
    _SET.send(connection, kept)
    _CLEAR.send(connection, gone)


def rebuild(connection: Connection, company_id: int) -> None:
    """Work out every digest of a company from its rows."""
    for table in (unit_digests, bucket_digests):
        connection.execute(delete(table).where(table.c.company_id == company_id))
    sums = _Sums(connection, company_id)
    for table in shared_tables():
        batch: list[dict[str, Any]] = []
        for unit, image in every_image(connection, company_id, table):
            digest = unit_digest(table.name, unit, text_of(image))
            sums.add(table.name, unit, 0, digest)
            key = {"company": company_id, "table_name": table.name, "unit": unit}
            batch.append({**key, "digest": digest.to_bytes(16, "big")})
        _SET.send(connection, batch)
    sums.write()


def bring_up_to_date(connection: Connection, company_id: int) -> int:
    """On the server, under the company's lock: digests of what changed; answers the change number."""
    c = sharing.c
    done = int(connection.execute(select(c.digested_n).where(c.company_id == company_id)).scalar_one())
    n = int(connection.execute(select(chains.c.n).where(chains.c.company_id == company_id)).scalar_one())
    if n > done:
        refresh(connection, company_id, _changed_since(connection, company_id, done))
        connection.execute(update(sharing).where(c.company_id == company_id).values(digested_n=n))
    return n


def _changed_since(connection: Connection, company_id: int, n: int) -> Sequence[Unit]:
    statement = select(changes.c.table_name, changes.c.unit).where(
        changes.c.company_id == company_id, changes.c.n > n
    )
    return [(row[0], row[1]) for row in connection.execute(statement)]


def totals(connection: Connection, company_id: int) -> dict[str, str]:
    """Table -> digest in hex, of tables that have rows."""
    found: dict[str, int] = {}
    for name, _, total in _buckets(connection, company_id):
        found[name] = (found.get(name, 0) + total) % _MODULUS
    return {name: f"{total:032x}" for name, total in sorted(found.items()) if total}


def buckets(connection: Connection, company_id: int, table_name: str) -> dict[int, str]:
    """Bucket -> digest in hex, of one table."""
    found = _buckets(connection, company_id)
    return {bucket: f"{total:032x}" for name, bucket, total in found if name == table_name and total}


def _buckets(connection: Connection, company_id: int) -> Iterator[tuple[str, int, int]]:
    c = bucket_digests.c
    known = {table.name for table in shared_tables()}
    for name, bucket, total in connection.execute(
        select(c.table_name, c.bucket, c.total).where(c.company_id == company_id)
    ):
        if name in known:
            yield name, int(bucket), int.from_bytes(bytes(total), "big")


def unit_digests_in(connection: Connection, company_id: int, table_name: str, bucket: int) -> dict[str, str]:
    """Unit -> digest in hex, of one bucket; to find the rows two books differ in."""
    c = unit_digests.c
    found = connection.execute(
        select(c.unit, c.digest).where(c.company_id == company_id, c.table_name == table_name)
    )
    return {unit: bytes(digest).hex() for unit, digest in found if bucket_of(unit) == bucket}


def count_units(connection: Connection, company_id: int) -> int:
    """How many units the digests cover."""
    c = bucket_digests.c
    total = connection.execute(select(func.sum(c.units)).where(c.company_id == company_id)).scalar()
    return int(total or 0)


def begin_sharing(connection: Connection, company_id: int) -> None:
    """Make a company one that devices can follow, from its present change number on; twice is once.

    NotFound `book.no_company` for none; RuleBroken `sync.is_a_device` in a book that follows a server itself.
    """
    known = connection.execute(select(chains.c.n).where(chains.c.company_id == company_id)).first()
    if known is None or company_id == 0:
        raise NotFound("book.no_company", {"code": company_id})
    found = connection.execute(select(sharing.c.part).where(sharing.c.company_id == company_id)).first()
    if found is not None:
        if found.part != Part.SERVER:
            raise RuleBroken([Problem("sync.is_a_device", "company")])
        return
    connection.execute(
        sharing.insert(),
        {
            "company_id": company_id,
            "part": Part.SERVER.value,
            "digested_n": int(known.n),
            "device_id": None,
            "prefix": "",
            "cursor_n": 0,
            "operation_n": 0,
            "operation_link": "",
            "acknowledged_n": 0,
            "position": "",
            "server": "",
            "done_at": None,
        },
    )
    rebuild(connection, company_id)
