"""What of purchases stands in the way of closing a period: documents that are not posted yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from ..billing.rules import DocumentState
from .model import PurchaseDocument

_FINISHED = (DocumentState.POSTED, DocumentState.VOID)


def unposted(read: Read, first: date, last: date) -> int:
    """Bills booked on these days that are drafts or wait for approval or posting."""
    c = PurchaseDocument.c
    return int(
        read.scalar(
            select(func.count()).where(
                c.company_id == read.company_id,
                c.deleted_at.is_(None),
                c.state.not_in(_FINISHED),
                c.booked_on.between(first, last),
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="purchases.unposted",
        label="Bills not posted",
        advice="Post them, book them later, or delete them.",
        count=unposted,
        opens="bills",
        tab="draft",
        permission="bill.see",
    ),
)
