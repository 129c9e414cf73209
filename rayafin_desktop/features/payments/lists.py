"""Payments as a list: what came in, what is left on account, what was reversed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..ledger.queries import base_currency
from ..parties.model import Party
from .model import Payment, PaymentStatus

_LEFT = Payment.c.total_minor - Payment.c.allocated_minor
_STATE = case(
    (Payment.c.status == PaymentStatus.REVERSED, "reversed"), (_LEFT > 0, "advance"), else_="allocated"
)


def _payments(read: Read) -> Select[Any]:
    p, party = Payment.c, Party.c
    return (
        select(
            p.id,
            p.number,
            p.dated_on,
            p.party_id,
            party.name.label("party_name"),
            p.method,
            p.reference,
            p.currency,
            p.total_minor,
            p.allocated_minor,
            case((p.status == PaymentStatus.POSTED, _LEFT), else_=0).label("advance_minor"),
            _STATE.label("state"),
            (p.status == PaymentStatus.POSTED).label("is_posted"),
            and_(p.status == PaymentStatus.POSTED, _LEFT > 0).label("has_advance"),
            (p.status == PaymentStatus.REVERSED).label("is_reversed"),
            p.version,
        )
        .join_from(
            Payment.mapping.table,
            Party.mapping.table,
            and_(party.company_id == p.company_id, party.id == p.party_id),
        )
        .where(p.company_id == read.company_id, p.deleted_at.is_(None))
    )


def _has_advance(read: Read) -> ColumnElement[bool]:
    return and_(Payment.c.allocated_minor < Payment.c.total_minor, Payment.c.status == PaymentStatus.POSTED)


def _search(read: Read, text: str) -> Condition:
    found = matching(read.dialect, read.company_id, "payment", text)
    by_party = Party.c.name.icontains(text, autoescape=True)
    return by_party if found is None else or_(Payment.c.id.in_(found), by_party)


def payment_stats(read: Read) -> Mapping[str, Any]:
    """Received this month and left on account, in the company's currency; other currencies apart."""
    p = Payment.c
    month = read.today.replace(day=1)
    base = (
        p.company_id == read.company_id,
        p.status == PaymentStatus.POSTED,
        p.currency == base_currency(read),
    )
    received = read.first(
        select(func.coalesce(func.sum(p.total_minor), 0), func.count()).where(*base, p.dated_on >= month)
    )
    left = read.first(
        select(func.coalesce(func.sum(_LEFT), 0), func.count()).where(
            *base, p.allocated_minor < p.total_minor
        )
    )
    return {
        "received_minor": received[0] if received else 0,
        "received_count": received[1] if received else 0,
        "advance_minor": left[0] if left else 0,
        "advance_count": left[1] if left else 0,
    }


PAYMENT_ROWS = ListQuery(
    name="payments",
    permission="payment.read",
    kinds=("payment", "allocation"),
    select=_payments,
    key=Payment.c.id,
    sorts={
        "dated_on": (Payment.c.dated_on,),
        "number": (Payment.c.number,),
        "total_minor": (Payment.c.total_minor,),
    },
    default_sort=("dated_on", True),
    tabs={
        "all": lambda _read: None,
        "advance": _has_advance,
        "reversed": lambda _read: Payment.c.status == PaymentStatus.REVERSED,
    },
    search=_search,
    stats=payment_stats,
)
