"""What the pages of quotes and orders ask of the book; every function runs off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from uuid import UUID

from rayafin_desktop.desktop.screens.invoice import reading
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import record_history
from rayafin_desktop.features.billing.content import InvoiceContent, Saved
from rayafin_desktop.features.orders.commands import SaveOrder
from rayafin_desktop.features.orders.model import SalesOrder
from rayafin_desktop.features.orders.numbers import next_number
from rayafin_desktop.features.orders.printing import shown
from rayafin_desktop.features.orders.queries import OrderDetail, order_detail
from rayafin_desktop.features.orders.rules import OrderKind
from rayafin_desktop.features.orders.settings import DELIVERY_DAYS, QUOTE_DAYS
from rayafin_desktop.features.parties.queries import party_detail
from rayafin_desktop.paper.words import amount_in_words

_CONTENT = tuple(field.name for field in fields(InvoiceContent))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOrder(reading.Stored):
    """A stored quote or order as the page shows it."""

    order: OrderDetail


def desk_of(kind: OrderKind) -> Callable[[Read], reading.Desk]:
    """The company's side of a new quote or order."""

    def read_desk(read: Read) -> reading.Desk:
        return replace(reading.read_desk(read), next_number=next_number(read, kind, read.today))

    return read_desk


def sheet_of(kind: OrderKind) -> Callable[[Read, InvoiceContent, str, UUID | None], reading.Sheet]:
    """Works a quote or order out as the invoice it will be; only its due day is its own."""

    def work_out(read: Read, content: InvoiceContent, language: str, order_id: UUID | None) -> reading.Sheet:
        sheet = reading.work_out_draft(read, content, language)
        days = read.setting(QUOTE_DAYS if kind is OrderKind.QUOTE else DELIVERY_DAYS)
        due_on = content.due_on or content.issued_on + timedelta(days=days)
        worked = replace(sheet.worked, sheet=replace(sheet.worked.sheet, due_on=due_on))
        adds = sheet.adds_minor
        if order_id is not None:
            # What of it counts already does not count twice.
            adds -= read.get(SalesOrder, order_id).unbilled_base_minor
        return replace(
            sheet,
            worked=worked,
            adds_minor=adds,
            legs=(),
            next_number=next_number(read, kind, content.issued_on),
        )

    return work_out


def read_stored(read: Read, order_id: UUID, language: str) -> StoredOrder:
    """A stored quote or order; NotFound `sales_order.not_found`."""
    detail = order_detail(read, order_id)
    order = detail.order
    return StoredOrder(
        detail=shown(detail),
        party=party_detail(read, order.party_id) if order.party_id else None,
        legs=(),
        history=record_history(read, order_id) if read.actor.may("audit.read") else None,
        words=amount_in_words(order.total_minor, order.currency, language),
        order=detail,
    )


def keep(kind: OrderKind) -> Callable[[InvoiceContent, UUID | None, int | None], Command[Saved]]:
    """The command that keeps a quote or an order."""

    def save(content: InvoiceContent, id_: UUID | None, version: int | None) -> Command[Saved]:
        values = {name: getattr(content, name) for name in _CONTENT}
        return SaveOrder(**values, kind=kind, id=id_, version=version)

    return save
