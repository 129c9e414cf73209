"""Locks, exceptions from them, and which entries went through an exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Note, References
from rayafin_desktop.engine.entity import Entity, entity
from rayafin_desktop.engine.permissions import Role

from .rules import Area
from .triggers import keep_hard_locks, keep_passes


@entity(
    "period_locks",
    kind="lock",
    unique=[("area",)],
    indexes=[("created_at",)],
    where={("area",): "deleted_at IS NULL AND area <> 'hard'"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLock(Entity):
    """Nothing of `area` may be posted on or before `locked_until`.

    Moving a lock removes its row and adds another, so that the rows tell which lock stood when: from
    `created_at` to `deleted_at`. Rows of the hard lock are never removed; the furthest counts.
    """

    area: Area
    locked_until: date
    reason: Note


@entity(
    "lock_exceptions",
    indexes=[("created_at",)],
    checks={
        "window": "first_on <= last_on",
        "who": "user_id IS NULL OR role IS NULL",
        "never_hard": "area <> 'hard'",
    },
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class LockException(Entity):
    """The days `first_on` to `last_on` are open to one user or role and area until `ends_at`.

    Closing and reopening a year make one of area `year` for the closing entry alone.
    """

    area: Area
    user_id: Annotated[UUID | None, References("users")] = None
    role: Role | None = None
    first_on: date
    last_on: date
    ends_at: datetime
    reason: Note


@entity("lock_passes", kind="lock_pass", unique=[("entry_id", "exception_id")], fact=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class LockPass(Entity):
    """An entry went through an exception. It is written before its entry, which the trigger else refuses."""

    entry_id: UUID
    exception_id: Annotated[UUID, References("lock_exceptions")]


keep_hard_locks(PeriodLock.mapping.table)
keep_passes(LockPass.mapping.table)
