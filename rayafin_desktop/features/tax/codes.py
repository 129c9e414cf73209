"""A tax code as documents use it, free of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .categories import DatedRate, TaxCategory, rate_on


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCodeValue:
    """A tax code as documents use it."""

    id: UUID
    code: str
    name: str
    category: TaxCategory
    country: str
    for_sales: bool
    for_purchases: bool
    is_active: bool
    exemption_reason: str
    rates: tuple[DatedRate, ...]

    def rate_on(self, day: date) -> DatedRate | None:
        """The rate in force on a day; None before the first and after the last."""
        return rate_on(self.rates, day)
