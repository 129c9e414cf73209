"""Items and units as rows: lists, look-ups for the type-ahead, one item in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, true

from rayafin_desktop.engine import typeahead
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..tax.model import TaxCode
from .model import Item, ItemKind, Unit, lower_code, lower_name


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as documents need it."""

    id: UUID
    code: str
    name: str
    decimals: int
    gst_code: str
    unece_code: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """An item as its form and a document line need it; prices per unit in the company's currency."""

    id: UUID
    version: int
    code: str
    name: str
    kind: ItemKind
    unit: str
    hsn: str
    description: str
    sale_price: Decimal | None
    cost_price: Decimal | None
    tax_code_id: UUID | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """A unit as its form shows it."""

    id: UUID
    version: int
    code: str
    name: str
    decimals: int
    gst_code: str
    unece_code: str
    is_active: bool


def units(read: Read) -> Mapping[str, UnitRow]:
    """The company's units by code, inactive ones too; kept until one of them changes."""

    def load() -> Mapping[str, UnitRow]:
        names = [f.name for f in fields(UnitRow)]
        found = read.all(Unit, order_by=(Unit.c.code,))
        return {one.code: UnitRow(*(getattr(one, name) for name in names)) for one in found}

    return read.cached("units", load)


def item_detail(read: Read, item_id: UUID) -> ItemDetail:
    """One item in full; NotFound (`item.not_found`)."""
    read.actor.require("item.read")
    item = read.get(Item, item_id)
    return ItemDetail(*(getattr(item, f.name) for f in fields(ItemDetail)))


def unit_detail(read: Read, unit_id: UUID) -> UnitDetail:
    """One unit in full; NotFound (`unit.not_found`)."""
    read.actor.require("item.read")
    unit = read.get(Unit, unit_id)
    return UnitDetail(*(getattr(unit, f.name) for f in fields(UnitDetail)))


def _items(read: Read) -> Select[Any]:
    item, tax = Item.c, TaxCode.c
    return (
        select(
            *(item[name] for name in ("id", "code", "name", "kind", "unit", "hsn", "description")),
            *(item[name] for name in ("sale_price", "cost_price", "tax_code_id", "is_active", "version")),
            tax.code.label("tax_code"),
            (~item.is_active).label("is_muted"),
        )
        .join_from(
            Item.mapping.table,
            TaxCode.mapping.table,
            and_(tax.company_id == item.company_id, tax.id == item.tax_code_id),
            isouter=True,
        )
        .where(item.company_id == read.company_id, item.deleted_at.is_(None))
    )


def _typed(read: Read, text: str) -> Condition:
    return typeahead.typed(read, "item", Item.c.id, (lower_name, lower_code), text)


ITEM_ROWS = ListQuery(
    name="items",
    permission="item.read",
    kinds=("item",),
    select=_items,
    key=Item.c.id,
    sorts={"name": (lower_name,), "code": (lower_code,)},
    default_sort=("name", False),
    tabs={
        "active": lambda read: Item.c.is_active == true(),
        "goods": lambda read: and_(Item.c.kind == ItemKind.GOODS, Item.c.is_active == true()),
        "services": lambda read: and_(Item.c.kind == ItemKind.SERVICE, Item.c.is_active == true()),
        "archived": lambda read: Item.c.is_active != true(),
    },
    search=_typed,
)


def _lookup(read: Read) -> Select[Any]:
    item = Item.c
    return select(
        *(item[name] for name in ("id", "name", "code", "unit", "hsn", "sale_price", "cost_price")),
        *(item[name] for name in ("tax_code_id", "kind", "description")),
        item.unit.label("note"),
        item.sale_price.label("figure"),
    ).where(_offerable(read))


def _offerable(read: Read) -> Any:
    return and_(Item.c.company_id == read.company_id, Item.c.deleted_at.is_(None), Item.c.is_active == true())


def _offered(read: Read, text: str) -> Condition:
    return typeahead.offered(read, "item", Item.c.id, (lower_name, lower_code), text, _offerable(read))


ITEM_LOOKUP = ListQuery(
    name="item_lookup",
    permission="item.read",
    kinds=("item",),
    select=_lookup,
    key=Item.c.id,
    sorts={"name": (lower_name,)},
    default_sort=("name", False),
    search=_offered,
)


def _unit_text(_read: Read, text: str) -> Condition:
    return or_(Unit.c.code.istartswith(text, autoescape=True), Unit.c.name.icontains(text, autoescape=True))


UNIT_ROWS = ListQuery(
    name="units",
    permission="item.read",
    kinds=("unit",),
    select=lambda read: select(
        *(Unit.c[f.name] for f in fields(UnitDetail)), (~Unit.c.is_active).label("is_muted")
    ).where(Unit.c.company_id == read.company_id, Unit.c.deleted_at.is_(None)),
    key=Unit.c.id,
    sorts={"code": (Unit.c.code,)},
    default_sort=("code", False),
    search=_unit_text,
)

LISTS = (ITEM_ROWS, ITEM_LOOKUP, UNIT_ROWS)
