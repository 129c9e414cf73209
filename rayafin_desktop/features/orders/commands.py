"""Saving quotes and orders, and the steps of their lives. Making invoices of them is in `converting.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..billing.content import InvoiceContent, Saved
from ..billing.drafting import Worked, drafted, line_rows
from ..billing.exposure import ask_credit
from ..billing.posting import raise_problems, sources_for
from ..billing.sources import seller_of
from .documents import order_content, order_line
from .draws import in_base, write_progress
from .model import OrderLine, SalesOrder
from .numbers import take_number
from .rules import OrderKind, OrderState, may_become
from .settings import DELIVERY_DAYS, QUOTE_DAYS


@dataclass(frozen=True, kw_only=True)
class SaveOrder(InvoiceContent, Command[Saved]):
    """Make a draft of a quote or an order, or replace the one with this id.

    `due_on` is the last day a quote holds or the day of delivery; None follows the company's setting. A
    sent quote and an order nothing is invoiced of may still be changed and keep their number.
    """

    permission: ClassVar[str] = "order.save"
    id: UUID | None = None
    version: int | None = None
    kind: OrderKind = OrderKind.ORDER


@dataclass(frozen=True, kw_only=True)
class SendQuote(Command[Saved]):
    """Give a quote its number and offer it; a declined one is offered again."""

    permission: ClassVar[str] = "order.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class AcceptQuote(Command[Saved]):
    """The customer agrees; making an order of a quote says the same."""

    permission: ClassVar[str] = "order.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class DeclineQuote(Command[Saved]):
    """The customer does not want it."""

    permission: ClassVar[str] = "order.save"
    id: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmOrder(Command[Saved]):
    """Take an order on: it gets its number and counts against the customer's credit."""

    permission: ClassVar[str] = "order.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class CloseOrder(Command[Saved]):
    """Nothing more will be delivered; what is not invoiced is let go."""

    permission: ClassVar[str] = "order.save"
    id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReopenOrder(Command[Saved]):
    """Go on with a closed order."""

    permission: ClassVar[str] = "order.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class DeleteOrder(Command[None]):
    """Delete a draft. It never had a number."""

    permission: ClassVar[str] = "order.save"
    id: UUID


def save_order(command: SaveOrder, work: Work) -> Saved:
    sources = sources_for(work, command)
    worked = drafted(command, sources)
    if worked.problems:
        raise RuleBroken(worked.problems)
    order = _kept(command, work, worked)
    if order.state is not OrderState.DRAFT:
        raise_problems(worked)
        if order.kind is OrderKind.ORDER:
            _ask_credit(work, order, worked, less=order.unbilled_base_minor)
    rows = [
        order_line(row, order.id) for row in line_rows(work.company_id, order.id, command, worked, sources)
    ]
    if command.id is None:
        work.insert_many(rows)
    else:
        work.replace_parts(OrderLine, order.id, rows)
    return answered(write_progress(work, order, rows))


def _kept(command: SaveOrder, work: Work, worked: Worked) -> SalesOrder:
    """The order with what was worked out, added or saved."""
    values = dict(worked.fields)
    if command.due_on is None:
        days = work.setting(QUOTE_DAYS if command.kind is OrderKind.QUOTE else DELIVERY_DAYS)
        values |= {"due_on": command.issued_on + timedelta(days=days), "terms_days": days}
    if command.id is None:
        return work.new(SalesOrder, kind=command.kind, **values)
    loaded = work.get(SalesOrder, command.id)
    problems = Problems()
    problems.require(loaded.kind is command.kind, "order.kind_is_fixed", "kind")
    may_change = loaded.state in (OrderState.DRAFT, OrderState.SENT, OrderState.OPEN)
    problems.require(may_change and not _is_drawn(work, loaded.id), "order.not_open", "id")
    if loaded.state is OrderState.OPEN:
        # What the old customer had ordered is not the new one's.
        problems.require(loaded.party_id == values["party_id"], "order.customer_is_fixed", "party_id")
    problems.raise_if_any()
    values.pop("external_reference")
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, **values, version=version))


def _is_drawn(work: Work, order_id: UUID) -> bool:
    return any(line.invoiced_qty or line.drafted_qty for line in work.parts(OrderLine, order_id))


def send_quote(command: SendQuote, work: Work) -> Saved:
    quote = quote_of(work, command.id)
    require_move(quote, OrderState.SENT)
    check_complete(work, quote)
    return answered(move(work, quote, OrderState.SENT))


def accept_quote(command: AcceptQuote, work: Work) -> Saved:
    quote = quote_of(work, command.id)
    require_move(quote, OrderState.ACCEPTED)
    return answered(move(work, quote, OrderState.ACCEPTED))


def decline_quote(command: DeclineQuote, work: Work) -> Saved:
    quote = quote_of(work, command.id)
    require_move(quote, OrderState.DECLINED)
    ordered = work.find(SalesOrder, SalesOrder.c.quote_id == quote.id)
    if ordered is not None:
        raise RuleBroken([Problem("quote.ordered", "id", {"number": ordered.number or ""})])
    reason = command.reason.strip()
    work.why = reason or None
    return answered(move(work, quote, OrderState.DECLINED, reason=reason))


def confirm_order(command: ConfirmOrder, work: Work) -> Saved:
    order = order_of(work, command.id)
    require_move(order, OrderState.OPEN)
    worked = check_complete(work, order)
    _ask_credit(work, order, worked)
    return answered(open_order(work, order))


def close_order(command: CloseOrder, work: Work) -> Saved:
    order = order_of(work, command.id)
    require_move(order, OrderState.CLOSED)
    reason = command.reason.strip()
    if not reason:
        raise RuleBroken([Problem("order.reason_missing", "reason")])
    work.why = reason
    closed = dataclasses.replace(order, state=OrderState.CLOSED, reason=reason)
    return answered(write_progress(work, closed, work.parts(OrderLine, order.id)))


def reopen_order(command: ReopenOrder, work: Work) -> Saved:
    order = order_of(work, command.id)
    require_move(order, OrderState.OPEN)
    again = dataclasses.replace(order, state=OrderState.OPEN, reason="")
    return answered(write_progress(work, again, work.parts(OrderLine, order.id)))


def delete_order(command: DeleteOrder, work: Work) -> None:
    order = work.get(SalesOrder, command.id)
    if order.state is not OrderState.DRAFT:
        raise RuleBroken([Problem("order.not_a_draft", "id", {"number": order.number or ""})])
    work.remove(order)


def quote_of(work: Work, id_: UUID) -> SalesOrder:
    """The quote with this id; NotFound for an order."""
    return _of_kind(work, id_, OrderKind.QUOTE)


def order_of(work: Work, id_: UUID) -> SalesOrder:
    """The order with this id; RuleBroken for a quote."""
    return _of_kind(work, id_, OrderKind.ORDER)


def _of_kind(work: Work, id_: UUID, kind: OrderKind) -> SalesOrder:
    found = work.get(SalesOrder, id_, field="id")
    if found.kind is not kind:
        raise RuleBroken([Problem("order.wrong_kind", "id", {"kind": kind.value.lower()})])
    return found


def require_move(order: SalesOrder, wanted: OrderState) -> None:
    """RuleBroken `order.no_such_step` where a state does not lead to another."""
    if not may_become(order.state, wanted):
        raise RuleBroken([Problem("order.no_such_step", "id", {"number": order.number or ""})])


def check_complete(work: Work, order: SalesOrder) -> Worked:
    """What would keep an invoice from being posted keeps an offer from being made; all at once."""
    content = order_content(order, work.parts(OrderLine, order.id))
    sources = sources_for(work, content)
    worked = drafted(content, sources)
    raise_problems(worked)
    return worked


def _ask_credit(work: Work, order: SalesOrder, worked: Worked, *, less: int = 0) -> None:
    """Ask before a customer orders more than its credit; `less` is what of it counts already."""
    if worked.party is None:
        return
    total = in_base(order, int(worked.fields["total_minor"]), seller_of(work).currency)
    ask_credit(work, worked.party, total - less)


def move(work: Work, order: SalesOrder, state: OrderState, *, reason: str = "") -> SalesOrder:
    """Save an order in another state, with a number and findable from its first step on."""
    number = order.number or take_number(work, order.kind, order.issued_on)
    saved = work.save(dataclasses.replace(order, state=state, number=number, reason=reason))
    work.index("sales_order", saved.id, f"{number} {saved.reference}")
    return saved


def open_order(work: Work, order: SalesOrder) -> SalesOrder:
    """Number an order and count what is to be invoiced of it."""
    return write_progress(work, move(work, order, OrderState.OPEN), work.parts(OrderLine, order.id))


def answered(order: SalesOrder) -> Saved:
    """An order as commands answer it."""
    return Saved(id=order.id, version=order.version, total_minor=order.total_minor)
