"""Exceptions and the history of locks as lists, and users for choosing one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, case, func, select, true

from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from .model import LockException, PeriodLock
from .rules import Area


def _exceptions(read: Read) -> Select[tuple[UUID]]:
    one, user = LockException.c, User.c
    return (
        select(
            one.id,
            one.area,
            func.coalesce(user.name, one.role, "").label("who"),
            one.role,
            one.first_on,
            one.last_on,
            one.created_at,
            one.ends_at,
            one.reason,
            case((one.ends_at > read.now, "running"), else_="ended").label("state"),
            (one.ends_at > read.now).label("is_running"),
        )
        .join_from(LockException.mapping.table, User.mapping.table, user.id == one.user_id, isouter=True)
        .where(
            one.company_id == read.company_id,
            one.deleted_at.is_(None),
            # Closing a year lets its own entry through; nobody was given anything.
            one.area != Area.YEAR,
        )
    )


EXCEPTION_ROWS = ListQuery(
    name="lock_exceptions",
    permission="period.read",
    kinds=("lock_exception",),
    select=_exceptions,
    key=LockException.c.id,
    sorts={"created_at": (LockException.c.created_at,)},
    default_sort=("created_at", True),
    tabs={
        "all": lambda _read: None,
        "running": lambda read: LockException.c.ends_at > read.now,
    },
)


def _locks(read: Read) -> Select[tuple[UUID]]:
    lock = PeriodLock.c
    return select(
        lock.id,
        lock.area,
        lock.locked_until,
        lock.reason,
        lock.created_at,
        lock.deleted_at.label("moved_at"),
        case((lock.deleted_at.is_(None), "stands"), else_="moved").label("state"),
        lock.deleted_at.is_not(None).label("is_moved"),
    ).where(lock.company_id == read.company_id)


LOCK_ROWS = ListQuery(
    name="period_locks",
    permission="period.read",
    kinds=("lock",),
    select=_locks,
    key=PeriodLock.c.id,
    sorts={"created_at": (PeriodLock.c.created_at,)},
    default_sort=("created_at", True),
    tabs={"all": lambda _read: None, "standing": lambda _read: PeriodLock.c.deleted_at.is_(None)},
)


def _people(read: Read) -> Select[tuple[UUID]]:
    user, member = User.c, Member.c
    return (
        select(user.id, user.name, member.role.label("note"))
        .join_from(Member.mapping.table, User.mapping.table, user.id == member.user_id)
        .where(
            member.company_id == read.company_id,
            member.deleted_at.is_(None),
            member.is_active == true(),
        )
    )


PEOPLE_LOOKUP = ListQuery(
    name="colleague_lookup",
    permission="lock.except",
    kinds=("member", "user"),
    select=_people,
    key=User.c.id,
    sorts={"name": (User.c.name,)},
    default_sort=("name", False),
    search=lambda _read, text: User.c.name.icontains(text, autoescape=True),
)


LISTS = (EXCEPTION_ROWS, LOCK_ROWS, PEOPLE_LOOKUP)
