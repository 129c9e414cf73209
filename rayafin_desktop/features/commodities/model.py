"""What is traded: commodities with their quality parameters, places, clauses, allowances, freight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.columns import (
    Code,
    Count,
    Currency,
    Length,
    Name,
    Note,
    Quantity,
    Rate,
    References,
)
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .rules import AllowanceBasis, Better, Direction, LocationKind, TermKind


@entity(
    "commodities",
    kind="commodity",
    unique=[("code",)],
    where={("code",): "deleted_at IS NULL"},
    indexes=[("name", "id")],
    checks={"tolerance": "tolerance_percent >= 0", "band": "price_low IS NULL OR price_high >= price_low"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Commodity(Entity):
    """A kind of goods the desk trades; `code` is that of the message parser (COTTON, CHANA).

    `item_id` is what invoices of it bill: its HSN, tax code and accounts. `unit` and `price_unit` are what
    offers of it are usually in. `package_kg` is what a bale or bag nominally weighs, for estimates alone.
    `price_low` and `price_high` are the plausible prices per `price_unit` in the company's currency.
    `kg_per_price_unit` is the weight contracts of it reckon a price unit at, as decimal text; empty is exact.
    """

    code: Code
    name: Name
    item_id: Annotated[UUID | None, References("items")] = None
    unit: TradeUnit
    price_unit: TradeUnit
    package_unit: TradeUnit = TradeUnit.BALE
    package_kg: Rate | None = None
    kg_per_price_unit: Annotated[str, Length(30)] = ""
    tolerance_percent: Rate
    price_low: Rate | None = None
    price_high: Rate | None = None
    allowance_table_id: UUID | None = None
    is_active: bool = True


@part("commodity_parameters", of=Commodity, kind="commodity_parameter")
@dataclass(frozen=True, kw_only=True, slots=True)
class CommodityParameter(Part):
    """A measured value, `code` as the parser names it (staple_mm, moisture_pct), with its usual limits."""

    commodity_id: UUID
    code: Code
    name: Name
    unit: Annotated[str, Length(20)] = ""
    better: Better
    decimals: Count = 1
    usual_min: Quantity | None = None
    usual_max: Quantity | None = None


@part("commodity_varieties", of=Commodity, kind="commodity_variety")
@dataclass(frozen=True, kw_only=True, slots=True)
class CommodityVariety(Part):
    """A variety or grade; `also` are other names people write, parted by commas."""

    commodity_id: UUID
    name: Code
    also: Note = ""


@entity(
    "locations",
    unique=[("code",)],
    where={("code",): "deleted_at IS NULL"},
    indexes=[("name", "id")],
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Location(Entity):
    """A station, port, warehouse or mill. `state` is the GST state code in India; `also` other names.

    `maund_kg` is what a maund weighs there, None for the usual one.
    """

    code: Code
    name: Name
    kind: LocationKind = LocationKind.STATION
    state: Annotated[str, Length(10)] = ""
    country: Annotated[str, Length(2)] = ""
    also: Note = ""
    maund_kg: Rate | None = None
    is_active: bool = True


@entity(
    "freight_rates",
    unique=[("origin_id", "destination_id", "currency", "from_on")],
    where={("origin_id", "destination_id", "currency", "from_on"): "deleted_at IS NULL"},
    checks={"rate": "per_mt >= 0"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class FreightRate(Entity):
    """What carriage of a tonne costs between two places from a day on, in major units of `currency`."""

    origin_id: Annotated[UUID, References("locations")]
    destination_id: Annotated[UUID, References("locations")]
    from_on: date
    currency: Currency
    per_mt: Rate
    days: Count = 0


@entity(
    "trade_clauses",
    unique=[("code",)],
    where={("code",): "deleted_at IS NULL"},
    indexes=[("kind", "name", "id")],
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class TradeClause(Entity):
    """A term printed in contracts: of delivery, payment, passing, weight, claims, or any other.

    `days` and `percent` are what the desk reckons with (passing within 2 days, claims within 15, cash
    discount 15 % a year); None where the clause has none.
    """

    code: Code
    name: Name
    kind: TermKind
    text: Note = ""
    days: Count | None = None
    percent: Rate | None = None
    in_working_days: bool = False
    is_standard: bool = False
    is_active: bool = True


@entity(
    "allowance_tables",
    unique=[("name",)],
    where={("name",): "deleted_at IS NULL"},
    reference=True,
)
@dataclass(frozen=True, kw_only=True, slots=True)
class AllowanceTable(Entity):
    """What a lot that misses its limits costs, by parameter; of one commodity, or of any where it is None."""

    name: Name
    commodity_id: Annotated[UUID | None, References("commodities")] = None
    is_active: bool = True


@part("allowance_steps", of=AllowanceTable, kind="allowance_step")
@dataclass(frozen=True, kw_only=True, slots=True)
class AllowanceStep(Part):
    """For each `step` (or part of one, where `counts_part`) by which `parameter` lies beyond the contract's
    limit, `rate` is allowed: percent of the weight or the price, or money per price unit. Beyond `reject_at`
    (distance from the limit) the lot fails."""

    allowance_table_id: UUID
    parameter: Code
    direction: Direction
    step: Quantity
    basis: AllowanceBasis
    rate: Rate
    counts_part: bool = False
    reject_at: Quantity | None = None
