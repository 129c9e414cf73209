"""Giving out numbers: counters per series and financial year, moved in the posting transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Read, Work

from ..companies.happenings import CompanyCreated
from ..periods.meanwhile import paper_day
from .apart import given, offered
from .model import NumberSeries, SeriesCounter
from .numbering import (
    LARGEST_NUMBER,
    format_number,
    is_out_of_order,
    number_problems,
    template_problems,
)
from .rules import SeriesKind
from .sources import Seller, seller_of


@dataclass(frozen=True, kw_only=True)
class SaveNumberSeries(Command[UUID]):
    """Make a number series, or change the one with this id.

    `next_number` moves the counter of the current financial year forward, to go on from another
    program's numbers. It cannot go back: a number is given once.
    """

    permission: ClassVar[str] = "number_series.change"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    kind: SeriesKind
    template: str
    rolls_yearly: bool = True
    device: str = ""
    is_default: bool = False
    is_active: bool = True
    next_number: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A number that was taken: the text, and where it stands in its series, if it came from one."""

    number: str
    series_id: UUID | None
    year: str
    n: int | None


def all_series(read: Read) -> Mapping[UUID, NumberSeries]:
    """The company's number series by id, in order of code; kept until one of them changes."""

    def load() -> Mapping[UUID, NumberSeries]:
        return {one.id: one for one in read.all(NumberSeries, order_by=(NumberSeries.c.code,))}

    return read.cached("number_series", load)


class Numbers:
    """Takes numbers for the documents of one command; counters are written back by `save`."""

    def __init__(self, work: Work, seller: Seller) -> None:
        self._work = work
        self._seller = seller
        self._loaded: dict[tuple[UUID, str], SeriesCounter] = {}
        self._now: dict[tuple[UUID, str], SeriesCounter] = {}

    def take(
        self,
        kind: SeriesKind,
        on: date,
        *,
        series_id: UUID | None = None,
        why: str = "",
        in_order: bool = True,
    ) -> Taken:
        """The next number for a document of this day.

        RuleBroken `number.out_of_order` when a later-dated document already has one, unless `why`
        says the reason, which goes into the audit log (rules.md 2.3). Without `in_order` the days may
        come as they like: suppliers' bills do.
        """
        taken = offered(self._work, lambda one: self._kind_of(one.series_id) is kind)
        series = self._series(kind, series_id)
        on = paper_day(self._work, on)
        year = fiscal_year_of(on, self._seller.first_month)
        label = year.label if series.rolls_yearly else ""
        counter = self._counter(series.id, label)
        # What devices do apart arrives in any order; each of them has kept its own.
        if in_order and not self._work.is_replay and is_out_of_order(on, counter.last_on):
            if not why.strip():
                raise RuleBroken(
                    [
                        Problem(
                            "number.out_of_order",
                            "order_reason",
                            {"series": series.name, "day": counter.last_on},
                        )
                    ]
                )
            self._work.why = why.strip()
        got = given(
            self._work,
            series.id,
            label,
            counter.next_n,
            lambda n: format_number(series.template, n, on, year, series.device),
            taken,
            lambda text: not number_problems(text, self._seller.country),
        )
        problems = number_problems(got.number, self._seller.country, "number")
        if got.n > LARGEST_NUMBER:
            problems.append(Problem("series.exhausted", "number"))
        if problems:
            raise RuleBroken(problems)
        last_on = on if counter.last_on is None else max(on, counter.last_on)
        self._now[series.id, label] = dataclasses.replace(counter, next_n=got.n + 1, last_on=last_on)
        return Taken(got.number, series.id, label, got.n)

    def save(self) -> None:
        """Write the counters back, within the same transaction as the documents."""
        for key, counter in self._now.items():
            if key in self._loaded:
                self._work.save(counter)
            else:
                self._work.add(counter)
        self._loaded |= self._now
        self._now = {}

    def _kind_of(self, series_id: UUID) -> SeriesKind | None:
        known = all_series(self._work).get(series_id)
        return None if known is None else known.kind

    def _series(self, kind: SeriesKind, series_id: UUID | None) -> NumberSeries:
        """The series to number by: a device's own on a device and for what it has done, else the office's."""
        known = all_series(self._work)
        device, is_replay = self._work.device, self._work.is_replay
        prefix = "" if device is None else device.prefix
        if series_id is not None:
            chosen = known.get(series_id)
            if chosen is None or chosen.kind is not kind:
                raise RuleBroken([Problem("series.wrong_kind", "series_id")])
            if chosen.device == prefix and (chosen.is_active or is_replay):
                return chosen
            if chosen.device != prefix and not is_replay:
                raise RuleBroken([Problem("series.other_device", "series_id", {"name": chosen.name})])
            if not is_replay:
                raise RuleBroken([Problem("series.not_active", "series_id", {"name": chosen.name})])
        own = [one for one in known.values() if one.kind is kind and one.device == prefix]
        # What a series that was closed since has given out stands on paper all the same.
        active = [one for one in own if one.is_active] or (own if is_replay else [])
        if not active:
            raise RuleBroken([Problem("series.none", "series_id", {"kind": kind.value})])
        return next((one for one in active if one.is_default), active[0])

    def _counter(self, series_id: UUID, year: str) -> SeriesCounter:
        key = (series_id, year)
        if key not in self._now:
            found = counter_of(self._work, series_id, year)
            if found is not None:
                self._loaded[key] = found
            self._now[key] = found or _fresh(self._work, series_id, year)
        return self._now[key]


def counter_of(read: Read, series_id: UUID, year: str) -> SeriesCounter | None:
    """Where a series stands in a year; None before its first number."""
    return read.find(SeriesCounter, series_id=series_id, year=year)


def _fresh(work: Work, series_id: UUID, year: str, next_n: int = 1) -> SeriesCounter:
    return SeriesCounter(
        id=new_id("series_counter"),
        company_id=work.company_id,
        created_at=work.now,
        updated_at=work.now,
        series_id=series_id,
        year=year,
        first_n=next_n,
        next_n=next_n,
    )


def save_number_series(command: SaveNumberSeries, work: Work) -> UUID:
    seller = seller_of(work)
    problems = Problems()
    problems.require(command.code.strip(), "series.code_missing", "code")
    problems.require(command.name.strip(), "series.name_missing", "name")
    taken = work.find(NumberSeries, NumberSeries.c.code == command.code.strip())
    problems.require(taken is None or taken.id == command.id, "series.code_taken", "code", taken=command.code)
    faults = template_problems(command.template, rolls_yearly=command.rolls_yearly)
    problems.extend(faults)
    if not faults:
        year = fiscal_year_of(work.today, seller.first_month)
        sample = format_number(command.template, command.next_number or 1, work.today, year, command.device)
        problems.extend(number_problems(sample, seller.country, "template"))
    if command.next_number is not None:
        problems.require(0 < command.next_number <= LARGEST_NUMBER, "series.next_out_of_range", "next_number")
    problems.raise_if_any()

    values: dict[str, Any] = {
        "code": command.code.strip(),
        "name": command.name.strip(),
        "kind": command.kind,
        "template": command.template,
        "rolls_yearly": command.rolls_yearly,
        "device": command.device.strip(),
        "is_default": command.is_default,
        "is_active": command.is_active,
    }
    if command.id is None:
        saved = work.new(NumberSeries, **values)
    else:
        loaded = work.get(NumberSeries, command.id)
        if loaded.kind is not command.kind:
            raise RuleBroken([Problem("series.kind_is_fixed", "kind")])
        version = loaded.version if command.version is None else command.version
        saved = work.save(dataclasses.replace(loaded, **values, version=version))
    if command.is_default:
        _only_default(work, saved)
    if command.next_number is not None:
        _move_counter(work, saved, seller, command.next_number)
    return saved.id


def _only_default(work: Work, series: NumberSeries) -> None:
    c = NumberSeries.c
    for other in work.all(NumberSeries, c.kind == series.kind, c.is_default, c.id != series.id):
        work.save(dataclasses.replace(other, is_default=False))


def _move_counter(work: Work, series: NumberSeries, seller: Seller, next_n: int) -> None:
    year = fiscal_year_of(work.today, seller.first_month).label if series.rolls_yearly else ""
    counter = counter_of(work, series.id, year)
    if counter is None:
        work.add(_fresh(work, series.id, year, next_n))
        return
    if next_n < counter.next_n:
        raise RuleBroken([Problem("series.cannot_go_back", "next_number", {"next": counter.next_n})])
    work.save(dataclasses.replace(counter, next_n=next_n))


def give_device_series(work: Work, prefix: str) -> None:
    """Give a device a series of its own for each kind the company numbers (sync.md 2c).

    One writer each: without gaps although nobody is asked, and printable at once.
    """
    seller = seller_of(work)
    separator = "/" if seller.country == "IN" else "-"
    for kind, letter in _DEVICE_LETTERS.items():
        work.new(
            NumberSeries,
            code=f"{prefix}{letter}",
            name=f"{kind.value.replace('_', ' ').capitalize()} {prefix}",
            kind=kind,
            template=f"{{device}}{letter}{separator}{{fy}}{separator}{{n:04}}",
            device=prefix,
        )


def close_device_series(work: Work, prefix: str) -> None:
    """Close the series of a device that was taken away, or goes on as another; what they gave out stays.

    Where each stands is its last known number.
    """
    for one in work.all(NumberSeries, NumberSeries.c.device == prefix) if prefix else ():
        if one.is_active:
            work.save(dataclasses.replace(one, is_active=False))


# At most 16 characters with a five-digit number: A1N/26-27/00001 (CGST Rule 46(b)).
_DEVICE_LETTERS = {
    SeriesKind.INVOICE: "",
    SeriesKind.CREDIT_NOTE: "C",
    SeriesKind.BILL: "B",
    SeriesKind.DEBIT_NOTE: "D",
    SeriesKind.EXPENSE: "E",
    SeriesKind.SELF_INVOICE: "S",
}


def seed_number_series(event: CompanyCreated, work: Work) -> None:
    """A new company starts with one series for invoices and one for credit notes."""
    separator = "/" if event.company.country == "IN" else "-"
    for kind, prefix, name in (
        (SeriesKind.INVOICE, "INV", "Invoices"),
        (SeriesKind.CREDIT_NOTE, "CN", "Credit notes"),
    ):
        work.new(
            NumberSeries,
            code=prefix,
            name=name,
            kind=kind,
            template=f"{prefix}{separator}{{fy}}{separator}{{n:04}}",
            is_default=True,
        )
