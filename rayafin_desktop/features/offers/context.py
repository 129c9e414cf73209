"""What is good to know while an offer is typed: how the party stands, what it said last, what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Read

from ..commodities.queries import locations
from ..commodities.rules import Side
from ..partners.queries import PartnerStanding, partner_standing
from ..trades.exposure import open_with
from ..trades.model import Trade
from ..trades.rules import TradeState
from .model import Offer
from .queries import OfferStatus, status_column

_O = Offer.c
_T = Trade.c
HOW_MANY = 3


@dataclass(frozen=True, slots=True)
class PastOffer:
    """Something this party said before of the commodity."""

    id: UUID
    number: str
    offered_at: datetime
    quantity: Decimal | None
    unit: TradeUnit
    price: Decimal | None
    price_unit: TradeUnit
    currency: str
    place: str
    status: OfferStatus


@dataclass(frozen=True, slots=True)
class LastTrade:
    """The newest contract of a commodity, at a place where one was asked for; `days` ago."""

    id: UUID
    number: str
    traded_on: date
    days: int
    price: Decimal
    price_unit: TradeUnit
    currency: str
    place: str


@dataclass(frozen=True, slots=True)
class OfferContext:
    """`standing` is None for our own firm and while nobody is named, `undelivered_minor` what of the party's
    purchases is still to come, in the company's currency. `trades_this_year` counts its contracts."""

    standing: PartnerStanding | None
    undelivered_minor: int
    last: tuple[PastOffer, ...]
    last_trade: LastTrade | None
    trades_this_year: int


def offer_context(
    read: Read,
    party_id: UUID | None,
    commodity_id: UUID | None,
    side: Side | None = None,
    location_id: UUID | None = None,
) -> OfferContext:
    """How a party stands, its last three offers of a commodity, and the last trade there."""
    read.actor.require("offer.read")
    return OfferContext(
        standing=None if party_id is None else partner_standing(read, party_id),
        undelivered_minor=0 if party_id is None else open_with(read, party_id),
        last=() if party_id is None else _last(read, party_id, commodity_id, side),
        last_trade=None if commodity_id is None else last_trade(read, commodity_id, location_id),
        trades_this_year=0 if party_id is None else _trades_this_year(read, party_id),
    )


def _last(read: Read, party_id: UUID, commodity_id: UUID | None, side: Side | None) -> tuple[PastOffer, ...]:
    names = (
        "id", "number", "offered_at", "quantity", "unit", "price", "price_unit", "currency", "origin_id",
        "destination_id",
    )  # fmt: skip
    statement = (
        select(*(_O[name] for name in names), status_column(read).label("status"))
        .where(_O.company_id == read.company_id, _O.party_id == party_id, _O.deleted_at.is_(None))
        .order_by(_O.offered_at.desc(), _O.id.desc())
        .limit(HOW_MANY)
    )
    if commodity_id is not None:
        statement = statement.where(_O.commodity_id == commodity_id)
    if side is not None:
        statement = statement.where(_O.side == side)
    return tuple(
        PastOffer(
            row.id, row.number, row.offered_at, row.quantity, row.unit, row.price, row.price_unit,
            row.currency, _place(read, row), OfferStatus(row.status),
        )
        for row in read.fetch(statement)
    )  # fmt: skip


def last_trade(read: Read, commodity_id: UUID, location_id: UUID | None = None) -> LastTrade | None:
    """The newest contract of a commodity that was not cancelled, from or to a place if one is given."""
    statement = (
        select(
            _T.id,
            _T.number,
            _T.traded_on,
            _T.price,
            _T.price_unit,
            _T.currency,
            _T.origin_id,
            _T.destination_id,
        )
        .where(
            _T.company_id == read.company_id,
            _T.commodity_id == commodity_id,
            _T.state != TradeState.CANCELLED,
            _T.deleted_at.is_(None),
        )
        .order_by(_T.traded_on.desc(), _T.id.desc())
        .limit(1)
    )
    if location_id is not None:
        statement = statement.where(or_(_T.origin_id == location_id, _T.destination_id == location_id))
    row = read.first(statement)
    if row is None:
        return None
    days = (read.today - row.traded_on).days
    return LastTrade(
        row.id, row.number, row.traded_on, days, row.price, row.price_unit, row.currency, _place(read, row)
    )


def _trades_this_year(read: Read, party_id: UUID) -> int:
    since = read.today.replace(month=1, day=1)
    found = read.scalar(
        select(func.count()).where(
            _T.company_id == read.company_id,
            or_(_T.buyer_id == party_id, _T.seller_id == party_id),
            and_(_T.traded_on >= since, _T.state != TradeState.CANCELLED),
            _T.deleted_at.is_(None),
        )
    )
    return int(found or 0)


def _place(read: Read, row: Any) -> str:
    places = locations(read)
    place = places.get(row.origin_id) or places.get(row.destination_id)
    return place.name if place else ""
