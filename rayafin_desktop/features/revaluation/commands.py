"""Revaluing a day, and taking that back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..ledger.posting import post_entry, problems_of_day, reverse_entry
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from .model import Revaluation, RevaluationLine
from .queries import already, worked_out
from .rules import Revalued, gain_and_loss

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class RevalueCurrencies(Command[UUID]):
    """Bring open receivables, payables and money in foreign currency to the rates of a day.

    One entry on that day, its exact reverse on the next: realised gains and losses are untouched by it.
    """

    permission: ClassVar[str] = "revaluation.post"
    offline: ClassVar[Offline] = Offline.SERVER
    revalued_on: date


@dataclass(frozen=True, kw_only=True)
class TakeBackRevaluation(Command[None]):
    """Reverse a revaluation and its reverse, each on its own day, so that the day can be revalued anew."""

    permission: ClassVar[str] = "revaluation.post"
    offline: ClassVar[Offline] = Offline.SERVER
    revaluation_id: UUID
    reason: str


def revalue_currencies(command: RevalueCurrencies, work: Work) -> UUID:
    on = command.revalued_on
    worked = worked_out(work, on)
    problems = Problems()
    found = [*worked.problems, *_problems_of(work, on)]
    problems.extend(found)
    if not worked.lines and not found:
        params = {"revalued_on": on.isoformat()}
        problems.extend([Problem("revaluation.nothing", "revalued_on", params)])
    problems.raise_if_any()
    revaluation_id = new_id("revaluation")
    legs = _legs(worked.lines)
    turned = [dataclasses.replace(leg, base_minor=-(leg.base_minor or 0)) for leg in legs]
    entry_id = post_entry(work, _entry(on, legs, revaluation_id))
    reversal_id = post_entry(work, _entry(on + _ONE_DAY, turned, revaluation_id))
    gain, loss = gain_and_loss(worked.lines)
    work.new(
        Revaluation,
        id=revaluation_id,
        revalued_on=on,
        entry_id=entry_id,
        reversal_id=reversal_id,
        gain_minor=gain,
        loss_minor=loss,
    )
    work.insert_many(_line_rows(work, revaluation_id, worked.lines))
    return revaluation_id


def _problems_of(work: Work, on: date) -> list[Problem]:
    """Why this day may not be revalued: it is locked, the next one is, or it has been done."""
    if on == date.max:
        return [Problem("revaluation.no_next_day", "revalued_on")]
    found = problems_of_day(work, on, "revalued_on") or problems_of_day(work, on + _ONE_DAY, "revalued_on")
    return [*found, *already(work, on)]


def _legs(lines: Sequence[Revalued]) -> list[LegDraft]:
    """The lines' differences on their accounts, gain and loss against them; no foreign amount moves."""
    legs = [
        LegDraft(
            amount_minor=0,
            account_id=line.balance.account_id,
            party_id=line.balance.party_id,
            currency=line.balance.currency,
            rate=line.rate,
            base_minor=line.difference_minor,
        )
        for line in lines
    ]
    gain, loss = gain_and_loss(lines)
    if gain:
        legs.append(LegDraft(amount_minor=0, account_role=AccountRole.FX_GAIN, base_minor=-gain))
    if loss:
        legs.append(LegDraft(amount_minor=0, account_role=AccountRole.FX_LOSS, base_minor=loss))
    return legs


def _entry(on: date, legs: Sequence[LegDraft], revaluation_id: UUID) -> EntryDraft:
    return EntryDraft(
        posted_on=on,
        kind="revaluation",
        legs=tuple(legs),
        source_kind="revaluation",
        source_id=revaluation_id,
    )


def _line_rows(work: Work, revaluation_id: UUID, lines: Sequence[Revalued]) -> list[RevaluationLine]:
    return [
        RevaluationLine(
            company_id=work.company_id,
            revaluation_id=revaluation_id,
            line_no=number,
            account_id=line.balance.account_id,
            party_id=line.balance.party_id,
            currency=line.balance.currency,
            amount_minor=line.balance.amount_minor,
            rate=line.rate,
            booked_minor=line.balance.booked_minor,
            worth_minor=line.worth_minor,
            difference_minor=line.difference_minor,
        )
        for number, line in enumerate(lines, start=1)
    ]


def take_back_revaluation(command: TakeBackRevaluation, work: Work) -> None:
    revaluation = work.get(Revaluation, command.revaluation_id, field="revaluation_id")
    reason = command.reason.strip()
    problems = Problems()
    problems.require(reason, "revaluation.reason_missing", "reason")
    problems.require(revaluation.taken_back_on is None, "revaluation.taken_back_already", "revaluation_id")
    problems.raise_if_any()
    work.why = reason
    reverse_entry(work, revaluation.entry_id, revaluation.revalued_on, reason)
    reverse_entry(work, revaluation.reversal_id, revaluation.revalued_on + _ONE_DAY, reason)
    work.save(dataclasses.replace(revaluation, taken_back_on=work.today, reason=reason))
