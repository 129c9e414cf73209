"""Terms of an offer, a round or a contract as facts people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr

from .facts import Fact
from .limits_text import said_limits
from .measures import said_price, said_quantity, said_window
from .words import BASES, PAYMENTS, PRICE_TYPES, TAX_TERMS, label_of


class Terms(Protocol):
    """What offers and contracts share."""

    def __getattribute__(self, name: str, /) -> Any: ...


def quantity_of(terms: Terms, formats: Formats) -> str:
    """ "300 bales"."""
    return said_quantity(terms.quantity, TradeUnit(str(terms.unit)), formats)


def price_of(terms: Terms, formats: Formats) -> str:
    """ "₹61,500 / candy"."""
    return said_price(terms.price, TradeUnit(str(terms.price_unit)), terms.currency, formats)


def payment_of(terms: Terms) -> str:
    """ "Credit, 15 days"."""
    days = tr("{days} days", days=terms.payment_days) if terms.payment_days else ""
    discount = (
        tr("cash discount {percent}%", percent=f"{terms.discount_percent.normalize():f}")
        if terms.discount_percent
        else ""
    )
    advance = (
        tr("{percent}% in advance", percent=f"{terms.advance_percent.normalize():f}")
        if terms.advance_percent
        else ""
    )
    return ", ".join(filter(None, (label_of(PAYMENTS, terms.payment_type), days, discount, advance)))


def way_of(terms: Terms, places: Mapping[Any, str], *, mirrored: bool = False) -> str:
    """ "Ex gin Rajkot → Coimbatore"."""
    origin, destination = places.get(terms.origin_id, ""), places.get(terms.destination_id, "")
    arrow = " ← " if mirrored else " → "
    way = arrow.join(filter(None, (origin, destination)))
    return " ".join(filter(None, (label_of(BASES, terms.basis), way)))


def goods_of(terms: Terms, commodity: str) -> str:
    """ "Cotton, SHANKAR-6, RG, 2025-26"."""
    return ", ".join(filter(None, (commodity, terms.variety, terms.grade, terms.crop_year)))


def facts_of(
    terms: Terms, commodity: str, places: Mapping[Any, str], formats: Formats, limits: Any = None
) -> list[Fact]:
    """Everything that is said, in the order of a contract."""
    quality = said_limits(terms.limits if limits is None else limits, formats)
    tolerance = getattr(terms, "tolerance_percent", None)
    quantity = quantity_of(terms, formats)
    if quantity and tolerance:
        quantity = f"{quantity} ±{formats.decimal(tolerance)}%"
    return [
        Fact(tr("Goods"), goods_of(terms, commodity)),
        Fact(tr("Quantity"), quantity),
        Fact(tr("Packing"), terms.packing or ""),
        Fact(tr("Price"), price_of(terms, formats)),
        Fact(tr("Price is"), label_of(PRICE_TYPES, terms.price_type)),
        Fact(tr("Tax"), label_of(TAX_TERMS, terms.tax_term)),
        Fact(tr("Basis"), way_of(terms, places)),
        Fact(tr("Delivery"), said_window(terms.delivery_from, terms.delivery_to, formats)),
        Fact(tr("Payment"), payment_of(terms)),
        Fact(tr("Quality"), quality),
    ]
