"""The desk today: volume, open contracts, what waits for a confirmation, brokerage due, exposure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, and_, case, func, or_, select, type_coerce

from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.engine.work import Read

from ..brokerage.queries import brokerage_stats
from ..companies.queries import company_detail
from ..offers.model import Offer, OfferState
from ..parties.model import Party
from ..trades.model import Trade, TradeState

UNCONFIRMED_AFTER = timedelta(hours=24)
"""A trade confirmation is expected within a day; after that silence is worth a call (trade.md 3.2)."""

_T = Trade.c
_STANDING = (TradeState.OPEN, TradeState.PART_DELIVERED)
_MOST_PARTIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyExposure:
    """What one party still has to take or to deliver, in minor units of the company's currency."""

    party_id: UUID
    name: str
    trades: int
    open_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStatistics:
    """The desk at a glance. Money is in minor units of `currency`; contracts in others are counted only.

    `month_*` are contracts made since `month_from`, cancelled ones left out. `open_minor` is what open
    contracts are worth less what was delivered of them; `late` of them should have been delivered by now.
    `unconfirmed` are open contracts a day old that a side has not confirmed.
    """

    currency: str
    month_from: date
    month_trades: int
    month_minor: int
    month_kg: Decimal
    open_trades: int
    open_minor: int
    late: int
    unconfirmed: int
    open_offers: int
    brokerage_due: int
    brokerage_due_minor: int
    exposure: Sequence[PartyExposure]


def is_unconfirmed(read: Read) -> ColumnElement[bool]:
    """Open contracts a day old that a side (our own excepted) has not confirmed."""
    silent = or_(
        and_(_T.buyer_id.is_not(None), _T.buyer_confirmed_at.is_(None)),
        and_(_T.seller_id.is_not(None), _T.seller_confirmed_at.is_(None)),
    )
    return and_(_T.state.in_(_STANDING), _T.created_at < read.now - UNCONFIRMED_AFTER, silent)


def desk_statistics(read: Read) -> DeskStatistics:
    """Work the figures out; each statement reads the contracts it counts by an index, and no others."""
    read.actor.require("desk.read")
    own = company_detail(read).currency
    month = read.today.replace(day=1)
    in_month = and_(_T.traded_on >= month, _T.state != TradeState.CANCELLED)
    open_ = _T.state.in_(_STANDING)
    ours = _T.currency == own
    trades, value, weight = _figures(
        read,
        in_month,
        func.count(),
        _sum(ours, _T.est_value_minor),
        func.sum(type_coerce(_T.est_weight_kg, BigInteger)),
    )
    opened, open_minor, late, unconfirmed = _figures(
        read,
        open_,
        func.count(),
        _sum(ours, _left()),
        _count(_T.delivery_to < read.today),
        _count(is_unconfirmed(read)),
    )
    due = brokerage_stats(read)
    return DeskStatistics(
        currency=own,
        month_from=month,
        month_trades=trades,
        month_minor=value,
        month_kg=from_scaled(weight),
        open_trades=opened,
        open_minor=open_minor,
        late=late,
        unconfirmed=unconfirmed,
        open_offers=_open_offers(read),
        brokerage_due=due["due_count"],
        brokerage_due_minor=due["due_minor"],
        exposure=exposures(read, own)[:_MOST_PARTIES],
    )


def _figures(read: Read, condition: ColumnElement[bool], *figures: ColumnElement[Any]) -> list[int]:
    """Sums over the contracts that meet a condition, 0 where there are none."""
    row = read.first(
        select(*figures)
        .select_from(Trade.mapping.table)
        .where(_T.company_id == read.company_id, _T.deleted_at.is_(None), condition)
    )
    return [int(one or 0) for one in row or (0,) * len(figures)]


def exposures(read: Read, currency: str) -> list[PartyExposure]:
    """What each party has open in contracts of one currency, bought and sold together, largest first."""
    found: dict[UUID, tuple[str, int, int]] = {}
    for party in (_T.buyer_id, _T.seller_id):
        statement = (
            select(Party.c.id, Party.c.name, func.count(), func.sum(_left()))
            .join_from(
                Trade.mapping.table,
                Party.mapping.table,
                and_(Party.c.company_id == _T.company_id, Party.c.id == party),
            )
            .where(
                _T.company_id == read.company_id,
                _T.deleted_at.is_(None),
                _T.state.in_(_STANDING),
                _T.currency == currency,
            )
            .group_by(Party.c.id, Party.c.name)
        )
        for id_, name, count, minor in read.fetch(statement):
            _, trades, sum_minor = found.get(id_, (name, 0, 0))
            found[id_] = (name, trades + int(count), sum_minor + int(minor or 0))
    rows = [
        PartyExposure(party_id=id_, name=name, trades=trades, open_minor=minor)
        for id_, (name, trades, minor) in found.items()
    ]
    return sorted(rows, key=lambda one: (-one.open_minor, one.name, one.party_id))


def _open_offers(read: Read) -> int:
    c = Offer.c
    statement = select(func.count()).where(
        c.company_id == read.company_id,
        c.deleted_at.is_(None),
        c.state == OfferState.OPEN,
        or_(c.valid_until.is_(None), c.valid_until > read.now),
    )
    return int(read.scalar(statement) or 0)


def _left() -> ColumnElement[Any]:
    """What is open of a contract: its value less what was delivered, never below nothing."""
    left = _T.est_value_minor - _T.delivered_minor
    return case((left > 0, left), else_=0)


def _count(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _sum(condition: ColumnElement[bool], value: Any) -> ColumnElement[Any]:
    """The sum of a column as the integer it is stored as."""
    return func.sum(case((condition, type_coerce(value, BigInteger)), else_=0))
