"""Price lists, their prices by quantity, and which party buys by which list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Currency, Name, Quantity, Rate, References
from rayafin_desktop.engine.entity import Entity, entity


@entity(
    "price_lists",
    kind="price_list",
    unique=[("code", "valid_from")],
    where={("code", "valid_from"): "deleted_at IS NULL"},
    checks={"validity": "valid_until IS NULL OR valid_until >= valid_from"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PriceList(Entity):
    """Prices agreed from a day on. Lists of one `code` follow one another by `valid_from`.

    A document uses a list only if it is in the list's currency and counts tax as the list does, so
    that a price is never converted. `is_default`: for parties without a list of their own.
    """

    code: Code
    name: Name
    currency: Currency
    valid_from: date
    valid_until: date | None = None
    prices_include_tax: bool = False
    is_default: bool = False
    is_active: bool = True


@entity(
    "prices",
    kind="price",
    unique=[("price_list_id", "item_id", "from_qty")],
    indexes=[("item_id",)],
    where={("price_list_id", "item_id", "from_qty"): "deleted_at IS NULL"},
    checks={"price": "price >= 0", "from_qty": "from_qty >= 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Price(Entity):
    """The price of an item in a list, per unit, for quantities of at least `from_qty`."""

    price_list_id: Annotated[UUID, References("price_lists")]
    item_id: Annotated[UUID, References("items")]
    from_qty: Quantity = Decimal(0)
    price: Rate


@entity("party_price_lists", kind="party_price_list", unique=[("party_id",)], reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class PartyPriceList(Entity):
    """By which lists a party buys; None for the default."""

    party_id: Annotated[UUID, References("parties")]
    list_code: Code | None = None
