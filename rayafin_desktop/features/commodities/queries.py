"""Reading what is traded: the doors other features use. The lists of the window are in `lists.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.entity import P, parent_field
from rayafin_desktop.engine.work import Read

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
from .rules import TermKind, called, other_names


@dataclass(frozen=True, slots=True)
class _Places:
    """The company's places by id, and by each name; a name that two places share is nobody's."""

    by_id: Mapping[UUID, Location]
    by_code: Mapping[str, Location]
    by_name: Mapping[str, Location] = field(default_factory=dict)
    by_other: Mapping[str, Location] = field(default_factory=dict)


def commodities(read: Read) -> Mapping[UUID, Commodity]:
    """The company's commodities by id, those out of use too; kept until one of them changes."""

    def load() -> Mapping[UUID, Commodity]:
        return {one.id: one for one in read.all(Commodity, order_by=(Commodity.c.code,))}

    return read.cached("commodities", load)


def commodity_coded(read: Read, code: str) -> Commodity | None:
    """The commodity in use with this code (COTTON), upper and lower case alike; None if there is none."""
    wanted = code.strip().upper()
    return next(
        (one for one in commodities(read).values() if one.code.upper() == wanted and one.is_active), None
    )


def parameters_of(read: Read, commodity_id: UUID) -> tuple[CommodityParameter, ...]:
    """What is measured of a commodity, in its order, with the usual limits."""
    return _parts(read).parameters.get(commodity_id, ())


def varieties_of(read: Read, commodity_id: UUID) -> tuple[CommodityVariety, ...]:
    """The varieties and grades of a commodity, in its order."""
    return _parts(read).varieties.get(commodity_id, ())


def variety_called(read: Read, commodity_id: UUID, text: str) -> str | None:
    """The name of the variety that is called so (`shankar 6`, `S-6`); None where no one variety is.

    Case, blanks, points and hyphens make no difference.
    """
    wanted = called(text)
    if not wanted:
        return None
    found = {
        one.name
        for one in varieties_of(read, commodity_id)
        if wanted in {called(one.name), *map(called, other_names(one.also))}
    }
    return found.pop() if len(found) == 1 else None


def locations(read: Read) -> Mapping[UUID, Location]:
    """The company's places by id, those out of use too; kept until one of them changes."""
    return _places(read).by_id


def location_named(read: Read, text: str) -> Location | None:
    """The place in use with this code, name or other name, in this order, upper and lower case alike.

    None where nobody is called so, and where two are: a place is never guessed.
    """
    places = _places(read)
    wanted = called(text)
    for names in (places.by_code, places.by_name, places.by_other):
        if wanted in names:
            return names[wanted]
    return None


def freight_per_mt(
    read: Read, origin_id: UUID, destination_id: UUID, on: date, currency: str
) -> Decimal | None:
    """What carriage of 1000 kg from one place to another costs on a day, in major units of `currency`.

    The latest rate that had begun by then; zero within one place; None where no rate in this currency is
    known. A rate holds one way only, and none is converted.
    """
    if origin_id == destination_id:
        return Decimal(0)
    found = [
        one
        for one in _freight(read).get((origin_id, destination_id), ())
        if one.currency == currency and one.from_on <= on
    ]
    return max(found, key=lambda one: one.from_on).per_mt if found else None


def allowance_steps(read: Read, table_id: UUID) -> tuple[AllowanceStep, ...]:
    """The steps of an allowance table, in its order; empty for an unknown table."""
    return _tables(read).get(table_id, ())


def allowance_table_of(read: Read, commodity_id: UUID) -> AllowanceTable | None:
    """The allowance table contracts of a commodity use unless they say another; None if there is none."""
    commodity = commodities(read).get(commodity_id)
    if commodity is None or commodity.allowance_table_id is None:
        return None
    return read.find(AllowanceTable, id=commodity.allowance_table_id)


def clauses(read: Read, kind: TermKind | None = None) -> Sequence[TradeClause]:
    """The clauses in use, of one kind or all, by kind and name; kept until one of them changes."""

    def load() -> Sequence[TradeClause]:
        c = TradeClause.c
        return read.all(TradeClause, c.is_active, order_by=(c.kind, c.name, c.code))

    found = read.cached("trade_clauses", load)
    return [one for one in found if kind is None or one.kind is kind]


def standard_clauses(read: Read) -> Sequence[TradeClause]:
    """The clauses a new contract takes unless it names its own."""
    return [one for one in clauses(read) if one.is_standard]


@dataclass(frozen=True, slots=True)
class _Parts:
    parameters: Mapping[UUID, tuple[CommodityParameter, ...]]
    varieties: Mapping[UUID, tuple[CommodityVariety, ...]]


def _parts(read: Read) -> _Parts:
    return read.cached(
        "commodity_parts",
        lambda: _Parts(_every_part(read, CommodityParameter), _every_part(read, CommodityVariety)),
    )


def _every_part(read: Read, cls: type[P]) -> Mapping[UUID, tuple[P, ...]]:
    """All parts of one kind by their parent, in line order, in one statement."""
    names, parent = cls.mapping.fields, parent_field(cls)
    rows = read.fetch(
        select(*(cls.c[name] for name in names))
        .where(cls.c.company_id == read.company_id)
        .order_by(cls.c[parent], cls.c.line_no)
    )
    found: dict[UUID, tuple[P, ...]] = {}
    for row in rows:
        one = cls(**dict(zip(names, row, strict=True)))
        found[getattr(one, parent)] = (*found.get(getattr(one, parent), ()), one)
    return found


def _places(read: Read) -> _Places:
    def load() -> _Places:
        every = read.all(Location, order_by=(Location.c.name, Location.c.code))
        used = [one for one in every if one.is_active]
        return _Places(
            {one.id: one for one in every},
            _unshared([(called(one.code), one) for one in used]),
            _unshared([(called(one.name), one) for one in used]),
            _unshared([(called(name), one) for one in used for name in other_names(one.also)]),
        )

    return read.cached("trade_locations", load)


def _unshared(named: Sequence[tuple[str, Location]]) -> Mapping[str, Location]:
    found: dict[str, Location] = {}
    shared: set[str] = set()
    for name, one in named:
        if name in found and found[name].id != one.id:
            shared.add(name)
        found[name] = one
    return {name: one for name, one in found.items() if name not in shared}


def _freight(read: Read) -> Mapping[tuple[UUID, UUID], tuple[FreightRate, ...]]:
    def load() -> Mapping[tuple[UUID, UUID], tuple[FreightRate, ...]]:
        found: dict[tuple[UUID, UUID], tuple[FreightRate, ...]] = {}
        for one in read.all(FreightRate):
            way = (one.origin_id, one.destination_id)
            found[way] = (*found.get(way, ()), one)
        return found

    return read.cached("freight_rates", load)


def _tables(read: Read) -> Mapping[UUID, tuple[AllowanceStep, ...]]:
    return read.cached("allowance_steps", lambda: _every_part(read, AllowanceStep))
