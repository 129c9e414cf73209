"""What an offer and a contract agree on: the same columns in both, and the same fields in commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.columns import Code, Count, Currency, Length, Name, Quantity, Rate, References
from rayafin_desktop.engine.commands import Exact
from rayafin_desktop.engine.entity import Entity

from .rules import DeliveryBasis, PaymentType, PriceType, TaxTerm


@dataclass(frozen=True, kw_only=True, slots=True)
class TradeTerms(Entity):
    """The columns offers and contracts share; what was not said is None or empty, never a guess.

    `quantity` is in `unit`; where that is a count, `package_kg` is the weight of one for estimates.
    `price` is per `price_unit` in major units of `currency`; `kg_per_price_unit` is the weight agreed for a
    price unit as decimal text, empty for the exact one. Percentages are of 100.
    """

    commodity_id: Annotated[UUID, References("commodities")]
    variety: Code = ""
    grade: Code = ""
    crop_year: Annotated[str, Length(9)] = ""
    quantity: Quantity | None = None
    unit: TradeUnit
    tolerance_percent: Rate = Decimal(0)
    package_kg: Rate | None = None
    packing: Name = ""
    lorries: Count | None = None
    price: Rate | None = None
    price_unit: TradeUnit
    kg_per_price_unit: Annotated[str, Length(30)] = ""
    price_type: PriceType | None = None
    currency: Currency
    basis: DeliveryBasis | None = None
    tax_term: TaxTerm | None = None
    origin_id: Annotated[UUID | None, References("locations")] = None
    destination_id: Annotated[UUID | None, References("locations")] = None
    delivery_from: date | None = None
    delivery_to: date | None = None
    payment_type: PaymentType | None = None
    payment_days: Count | None = None
    advance_percent: Rate | None = None
    discount_percent: Rate | None = None


@dataclass(frozen=True, kw_only=True)
class LimitContent:
    """A quality parameter (`staple_mm`) with the least and the most it may be."""

    parameter: str
    min_value: Exact | None = None
    max_value: Exact | None = None


@dataclass(frozen=True, kw_only=True)
class TermsContent:
    """What is entered of an offer or a contract; None or empty where nothing was said.

    Left out `unit`, `price_unit` and `currency` are the commodity's and the company's.
    """

    commodity_id: UUID
    variety: str = ""
    grade: str = ""
    crop_year: str = ""
    quantity: Exact | None = None
    unit: TradeUnit | None = None
    tolerance_percent: Exact | None = None
    package_kg: Exact | None = None
    packing: str = ""
    lorries: int | None = None
    price: Exact | None = None
    price_unit: TradeUnit | None = None
    kg_per_price_unit: str = ""
    price_type: PriceType | None = None
    currency: str = ""
    basis: DeliveryBasis | None = None
    tax_term: TaxTerm | None = None
    origin_id: UUID | None = None
    destination_id: UUID | None = None
    delivery_from: date | None = None
    delivery_to: date | None = None
    payment_type: PaymentType | None = None
    payment_days: int | None = None
    advance_percent: Exact | None = None
    discount_percent: Exact | None = None
    limits: tuple[LimitContent, ...] = ()
