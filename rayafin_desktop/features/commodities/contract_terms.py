"""Saving what contracts are made of besides goods and places: clauses and allowance tables."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.commands import Command, Exact
from rayafin_desktop.engine.work import Work

from .model import AllowanceStep, AllowanceTable, Commodity, TradeClause
from .rules import PARAMETER, AllowanceBasis, Direction, TermKind

LONGEST_DAYS = 3650
MOST_STEPS = 100
LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class SaveTradeClause(Command[UUID]):
    """Make a clause (without `id`) or change one; contracts that were made keep the text they had.

    `days` and `percent` are what the desk reckons with, None where the clause has none.
    """

    permission: ClassVar[str] = "commodity.save"
    id: UUID | None = None
    version: int | None = None
    code: str
    name: str
    kind: TermKind
    text: str = ""
    days: int | None = None
    percent: Exact | None = None
    in_working_days: bool = False
    is_standard: bool = False


@dataclass(frozen=True, kw_only=True)
class DeactivateTradeClause(Command[None]):
    """Take a clause out of what new contracts are offered."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateTradeClause(Command[None]):
    """Bring a clause back."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class StepInput:
    """For each `step` beyond the contract's limit of `parameter`, `rate` is allowed, in `basis`."""

    parameter: str
    direction: Direction
    step: Exact
    basis: AllowanceBasis
    rate: Exact
    counts_part: bool = False
    reject_at: Exact | None = None


@dataclass(frozen=True, kw_only=True)
class SaveAllowanceTable(Command[UUID]):
    """Make an allowance table or change one; of one commodity, or of any without `commodity_id`.

    `steps` replaces all there are; None leaves them. Contracts that were judged keep what was judged.
    """

    permission: ClassVar[str] = "commodity.save"
    id: UUID | None = None
    version: int | None = None
    name: str
    commodity_id: UUID | None = None
    steps: tuple[StepInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivateAllowanceTable(Command[None]):
    """Take a table out of look-ups; contracts that name it keep it."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivateAllowanceTable(Command[None]):
    """Bring a table back."""

    permission: ClassVar[str] = "commodity.save"
    id: UUID


def save_trade_clause(command: SaveTradeClause, work: Work) -> UUID:
    code = command.code.strip().upper()
    values: dict[str, Any] = {
        "code": code,
        "name": command.name.strip(),
        "kind": command.kind,
        "text": command.text.strip(),
        "days": command.days,
        "percent": command.percent,
        "in_working_days": command.in_working_days,
        "is_standard": command.is_standard,
    }
    problems = Problems()
    problems.require(code, "trade_clause.code_missing", "code")
    problems.require(values["name"], "trade_clause.name_missing", "name")
    for name, longest in (("code", 40), ("name", 200), ("text", LONGEST_TEXT)):
        problems.require(len(values[name]) <= longest, "trade_clause.too_long", name, limit=longest)
    days, percent = command.days, command.percent
    problems.require(days is None or 0 <= days <= LONGEST_DAYS, "trade_clause.days", "days")
    problems.require(percent is None or 0 <= percent <= 100, "trade_clause.percent", "percent")
    taken = work.find(TradeClause, code=code) if code else None
    if taken is not None and taken.id != command.id:
        problems.add("trade_clause.code_taken", "code", taken=taken.name)
    problems.raise_if_any()
    if command.id is None:
        return work.new(TradeClause, **values).id
    loaded = work.get(TradeClause, command.id)
    version = loaded.version if command.version is None else command.version
    return work.save(dataclasses.replace(loaded, version=version, **values)).id


def deactivate_trade_clause(command: DeactivateTradeClause, work: Work) -> None:
    work.save(dataclasses.replace(work.get(TradeClause, command.id), is_active=False))


def reactivate_trade_clause(command: ReactivateTradeClause, work: Work) -> None:
    work.save(dataclasses.replace(work.get(TradeClause, command.id), is_active=True))


def save_allowance_table(command: SaveAllowanceTable, work: Work) -> UUID:
    name = command.name.strip()
    problems = Problems()
    problems.require(name, "allowance_table.name_missing", "name")
    problems.require(len(name) <= 200, "allowance_table.too_long", "name", limit=200)
    taken = work.find(AllowanceTable, name=name) if name else None
    if taken is not None and taken.id != command.id:
        problems.add("allowance_table.name_taken", "name")
    if command.commodity_id is not None:
        work.get(Commodity, command.commodity_id, field="commodity_id")
        if command.id is not None:
            users = work.all(Commodity, Commodity.c.allowance_table_id == command.id)
            others = [one for one in users if one.id != command.commodity_id]
            if others:
                problems.add("allowance_table.used_by_another", "commodity_id", name=others[0].name)
    _check_steps(command.steps or (), problems)
    problems.raise_if_any()
    if command.id is None:
        saved = work.new(AllowanceTable, name=name, commodity_id=command.commodity_id)
    else:
        loaded = work.get(AllowanceTable, command.id)
        version = loaded.version if command.version is None else command.version
        changed = dataclasses.replace(loaded, version=version, name=name, commodity_id=command.commodity_id)
        saved = work.save(changed)
    if command.steps is not None:
        work.replace_parts(AllowanceStep, saved.id, _steps(command.steps, saved))
    return saved.id


def _check_steps(steps: tuple[StepInput, ...], problems: Problems) -> None:
    problems.require(len(steps) <= MOST_STEPS, "allowance_table.too_many", "steps", limit=MOST_STEPS)
    seen: set[tuple[str, Direction]] = set()
    for at, one in enumerate(steps):
        where = f"steps.{at}."
        parameter = one.parameter.strip()
        known = PARAMETER.fullmatch(parameter)
        problems.require(known, "terms.parameter", f"{where}parameter", parameter=parameter)
        side = (parameter, one.direction)
        problems.require(
            side not in seen, "allowance_table.step_twice", f"{where}parameter", parameter=parameter
        )
        seen.add(side)
        problems.require(one.step > 0, "allowance_table.step", f"{where}step")
        problems.require(one.rate >= 0, "allowance_table.rate", f"{where}rate")
        is_money = one.basis is AllowanceBasis.PER_PRICE_UNIT
        problems.require(is_money or one.rate <= 100, "allowance_table.percent", f"{where}rate")
        fits = one.reject_at is None or one.reject_at >= Decimal(0)
        problems.require(fits, "allowance_table.reject_at", f"{where}reject_at")


def _steps(steps: tuple[StepInput, ...], table: AllowanceTable) -> list[AllowanceStep]:
    return [
        AllowanceStep(
            company_id=table.company_id,
            allowance_table_id=table.id,
            line_no=at,
            parameter=one.parameter.strip(),
            direction=one.direction,
            step=one.step,
            basis=one.basis,
            rate=one.rate,
            counts_part=one.counts_part,
            reject_at=one.reject_at,
        )
        for at, one in enumerate(steps, start=1)
    ]


def deactivate_allowance_table(command: DeactivateAllowanceTable, work: Work) -> None:
    work.save(dataclasses.replace(work.get(AllowanceTable, command.id), is_active=False))


def reactivate_allowance_table(command: ReactivateAllowanceTable, work: Work) -> None:
    work.save(dataclasses.replace(work.get(AllowanceTable, command.id), is_active=True))
