"""The database's own refusals: no entry that does not balance, no change of what is posted.

They hold for whoever writes, also past the program. Legs are inserted before their entry, whose arrival
seals them: it must find at least two legs of its own date that sum to zero, and after it none may be
added, changed or removed. (SQLite checks nothing at commit but foreign keys; hence this order on both
engines. The deferred foreign key from leg to entry refuses legs without an entry.)

Before an entry arrives, it is asked whether its day is inside a lock (`periods/triggers.py`).

The messages are error codes, which `engine.database` turns into RuleBroken.
"""

from __future__ import annotations

from sqlalchemy import Table

from rayafin_desktop.engine.ddl import after_create, after_drop

from ..periods.triggers import INSIDE_LOCK

_SEALED = "SELECT 1 FROM journal_entries WHERE company_id = NEW.company_id AND id = NEW.entry_id"
_BROKEN = (
    "SELECT 1 FROM (SELECT COUNT(*) AS legs, SUM(base_minor) AS difference, "
    "SUM(CASE WHEN posted_on = NEW.posted_on THEN 0 ELSE 1 END) AS otherwise_dated "
    "FROM legs WHERE company_id = NEW.company_id AND entry_id = NEW.id) AS found "
    "WHERE legs < 2 OR difference <> 0 OR otherwise_dated <> 0"
)


def _guard(table: Table, name: str, moment: str, events: tuple[str, ...], condition: str, code: str) -> None:
    """Make a trigger with the table on either engine, refusing with `code` where `condition` finds a row.

    `moment` is BEFORE or AFTER; an empty condition refuses always.
    """
    when = f"WHEN EXISTS ({condition})" if condition else ""
    for one in events:
        after_create(
            table,
            "sqlite",
            f"CREATE TRIGGER {name}_{one.lower()} {moment} {one} ON {table.name} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{code}'); END",
        )
    refusal = f"RAISE EXCEPTION '{code}';"
    body = f"IF EXISTS ({condition}) THEN {refusal} END IF; RETURN NEW;" if condition else refusal
    after_create(
        table,
        "postgresql",
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} {moment} {' OR '.join(events)} ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
    after_drop(table, "postgresql", f"DROP FUNCTION IF EXISTS {name}()")


def guard_legs(table: Table) -> None:
    """Legs join only an entry that is not sealed yet, and stay as they are."""
    _guard(table, "legs_sealed", "BEFORE", ("INSERT",), _SEALED, "entry.immutable")
    _guard(table, "legs_immutable", "BEFORE", ("UPDATE", "DELETE"), "", "entry.immutable")


def guard_entries(table: Table) -> None:
    """Entries lie outside the locks and balance when they arrive, and stay as they are."""
    _guard(table, "entries_outside_locks", "BEFORE", ("INSERT",), INSIDE_LOCK, "entry.inside_lock")
    _guard(table, "entries_balanced", "AFTER", ("INSERT",), _BROKEN, "entry.unbalanced")
    _guard(table, "entries_immutable", "BEFORE", ("UPDATE", "DELETE"), "", "entry.immutable")
