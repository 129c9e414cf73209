"""Saving what the desk knows of a party, and dealing with it no more."""

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

from ..commodities.queries import locations
from ..parties.model import Party
from .model import PartnerBank, PartnerProfile, PartnerProfileRole, PartnerRole

MOST_BANKS = 20
LONGEST_NOTE = 4000


@dataclass(frozen=True, kw_only=True)
class BankInput:
    """A bank account of a partner; `ifsc` is the branch's code in India, empty elsewhere."""

    bank: str
    account_name: str = ""
    account_no: str
    ifsc: str = ""
    is_primary: bool = False


@dataclass(frozen=True, kw_only=True)
class SavePartner(Command[UUID]):
    """Make a party a partner of the desk, or change what the desk knows of it; answers the party's id.

    `also` are other names messages call it, parted by commas. `roles` and `banks` replace all there are,
    None leaves them; an account that stays as it is stays verified. The first account is the primary one
    where none is marked. `is_new` refuses a party that is a partner already, whose roles and banks would be
    replaced by those of somebody who did not see them.
    """

    permission: ClassVar[str] = "partner.save"
    party_id: UUID
    version: int | None = None
    is_new: bool = False
    station_id: UUID | None = None
    also: str = ""
    kyc_required: bool = True
    notes: str = ""
    roles: tuple[PartnerRole, ...] | None = None
    banks: tuple[BankInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class BlockPartner(Command[None]):
    """Deal with a partner no more: it is offered nothing and matches nothing. `reason` says why."""

    permission: ClassVar[str] = "partner.save"
    party_id: UUID
    block_reason: str


@dataclass(frozen=True, kw_only=True)
class UnblockPartner(Command[None]):
    """Deal with a partner again; who blocked it and why stays in its history."""

    permission: ClassVar[str] = "partner.save"
    party_id: UUID


@dataclass(frozen=True, kw_only=True)
class VerifyPartnerBank(Command[None]):
    """Note that somebody checked today that a bank account is the partner's."""

    permission: ClassVar[str] = "partner.verify"
    party_id: UUID
    line_no: int


def save_partner(command: SavePartner, work: Work) -> UUID:
    party = work.get(Party, command.party_id, field="party_id")
    values: dict[str, Any] = {
        "station_id": command.station_id,
        "also": command.also.strip(),
        "kyc_required": command.kyc_required,
        "notes": command.notes.strip(),
    }
    problems = Problems()
    if command.station_id is not None:
        known = command.station_id in locations(work)
        problems.require(known, "terms.location_unknown", "station_id")
    for name in ("also", "notes"):
        problems.require(len(values[name]) <= LONGEST_NOTE, "partner.too_long", name, limit=LONGEST_NOTE)
    roles = command.roles or ()
    problems.require(len(set(roles)) == len(roles), "partner.role_twice", "roles")
    _check_banks(command.banks or (), party.country, problems)
    profile = work.find(PartnerProfile, party_id=party.id)
    if command.is_new:
        problems.require(profile is None, "partner.already", "party_id", name=party.name)
    problems.raise_if_any()
    if profile is None:
        profile = work.new(PartnerProfile, party_id=party.id, **values)
    else:
        version = profile.version if command.version is None else command.version
        profile = work.save(dataclasses.replace(profile, version=version, **values))
    if command.roles is not None:
        work.replace_parts(PartnerProfileRole, profile.id, _roles(command.roles, profile))
    if command.banks is not None:
        before = work.parts(PartnerBank, profile.id)
        work.replace_parts(PartnerBank, profile.id, _banks(command.banks, profile, before))
    return party.id


def _check_banks(banks: tuple[BankInput, ...], country: str, problems: Problems) -> None:
    problems.require(len(banks) <= MOST_BANKS, "partner.too_many_banks", "banks", limit=MOST_BANKS)
    problems.require(sum(one.is_primary for one in banks) <= 1, "partner.primary_twice", "banks")
    seen: set[tuple[str, str]] = set()
    for at, one in enumerate(banks):
        number, ifsc = compact(one.account_no), compact(one.ifsc)
        where = f"banks.{at}."
        problems.require(one.bank.strip(), "partner.bank_missing", f"{where}bank")
        problems.require(number, "partner.account_missing", f"{where}account_no")
        for name, text, longest in (
            ("bank", one.bank, 200),
            ("account_name", one.account_name, 200),
            ("account_no", number, 40),
            ("ifsc", ifsc, 20),
        ):
            problems.require(len(text) <= longest, "partner.too_long", f"{where}{name}", limit=longest)
        if country == "IN" and ifsc:
            is_ifsc = re.fullmatch(r"[A-Z]{4}0[A-Z0-9]{6}", ifsc)
            problems.require(is_ifsc, "partner.ifsc", f"{where}ifsc", ifsc=ifsc)
        problems.require((number, ifsc) not in seen, "partner.account_twice", f"{where}account_no")
        seen.add((number, ifsc))


def compact(text: str) -> str:
    """A number as it is kept: capitals, without blanks, hyphens and points."""
    return re.sub(r"[\s\-.]", "", text).upper()


def _roles(roles: tuple[PartnerRole, ...], profile: PartnerProfile) -> list[PartnerProfileRole]:
    return [
        PartnerProfileRole(
            company_id=profile.company_id, partner_profile_id=profile.id, line_no=at, role=role
        )
        for at, role in enumerate(roles, start=1)
    ]


def _banks(
    banks: tuple[BankInput, ...], profile: PartnerProfile, before: list[PartnerBank]
) -> list[PartnerBank]:
    verified: dict[tuple[str, str, str], date | None] = {
        (one.account_no, one.ifsc, one.account_name): one.verified_on for one in before
    }
    has_primary = any(one.is_primary for one in banks)
    rows = []
    for at, one in enumerate(banks, start=1):
        number, ifsc, name = compact(one.account_no), compact(one.ifsc), one.account_name.strip()
        rows.append(
            PartnerBank(
                company_id=profile.company_id,
                partner_profile_id=profile.id,
                line_no=at,
                bank=one.bank.strip(),
                account_name=name,
                account_no=number,
                ifsc=ifsc,
                is_primary=one.is_primary if has_primary else at == 1,
                verified_on=verified.get((number, ifsc, name)),
            )
        )
    return rows


def block_partner(command: BlockPartner, work: Work) -> None:
    party = work.get(Party, command.party_id, field="party_id")
    reason = command.block_reason.strip()
    if not reason:
        raise RuleBroken([Problem("partner.reason_missing", "block_reason")])
    if len(reason) > LONGEST_NOTE:
        raise RuleBroken([Problem("partner.too_long", "block_reason", {"limit": LONGEST_NOTE})])
    profile = work.find(PartnerProfile, party_id=party.id)
    if profile is None:
        work.new(PartnerProfile, party_id=party.id, is_blocked=True, block_reason=reason)
    else:
        work.save(dataclasses.replace(profile, is_blocked=True, block_reason=reason))


def unblock_partner(command: UnblockPartner, work: Work) -> None:
    profile = _profile(work, command.party_id)
    if not profile.is_blocked:
        raise RuleBroken([Problem("partner.not_blocked", "party_id")])
    work.save(dataclasses.replace(profile, is_blocked=False, block_reason=""))


def verify_partner_bank(command: VerifyPartnerBank, work: Work) -> None:
    profile = _profile(work, command.party_id)
    banks = work.parts(PartnerBank, profile.id)
    if command.line_no not in {one.line_no for one in banks}:
        raise RuleBroken([Problem("partner.no_such_account", "line_no")])
    work.replace_parts(
        PartnerBank,
        profile.id,
        [
            dataclasses.replace(one, verified_on=work.today) if one.line_no == command.line_no else one
            for one in banks
        ],
    )


def _profile(work: Work, party_id: UUID) -> PartnerProfile:
    profile = work.find(PartnerProfile, party_id=party_id)
    if profile is None:
        raise RuleBroken([Problem("partner.no_profile", "party_id")])
    return profile
