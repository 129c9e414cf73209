"""Tax codes: what an item or a line is taxed as, with rates that change from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Length, Name, Note, Rate
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .categories import ZERO, TaxCategory


@entity("tax_codes", unique=[("code",)], where={("code",): "deleted_at IS NULL"}, reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class TaxCode(Entity):
    """How goods are taxed in one country, before a supply's place and parties bend it.

    `exemption_reason` is printed where no tax is charged. Accounts are found by the role of a tax
    head, so that a code never names one.
    """

    code: Code
    name: Name
    category: TaxCategory
    country: Annotated[str, Length(2)]
    for_sales: bool = True
    for_purchases: bool = True
    exemption_reason: Note = ""
    is_active: bool = True


@part("tax_rates", of=TaxCode)
@dataclass(frozen=True, kw_only=True, slots=True)
class TaxRate(Part):
    """A rate in percent in force from `from_on` to `until_on`, both included; None is for ever."""

    tax_code_id: UUID
    from_on: date
    until_on: date | None = None
    rate: Rate
    cess_rate: Rate = ZERO
