"""The audit chain, recomputed from the stored columns without the product's own code."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, select

from rayafin_desktop.engine.record import audit_entries, chains

GENESIS = hashlib.sha256(b"rayafin audit chain, version 1").digest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entries(connection: Connection, company_id: int) -> list[Any]:
    """The audit entries of a company in order."""
    statement = select(audit_entries).where(audit_entries.c.company_id == company_id)
    return list(connection.execute(statement.order_by(audit_entries.c.n)))


def broken_links(connection: Connection, company_id: int) -> list[int]:
    """The numbers of entries that do not follow from the one before; the head counts as one more."""
    head, broken, n = GENESIS, [], 0
    for n, entry in enumerate(entries(connection, company_id), 1):
        fields = {
            "company": company_id,
            "n": n,
            "id": str(entry.id),
            "command": entry.command,
            "user": str(entry.user_id) if entry.user_id else None,
            "name": entry.user_name,
            "device": str(entry.device_id),
            "at": entry.at.isoformat(),
            "why": entry.why,
            "body": entry.body,
            "payload": bytes(entry.payload_digest).hex(),
        }
        head = hashlib.sha256(head + canonical(fields)).digest()
        if entry.n != n or bytes(entry.hash) != head:
            broken.append(n)
    row = connection.execute(select(chains.c.n, chains.c.head).where(chains.c.company_id == company_id)).one()
    if (row.n, bytes(row.head)) != (n, head):
        broken.append(n + 1)
    return broken
