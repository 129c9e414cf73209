"""The lots that fill a contract: assigned while they are there, and released."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotFound, Problem, Problems, RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..lots.model import Lot
from ..lots.reserving import release, reserve
from .content import TradeLotContent
from .model import Trade, TradeLot
from .rules import FOLLOWS, most


@dataclass(frozen=True, kw_only=True)
class ReleaseLot(Command[UUID]):
    """Give packages of a lot back that a contract has reserved; None for all that is undelivered."""

    permission: ClassVar[str] = "trade.save"
    id: UUID
    lot_id: UUID
    packages: int | None = None
    reason: str = ""


def release_lot(command: ReleaseLot, work: Work) -> UUID:
    trade = work.get(Trade, command.id, field="id")
    line = line_of(work, trade, command.lot_id)
    left = open_packages(line)
    packages = left if command.packages is None else command.packages
    problems = Problems()
    problems.require(packages > 0, "trade.packages_missing", "packages")
    problems.require(packages <= left, "trade.lot_not_enough", "packages", left=left)
    problems.raise_if_any()
    work.why = command.reason.strip() or None
    release(work, line.lot_id, packages)
    after = dataclasses.replace(line, released=line.released + packages)
    lines = [after if one.line_no == line.line_no else one for one in work.parts(TradeLot, trade.id)]
    # A line nothing was ever delivered of is no more a lot of the contract.
    kept = [one for one in lines if one.delivered or one.released < one.packages or one.decision]
    work.replace_parts(TradeLot, trade.id, kept)
    return trade.id


def open_packages(line: TradeLot) -> int:
    """Packages of a lot still reserved for the contract."""
    return line.packages - line.delivered - line.released


def require_running(trade: Trade) -> None:
    """RuleBroken `trade.not_running` for a contract that was closed, cancelled or failed."""
    if trade.state not in FOLLOWS:
        raise RuleBroken([Problem("trade.not_running", "id", {"number": trade.number})])


def line_of(work: Work, trade: Trade, lot_id: UUID) -> TradeLot:
    """The contract's line of a lot; NotFound `trade.lot_not_assigned`."""
    found = next((one for one in work.parts(TradeLot, trade.id) if one.lot_id == lot_id), None)
    if found is None:
        raise NotFound("trade.lot_not_assigned", {"number": trade.number}, field="lot_id")
    return found


def assign(work: Work, trade: Trade, lots: Sequence[TradeLotContent]) -> None:
    """Reserve packages of lots for a contract.

    RuleBroken for a lot of another commodity or seller, `lot.not_enough`, and `trade.lots_over` where a
    contract in bales or bags would get more of them than its tolerance allows.
    """
    if not lots:
        return
    lines = work.parts(TradeLot, trade.id)
    problems = Problems()
    for at, one in enumerate(lots):
        where = f"lots.{at}"
        lot = work.get(Lot, one.lot_id, field=f"{where}.lot_id")
        problems.require(one.packages > 0, "trade.packages_missing", f"{where}.packages")
        same = lot.commodity_id == trade.commodity_id
        problems.require(same, "trade.lot_of_other_commodity", f"{where}.lot_id", lot=lot.lot_no)
        theirs = lot.party_id == trade.seller_id
        problems.require(theirs, "trade.lot_of_other_seller", f"{where}.lot_id", lot=lot.lot_no)
    _check_room(trade, lines, sum(one.packages for one in lots), problems)
    problems.raise_if_any()
    for at, one in enumerate(lots):
        reserve(work, one.lot_id, one.packages, field=f"lots.{at}.packages")
        lines = _with(work, trade.id, lines, one)
    work.replace_parts(TradeLot, trade.id, lines)


def _check_room(trade: Trade, lines: Sequence[TradeLot], packages: int, problems: Problems) -> None:
    """A contract in bales or bags takes no more of them than its tolerance allows."""
    if trade.unit not in (TradeUnit.BALE, TradeUnit.BAG) or trade.quantity is None:
        return
    there = sum(one.packages - one.released for one in lines)
    fits = Fraction(there + packages) <= most(trade.quantity, trade.tolerance_percent)
    room = int(most(trade.quantity, trade.tolerance_percent)) - there
    problems.require(fits, "trade.lots_over", "lots", room=max(room, 0))


def _with(work: Work, trade_id: UUID, lines: Sequence[TradeLot], one: TradeLotContent) -> list[TradeLot]:
    """The lines with further packages of a lot: on its line, or on a new one."""
    known = next((line for line in lines if line.lot_id == one.lot_id), None)
    if known is not None:
        more = dataclasses.replace(
            known,
            packages=known.packages + one.packages,
            decision=None,
            decided_on=None,
            decision_reason="",
        )
        return [more if line is known else line for line in lines]
    line_no = max((line.line_no for line in lines), default=0) + 1
    added = TradeLot(
        company_id=work.company_id,
        trade_id=trade_id,
        line_no=line_no,
        lot_id=one.lot_id,
        packages=one.packages,
    )
    return [*lines, added]


def release_open(work: Work, trade: Trade) -> None:
    """Give back what is reserved and undelivered of all the contract's lots."""
    lines = [released(work, line) for line in work.parts(TradeLot, trade.id)]
    work.replace_parts(TradeLot, trade.id, lines)


def released(work: Work, line: TradeLot) -> TradeLot:
    """A line of which nothing stays reserved."""
    packages = open_packages(line)
    if not packages:
        return line
    release(work, line.lot_id, packages)
    return dataclasses.replace(line, released=line.released + packages)
