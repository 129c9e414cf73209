"""Which occurrences of a template were dealt with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.engine.work import Read

from .model import RecurringOccurrence


def dealt_with(read: Read, template_id: UUID) -> set[date]:
    """The days of a template that were made or skipped."""
    c = RecurringOccurrence.c
    rows = read.fetch(
        select(c.occurs_on).where(
            c.company_id == read.company_id, c.recurring_template_id == template_id, c.deleted_at.is_(None)
        )
    )
    return {row[0] for row in rows}


def last_dealt_with(read: Read, template_id: UUID) -> date | None:
    """The latest occurrence of a template that was made or skipped."""
    c = RecurringOccurrence.c
    found: date | None = read.scalar(
        select(func.max(c.occurs_on)).where(
            c.company_id == read.company_id, c.recurring_template_id == template_id
        )
    )
    return found
