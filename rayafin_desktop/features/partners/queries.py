"""How a partner stands, and which parties a name in a message means: the doors other features use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, literal, null, select, union_all

from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.typeahead import begins
from rayafin_desktop.engine.work import Read

from ..billing.exposure import standing
from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..companies.commands import own_company
from ..parties.model import Party, lower_code, lower_name
from .model import Certification, KycRecord, PartnerProfile, PartnerProfileRole, PartnerRole
from .rules import EXPIRING_DAYS, KycState, Paper, PaperSource, kyc_state, sounds_like, unrenewed

MOST_CALLED = 10
"""How many parties a name may mean before it means none."""

MOST_BEGINNING = 200
"""How many parties that begin with the same word are looked at."""

_TITLE = re.compile(r"^\s*(m/s|messrs)\.?\s+", re.IGNORECASE)
_D = SalesDocument.c


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerStanding:
    """How a party stands today: whether it is blocked, its papers, its credit.

    Amounts are minor units of the company's `currency`. `exposure_minor` is what counts against the
    credit limit: open receivables, orders and drafts less advances, as the company's settings say; the
    undelivered value of trades is not in it. `overdue_minor` is what of its invoices is past due.
    """

    party_id: UUID
    name: str
    is_active: bool
    is_blocked: bool
    block_reason: str
    roles: tuple[PartnerRole, ...]
    kyc: KycState
    papers: tuple[Paper, ...]
    expired: tuple[Paper, ...]
    expiring: tuple[Paper, ...]
    currency: str
    credit_limit_minor: int | None
    receivable_minor: int
    exposure_minor: int
    overdue_minor: int
    days_late: int

    @property
    def room_minor(self) -> int | None:
        """What it may still owe, below zero when the limit is passed; None without a limit."""
        if self.credit_limit_minor is None:
            return None
        return self.credit_limit_minor - self.exposure_minor


def partner_standing(read: Read, party_id: UUID) -> PartnerStanding:
    """How a party stands today; NotFound (`party.not_found`). A party without a profile has no roles."""
    read.actor.require("partner.read")
    party = read.get(Party, party_id)
    profile = read.find(PartnerProfile, party_id=party_id)
    papers = papers_of(read, party_id)
    credit = standing(read, party_id, party.credit_limit_minor)
    currency = own_company(read).currency
    overdue, days_late = _overdue(read, party_id, currency)
    return PartnerStanding(
        party_id=party_id,
        name=party.name,
        is_active=party.is_active,
        is_blocked=profile is not None and profile.is_blocked,
        block_reason="" if profile is None else profile.block_reason,
        roles=() if profile is None else roles_of(read, profile.id),
        kyc=kyc_state(papers, required=profile is not None and profile.kyc_required, on=read.today),
        papers=papers,
        expired=tuple(one for one in unrenewed(papers) if one.is_expired(read.today)),
        expiring=tuple(one for one in unrenewed(papers) if one.is_expiring(read.today)),
        currency=currency,
        credit_limit_minor=party.credit_limit_minor,
        receivable_minor=credit.receivable_minor,
        exposure_minor=credit.open_minor,
        overdue_minor=overdue,
        days_late=days_late,
    )


def is_blocked(read: Read, party_id: UUID) -> bool:
    """Whether the desk deals with this party no more."""
    profile = read.find(PartnerProfile, party_id=party_id)
    return profile is not None and profile.is_blocked


def blocked_parties(read: Read) -> frozenset[UUID]:
    """All parties the desk deals with no more; for filters over many offers at once."""
    c = PartnerProfile.c
    rows = read.fetch(
        select(c.party_id).where(c.company_id == read.company_id, c.deleted_at.is_(None), c.is_blocked)
    )
    return frozenset(row.party_id for row in rows)


def roles_of(read: Read, profile_id: UUID) -> tuple[PartnerRole, ...]:
    """What a partner does, in the order of its profile."""
    return tuple(one.role for one in read.parts(PartnerProfileRole, profile_id))


def papers_of(read: Read, party_id: UUID) -> tuple[Paper, ...]:
    """The KYC records and certificates of a party, those that expire first in front."""
    papers = [
        Paper(one.id, PaperSource.KYC, one.kind.value, one.status, one.expires_on)
        for one in read.all(KycRecord, KycRecord.c.party_id == party_id)
    ]
    papers += [
        Paper(one.id, PaperSource.CERTIFICATE, one.kind.value, None, one.expires_on, one.name)
        for one in read.all(Certification, Certification.c.party_id == party_id)
    ]
    return tuple(sorted(papers, key=lambda one: (one.expires_on or date.max, one.kind, str(one.id))))


def partners_called(read: Read, text: str) -> list[UUID]:
    """The parties in use that a name in a message means, the surest first; empty where nobody is meant.

    First those whose code, name or other name (`also` of the profile) it is, upper and lower case alike.
    Only where there are none, those of whose name it is a shorter form: `Lakshmi Spg Mills` is
    Lakshmi Spinning Mills Pvt Ltd. More than ten of these mean nobody.
    """
    typed = " ".join(_TITLE.sub("", text).split())
    if not typed:
        return []
    known = _begin_alike(read, typed.split()[0])
    wanted = typed.casefold()
    exact = [id_ for id_, names in known if wanted in {name.casefold() for name in names}]
    if exact:
        return exact
    shortened = [id_ for id_, names in known if any(sounds_like(typed, name) for name in names[1:])]
    return shortened if len(shortened) <= MOST_CALLED else []


def _begin_alike(read: Read, word: str) -> list[tuple[UUID, tuple[str, ...]]]:
    """Parties whose code or name begins with a word, or with other names that hold it: code, name, others.

    The first word of a name is not abbreviated by those who write it.
    """
    party, profile = Party.c, PartnerProfile.c
    mine = and_(party.company_id == read.company_id, party.deleted_at.is_(None), party.is_active)

    other = (
        select(profile.party_id)
        .where(
            profile.company_id == read.company_id,
            profile.deleted_at.is_(None),
            profile.also.icontains(word, autoescape=True),
        )
        .limit(MOST_BEGINNING)
    )
    beginnings = [
        select(party.id).where(mine, begins(read, column, word)).order_by(column).limit(MOST_BEGINNING)
        for column in (lower_name, lower_code)
    ]
    found = union_all(*(select(one.subquery()) for one in (*beginnings, other)))
    rows = read.fetch(
        select(party.id, party.code, party.name, profile.also)
        .join_from(
            Party.mapping.table,
            PartnerProfile.mapping.table,
            and_(
                profile.company_id == party.company_id,
                profile.party_id == party.id,
                profile.deleted_at.is_(None),
            ),
            isouter=True,
        )
        .where(mine, party.id.in_(found))
        .order_by(lower_name, party.id)
    )
    return [(row.id, (row.code, row.name, *_others(row.also))) for row in rows]


def _others(also: str | None) -> Sequence[str]:
    return [" ".join(name.split()) for name in (also or "").replace("\n", ",").split(",") if name.strip()]


@dataclass(frozen=True, slots=True)
class PartnerAlert:
    """A paper of a partner that has ended or soon does; the last day it holds is `expires_on`."""

    party_id: UUID
    party_name: str
    paper: Paper
    is_expired: bool


def partner_alerts(read: Read, *, within_days: int = EXPIRING_DAYS) -> list[PartnerAlert]:
    """Papers of partners in use that have ended or do within so many days, the oldest end first."""
    read.actor.require("partner.read")
    known: dict[UUID, str] = {}
    papers: dict[UUID, list[Paper]] = {}
    for cls, source in ((KycRecord, PaperSource.KYC), (Certification, PaperSource.CERTIFICATE)):
        c, party = cls.c, Party.c
        named = c.name if cls is Certification else literal("")
        status = c.status if cls is KycRecord else null()
        rows = read.fetch(
            select(
                c.party_id,
                party.name,
                c.id,
                c.kind,
                status.label("status"),
                c.expires_on,
                named.label("title"),
            )
            .join_from(
                cls.mapping.table,
                Party.mapping.table,
                and_(party.company_id == c.company_id, party.id == c.party_id),
            )
            .where(c.company_id == read.company_id, c.deleted_at.is_(None), party.is_active)
        )
        for party_id, name, id_, kind, decided, ends, title in rows:
            known[party_id] = name
            paper = Paper(id_, source, str(kind), decided, ends, title)
            papers.setdefault(party_id, []).append(paper)
    alerts = [
        PartnerAlert(party_id, known[party_id], paper, paper.is_expired(read.today))
        for party_id, its in papers.items()
        for paper in unrenewed(its)
        if paper.is_expired(read.today) or paper.is_expiring(read.today, within_days)
    ]
    return sorted(alerts, key=lambda one: (one.paper.expires_on or date.max, one.party_name, one.paper.kind))


def _overdue(read: Read, party_id: UUID, own: str) -> tuple[int, int]:
    """What of a party's invoices is past due, in the company's currency, and for how many days the oldest."""
    rows = read.fetch(
        select(
            _D.currency, _D.rate, _D.due_on, (_D.total_minor - _D.settled_minor).label("open_minor")
        ).where(
            _D.company_id == read.company_id,
            _D.party_id == party_id,
            _D.kind == DocumentKind.INVOICE,
            _D.state == DocumentState.POSTED,
            _D.settled_minor != _D.total_minor,
            _D.due_on < read.today,
        )
    )
    due = sum(
        int(row.open_minor)
        if row.currency == own
        else to_minor(
            multiply(to_major(int(row.open_minor), currency_digits(row.currency)), row.rate),
            currency_digits(own),
        )
        for row in rows
    )
    return due, max(((read.today - row.due_on).days for row in rows), default=0)
