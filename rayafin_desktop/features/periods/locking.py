"""Setting locks: the functions that commands here and features above use."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.work import Work

from .model import LockException, PeriodLock
from .queries import period_locks
from .rules import Area

_SHORTEST = timedelta(milliseconds=1)


def move_lock(work: Work, area: Area, until: date | None, reason: str) -> None:
    """Let a soft lock of an area hold up to a day; None takes it away. Nothing that is posted changes."""
    if area is Area.HARD:
        raise ValueError("the hard lock is set by `set_hard_lock`")
    old = work.find(PeriodLock, area=area)
    if old is not None and old.locked_until == until:
        return
    if old is not None:
        work.remove(old)
    if until is not None:
        work.new(PeriodLock, area=area, locked_until=until, reason=reason)
    work.why = work.why or reason


def set_hard_lock(work: Work, until: date, reason: str) -> None:
    """Close the books up to a day for ever."""
    standing = period_locks(work).until.get(Area.HARD)
    problems = Problems()
    if standing is not None:
        problems.require(until > standing, "lock.hard_back", "locked_until", locked_until=standing)
    problems.raise_if_any()
    work.new(PeriodLock, area=Area.HARD, locked_until=until, reason=reason)
    work.why = work.why or reason


def tax_filed(work: Work, up_to: date, reason: str) -> None:
    """A return was filed up to a day: documents with tax are locked until then. It never moves back here."""
    if up_to > period_locks(work).until.get(Area.TAX, date.min):
        move_lock(work, Area.TAX, up_to, reason)


def open_for_closing(work: Work, day: date, reason: str) -> UUID | None:
    """Let the closing entry of a year through the locks of its last day, within this command alone."""
    if day > period_locks(work).latest:
        return None
    made = work.new(
        LockException,
        area=Area.YEAR,
        user_id=work.actor.user_id,
        first_on=day,
        last_on=day,
        ends_at=work.now + _SHORTEST,
        reason=reason,
    )
    return made.id
