"""Marks: what a higher feature says of a lower one's record, for the lower one's list to show.

An invoice waits for approval or is disputed; billing knows neither. The feature that does keeps a mark by
kind and id of the record, and any list may join `is_marked`. Marks are derived: each feature that sets them
has a check that works them out again from its own rows (`verify`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    and_,
    delete,
    exists,
    literal,
    or_,
    select,
)

from .columns import IdColumn
from .entity import metadata
from .read import Read
from .work import Work

PENDING_APPROVAL = "pending_approval"
DISPUTED = "disputed"

marks = Table(
    "marks",
    metadata,
    Column("company_id", Integer, nullable=False, autoincrement=False),
    Column("kind", String(30), nullable=False),
    Column("record_id", IdColumn(), nullable=False),
    Column("mark", String(30), nullable=False),
    Column("until_on", Date),  # the last day it holds; none: until it is taken away
    PrimaryKeyConstraint("company_id", "kind", "record_id", "mark"),
    ForeignKeyConstraint(["company_id"], ["companies.key"]),
    info={"derived": True},
    sqlite_with_rowid=False,
)


def is_marked(read: Read, kind: str, record_id: ColumnElement[UUID], mark: str) -> ColumnElement[bool]:
    """Whether a record carries a mark today; a column or condition of a list."""
    c = marks.c
    return exists(
        select(literal(1)).where(
            c.company_id == read.company_id,
            c.kind == kind,
            c.record_id == record_id,
            c.mark == mark,
            or_(c.until_on.is_(None), c.until_on >= read.today),
        )
    )


def set_mark(work: Work, kind: str, record_id: UUID, mark: str, until_on: date | None = None) -> None:
    """Mark a record; a mark it has already is replaced."""
    clear_mark(work, kind, record_id, mark)  # which also notes that it changes
    work.connection.execute(
        marks.insert(),
        {
            "company_id": work.company_id,
            "kind": kind,
            "record_id": record_id,
            "mark": mark,
            "until_on": until_on,
        },
    )


def clear_mark(work: Work, kind: str, record_id: UUID, mark: str) -> None:
    """Take a mark away, if it is there."""
    work.touch_sum(marks, {"kind": kind, "record_id": record_id, "mark": mark})
    c = marks.c
    work.connection.execute(
        delete(marks).where(
            and_(c.company_id == work.company_id, c.kind == kind, c.record_id == record_id, c.mark == mark)
        )
    )


def marked(read: Read, kind: str, mark: str) -> set[UUID]:
    """The records of a kind that carry a mark, whether it still holds or not; for `verify`."""
    c = marks.c
    statement = select(c.record_id).where(c.company_id == read.company_id, c.kind == kind, c.mark == mark)
    return {row[0] for row in read.fetch(statement)}
