"""Saving commodities with what is measured of them and their varieties, and taking them out of use."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..items.model import Item
from .model import AllowanceTable, Commodity, CommodityParameter, CommodityVariety
from .rules import PARAMETER, Better, called
from .terms_reading import agreed_kg

MOST_PARTS = 60
MOST_DECIMALS = 6


@dataclass(frozen=True, kw_only=True)
class ParameterInput:
    """A measured value: its `code` as messages are read by (staple_mm), with its usual limits."""

    code: str
    name: str = ""
    unit: str = ""
    better: Better = Better.WITHIN
    decimals: int = 1
    usual_min: Exact | None = None
    usual_max: Exact | None = None


@dataclass(frozen=True, kw_only=True)
class VarietyInput:
    """A variety or grade; `also` are other names people write, parted by commas."""

    name: str
    also: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveCommodity(Command[UUID]):
    """Make a commodity (without `id`) or change one (with `id` and the `version` that was seen).

    `parameters` and `varieties` replace all there are; None leaves them. `package_kg` is what a package
    nominally weighs; prices are per `price_unit` in major units of the company's currency.
    """

    permission: ClassVar[str] = "commodity.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    item_id: UUID | None = None
    unit: TradeUnit = TradeUnit.QTL
    price_unit: TradeUnit = TradeUnit.QTL
    package_unit: TradeUnit = TradeUnit.BAG
    package_kg: Exact | None = None
    kg_per_price_unit: str = ""
    tolerance_percent: Exact = Decimal(5)
    price_low: Exact | None = None
    price_high: Exact | None = None
    allowance_table_id: UUID | None = None
    parameters: tuple[ParameterInput, ...] | None = None
    varieties: tuple[VarietyInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateCommodity(Command[None]):
    """Take a commodity out of look-ups; offers and contracts that name it stay."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateCommodity(Command[None]):
    """Bring a commodity back."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


def save_commodity(command: SaveCommodity, work: Work) -> UUID:
    values = _values(command)
    problems = Problems()
    _check(command, values, work, problems)
    _check_parameters(command.parameters or (), problems)
    _check_varieties(command.varieties or (), problems)
    problems.raise_if_any()
    if command.id is None:
        saved = work.new(Commodity, **values)
    else:
        loaded = work.get(Commodity, command.id)
        version = loaded.version if command.version is None else command.version
        saved = work.save(dataclasses.replace(loaded, version=version, **values))
    if command.parameters is not None:
        work.replace_parts(CommodityParameter, saved.id, _parameters(command, saved))
    if command.varieties is not None:
        work.replace_parts(CommodityVariety, saved.id, _varieties(command, saved))
    return saved.id


def _values(command: SaveCommodity) -> dict[str, Any]:
    return {
        "code": command.code.strip().upper(),
        "name": command.name.strip(),
        "kg_per_price_unit": command.kg_per_price_unit.strip(),
    } | {
        name: getattr(command, name)
        for name in (
            "item_id", "unit", "price_unit", "package_unit", "package_kg", "tolerance_percent", "price_low",
            "price_high", "allowance_table_id",
        )
    }  # fmt: skip


def _check(command: SaveCommodity, values: dict[str, Any], work: Work, problems: Problems) -> None:
    code = values["code"]
    problems.require(re.fullmatch(r"[A-Z][A-Z0-9_]{0,39}", code), "commodity.code", "code")
    problems.require(values["name"], "commodity.name_missing", "name")
    problems.require(len(values["name"]) <= 200, "commodity.too_long", "name", limit=200)
    taken = work.find(Commodity, code=code) if code else None
    if taken is not None and taken.id != command.id:
        problems.add("commodity.code_taken", "code", taken=taken.name)
    problems.require(command.package_unit.is_count, "commodity.package_unit", "package_unit")
    for name in ("package_kg", "price_low", "price_high"):
        problems.require(values[name] is None or values[name] > 0, "commodity.above_zero", name)
    low, high = command.price_low, command.price_high
    problems.require((low is None) == (high is None), "commodity.band_half", "price_high")
    if low is not None and high is not None:
        problems.require(low <= high, "commodity.band_order", "price_high")
    problems.require(0 <= command.tolerance_percent <= 100, "commodity.percent", "tolerance_percent")
    if values["kg_per_price_unit"]:
        weight = agreed_kg(values["kg_per_price_unit"])
        problems.require(weight is not None, "terms.kg_per_price_unit", "kg_per_price_unit")
    if command.item_id is not None:
        work.get(Item, command.item_id, field="item_id")
    if command.allowance_table_id is not None:
        table = work.get(AllowanceTable, command.allowance_table_id, field="allowance_table_id")
        own = table.commodity_id in (None, command.id)
        problems.require(own, "commodity.other_table", "allowance_table_id")


def _check_parameters(parameters: tuple[ParameterInput, ...], problems: Problems) -> None:
    problems.require(len(parameters) <= MOST_PARTS, "commodity.too_many", "parameters", limit=MOST_PARTS)
    seen: set[str] = set()
    for at, one in enumerate(parameters):
        where = f"parameters.{at}."
        code = one.code.strip()
        known = PARAMETER.fullmatch(code)
        problems.require(known, "terms.parameter", f"{where}code", parameter=code)
        problems.require(code not in seen, "commodity.parameter_twice", f"{where}code", parameter=code)
        seen.add(code)
        problems.require(len(one.name) <= 200, "commodity.too_long", f"{where}name", limit=200)
        problems.require(len(one.unit) <= 20, "commodity.too_long", f"{where}unit", limit=20)
        fits = 0 <= one.decimals <= MOST_DECIMALS
        problems.require(fits, "commodity.decimals", f"{where}decimals", most=MOST_DECIMALS)
        if one.usual_min is not None and one.usual_max is not None:
            ordered = one.usual_min <= one.usual_max
            problems.require(ordered, "terms.limit_order", f"{where}usual_max", parameter=code)


def _check_varieties(varieties: tuple[VarietyInput, ...], problems: Problems) -> None:
    problems.require(len(varieties) <= MOST_PARTS, "commodity.too_many", "varieties", limit=MOST_PARTS)
    seen: set[str] = set()
    for at, one in enumerate(varieties):
        name = one.name.strip()
        problems.require(name, "commodity.variety_missing", f"varieties.{at}.name")
        problems.require(len(name) <= 40, "commodity.too_long", f"varieties.{at}.name", limit=40)
        problems.require(
            called(name) not in seen, "commodity.variety_twice", f"varieties.{at}.name", name=name
        )
        seen.add(called(name))


def _parameters(command: SaveCommodity, saved: Commodity) -> list[CommodityParameter]:
    return [
        CommodityParameter(
            company_id=saved.company_id,
            commodity_id=saved.id,
            line_no=at,
            code=one.code.strip(),
            name=one.name.strip() or parameter_words(one.code.strip()),
            unit=one.unit.strip(),
            better=one.better,
            decimals=one.decimals,
            usual_min=one.usual_min,
            usual_max=one.usual_max,
        )
        for at, one in enumerate(command.parameters or (), start=1)
    ]


def _varieties(command: SaveCommodity, saved: Commodity) -> list[CommodityVariety]:
    return [
        CommodityVariety(
            company_id=saved.company_id,
            commodity_id=saved.id,
            line_no=at,
            name=one.name.strip(),
            also=one.also.strip(),
        )
        for at, one in enumerate(command.varieties or (), start=1)
    ]


def parameter_words(code: str) -> str:
    """The name of a parameter where none is given: `foreign_matter_pct` is Foreign matter."""
    words = re.sub(r"_(pct|mm|gpt|ppb|kg_hl)$", "", code).replace("_", " ")
    return words[:1].upper() + words[1:]


def deactivate_commodity(command: DeactivateCommodity, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Commodity, command.id), is_active=False))


def reactivate_commodity(command: ReactivateCommodity, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Commodity, command.id), is_active=True))
