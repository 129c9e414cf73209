"""The live board: what is bid and offered now, each commodity and currency apart, the best first.

Prices are compared per unit the commodity is usually priced in, exactly; what cannot be converted (a
price per bale whose weight nobody said) and what names no price stands last and counts for no spread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.base.money import divide_half_up
from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.base.units import TradeUnit, kg_per
from rayafin_desktop.engine.work import Read

from ..commodities.model import Commodity
from ..commodities.queries import commodities, locations
from ..commodities.rules import DeliveryBasis, PriceType, Side
from ..commodities.terms_reading import agreed_kg, price_unit_kg
from ..companies.commands import own_company
from ..parties.model import Party
from .model import Offer, OfferKind
from .queries import stands, status_column

_O = Offer.c
_COLUMNS = (
    "id", "number", "kind", "side", "party_id", "variety", "commodity_id", "quantity", "taken_quantity",
    "unit", "package_kg", "price", "price_unit", "price_type", "kg_per_price_unit", "currency", "basis",
    "origin_id", "destination_id", "valid_until", "offered_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An open bid or offer; `per_unit` is its price per the board's unit, None where that is not known."""

    offer_id: UUID
    number: str
    kind: OfferKind
    party_id: UUID | None
    party_name: str
    variety: str
    left_quantity: Decimal | None
    unit: TradeUnit
    price: Decimal | None
    price_unit: TradeUnit
    per_unit: Decimal | None
    basis: DeliveryBasis | None
    place: str
    valid_until: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class Board:
    """One commodity in one currency. `spread` is the best offer less the best bid per `unit`."""

    commodity_id: UUID
    commodity_name: str
    currency: str
    unit: TradeUnit
    bids: tuple[BoardLine, ...]
    offers: tuple[BoardLine, ...]
    spread: Decimal | None


def live_board(read: Read, commodity_id: UUID | None = None) -> tuple[Board, ...]:
    """Everything that may be taken now, by the commodity's name; of one commodity if it is given.

    Bases are shown, not evened out: what a price comes to at the buyer's gate is for `matching` to say.
    """
    read.actor.require("offer.read")
    statement = (
        select(
            *(_O[name] for name in _COLUMNS),
            func.coalesce(Party.c.name, own_company(read).name).label("party_name"),
            status_column(read).label("status"),
        )
        .join_from(
            Offer.mapping.table,
            Party.mapping.table,
            and_(Party.c.company_id == _O.company_id, Party.c.id == _O.party_id),
            isouter=True,
        )
        .where(_O.company_id == read.company_id, stands(read), _O.deleted_at.is_(None))
    )
    if commodity_id is not None:
        statement = statement.where(_O.commodity_id == commodity_id)
    known = commodities(read)
    groups: dict[tuple[UUID, str], list[tuple[Fraction | None, Any]]] = {}
    for row in read.fetch(statement):
        price = price_per(row, known[row.commodity_id])
        groups.setdefault((row.commodity_id, row.currency), []).append((price, row))
    boards = [_board(read, known[id_], currency, rows) for (id_, currency), rows in groups.items()]
    return tuple(sorted(boards, key=lambda one: (one.commodity_name, one.currency, one.commodity_id)))


def price_per(row: Any, commodity: Commodity) -> Fraction | None:
    """The price of terms per unit their commodity is usually priced in, exactly; None where nobody can say.

    A price on call is a difference to a market's price and compares with nothing.
    """
    if row.price is None or row.price_type is PriceType.ON_CALL:
        return None
    if row.price_unit is commodity.price_unit and not row.kg_per_price_unit:
        return Fraction(row.price)
    each, wanted = price_unit_kg(row), _unit_kg(commodity)
    return None if each is None or wanted is None else Fraction(row.price) * wanted / each


def _unit_kg(commodity: Commodity) -> Fraction | None:
    return kg_per(commodity.price_unit, agreed=agreed_kg(commodity.kg_per_price_unit))


def _board(read: Read, commodity: Commodity, currency: str, rows: list[tuple[Fraction | None, Any]]) -> Board:
    bids = sorted((one for one in rows if one[1].side is Side.BUY), key=lambda one: _order(one, -1))
    offers = sorted((one for one in rows if one[1].side is Side.SELL), key=lambda one: _order(one, 1))
    best_bid, best_offer = (side[0][0] if side else None for side in (bids, offers))
    spread = None if best_bid is None or best_offer is None else rounded(best_offer - best_bid)
    return Board(
        commodity.id,
        commodity.name,
        currency,
        commodity.price_unit,
        tuple(_line(read, *one) for one in bids),
        tuple(_line(read, *one) for one in offers),
        spread,
    )


def _order(one: tuple[Fraction | None, Any], sign: int) -> tuple[bool, Fraction, datetime, UUID]:
    """The best price first; of equal ones the one that was there first."""
    price, row = one
    return price is None, sign * (price or Fraction(0)), row.offered_at, row.id


def _line(read: Read, price: Fraction | None, row: Any) -> BoardLine:
    places = locations(read)
    place = places.get(row.origin_id) or places.get(row.destination_id)
    return BoardLine(
        offer_id=row.id,
        number=row.number,
        kind=row.kind,
        party_id=row.party_id,
        party_name=row.party_name,
        variety=row.variety,
        left_quantity=None if row.quantity is None else row.quantity - row.taken_quantity,
        unit=row.unit,
        price=row.price,
        price_unit=row.price_unit,
        per_unit=None if price is None else rounded(price),
        basis=row.basis,
        place=place.name if place else "",
        valid_until=row.valid_until,
        status=row.status,
    )


def rounded(exact: Fraction, decimals: int = 2) -> Decimal:
    """An exact price for the eye, half away from zero."""
    scaled = exact * 10**decimals
    return from_scaled(divide_half_up(scaled.numerator, scaled.denominator) * 10 ** (6 - decimals))
