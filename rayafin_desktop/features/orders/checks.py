"""Invariants of orders over the whole company; each recomputes what is kept from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..parties.model import party_commitments
from ..tax.categories import ZERO
from .model import OrderDraw, OrderLine, SalesOrder
from .rules import DrawState, OrderState

_O = SalesOrder.c
_L = OrderLine.c
_W = OrderDraw.c


def lines_equal_order(read: Read) -> Sequence[Fault]:
    """The lines of every quote and order add up to it."""
    sums = (
        select(_L.sales_order_id, func.sum(_L.net_minor).label("net"), func.sum(_L.tax_minor).label("tax"))
        .where(_L.company_id == read.company_id)
        .group_by(_L.sales_order_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_O.id, _O.number)
        .join_from(SalesOrder.mapping.table, sums, sums.c.sales_order_id == _O.id, isouter=True)
        .where(
            _O.company_id == read.company_id,
            _O.deleted_at.is_(None),
            or_(func.coalesce(sums.c.net, 0) != _O.net_minor, func.coalesce(sums.c.tax, 0) != _O.tax_minor),
        )
    )
    return [Fault("orders.lines", f"{number or id_}: lines do not add up") for id_, number in wrong]


def quantities_follow_invoices(read: Read) -> Sequence[Fault]:
    """What a line says is invoiced and drafted is what invoices took of it, less what came back."""
    invoiced = case((_W.state == DrawState.POSTED, _W.quantity - _W.returned_qty), else_=ZERO)
    drafted = case((_W.state == DrawState.DRAFT, _W.quantity), else_=ZERO)
    sums = (
        select(_W.line_id, func.sum(invoiced).label("invoiced"), func.sum(drafted).label("drafted"))
        .where(_W.company_id == read.company_id, _W.deleted_at.is_(None))
        .group_by(_W.line_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_O.number, _L.line_no)
        .join_from(
            OrderLine.mapping.table,
            SalesOrder.mapping.table,
            and_(_O.company_id == _L.company_id, _O.id == _L.sales_order_id),
        )
        .join(sums, sums.c.line_id == _L.line_id, isouter=True)
        .where(
            _L.company_id == read.company_id,
            or_(
                func.coalesce(sums.c.invoiced, ZERO) != _L.invoiced_qty,
                func.coalesce(sums.c.drafted, ZERO) != _L.drafted_qty,
            ),
        )
    )
    return [
        Fault("orders.quantities", f"{number or 'draft'}, line {line_no}: not what invoices took")
        for number, line_no in wrong
    ]


def draws_follow_invoices(read: Read) -> Sequence[Fault]:
    """What is taken counts as far as its invoice has come: drafted, posted or void."""
    d = SalesDocument.c
    wrong = read.fetch(
        select(d.id, d.number)
        .join_from(
            OrderDraw.mapping.table,
            SalesDocument.mapping.table,
            and_(d.company_id == _W.company_id, d.id == _W.invoice_id),
        )
        .where(
            _W.company_id == read.company_id,
            _W.deleted_at.is_(None),
            or_(d.state != _W.state, d.deleted_at.is_not(None)),
        )
        .distinct()
    )
    return [Fault("orders.draws", f"{number or id_}: an order counts it otherwise") for id_, number in wrong]


def states_follow_lines(read: Read) -> Sequence[Fault]:
    """An order is open, part invoiced or invoiced as its lines say."""
    faults = []
    rows = read.fetch(
        select(
            _O.number,
            _O.state,
            func.sum(case((_L.invoiced_qty == ZERO, 0), else_=1)),
            func.sum(case((func.abs(_L.invoiced_qty) < func.abs(_L.quantity), 1), else_=0)),
        )
        .join_from(
            SalesOrder.mapping.table,
            OrderLine.mapping.table,
            and_(_O.company_id == _L.company_id, _O.id == _L.sales_order_id),
        )
        .where(
            _O.company_id == read.company_id,
            _O.deleted_at.is_(None),
            _O.state.in_((OrderState.OPEN, OrderState.PART, OrderState.INVOICED)),
        )
        .group_by(_O.id, _O.number, _O.state)
    )
    for number, state, begun, left in rows:
        expected = OrderState.INVOICED if not left else OrderState.PART if begun else OrderState.OPEN
        if state != expected:
            faults.append(Fault("orders.states", f"{number}: {state}, its lines say {expected}"))
    return faults


def commitments_equal_orders(read: Read) -> Sequence[Fault]:
    """What each party has ordered and not been invoiced is what its orders say."""
    rows = read.fetch(
        select(_O.party_id, func.sum(_O.unbilled_base_minor))
        .where(_O.company_id == read.company_id, _O.party_id.is_not(None), _O.deleted_at.is_(None))
        .group_by(_O.party_id)
    )
    recomputed = {party_id: int(minor) for party_id, minor in rows if minor}
    c = party_commitments.c
    stored = read.fetch(select(c.party_id, c.orders_minor).where(c.company_id == read.company_id))
    kept = {party_id: int(minor) for party_id, minor in stored if minor}
    return [
        Fault("orders.commitments", f"party {party_id}: {kept.get(party_id, 0)}, orders say {minor}")
        for party_id, minor in sorted(
            ((one, recomputed.get(one, 0)) for one in recomputed.keys() | kept.keys()), key=str
        )
        if kept.get(party_id, 0) != minor
    ]


CHECKS = (
    Check("orders.lines", lines_equal_order),
    Check("orders.quantities", quantities_follow_invoices),
    Check("orders.draws", draws_follow_invoices),
    Check("orders.states", states_follow_lines),
    Check("orders.commitments", commitments_equal_orders),
)
