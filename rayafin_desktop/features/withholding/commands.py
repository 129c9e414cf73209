"""Keeping sections and their rates, and saying which parties they apply to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.engine.commands import Amount, Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..companies.happenings import CompanyCreated
from ..currencies.queries import own_currency
from ..parties.model import Party
from ..tax.categories import ZERO
from .model import PartyWithholding, WithholdingRate, WithholdingSection
from .rules import HUNDRED, DatedSection, WithholdingKind, rate_problems
from .seeds import seeds_for

_PAN = re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]")


@dataclass(frozen=True, kw_only=True)
class SaveWithholdingSection(Command[UUID]):
    """Make a section, or change the one with this id; rates are added by `AddWithholdingRate`."""

    permission: ClassVar[str] = "withholding.save"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    kind: WithholdingKind = WithholdingKind.TDS
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class AddWithholdingRate(Command[None]):
    """A section's rate in percent from a day on; thresholds in major units, 0 for none.

    A rate that begins on the same day takes the old one's place.
    """

    permission: ClassVar[str] = "withholding.save"
    offline: ClassVar[Offline] = Offline.SERVER
    section_id: UUID
    from_on: date
    cites: str
    rate: Exact
    no_pan_rate: Exact
    single: Amount = ZERO
    year: Amount = ZERO
    excess_only: bool = False


@dataclass(frozen=True, kw_only=True)
class SavePartyWithholding(Command[UUID]):
    """Say under which section payments to a party fall, or change that.

    A certificate for a lower rate has a number, a rate in percent and a last day, or is left out.
    """

    permission: ClassVar[str] = "withholding.save"
    id: UUID | None = None
    version: int | None = None
    party_id: UUID
    section_id: UUID
    pan: str = ""
    certificate_no: str = ""
    certificate_rate: Exact | None = None
    certificate_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class RemovePartyWithholding(Command[None]):
    """Nothing is withheld from this party any more; what was withheld stays."""

    permission: ClassVar[str] = "withholding.save"
    id: UUID


def save_withholding_section(command: SaveWithholdingSection, work: Work) -> UUID:
    code = command.code.strip()
    problems = Problems()
    problems.require(code, "withholding.code_missing", "code")
    problems.require(command.name.strip(), "withholding.name_missing", "name")
    taken = work.find(WithholdingSection, code=code)
    problems.require(taken is None or taken.id == command.id, "withholding.code_taken", "code", taken=code)
    problems.raise_if_any()
    values: dict[str, Any] = {
        "code": code,
        "name": command.name.strip(),
        "kind": command.kind,
        "is_active": command.is_active,
    }
    if command.id is None:
        return work.new(WithholdingSection, **values).id
    loaded = work.get(WithholdingSection, command.id)
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, **values, version=version)).id


def add_withholding_rate(command: AddWithholdingRate, work: Work) -> None:
    section = work.get(WithholdingSection, command.section_id, field="section_id")
    digits = currency_digits(own_currency(work))
    rate = DatedSection(
        from_on=command.from_on,
        cites=command.cites.strip(),
        rate=command.rate,
        no_pan_rate=command.no_pan_rate,
        single_minor=to_minor(command.single, digits),
        year_minor=to_minor(command.year, digits),
        excess_only=command.excess_only,
    )
    problems = Problems()
    problems.extend(dataclasses.replace(one, field=_own_field(one.field)) for one in rate_problems([rate]))
    problems.raise_if_any()
    names = [f.name for f in dataclasses.fields(DatedSection)]
    others = [
        DatedSection(**{name: getattr(one, name) for name in names})
        for one in work.parts(WithholdingRate, section.id)
        if one.from_on != command.from_on
    ]
    work.replace_parts(WithholdingRate, section.id, _parts(work, section.id, [*others, rate]))


def _own_field(field: str) -> str:
    """`rates.0.single_minor` as the command's own field `single`."""
    return field.removeprefix("rates.0.").removesuffix("_minor")


def save_party_withholding(command: SavePartyWithholding, work: Work) -> UUID:
    party = work.get(Party, command.party_id, field="party_id")
    section = work.get(WithholdingSection, command.section_id, field="section_id")
    pan, number = command.pan.strip().upper(), command.certificate_no.strip()
    given = (bool(number), command.certificate_rate is not None, command.certificate_until is not None)
    problems = Problems()
    known = work.find(PartyWithholding, party_id=party.id)
    problems.require(known is None or known.id == command.id, "withholding.party_taken", "party_id")
    problems.require(not pan or _PAN.fullmatch(pan), "withholding.pan_malformed", "pan", pan=pan)
    problems.require(all(given) or not any(given), "withholding.certificate_incomplete", "certificate_no")
    rate = command.certificate_rate
    problems.require(
        rate is None or (rate.is_finite() and 0 <= rate <= HUNDRED),
        "withholding.rate_out_of_range",
        "certificate_rate",
    )
    problems.raise_if_any()
    values: dict[str, Any] = {
        "party_id": party.id,
        "section_id": section.id,
        "pan": pan,
        "certificate_no": number,
        "certificate_rate": rate,
        "certificate_until": command.certificate_until,
    }
    if command.id is None:
        return work.new(PartyWithholding, **values).id
    loaded = work.get(PartyWithholding, command.id)
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, **values, version=version)).id


def remove_party_withholding(command: RemovePartyWithholding, work: Work) -> None:
    work.remove(work.get(PartyWithholding, command.id))


def seed_sections(event: CompanyCreated, work: Work) -> None:
    """Lay out the sections of a new company's country."""
    for seed in seeds_for(event.company.country):
        section = work.new(WithholdingSection, code=seed.code, name=seed.name, kind=seed.kind)
        work.insert_many(_parts(work, section.id, seed.rates))


def _parts(work: Work, section_id: UUID, rates: Sequence[DatedSection]) -> list[WithholdingRate]:
    return [
        WithholdingRate(
            company_id=work.company_id,
            withholding_section_id=section_id,
            line_no=number,
            **{f.name: getattr(rate, f.name) for f in dataclasses.fields(DatedSection)},
        )
        for number, rate in enumerate(sorted(rates, key=lambda one: one.from_on), start=1)
    ]
