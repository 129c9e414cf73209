"""Saving the places of the trade and what carriage between them costs."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..companies.commands import own_company
from ..companies.countries import country_profile
from ..companies.gst_states import STATES
from .model import FreightRate, Location
from .rules import LocationKind

LONGEST_JOURNEY_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class SaveLocation(Command[UUID]):
    """Make a place (without `id`) or change one (with `id` and the `version` that was seen).

    An empty code is made of the name, an empty country is the company's. `state` is the two-digit GST
    state code in India. `also` are other names, parted by commas. `maund_kg` is what a maund weighs
    there, None for the usual 37.3242 kg.
    """

    permission: ClassVar[str] = "commodity.save"
    id: UUID | None = None
    version: int | None = None
    code: str = ""
    name: str
    kind: LocationKind = LocationKind.STATION
    state: str = ""
    country: str = ""
    also: str = ""
    maund_kg: Exact | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateLocation(Command[None]):
    """Take a place out of look-ups; what names it stays."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateLocation(Command[None]):
    """Bring a place back."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class SaveFreightRate(Command[UUID]):
    """Say what carriage of 1000 kg between two places costs from a day on, in major units of `currency`.

    An empty currency is the company's, an empty day is today. A rate of the same way, currency and day is
    replaced. `days` is how long the goods are on the road, 0 where nobody knows.
    """

    permission: ClassVar[str] = "commodity.save"
    id: UUID | None = None
    version: int | None = None
    origin_id: UUID
    destination_id: UUID
    from_on: date | None = None
    currency: str = ""
    per_mt: Exact
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class RemoveFreightRate(Command[None]):
    """Take a freight rate out; the rate before it holds again."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


def save_location(command: SaveLocation, work: Work) -> UUID:
    name = " ".join(command.name.split())
    code = command.code.strip().upper() or re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")[:40]
    values: dict[str, Any] = {
        "code": code,
        "name": name,
        "kind": command.kind,
        "state": command.state.strip().upper(),
        "country": command.country.strip().upper() or own_company(work).country,
        "also": command.also.strip(),
        "maund_kg": command.maund_kg,
    }
    problems = Problems()
    problems.require(name, "location.name_missing", "name")
    problems.require(len(name) <= 200, "location.too_long", "name", limit=200)
    problems.require(len(code) <= 40, "location.too_long", "code", limit=40)
    known = country_profile(values["country"]) is not None
    problems.require(known, "location.country", "country", country=values["country"])
    if values["country"] == "IN" and values["state"]:
        problems.require(values["state"] in STATES, "location.state", "state", state=values["state"])
    problems.require(len(values["state"]) <= 10, "location.too_long", "state", limit=10)
    maund = command.maund_kg
    problems.require(maund is None or 0 < maund <= 1000, "location.maund", "maund_kg")
    taken = work.find(Location, code=code) if code else None
    if taken is not None and taken.id != command.id:
        problems.add("location.code_taken", "code", taken=taken.name)
    problems.raise_if_any()
    if command.id is None:
        return work.new(Location, **values).id
    loaded = work.get(Location, command.id)
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, version=version, **values)).id


def deactivate_location(command: DeactivateLocation, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Location, command.id), is_active=False))


def reactivate_location(command: ReactivateLocation, work: Work) -> None:
    work.save(dataclasses.replace(work.get(Location, command.id), is_active=True))


def save_freight_rate(command: SaveFreightRate, work: Work) -> UUID:
    values: dict[str, Any] = {
        "origin_id": work.get(Location, command.origin_id, field="origin_id").id,
        "destination_id": work.get(Location, command.destination_id, field="destination_id").id,
        "from_on": command.from_on or work.today,
        "currency": command.currency.strip().upper() or own_company(work).currency,
        "per_mt": command.per_mt,
        "days": command.days,
    }
    currency = values["currency"]
    problems = Problems()
    problems.require(command.origin_id != command.destination_id, "freight_rate.same", "destination_id")
    problems.require(command.per_mt >= 0, "freight_rate.negative", "per_mt")
    problems.require(0 <= command.days <= LONGEST_JOURNEY_DAYS, "freight_rate.days", "days")
    is_currency = len(currency) == 3 and currency.isascii() and currency.isalpha()
    problems.require(is_currency, "terms.currency", "currency", currency=currency)
    problems.raise_if_any()
    there = work.find(
        FreightRate, **{name: values[name] for name in ("origin_id", "destination_id", "from_on", "currency")}
    )
    if command.id is None:
        if there is None:
            return work.new(FreightRate, **values).id
        return work.save(dataclasses.replace(there, **values)).id
    loaded = work.get(FreightRate, command.id)
    problems.require(there is None or there.id == loaded.id, "freight_rate.twice", "from_on")
    problems.raise_if_any()
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, version=version, **values)).id


def remove_freight_rate(command: RemoveFreightRate, work: Work) -> None:
    work.remove(work.get(FreightRate, command.id))
