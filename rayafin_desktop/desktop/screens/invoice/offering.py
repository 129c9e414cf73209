"""Items as they are offered on a line: at the customer's price, with what it paid last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.engine import listing
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.selling import last_sold
from rayafin_desktop.features.items.queries import ITEM_LOOKUP
from rayafin_desktop.features.prices.lookup import Break, Pricing, breaks_of, price_for

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedItem:
    """An item as a line takes it; `breaks` are the prices of the list that holds, none without one.

    `last_price` is at what it was sold to this customer last, in the document's currency.
    """

    id: UUID
    name: str
    code: str
    unit: str
    hsn: str
    sale_price: Decimal | None
    cost_price: Decimal | None
    tax_code_id: UUID | None
    breaks: tuple[Break, ...]
    last_price: Decimal | None

    def price(self, key: str = "sale_price") -> Decimal | None:
        """The price of one: the list's, else the item's own of this name."""
        found = price_for(self.breaks, _ONE) if self.breaks else None
        own: Decimal | None = getattr(self, key)
        return own if found is None else found


def offered_items(read: Read, text: str, pricing: Pricing | None, limit: int) -> Sequence[OfferedItem]:
    """The first items that a typed text finds."""
    rows = listing.page(ITEM_LOOKUP, read, listing.Look(text=text), limit=limit)
    ids = [row.id for row in rows]
    breaks = breaks_of(read, pricing, ids) if pricing else {}
    sold = last_sold(read, pricing.party_id, ids, pricing.currency) if pricing and pricing.party_id else {}
    return [
        OfferedItem(
            id=row.id,
            name=row.name,
            code=row.code,
            unit=row.unit,
            hsn=row.hsn,
            sale_price=row.sale_price,
            cost_price=row.cost_price,
            tax_code_id=row.tax_code_id,
            breaks=tuple(breaks.get(row.id, ())),
            last_price=sold.get(row.id),
        )
        for row in rows
    ]
