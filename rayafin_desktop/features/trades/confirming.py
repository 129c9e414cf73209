"""The contract note goes out, and each side confirms it or takes that back."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..commodities.rules import Side
from .happenings import TradeConfirmed
from .model import Trade
from .rules import TradeState

ROLES = {Side.BUY: "buyer", Side.SELL: "seller"}


@dataclass(frozen=True, kw_only=True)
class ConfirmTrade(Command[UUID]):
    """A side confirmed the contract note.

    `confirmed_at` left out is now; `revision` is the one that was confirmed, left out the newest.
    """

    permission: ClassVar[str] = "trade.confirm"
    id: UUID
    side: Side
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class TakeBackConfirmation(Command[UUID]):
    """A side had not confirmed after all."""

    permission: ClassVar[str] = "trade.confirm"
    id: UUID
    side: Side
    reason: str


@dataclass(frozen=True, kw_only=True)
class SendTradeNote(Command[UUID]):
    """Note that the contract note went out, and to whom; from then on confirmations are waited for."""

    permission: ClassVar[str] = "trade.confirm"
    id: UUID
    sent_to: str = ""
    sent_at: datetime | None = None


def confirm_trade(command: ConfirmTrade, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    role = ROLES[command.side]
    problems = Problems()
    alive = trade.state not in (TradeState.CANCELLED, TradeState.DEFAULTED)
    problems.require(alive, "trade.not_running", "id", number=trade.number)
    problems.require(getattr(trade, f"{role}_id") is not None, "trade.own_side", "side")
    known = getattr(trade, f"{role}_confirmed_at")
    problems.require(known is None, "trade.confirmed_already", "side", number=trade.number)
    newest = command.revision in (None, trade.revision)
    problems.require(newest, "trade.revised", "revision", number=trade.number, revision=trade.revision)
    at = command.confirmed_at or work.now
    problems.require(at <= work.now, "trade.in_the_future", "confirmed_at")
    problems.raise_if_any()
    saved = _with(work, trade, role, at, command.confirmed_by.strip())
    work.announce(TradeConfirmed(trade=saved))
    return saved.id


def take_back_confirmation(command: TakeBackConfirmation, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    role = ROLES[command.side]
    problems = Problems()
    confirmed = getattr(trade, f"{role}_confirmed_at") is not None
    problems.require(confirmed, "trade.not_confirmed", "side", number=trade.number)
    problems.require(command.reason.strip(), "trade.reason_missing", "reason")
    problems.raise_if_any()
    work.why = command.reason.strip()
    return _with(work, trade, role, None, "").id


def _with(work: Work, trade: Trade, role: str, at: datetime | None, by: str) -> Trade:
    values: dict[str, Any] = {f"{role}_confirmed_at": at, f"{role}_confirmed_by": by}
    return work.save(dataclasses.replace(trade, **values))


def send_trade_note(command: SendTradeNote, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    at = command.sent_at or work.now
    problems = Problems()
    alive = trade.state not in (TradeState.CANCELLED, TradeState.DEFAULTED)
    problems.require(alive, "trade.not_running", "id", number=trade.number)
    problems.require(at <= work.now, "trade.in_the_future", "sent_at")
    problems.raise_if_any()
    return work.save(dataclasses.replace(trade, note_sent_at=at, note_sent_to=command.sent_to.strip())).id
