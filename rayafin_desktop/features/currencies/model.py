"""Exchange rates, one per currency and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rayafin_desktop.engine.columns import Currency, Name, Rate
from rayafin_desktop.engine.entity import Entity, entity


@entity(
    "exchange_rates",
    unique=[("currency", "dated_on")],
    indexes=[("dated_on", "id")],
    where={("currency", "dated_on"): "deleted_at IS NULL"},
    checks={"rate": "rate > 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeRate(Entity):
    """What one unit of `currency` was worth on a day in the company's currency.

    A document freezes the rate it was posted at; changing this table never changes a document.
    """

    currency: Currency
    dated_on: date
    rate: Rate
    source: Name = ""
