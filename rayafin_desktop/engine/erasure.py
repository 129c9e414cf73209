"""Taking the clear values of a person out of the log, so that no link of its chain breaks (rules.md 2.10).

The chain covers salted digests; the values beside them and the commands in the outbox are not part of it.
Which entries were touched is told by the entry of the erasure itself (kind `erasure`), and `verify` accepts
a command that differs from its digest only there.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, update

from .columns import canonical_json
from .entity import Row
from .read import Read
from .record import audit_entries, compressed, outbox
from .work import Work

KIND = "erasure"  # of the entity whose audit entry tells what was erased
HIDDEN = "***"
_BATCH = 1000
_SHORTEST = 4  # characters: shorter values say nothing about anybody and stand everywhere


def entries_about(read: Read, ids: Collection[UUID]) -> Iterator[Any]:
    """The company's audit entries that changed one of these records, oldest first, with their commands.

    `payload` is None where the command is no longer kept. Reads the whole log, which has no index by record.
    """
    wanted = [str(one) for one in ids]
    entry, after = audit_entries.c, 0
    while True:
        rows = read.fetch(
            select(*audit_entries.c, outbox.c.payload)
            .join_from(
                audit_entries,
                outbox,
                and_(outbox.c.company_id == entry.company_id, outbox.c.n == entry.n),
                isouter=True,
            )
            .where(entry.company_id == read.company_id, entry.n > after)
            .order_by(entry.n)
            .limit(_BATCH)
        )
        for row in rows:
            if any(one in row.body for one in wanted):
                yield row
        if len(rows) < _BATCH:
            return
        after = rows[-1].n


def said_of(row: Any, ids: Collection[UUID]) -> dict[str, Any]:
    """The clear values of an entry that belong to one of the records: digest -> value."""
    clear = json.loads(row.clear) if row.clear else {}
    wanted = {str(one) for one in ids}
    found: dict[str, Any] = {}
    for _, _, key, *rest in json.loads(row.body) if clear else ():
        owner = key[0] if isinstance(key, list) else key
        if owner in wanted and rest and isinstance(rest[0], dict):
            found |= {digest: clear[digest][1] for digest in _digests(rest[0]) if digest in clear}
    return found


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"~"}:
            yield value["~"]
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _digests(one)


def texts_of(values: Any) -> set[str]:
    """The texts in values (also inside JSON) that are long enough to tell somebody."""
    if isinstance(values, str):
        return {values} if len(values.strip()) >= _SHORTEST else set()
    if isinstance(values, Mapping):
        values = list(values.values())
    if isinstance(values, list | tuple | set | frozenset):
        return {text for one in values for text in texts_of(one)}
    return set()


def erase_from_log(work: Work, ids: Collection[UUID], known: Collection[str], pseudonym: str) -> list[int]:
    """Erase what the log says in the clear of these records; answers the numbers of the entries touched.

    `known` are texts of the person that stand in the records themselves. In the commands of these entries
    every text that is one of them, or one of those found in the log, becomes the `pseudonym` if it is a
    name, else empty: a command that is carried out elsewhere later still makes a record.
    """
    touched: list[int] = []
    entries = list(entries_about(work, ids))
    texts = set(known)
    for row in entries:
        texts |= texts_of(list(said_of(row, ids).values()))
    instead = _instead(texts, pseudonym)
    for row in entries:
        gone = said_of(row, ids)
        payload = _redacted(row.payload, instead)
        if gone:
            clear = {digest: said for digest, said in json.loads(row.clear).items() if digest not in gone}
            _set(work, audit_entries, row.n, {"clear": canonical_json(clear) if clear else None})
        if payload is not None:
            _set(work, outbox, row.n, {"payload": payload})
        if gone or payload is not None:
            touched.append(int(row.n))
    return touched


def _instead(texts: Collection[str], pseudonym: str) -> Callable[[str, str], str]:
    folded = {_folded(text) for text in texts}
    long = sorted((text for text in texts if len(text) >= 6), key=len, reverse=True)

    def replaced(field: str, text: str) -> str:
        new = pseudonym if field.endswith("name") else ""
        if _folded(text) in folded:
            return new
        for one in long:
            if one in text:
                text = text.replace(one, pseudonym)
        return text

    return replaced


def _folded(text: str) -> str:
    """A text as it is compared: a number is kept without the blanks, points and hyphens it was typed with."""
    return re.sub(r"[\s.\-]+", "", text.casefold())


def _redacted(payload: Any, instead: Callable[[str, str], str]) -> bytes | None:
    """The command without the person; None where it does not name him or is not kept."""
    if payload is None:
        return None
    said = json.loads(zlib.decompress(bytes(payload)))

    def without(field: str, value: Any) -> Any:
        if isinstance(value, str):
            return instead(field, value)
        if isinstance(value, dict):
            return {name: without(name, one) for name, one in value.items()}
        if isinstance(value, list):
            return [without(field, one) for one in value]
        return value

    new = {**said, "with": without("", said.get("with", {}))}
    return None if new == said else compressed(canonical_json(new).encode())


def _set(work: Work, table: Any, n: int, values: Mapping[str, Any]) -> None:
    work.flush()
    work.connection.execute(
        update(table).where(table.c.company_id == work.company_id, table.c.n == n).values(**values)
    )


def blank_fact(work: Work, cls: type[Row], id_: UUID, **values: Any) -> None:
    """Overwrite columns of a fact; `verify` accepts it for the ids an erasure names."""
    work.flush()
    table = cls.mapping.table
    work.connection.execute(
        update(table).where(table.c.company_id == work.company_id, table.c.id == id_).values(**values)
    )


def say_no_values(work: Work) -> None:
    """Let the entry of this command tell which fields changed, but none of their values."""
    recorder = work.recorder
    recorder.clear.clear()
    for change in recorder.changes:
        if change[0] != "+" and isinstance(change[3], dict):
            change[3] = {name: _unsaid(value) for name, value in change[3].items()}


def _unsaid(value: Any) -> Any:
    if isinstance(value, list):
        return [_unsaid(one) for one in value]
    return HIDDEN if isinstance(value, str) and value else value


def overwrite_what_is_freed(work: Work) -> None:
    """On SQLite, zeros over what this transaction frees, and the full-text index without what it dropped."""
    if work.dialect == "sqlite":
        work.connection.exec_driver_sql("PRAGMA secure_delete = ON")


def tidy_search_index(work: Work) -> None:
    """Merge the full-text index, which keeps what it has dropped until then."""
    work.flush()
    work.write_texts()
    if work.dialect == "sqlite":
        work.connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")
