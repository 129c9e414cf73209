"""Price lists and their prices as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..items.model import Item, lower_name
from ..parties.model import Party
from .lookup import list_code_of, price_lists
from .model import PartyPriceList, Price, PriceList

_P = PriceList.c
_R = Price.c


def _lists(read: Read) -> Select[Any]:
    count = (
        select(func.count())
        .where(_R.company_id == _P.company_id, _R.price_list_id == _P.id, _R.deleted_at.is_(None))
        .scalar_subquery()
    )
    holds = and_(
        _P.is_active,
        _P.valid_from <= read.today,
        or_(_P.valid_until.is_(None), _P.valid_until >= read.today),
    )
    return select(
        *(_P[name] for name in ("id", "code", "name", "currency", "valid_from", "valid_until")),
        *(_P[name] for name in ("prices_include_tax", "is_default", "is_active", "version")),
        count.label("price_count"),
        holds.label("holds"),
        (~holds).label("is_muted"),
    ).where(_P.company_id == read.company_id, _P.deleted_at.is_(None))


def _list_text(_read: Read, text: str) -> Condition:
    return or_(_P.code.istartswith(text, autoescape=True), _P.name.icontains(text, autoescape=True))


PRICE_LIST_ROWS = ListQuery(
    name="price_lists",
    permission="price.read",
    kinds=("price_list", "price"),
    select=_lists,
    key=_P.id,
    sorts={"code": (_P.code, _P.valid_from), "valid_from": (_P.valid_from,)},
    default_sort=("code", False),
    tabs={
        "current": lambda read: and_(
            _P.is_active,
            _P.valid_from <= read.today,
            or_(_P.valid_until.is_(None), _P.valid_until >= read.today),
        ),
        "coming": lambda read: and_(_P.is_active, _P.valid_from > read.today),
        "all": lambda read: None,
    },
    search=_list_text,
)


def _prices(read: Read) -> Select[Any]:
    item = Item.c
    return (
        select(
            _R.id,
            _R.price_list_id,
            _R.item_id,
            item.code.label("item_code"),
            item.name.label("item_name"),
            item.unit,
            _R.from_qty,
            _R.price,
            item.sale_price,
            _P.name.label("price_list_name"),
            _P.currency,
            _P.valid_from,
            _P.valid_until,
            _R.version,
        )
        .join_from(
            Price.mapping.table,
            Item.mapping.table,
            and_(item.company_id == _R.company_id, item.id == _R.item_id),
        )
        .join(PriceList.mapping.table, and_(_P.company_id == _R.company_id, _P.id == _R.price_list_id))
        .where(_R.company_id == read.company_id, _R.deleted_at.is_(None), _P.deleted_at.is_(None))
    )


def _price_text(_read: Read, text: str) -> Condition:
    return or_(Item.c.code.istartswith(text, autoescape=True), Item.c.name.icontains(text, autoescape=True))


PRICE_ROWS = ListQuery(
    name="prices",
    permission="price.read",
    kinds=("price", "price_list", "item"),
    select=_prices,
    key=_R.id,
    sorts={"price_list_name": (_R.price_list_id, _R.item_id, _R.from_qty)},
    default_sort=("price_list_name", False),
    search=_price_text,
)

PRICE_LIST_LOOKUP = ListQuery(
    name="price_list_lookup",
    permission="price.read",
    kinds=("price_list",),
    select=lambda read: select(_P.id, _P.name, _P.code, _P.currency.label("note")).where(
        _P.company_id == read.company_id, _P.deleted_at.is_(None), _P.is_active
    ),
    key=_P.id,
    sorts={"code": (_P.code, _P.valid_from)},
    default_sort=("code", False),
    search=_list_text,
)


@dataclass(frozen=True, slots=True)
class PriceListRecord:
    """A price list as its form shows it."""

    id: UUID
    version: int
    code: str
    name: str
    currency: str
    valid_from: date
    valid_until: date | None
    prices_include_tax: bool
    is_default: bool
    is_active: bool


def price_list_record(read: Read, list_id: UUID) -> PriceListRecord:
    """One price list; NotFound (`price_list.not_found`)."""
    read.actor.require("price.read")
    found = read.get(PriceList, list_id)
    return PriceListRecord(
        found.id,
        found.version,
        found.code,
        found.name,
        found.currency,
        found.valid_from,
        found.valid_until,
        found.prices_include_tax,
        found.is_default,
        found.is_active,
    )


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A price in the side panel of its list; `from_qty` None for any quantity."""

    item_name: str
    unit: str
    from_qty: Decimal | None
    price: Decimal


def listed_prices(read: Read, list_id: UUID) -> Sequence[ListedPrice]:
    """The first prices of a list, by item and quantity."""
    read.actor.require("price.read")
    rows = read.fetch(
        _prices(read).where(_R.price_list_id == list_id).order_by(lower_name, _R.from_qty).limit(100)
    )
    return [ListedPrice(row.item_name, row.unit, row.from_qty or None, row.price) for row in rows]


@dataclass(frozen=True, slots=True)
class PartyPrices:
    """By which list a party buys, as its form shows it."""

    id: UUID
    name: str
    price_list_id: UUID | None
    price_list_name: str


def party_prices(read: Read, party_id: UUID) -> PartyPrices:
    """The party with the list of today under which it buys; None of its own, the default is named."""
    read.actor.require("price.read")
    party = read.get(Party, party_id)
    own = read.find(PartyPriceList, party_id=party_id)
    code = own.list_code if own and own.list_code else None
    current = [one for one in price_lists(read) if one.code == code and one.valid_from <= read.today]
    if code is not None and current:
        return PartyPrices(party.id, party.name, current[-1].id, current[-1].name)
    default = list_code_of(read, None)
    name = next((one.name for one in price_lists(read) if one.code == default), "")
    return PartyPrices(party.id, party.name, None, name)
