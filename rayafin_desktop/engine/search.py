"""Finding a document by any part of its number or reference, instantly at a million documents.

SQLite keeps the texts in an FTS5 trigram table, PostgreSQL in an array of trigrams under a GIN index;
both answer the ids of rows that contain the typed text. It is an index, not a record: it is written in
the transaction of the document and can be rebuilt at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    select,
    table,
    text,
)

from .columns import IdColumn
from .ddl import after_create, before_drop
from .entity import metadata
from .statements import PreparedStatement

# The columns both engines have; the table itself is made by the dialect's own statements below.
search_index = table(
    "search_index", column("body"), column("kind"), column("company_id"), column("id", IdColumn())
)
after_create(
    metadata,
    "sqlite",
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "body, kind UNINDEXED, company_id UNINDEXED, id UNINDEXED, tokenize = 'trigram')",
)
# Behind row-level security an index of trigrams is not used: `@>` may leak, so that the server looks at the
# policy first, row by row. This function reads as the owner, whom this one table's policies spare, and keeps
# the wall itself (engine.tenancy).
FIND_TEXTS = (
    "CREATE OR REPLACE FUNCTION find_texts(company integer, of_kind text, wanted text[], pattern text) "
    "RETURNS TABLE (id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ "
    "SELECT s.id FROM search_index s WHERE s.company_id = company AND s.kind = of_kind AND s.grams @> wanted "
    "AND s.body LIKE pattern AND (company = ANY (string_to_array(current_setting('rayafin.company', true), "
    "',')::integer[]) OR current_setting('rayafin.book', true) = 'on') $$"
)
after_create(
    metadata,
    "postgresql",
    "CREATE TABLE search_index (company_id integer NOT NULL, kind varchar(40) NOT NULL, "
    "id uuid NOT NULL, body text NOT NULL, grams text[] NOT NULL, PRIMARY KEY (company_id, kind, id))",
    "CREATE INDEX ix_search_index_grams ON search_index USING gin (grams)",
    FIND_TEXTS,
)
before_drop(metadata, "DROP TABLE IF EXISTS search_index")

NAME = "search_index"
SHORTEST = 3  # characters; a trigram index knows nothing shorter


class Entry(NamedTuple):
    """A text under which a row is found."""

    kind: str
    id: UUID
    body: str


def normal(body: str) -> str:
    """The form texts are kept and looked for in: case folded, single spaces, nothing that ends a C string."""
    return " ".join(body.replace("\0", " ").casefold().split())


def trigrams(body: str) -> list[str]:
    """All runs of three characters, sorted and distinct."""
    return sorted({body[i : i + 3] for i in range(len(body) - 2)})


_WRITE_FTS5 = PreparedStatement(
    text(
        "INSERT OR REPLACE INTO search_index (rowid, body, kind, company_id, id) "
        "VALUES (:n, :body, :kind, :company, :id)"
    )
)
_WRITE_GRAMS = PreparedStatement(
    text(
        "INSERT INTO search_index (company_id, kind, id, body, grams) "
        "VALUES (:company, :kind, :id, :body, :grams) "
        "ON CONFLICT (company_id, kind, id) DO UPDATE SET body = excluded.body, grams = excluded.grams"
    )
)


def write(connection: Connection, company_id: int, entries: Iterable[Entry]) -> None:
    """Put or replace texts in the index."""
    if connection.dialect.name == "sqlite":
        _WRITE_FTS5.send(
            connection,
            [
                {
                    "n": _row_number(company_id, entry),
                    "body": normal(entry.body),
                    "kind": entry.kind,
                    "company": company_id,
                    "id": entry.id.bytes,
                }
                for entry in entries
            ],
        )
        return
    _WRITE_GRAMS.send(
        connection,
        [
            {
                "body": (body := normal(entry.body)),
                "grams": trigrams(body),
                "kind": entry.kind,
                "company": company_id,
                "id": entry.id,
            }
            for entry in entries
        ],
    )


def unit_of(kind: str, id: UUID) -> str:  # noqa: A002
    """How a text is named where texts travel (`engine.sharing`)."""
    return f"{kind}/{id.hex}"


def entry_at(unit: str, body: str) -> Entry:
    """The text of a unit named by `unit_of`."""
    kind, _, id_ = unit.rpartition("/")
    return Entry(kind, UUID(id_), body)


_READ_FTS5 = PreparedStatement(
    select(search_index.c.body).where(column("rowid") == bindparam("n")).select_from(search_index)
)
_READ_GRAMS = PreparedStatement(
    select(search_index.c.body).where(
        search_index.c.company_id == bindparam("company"),
        search_index.c.kind == bindparam("kind"),
        search_index.c.id == bindparam("id"),
    )
)


def text_at(connection: Connection, company_id: int, kind: str, id: UUID) -> str | None:  # noqa: A002
    """The text under which a row is found; None for none."""
    if connection.dialect.name == "sqlite":
        rows = _READ_FTS5.rows(connection, {"n": _row_number(company_id, Entry(kind, id, ""))})
    else:
        rows = _READ_GRAMS.rows(connection, {"company": company_id, "kind": kind, "id": id})
    return str(rows[0][0]) if rows else None


def take_out(connection: Connection, company_id: int, kind: str, id: UUID) -> None:  # noqa: A002
    """Remove the text of a row that is no longer there."""
    if connection.dialect.name == "sqlite":
        row_number = _row_number(company_id, Entry(kind, id, ""))
        connection.execute(text("DELETE FROM search_index WHERE rowid = :n"), {"n": row_number})
        return
    connection.execute(
        delete(search_index).where(
            search_index.c.company_id == company_id, search_index.c.kind == kind, search_index.c.id == id
        )
    )


def _row_number(company_id: int, entry: Entry) -> int:
    """A stable 63-bit row number, so that a text can be replaced without looking for it first."""
    digest = blake2b(f"{company_id}/{entry.kind}/{entry.id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def matching(dialect: str, company_id: int, kind: str, typed: str) -> Select[tuple[UUID]] | None:
    """A SELECT of the ids whose text contains `typed`; None when it is too short to look for."""
    wanted = normal(typed)
    if len(wanted) < SHORTEST:
        return None
    found = select(search_index.c.id).where(
        search_index.c.company_id == company_id, search_index.c.kind == kind
    )
    if dialect == "sqlite":
        phrase = '"' + wanted.replace('"', '""') + '"'
        return found.where(text("search_index MATCH :phrase").bindparams(phrase=phrase))
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found_texts = func.find_texts(
        company_id, kind, cast(trigrams(wanted), ARRAY(Text)), f"%{escaped}%"
    ).table_valued(column("id", IdColumn()))
    return select(found_texts.c.id)
