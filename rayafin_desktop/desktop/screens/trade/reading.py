"""What the desk asks of the book; every function runs off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.engine.listing import Look, count, page
from rayafin_desktop.engine.work import Read

from .measures import said_price, said_quantity
from .seen import LastOffer

OPEN_SHOWN = 12
LAST_SHOWN = 3


def what_of(row: Any, formats: Formats) -> str:
    """An offer in a few words: "Cotton S-6 300 bales"."""
    quantity = said_quantity(row.quantity, TradeUnit(str(row.unit)), formats)
    return " ".join(filter(None, (row.commodity_name, row.variety, quantity)))


def open_offers(read: Read, formats: Formats) -> list[SimpleNamespace]:
    """The newest offers and bids that stand."""
    from rayafin_desktop.features.offers.queries import OFFER_ROWS

    rows = page(OFFER_ROWS, read, Look(tab="open"), limit=OPEN_SHOWN)
    return [
        SimpleNamespace(
            id=row.id,
            number=row.number,
            what=what_of(row, formats),
            price=row.price,
            state=str(row.state),
            is_over=not row.is_open,
        )
        for row in rows
    ]


def tab_counts(read: Read) -> Mapping[str, int]:
    """How many offers stand and how many negotiations are open."""
    from rayafin_desktop.features.offers.model import Negotiation, NegotiationState
    from rayafin_desktop.features.offers.queries import OFFER_ROWS

    talks = len(read.all(Negotiation, Negotiation.c.state == NegotiationState.OPEN))
    return {"offers": count(OFFER_ROWS, read, Look(tab="open")), "negotiations": talks}


def last_of(read: Read, party_id: UUID, formats: Formats) -> tuple[LastOffer, ...]:
    """What a party offered or asked for last."""
    from rayafin_desktop.features.offers.queries import OFFER_ROWS

    rows = page(OFFER_ROWS, read, Look(tab="all", where=(("party_id", str(party_id)),)), limit=LAST_SHOWN)
    return tuple(
        LastOffer(
            id=row.id,
            on=row.offered_at,
            what=" ".join(filter(None, (said_quantity(row.quantity, TradeUnit(str(row.unit)), formats), row.place))),
            price=said_price(row.price, TradeUnit(str(row.price_unit)), row.currency, formats),
            state=str(row.state),
        )
        for row in rows
    )


def trades_this_year(read: Read, party_id: UUID) -> int:
    """In how many contracts of the financial year a party is buyer or seller."""
    from sqlalchemy import func, or_, select

    from rayafin_desktop.features.companies.queries import fiscal_year
    from rayafin_desktop.features.trades.model import Trade

    c = Trade.c
    row = read.first(
        select(func.count()).where(
            c.company_id == read.company_id,
            c.deleted_at.is_(None),
            c.traded_on >= fiscal_year(read).start,
            or_(c.buyer_id == party_id, c.seller_id == party_id),
        )
    )
    return int(row[0]) if row is not None else 0
