"""What of approvals to look at before closing: what waits would be posted on its own day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .model import Ticket
from .queries import is_waiting


def waiting(read: Read, _first: date, _last: date) -> int:
    """Tickets nobody has decided yet that have not run out, whatever day they are for."""
    c = Ticket.c
    return int(
        read.scalar(
            select(func.count()).where(
                c.company_id == read.company_id, c.deleted_at.is_(None), is_waiting(read)
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="approvals.waiting",
        label="Tickets waiting for approval",
        advice="Decide them: what is approved later cannot be posted on a closed day.",
        count=waiting,
        is_warning=True,
        opens="approvals",
        tab="waiting",
        permission="approval.read",
    ),
)
