"""An order as billing's rules and paper see it: the same content, the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from rayafin_desktop.base.ids import new_id

from ..billing.content import InvoiceContent
from ..billing.drafting import content_of
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.rules import DocumentKind
from .model import OrderLine, SalesOrder

_SHARED_FIELDS = tuple(
    name
    for name in SalesDocument.mapping.fields
    if name in SalesOrder.mapping.fields and name not in {"kind", "state", "external_reference"}
)
_SHARED_COLUMNS = tuple(
    name
    for name in OrderLine.mapping.fields
    if name in {field.name for field in fields(InvoiceLine)} and name != "company_id"
)


def as_document(order: SalesOrder) -> SalesDocument:
    """The order as a draft invoice that is stored nowhere: what paper, sums and content are made of."""
    values: dict[str, Any] = {name: getattr(order, name) for name in _SHARED_FIELDS}
    return SalesDocument(kind=DocumentKind.INVOICE, **values)


def as_line(line: OrderLine) -> InvoiceLine:
    """A line of an order as one of an invoice."""
    values: dict[str, Any] = {name: getattr(line, name) for name in _SHARED_COLUMNS}
    return InvoiceLine(company_id=line.company_id, invoice_id=line.sales_order_id, **values)


def order_content(order: SalesOrder, lines: Sequence[OrderLine]) -> InvoiceContent:
    """What was entered, to be worked out again; the day it is due is part of it."""
    return content_of(as_document(order), [as_line(line) for line in lines])


def order_line(row: InvoiceLine, order_id: UUID, line_id: UUID | None = None) -> OrderLine:
    """A worked-out line as one of an order."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _SHARED_COLUMNS}
    return OrderLine(
        company_id=row.company_id, sales_order_id=order_id, line_id=line_id or new_id("order_line"), **values
    )
