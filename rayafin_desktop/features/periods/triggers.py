"""What the database itself keeps of locks: a hard one stands for ever, and so does a pass.

The refusal of entries inside a lock is a trigger of the ledger's table (`ledger/triggers.py`), made of
the condition that stands here beside the rules it repeats.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Table

from rayafin_desktop.engine.ddl import after_create, after_drop

from .rules import (
    CLOSE_KINDS,
    PURCHASE_KINDS,
    PURCHASE_SOURCES,
    SALES_KINDS,
    SALES_SOURCES,
)


def _among(values: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def _is(kinds: Iterable[str], sources: Iterable[str]) -> str:
    """That the new entry belongs to an area (`rules.area_of`)."""
    return (
        f"(NEW.kind IN {_among(kinds)} OR (NEW.kind = 'reversal' AND NEW.source_kind IN {_among(sources)}))"
    )


_SALES = _is(SALES_KINDS, SALES_SOURCES)
_PURCHASE = _is(PURCHASE_KINDS, PURCHASE_SOURCES)
_CLOSE = f"(NEW.kind IN {_among(CLOSE_KINDS)})"
# `rules.bites`: l is a lock.
_BITES = (
    f"(l.area IN ('all', 'year', 'hard') OR (l.area = 'sales' AND {_SALES}) "
    f"OR (l.area = 'purchase' AND {_PURCHASE}) OR (l.area = 'tax' AND ({_SALES} OR {_PURCHASE})))"
)
# `rules.lifts`: x is an exception; nothing lifts the hard lock.
_LIFTS = (
    "((l.area = 'all' AND (x.area = 'all' "
    f"OR (x.area = 'sales' AND {_SALES}) OR (x.area = 'purchase' AND {_PURCHASE}) "
    f"OR (x.area = 'year' AND {_CLOSE}))) "
    "OR (l.area IN ('sales', 'purchase') AND (x.area = l.area OR x.area = 'all')) "
    "OR (l.area = 'tax' AND x.area = 'tax') "
    f"OR (l.area = 'year' AND x.area = 'year' AND {_CLOSE}))"
)
INSIDE_LOCK = (
    # Made of constants alone.
    "SELECT 1 FROM period_locks AS l WHERE l.company_id = NEW.company_id AND l.deleted_at IS NULL "  # noqa: S608
    f"AND l.locked_until >= NEW.posted_on AND {_BITES} AND NOT EXISTS ("
    "SELECT 1 FROM lock_passes AS p JOIN lock_exceptions AS x "
    "ON x.company_id = p.company_id AND x.id = p.exception_id "
    "WHERE p.company_id = NEW.company_id AND p.entry_id = NEW.id AND x.deleted_at IS NULL "
    "AND NEW.posted_on BETWEEN x.first_on AND x.last_on "
    f"AND x.created_at <= NEW.created_at AND NEW.created_at < x.ends_at AND {_LIFTS})"
)
"""Finds a row where the new entry (NEW) lies inside a lock that no exception lifts for it."""


def _kept(table: Table, name: str, code: str, when: str) -> None:
    """Refuse to change or remove rows of a table, all or those that meet a condition on OLD."""
    condition = f"WHEN ({when})" if when else ""
    for event in ("UPDATE", "DELETE"):
        after_create(
            table,
            "sqlite",
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table.name} FOR EACH ROW {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{code}'); END",
        )
    after_create(
        table,
        "postgresql",
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{code}'; END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table.name} "
        f"FOR EACH ROW {condition} EXECUTE FUNCTION {name}()",
    )
    after_drop(table, "postgresql", f"DROP FUNCTION IF EXISTS {name}()")


def keep_hard_locks(table: Table) -> None:
    """A hard lock is never moved back or removed, whoever writes."""
    _kept(table, "hard_locks_kept", "lock.hard", "OLD.area = 'hard'")


def keep_passes(table: Table) -> None:
    """Which entry went through which exception stays written."""
    _kept(table, "lock_passes_kept", "lock_pass.immutable", "")
