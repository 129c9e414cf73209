"""At what a customer bought before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, select

from rayafin_desktop.engine.work import Read

from .model import InvoiceLine, SalesDocument
from .rules import DocumentKind, DocumentState

# Further back than so many invoices a price says nothing; it also bounds the look-up.
_LATEST = 200


def last_sold(read: Read, party_id: UUID, item_ids: Sequence[UUID], currency: str) -> Mapping[UUID, Decimal]:
    """The price of each item on the customer's latest posted invoice with it, before discounts.

    Only invoices in `currency`; what the customer has not bought lately is left out.
    """
    if not item_ids:
        return {}
    d, c = SalesDocument.c, InvoiceLine.c
    latest = (
        select(d.company_id, d.id, d.issued_on, d.series_n)
        .where(
            d.company_id == read.company_id,
            d.party_id == party_id,
            d.kind == DocumentKind.INVOICE,
            d.state == DocumentState.POSTED,
            d.currency == currency,
        )
        .order_by(d.issued_on.desc())
        .limit(_LATEST)
        .subquery()
    )
    rows = read.fetch(
        select(c.item_id, c.unit_price)
        .join_from(
            latest,
            InvoiceLine.mapping.table,
            and_(c.company_id == latest.c.company_id, c.invoice_id == latest.c.id),
        )
        .where(c.item_id.in_(item_ids))
        .order_by(latest.c.issued_on.desc(), latest.c.series_n.desc())
    )
    found: dict[UUID, Decimal] = {}
    for item_id, price in rows:
        found.setdefault(item_id, price)
    return found
