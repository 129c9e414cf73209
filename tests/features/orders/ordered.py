"""Short builders for tests of orders: a quote, an order, what is left of it, a sound book."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from rayafin_desktop.features.billing.content import LineContent, Posted, Saved
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.orders.commands import ConfirmOrder, SaveOrder
from rayafin_desktop.features.orders.converting import InvoiceOrders, TakenLine
from rayafin_desktop.features.orders.model import OrderLine, SalesOrder
from rayafin_desktop.features.orders.rules import OrderKind
from tests.books import Office
from tests.features.billing.billed import TODAY


def quote(office: Office, party_id: UUID, *lines: LineContent, **values: object) -> Saved:
    """A draft quote."""
    return office.do(
        SaveOrder(kind=OrderKind.QUOTE, party_id=party_id, issued_on=TODAY, lines=lines, **values)  # type: ignore[arg-type]
    )


def order(office: Office, party_id: UUID, *lines: LineContent, **values: object) -> UUID:
    """An order that was taken on."""
    saved = office.do(SaveOrder(party_id=party_id, issued_on=TODAY, lines=lines, **values))  # type: ignore[arg-type]
    return office.do(ConfirmOrder(id=saved.id)).id


def stored(office: Office, order_id: UUID) -> SalesOrder:
    with office.app.read(office.owner) as read:
        return read.get(SalesOrder, order_id)


def lines_of_order(office: Office, order_id: UUID) -> list[OrderLine]:
    with office.app.read(office.owner) as read:
        return read.parts(OrderLine, order_id)


def left(office: Office, order_id: UUID) -> list[Decimal]:
    """What of each line is neither invoiced nor drafted."""
    return [line.remaining_qty for line in lines_of_order(office, order_id)]


def invoice_of(office: Office, order_id: UUID, *quantities: str) -> Posted:
    """Invoice so much of each line (or all that remains) and post it."""
    lines = tuple(
        TakenLine(order_id=order_id, line_no=at, quantity=Decimal(quantity))
        for at, quantity in enumerate(quantities, start=1)
        if Decimal(quantity)
    )
    draft = office.do(InvoiceOrders(order_ids=(order_id,), lines=lines))
    return office.do(PostInvoice(invoice_id=draft.id))


def faults_of_book(office: Office) -> list[str]:
    """What `verify` says of the whole book."""
    return [f"{fault.check}: {fault.evidence}" for one in office.app.verify() for fault in one.faults]
