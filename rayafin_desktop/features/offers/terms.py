"""The terms of an offer: columns from what was entered (until `commodities.terms_reading` is there)."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.work import Read

from ..billing.sources import seller_of
from ..commodities.model import Commodity
from ..commodities.terms import TermsContent


def resolved(read: Read, content: TermsContent, problems: Problems) -> dict[str, Any]:
    """The columns of `TradeTerms`; empty where nothing was said, units as usual for the commodity."""
    values = {one.name: getattr(content, one.name) for one in fields(content) if one.name != "limits"}
    commodity = read.find(Commodity, id=content.commodity_id)
    if commodity is None:
        problems.add("commodity.not_found", "terms.commodity_id", id=str(content.commodity_id))
        return values
    values["unit"] = content.unit or commodity.unit
    values["price_unit"] = content.price_unit or commodity.price_unit
    values["currency"] = content.currency or seller_of(read).currency
    values["tolerance_percent"] = content.tolerance_percent or commodity.tolerance_percent or Decimal(0)
    values["package_kg"] = content.package_kg or commodity.package_kg
    values["kg_per_price_unit"] = content.kg_per_price_unit or commodity.kg_per_price_unit
    return values
