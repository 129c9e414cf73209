"""Items, the goods and services of the trade, and the units they are counted in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import Index, func

from rayafin_desktop.engine.columns import Code, Count, Length, Name, Note, Rate, References
from rayafin_desktop.engine.entity import Entity, entity


class ItemKind(StrEnum):
    """Goods are delivered, services are rendered; tax law treats their place of supply apart."""

    GOODS = "goods"
    SERVICE = "service"


@entity("units", unique=[("code",)], where={("code",): "deleted_at IS NULL"}, reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class Unit(Entity):
    """A unit of quantity. `decimals` is how many decimals a quantity in it may have.

    `gst_code` is the Unique Quantity Code of Indian returns (KGS), `unece_code` the code of UN/ECE
    Recommendation 20 that European e-invoices carry (KGM).
    """

    code: Annotated[str, Length(20)]
    name: Name
    decimals: Count = 3
    gst_code: Annotated[str, Length(3)] = ""
    unece_code: Annotated[str, Length(3)] = ""
    is_active: bool = True


@entity(
    "items",
    unique=[("code",)],
    where={("code",): "deleted_at IS NULL"},
    checks={"prices": "sale_price >= 0 AND cost_price >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Item(Entity):
    """Something bought or sold. Prices are per unit in the company's currency, None where there is none."""

    code: Code
    name: Name
    kind: ItemKind = ItemKind.GOODS
    unit: Annotated[str, Length(20)]  # code of a Unit
    hsn: Annotated[str, Length(10)] = ""  # HSN of goods, SAC of services, or another tariff code
    description: Note = ""  # printed below the name on documents
    sale_price: Rate | None = None
    cost_price: Rate | None = None
    tax_code_id: Annotated[UUID | None, References("tax_codes")] = None
    is_active: bool = True


# Lists sort and begin to find by these, upper and lower case alike.
lower_name = func.lower(Item.c.name)
lower_code = func.lower(Item.c.code)
Index("ix_items_lower_name", Item.c.company_id, lower_name, Item.c.id)
Index("ix_items_lower_code", Item.c.company_id, lower_code, Item.c.id)
