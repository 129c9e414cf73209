"""Reading quotes and orders: the lists with their figures, one in full, what invoices took of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.sources import seller_of
from ..parties.model import Party
from .model import OrderDraw, OrderLine, SalesOrder
from .rules import OrderKind, OrderState, OrderStatus, order_status

_O = SalesOrder.c
_TABLE = SalesOrder.mapping.table
_TO_INVOICE = (OrderState.OPEN, OrderState.PART)


def _is_expired(read: Read) -> ColumnElement[bool]:
    return and_(_O.state == OrderState.SENT, _O.due_on < read.today)


def status_column(read: Read) -> ColumnElement[str]:
    """The status of today in SQL; the same answer as `rules.order_status`."""
    return case((_is_expired(read), literal(OrderStatus.EXPIRED.value)), else_=_O.state)


def _select_rows(kind: OrderKind) -> Any:
    def select_rows(read: Read) -> Select[Any]:
        return (
            select(
                _O.id,
                _O.number,
                _O.issued_on,
                _O.due_on,
                _O.party_id,
                func.coalesce(Party.c.name, "").label("party_name"),
                _O.reference,
                _O.currency,
                _O.net_minor,
                _O.tax_minor,
                _O.total_minor,
                _O.unbilled_minor,
                status_column(read).label("status"),
                (_O.state == OrderState.DRAFT).label("is_draft"),
                (_O.state == OrderState.SENT).label("is_sent"),
                _O.state.in_((OrderState.DRAFT, OrderState.SENT, OrderState.ACCEPTED)).label("is_offered"),
                _O.state.in_((OrderState.DRAFT, OrderState.DECLINED)).label("is_sendable"),
                _O.state.in_(_TO_INVOICE).label("is_running"),
                (_O.state == OrderState.CLOSED).label("is_closed"),
                and_(_O.state.in_(_TO_INVOICE), _O.due_on < read.today).label("is_late"),
                _O.state.in_((OrderState.DECLINED, OrderState.CLOSED)).label("is_muted"),
                _O.reason,
                _O.version,
            )
            .join_from(
                _TABLE,
                Party.mapping.table,
                and_(Party.c.company_id == _O.company_id, Party.c.id == _O.party_id),
                isouter=True,
            )
            .where(_O.company_id == read.company_id, _O.kind == kind, _O.deleted_at.is_(None))
        )

    return select_rows


def _search(read: Read, text: str) -> Condition:
    """By part of the number or reference, or by the customer's name."""
    found = matching(read.dialect, read.company_id, "sales_order", text)
    by_party = Party.c.name.icontains(text, autoescape=True)
    if found is None:
        return or_(_O.number.icontains(text, autoescape=True), by_party)
    return or_(_O.id.in_(found), by_party)


def _state_in(*states: OrderState) -> Any:
    return lambda read: _O.state.in_(states)


def _sums(read: Read, kind: OrderKind, conditions: Mapping[str, ColumnElement[bool]]) -> dict[str, int]:
    """Totals and counts of living rows in the company's currency, by condition."""
    amount = _O.total_minor if kind is OrderKind.QUOTE else _O.unbilled_minor
    columns: list[ColumnElement[Any]] = []
    for condition in conditions.values():
        columns.append(func.coalesce(func.sum(case((condition, amount), else_=0)), 0))
        columns.append(func.coalesce(func.sum(case((condition, 1), else_=0)), 0))
    row = read.first(
        select(*columns).where(
            _O.company_id == read.company_id,
            _O.kind == kind,
            _O.state.in_((OrderState.SENT, OrderState.ACCEPTED, *_TO_INVOICE)),
            _O.deleted_at.is_(None),
            _O.currency == seller_of(read).currency,
        )
    )
    figures: dict[str, int] = {}
    for at, name in enumerate(conditions):
        figures[name] = int(row[2 * at]) if row else 0
        figures[f"{name}_count"] = int(row[2 * at + 1]) if row else 0
    return figures


def quote_stats(read: Read) -> Mapping[str, Any]:
    """What is offered, what of it has run out, what was accepted."""
    sent = _O.state == OrderState.SENT
    return _sums(
        read,
        OrderKind.QUOTE,
        {
            "offered": and_(sent, _O.due_on >= read.today),
            "expired": _is_expired(read),
            "accepted": _O.state == OrderState.ACCEPTED,
        },
    )


def order_stats(read: Read) -> Mapping[str, Any]:
    """What is still to be invoiced, what of it is late."""
    running = _O.state.in_(_TO_INVOICE)
    return _sums(
        read,
        OrderKind.ORDER,
        {
            "to_invoice": running,
            "late": and_(running, _O.due_on < read.today),
            "part": _O.state == OrderState.PART,
        },
    )


_SORTS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "issued_on": (_O.issued_on,),
    "number": (_O.number,),
    "due_on": (_O.due_on,),
    "party_name": (Party.c.name,),
    "total_minor": (_O.total_minor,),
    "unbilled_minor": (_O.unbilled_minor,),
}

QUOTE_ROWS = ListQuery(
    name="quotes",
    permission="order.see",
    kinds=("sales_order", "party"),
    select=_select_rows(OrderKind.QUOTE),
    key=_O.id,
    sorts=_SORTS,
    default_sort=("issued_on", True),
    tabs={
        "all": lambda read: None,
        "draft": _state_in(OrderState.DRAFT),
        "sent": lambda read: and_(_O.state == OrderState.SENT, _O.due_on >= read.today),
        "expired": _is_expired,
        "accepted": _state_in(OrderState.ACCEPTED),
        "declined": _state_in(OrderState.DECLINED),
    },
    search=_search,
    stats=quote_stats,
)

ORDER_ROWS = ListQuery(
    name="orders",
    permission="order.see",
    kinds=("sales_order", "party", "invoice"),
    select=_select_rows(OrderKind.ORDER),
    key=_O.id,
    sorts=_SORTS,
    default_sort=("issued_on", True),
    tabs={
        "all": lambda read: None,
        "draft": _state_in(OrderState.DRAFT),
        "to_invoice": _state_in(*_TO_INVOICE),
        "part": _state_in(OrderState.PART),
        "invoiced": _state_in(OrderState.INVOICED),
        "closed": _state_in(OrderState.CLOSED),
    },
    search=_search,
    stats=order_stats,
)


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """One quote or order in full, with the status of today; `ordered_as` is what a quote became."""

    order: SalesOrder
    lines: tuple[OrderLine, ...]
    status: OrderStatus
    quote_number: str
    ordered_as: UUID | None


def order_detail(read: Read, order_id: UUID) -> OrderDetail:
    """A quote or order with its lines; NotFound `sales_order.not_found` otherwise."""
    read.actor.require("order.see")
    order = read.get(SalesOrder, order_id)
    quote = read.get(SalesOrder, order.quote_id) if order.quote_id else None
    became = read.find(SalesOrder, SalesOrder.c.quote_id == order.id)
    return OrderDetail(
        order=order,
        lines=tuple(read.parts(OrderLine, order_id)),
        status=order_status(order.state, order.due_on, read.today),
        quote_number=(quote.number or "") if quote else "",
        ordered_as=became.id if became else None,
    )


def order_line_rows(read: Read, order_id: UUID) -> list[OrderLine]:
    """The lines of a quote or order, for the side panel."""
    read.actor.require("order.see")
    return read.parts(OrderLine, order_id)


@dataclass(frozen=True, slots=True)
class OrderInvoiceRow:
    """An invoice made of an order."""

    id: UUID
    number: str
    issued_on: date
    state: str
    total_minor: int
    currency: str


def order_invoice_rows(read: Read, order_id: UUID) -> list[OrderInvoiceRow]:
    """The invoices and drafts that take something of an order, by date."""
    read.actor.require("order.see")
    d = SalesDocument.c
    taken = select(OrderDraw.c.invoice_id).where(
        OrderDraw.c.company_id == read.company_id,
        OrderDraw.c.order_id == order_id,
        OrderDraw.c.deleted_at.is_(None),
    )
    rows = read.fetch(
        select(d.id, d.number, d.issued_on, d.state, d.total_minor, d.currency)
        .where(d.company_id == read.company_id, d.id.in_(taken), d.deleted_at.is_(None))
        .order_by(d.issued_on, d.number)
    )
    return [OrderInvoiceRow(row.id, row.number or "", *row[2:]) for row in rows]


def sources_of_draft(read: Read, invoice_id: UUID) -> Mapping[int, UUID]:
    """Which line of an order each line of an invoice was made of."""
    c = OrderDraw.c
    rows = read.fetch(
        select(c.invoice_line_no, c.line_id).where(
            c.company_id == read.company_id, c.invoice_id == invoice_id, c.deleted_at.is_(None)
        )
    )
    return dict(rows)


def order_numbered(read: Read, number: str, kind: OrderKind) -> UUID:
    """The id of a quote or order by its number; NotFound `sales_order.not_found`."""
    found = read.find(SalesOrder, kind=kind, number=number)
    if found is None:
        raise NotFound("sales_order.not_found", {"number": number})
    return found.id


@dataclass(frozen=True, slots=True)
class RemainingRow:
    """A line of an order and what of it can still be invoiced."""

    line_no: int
    description: str
    unit: str
    quantity: Decimal
    invoiced_qty: Decimal
    drafted_qty: Decimal
    remaining_qty: Decimal
    total_minor: int


def remaining_rows(read: Read, order_id: UUID) -> list[RemainingRow]:
    """What can still be invoiced, line by line."""
    read.actor.require("order.see")
    return [
        RemainingRow(
            line.line_no,
            line.description,
            line.unit,
            line.quantity,
            line.invoiced_qty,
            line.drafted_qty,
            line.remaining_qty,
            line.total_minor,
        )
        for line in read.parts(OrderLine, order_id)
    ]
