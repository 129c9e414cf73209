"""Locks that were set while a device was away: what it has done there moves to the first open day.

Money and paper that changed hands on a day that was still open cannot be undone by a lock; nor can a lock be
broken. So the books take it on the first open day, and the user is told. Inside a lock the device knew of,
nothing is moved: its own program refuses that, and so does the server.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from rayafin_desktop.engine.meanwhile import changed_meanwhile
from rayafin_desktop.engine.record import audit_entries
from rayafin_desktop.engine.work import Read, Work

from .model import PeriodLock
from .queries import period_locks
from .rules import Area, Locks, latest_of

T = TypeVar("T")
MOVED = "period.moved"


def on_open_day(work: Work, said: T, field: str, area: Area = Area.ALL) -> T:
    """A command or a draft with its day moved out of locks that are newer than what its device knew.

    Everything else comes back as it is. The day before is told in the exception (`old`).
    """
    if not work.is_replay:
        return said
    day: date = getattr(said, field) or work.today
    locks = period_locks(work)
    if day > locks.latest or not locks.holding(day, area, work.actor, work.now):
        return said
    if _known_locks(work).holding(day, area, work.actor, work.now):
        return said  # the device knew: refused like everybody's
    opened = locks.first_open(day, area, work.actor, work.now)
    work.adjusted(MOVED, field, old=day, new=opened)
    changes: dict[str, Any] = {field: opened}
    due_on = getattr(said, "due_on", None)
    if due_on is not None and due_on < opened:
        changes["due_on"] = opened
    return dataclasses.replace(said, **changes)  # type: ignore[type-var]


def paper_day(work: Work, on: date) -> date:
    """The day that stands on the paper of what is dated `on` now: numbers are written by it."""
    operation = work.operation
    for one in operation.adjustments if operation is not None else ():
        if one.code == MOVED and one.params.get("new") == on:
            old = one.params.get("old")
            return old if isinstance(old, date) else on
    return on


def _known_locks(work: Work) -> Locks:
    """The locks as they stood at the change number the device had."""
    lock = PeriodLock.c
    until: list[tuple[Area, date]] = []
    seen_at: Any = None
    rows = work.fetch(
        select(lock.id, lock.area, lock.locked_until, lock.created_at, lock.deleted_at).where(
            lock.company_id == work.company_id
        )
    )
    for row in rows:
        is_newer = changed_meanwhile(work, PeriodLock, row.id)
        if row.deleted_at is None and not is_newer:
            until.append((row.area, row.locked_until))
        elif row.deleted_at is not None and is_newer:
            # Taken away or moved since: it was known if it stood when the device last heard of anything.
            seen_at = seen_at or _seen_at(work)
            if seen_at is not None and row.created_at <= seen_at:
                until.append((row.area, row.locked_until))
    return Locks(latest_of(until), period_locks(work).windows)


def _seen_at(read: Read) -> Any:
    """When, by the server's clock, the entry was written whose change number the device had."""
    operation = read.operation if isinstance(read, Work) else None
    if operation is None:
        return None
    c = audit_entries.c
    return read.scalar(select(c.at).where(c.company_id == read.company_id, c.n == operation.seen))
