"""Lots of a contract against its limits: what their tests mean, and what is taken or rejected."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.commands import Amount, Command
from rayafin_desktop.engine.work import Read, Work

from ..commodities.queries import allowance_steps, parameters_of
from ..commodities.rules import Better
from ..commodities.terms_reading import price_unit_kg
from ..lots.happenings import LotTested
from ..lots.model import Lot
from ..lots.reserving import release
from ..lots.rules import Limit, Step, judge, steps_of
from ..lots.testing import latest_test
from .content import TradeLotContent
from .lot_lines import assign, line_of, open_packages, require_running
from .model import Trade, TradeLimit, TradeLot
from .rules import RUNNING, LotDecision, LotResult, to_millionths


@dataclass(frozen=True, kw_only=True)
class AssignLots(Command[UUID]):
    """Reserve packages of lots for a contract; tested ones are judged at once."""

    permission: ClassVar[str] = "trade.save"
    id: UUID
    lots: tuple[TradeLotContent, ...]


@dataclass(frozen=True, kw_only=True)
class JudgeLot(Command[UUID]):
    """Hold the newest test of a lot against the contract's limits and allowances."""

    permission: ClassVar[str] = "trade.save"
    id: UUID
    lot_id: UUID


@dataclass(frozen=True, kw_only=True)
class TakeLot(Command[UUID]):
    """The buyer takes a lot as it was tested; `allowance` is what was agreed instead of what was reckoned."""

    permission: ClassVar[str] = "trade.save"
    id: UUID
    lot_id: UUID
    allowance: Amount | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RejectLot(Command[UUID]):
    """The buyer rejects a lot that failed: what is undelivered of it goes back to be sold."""

    permission: ClassVar[str] = "trade.save"
    id: UUID
    lot_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class _Measures:
    """What lots of a contract are judged by."""

    limits: Sequence[Limit]
    steps: Sequence[Step]
    price: Decimal
    unit_kg: Fraction
    digits: int
    currency: str


def _measures(read: Read, trade: Trade) -> _Measures:
    table_id = trade.allowance_table_id
    steps = () if table_id is None else steps_of(allowance_steps(read, table_id))
    unit_kg = price_unit_kg(trade)
    better = {one.code: one.better for one in parameters_of(read, trade.commodity_id)}
    return _Measures(
        [_limit(one, better.get(one.parameter, Better.WITHIN)) for one in read.parts(TradeLimit, trade.id)],
        steps,
        # Of a price nobody can put on a weight no allowance is reckoned.
        (trade.price or Decimal(0)) if unit_kg is not None else Decimal(0),
        unit_kg or Fraction(1),
        currency_digits(trade.currency),
        trade.currency,
    )


def _limit(one: TradeLimit, better: Better) -> Limit:
    """What a value may be. Goods agreed at one value (`staple 29 mm`) may be better, never worse."""
    least, most = one.min_value, one.max_value
    if least is not None and least == most:
        most = None if better is Better.HIGHER else most
        least = None if better is Better.LOWER else least
    return Limit(parameter=one.parameter, min=least, max=most)


def assign_lots(command: AssignLots, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    require_running(trade)
    if not command.lots:
        raise RuleBroken([Problem("trade.lots_missing", "lots")])
    assign(work, trade, command.lots)
    judge_open(work, trade)
    return trade.id


def judge_lot(command: JudgeLot, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    line = line_of(work, trade, command.lot_id)
    if latest_test(work, line.lot_id) is None:
        lot = work.get(Lot, line.lot_id)
        raise RuleBroken([Problem("trade.lot_untested", "lot_id", {"lot": lot.lot_no})])
    _keep(work, trade, _judged(work, trade, line, _measures(work, trade)))
    return trade.id


def take_lot(command: TakeLot, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    line = line_of(work, trade, command.lot_id)
    digits = currency_digits(trade.currency)
    problems = Problems()
    if command.allowance is not None:
        fits = command.allowance >= 0 and is_exact(command.allowance, digits)
        problems.require(fits, "trade.allowance", "allowance")
    fails = line.result in (LotResult.FAILED, LotResult.UNTESTED)
    needs_reason = command.allowance is not None or fails
    problems.require(not needs_reason or command.reason.strip(), "trade.reason_missing", "reason")
    problems.raise_if_any()
    allowance = line.allowance_minor
    if command.allowance is not None:
        allowance = to_minor(command.allowance, digits)
    reason = command.reason.strip()
    work.why = reason or None
    taken = dataclasses.replace(
        line,
        decision=LotDecision.TAKEN,
        decided_on=work.today,
        decision_reason=reason,
        allowance_minor=allowance,
    )
    _keep(work, trade, taken)
    return trade.id


def reject_lot(command: RejectLot, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    require_running(trade)
    line = line_of(work, trade, command.lot_id)
    problems = Problems()
    problems.require(line.result is LotResult.FAILED, "trade.lot_not_failed", "lot_id")
    problems.require(command.reason.strip(), "trade.reason_missing", "reason")
    packages = open_packages(line)
    problems.require(packages, "trade.lot_nothing_open", "lot_id")
    problems.raise_if_any()
    work.why = command.reason.strip()
    release(work, line.lot_id, packages)
    rejected = dataclasses.replace(
        line,
        released=line.released + packages,
        decision=LotDecision.REJECTED,
        decided_on=work.today,
        decision_reason=command.reason.strip(),
    )
    _keep(work, trade, rejected)
    return trade.id


def judge_open(work: Work, trade: Trade) -> None:
    """Judge all lots of a contract that are not delivered or decided yet, as far as they are tested."""
    lines = work.parts(TradeLot, trade.id)
    if lines:
        measures = _measures(work, trade)
        judged = [_judged(work, trade, line, measures) if _is_open(line) else line for line in lines]
        work.replace_parts(TradeLot, trade.id, judged)


def on_lot_tested(happening: LotTested, work: Work) -> None:
    """A retest replaces what an earlier test meant in running contracts, until the buyer has decided."""
    if not happening.is_latest:
        return
    for trade in trades_with(work, happening.lot.id):
        lines = work.parts(TradeLot, trade.id)
        measures = _measures(work, trade)
        judged = [
            _judged(work, trade, line, measures)
            if line.lot_id == happening.lot.id and _is_open(line)
            else line
            for line in lines
        ]
        work.replace_parts(TradeLot, trade.id, judged)


def trades_with(read: Read, lot_id: UUID, *, ended_too: bool = False) -> list[Trade]:
    """The running contracts a lot is assigned to; with `ended_too` those that are over as well."""
    lines, trades = TradeLot.c, Trade.c
    found = read.fetch(
        select(lines.trade_id).where(lines.company_id == read.company_id, lines.lot_id == lot_id)
    )
    ids = [row.trade_id for row in found]
    which = [trades.id.in_(ids)] if ended_too else [trades.id.in_(ids), trades.state.in_(RUNNING)]
    return read.all(Trade, *which, order_by=[trades.id])


def _is_open(line: TradeLot) -> bool:
    return line.decision is None and line.delivered == 0 and open_packages(line) > 0


def _judged(work: Work, trade: Trade, line: TradeLot, measures: _Measures) -> TradeLot:
    """A line with what the newest test of its lot means; an untested one says so."""
    found = latest_test(work, line.lot_id)
    if found is None:
        return dataclasses.replace(
            line, result=LotResult.UNTESTED, lot_test_id=None, allowance_minor=0, why=None
        )
    test, values = found
    judgement = judge(
        values,
        measures.limits,
        measures.steps,
        price=measures.price,
        price_unit_kg=measures.unit_kg,
        weight_kg=weight_of(work, trade, line),
        digits=measures.digits,
        currency=measures.currency,
    )
    return dataclasses.replace(
        line,
        result=LotResult(judgement.result.value),
        lot_test_id=test.id,
        allowance_minor=judgement.allowance_minor,
        why=judgement.plain(),
        decision=None,
        decided_on=None,
        decision_reason="",
    )


def weight_of(read: Read, trade: Trade, line: TradeLot) -> Decimal:
    """What the packages of a line weigh in kg: their part of the lot's weight, else the nominal weight."""
    lot = read.get(Lot, line.lot_id)
    packages = line.packages - line.released
    if lot.weight_kg is not None:
        return to_millionths(Fraction(lot.weight_kg) * packages / lot.packages)
    return to_millionths(Fraction(trade.package_kg or 0) * packages)


def _keep(work: Work, trade: Trade, line: TradeLot) -> None:
    lines = work.parts(TradeLot, trade.id)
    work.replace_parts(TradeLot, trade.id, [line if one.line_no == line.line_no else one for one in lines])
