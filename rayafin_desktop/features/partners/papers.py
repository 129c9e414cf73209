"""KYC records and certificates: entered by one, looked at by somebody who may verify, renewed in time."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..parties.model import Party
from .commands import LONGEST_NOTE, compact
from .model import CertificateKind, Certification, KycKind, KycRecord
from .rules import KycStatus, number_fits
from .settings import FOUR_EYES


@dataclass(frozen=True, kw_only=True)
class SaveKycRecord(Command[UUID]):
    """Note a paper that proves who a partner is, or correct one; what is corrected is to be looked at again.

    Of an Aadhaar number only the last four digits are taken. `expires_on` is its last day, None for no end.
    """

    permission: ClassVar[str] = "partner.save"
    id: UUID | None = None
    version: int | None = None
    party_id: UUID
    kind: KycKind
    number: str = ""
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class VerifyKycRecord(Command[None]):
    """Say that a paper was looked at and holds; with four eyes, by somebody who did not enter it."""

    permission: ClassVar[str] = "partner.verify"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class RejectKycRecord(Command[None]):
    """Say that a paper was looked at and does not hold, and why."""

    permission: ClassVar[str] = "partner.verify"
    id: UUID
    note: str


@dataclass(frozen=True, kw_only=True)
class RemoveKycRecord(Command[None]):
    """Take a paper off its partner; the audit log keeps that it was there."""

    permission: ClassVar[str] = "partner.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class SaveCertification(Command[UUID]):
    """Note a certificate of a partner, or correct one; what is corrected is to be verified again."""

    permission: ClassVar[str] = "partner.save"
    id: UUID | None = None
    version: int | None = None
    party_id: UUID
    kind: CertificateKind
    name: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class VerifyCertification(Command[None]):
    """Say that a certificate was checked with who issued it."""

    permission: ClassVar[str] = "partner.verify"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class RemoveCertification(Command[None]):
    """Take a certificate off its partner; the audit log keeps that it was there."""

    permission: ClassVar[str] = "partner.save"
    id: UUID


def save_kyc_record(command: SaveKycRecord, work: Work) -> UUID:
    party = work.get(Party, command.party_id, field="party_id")
    number = compact(command.number)
    loaded = None if command.id is None else work.get(KycRecord, command.id)
    problems = Problems()
    if command.kind is KycKind.AADHAAR and number:
        # The whole number would stand in the log of commands: it is not taken at all.
        problems.require(re.fullmatch(r"X*\d{4}", number), "kyc_record.aadhaar", "number")
        number = f"XXXXXXXX{number[-4:]}"
    elif number:
        fits = number_fits(command.kind.value, number, party.country)
        problems.require(fits, "kyc_record.number", "number", kind=command.kind.value)
    problems.require(len(number) <= 40, "partner.too_long", "number", limit=40)
    note = command.note.strip()
    problems.require(len(note) <= LONGEST_NOTE, "partner.too_long", "note", limit=LONGEST_NOTE)
    if loaded is not None:
        problems.require(loaded.party_id == party.id, "kyc_record.other_party", "party_id")
    problems.raise_if_any()
    values: dict[str, Any] = {
        "party_id": party.id,
        "kind": command.kind,
        "number": number,
        "expires_on": command.expires_on,
        "note": note,
    }
    entered: dict[str, Any] = {
        "status": KycStatus.PENDING,
        "decided_on": None,
        "decided_by": "",
        "entered_by_id": work.actor.user_id,
    }
    if loaded is None:
        return work.new(KycRecord, **values, **entered).id
    is_other = any(values[name] != getattr(loaded, name) for name in ("kind", "number", "expires_on"))
    version = loaded.version if command.version is None else command.version
    changed = dataclasses.replace(loaded, version=version, **values, **(entered if is_other else {}))
    return work.save(changed).id


def verify_kyc_record(command: VerifyKycRecord, work: Work) -> None:
    record = _to_decide(work, command.id)
    if record.expires_on is not None and record.expires_on < work.today:
        raise RuleBroken([Problem("kyc_record.expired", "id", {"day": record.expires_on.isoformat()})])
    work.save(
        dataclasses.replace(
            record, status=KycStatus.VERIFIED, decided_on=work.today, decided_by=work.actor.name
        )
    )


def reject_kyc_record(command: RejectKycRecord, work: Work) -> None:
    record = _to_decide(work, command.id)
    note = command.note.strip()
    if not note:
        raise RuleBroken([Problem("kyc_record.reason_missing", "note")])
    if len(note) > LONGEST_NOTE:
        raise RuleBroken([Problem("partner.too_long", "note", {"limit": LONGEST_NOTE})])
    work.save(
        dataclasses.replace(
            record,
            status=KycStatus.REJECTED,
            decided_on=work.today,
            decided_by=work.actor.name,
            note=note,
        )
    )


def _to_decide(work: Work, id_: UUID) -> KycRecord:
    record = work.get(KycRecord, id_)
    if record.status is not KycStatus.PENDING:
        raise RuleBroken([Problem("kyc_record.decided", "id")])
    _four_eyes(work, record.entered_by_id)
    return record


def _four_eyes(work: Work, entered_by_id: UUID | None) -> None:
    own = entered_by_id is not None and entered_by_id == work.actor.user_id
    if own and work.setting(FOUR_EYES):
        raise RuleBroken([Problem("kyc_record.four_eyes", "id")])


def remove_kyc_record(command: RemoveKycRecord, work: Work) -> None:
    work.remove(work.get(KycRecord, command.id))


def save_certification(command: SaveCertification, work: Work) -> UUID:
    party = work.get(Party, command.party_id, field="party_id")
    loaded = None if command.id is None else work.get(Certification, command.id)
    values: dict[str, Any] = {
        "party_id": party.id,
        "kind": command.kind,
        "name": command.name.strip(),
        "number": " ".join(command.number.split()),
        "issuer": command.issuer.strip(),
        "issued_on": command.issued_on,
        "expires_on": command.expires_on,
    }
    problems = Problems()
    for name, longest in (("name", 200), ("number", 40), ("issuer", 200)):
        problems.require(len(values[name]) <= longest, "partner.too_long", name, limit=longest)
    if command.kind is CertificateKind.OTHER:
        problems.require(values["name"], "certification.name_missing", "name")
    begins, ends = command.issued_on, command.expires_on
    if begins is not None and ends is not None:
        problems.require(begins <= ends, "certification.ends_before", "expires_on")
    if loaded is not None:
        problems.require(loaded.party_id == party.id, "kyc_record.other_party", "party_id")
    problems.raise_if_any()
    entered: dict[str, Any] = {"verified_on": None, "verified_by": "", "entered_by_id": work.actor.user_id}
    if loaded is None:
        return work.new(Certification, **values, **entered).id
    is_other = any(value != getattr(loaded, name) for name, value in values.items())
    version = loaded.version if command.version is None else command.version
    changed = dataclasses.replace(loaded, version=version, **values, **(entered if is_other else {}))
    return work.save(changed).id


def verify_certification(command: VerifyCertification, work: Work) -> None:
    found = work.get(Certification, command.id)
    if found.verified_on is not None:
        raise RuleBroken([Problem("kyc_record.decided", "id")])
    _four_eyes(work, found.entered_by_id)
    work.save(dataclasses.replace(found, verified_on=work.today, verified_by=work.actor.name))


def remove_certification(command: RemoveCertification, work: Work) -> None:
    work.remove(work.get(Certification, command.id))
