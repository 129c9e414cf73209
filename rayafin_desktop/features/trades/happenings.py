"""What trades tell the features above, always in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.engine.work import Happening

from .model import Trade, TradeBrokerage, TradeShare


@dataclass(frozen=True, kw_only=True)
class TradeMade(Happening):
    """A contract was made; its lots are reserved."""

    trade: Trade
    brokerages: tuple[TradeBrokerage, ...]
    shares: tuple[TradeShare, ...]


@dataclass(frozen=True, kw_only=True)
class TradeAmended(Happening):
    """A contract got a new revision; `before` is how it stood."""

    before: Trade
    trade: Trade
    brokerages_before: tuple[TradeBrokerage, ...]
    brokerages: tuple[TradeBrokerage, ...]
    shares_before: tuple[TradeShare, ...]
    shares: tuple[TradeShare, ...]


@dataclass(frozen=True, kw_only=True)
class TradeCancelled(Happening):
    """What is undelivered of a contract is not delivered any more: cancelled, or a side failed it.

    `trade.state` says which. Something may have been delivered before.
    """

    trade: Trade


@dataclass(frozen=True, kw_only=True)
class TradeClosed(Happening):
    """A contract was closed by hand, with or without a balance."""

    trade: Trade


@dataclass(frozen=True, kw_only=True)
class TradeReopened(Happening):
    """A contract that was closed, cancelled or failed goes on."""

    trade: Trade


@dataclass(frozen=True, kw_only=True)
class TradeDelivered(Happening):
    """A lorry under the contract was delivered: `trade` is as it stands after it.

    `kg` is the billed weight, `goods_minor` its value at the contract's price in the contract's currency.
    """

    trade: Trade
    kg: Decimal
    goods_minor: int
    packages: int
    lots: Sequence[tuple[UUID, int]] = ()
    delivery_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TradeDeliveryTakenBack(Happening):
    """A delivery was taken back: the same figures as when it was told."""

    trade: Trade
    kg: Decimal
    goods_minor: int
    packages: int
    lots: Sequence[tuple[UUID, int]] = ()
    delivery_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TradeConfirmed(Happening):
    """One side confirmed the contract as it stands."""

    trade: Trade
