"""Quote to order, orders to a draft invoice: the same content, so that the same total comes out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, to_major
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..billing.commands import SaveDraft, save_draft
from ..billing.content import InvoiceContent, LineContent, Saved
from .commands import ConfirmOrder, SaveOrder, confirm_order, move, quote_of, save_order
from .documents import order_content
from .model import OrderLine, SalesOrder
from .rules import LinePart, OrderKind, OrderState, OrderStatus, document_share, line_share, order_status
from .settings import DELIVERY_DAYS

MOST_ORDERS = 50


@dataclass(frozen=True, kw_only=True)
class OrderQuote(Command[Saved]):
    """Make an order of a quote, word for word, and count the quote as accepted.

    A quote makes one order. An expired one needs a confirmation. `reference` is the customer's number.
    """

    permission: ClassVar[str] = "order.save"
    quote_id: UUID
    issued_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class TakenLine:
    """How much of a line of an order is invoiced."""

    order_id: UUID
    line_no: int
    quantity: Exact


@dataclass(frozen=True, kw_only=True)
class InvoiceOrders(Command[Saved]):
    """Make one draft invoice of one or several orders of a customer.

    Without `lines` all that remains of them. Prices, discounts, charges and tax codes are the orders'
    own; an amount off goes along in proportion, and the last part takes what is left of it. Answers the
    draft.
    """

    permission: ClassVar[str] = "invoice.draft"
    order_ids: tuple[UUID, ...]
    issued_on: date | None = None
    lines: tuple[TakenLine, ...] = ()


def order_quote(command: OrderQuote, work: Work) -> Saved:
    quote = quote_of(work, command.quote_id)
    if quote.state not in (OrderState.DRAFT, OrderState.SENT, OrderState.ACCEPTED):
        raise RuleBroken([Problem("order.no_such_step", "quote_id", {"number": quote.number or ""})])
    ordered = work.find(SalesOrder, SalesOrder.c.quote_id == quote.id)
    if ordered is not None:
        raise RuleBroken([Problem("quote.ordered", "quote_id", {"number": ordered.number or ""})])
    if order_status(quote.state, quote.due_on, work.today) is OrderStatus.EXPIRED:
        work.confirm("quote.expired", "quote.expired", field="quote_id", day=quote.due_on.isoformat())
    day = command.issued_on or work.today
    content = order_content(quote, work.parts(OrderLine, quote.id))
    content = dataclasses.replace(
        content,
        issued_on=day,
        due_on=day + timedelta(days=work.setting(DELIVERY_DAYS)),
        reference=command.reference.strip() or content.reference,
    )
    saved = save_order(SaveOrder(kind=OrderKind.ORDER, **as_values(content)), work)
    order = work.get(SalesOrder, saved.id)
    work.save(dataclasses.replace(order, quote_id=quote.id))
    move(work, quote, OrderState.ACCEPTED)
    return confirm_order(ConfirmOrder(id=saved.id), work)


def as_values(content: InvoiceContent) -> dict[str, Any]:
    """The fields of a content, to make a command of it."""
    return {field.name: getattr(content, field.name) for field in dataclasses.fields(InvoiceContent)}


def invoice_orders(command: InvoiceOrders, work: Work) -> Saved:
    ids = tuple(dict.fromkeys(command.order_ids))
    if not ids or len(ids) > MOST_ORDERS:
        raise RuleBroken([Problem("order.how_many", "order_ids", {"limit": MOST_ORDERS})])
    orders = [work.get(SalesOrder, id_, field="order_ids") for id_ in ids]
    problems = Problems()
    for at, order in enumerate(orders):
        runs = order.kind is OrderKind.ORDER and order.state in (OrderState.OPEN, OrderState.PART)
        problems.require(runs, "order.nothing_to_invoice", f"order_ids.{at}", number=order.number or "")
    problems.raise_if_any()
    problems.extend(_differences(orders))
    problems.raise_if_any()
    lines = {order.id: work.parts(OrderLine, order.id) for order in orders}
    wanted = _wanted(command, lines)
    contents = [_part(order, lines[order.id], wanted) for order in orders]
    rows = tuple(line for content in contents for line in content.lines)
    if not rows:
        number = orders[0].number or ""
        raise RuleBroken([Problem("order.nothing_to_invoice", "order_ids", {"number": number})])
    reference = ", ".join(dict.fromkeys(order.reference or order.number or "" for order in orders))[:200]
    first = contents[0]
    content = dataclasses.replace(
        first,
        issued_on=command.issued_on or work.today,
        due_on=None,
        reference=reference,
        discount=sum((one.discount for one in contents), Decimal(0)),
        charges=sum((one.charges for one in contents), Decimal(0)),
        notes="\n".join(dict.fromkeys(filter(None, (one.notes for one in contents)))),
        external_reference=None,
        lines=rows,
    )
    return save_draft(SaveDraft(**as_values(content)), work)


# What is said once for a whole invoice: orders that differ in it cannot share one.
_COMMON = (
    "party_id", "currency", "rate", "prices_include_tax", "discount_percent", "ship_to", "chosen_place",
    "reverse_charge", "to_sez", "is_intermediary",
)  # fmt: skip


def _differences(orders: Sequence[SalesOrder]) -> list[Problem]:
    first = orders[0]
    return [
        Problem(
            "order.differs",
            f"order_ids.{at}",
            {"number": order.number or "", "other": first.number or "", "what": name.replace("_", " ")},
        )
        for at, order in enumerate(orders)
        for name in _COMMON
        if getattr(order, name) != getattr(first, name)
    ]


def _wanted(
    command: InvoiceOrders, lines: Mapping[UUID, Sequence[OrderLine]]
) -> Mapping[tuple[UUID, int], Decimal]:
    """What to take of each line; RuleBroken for a line that is not there, or has less left."""
    remaining = {(id_, line.line_no): line.remaining_qty for id_, rows in lines.items() for line in rows}
    if not command.lines:
        return {key: quantity for key, quantity in remaining.items() if quantity}
    problems = Problems()
    wanted: dict[tuple[UUID, int], Decimal] = {}
    for at, taken in enumerate(command.lines):
        key = (taken.order_id, taken.line_no)
        if key not in remaining or key in wanted:
            problems.add("order.no_such_line", f"lines.{at}.line_no", line_no=taken.line_no)
            continue
        left = remaining[key]
        fits = taken.quantity and (taken.quantity > 0) == (left > 0) and abs(taken.quantity) <= abs(left)
        problems.require(fits, "order.more_than_remains", f"lines.{at}.quantity", remaining=left)
        wanted[key] = taken.quantity
    problems.raise_if_any()
    return wanted


def _part(
    order: SalesOrder, lines: Sequence[OrderLine], wanted: Mapping[tuple[UUID, int], Decimal]
) -> InvoiceContent:
    """The order's content with the quantities taken, and the share of discounts and charges they bring."""
    digits = currency_digits(order.currency)
    content = order_content(order, lines)
    parts = [_line_part(line, wanted.get((order.id, line.line_no), Decimal(0))) for line in lines]
    return dataclasses.replace(
        content,
        discount=to_major(document_share(order.discount_minor, parts), digits),
        charges=to_major(document_share(order.charges_minor, parts), digits),
        lines=tuple(
            _taken(entered, line, part, digits)
            for entered, line, part in zip(content.lines, lines, parts, strict=True)
            if part.after != part.before
        ),
    )


def _line_part(line: OrderLine, quantity: Decimal) -> LinePart:
    before = line.quantity - line.remaining_qty
    return LinePart(
        quantity=line.quantity,
        value_minor=line.amount_minor - line.line_discount_minor,
        before=before,
        after=before + quantity,
    )


def _taken(entered: LineContent, line: OrderLine, part: LinePart, digits: int) -> LineContent:
    return dataclasses.replace(
        entered,
        quantity=part.after - part.before,
        discount=to_major(line_share(line.discount_minor, part), digits),
        source_id=line.line_id,
    )
