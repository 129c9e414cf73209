"""The pulse of an office database: whether it answers, and what other machines have changed meanwhile.

Asked every few seconds over a connection of its own, so that a slow report or an exhausted pool is not taken
for a lost server. One indexed row tells how far the company's chain is; only when it has moved are the new
entries read. Not LISTEN/NOTIFY: that ends silently with the connection and not at all through a pooler, and
a heartbeat is needed anyway.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.base.errors import Offline

from .database import Database
from .office import conninfo

if TYPE_CHECKING:
    import psycopg

ANSWER_SECONDS = 5
MOST_ENTRIES = 200
"""More new entries than this are told as "anything may have changed"."""
ANYTHING = "*"
"""The kind that stands for all."""
_NEW = "SELECT n, id, body FROM audit_entries WHERE company_id = %s AND n > %s ORDER BY n LIMIT %s"


@dataclass(frozen=True, slots=True)
class Beat:
    """What one look found: the chain's length, and the ids others touched since the last, by kind."""

    n: int
    touched: dict[str, frozenset[UUID]] = field(default_factory=dict)


class Pulse:
    """Looks after one company of one database. `beat` and `interrupt` may be called on different threads."""

    def __init__(self, database: Database, company_id: int) -> None:
        self._database = database
        self._company_id = company_id
        self._connection: psycopg.Connection[Any] | None = None
        self._n: int | None = None

    def beat(self) -> Beat:
        """Look once; Offline (`book.server_lost`) when the server does not answer."""
        import psycopg

        try:
            return self._look()
        except (psycopg.Error, OSError) as error:
            self.close()
            raise Offline("book.server_lost") from error

    def _look(self) -> Beat:
        import psycopg

        if self._connection is None or self._connection.closed:
            options = f"-c statement_timeout={ANSWER_SECONDS}s -c default_transaction_read_only=on"
            where = conninfo(self._database.server_url, seconds=ANSWER_SECONDS, options=options)
            self._connection = psycopg.connect(where)
        with self._connection.transaction():
            key = str(self._company_id)
            self._connection.execute("SELECT set_config('rayafin.company', %s, true)", [key])
            row = self._connection.execute(
                "SELECT n FROM chains WHERE company_id = %s", [self._company_id]
            ).fetchone()
            n = int(row[0]) if row else 0
            before, self._n = self._n, n
            if before is None or n <= before:
                return Beat(n)
            values = [self._company_id, before, MOST_ENTRIES + 1]
            entries = self._connection.execute(_NEW, values).fetchall()
        if len(entries) > MOST_ENTRIES:
            return Beat(n, {ANYTHING: frozenset()})
        own = set(self._database.written)
        touched: dict[str, set[UUID]] = {}
        for _, entry_id, body in entries:
            if (self._company_id, entry_id) not in own:
                for kind, id_ in _named(body):
                    touched.setdefault(kind, set()).add(id_)
        return Beat(n, {kind: frozenset(ids) for kind, ids in touched.items()})

    def interrupt(self) -> None:
        """End a look that waits for an answer: it raises Offline."""
        connection = self._connection
        if connection is not None:
            with suppress(Exception), socket.socket(fileno=os.dup(connection.fileno())) as sock:
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the connection go; the next look makes another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _named(body: str) -> list[tuple[str, UUID]]:
    """The records an entry's body names (docs/carrying-on/audit-format.md)."""
    found = []
    for _, kind, key, *_rest in json.loads(body):
        with suppress(ValueError):
            found.append((str(kind), UUID(str(key[0] if isinstance(key, list) else key))))
    return found
