"""What of sales stands in the way of closing a period: documents that are not posted yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .model import SalesDocument
from .rules import DocumentState

_FINISHED = (DocumentState.POSTED, DocumentState.VOID)


def unposted(read: Read, first: date, last: date) -> int:
    """Drafts of these days, and documents that wait for approval or posting."""
    c = SalesDocument.c
    return int(
        read.scalar(
            select(func.count()).where(
                c.company_id == read.company_id,
                c.deleted_at.is_(None),
                c.state.not_in(_FINISHED),
                c.issued_on.between(first, last),
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="billing.unposted",
        label="Invoices not posted",
        advice="Post them, date them later, or delete them.",
        count=unposted,
        opens="invoices",
        tab="draft",
        permission="invoice.see",
    ),
)
