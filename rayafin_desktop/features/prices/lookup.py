"""What an item costs a party on a day: its lists, and the price for a quantity.

A price is taken as it stands. A list in another currency, or one that counts tax otherwise than the
document does, is passed over, so that no price is ever converted or rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.work import Read

from .model import PartyPriceList, Price, PriceList

Break = tuple[Decimal, Decimal]
"""A price and from which quantity on it holds: (from_qty, price)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """Under what a document is priced: whose, when, in what currency, with tax inside or not."""

    party_id: UUID | None
    on: date
    currency: str
    prices_include_tax: bool


def price_for(breaks: Sequence[Break], quantity: Decimal) -> Decimal | None:
    """The price for a quantity, the size of a return counting as well; None below the first break."""
    found = None
    for from_qty, price in breaks:
        if abs(quantity) >= from_qty:
            found = price
    return found


def price_lists(read: Read) -> Sequence[PriceList]:
    """All lists in use, by code and day; kept until one of them changes."""

    def load() -> Sequence[PriceList]:
        c = PriceList.c
        return read.all(PriceList, c.is_active, order_by=(c.code, c.valid_from))

    return read.cached("price_lists", load)


def _codes_of_parties(read: Read) -> Mapping[UUID, str]:
    def load() -> Mapping[UUID, str]:
        return {one.party_id: one.list_code for one in read.all(PartyPriceList) if one.list_code is not None}

    return read.cached("party_price_lists", load)


def list_code_of(read: Read, party_id: UUID | None) -> str | None:
    """By which lists a party buys: its own, else the default; None when there is none."""
    own = _codes_of_parties(read).get(party_id) if party_id is not None else None
    if own is not None:
        return own
    return next((one.code for one in price_lists(read) if one.is_default), None)


def list_for(read: Read, pricing: Pricing) -> PriceList | None:
    """The list that holds: of the party's code, the latest that has begun and is not over.

    A later list takes its predecessor's place even when that one has no end.
    """
    lists = price_lists(read)
    if not lists:
        return None
    code = list_code_of(read, pricing.party_id)
    begun = [
        one
        for one in lists
        if one.code == code
        and one.currency == pricing.currency
        and one.prices_include_tax == pricing.prices_include_tax
        and one.valid_from <= pricing.on
    ]
    if not begun:
        return None
    last = begun[-1]
    return None if last.valid_until is not None and last.valid_until < pricing.on else last


def breaks_of(read: Read, pricing: Pricing, item_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Break]]:
    """The prices of items by rising quantity; an item without a price in the list is left out."""
    found = list_for(read, pricing)
    wanted = list(dict.fromkeys(item_ids))
    if found is None or not wanted:
        return {}
    c = Price.c
    rows = read.fetch(
        select(c.item_id, c.from_qty, c.price)
        .where(
            c.company_id == read.company_id,
            c.price_list_id == found.id,
            c.item_id.in_(wanted),
            c.deleted_at.is_(None),
        )
        .order_by(c.item_id, c.from_qty)
    )
    prices: dict[UUID, list[Break]] = {}
    for item_id, from_qty, price in rows:
        prices.setdefault(item_id, []).append((from_qty, price))
    return prices
