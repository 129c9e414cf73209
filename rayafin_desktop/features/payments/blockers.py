"""What of payments to look at before closing: money that pays no document yet."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from rayafin_desktop.engine.blockers import Blocker
from rayafin_desktop.engine.work import Read

from .model import Payment, PaymentStatus


def unallocated(read: Read, first: date, last: date) -> int:
    """Payments of these days with something left."""
    p = Payment.c
    return int(
        read.scalar(
            select(func.count()).where(
                p.company_id == read.company_id,
                p.status == PaymentStatus.POSTED,
                p.allocated_minor < p.total_minor,
                p.dated_on.between(first, last),
            )
        )
        or 0
    )


BLOCKERS = (
    Blocker(
        key="payments.unallocated",
        label="Payments with money left",
        advice="Allocate it, or leave it as an advance.",
        count=unallocated,
        is_warning=True,
        opens="payments",
        tab="advance",
        permission="payment.read",
    ),
)
