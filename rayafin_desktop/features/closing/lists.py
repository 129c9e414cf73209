"""Closed years as a list, and one of them for its form."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, and_, case, select

from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read

from .model import YearClosing


def _closings(read: Read) -> Select[tuple[UUID]]:
    one, later = YearClosing.c, YearClosing.mapping.table.alias("later")
    after = (
        select(later.c.id)
        .where(
            later.c.company_id == one.company_id,
            later.c.reopened_at.is_(None),
            later.c.last_on > one.last_on,
        )
        .exists()
    )
    return select(
        one.id,
        one.version,
        one.label,
        one.first_on,
        one.last_on,
        one.profit_minor,
        one.closed_by,
        one.created_at,
        one.reason,
        one.entry_id,
        one.reopened_at,
        one.reopened_by,
        one.reopen_reason,
        one.audit_n,
        case((one.reopened_at.is_(None), "closed"), else_="reopened").label("state"),
        one.reopened_at.is_not(None).label("is_reopened"),
        and_(one.reopened_at.is_(None), ~after).label("can_reopen"),
    ).where(one.company_id == read.company_id, one.deleted_at.is_(None))


CLOSING_ROWS = ListQuery(
    name="year_closings",
    permission="period.read",
    kinds=("year_closing",),
    select=_closings,
    key=YearClosing.c.id,
    sorts={"last_on": (YearClosing.c.last_on,)},
    default_sort=("last_on", True),
    tabs={"all": lambda _read: None, "closed": lambda _read: YearClosing.c.reopened_at.is_(None)},
)
LISTS = (CLOSING_ROWS,)
