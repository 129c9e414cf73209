"""Changing tax codes and their dated rates."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..companies.happenings import CompanyCreated
from .categories import ZERO, DatedRate, TaxCategory
from .checks import rate_problems
from .model import TaxCode, TaxRate
from .seeds import seeds_for


@dataclass(frozen=True, kw_only=True)
class RateFrom:
    """One dated rate of a tax code, in percent."""

    from_on: date
    rate: Exact
    cess_rate: Exact = ZERO
    until_on: date | None = None

    @property
    def dated(self) -> DatedRate:
        return DatedRate(self.from_on, self.rate, self.cess_rate, self.until_on)


@dataclass(frozen=True, kw_only=True)
class SaveTaxCode(Command[UUID]):
    """Make a tax code, or change the one with this id. `rates` None leaves the rates alone."""

    permission: ClassVar[str] = "tax.change"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    category: TaxCategory
    country: str
    for_sales: bool = True
    for_purchases: bool = True
    exemption_reason: str = ""
    is_active: bool = True
    rates: tuple[RateFrom, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class AddTaxRate(Command[None]):
    """A new rate from a day on. Documents dated before it keep theirs."""

    permission: ClassVar[str] = "tax.change"
    offline: ClassVar[Offline] = Offline.SERVER
    tax_code_id: UUID
    from_on: date
    rate: Exact
    cess_rate: Exact = ZERO


@dataclass(frozen=True, kw_only=True)
class RemoveTaxCode(Command[None]):
    """Take a tax code out of use. Documents that bear it keep what they recorded."""

    permission: ClassVar[str] = "tax.change"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID


def save_tax_code(command: SaveTaxCode, work: Work) -> UUID:
    problems = Problems()
    code = command.code.strip()
    problems.require(code, "tax_code.code_missing", "code")
    problems.require(command.name.strip(), "tax_code.name_missing", "name")
    problems.require(len(command.country) == 2, "tax_code.country_missing", "country")
    taken = work.find(TaxCode, TaxCode.c.code == code)
    problems.require(taken is None or taken.id == command.id, "tax_code.code_taken", "code", taken=code)
    rates = [rate.dated for rate in command.rates or ()]
    problems.extend(rate_problems(command.category, rates))
    problems.raise_if_any()

    values: dict[str, Any] = {
        "code": code,
        "name": command.name.strip(),
        "category": command.category,
        "country": command.country.upper(),
        "for_sales": command.for_sales,
        "for_purchases": command.for_purchases,
        "exemption_reason": command.exemption_reason.strip(),
        "is_active": command.is_active,
    }
    if command.id is None:
        saved = work.new(TaxCode, **values)
    else:
        loaded = work.get(TaxCode, command.id)
        version = loaded.version if command.version is None else command.version
        saved = work.save(dataclasses.replace(loaded, **values, version=version))
    if command.rates is not None:
        work.replace_parts(TaxRate, saved.id, _parts(work, saved.id, rates))
    return saved.id


def add_tax_rate(command: AddTaxRate, work: Work) -> None:
    code = work.get(TaxCode, command.tax_code_id, field="tax_code_id")
    rates = [
        DatedRate(one.from_on, one.rate, one.cess_rate, one.until_on)
        for one in work.parts(TaxRate, code.id)
        if one.from_on != command.from_on
    ]
    rates.append(DatedRate(command.from_on, command.rate, command.cess_rate))
    problems = Problems()
    problems.extend(rate_problems(code.category, rates))
    problems.raise_if_any()
    work.replace_parts(TaxRate, code.id, _parts(work, code.id, rates))


def remove_tax_code(command: RemoveTaxCode, work: Work) -> None:
    work.remove(work.get(TaxCode, command.id))


def seed_tax_codes(event: CompanyCreated, work: Work) -> None:
    """Lay out the tax codes of a new company's country."""
    for seed in seeds_for(event.company.country):
        code = work.new(
            TaxCode,
            code=seed.code,
            name=seed.name,
            category=seed.category,
            country=event.company.country,
            exemption_reason=seed.exemption_reason,
        )
        work.insert_many(_parts(work, code.id, seed.rates))


def _parts(work: Work, tax_code_id: UUID, rates: Sequence[DatedRate]) -> list[TaxRate]:
    return [
        TaxRate(
            company_id=work.company_id,
            tax_code_id=tax_code_id,
            line_no=number,
            from_on=rate.from_on,
            until_on=rate.until_on,
            rate=rate.rate,
            cess_rate=rate.cess_rate,
        )
        for number, rate in enumerate(sorted(rates, key=lambda one: one.from_on), start=1)
    ]
