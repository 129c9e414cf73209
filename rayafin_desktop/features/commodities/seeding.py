"""Setting up the trade desk: what is usual in the trade, made when somebody asks for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..companies.commands import own_company
from ..items.commands import SaveItem, save_item
from ..items.model import Item
from ..items.queries import units
from ..tax.queries import tax_code_named
from .commands import ParameterInput, SaveCommodity, VarietyInput, save_commodity
from .contract_terms import (
    SaveAllowanceTable,
    SaveTradeClause,
    StepInput,
    save_allowance_table,
    save_trade_clause,
)
from .model import AllowanceTable, Commodity, Location, TradeClause
from .places import SaveLocation, save_location
from .seed_places import places
from .seeds import ALLOWANCES, CLAUSES, COMMODITIES, COTTON_TABLE, PARAMETERS, CommoditySeed

_ITEM_UNITS = {
    TradeUnit.CANDY: "candy",
    TradeUnit.QTL: "qtl",
    TradeUnit.MT: "t",
    TradeUnit.KG: "kg",
}


@dataclass(frozen=True, slots=True)
class SetUp:
    """How much was made; what was there already stays as it is and is not counted."""

    commodities: int
    locations: int
    clauses: int
    allowance_tables: int
    items: int


@dataclass(frozen=True, kw_only=True)
class SeedTradeDesk(Command[SetUp]):
    """Make the usual commodities, places, clauses and allowance tables that are not there yet.

    In an Indian company each commodity gets an item with its HSN and tax code, so that it can be billed;
    `with_items=False` leaves that to somebody. Prices to tell slips by are set where books are in rupees.
    """

    permission: ClassVar[str] = "commodity.save"
    offline: ClassVar[Offline] = Offline.SERVER
    with_items: bool = True


def seed_trade_desk(command: SeedTradeDesk, work: Work) -> SetUp:
    company = own_company(work)
    items_before = _items(work) if command.with_items and company.country == "IN" else None
    tables = {one.name: one.id for one in work.all(AllowanceTable)}
    missing_tables = [name for name in ALLOWANCES if name not in tables]
    for name in missing_tables:
        tables[name] = save_allowance_table(_table(name), work)
    known = {one.code: one.id for one in work.all(Commodity)}
    made_items = 0
    missing = [seed for seed in COMMODITIES if seed.code not in known]
    for seed in missing:
        item_id = None
        if items_before is not None:
            item_id = items_before.get(seed.code)
            if item_id is None:
                item_id = save_item(_item(seed, work), work)
                made_items += 1
        in_rupees = company.currency == "INR"
        known[seed.code] = save_commodity(
            _commodity(seed, item_id, tables.get(seed.allowance), in_rupees=in_rupees), work
        )
    if COTTON_TABLE in missing_tables:
        _tie_to_cotton(work, tables[COTTON_TABLE], known["COTTON"])
    made_places = sum(_make_places(work))
    made_clauses = sum(_make_clauses(work))
    return SetUp(len(missing), made_places, made_clauses, len(missing_tables), made_items)


def _items(work: Work) -> dict[str, UUID]:
    codes = [seed.code for seed in COMMODITIES]
    return {one.code: one.id for one in work.all(Item, Item.c.code.in_(codes))}


def _item(seed: CommoditySeed, work: Work) -> SaveItem:
    unit = _ITEM_UNITS.get(seed.price_unit, "kg")
    tax = tax_code_named(work, seed.tax_code) if seed.tax_code else None
    return SaveItem(
        code=seed.code,
        name=seed.name,
        unit=unit if unit in units(work) else next(iter(units(work))),
        hsn=seed.hsn,
        tax_code_id=None if tax is None else tax.id,
    )


def _commodity(
    seed: CommoditySeed, item_id: UUID | None, table_id: UUID | None, *, in_rupees: bool
) -> SaveCommodity:
    return SaveCommodity(
        code=seed.code,
        name=seed.name,
        item_id=item_id,
        unit=seed.unit,
        price_unit=seed.price_unit,
        package_unit=seed.package_unit,
        package_kg=Decimal(seed.package_kg) if seed.package_kg else None,
        price_low=Decimal(seed.price_low) if in_rupees else None,
        price_high=Decimal(seed.price_high) if in_rupees else None,
        allowance_table_id=table_id,
        parameters=tuple(_parameters(seed.parameters)),
        varieties=tuple(_varieties(seed.varieties)),
    )


def _parameters(text: str) -> Iterator[ParameterInput]:
    for entry in text.split(";"):
        code, least, most = entry.split()
        known = PARAMETERS[code]
        yield ParameterInput(
            code=code,
            name=known.name,
            unit=known.unit,
            better=known.better,
            decimals=known.decimals,
            usual_min=Decimal(least),
            usual_max=Decimal(most),
        )


def _varieties(text: str) -> Iterator[VarietyInput]:
    for entry in filter(None, (one.strip() for one in text.split(";"))):
        name, _, also = entry.partition(":")
        yield VarietyInput(name=name.strip(), also=also.strip())


def _table(name: str) -> SaveAllowanceTable:
    return SaveAllowanceTable(
        name=name,
        steps=tuple(
            StepInput(
                parameter=one.parameter,
                direction=one.direction,
                step=Decimal(one.step),
                basis=one.basis,
                rate=Decimal(one.rate),
                counts_part=one.counts_part,
                reject_at=Decimal(one.reject_at) if one.reject_at else None,
            )
            for one in ALLOWANCES[name]
        ),
    )


def _tie_to_cotton(work: Work, table_id: UUID, cotton_id: UUID) -> None:
    """The table of cotton was made before cotton, which points at it."""
    work.save(dataclasses.replace(work.get(AllowanceTable, table_id), commodity_id=cotton_id))


def _make_places(work: Work) -> Iterator[int]:
    known = {one.name for one in work.all(Location)}
    for seed in places():
        if seed.name not in known:
            command = SaveLocation(
                name=seed.name, kind=seed.kind, state=seed.state, country=seed.country, also=seed.also
            )
            save_location(command, work)
            yield 1


def _make_clauses(work: Work) -> Iterator[int]:
    known = {one.code for one in work.all(TradeClause)}
    for seed in CLAUSES:
        if seed.code not in known:
            command = SaveTradeClause(
                code=seed.code,
                name=seed.name,
                kind=seed.kind,
                text=seed.text,
                days=seed.days,
                percent=Decimal(seed.percent) if seed.percent else None,
                in_working_days=seed.in_working_days,
                is_standard=seed.is_standard,
            )
            save_trade_clause(command, work)
            yield 1
