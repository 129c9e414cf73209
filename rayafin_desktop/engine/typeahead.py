"""Conditions for a typed text: exact for lists, a handful of hits for the suggestions under a field.

Three letters and more are looked for anywhere (`engine.search`), fewer only at the beginning of the given
lower-case columns, each of which has an index led by `company_id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, SelectBase, and_, or_, select, true, union_all

from . import search
from .work import Read

MOST_OFFERED = 100
_LAST_CHARACTER = "\U0010ffff"


def one_of(read: Read, key: ColumnElement[Any], ids: SelectBase) -> ColumnElement[bool]:
    """Whether `key` is among `ids`, which are worked out once and not per row."""
    found = key.in_(ids)
    # PostgreSQL joins a bare IN by whatever it guesses of a table it has not yet analysed; not this.
    return found.is_(true()) if read.dialect == "postgresql" else found


def begins(read: Read, column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether a lower-case column begins with a text, said so that an index answers it."""
    lowered = text.lower()
    if read.dialect == "postgresql":
        return column.startswith(lowered, autoescape=True)
    # SQLite compares by code point and uses no index for LIKE here.
    return and_(column >= lowered, column < lowered + _LAST_CHARACTER)


def typed(
    read: Read, kind: str, key: ColumnElement[Any], columns: Sequence[ColumnElement[str]], text: str
) -> ColumnElement[bool]:
    """All rows of `kind` that a text finds."""
    found = search.matching(read.dialect, read.company_id, kind, text)
    if found is not None:
        return one_of(read, key, found)
    return or_(*(begins(read, column, text) for column in columns))


def offered(
    read: Read,
    kind: str,
    key: ColumnElement[Any],
    columns: Sequence[ColumnElement[str]],
    text: str,
    own: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Only as many rows as a person looks at, those that begin with the text among them.

    `own` limits the rows to the company and to what may be offered at all.
    """
    hits = [
        select(key.label("id")).where(own, begins(read, column, text)).order_by(column).limit(MOST_OFFERED)
        for column in columns
    ]
    inside = search.matching(read.dialect, read.company_id, kind, text)
    if inside is not None:
        hits.append(inside.limit(MOST_OFFERED))
    return one_of(read, key, union_all(*(select(hit.subquery()) for hit in hits)))
