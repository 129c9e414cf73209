"""Statements a dialect needs beside its tables: triggers, full-text tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, event


def after_create(target: Any, dialect: str, *statements: str) -> None:
    """Run statements on `dialect` after `target` (a table or the metadata) was created."""
    for statement in statements:
        # SQLAlchemy formats DDL with `%`; ours are plain text.
        ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(target, "after_create", ddl.execute_if(dialect=dialect))


def before_drop(target: Any, *statements: str) -> None:
    """Run statements on every dialect before `target` is dropped."""
    for statement in statements:
        event.listen(target, "before_drop", DDL(statement.replace("%", "%%")))  # type: ignore[no-untyped-call]


def after_drop(target: Any, dialect: str, *statements: str) -> None:
    """Run statements on `dialect` after `target` was dropped: functions its triggers used."""
    for statement in statements:
        ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(target, "after_drop", ddl.execute_if(dialect=dialect))
