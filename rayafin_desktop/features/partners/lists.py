"""Partners and their papers as lists, with what their side panels and pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select, true

from rayafin_desktop.engine import typeahead
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..commodities.model import Location
from ..parties.model import Party, lower_code, lower_name, party_balances
from .model import (
    CertificateKind,
    Certification,
    KycKind,
    KycRecord,
    PartnerBank,
    PartnerProfile,
    PartnerProfileRole,
    PartnerRole,
)
from .queries import papers_of, partner_standing, roles_of
from .rules import EXPIRING_DAYS, KycState, KycStatus, Paper, PaperSource, kyc_state, masked, unrenewed

_P, _F, _K, _C = Party.c, PartnerProfile.c, KycRecord.c, Certification.c
_L = Location.c


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A partner in the list; `id` is the party's. Amounts are minor units of the company's currency."""

    id: UUID
    code: str
    name: str
    role: PartnerRole | None
    role_count: int
    station_name: str
    city: str
    phone: str
    kyc: KycState
    expiring_count: int
    expired_count: int
    next_expiry: date | None
    is_expired: bool
    receivable_minor: int
    credit_limit_minor: int | None
    is_over_limit: bool
    is_blocked: bool
    is_open: bool
    block_reason: str
    also: str
    is_muted: bool
    version: int


def _partners(read: Read) -> Select[Any]:
    role = PartnerProfileRole.c
    of_profile = and_(role.company_id == _F.company_id, role.partner_profile_id == _F.id)
    receivable = func.coalesce(party_balances.c.receivable_minor, 0)
    return (
        select(
            *(_P[name] for name in ("id", "code", "name", "city", "phone", "credit_limit_minor")),
            *(_F[name] for name in ("is_blocked", "block_reason", "also", "kyc_required", "version")),
            (~_F.is_blocked).label("is_open"),
            or_(_F.is_blocked, ~_P.is_active).label("is_muted"),
            select(role.role).where(of_profile, role.line_no == 1).scalar_subquery().label("role"),
            select(func.count()).where(of_profile).scalar_subquery().label("role_count"),
            func.coalesce(_L.name, "").label("station_name"),
            receivable.label("receivable_minor"),
            and_(_P.credit_limit_minor.is_not(None), receivable > _P.credit_limit_minor).label(
                "is_over_limit"
            ),
        )
        .join_from(
            Party.mapping.table,
            PartnerProfile.mapping.table,
            and_(_F.company_id == _P.company_id, _F.party_id == _P.id, _F.deleted_at.is_(None)),
        )
        .join(
            Location.mapping.table, and_(_L.company_id == _F.company_id, _L.id == _F.station_id), isouter=True
        )
        .join(
            party_balances,
            and_(party_balances.c.company_id == _P.company_id, party_balances.c.party_id == _P.id),
            isouter=True,
        )
        .where(_P.company_id == read.company_id, _P.deleted_at.is_(None))
    )


def _shown(read: Read, rows: Sequence[Any]) -> Sequence[Any]:
    """A page of partners with how their papers stand."""
    papers = papers_by_party(read, [row.id for row in rows])
    return [_row(row, papers.get(row.id, ()), read.today) for row in rows]


def _row(row: Any, papers: Sequence[Paper], today: date) -> PartnerRow:
    last = unrenewed(papers)
    expired = [one for one in last if one.is_expired(today)]
    expiring = [one for one in last if one.is_expiring(today)]
    ends = [one.expires_on for one in last if one.expires_on is not None]
    return PartnerRow(
        id=row.id,
        code=row.code,
        name=row.name,
        role=row.role,
        role_count=row.role_count,
        station_name=row.station_name,
        city=row.city,
        phone=row.phone,
        kyc=kyc_state(papers, required=row.kyc_required, on=today),
        expiring_count=len(expiring),
        expired_count=len(expired),
        next_expiry=min(ends, default=None),
        is_expired=bool(expired),
        receivable_minor=int(row.receivable_minor),
        credit_limit_minor=row.credit_limit_minor,
        is_over_limit=bool(row.is_over_limit),
        is_blocked=row.is_blocked,
        is_open=row.is_open,
        block_reason=row.block_reason,
        also=row.also,
        is_muted=bool(row.is_muted),
        version=row.version,
    )


def papers_by_party(read: Read, party_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Paper]]:
    """The papers of several parties in two statements."""
    found: dict[UUID, list[Paper]] = {}
    if not party_ids:
        return found
    for row in read.all(KycRecord, _K.party_id.in_(party_ids)):
        paper = Paper(row.id, PaperSource.KYC, row.kind.value, row.status, row.expires_on)
        found.setdefault(row.party_id, []).append(paper)
    for one in read.all(Certification, _C.party_id.in_(party_ids)):
        paper = Paper(one.id, PaperSource.CERTIFICATE, one.kind.value, None, one.expires_on, one.name)
        found.setdefault(one.party_id, []).append(paper)
    return found


def _ends(read: Read, *, has_ended: bool) -> ColumnElement[bool]:
    """Whether a paper that nothing renews has ended, or does within 30 days."""
    until = read.today + timedelta(days=EXPIRING_DAYS)
    conditions = []
    for cls in (KycRecord, Certification):
        c = cls.c
        ends = c.expires_on < read.today if has_ended else c.expires_on.between(read.today, until)
        own = and_(c.company_id == _P.company_id, c.party_id == _P.id, c.deleted_at.is_(None), ends)
        conditions.append(select(c.id).where(own, is_unrenewed(cls)).exists())
    return or_(*conditions)


def is_unrenewed(cls: type[KycRecord | Certification]) -> ColumnElement[bool]:
    """In SQL what `rules.unrenewed` says of one row: no other of its kind holds longer."""
    c = cls.c
    other = cls.mapping.table.alias("renewed").c
    same = [
        other.company_id == c.company_id,
        other.party_id == c.party_id,
        other.kind == c.kind,
        other.deleted_at.is_(None),
        other.id != c.id,
        or_(other.expires_on.is_(None), other.expires_on > c.expires_on),
    ]
    if cls is Certification:
        return not_(select(other.id).where(*same, func.lower(other.name) == func.lower(c.name)).exists())
    renews = other.status != KycStatus.REJECTED
    return and_(c.status != KycStatus.REJECTED, not_(select(other.id).where(*same, renews).exists()))


def _kyc_open() -> ColumnElement[bool]:
    """KYC that somebody must see to: nothing on file where it is required, or a paper nobody looked at."""
    own = and_(_K.company_id == _P.company_id, _K.party_id == _P.id, _K.deleted_at.is_(None))
    return or_(
        and_(_F.kyc_required, not_(select(_K.id).where(own).exists())),
        select(_K.id).where(own, _K.status == KycStatus.PENDING).exists(),
    )


def _typed(read: Read, text: str) -> Condition:
    return or_(
        typeahead.typed(read, "party", _P.id, (lower_name, lower_code), text),
        _F.also.icontains(text, autoescape=True),
    )


PARTNER_ROWS = ListQuery(
    name="partners",
    permission="partner.read",
    kinds=("party", "partner_profile", "kyc_record", "certification", "entry"),
    select=_partners,
    key=_P.id,
    sorts={"name": (lower_name,), "code": (lower_code,)},
    default_sort=("name", False),
    tabs={
        "active": lambda read: and_(_P.is_active == true(), ~_F.is_blocked),
        "kyc": lambda read: and_(_P.is_active == true(), _kyc_open()),
        "expiring": lambda read: and_(_P.is_active == true(), _ends(read, has_ended=False)),
        "expired": lambda read: and_(_P.is_active == true(), _ends(read, has_ended=True)),
        "blocked": lambda read: _F.is_blocked,
        "all": lambda read: None,
    },
    search=_typed,
    present=_shown,
)


def _kyc(read: Read) -> Select[Any]:
    names = ("id", "party_id", "kind", "number", "status", "decided_on", "decided_by", "expires_on", "note")
    return (
        select(
            *(_K[name] for name in names),
            _K.version,
            _P.name.label("party_name"),
            (_K.status == KycStatus.PENDING).label("is_pending"),
            (_K.status == KycStatus.REJECTED).label("is_muted"),
            _is_past(_K.expires_on, read).label("is_expired"),
        )
        .join_from(
            KycRecord.mapping.table,
            Party.mapping.table,
            and_(_P.company_id == _K.company_id, _P.id == _K.party_id),
        )
        .where(_K.company_id == read.company_id, _K.deleted_at.is_(None))
    )


def _is_past(column: ColumnElement[Any], read: Read) -> ColumnElement[bool]:
    return case((column.is_(None), False), else_=column < read.today)


def _within(column: ColumnElement[Any], read: Read) -> ColumnElement[bool]:
    return column.between(read.today, read.today + timedelta(days=EXPIRING_DAYS))


KYC_ROWS = ListQuery(
    name="kyc_records",
    permission="partner.read",
    kinds=("kyc_record", "party"),
    select=_kyc,
    key=_K.id,
    sorts={"expires_on": (_K.expires_on,)},
    default_sort=("expires_on", False),
    tabs={
        "all": lambda read: None,
        "pending": lambda read: _K.status == KycStatus.PENDING,
        "expiring": lambda read: and_(_within(_K.expires_on, read), is_unrenewed(KycRecord)),
        "expired": lambda read: and_(_K.expires_on < read.today, is_unrenewed(KycRecord)),
        "rejected": lambda read: _K.status == KycStatus.REJECTED,
    },
    search=lambda read, text: or_(
        _P.name.icontains(text, autoescape=True), _K.number.istartswith(text, autoescape=True)
    ),
)


def _certificates(read: Read) -> Select[Any]:
    names = ("id", "party_id", "kind", "name", "number", "issuer", "issued_on", "expires_on", "verified_on")
    return (
        select(
            *(_C[name] for name in names),
            _C.verified_by,
            _C.version,
            _P.name.label("party_name"),
            _C.verified_on.is_(None).label("is_pending"),
            _is_past(_C.expires_on, read).label("is_expired"),
        )
        .join_from(
            Certification.mapping.table,
            Party.mapping.table,
            and_(_P.company_id == _C.company_id, _P.id == _C.party_id),
        )
        .where(_C.company_id == read.company_id, _C.deleted_at.is_(None))
    )


CERTIFICATE_ROWS = ListQuery(
    name="certifications",
    permission="partner.read",
    kinds=("certification", "party"),
    select=_certificates,
    key=_C.id,
    sorts={"expires_on": (_C.expires_on,)},
    default_sort=("expires_on", False),
    tabs={
        "all": lambda read: None,
        "unverified": lambda read: _C.verified_on.is_(None),
        "expiring": lambda read: and_(_within(_C.expires_on, read), is_unrenewed(Certification)),
        "expired": lambda read: and_(_C.expires_on < read.today, is_unrenewed(Certification)),
    },
    search=lambda read, text: or_(
        _P.name.icontains(text, autoescape=True),
        _C.name.icontains(text, autoescape=True),
        _C.number.istartswith(text, autoescape=True),
    ),
)

LISTS = (PARTNER_ROWS, KYC_ROWS, CERTIFICATE_ROWS)


class CreditFigure(StrEnum):
    """One of the amounts a partner's credit is told by."""

    OWES = "OWES"
    COUNTS = "COUNTS"
    OVERDUE = "OVERDUE"
    LIMIT = "LIMIT"
    ROOM = "ROOM"


@dataclass(frozen=True, slots=True)
class ShownCredit:
    """An amount of a partner's credit in the side panel, in minor units of the company's currency."""

    figure: CreditFigure
    amount_minor: int
    is_alarming: bool


def partner_credit(read: Read, party_id: UUID) -> Sequence[ShownCredit]:
    """What a partner owes, what counts, what is late; limit and room left where there is a limit."""
    found = partner_standing(read, party_id)
    figures = [
        ShownCredit(CreditFigure.OWES, found.receivable_minor, False),
        ShownCredit(CreditFigure.COUNTS, found.exposure_minor, False),
        ShownCredit(CreditFigure.OVERDUE, found.overdue_minor, found.overdue_minor > 0),
    ]
    if found.credit_limit_minor is not None:
        room = found.credit_limit_minor - found.exposure_minor
        figures.append(ShownCredit(CreditFigure.LIMIT, found.credit_limit_minor, False))
        figures.append(ShownCredit(CreditFigure.ROOM, room, room < 0))
    return figures


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper in the side panel. `kind` is of KYC or of certificates, `status` of KYC alone."""

    kind: KycKind | CertificateKind
    number: str
    status: str
    expires_on: date | None
    is_expired: bool


def partner_papers(read: Read, party_id: UUID) -> Sequence[ShownPaper]:
    """The papers of a partner, those that end first in front; account and identity numbers masked."""
    read.actor.require("partner.read")
    kyc = [
        ShownPaper(
            one.kind,
            masked(one.number),
            one.status.value,
            one.expires_on,
            one.expires_on is not None and one.expires_on < read.today,
        )
        for one in read.all(KycRecord, _K.party_id == party_id)
    ]
    certificates = [
        ShownPaper(
            one.kind,
            one.name or one.number,
            (KycStatus.VERIFIED if one.verified_on else KycStatus.PENDING).value,
            one.expires_on,
            one.expires_on is not None and one.expires_on < read.today,
        )
        for one in read.all(Certification, _C.party_id == party_id)
    ]
    return sorted([*kyc, *certificates], key=lambda one: (one.expires_on or date.max, one.kind))


@dataclass(frozen=True, slots=True)
class ShownRole:
    """Something a partner does."""

    role: PartnerRole


def partner_role_rows(read: Read, party_id: UUID) -> Sequence[ShownRole]:
    """What a partner does, for its side panel."""
    read.actor.require("partner.read")
    profile = read.find(PartnerProfile, party_id=party_id)
    return [] if profile is None else [ShownRole(one) for one in roles_of(read, profile.id)]


@dataclass(frozen=True, slots=True)
class ShownBank:
    """A bank account in the side panel: the number but for its last four digits masked."""

    line_no: int
    bank: str
    account: str
    ifsc: str
    is_primary: bool
    verified_on: date | None


def partner_bank_rows(read: Read, party_id: UUID) -> Sequence[ShownBank]:
    """The bank accounts of a partner, for its side panel."""
    read.actor.require("partner.read")
    profile = read.find(PartnerProfile, party_id=party_id)
    if profile is None:
        return []
    return [
        ShownBank(one.line_no, one.bank, masked(one.account_no), one.ifsc, one.is_primary, one.verified_on)
        for one in read.parts(PartnerBank, profile.id)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDetail:
    """A partner as its page edits it; a party that is none yet has the defaults and no version."""

    id: UUID
    version: int | None
    code: str
    name: str
    station_id: UUID | None
    station_name: str
    also: str
    kyc_required: bool
    notes: str
    is_blocked: bool
    block_reason: str
    credit_limit_minor: int | None
    payment_terms_days: int
    roles: tuple[PartnerRole, ...]
    banks: tuple[PartnerBank, ...]
    papers: tuple[Paper, ...]


def partner_detail(read: Read, party_id: UUID) -> PartnerDetail:
    """One partner in full; NotFound (`party.not_found`)."""
    read.actor.require("partner.read")
    party = read.get(Party, party_id)
    profile = read.find(PartnerProfile, party_id=party_id)
    station = None
    if profile is not None and profile.station_id is not None:
        station = read.find(Location, id=profile.station_id)
    return PartnerDetail(
        id=party.id,
        version=None if profile is None else profile.version,
        code=party.code,
        name=party.name,
        station_id=None if profile is None else profile.station_id,
        station_name="" if station is None else station.name,
        also="" if profile is None else profile.also,
        kyc_required=profile is None or profile.kyc_required,
        notes="" if profile is None else profile.notes,
        is_blocked=profile is not None and profile.is_blocked,
        block_reason="" if profile is None else profile.block_reason,
        credit_limit_minor=party.credit_limit_minor,
        payment_terms_days=party.payment_terms_days,
        roles=() if profile is None else roles_of(read, profile.id),
        banks=() if profile is None else tuple(read.parts(PartnerBank, profile.id)),
        papers=papers_of(read, party_id),
    )


RECORDS = {
    "partner_detail": partner_detail,
    "partner_credit": partner_credit,
    "partner_papers": partner_papers,
    "partner_role_rows": partner_role_rows,
    "partner_bank_rows": partner_bank_rows,
}
