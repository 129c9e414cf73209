"""Proving the audit log whole: every link, every digest, and the facts they stand for.

A changed, removed, inserted or moved entry breaks a link; a log cut short misses the head that is kept in
`chains`. Someone who rewrites the whole chain and its head is found out by an anchor: a head that was
printed or sent away earlier.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from rayafin_desktop.engine.columns import canonical_json
from rayafin_desktop.engine.entity import Part, Row, mapped_classes, parent_field
from rayafin_desktop.engine.erasure import KIND as ERASURE
from rayafin_desktop.engine.feature import Fault
from rayafin_desktop.engine.record import (
    GENESIS,
    audit_entries,
    chains,
    entry_hash,
    hashed_fields,
    outbox,
    row_digest,
)
from rayafin_desktop.engine.work import Read

_BATCH = 1000
_CHAIN = "audit.chain"
_FACTS = "audit.facts"


def _entries(read: Read) -> Iterator[Any]:
    """All entries of the company in order, with their outbox payload where it still stands."""
    entry = audit_entries.c
    after = 0
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
        yield from rows
        if len(rows) < _BATCH:
            return
        after = rows[-1].n


def verify_chain(read: Read, anchors: Mapping[int, str] | None = None) -> list[Fault]:
    """What is wrong with the company's audit chain; nothing if it is whole.

    `anchors` are heads known from elsewhere: number of an entry -> its hash in hex.
    """
    faults: list[Fault] = []
    head, n = GENESIS, 0
    redacted: list[Any] = []  # entries whose command is not the one of their digest
    erased: set[int] = set()  # entries that an erasure, itself in the chain, says it has touched
    for row in _entries(read):
        if row.n != n + 1:
            missing = str(n + 1) if row.n == n + 2 else f"{n + 1} to {row.n - 1}"
            faults.append(Fault(_CHAIN, f"entry {missing} is missing"))
        if entry_hash(head, _hashed(row)) != bytes(row.hash):
            faults.append(Fault(_CHAIN, f"entry {row.n} ({row.command}) does not continue the one before it"))
        faults += _beside(row)
        if not _is_recorded_command(row):
            redacted.append(row)
        erased |= {int(one) for change in _erasures(row) for one in change.get("entries", ())}
        head, n = bytes(row.hash), int(row.n)
        expected = (anchors or {}).get(n)
        if expected is not None and expected != head.hex():
            faults.append(Fault(_CHAIN, f"entry {n} is not the one that was anchored as {expected}"))
    faults += [
        Fault(_CHAIN, f"the command of entry {row.n} ({row.command}) was changed in the outbox")
        for row in redacted
        if row.n not in erased
    ]
    faults += [
        Fault(_CHAIN, f"entry {anchored}, anchored earlier, is missing")
        for anchored in anchors or {}
        if anchored > n
    ]
    return faults + _end(read, n, head)


def _hashed(row: Any) -> dict[str, Any]:
    return hashed_fields(
        company_id=row.company_id,
        n=row.n,
        entry_id=row.id,
        command=row.command,
        user_id=row.user_id,
        user_name=row.user_name,
        device_id=row.device_id,
        at=row.at,
        why=row.why,
        body=row.body,
        payload_digest=bytes(row.payload_digest),
    )


def _beside(row: Any) -> Iterator[Fault]:
    """Faults in the clear values beside the hashed entry."""
    for digest, (salt, value) in (json.loads(row.clear) if row.clear else {}).items():
        again = hashlib.blake2b((salt + canonical_json(value)).encode(), digest_size=16).hexdigest()
        if again != digest or digest not in row.body:
            yield Fault(_CHAIN, f"entry {row.n} ({row.command}) has a personal value that was changed")


def _is_recorded_command(row: Any) -> bool:
    """Whether the command in the outbox, where it still stands, is the one that was carried out."""
    if row.payload is None:
        return True
    try:
        payload = zlib.decompress(bytes(row.payload))
    except zlib.error:
        return False
    return hashlib.sha256(payload).digest() == bytes(row.payload_digest)


def _erasures(row: Any) -> Iterator[Mapping[str, Any]]:
    """What an entry says was erased of persons (`engine.erasure`)."""
    if f'"{ERASURE}"' in row.body:
        for action, kind, _, *rest in json.loads(row.body):
            if action == "+" and kind == ERASURE:
                yield rest[0]


def _end(read: Read, n: int, head: bytes) -> list[Fault]:
    """Whether the chain ends where the company's chain row says."""
    kept = read.first(select(chains.c.n, chains.c.head).where(chains.c.company_id == read.company_id))
    kept_n, kept_head = (0, GENESIS) if kept is None else (int(kept[0]), bytes(kept[1]))
    if kept_n != n:
        return [Fault(_CHAIN, f"the log ends at entry {n}, but {kept_n} were written")]
    if kept_head != head:
        return [Fault(_CHAIN, f"entry {n} is not the last one that was written")]
    return []


def verify_facts(read: Read) -> list[Fault]:
    """Facts and lines whose rows no longer are what their audit entry says.

    Facts are only ever added, so their digest must hold for ever. Lines of a record are compared where
    they were written once; of lines that were edited later, the entry itself tells old and new.
    """
    classes = {cls.mapping.kind: cls for cls in mapped_classes()}
    expected: dict[str, dict[UUID, tuple[int, str] | None]] = {}
    erased: set[str] = set()
    for row in _entries(read):
        erased |= {str(one) for change in _erasures(row) for one in change.get("facts", ())}
        for action, kind, key, *rest in json.loads(row.body):
            cls = classes.get(kind)
            if cls is None or not (cls.mapping.fact or cls.mapping.parent):
                continue
            owner = UUID(key[0] if isinstance(key, list) else key)
            once = action == "#" and owner not in expected.get(kind, {})
            expected.setdefault(kind, {})[owner] = (int(rest[0]), str(rest[1])) if once else None
    faults: list[Fault] = []
    for kind, owners in expected.items():
        checkable = [owner for owner, what in owners.items() if what is not None and str(owner) not in erased]
        for start in range(0, len(checkable), _BATCH):
            some = checkable[start : start + _BATCH]
            standing = _standing(read, classes[kind], some)
            for owner in some:
                rows = standing.get(owner, [])
                if (len(rows), row_digest(rows)) != owners[owner]:
                    faults.append(Fault(_FACTS, f"{kind.replace('_', ' ')} {owner} is not what was recorded"))
    return faults


def _standing(read: Read, cls: type[Row], owners: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """The rows of a fact or part class, by the id of their owner, in line order."""
    owner_field = parent_field(cls) if issubclass(cls, Part) else "id"
    statement = select(*(cls.c[name] for name in cls.mapping.fields)).where(cls.c[owner_field].in_(owners))
    if "company_id" in cls.mapping.fields:
        statement = statement.where(cls.c.company_id == read.company_id)
    if issubclass(cls, Part):
        statement = statement.order_by(cls.c.line_no)
    found: dict[UUID, list[Row]] = {}
    for values in read.fetch(statement):
        row = cls(**dict(zip(cls.mapping.fields, values, strict=True)))
        found.setdefault(getattr(row, owner_field), []).append(row)
    return found
