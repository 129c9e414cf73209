"""The feed: what changed in a shared company, page by page, for devices to follow.

A page holds units with a change number behind the device's position, as they stand now, and the audit
entries up to there. Pages are read in snapshots of their own: a unit that changes between two of them has
moved behind the position and comes again. What a device holds after the last page is the company as it was
in that page's snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from . import search
from .columns import canonical_json
from .entity import metadata
from .images import Image, columns_of, images_of, text_of
from .record import audit_entries, chains
from .sharing import changes

MOST_UNITS = 1000
MOST_ENTRIES = 1000
MOST_BYTES = 2_000_000
# Contents of files are fetched by their address, not with the rows.
BLOBS, _CONTENT, _ADDRESS = "blobs", "content", "sha256"


class Position(NamedTuple):
    """How far a device has read: all up to this change number, table and unit."""

    n: int
    table_name: str = ""
    unit: str = ""

    def text(self) -> str:
        return canonical_json(list(self))


_END = "~"  # behind every table name: all of a change number was read


def position_at(text: str) -> Position:
    """A position from its text; ValueError for anything else."""
    n, table_name, unit = json.loads(text)
    if type(n) is not int or not isinstance(table_name, str) or not isinstance(unit, str):
        raise ValueError("not a position")
    return Position(n, table_name, unit)


def everything_of(n: int) -> Position:
    """The position of a device that has all up to this change number."""
    return Position(n, _END, "")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `(table, unit, n, image)`, audit entries as plain values, and where it ends.

    `contents` are addresses of files the page's units have, which must be there before they are put in place.
    """

    units: Sequence[tuple[str, str, int, str]]
    entries: Sequence[list[Any]]
    contents: Sequence[str]
    position: Position
    head: int
    is_last: bool


ENTRY_COLUMNS = tuple(audit_entries.columns)


def read_page(connection: Connection, company_id: int, after: Position) -> Page:
    """The page behind a position."""
    head = int(connection.execute(select(chains.c.n).where(chains.c.company_id == company_id)).scalar() or 0)
    until = min(head, after.n + MOST_ENTRIES)
    c = changes.c
    behind = or_(
        c.n > after.n,
        and_(c.n == after.n, c.table_name > after.table_name),
        and_(c.n == after.n, c.table_name == after.table_name, c.unit > after.unit),
    )
    found = [
        (str(name), str(unit), int(n))
        for name, unit, n in connection.execute(
            select(c.table_name, c.unit, c.n)
            .where(c.company_id == company_id, c.n >= after.n, c.n <= until, behind)
            .order_by(c.n, c.table_name, c.unit)
            .limit(MOST_UNITS)
        )
    ]
    is_cut = len(found) == MOST_UNITS
    images = _images(connection, company_id, found)
    units, contents, size = [], [], 0
    for name, unit, n in found:
        image, address = images[name, unit]
        units.append((name, unit, n, image))
        contents += [address] if address else []
        size += len(image)
        if size > MOST_BYTES and len(units) < len(found):
            is_cut = True
            break
    position = Position(units[-1][2], units[-1][0], units[-1][1]) if is_cut else everything_of(until)
    return Page(
        units,
        _entries(connection, company_id, after, position),
        contents,
        position,
        head,
        not is_cut and until == head,
    )


def _images(
    connection: Connection, company_id: int, found: Sequence[tuple[str, str, int]]
) -> dict[tuple[str, str], tuple[str, str]]:
    """(table, unit) -> its image as text, and the address of its content if it is a file."""
    by_table: dict[str, list[str]] = {}
    for name, unit, _ in found:
        by_table.setdefault(name, []).append(unit)
    images: dict[tuple[str, str], tuple[str, str]] = {}
    for name, wanted in by_table.items():
        if name == search.NAME:
            images |= {(name, unit): (_text(connection, company_id, unit), "") for unit in wanted}
            continue
        table = metadata.tables[name]
        for unit, image in images_of(connection, company_id, table, wanted).items():
            address = without_content(image) if name == BLOBS else ""
            images[name, unit] = text_of(image), address
    return images


def _text(connection: Connection, company_id: int, unit: str) -> str:
    entry = search.entry_at(unit, "")
    body = search.text_at(connection, company_id, entry.kind, entry.id)
    return text_of([] if body is None else [[body]])


def _blob_places() -> tuple[int, int]:
    names = [column.name for column in columns_of(metadata.tables[BLOBS])]
    return names.index(_ADDRESS), names.index(_CONTENT)


def without_content(image: Image) -> str:
    """Take the content out of a file's image, in place; answers its address, empty for no file."""
    if not image:
        return ""
    address, content = _blob_places()
    image[0][content] = None
    return str(image[0][address])


def with_content(image: Image, content: bytes) -> None:
    """Put the content back."""
    image[0][_blob_places()[1]] = content.hex()


def _entries(connection: Connection, company_id: int, after: Position, until: Position) -> list[list[Any]]:
    c = audit_entries.c
    # Of a change number that was cut in two, the entry came with the first half.
    rows = connection.execute(
        select(*ENTRY_COLUMNS).where(c.company_id == company_id, c.n > after.n, c.n <= until.n).order_by(c.n)
    )
    return [[plain(value) for value in row] for row in rows]


def plain(value: Any) -> Any:
    """A value of an audit entry as JSON: ids and bytes as hex, instants as ISO text."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if hasattr(value, "hex") and not isinstance(value, int | float | str):
        return value.hex
    return value.isoformat() if hasattr(value, "isoformat") else value
