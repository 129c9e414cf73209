"""What a party said and traded last, beside a message of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, or_, select

from rayafin_desktop.engine.work import Read

from ..commodities.queries import commodities, locations
from ..commodities.terms import TradeTerms
from ..offers.model import Negotiation, NegotiationState, Offer, OfferState
from ..offers.validity import desk_zone
from ..trades.model import Trade

MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """An offer or a trade of a party: `kind` and `record_id` open it; `price` is per `price_unit`."""

    kind: str
    record_id: UUID
    number: str
    on: date
    commodity: str
    variety: str
    place: str
    quantity: Decimal | None
    unit: str
    price: Decimal | None
    price_unit: str
    currency: str
    state: str


def last_of_party(read: Read, party_id: UUID, most: int = MOST) -> tuple[Dealing, ...]:
    """The newest offers and trades of a party, the newest first; trades only for who may read trades."""
    read.actor.require("offer.read")
    found = _offers(read, party_id, most)
    if read.actor.may("trade.read"):
        found += _trades(read, party_id, most)
    found.sort(key=lambda one: (one.on, one.number), reverse=True)
    return tuple(found[:most])


def _offers(read: Read, party_id: UUID, most: int) -> list[Dealing]:
    c = Offer.c
    newest = (
        select(c.id)
        .where(c.company_id == read.company_id, c.party_id == party_id, c.deleted_at.is_(None))
        .order_by(c.offered_at.desc(), c.id)
        .limit(most)
    )
    offers = read.by_ids(Offer, [row.id for row in read.fetch(newest)])
    zone = desk_zone(read)
    return [
        _dealing(read, one, "offer", one.number, one.offered_at.astimezone(zone).date(), _state(read, one))
        for one in offers.values()
    ]


def _trades(read: Read, party_id: UUID, most: int) -> list[Dealing]:
    c = Trade.c
    newest = (
        select(c.id)
        .where(
            c.company_id == read.company_id,
            or_(c.buyer_id == party_id, c.seller_id == party_id),
            c.deleted_at.is_(None),
        )
        .order_by(c.traded_on.desc(), c.id)
        .limit(most)
    )
    trades = read.by_ids(Trade, [row.id for row in read.fetch(newest)])
    return [
        _dealing(read, one, "trade", one.number, one.traded_on, one.state.value) for one in trades.values()
    ]


def _state(read: Read, offer: Offer) -> str:
    """EXPIRED is told by the clock, the rest is stored."""
    is_late = offer.valid_until is not None and offer.valid_until < read.now
    return "EXPIRED" if offer.state is OfferState.OPEN and is_late else offer.state.value


def _dealing(read: Read, terms: TradeTerms, kind: str, number: str, on: date, state: str) -> Dealing:
    commodity = commodities(read).get(terms.commodity_id)
    place_id = terms.origin_id or terms.destination_id
    place = None if place_id is None else locations(read).get(place_id)
    return Dealing(
        kind=kind,
        record_id=terms.id,
        number=number,
        on=on,
        commodity="" if commodity is None else commodity.name,
        variety=terms.variety,
        place="" if place is None else place.name,
        quantity=terms.quantity,
        unit=terms.unit.value,
        price=terms.price,
        price_unit=terms.price_unit.value,
        currency=terms.currency,
        state=state,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTalk:
    """A negotiation that goes on; `last_price` is per the offer's price unit, named by `last_side`."""

    negotiation_id: UUID
    version: int
    offer_id: UUID
    offer_number: str
    commodity: str
    last_side: str
    last_price: Decimal | None
    last_quantity: Decimal | None
    last_at: datetime


def open_talks(read: Read, party_id: UUID, most: int = MOST) -> tuple[OpenTalk, ...]:
    """The negotiations in which a party or broker takes part, whose last word came latest first."""
    read.actor.require("offer.read")
    talk, offer = Negotiation.c, Offer.c
    takes_part = or_(
        talk.party_id == party_id,
        talk.broker_id == party_id,
        offer.party_id == party_id,
        offer.broker_id == party_id,
    )
    rows = read.fetch(
        select(
            talk.id, talk.version, talk.offer_id, offer.number, offer.commodity_id, talk.last_side,
            talk.last_price, talk.last_quantity, talk.last_at,
        )
        .join_from(
            Negotiation.mapping.table,
            Offer.mapping.table,
            and_(offer.company_id == talk.company_id, offer.id == talk.offer_id),
        )
        .where(
            talk.company_id == read.company_id,
            talk.state == NegotiationState.OPEN,
            talk.deleted_at.is_(None),
            takes_part,
        )
        .order_by(talk.last_at.desc(), talk.id)
        .limit(most)
    )  # fmt: skip
    goods = commodities(read)
    return tuple(
        OpenTalk(
            negotiation_id=row.id,
            version=row.version,
            offer_id=row.offer_id,
            offer_number=row.number,
            commodity=goods[row.commodity_id].name if row.commodity_id in goods else "",
            last_side=row.last_side.value,
            last_price=row.last_price,
            last_quantity=row.last_quantity,
            last_at=row.last_at,
        )
        for row in rows
    )
