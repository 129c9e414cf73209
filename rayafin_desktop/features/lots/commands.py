"""Saving, withdrawing and offering lots. Their tests are in `lab.py`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..commodities.model import Commodity, Location
from ..commodities.queries import variety_called
from ..companies.commands import own_company
from ..parties.model import Party
from .model import Lot, LotState, LotTest
from .reserving import state_of


@dataclass(frozen=True, kw_only=True)
class SaveLot(Command[UUID]):
    """Make a lot (without `id`) or change one (with `id` and the `version` that was seen).

    `party_id` None is our own firm. `weight_kg` is the whole lot's net weight, `price` what is asked in
    major units of `currency` per `price_unit`. Left out units and currency are the commodity's and the
    company's. Press numbers that do not count as many bales as the lot has need a confirmation.
    """

    permission: ClassVar[str] = "lot.save"
    id: UUID | None = None
    version: int | None = None
    lot_no: str
    party_id: UUID | None = None
    commodity_id: UUID
    variety: str = ""
    grade: str = ""
    crop_year: str = ""
    gin: str = ""
    location_id: UUID | None = None
    packages: int
    package_unit: TradeUnit | None = None
    weight_kg: Exact | None = None
    press_from: int | None = None
    press_to: int | None = None
    price: Exact | None = None
    price_unit: TradeUnit | None = None
    currency: str = ""
    ready_on: date | None = None
    expires_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawLot(Command[None]):
    """Offer a lot no longer. What contracts have been promised of it stays promised."""

    permission: ClassVar[str] = "lot.save"
    id: UUID
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfferLotAgain(Command[None]):
    """Offer a withdrawn lot again."""

    permission: ClassVar[str] = "lot.save"
    id: UUID
    version: int | None = None


def save_lot(command: SaveLot, work: Work) -> UUID:
    commodity = work.get(Commodity, command.commodity_id, field="commodity_id")
    if command.location_id is not None:
        work.get(Location, command.location_id, field="location_id")
    if command.party_id is not None:
        work.get(Party, command.party_id, field="party_id")
    values = _values(command, work, commodity)
    old = None if command.id is None else work.get(Lot, command.id)
    problems = Problems()
    _check(command, values, commodity, old, work, problems)
    problems.raise_if_any()
    _confirm(command, commodity, work)
    if old is None:
        return work.new(Lot, **values).id
    changed = dataclasses.replace(old, version=command.version or old.version, **values)
    return work.save(dataclasses.replace(changed, state=state_of(changed))).id


def _values(command: SaveLot, work: Work, commodity: Commodity) -> dict[str, Any]:
    values = {
        field.name: getattr(command, field.name)
        for field in dataclasses.fields(SaveLot)
        if field.name not in ("id", "version")
    }
    texts = ("lot_no", "variety", "grade", "crop_year", "gin", "notes")
    values |= {name: values[name].strip() for name in texts}
    values["variety"] = variety_called(work, commodity.id, values["variety"]) or values["variety"]
    values["package_unit"] = command.package_unit or commodity.package_unit
    if command.price is not None:
        values["price_unit"] = command.price_unit or commodity.price_unit
    values["currency"] = command.currency.strip().upper() or own_company(work).currency
    return values


def _check(
    command: SaveLot,
    values: dict[str, Any],
    commodity: Commodity,
    old: Lot | None,
    work: Work,
    problems: Problems,
) -> None:
    problems.require(values["lot_no"], "lot.number_missing", "lot_no")
    problems.require(command.packages > 0, "lot.packages_not_positive", "packages")
    problems.require(values["package_unit"].is_count, "lot.package_unit", "package_unit")
    problems.require(_is_positive(command.weight_kg), "lot.weight_not_positive", "weight_kg")
    problems.require(_is_positive(command.price), "lot.price_not_positive", "price")
    code = values["currency"]
    problems.require(len(code) == 3 and code.isascii() and code.isalpha(), "lot.currency", "currency")
    first, last = command.press_from, command.press_to
    problems.require((first is None) == (last is None), "lot.press_both", "press_to")
    if first is not None and last is not None:
        problems.require(0 <= first <= last, "lot.press_order", "press_to")
    if command.ready_on is not None and command.expires_on is not None:
        problems.require(command.ready_on <= command.expires_on, "lot.expires_before_ready", "expires_on")
    other = _same_number(values, work)
    if values["lot_no"] and other is not None and other.id != command.id:
        problems.add("lot.number_taken", "lot_no", lot=other.lot_no)
    if old is None:
        problems.require(commodity.is_active, "lot.commodity_archived", "commodity_id", name=commodity.name)
        return
    taken = old.reserved + old.delivered
    problems.require(command.packages >= taken, "lot.packages_taken", "packages", taken=taken)
    if command.commodity_id != old.commodity_id:
        is_used = taken > 0 or work.find(LotTest, lot_id=old.id) is not None
        problems.require(not is_used, "lot.commodity_fixed", "commodity_id")
    if command.party_id != old.party_id:
        problems.require(taken == 0, "lot.party_fixed", "party_id")


def _is_positive(value: Decimal | None) -> bool:
    return value is None or value > 0


def _same_number(values: dict[str, Any], work: Work) -> Lot | None:
    """Another lot of the same seller, number and crop year; our own are not held apart by the index."""
    party_id = values["party_id"]
    whose = Lot.c.party_id.is_(None) if party_id is None else Lot.c.party_id == party_id
    same = (Lot.c.lot_no == values["lot_no"], Lot.c.crop_year == values["crop_year"])
    return work.find(Lot, whose, *same)


# How far the mean weight of a package may lie from the commodity's before somebody is asked, in percent.
_UNUSUAL_WEIGHT = 25


def _confirm(command: SaveLot, commodity: Commodity, work: Work) -> None:
    """Ask about what can be, but hardly is."""
    if command.press_from is not None and command.press_to is not None:
        counted = command.press_to - command.press_from + 1
        if counted != command.packages:
            work.confirm(
                "lot.press_range",
                "lot.press_range",
                field="press_to",
                counted=counted,
                packages=command.packages,
            )
    usual = commodity.package_kg
    if command.weight_kg is not None and usual and command.package_unit in (None, commodity.package_unit):
        mean = command.weight_kg / command.packages
        if abs(mean - usual) * 100 > usual * _UNUSUAL_WEIGHT:
            work.confirm(
                "lot.weight_unusual",
                "lot.weight_unusual",
                field="weight_kg",
                mean=plain(round(mean, 1)),
                usual=plain(usual),
            )


def withdraw_lot(command: WithdrawLot, work: Work) -> None:
    lot = work.get(Lot, command.id)
    if lot.state is not LotState.OPEN:
        raise RuleBroken([Problem("lot.not_open", "id", {"lot": lot.lot_no})])
    work.save(dataclasses.replace(lot, state=LotState.WITHDRAWN, version=command.version or lot.version))


def offer_lot_again(command: OfferLotAgain, work: Work) -> None:
    lot = work.get(Lot, command.id)
    if lot.state is not LotState.WITHDRAWN:
        raise RuleBroken([Problem("lot.not_withdrawn", "id", {"lot": lot.lot_no})])
    opened = dataclasses.replace(lot, state=LotState.OPEN, version=command.version or lot.version)
    work.save(dataclasses.replace(opened, state=state_of(opened)))
