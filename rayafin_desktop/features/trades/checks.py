"""Invariants of contracts over the whole company; each recomputes what is kept from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..lots.model import Lot
from .delivering import with_state
from .freezing import content_hash, content_of
from .model import Trade, TradeBrokerage, TradeLimit, TradeLot
from .rules import FOLLOWS

_T, _L = Trade.c, TradeLot.c
P = TypeVar("P", TradeLimit, TradeBrokerage)


def lots_equal_contracts(read: Read) -> Sequence[Fault]:
    """What is reserved and delivered of each lot is what contracts say of it."""
    sums = (
        select(
            _L.lot_id,
            func.sum(_L.packages - _L.delivered - _L.released).label("reserved"),
            func.sum(_L.delivered).label("delivered"),
        )
        .where(_L.company_id == read.company_id)
        .group_by(_L.lot_id)
        .subquery()
    )
    lot = Lot.c
    rows = read.fetch(
        select(
            lot.lot_no,
            lot.reserved,
            lot.delivered,
            func.coalesce(sums.c.reserved, 0).label("in_contracts"),
            func.coalesce(sums.c.delivered, 0).label("from_contracts"),
        )
        .join_from(Lot.mapping.table, sums, sums.c.lot_id == lot.id, isouter=True)
        .where(lot.company_id == read.company_id, lot.deleted_at.is_(None))
    )
    return [
        Fault(
            "trades.lots",
            f"lot {row.lot_no}: {row.reserved} reserved and {row.delivered} delivered, contracts say "
            f"{row.in_contracts} and {row.from_contracts}",
        )
        for row in rows
        if (row.reserved, row.delivered) != (int(row.in_contracts), int(row.from_contracts))
    ]


def lots_within_deliveries(read: Read) -> Sequence[Fault]:
    """No more packages are delivered from a contract's lots than are delivered under it."""
    rows = read.fetch(
        select(_T.number, _T.delivered_packages, func.sum(_L.delivered).label("from_lots"))
        .join_from(
            Trade.mapping.table,
            TradeLot.mapping.table,
            and_(_L.company_id == _T.company_id, _L.trade_id == _T.id),
        )
        .where(_T.company_id == read.company_id, _T.deleted_at.is_(None))
        .group_by(_T.id, _T.number, _T.delivered_packages)
    )
    return [
        Fault(
            "trades.delivered",
            f"{row.number}: {row.from_lots} packages from its lots, {row.delivered_packages} in all",
        )
        for row in rows
        if int(row.from_lots) > row.delivered_packages
    ]


def states_follow_deliveries(read: Read) -> Sequence[Fault]:
    """A contract nobody ended is open, part delivered or delivered as its figures say."""
    faults = []
    for trade in read.all(Trade, _T.state.in_(FOLLOWS)):
        expected = with_state(read, trade).state
        if expected is not trade.state:
            faults.append(Fault("trades.states", f"{trade.number}: {trade.state}, deliveries say {expected}"))
    return faults


def digests_match(read: Read) -> Sequence[Fault]:
    """The digest of each contract is that of what it says; whose names were erased is passed over."""
    limits: dict[UUID, list[TradeLimit]] = {}
    for limit in _every(read, TradeLimit):
        limits.setdefault(limit.trade_id, []).append(limit)
    brokerages: dict[UUID, list[TradeBrokerage]] = {}
    for brokerage in _every(read, TradeBrokerage):
        brokerages.setdefault(brokerage.trade_id, []).append(brokerage)
    return [
        Fault("trades.digests", f"{trade.number}: its digest is not that of what it says")
        for trade in read.all(Trade, _T.snapshot.is_not(None))
        if content_hash(content_of(trade, limits.get(trade.id, ()), brokerages.get(trade.id, ())))
        != trade.content_hash
    ]


def _every(read: Read, cls: type[P]) -> list[P]:
    rows = read.fetch(
        select(*(cls.c[name] for name in cls.mapping.fields)).where(cls.c.company_id == read.company_id)
    )
    return [cls(**dict(zip(cls.mapping.fields, row, strict=True))) for row in rows]


CHECKS = (
    Check("trades.lots", lots_equal_contracts),
    Check("trades.delivered", lots_within_deliveries),
    Check("trades.states", states_follow_deliveries),
    Check("trades.digests", digests_match),
)
