"""Whom and where a message means: names of the book, never chosen where two are possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process, utils
from sqlalchemy import and_, select

from rayafin_desktop.engine.work import Read

from ..commodities.queries import location_named, locations
from ..commodities.rules import other_names
from ..parties.model import Contact, Party
from ..partners.model import PartnerProfile, PartnerRole
from ..partners.queries import partners_called, roles_of

MOST_CANDIDATES = 5
LIKE_ENOUGH = 82.0
"""From which likeness on (0 to 100, rapidfuzz's WRatio) a name is worth asking about."""

_PHONE_DIGITS = 10
_TAIL = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record a name may mean; `likeness` of 0 to 100."""

    id: UUID
    name: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means: one record for certain (`id`), or candidates to ask about, or nothing.

    `is_broker` of a party that deals for others only: what it writes is not its own offer.
    """

    text: str
    id: UUID | None = None
    name: str = ""
    candidates: tuple[Candidate, ...] = ()
    is_broker: bool = False


def party_named(read: Read, text: str) -> Named:
    """The party with this name, code, other name or phone number.

    Only a single party that is called exactly so is chosen. Shorter forms (`Lakshmi Spg`) and misspellings
    are candidates, the likeliest first.
    """
    text = " ".join(text.split())
    if not text:
        return Named("")
    by_phone = _with_phone(read, text)
    found = by_phone or partners_called(read, text)
    names = _names(read, found)
    if len(found) == 1 and (by_phone or _is_called(text, names[found[0]])):
        return Named(text, found[0], names[found[0]][0], is_broker=_is_broker(read, found[0]))
    if not found:
        return Named(text, candidates=_alike(text, _all_names(read)))
    several = [Candidate(id_, names[id_][0], 100) for id_ in found[:MOST_CANDIDATES] if id_ in names]
    return Named(text, candidates=tuple(several))


def place_named(read: Read, text: str) -> Named:
    """The place with this code, name or other name; else those that are written nearly so."""
    text = " ".join(text.split())
    found = location_named(read, text) if text else None
    if found is not None:
        return Named(text, found.id, found.name)
    every = [(one.id, one.name) for one in locations(read).values() if one.is_active]
    return Named(text, candidates=_alike(text, every))


def _is_broker(read: Read, party_id: UUID) -> bool:
    profile = read.find(PartnerProfile, party_id=party_id)
    roles = set(() if profile is None else roles_of(read, profile.id))
    return bool(roles) and roles <= {PartnerRole.BROKER, PartnerRole.SUB_BROKER}


def _is_called(text: str, names: tuple[str, ...]) -> bool:
    wanted = utils.default_process(text)
    return any(wanted == utils.default_process(name) for name in names)


def _alike(text: str, every: Sequence[tuple[UUID, str]]) -> tuple[Candidate, ...]:
    if not text:
        return ()
    found = process.extract(
        text,
        [name for _, name in every],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=LIKE_ENOUGH,
        limit=MOST_CANDIDATES,
    )
    return tuple(Candidate(every[at][0], name, round(likeness)) for name, likeness, at in found)


def _names(read: Read, ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Name, code and other names of some parties."""
    profiles = read.all(PartnerProfile, PartnerProfile.c.party_id.in_(ids)) if ids else []
    also = {one.party_id: one.also for one in profiles}
    return {
        one.id: (one.name, one.code, *other_names(also.get(one.id, "")))
        for one in read.by_ids(Party, ids).values()
    }


def _all_names(read: Read) -> list[tuple[UUID, str]]:
    c = Party.c
    rows = read.fetch(
        select(c.id, c.name)
        .where(c.company_id == read.company_id, c.deleted_at.is_(None), c.is_active)
        .order_by(c.name, c.id)
    )
    return [(row.id, row.name) for row in rows]


def _with_phone(read: Read, text: str) -> list[UUID]:
    """The parties with this phone number, their contacts' included; empty where the text is no number."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < _PHONE_DIGITS or re.search(r"[^\d\s()+./-]", text):
        return []
    wanted, tail = digits[-_PHONE_DIGITS:], digits[-_TAIL:]
    party, contact = Party.c, Contact.c
    mine = (party.company_id == read.company_id, party.deleted_at.is_(None), party.is_active)
    own = select(party.id, party.phone).where(*mine, party.phone.contains(tail, autoescape=True))
    theirs = (
        select(party.id, contact.phone)
        .join_from(
            Party.mapping.table,
            Contact.mapping.table,
            and_(contact.company_id == party.company_id, contact.party_id == party.id),
        )
        .where(*mine, contact.phone.contains(tail, autoescape=True))
    )
    found = [*read.fetch(own), *read.fetch(theirs)]
    return sorted(
        {row.id for row in found if re.sub(r"\D", "", row.phone)[-_PHONE_DIGITS:] == wanted}, key=str
    )
