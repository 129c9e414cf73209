"""Terms made values of the form, the way back of `saving`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.formats import Formats

from .limits_text import Limit, said_limits
from .measures import Measure, PricePer

_PLAIN = (
    "variety", "grade", "crop_year", "tolerance_percent", "packing", "lorries", "delivery_from",
    "delivery_to", "payment_days", "advance_percent", "discount_percent",
)  # fmt: skip
_CHOICES = ("basis", "tax_term", "payment_type", "price_type")
# The quality line is read back with points, whatever the company's language.
_PLAIN_FIGURES = Formats(locale="en_US")


def values_of(
    terms: Any, commodity: Any, places: Mapping[Any, str], limits: Iterable[Limit], currency: str
) -> dict[str, Any]:
    """Values by field for `OfferForm.fill`; `commodity` is the row or None, `currency` what is meant else."""
    values: dict[str, Any] = {name: getattr(terms, name) for name in _PLAIN}
    for name in _CHOICES:
        value = getattr(terms, name)
        values[name] = value.value if value is not None else None
    for name in ("origin_id", "destination_id"):
        id_ = getattr(terms, name)
        values[name] = Suggestion(id_, places.get(id_, "")) if id_ is not None else None
    unit, price_unit = terms.unit, terms.price_unit
    if commodity is not None:
        values["commodity_id"] = Suggestion(commodity.id, commodity.name, commodity.code, row=commodity)
        unit, price_unit = unit or commodity.unit, price_unit or commodity.price_unit
    if terms.quantity is not None and unit is not None:
        values["quantity"] = Measure(terms.quantity, TradeUnit(str(unit)))
    if terms.price is not None and price_unit is not None:
        values["price"] = PricePer(terms.price, TradeUnit(str(price_unit)), terms.currency or currency)
    values["limits"] = said_limits(limits, _PLAIN_FIGURES)
    return values
