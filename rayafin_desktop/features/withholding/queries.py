"""Sections with the rates in force, and what applies to a party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..currencies.queries import own_currency
from ..parties.model import Party
from .model import PartyWithholding, WithholdingRate, WithholdingSection
from .rules import DatedSection, Withheld, WithholdingKind, YearSoFar, has_pan, section_on, withholding
from .settings import ROUND_TO_WHOLE

_S, _R, _W = WithholdingSection.c, WithholdingRate.c, PartyWithholding.c


@dataclass(frozen=True, slots=True)
class SectionValue:
    """A section with its dated rates, oldest first."""

    id: UUID
    code: str
    name: str
    kind: WithholdingKind
    is_active: bool
    rates: tuple[DatedSection, ...]


@dataclass(frozen=True, slots=True)
class SectionDetail:
    """A section as its form shows it."""

    id: UUID
    version: int
    code: str
    name: str
    kind: WithholdingKind
    is_active: bool


@dataclass(frozen=True, slots=True)
class SectionRateRow:
    """One dated rate; thresholds in minor units of the company's currency."""

    from_on: date
    cites: str
    rate: Decimal
    no_pan_rate: Decimal
    single_minor: int
    year_minor: int
    excess_only: bool


@dataclass(frozen=True, slots=True)
class PartyWithholdingDetail:
    """What applies to a party, as its form shows it."""

    id: UUID
    version: int
    party_id: UUID
    party_name: str
    section_id: UUID
    section_name: str
    pan: str
    certificate_no: str
    certificate_rate: Decimal | None
    certificate_until: date | None


def sections(read: Read) -> Mapping[UUID, SectionValue]:
    """All sections of the company by id; kept until one of them changes."""

    def load() -> Mapping[UUID, SectionValue]:
        rates: dict[UUID, list[DatedSection]] = {}
        names = [f.name for f in fields(DatedSection)]
        statement = (
            select(_R.withholding_section_id, *(_R[name] for name in names))
            .where(_R.company_id == read.company_id)
            .order_by(_R.withholding_section_id, _R.from_on)
        )
        for section_id, *values in read.fetch(statement):
            rates.setdefault(section_id, []).append(DatedSection(**dict(zip(names, values, strict=True))))
        return {
            one.id: SectionValue(
                one.id, one.code, one.name, one.kind, one.is_active, tuple(rates.get(one.id, ()))
            )
            for one in read.all(WithholdingSection, order_by=(_S.code,))
        }

    return read.cached("withholding.sections", load)


def section_named(read: Read, code: str) -> SectionValue | None:
    """The section of this code, or the one that cites it, whatever its case."""
    wanted = code.strip().casefold()
    known = sections(read).values()
    by_code = next((one for one in known if one.code.casefold() == wanted), None)
    return by_code or next(
        (one for one in known if any(rate.cites.casefold() == wanted for rate in one.rates)), None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDuty:
    """The section a party falls under on a day, and what bends its rate."""

    section: SectionValue
    rate: DatedSection
    has_pan: bool
    certificate_rate: Decimal | None

    def withheld(self, amount_minor: int, so_far: YearSoFar, whole: int) -> Withheld:
        """The tax on an amount paid now; see `rules.withholding`."""
        return withholding(
            self.rate,
            amount_minor,
            so_far,
            has_pan=self.has_pan,
            certificate_rate=self.certificate_rate,
            whole=whole,
        )


@dataclass(frozen=True, slots=True)
class PartyDuties:
    """What applies to a party, for any day."""

    section: SectionValue
    has_pan: bool
    certificate_rate: Decimal | None
    certificate_until: date | None

    def on(self, day: date) -> PartyDuty | None:
        """What to withhold on a day; None before the section's first rate."""
        rate = section_on(self.section.rates, day)
        if rate is None:
            return None
        holds = self.certificate_until is not None and day <= self.certificate_until
        return PartyDuty(
            section=self.section,
            rate=rate,
            has_pan=self.has_pan,
            certificate_rate=self.certificate_rate if holds else None,
        )

    def covers(self, cited: str) -> bool:
        """Whether a citation is one of this section's, of whichever day."""
        names = (self.section.code, *(rate.cites for rate in self.section.rates))
        return cited.strip().casefold() in {name.casefold() for name in names}


def duties_of(read: Read, party_id: UUID) -> PartyDuties | None:
    """What applies to a party; None where nothing was ever said of it, or its section is out of use."""
    applied = read.find(PartyWithholding, party_id=party_id)
    section = sections(read).get(applied.section_id) if applied is not None else None
    if applied is None or section is None or not section.is_active:
        return None
    party = read.get(Party, party_id, field="party_id")
    return PartyDuties(
        section=section,
        has_pan=has_pan(party.tax_id, applied.pan),
        certificate_rate=applied.certificate_rate,
        certificate_until=applied.certificate_until,
    )


def duty_of(read: Read, party_id: UUID, on: date) -> PartyDuty | None:
    """What to withhold from payments to a party on a day; None where nothing was ever said of it."""
    duties = duties_of(read, party_id)
    return None if duties is None else duties.on(on)


def rounded_to(read: Read) -> int:
    """What withheld tax is rounded to, in minor units of the company's currency."""
    return 10 ** currency_digits(own_currency(read)) if read.setting(ROUND_TO_WHOLE) else 1


def section_detail(read: Read, section_id: UUID) -> SectionDetail:
    """One section in full; NotFound (`withholding_section.not_found`)."""
    read.actor.require("withholding.read")
    section = read.get(WithholdingSection, section_id)
    return SectionDetail(*(getattr(section, f.name) for f in fields(SectionDetail)))


def section_rate_rows(read: Read, section_id: UUID) -> Sequence[SectionRateRow]:
    """The rates of a section, the latest first."""
    read.actor.require("withholding.read")
    rates = sorted(read.parts(WithholdingRate, section_id), key=lambda one: one.from_on, reverse=True)
    return [SectionRateRow(*(getattr(one, f.name) for f in fields(SectionRateRow))) for one in rates]


def party_withholding_detail(read: Read, id_: UUID) -> PartyWithholdingDetail:
    """What applies to one party; NotFound (`party_withholding.not_found`)."""
    read.actor.require("withholding.read")
    row = read.get(PartyWithholding, id_)
    return PartyWithholdingDetail(
        id=row.id,
        version=row.version,
        party_id=row.party_id,
        party_name=read.get(Party, row.party_id).name,
        section_id=row.section_id,
        section_name=read.get(WithholdingSection, row.section_id).name,
        pan=row.pan,
        certificate_no=row.certificate_no,
        certificate_rate=row.certificate_rate,
        certificate_until=row.certificate_until,
    )


def _section_rows(read: Read) -> Select[Any]:
    newer = WithholdingRate.mapping.table.alias("begun").c
    latest = (
        select(func.max(newer.from_on))
        .where(
            newer.company_id == _S.company_id,
            newer.withholding_section_id == _S.id,
            newer.from_on <= read.today,
        )
        .scalar_subquery()
    )
    return (
        select(
            *(_S[name] for name in ("id", "version", "code", "name", "kind", "is_active")),
            *(_R[name] for name in ("cites", "from_on", "rate", "no_pan_rate", "single_minor", "year_minor")),
            (~_S.is_active).label("is_muted"),
        )
        .join_from(
            WithholdingSection.mapping.table,
            WithholdingRate.mapping.table,
            and_(_R.company_id == _S.company_id, _R.withholding_section_id == _S.id, _R.from_on == latest),
            isouter=True,
        )
        .where(_S.company_id == read.company_id, _S.deleted_at.is_(None))
    )


def _section_text(_read: Read, text: str) -> Condition:
    return or_(_S.code.icontains(text, autoescape=True), _S.name.icontains(text, autoescape=True))


SECTION_ROWS = ListQuery(
    name="withholding_sections",
    permission="withholding.read",
    kinds=("withholding_section",),
    select=_section_rows,
    key=_S.id,
    sorts={"code": (_S.code,)},
    default_sort=("code", False),
    tabs={"active": lambda read: _S.is_active, "all": lambda read: None},
    search=_section_text,
)


def _party_rows(read: Read) -> Select[Any]:
    p = Party.c
    return (
        select(
            *(_W[name] for name in ("id", "version", "party_id", "pan")),
            *(_W[name] for name in ("certificate_no", "certificate_rate", "certificate_until")),
            p.name.label("party_name"),
            p.tax_id,
            _S.code.label("section_code"),
            _S.name.label("section_name"),
        )
        .join_from(
            PartyWithholding.mapping.table,
            Party.mapping.table,
            and_(p.company_id == _W.company_id, p.id == _W.party_id),
        )
        .join(WithholdingSection.mapping.table, and_(_S.company_id == _W.company_id, _S.id == _W.section_id))
        .where(_W.company_id == read.company_id, _W.deleted_at.is_(None))
    )


PARTY_ROWS = ListQuery(
    name="party_withholdings",
    permission="withholding.read",
    kinds=("party_withholding", "party"),
    select=_party_rows,
    key=_W.id,
    sorts={"party_name": (Party.c.name,)},
    default_sort=("party_name", False),
    search=lambda _read, text: Party.c.name.icontains(text, autoescape=True),
)
LISTS = (SECTION_ROWS, PARTY_ROWS)
