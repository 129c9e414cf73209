"""Commodities, places, freight, clauses and allowance tables as lists, look-ups and single records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select

from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..companies.gst_states import STATES
from ..items.model import Item
from ..tax.model import TaxCode
from ..tax.queries import tax_codes
from .model import (
    AllowanceStep,
    AllowanceTable,
    Commodity,
    CommodityParameter,
    CommodityVariety,
    FreightRate,
    Location,
    TradeClause,
)
from .queries import allowance_steps, commodities, parameters_of, varieties_of

_C, _L, _F, _K, _A = Commodity.c, Location.c, FreightRate.c, TradeClause.c, AllowanceTable.c


def _commodities(read: Read) -> Select[Any]:
    item, tax = Item.c, TaxCode.c
    return (
        select(
            *(_C[name] for name in ("id", "code", "name", "item_id", "unit", "price_unit", "package_unit")),
            *(_C[name] for name in ("package_kg", "kg_per_price_unit", "tolerance_percent", "price_low")),
            *(_C[name] for name in ("price_high", "allowance_table_id", "is_active", "version")),
            (~_C.is_active).label("is_muted"),
            func.coalesce(item.name, "").label("item_name"),
            func.coalesce(item.hsn, "").label("hsn"),
            func.coalesce(tax.code, "").label("tax_code"),
            func.coalesce(_A.name, "").label("allowance_table_name"),
        )
        .join_from(
            Commodity.mapping.table,
            Item.mapping.table,
            and_(item.company_id == _C.company_id, item.id == _C.item_id),
            isouter=True,
        )
        .join(
            TaxCode.mapping.table,
            and_(tax.company_id == item.company_id, tax.id == item.tax_code_id),
            isouter=True,
        )
        .join(
            AllowanceTable.mapping.table,
            and_(_A.company_id == _C.company_id, _A.id == _C.allowance_table_id),
            isouter=True,
        )
        .where(_C.company_id == read.company_id, _C.deleted_at.is_(None))
    )


def _commodity_text(_read: Read, text: str) -> Condition:
    return or_(_C.code.istartswith(text, autoescape=True), _C.name.icontains(text, autoescape=True))


COMMODITY_ROWS = ListQuery(
    name="commodities",
    permission="commodity.read",
    kinds=("commodity", "item", "tax_code", "allowance_table"),
    select=_commodities,
    key=_C.id,
    sorts={"name": (_C.name,), "code": (_C.code,)},
    default_sort=("name", False),
    tabs={
        "active": lambda read: _C.is_active,
        "archived": lambda read: ~_C.is_active,
    },
    search=_commodity_text,
)

COMMODITY_LOOKUP = ListQuery(
    name="commodity_lookup",
    permission="commodity.read",
    kinds=("commodity",),
    select=lambda read: select(
        _C.id, _C.name, _C.code, _C.unit, _C.price_unit, _C.price_unit.label("note")
    ).where(_C.company_id == read.company_id, _C.deleted_at.is_(None), _C.is_active),
    key=_C.id,
    sorts={"name": (_C.name,)},
    default_sort=("name", False),
    search=_commodity_text,
)

_STATE = case(
    (and_(_L.country == "IN", _L.state.in_(list(STATES))), case(dict(STATES), value=_L.state, else_="")),
    else_=_L.state,
)


def _locations(read: Read) -> Select[Any]:
    names = ("id", "code", "name", "kind", "state", "country", "also", "maund_kg", "is_active", "version")
    return select(
        *(_L[name] for name in names), _STATE.label("state_name"), (~_L.is_active).label("is_muted")
    ).where(_L.company_id == read.company_id, _L.deleted_at.is_(None))


def _location_text(_read: Read, text: str) -> Condition:
    return or_(
        _L.code.istartswith(text, autoescape=True),
        _L.name.icontains(text, autoescape=True),
        _L.also.icontains(text, autoescape=True),
    )


LOCATION_ROWS = ListQuery(
    name="locations",
    permission="commodity.read",
    kinds=("location",),
    select=_locations,
    key=_L.id,
    sorts={"name": (_L.name,), "code": (_L.code,)},
    default_sort=("name", False),
    tabs={
        "active": lambda read: _L.is_active,
        "stations": lambda read: and_(_L.is_active, _L.kind == "STATION"),
        "ports": lambda read: and_(_L.is_active, _L.kind == "PORT"),
        "archived": lambda read: ~_L.is_active,
    },
    search=_location_text,
)

LOCATION_LOOKUP = ListQuery(
    name="location_lookup",
    permission="commodity.read",
    kinds=("location",),
    select=lambda read: select(
        _L.id,
        _L.name,
        _L.code,
        _L.kind,
        case((_STATE == "", _L.country), else_=_STATE).label("note"),
    ).where(_L.company_id == read.company_id, _L.deleted_at.is_(None), _L.is_active),
    key=_L.id,
    sorts={"name": (_L.name,)},
    default_sort=("name", False),
    search=_location_text,
)

_ORIGIN = Location.mapping.table.alias("origins")
_DESTINATION = Location.mapping.table.alias("destinations")


def _freight(read: Read) -> Select[Any]:
    newer = FreightRate.mapping.table.alias("newer").c
    is_past = (
        select(newer.id)
        .where(
            newer.company_id == _F.company_id,
            newer.origin_id == _F.origin_id,
            newer.destination_id == _F.destination_id,
            newer.currency == _F.currency,
            newer.deleted_at.is_(None),
            newer.from_on > _F.from_on,
            newer.from_on <= read.today,
        )
        .exists()
    )
    return (
        select(
            *(_F[name] for name in ("id", "origin_id", "destination_id", "from_on", "currency", "per_mt")),
            *(_F[name] for name in ("days", "version")),
            _ORIGIN.c.name.label("origin_name"),
            _DESTINATION.c.name.label("destination_name"),
            is_past.label("is_muted"),
        )
        .join_from(
            FreightRate.mapping.table,
            _ORIGIN,
            and_(_ORIGIN.c.company_id == _F.company_id, _ORIGIN.c.id == _F.origin_id),
        )
        .join(
            _DESTINATION,
            and_(_DESTINATION.c.company_id == _F.company_id, _DESTINATION.c.id == _F.destination_id),
        )
        .where(_F.company_id == read.company_id, _F.deleted_at.is_(None))
    )


FREIGHT_ROWS = ListQuery(
    name="freight_rates",
    permission="commodity.read",
    kinds=("freight_rate", "location"),
    select=_freight,
    key=_F.id,
    sorts={"origin_name": (_F.origin_id, _F.destination_id, _F.currency, _F.from_on)},
    default_sort=("origin_name", False),
    search=lambda read, text: or_(
        _ORIGIN.c.name.icontains(text, autoescape=True),
        _DESTINATION.c.name.icontains(text, autoescape=True),
    ),
)


def _clauses(read: Read) -> Select[Any]:
    names = ("id", "code", "name", "kind", "text", "days", "percent", "in_working_days", "is_standard")
    counted_in = case((_K.days.is_(None), ""), (_K.in_working_days, "WORKING"), else_="CALENDAR")
    return select(
        *(_K[name] for name in names),
        _K.is_active,
        _K.version,
        counted_in.label("counted_in"),
        (~_K.is_active).label("is_muted"),
    ).where(_K.company_id == read.company_id, _K.deleted_at.is_(None))


def _clause_text(_read: Read, text: str) -> Condition:
    return or_(*(_K[name].icontains(text, autoescape=True) for name in ("code", "name", "text")))


CLAUSE_ROWS = ListQuery(
    name="trade_clauses",
    permission="commodity.read",
    kinds=("trade_clause",),
    select=_clauses,
    key=_K.id,
    sorts={"kind": (_K.kind, _K.name)},
    default_sort=("kind", False),
    tabs={
        "active": lambda read: _K.is_active,
        "standard": lambda read: and_(_K.is_active, _K.is_standard),
        "archived": lambda read: ~_K.is_active,
    },
    search=_clause_text,
)

CLAUSE_LOOKUP = ListQuery(
    name="trade_clause_lookup",
    permission="commodity.read",
    kinds=("trade_clause",),
    select=lambda read: select(_K.id, _K.name, _K.code, _K.kind.label("note")).where(
        _K.company_id == read.company_id, _K.deleted_at.is_(None), _K.is_active
    ),
    key=_K.id,
    sorts={"kind": (_K.kind, _K.name)},
    default_sort=("kind", False),
    search=_clause_text,
)


def _tables(read: Read) -> Select[Any]:
    step = AllowanceStep.c
    count = (
        select(func.count())
        .where(step.company_id == _A.company_id, step.allowance_table_id == _A.id)
        .scalar_subquery()
    )
    return (
        select(
            *(_A[name] for name in ("id", "name", "commodity_id", "is_active", "version")),
            func.coalesce(_C.name, "").label("commodity_name"),
            count.label("step_count"),
            (~_A.is_active).label("is_muted"),
        )
        .join_from(
            AllowanceTable.mapping.table,
            Commodity.mapping.table,
            and_(_C.company_id == _A.company_id, _C.id == _A.commodity_id),
            isouter=True,
        )
        .where(_A.company_id == read.company_id, _A.deleted_at.is_(None))
    )


def _table_text(_read: Read, text: str) -> Condition:
    return _A.name.icontains(text, autoescape=True)


ALLOWANCE_ROWS = ListQuery(
    name="allowance_tables",
    permission="commodity.read",
    kinds=("allowance_table", "commodity"),
    select=_tables,
    key=_A.id,
    sorts={"name": (_A.name,)},
    default_sort=("name", False),
    tabs={"active": lambda read: _A.is_active, "archived": lambda read: ~_A.is_active},
    search=_table_text,
)

ALLOWANCE_LOOKUP = ListQuery(
    name="allowance_table_lookup",
    permission="commodity.read",
    kinds=("allowance_table",),
    select=lambda read: select(_A.id, _A.name).where(
        _A.company_id == read.company_id, _A.deleted_at.is_(None), _A.is_active
    ),
    key=_A.id,
    sorts={"name": (_A.name,)},
    default_sort=("name", False),
    search=_table_text,
)

LISTS = (
    COMMODITY_ROWS,
    COMMODITY_LOOKUP,
    LOCATION_ROWS,
    LOCATION_LOOKUP,
    FREIGHT_ROWS,
    CLAUSE_ROWS,
    CLAUSE_LOOKUP,
    ALLOWANCE_ROWS,
    ALLOWANCE_LOOKUP,
)


@dataclass(frozen=True, slots=True)
class ShownParameter:
    """A measured value in the side panel: the usual limits as they are read, `22 – 34 mm`."""

    code: str
    name: str
    usual: str


def commodity_parameters(read: Read, commodity_id: UUID) -> Sequence[ShownParameter]:
    """What is measured of a commodity, for its side panel."""
    read.actor.require("commodity.read")
    return [
        ShownParameter(one.code, one.name, usual_limits(one)) for one in parameters_of(read, commodity_id)
    ]


def usual_limits(parameter: CommodityParameter) -> str:
    """The usual limits in words of figures: `22 – 34 mm`, `≤ 9.5 %`, `≥ 28.5 g/tex`; empty without any."""
    low, high, unit = parameter.usual_min, parameter.usual_max, parameter.unit
    if low is not None and high is not None:
        figures = plain(low) if low == high else f"{plain(low)} – {plain(high)}"
    elif high is not None:
        figures = f"≤ {plain(high)}"
    elif low is not None:
        figures = f"≥ {plain(low)}"
    else:
        return ""
    return f"{figures} {unit}".strip()


def commodity_varieties(read: Read, commodity_id: UUID) -> Sequence[CommodityVariety]:
    """The varieties of a commodity, for its side panel."""
    read.actor.require("commodity.read")
    return varieties_of(read, commodity_id)


@dataclass(frozen=True, slots=True)
class CommodityRate:
    """A rate of tax of a commodity's item from a day on, in percent."""

    from_on: date
    until_on: date | None
    rate: Decimal


def commodity_rates(read: Read, commodity_id: UUID) -> Sequence[CommodityRate]:
    """The rates of tax of a commodity by date, the latest first; none without an item or a tax code."""
    read.actor.require("commodity.read")
    commodity = commodities(read).get(commodity_id)
    if commodity is None or commodity.item_id is None:
        return []
    item = read.find(Item, id=commodity.item_id)
    code = None if item is None or item.tax_code_id is None else tax_codes(read).get(item.tax_code_id)
    if code is None:
        return []
    rates = sorted(code.rates, key=lambda one: one.from_on, reverse=True)
    return [CommodityRate(one.from_on, one.until_on, one.rate) for one in rates]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommodityDetail:
    """A commodity with all that belongs to it, as its page edits it."""

    commodity: Commodity
    item_name: str
    allowance_table_name: str
    parameters: tuple[CommodityParameter, ...]
    varieties: tuple[CommodityVariety, ...]


def commodity_detail(read: Read, commodity_id: UUID) -> CommodityDetail:
    """One commodity in full; NotFound (`commodity.not_found`)."""
    read.actor.require("commodity.read")
    commodity = read.get(Commodity, commodity_id)
    item = None if commodity.item_id is None else read.find(Item, id=commodity.item_id)
    table_id = commodity.allowance_table_id
    table = None if table_id is None else read.find(AllowanceTable, id=table_id)
    return CommodityDetail(
        commodity=commodity,
        item_name="" if item is None else item.name,
        allowance_table_name="" if table is None else table.name,
        parameters=parameters_of(read, commodity_id),
        varieties=varieties_of(read, commodity_id),
    )


@dataclass(frozen=True, slots=True)
class AllowanceDetail:
    """An allowance table with its lines, as its page edits it."""

    table: AllowanceTable
    commodity_name: str
    steps: tuple[AllowanceStep, ...]


def allowance_detail(read: Read, table_id: UUID) -> AllowanceDetail:
    """One allowance table in full; NotFound (`allowance_table.not_found`)."""
    read.actor.require("commodity.read")
    table = read.get(AllowanceTable, table_id)
    commodity = None if table.commodity_id is None else commodities(read).get(table.commodity_id)
    return AllowanceDetail(
        table, "" if commodity is None else commodity.name, allowance_steps(read, table_id)
    )


def allowance_step_rows(read: Read, table_id: UUID) -> Sequence[AllowanceStep]:
    """The lines of an allowance table, for its side panel."""
    return allowance_detail(read, table_id).steps


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as contracts print it."""

    text: str


def clause_text(read: Read, clause_id: UUID) -> Sequence[ClauseText]:
    """The text of a clause, for its side panel."""
    read.actor.require("commodity.read")
    return [ClauseText(read.get(TradeClause, clause_id).text)]


RECORDS = {
    "commodity_parameters": commodity_parameters,
    "commodity_varieties": commodity_varieties,
    "commodity_rates": commodity_rates,
    "commodity_detail": commodity_detail,
    "allowance_detail": allowance_detail,
    "allowance_step_rows": allowance_step_rows,
    "trade_clause_text": clause_text,
}
