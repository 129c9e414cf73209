"""Setting and moving locks, and exceptions from them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from .locking import move_lock, set_hard_lock
from .model import LockException
from .queries import period_locks
from .rules import LOCKABLE, Area

LONGEST_EXCEPTION = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class SetLock(Command[None]):
    """Lock an area up to a day, or move its lock; without a day the lock is taken away.

    The areas are `sales`, `purchase`, `tax` (a return was filed up to that day) and `all`.
    """

    permission: ClassVar[str] = "lock.set"
    offline: ClassVar[Offline] = Offline.SERVER
    area: Area
    locked_until: date | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class SetHardLock(Command[None]):
    """Close the books up to a day for ever. It can be moved forward, never back, and nothing opens it."""

    permission: ClassVar[str] = "lock.set_hard"
    offline: ClassVar[Offline] = Offline.SERVER
    locked_until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class AllowException(Command[UUID]):
    """Open locked days to one user, or to everybody of a role, for entries of one area and for some time.

    It ends at `ends_at` or after so many `hours`, 31 days at most. An exception for `all` opens the
    locks of sales, purchases and everything; a tax lock needs one for `tax`.
    """

    permission: ClassVar[str] = "lock.except"
    offline: ClassVar[Offline] = Offline.SERVER
    area: Area
    user_id: UUID | None = None
    role: Role | None = None
    first_on: date
    last_on: date
    hours: int | None = None
    ends_at: datetime | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class EndException(Command[None]):
    """End an exception now."""

    permission: ClassVar[str] = "lock.except"
    offline: ClassVar[Offline] = Offline.SERVER
    exception_id: UUID


def set_lock(command: SetLock, work: Work) -> None:
    problems = Problems()
    problems.require(command.area in LOCKABLE, "lock.no_such_area", "area")
    problems.require(command.reason.strip(), "lock.why_missing", "reason")
    problems.raise_if_any()
    if command.locked_until is not None and command.locked_until > work.today:
        work.confirm("lock_ahead", "lock.ahead", field="locked_until", locked_until=command.locked_until)
    move_lock(work, command.area, command.locked_until, command.reason.strip())


def set_hard_lock_command(command: SetHardLock, work: Work) -> None:
    problems = Problems()
    problems.require(command.reason.strip(), "lock.why_missing", "reason")
    problems.require(command.locked_until < work.today, "lock.hard_ahead", "locked_until")
    problems.raise_if_any()
    standing = period_locks(work).until.get(Area.HARD)
    if standing is None or command.locked_until > standing:
        work.confirm(
            "hard_lock", "lock.hard_for_ever", field="locked_until", locked_until=command.locked_until
        )
    set_hard_lock(work, command.locked_until, command.reason.strip())


def allow_exception(command: AllowException, work: Work) -> UUID:
    problems = Problems()
    problems.require(command.area in LOCKABLE, "lock.no_such_area", "area")
    problems.require(command.reason.strip(), "lock.why_missing", "reason")
    problems.require((command.user_id is None) != (command.role is None), "lock.whose", "user_id")
    if command.user_id is not None:
        member = work.find(Member, user_id=command.user_id)
        problems.require(member is not None and member.is_active, "lock.not_a_member", "user_id")
    problems.require(command.first_on <= command.last_on, "lock.window_backwards", "last_on")
    ends_at = command.ends_at
    if ends_at is None and command.hours is not None and 0 < command.hours <= LONGEST_EXCEPTION.days * 24:
        ends_at = work.now + timedelta(hours=command.hours)
    if ends_at is None or not work.now < ends_at <= work.now + LONGEST_EXCEPTION:
        field = "hours" if command.ends_at is None else "ends_at"
        problems.add("lock.end_missing", field, days=LONGEST_EXCEPTION.days)
    hard = period_locks(work).until.get(Area.HARD, date.min)
    problems.require(command.last_on > hard, "lock.window_hard", "last_on", locked_until=hard)
    problems.raise_if_any()
    work.why = command.reason.strip()
    return work.new(
        LockException,
        area=command.area,
        user_id=command.user_id,
        role=command.role,
        first_on=command.first_on,
        last_on=command.last_on,
        ends_at=ends_at,
        reason=work.why,
    ).id


def end_exception(command: EndException, work: Work) -> None:
    found = work.get(LockException, command.exception_id, field="exception_id")
    if found.ends_at > work.now:
        work.save(dataclasses.replace(found, ends_at=work.now))
