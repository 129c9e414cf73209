"""What of recurring documents to look at before closing: those that fell due and were not made."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .model import RecurringTemplate


def due(read: Read, _first: date, last: date) -> int:
    """Templates with an occurrence due by the last day, or today, that nobody has made or skipped."""
    c = RecurringTemplate.c
    return int(
        read.scalar(
            select(func.count()).where(
                c.company_id == read.company_id,
                c.deleted_at.is_(None),
                c.next_on.is_not(None),
                c.next_on <= min(last, read.today),
                ~c.is_paused,
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="recurring.due",
        label="Recurring documents due",
        advice="Make them or skip them: once the period is closed they cannot bear their day.",
        count=due,
        is_warning=True,
        opens="recurring",
        tab="due",
        permission="recurring.see",
    ),
)
