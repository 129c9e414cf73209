"""What the desk knows of a party beyond its account: roles, checks, certificates, banks, other names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Length, Name, Note, Personal, References
from rayafin_desktop.engine.entity import Entity, Part, entity, part

from .rules import KycStatus


class PartnerRole(StrEnum):
    """What somebody does in the trade; one may do several."""

    BUYER = "BUYER"
    SELLER = "SELLER"
    BROKER = "BROKER"
    SUB_BROKER = "SUB_BROKER"
    GINNER = "GINNER"
    MILL = "MILL"
    TRADER = "TRADER"
    EXPORTER = "EXPORTER"
    TRANSPORTER = "TRANSPORTER"
    LAB = "LAB"
    WAREHOUSE = "WAREHOUSE"


class KycKind(StrEnum):
    """What was shown to prove who somebody is."""

    PAN = "PAN"
    GSTIN = "GSTIN"
    AADHAAR = "AADHAAR"
    UDYAM = "UDYAM"
    IEC = "IEC"
    LICENCE = "LICENCE"
    CHEQUE = "CHEQUE"
    ADDRESS = "ADDRESS"
    OTHER = "OTHER"


class CertificateKind(StrEnum):
    """Common certificates of the trade."""

    FSSAI = "FSSAI"
    APEDA = "APEDA"
    GOTS = "GOTS"
    BCI = "BCI"
    ISO_9001 = "ISO_9001"
    ISO_22000 = "ISO_22000"
    ORGANIC = "ORGANIC"
    APMC = "APMC"
    OTHER = "OTHER"


@entity(
    "partner_profiles",
    unique=[("party_id",)],
    where={("party_id",): "deleted_at IS NULL"},
    indexes=[("is_blocked", "id")],
)
@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerProfile(Entity):
    """The desk's page of a party. `also` are other names messages call it, parted by commas.

    A blocked partner is offered nothing and matches nothing; `block_reason` says why.
    """

    party_id: Annotated[UUID, References("parties")]
    station_id: Annotated[UUID | None, References("locations")] = None
    also: Annotated[Note, Personal] = ""
    is_blocked: bool = False
    block_reason: Annotated[Note, Personal] = ""
    kyc_required: bool = True
    notes: Annotated[Note, Personal] = ""


@part("partner_roles", of=PartnerProfile, kind="partner_role")
@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerProfileRole(Part):
    """One thing this partner does."""

    partner_profile_id: UUID
    role: PartnerRole


@part("partner_banks", of=PartnerProfile, kind="partner_bank")
@dataclass(frozen=True, kw_only=True, slots=True)
class PartnerBank(Part):
    """A bank account of the partner; `verified_on` is the day somebody checked that it is theirs."""

    partner_profile_id: UUID
    bank: Name
    account_name: Annotated[Name, Personal] = ""
    account_no: Annotated[str, Length(40), Personal]
    ifsc: Annotated[str, Length(20)] = ""
    is_primary: bool = False
    verified_on: date | None = None


@entity(
    "kyc_records",
    indexes=[("party_id", "kind"), ("expires_on", "id"), ("status", "id")],
    checks={"verified": "(status = 'PENDING') = (decided_on IS NULL)"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class KycRecord(Entity):
    """A paper that proves who a partner is, who looked at it and until when it holds.

    `entered_by_id` is the user whose entry it is; where the company wants four eyes, another decides. Of an
    Aadhaar number only the last four digits are kept (Aadhaar Act 2016 s.29; RBI KYC Direction s.3).
    """

    party_id: Annotated[UUID, References("parties")]
    kind: KycKind
    number: Annotated[Code, Personal] = ""
    status: KycStatus = KycStatus.PENDING
    entered_by_id: UUID | None = None
    decided_on: date | None = None
    decided_by: Annotated[Name, Personal] = ""
    expires_on: date | None = None
    note: Annotated[Note, Personal] = ""


@entity(
    "certifications",
    indexes=[("party_id", "kind"), ("expires_on", "id")],
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Certification(Entity):
    """A certificate of a partner, and until when it holds; None for no end."""

    party_id: Annotated[UUID, References("parties")]
    kind: CertificateKind
    name: Name = ""
    number: Annotated[Code, Personal] = ""
    issuer: Name = ""
    issued_on: date | None = None
    expires_on: date | None = None
    entered_by_id: UUID | None = None
    verified_on: date | None = None
    verified_by: Annotated[Name, Personal] = ""
