"""The lots that fill a contract: assigned while they are there, released, and told what was delivered."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.work import Work

from ..lots.model import Lot
from ..lots.reserving import release, reserve
from .content import TradeLotContent
from .model import Trade, TradeLot


def open_packages(line: TradeLot) -> int:
    """Packages of a lot still reserved for the contract."""
    return line.packages - line.delivered - line.released


def assign(work: Work, trade: Trade, lots: Sequence[TradeLotContent]) -> list[TradeLot]:
    """Reserve packages of lots for a contract; answers all its lots.

    RuleBroken for a lot of another commodity or seller, one that expired, and `lot.not_enough`.
    """
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
    problems.raise_if_any()
    for at, one in enumerate(lots):
        reserve(work, one.lot_id, one.packages, field=f"lots.{at}.packages")
        lines = _with(work, trade.id, lines, one)
    if lots:
        work.replace_parts(TradeLot, trade.id, lines)
    return lines


def _with(work: Work, trade_id: UUID, lines: Sequence[TradeLot], one: TradeLotContent) -> list[TradeLot]:
    """The lines with further packages of a lot: on its line, or on a new one."""
    known = next((line for line in lines if line.lot_id == one.lot_id), None)
    if known is not None:
        more = dataclasses.replace(known, packages=known.packages + one.packages)
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
    lines = []
    for line in work.parts(TradeLot, trade.id):
        packages = open_packages(line)
        if packages:
            release(work, line.lot_id, packages)
            line = dataclasses.replace(line, released=line.released + packages)
        lines.append(line)
    work.replace_parts(TradeLot, trade.id, lines)
