"""Reading contracts: one in full, and by its number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.work import Read

from ..lots.model import Lot
from .lot_lines import open_packages
from .model import Trade, TradeAmendment, TradeBrokerage, TradeLimit, TradeLot, TradeShare
from .quantities import delivered_quantity
from .rules import to_millionths


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLotRow:
    """A lot of a contract with what a person knows it by; `open` packages are still reserved."""

    line_no: int
    lot_id: UUID
    lot_no: str
    gin: str
    press_from: int | None
    press_to: int | None
    package_unit: str
    packages: int
    delivered: int
    released: int
    open: int
    result: str
    allowance_minor: int
    why: Any
    lot_test_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeDetail:
    """A contract in full.

    Names are those frozen in `trade.snapshot`. `delivered_qty` and `balance_qty` are in the contract's unit,
    None where nothing converts into it; the balance is never below zero.
    """

    trade: Trade
    buyer_name: str
    seller_name: str
    buyer_broker_name: str
    seller_broker_name: str
    commodity_name: str
    origin_name: str
    destination_name: str
    limits: tuple[TradeLimit, ...]
    lots: tuple[TradeLotRow, ...]
    brokerages: tuple[TradeBrokerage, ...]
    shares: tuple[TradeShare, ...]
    amendments: tuple[TradeAmendment, ...]
    delivered_qty: Decimal | None
    balance_qty: Decimal | None
    is_brokered: bool

    @property
    def id(self) -> UUID:
        return self.trade.id

    @property
    def version(self) -> int:
        return self.trade.version


def trade_detail(read: Read, trade_id: UUID) -> TradeDetail:
    """A contract with its parts; NotFound `trade.not_found`."""
    read.actor.require("trade.read")
    trade = read.get(Trade, trade_id)
    amendment = TradeAmendment.c
    delivered, balance = progress_of(trade)
    return TradeDetail(
        trade=trade,
        buyer_name=frozen_name(trade, "buyer"),
        seller_name=frozen_name(trade, "seller"),
        buyer_broker_name=frozen_name(trade, "buyer_broker"),
        seller_broker_name=frozen_name(trade, "seller_broker"),
        commodity_name=frozen_name(trade, "commodity"),
        origin_name=frozen_name(trade, "origin"),
        destination_name=frozen_name(trade, "destination"),
        limits=tuple(read.parts(TradeLimit, trade_id)),
        lots=tuple(trade_lot_rows(read, trade_id)),
        brokerages=tuple(read.parts(TradeBrokerage, trade_id)),
        shares=tuple(read.parts(TradeShare, trade_id)),
        amendments=tuple(
            read.all(TradeAmendment, amendment.trade_id == trade_id, order_by=[amendment.revision])
        ),
        delivered_qty=delivered,
        balance_qty=balance,
        is_brokered=trade.buyer_id is not None and trade.seller_id is not None,
    )


def trade_lot_rows(read: Read, trade_id: UUID) -> list[TradeLotRow]:
    """The lots of a contract, in the order they were assigned."""
    read.actor.require("trade.read")
    lines = read.parts(TradeLot, trade_id)
    lots = read.by_ids(Lot, [line.lot_id for line in lines])
    return [
        TradeLotRow(
            line_no=line.line_no,
            lot_id=line.lot_id,
            lot_no=lots[line.lot_id].lot_no,
            gin=lots[line.lot_id].gin,
            press_from=lots[line.lot_id].press_from,
            press_to=lots[line.lot_id].press_to,
            package_unit=lots[line.lot_id].package_unit.value,
            packages=line.packages,
            delivered=line.delivered,
            released=line.released,
            open=open_packages(line),
            result=line.result.value,
            allowance_minor=line.allowance_minor,
            why=line.why,
            lot_test_id=line.lot_test_id,
        )
        for line in lines
    ]


def progress_of(trade: Trade) -> tuple[Decimal | None, Decimal | None]:
    """What is delivered of a contract and what is left, in its unit."""
    delivered = delivered_quantity(trade)
    if delivered is None or trade.quantity is None:
        return None, None
    done = to_millionths(delivered)
    return done, max(trade.quantity - done, Decimal(0))


def frozen_name(trade: Trade, role: str) -> str:
    """A name as the contract froze it; empty where there is none, or it was erased."""
    found = (trade.snapshot or {}).get(role)
    return str(found.get("name", "")) if isinstance(found, dict) else ""


def trade_numbered(read: Read, number: str) -> Trade:
    """A contract by its number; NotFound `trade.not_found`."""
    found = read.find(Trade, number=number.strip())
    if found is None:
        raise NotFound("trade.not_found", {"number": number})
    return found
