"""How a contract ends before all of it is delivered: closed with a balance, cancelled, or failed by a side.

Cotton associations invoice an unfulfilled contract back at the market's price: the side that failed pays
the difference and, under the by-laws of the WCSA, 100 points (1 US cent a pound) on top.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from ..commodities.rules import Side
from ..commodities.terms_reading import estimated_kg, price_unit_kg
from .delivering import with_state
from .happenings import TradeCancelled, TradeClosed, TradeReopened
from .lot_lines import release_open
from .model import Trade
from .queries import progress_of
from .rules import RUNNING, TradeState, invoice_back_minor, points_penalty, to_millionths


@dataclass(frozen=True, kw_only=True)
class CloseTrade(Command[UUID]):
    """Nothing more will be delivered; lots that are still reserved go back.

    A contract delivered within its tolerance needs no reason, one with a balance does.
    """

    permission: ClassVar[str] = "trade.close"
    id: UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CancelTrade(Command[UUID]):
    """Both sides let go what is undelivered; what was delivered stays delivered."""

    permission: ClassVar[str] = "trade.close"
    id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class DefaultTrade(Command[UUID]):
    """A side failed the contract: the balance is invoiced back at the market's price.

    `market_price` is per price unit in the contract's currency. The penalty is money per price unit, or in
    points (hundredths of a US cent a pound) for contracts in US dollars. The amount is noted, not posted.
    """

    permission: ClassVar[str] = "trade.close"
    id: UUID
    failed_side: Side
    market_price: Exact
    penalty: Exact | None = None
    penalty_points: int | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReopenTrade(Command[UUID]):
    """Go on with a contract that was closed, cancelled or failed; lots are assigned anew."""

    permission: ClassVar[str] = "trade.close"
    id: UUID
    reason: str


def close_trade(command: CloseTrade, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    reason = command.reason.strip()
    problems = Problems()
    may = trade.state in (*RUNNING, TradeState.DELIVERED)
    problems.require(may, "trade.not_running", "id", number=trade.number)
    problems.require(reason or trade.state is TradeState.DELIVERED, "trade.reason_missing", "reason")
    problems.raise_if_any()
    saved = _ended(work, trade, TradeState.CLOSED, reason)
    work.announce(TradeClosed(trade=saved))
    return saved.id


def cancel_trade(command: CancelTrade, work: Work) -> UUID:
    trade = _running(work, command.id, command.reason)
    saved = _ended(work, trade, TradeState.CANCELLED, command.reason.strip())
    work.announce(TradeCancelled(trade=saved))
    return saved.id


def default_trade(command: DefaultTrade, work: Work) -> UUID:
    trade = _running(work, command.id, command.reason)
    problems = Problems()
    problems.require(command.market_price > 0, "trade.market_price", "market_price")
    problems.require(command.penalty is None or command.penalty >= 0, "trade.penalty", "penalty")
    points = command.penalty_points
    problems.require(points is None or points >= 0, "trade.penalty", "penalty_points")
    one = command.penalty is None or points is None
    problems.require(one, "trade.penalty_twice", "penalty_points")
    problems.require(points is None or trade.currency == "USD", "trade.points_in_dollars", "penalty_points")
    units, unit_kg = balance_units(trade), price_unit_kg(trade)
    problems.require(units is not None, "trade.balance_unknown", "id", number=trade.number)
    weighed = points is None or unit_kg is not None
    problems.require(weighed, "trade.balance_unknown", "penalty_points", number=trade.number)
    problems.raise_if_any()
    penalty = Fraction(command.penalty or 0)
    if points is not None and unit_kg is not None:
        penalty = points_penalty(points, unit_kg)
    minor = invoice_back_minor(
        units or Fraction(0),
        trade.price or Decimal(0),
        command.market_price,
        penalty,
        seller_failed=command.failed_side is Side.SELL,
        digits=currency_digits(trade.currency),
    )
    failed = dataclasses.replace(
        trade,
        failed_side=command.failed_side,
        market_price=command.market_price,
        penalty=to_millionths(penalty),
        invoice_back_minor=minor,
    )
    saved = _ended(work, failed, TradeState.DEFAULTED, command.reason.strip())
    work.announce(TradeCancelled(trade=saved))
    return saved.id


def reopen_trade(command: ReopenTrade, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    problems = Problems()
    ended = trade.state in (TradeState.CLOSED, TradeState.CANCELLED, TradeState.DEFAULTED)
    problems.require(ended, "trade.not_closed", "id", number=trade.number)
    problems.require(command.reason.strip(), "trade.reason_missing", "reason")
    problems.raise_if_any()
    work.why = command.reason.strip()
    again = dataclasses.replace(
        trade,
        closed_on=None,
        failed_side=None,
        market_price=None,
        penalty=None,
        invoice_back_minor=0,
    )
    saved = work.save(with_state(work, again))
    work.announce(TradeReopened(trade=saved))
    return saved.id


def balance_units(trade: Trade) -> Fraction | None:
    """What is undelivered of a contract, in price units; None where nothing converts into them."""
    _delivered, balance = progress_of(trade)
    if balance is None:
        return None
    if trade.unit is trade.price_unit:
        return Fraction(balance)
    weight = estimated_kg(dataclasses.replace(trade, quantity=balance))
    unit_kg = price_unit_kg(trade)
    return None if weight is None or unit_kg is None else weight / unit_kg


def _running(work: Work, id_: UUID, reason: str) -> Trade:
    """A contract of which something is undelivered, to be ended for a reason."""
    trade = work.get(Trade, id_, field="id")
    problems = Problems()
    problems.require(trade.state in RUNNING, "trade.not_running", "id", number=trade.number)
    problems.require(reason.strip(), "trade.reason_missing", "reason")
    problems.raise_if_any()
    return trade


def _ended(work: Work, trade: Trade, state: TradeState, reason: str) -> Trade:
    work.why = reason or None
    release_open(work, trade)
    return work.save(dataclasses.replace(trade, state=state, closed_on=work.today, close_reason=reason))
