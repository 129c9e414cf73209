"""Reading offers: the list with its views and figures, and one in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, type_coerce

from rayafin_desktop.engine.columns import ScaledColumn
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.search import matching
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity, Location
from ..commodities.rules import PriceType, Side
from ..lots.model import Lot
from ..parties.model import Party
from .model import Negotiation, NegotiationState, Offer, OfferKind, OfferLimit, OfferLot, OfferState
from .validity import day_bounds

_O = Offer.c
_N = Negotiation.c
_BROKER = Party.mapping.table.alias("broker")
_FROM = Location.mapping.table.alias("origin")
_TO = Location.mapping.table.alias("destination")


class OfferStatus(StrEnum):
    """How an offer stands now: what is stored, the clock and its negotiations together."""

    OPEN = "OPEN"
    FIRM = "FIRM"
    COUNTERED = "COUNTERED"
    PART_TAKEN = "PART_TAKEN"
    EXPIRED = "EXPIRED"
    AGREED = "AGREED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


def stands(read: Read) -> ColumnElement[bool]:
    """Whether an offer may still be taken."""
    return and_(_O.state == OfferState.OPEN, or_(_O.valid_until.is_(None), _O.valid_until >= read.now))


def is_expired(read: Read) -> ColumnElement[bool]:
    return and_(_O.state == OfferState.OPEN, _O.valid_until < read.now)


def _expires_today(read: Read) -> ColumnElement[bool]:
    _, tomorrow = day_bounds(read, read.now)
    return and_(stands(read), _O.valid_until < tomorrow)


def _is_countered(read: Read) -> ColumnElement[bool]:
    return (
        select(_N.id)
        .where(
            _N.company_id == _O.company_id,
            _N.offer_id == _O.id,
            _N.state == NegotiationState.OPEN,
            _N.rounds > 1,
            or_(_N.valid_until.is_(None), _N.valid_until >= read.now),
        )
        .exists()
    )


def status_column(read: Read) -> ColumnElement[str]:
    """`OfferStatus` in SQL."""
    return case(
        (_O.state != OfferState.OPEN, _O.state),
        (_is_countered(read), literal(OfferStatus.COUNTERED.value)),
        (_O.valid_until < read.now, literal(OfferStatus.EXPIRED.value)),
        (_O.taken_quantity > Decimal(0), literal(OfferStatus.PART_TAKEN.value)),
        (_O.price_type == PriceType.FIRM, literal(OfferStatus.FIRM.value)),
        else_=literal(OfferStatus.OPEN.value),
    )


_TERMS = (
    "commodity_id", "variety", "grade", "crop_year", "quantity", "unit", "tolerance_percent", "package_kg",
    "packing", "lorries", "price", "price_unit", "kg_per_price_unit", "price_type", "currency", "basis",
    "tax_term", "origin_id", "destination_id", "delivery_from", "delivery_to", "payment_type", "payment_days",
    "advance_percent", "discount_percent",
)  # fmt: skip
_OWN = (
    "number", "kind", "side", "party_id", "broker_id", "offered_at", "valid_until", "taken_quantity",
    "said_by", "text", "message_id", "notes", "close_reason",
)  # fmt: skip


def _rows(read: Read) -> Select[Any]:
    return (
        select(
            _O.id,
            *(_O[name] for name in (*_OWN, *_TERMS)),
            type_coerce(_O.quantity - _O.taken_quantity, ScaledColumn()).label("left_quantity"),
            Commodity.c.code.label("commodity_code"),
            Commodity.c.name.label("commodity_name"),
            func.coalesce(Party.c.name, "").label("party_name"),
            func.coalesce(_BROKER.c.name, "").label("broker_name"),
            func.coalesce(_FROM.c.name, "").label("origin_name"),
            func.coalesce(_TO.c.name, "").label("destination_name"),
            func.coalesce(_FROM.c.name, _TO.c.name, "").label("place"),
            status_column(read).label("state"),
            stands(read).label("is_open"),
            (_O.state == OfferState.OPEN).label("is_changeable"),
            is_expired(read).label("is_expired"),
            not_(stands(read)).label("is_muted"),
            _expires_today(read).label("is_expiring"),
            _O.version,
        )
        .join_from(
            Offer.mapping.table,
            Commodity.mapping.table,
            and_(Commodity.c.company_id == _O.company_id, Commodity.c.id == _O.commodity_id),
        )
        .join(
            Party.mapping.table,
            and_(Party.c.company_id == _O.company_id, Party.c.id == _O.party_id),
            isouter=True,
        )
        .join(
            _BROKER, and_(_BROKER.c.company_id == _O.company_id, _BROKER.c.id == _O.broker_id), isouter=True
        )
        .join(_FROM, and_(_FROM.c.company_id == _O.company_id, _FROM.c.id == _O.origin_id), isouter=True)
        .join(_TO, and_(_TO.c.company_id == _O.company_id, _TO.c.id == _O.destination_id), isouter=True)
        .where(_O.company_id == read.company_id, _O.deleted_at.is_(None))
    )


def _search(read: Read, text: str) -> Condition:
    """By part of the number or variety, or by the name of the party or commodity."""
    named = or_(
        Party.c.name.icontains(text, autoescape=True), Commodity.c.name.icontains(text, autoescape=True)
    )
    found = matching(read.dialect, read.company_id, "offer", text)
    if found is None:
        return or_(_O.number.icontains(text, autoescape=True), named)
    return or_(_O.id.in_(found), named)


def offer_stats(read: Read) -> Mapping[str, Any]:
    """How many offers and bids stand, how many of them until today only, and how many are countered."""
    found = read.first(
        select(
            func.coalesce(func.sum(case((_O.kind == OfferKind.OFFER, 1), else_=0)), 0),
            func.coalesce(func.sum(case((_O.kind == OfferKind.BID, 1), else_=0)), 0),
            func.coalesce(func.sum(case((_O.kind == OfferKind.ENQUIRY, 1), else_=0)), 0),
            func.coalesce(func.sum(case((_expires_today(read), 1), else_=0)), 0),
            func.count(),
        ).where(_O.company_id == read.company_id, stands(read), _O.deleted_at.is_(None))
    )
    names = ("offers", "bids", "enquiries", "expiring", "open_count")
    return {name: int(value) for name, value in zip(names, found or (0,) * 5, strict=True)}


OFFER_ROWS = ListQuery(
    name="offers",
    permission="offer.read",
    kinds=("offer", "negotiation"),
    select=_rows,
    key=_O.id,
    sorts={"offered_at": (_O.offered_at,), "number": (_O.number,), "valid_until": (_O.valid_until,)},
    default_sort=("offered_at", True),
    tabs={
        "open": stands,
        "expiring": _expires_today,
        "countered": lambda read: and_(_O.state == OfferState.OPEN, _is_countered(read)),
        "agreed": lambda read: _O.state == OfferState.AGREED,
        "expired": is_expired,
        "all": lambda read: None,
    },
    search=_search,
    stats=offer_stats,
)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A quality limit of an offer, `name` and `unit` as the commodity calls them."""

    parameter: str
    min_value: Decimal | None
    max_value: Decimal | None


@dataclass(frozen=True, slots=True)
class OfferLotRow:
    """A lot in an offer; `available` packages are left of it now."""

    lot_id: UUID
    lot_no: str
    packages: int
    available: int


@dataclass(frozen=True, slots=True)
class OfferNegotiation:
    """A negotiation about an offer, as its side panel lists it."""

    id: UUID
    party_id: UUID | None
    party_name: str
    state: NegotiationState
    rounds: int
    last_side: Side
    last_price: Decimal | None
    last_quantity: Decimal | None
    last_at: datetime
    valid_until: datetime | None
    trade_id: UUID | None


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """An offer in full; `row` has the columns of the list `offers` and `status` its `OfferStatus`."""

    offer: Offer
    status: OfferStatus
    row: Any
    limits: tuple[LimitRow, ...]
    lots: tuple[OfferLotRow, ...]
    negotiations: tuple[OfferNegotiation, ...]

    @property
    def left_quantity(self) -> Decimal | None:
        """What nobody has taken yet, in the offer's unit; None where no quantity was said."""
        return None if self.offer.quantity is None else self.offer.quantity - self.offer.taken_quantity


def offer_detail(read: Read, offer_id: UUID) -> OfferDetail:
    """An offer with its limits, lots and negotiations; NotFound otherwise."""
    read.actor.require("offer.read")
    offer = read.get(Offer, offer_id)
    row = read.first(_rows(read).where(_O.id == offer_id))
    assert row is not None  # noqa: S101 - it was found just now
    limits = tuple(
        LimitRow(one.parameter, one.min_value, one.max_value) for one in read.parts(OfferLimit, offer_id)
    )
    offered = read.parts(OfferLot, offer_id)
    known = read.by_ids(Lot, [one.lot_id for one in offered])
    lots = tuple(
        OfferLotRow(one.lot_id, known[one.lot_id].lot_no, one.packages, known[one.lot_id].available)
        for one in offered
        if one.lot_id in known
    )
    return OfferDetail(offer, OfferStatus(row.state), row, limits, lots, _negotiations(read, offer_id))


def offer_talks(read: Read, offer_id: UUID) -> list[OfferNegotiation]:
    """The negotiations about an offer, the one that was spoken in last first."""
    read.actor.require("offer.read")
    return list(_negotiations(read, offer_id))


def _negotiations(read: Read, offer_id: UUID) -> tuple[OfferNegotiation, ...]:
    columns = (
        "id", "party_id", "state", "rounds", "last_side", "last_price", "last_quantity", "last_at",
        "valid_until", "trade_id",
    )  # fmt: skip
    rows = read.fetch(
        select(*(_N[name] for name in columns), func.coalesce(Party.c.name, "").label("party_name"))
        .join_from(
            Negotiation.mapping.table,
            Party.mapping.table,
            and_(Party.c.company_id == _N.company_id, Party.c.id == _N.party_id),
            isouter=True,
        )
        .where(_N.company_id == read.company_id, _N.offer_id == offer_id, _N.deleted_at.is_(None))
        .order_by(_N.last_at.desc(), _N.id)
    )
    return tuple(OfferNegotiation(**row._mapping) for row in rows)
