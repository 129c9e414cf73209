"""Payments as a list: what came in and went out, what is left on account, what was reversed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..ledger.model import Account
from ..ledger.queries import base_currency
from ..parties.model import Party
from .kinds import PaymentKind
from .model import Payment, PaymentStatus

_LEFT = Payment.c.total_minor - Payment.c.allocated_minor
_STATE = case(
    (Payment.c.status == PaymentStatus.REVERSED, "reversed"),
    (_LEFT > 0, "advance"),
    (Payment.c.kind == PaymentKind.TRANSFER, "transferred"),
    else_="allocated",
)


def _payments(read: Read) -> Select[Any]:
    p, party, account = Payment.c, Party.c, Account.c
    to_account = Account.mapping.table.alias("to_account")
    return (
        select(
            p.id,
            p.kind,
            p.number,
            p.dated_on,
            p.party_id,
            func.coalesce(party.name, to_account.c.name, "").label("party_name"),
            func.coalesce(account.name, "").label("account_name"),
            p.method,
            p.reference,
            p.currency,
            p.total_minor,
            p.allocated_minor,
            case((p.status == PaymentStatus.POSTED, _LEFT), else_=0).label("advance_minor"),
            _STATE.label("state"),
            (p.status == PaymentStatus.POSTED).label("is_posted"),
            _has_advance(read).label("has_advance"),
            (p.status == PaymentStatus.REVERSED).label("is_reversed"),
            p.version,
        )
        .join_from(
            Payment.mapping.table,
            Party.mapping.table,
            and_(party.company_id == p.company_id, party.id == p.party_id),
            isouter=True,
        )
        .outerjoin(
            Account.mapping.table, and_(account.company_id == p.company_id, account.id == p.account_id)
        )
        .outerjoin(
            to_account, and_(to_account.c.company_id == p.company_id, to_account.c.id == p.to_account_id)
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
    """Received and paid this month, and left on account on both sides, in the company's currency.

    Other currencies stand in their own lists of open money, not in these sums.
    """
    p = Payment.c
    month = read.today.replace(day=1)
    base = (
        p.company_id == read.company_id,
        p.status == PaymentStatus.POSTED,
        p.currency == base_currency(read),
    )
    figures: dict[str, Any] = {}
    for kind, moved, left in (
        (PaymentKind.RECEIPT, "received", "advance"),
        (PaymentKind.PAYMENT, "paid", "supplier_advance"),
    ):
        of_kind = (*base, p.kind == kind)
        in_month = read.first(
            select(func.coalesce(func.sum(p.amount_minor), 0), func.count()).where(
                *of_kind, p.dated_on >= month
            )
        )
        on_account = read.first(
            select(func.coalesce(func.sum(_LEFT), 0), func.count()).where(
                *of_kind, p.allocated_minor < p.total_minor
            )
        )
        for name, row in ((moved, in_month), (left, on_account)):
            figures[f"{name}_minor"] = row[0] if row else 0
            figures[f"{name}_count"] = row[1] if row else 0
    return figures


def _of_kind(*kinds: PaymentKind) -> Callable[[Read], Condition]:
    return lambda _read: Payment.c.kind.in_(kinds)


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
        "receipts": _of_kind(PaymentKind.RECEIPT, PaymentKind.SUPPLIER_REFUND),
        "payments": _of_kind(PaymentKind.PAYMENT, PaymentKind.REFUND),
        "transfers": _of_kind(PaymentKind.TRANSFER),
        "advance": _has_advance,
        "other": _of_kind(PaymentKind.SET_OFF, PaymentKind.SUPPLIER_SET_OFF, PaymentKind.WRITE_OFF),
        "reversed": lambda _read: Payment.c.status == PaymentStatus.REVERSED,
    },
    search=_search,
    stats=payment_stats,
)
