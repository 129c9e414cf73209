"""Kept answers: what a repeated request gets instead of doing the same thing twice.

A row is written in the transaction of the command it answers (`App.execute(beside=...)`), so that there is
either both or neither. It belongs to no entity and to no audit entry: it says nothing about the books, and
is thrown away after its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    delete,
    insert,
    select,
)

from .columns import InstantColumn
from .entity import metadata

answers = Table(
    "answers",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("key", LargeBinary(32), nullable=False),  # digest of who asked and the key he gave the request
    Column("asked", LargeBinary(32), nullable=False),  # digest of what was asked
    Column("status", Integer, nullable=False, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),  # the answer, encrypted by whoever keeps it here
    Column("expires_at", InstantColumn(), nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
    Index("ix_answers_company_id_expires_at", "company_id", "expires_at"),
    info={"shared": False},
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it is kept; `key` and `asked` are SHA-256 digests."""

    key: bytes
    asked: bytes
    status: int
    sealed: bytes
    expires_at: datetime


def kept_answer(connection: Connection, company_id: int, key: bytes, now: datetime) -> KeptAnswer | None:
    """The answer kept under this key, if its time is not over."""
    c = answers.c
    row = connection.execute(
        select(c.key, c.asked, c.status, c.sealed, c.expires_at).where(
            c.company_id == company_id, c.key == key, c.expires_at > now
        )
    ).first()
    if row is None:
        return None
    return KeptAnswer(
        key=row.key, asked=row.asked, status=row.status, sealed=row.sealed, expires_at=row.expires_at
    )


def keep_answer(connection: Connection, company_id: int, answer: KeptAnswer, now: datetime) -> None:
    """Keep an answer, and throw away those of the company whose time is over.

    Two requests with one key at once: the second breaks the primary key (`row.taken`), and takes back
    everything it did.
    """
    c = answers.c
    connection.execute(delete(answers).where(c.company_id == company_id, c.expires_at <= now))
    connection.execute(
        insert(answers),
        {
            "company_id": company_id,
            "key": answer.key,
            "asked": answer.asked,
            "status": answer.status,
            "sealed": answer.sealed,
            "expires_at": answer.expires_at,
        },
    )
