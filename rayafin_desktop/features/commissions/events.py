"""The events behind a commission: what was paid, written off, taken back and credited on its invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select

from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..payments.model import Allocation, Payment
from .beneficiaries import only_visible
from .model import Commission, CommissionEntry

_MOST = 200


class Event(StrEnum):
    """What moved the figures the formula reads."""

    PAID = "PAID"
    TAKEN_BACK = "TAKEN_BACK"
    WRITTEN_OFF = "WRITTEN_OFF"
    CREDITED = "CREDITED"


@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionEvent:
    """One event: the day, the number of the payment or credit note, minor units of the invoice's currency."""

    id: UUID
    at: date
    kind: Event
    number: str
    amount_minor: int
    currency: str


def commission_events(read: Read, entry_id: UUID) -> Sequence[CommissionEvent]:
    """What happened to the invoice of an entry, by day; empty where the entry is not visible."""
    read.actor.require("commission.read")
    found = read.first(_invoice_of(read, entry_id))
    if found is None:
        return []
    a, p, d = Allocation.c, Payment.c, SalesDocument.c
    events: list[CommissionEvent] = []
    for row in read.fetch(
        select(a.id, a.allocated_on, p.number, a.amount_minor, a.write_off_minor)
        .join_from(
            Allocation.mapping.table,
            Payment.mapping.table,
            and_(p.company_id == a.company_id, p.id == a.payment_id),
        )
        .where(a.company_id == read.company_id, a.invoice_id == found.id)
        .order_by(a.allocated_on, a.id)
        .limit(_MOST)
    ):
        paid = row.amount_minor - row.write_off_minor
        parts = [
            (Event.PAID if paid > 0 else Event.TAKEN_BACK, paid),
            (Event.WRITTEN_OFF, row.write_off_minor),
        ]
        events += [
            CommissionEvent(
                id=row.id,
                at=row.allocated_on,
                kind=kind,
                number=row.number,
                amount_minor=minor,
                currency=found.currency,
            )
            for kind, minor in parts
            if minor
        ]
    events += [
        CommissionEvent(
            id=row.id,
            at=row.issued_on,
            kind=Event.CREDITED,
            number=row.number or "",
            amount_minor=row.total_minor,
            currency=found.currency,
        )
        for row in read.fetch(
            select(d.id, d.issued_on, d.number, d.total_minor)
            .where(
                d.company_id == read.company_id,
                d.original_id == found.id,
                d.kind == DocumentKind.CREDIT_NOTE,
                d.state == DocumentState.POSTED,
            )
            .order_by(d.issued_on, d.id)
            .limit(_MOST)
        )
    ]
    return sorted(events, key=lambda event: event.at)


def _invoice_of(read: Read, entry_id: UUID) -> Select[Any]:
    e, k, d = CommissionEntry.c, Commission.c, SalesDocument.c
    return (
        select(d.id, d.currency)
        .join_from(
            CommissionEntry.mapping.table,
            Commission.mapping.table,
            and_(k.company_id == e.company_id, k.id == e.commission_id),
        )
        .join(SalesDocument.mapping.table, and_(d.company_id == k.company_id, d.id == k.invoice_id))
        .where(e.company_id == read.company_id, e.id == entry_id, only_visible(read, e.member_id))
    )
