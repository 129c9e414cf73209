"""What invoices take of orders: kept by reactions to what billing announces.

A draft reserves the quantity it names, a posted invoice takes it, a void gives it back, a credit note
gives back what returned. `refresh` alone writes what follows from that onto the order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import attrgetter
from uuid import UUID

from sqlalchemy import bindparam, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read, Work

from ..billing.happenings import CreditNotePosted, DraftDeleted, DraftSaved, InvoicePosted, InvoiceVoided
from ..billing.model import InvoiceLine
from ..billing.rules import DocumentKind
from ..billing.sources import seller_of
from ..parties.commitments import add_commitment
from ..tax.categories import ZERO
from .model import OrderDraw, OrderLine, SalesOrder
from .rules import RUNNING, DrawState, progress_of, unbilled_of


def on_draft_saved(happening: DraftSaved, work: Work) -> None:
    """Reserve what a draft takes of orders; what it no longer names is free again."""
    invoice = happening.invoice
    known = {draw.invoice_line_no: draw for draw in _draws(work, invoice.id)}
    named = {
        line.line_no: (source, line.quantity)
        for line, source in zip(happening.lines, happening.sources, strict=True)
        if source is not None
    }
    if not known and not named:
        return
    orders = _orders_of(work, [source for source, _ in named.values()])
    touched = {draw.order_id for draw in known.values()}
    for line_no, (source, quantity) in named.items():
        order_id = orders.get(source)
        if order_id is None:
            raise RuleBroken([Problem("order.line_not_found", f"lines.{line_no - 1}.source_id")])
        # Another customer's invoice is not what was ordered.
        if work.get(SalesOrder, order_id).party_id != invoice.party_id:
            continue
        old = known.pop(line_no, None)
        if old is None:
            work.new(
                OrderDraw,
                order_id=order_id,
                line_id=source,
                invoice_id=invoice.id,
                invoice_line_no=line_no,
                quantity=quantity,
            )
        else:
            work.save(dataclasses.replace(old, order_id=order_id, line_id=source, quantity=quantity))
        touched.add(order_id)
    for gone in known.values():
        work.remove(gone)
    refresh(work, touched)


def on_draft_deleted(happening: DraftDeleted, work: Work) -> None:
    """What a deleted draft had reserved is free again."""
    draws = _draws(work, happening.invoice.id)
    for draw in draws:
        work.remove(draw)
    refresh(work, {draw.order_id for draw in draws})


def on_invoice_posted(happening: InvoicePosted, work: Work) -> None:
    """A reservation becomes what was invoiced; more than was ordered needs a confirmation."""
    draws = _draws(work, happening.invoice.id) if happening.was_told else ()
    if not draws:
        return
    quantities = {line.line_no: line.quantity for line in happening.lines}
    for draw in draws:
        quantity = quantities.get(draw.invoice_line_no, draw.quantity)
        work.save(dataclasses.replace(draw, state=DrawState.POSTED, quantity=quantity))
    orders = {draw.order_id for draw in draws}
    refresh(work, orders)
    for order_id in orders:
        for line in work.parts(OrderLine, order_id):
            if abs(line.invoiced_qty) > abs(line.quantity):
                work.confirm(
                    "order.over_invoiced",
                    "order.over_invoiced",
                    field="lines",
                    number=work.get(SalesOrder, order_id).number or "",
                    ordered=line.quantity,
                    invoiced=line.invoiced_qty,
                    line=line.line_no,
                )


def on_credit_note(happening: CreditNotePosted, work: Work) -> None:
    """What came back is to be delivered and invoiced again."""
    _return(work, happening.invoice.id, happening.lines, 1)


def on_voided(happening: InvoiceVoided, work: Work) -> None:
    """A void invoice takes nothing; a void credit note gives nothing back."""
    document = happening.invoice
    if document.kind is DocumentKind.CREDIT_NOTE:
        if document.original_id is not None:
            _return(work, document.original_id, work.parts(InvoiceLine, document.id), -1)
        return
    draws = _draws(work, document.id)
    for draw in draws:
        work.save(dataclasses.replace(draw, state=DrawState.VOID))
    refresh(work, {draw.order_id for draw in draws})


def _return(work: Work, invoice_id: UUID, lines: Iterable[InvoiceLine], sign: int) -> None:
    draws = {draw.invoice_line_no: draw for draw in _draws(work, invoice_id)}
    touched = set()
    for line in lines:
        draw = draws.get(line.original_line_no or 0)
        if draw is None or not line.returned_qty:
            continue
        returned = draw.returned_qty + sign * line.returned_qty
        draws[draw.invoice_line_no] = work.save(dataclasses.replace(draw, returned_qty=returned))
        touched.add(draw.order_id)
    refresh(work, touched)


def _draws(work: Work, invoice_id: UUID) -> list[OrderDraw]:
    """What a document takes of orders, by its lines. Every posting asks, and most have none."""
    rows = work.fetch(_OF_INVOICE, company=work.company_id, invoice=invoice_id)
    if not rows:
        return []
    known = work.by_ids(OrderDraw, [row.id for row in rows])
    return sorted(known.values(), key=attrgetter("invoice_line_no"))


_OF_INVOICE = PreparedStatement(
    select(OrderDraw.c.id).where(
        OrderDraw.c.company_id == bindparam("company"),
        OrderDraw.c.invoice_id == bindparam("invoice"),
        OrderDraw.c.deleted_at.is_(None),
    )
)


def _orders_of(read: Read, line_ids: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Line -> order."""
    c = OrderLine.c
    statement = select(c.line_id, c.sales_order_id).where(
        c.company_id == read.company_id, c.line_id.in_(list(line_ids))
    )
    return dict(read.fetch(statement))


def drawn_by_line(read: Read, order_id: UUID) -> Mapping[UUID, tuple[Decimal, Decimal]]:
    """Of each line of an order: what is invoiced (less what came back), and what lies in drafts."""
    found: dict[UUID, tuple[Decimal, Decimal]] = {}
    for draw in read.all(OrderDraw, OrderDraw.c.order_id == order_id):
        invoiced, drafted = found.get(draw.line_id, (ZERO, ZERO))
        if draw.state is DrawState.POSTED:
            invoiced += draw.quantity - draw.returned_qty
        elif draw.state is DrawState.DRAFT:
            drafted += draw.quantity
        found[draw.line_id] = (invoiced, drafted)
    return found


def refresh(work: Work, order_ids: Iterable[UUID]) -> None:
    """Bring orders up to what invoices take of them: quantities, state, what is still to be invoiced."""
    for order_id in sorted(order_ids, key=str):
        drawn = drawn_by_line(work, order_id)
        lines = [
            dataclasses.replace(line, invoiced_qty=invoiced, drafted_qty=drafted)
            for line in work.parts(OrderLine, order_id)
            for invoiced, drafted in (drawn.get(line.line_id, (ZERO, ZERO)),)
        ]
        work.replace_parts(OrderLine, order_id, lines)
        order = work.get(SalesOrder, order_id)
        write_progress(work, order, lines)


def write_progress(work: Work, order: SalesOrder, lines: Iterable[OrderLine]) -> SalesOrder:
    """Save an order with the state and the sums that follow from its lines, and tell its party's total."""
    rows = list(lines)
    state = order.state
    if state in RUNNING:
        state = progress_of([(line.quantity, line.unbilled_qty) for line in rows])
    minor = 0
    if state in RUNNING:
        minor = unbilled_of(
            [(line.total_minor, line.quantity, line.remaining_qty) for line in rows], order.round_off_minor
        )
    base = in_base(order, minor, seller_of(work).currency)
    was, now = order.unbilled_base_minor, base
    saved = work.save(dataclasses.replace(order, state=state, unbilled_minor=minor, unbilled_base_minor=base))
    if saved.party_id is not None and was != now:
        add_commitment(work, saved.party_id, now - was)
    return saved


def in_base(order: SalesOrder, minor: int, base: str) -> int:
    """Minor units of the order's currency in those of the company's, at the order's rate, rounded half up."""
    if order.currency == base:
        return minor
    major = multiply(to_major(minor, currency_digits(order.currency)), order.rate)
    return to_minor(major, currency_digits(base))
