"""Sections of law under which tax is withheld, their dated rates, and the parties they apply to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Minor, Name, Rate, References
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .rules import WithholdingKind


@entity("withholding_sections", unique=[("code",)], where={("code",): "deleted_at IS NULL"}, reference=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class WithholdingSection(Entity):
    """One duty to withhold. `code` is our name for it; what is cited on a day stands in its rates."""

    code: Code
    name: Name
    kind: WithholdingKind = WithholdingKind.TDS
    is_active: bool = True


@part("withholding_rates", of=WithholdingSection)
@dataclass(frozen=True, kw_only=True, slots=True)
class WithholdingRate(Part):
    """A rate in percent from `from_on` until the next one begins, and the words of law it stands under.

    Nothing is withheld until a year's sum passes `year_minor` or, where there is one, a single amount passes
    `single_minor` (company currency, 0 for none). `excess_only` taxes only what lies above the year's
    threshold. `no_pan_rate` holds where the party has given no PAN (s.206AA).
    """

    withholding_section_id: UUID
    from_on: date
    cites: Code
    rate: Rate
    no_pan_rate: Rate
    single_minor: Minor = 0
    year_minor: Minor = 0
    excess_only: bool = False


@entity("party_withholdings", unique=[("party_id",)], where={("party_id",): "deleted_at IS NULL"})
@dataclass(frozen=True, kw_only=True, slots=True)
class PartyWithholding(Entity):
    """The section payments to a party fall under, and the certificate for a lower rate it has shown."""

    party_id: Annotated[UUID, References("parties")]
    section_id: Annotated[UUID, References("withholding_sections")]
    certificate_no: Name = ""
    certificate_rate: Rate | None = None
    certificate_until: date | None = None
    pan: Code = ""
