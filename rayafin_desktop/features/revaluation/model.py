"""Revaluations with what each account and party was found to be worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Currency, Minor, Note, Rate, References
from rayafin_desktop.engine.entity import Entity, Part, entity, part


@entity(
    "revaluations",
    unique=[("revalued_on",)],
    indexes=[("revalued_on", "id")],
    where={("revalued_on",): "taken_back_on IS NULL"},
    checks={"taken_back": "(taken_back_on IS NULL) = (reason = '')"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Revaluation(Entity):
    """The unrealised exchange difference of a day: one entry on that day, its reverse on the next.

    `gain_minor` and `loss_minor` are in the company's currency and never negative. One that was taken back
    had both entries reversed; then the day can be revalued again.
    """

    revalued_on: date
    entry_id: Annotated[UUID, References("journal_entries")]
    reversal_id: Annotated[UUID, References("journal_entries")]
    gain_minor: Minor
    loss_minor: Minor
    taken_back_on: date | None = None
    reason: Note = ""


@part("revaluation_lines", of=Revaluation)
@dataclass(frozen=True, kw_only=True, slots=True)
class RevaluationLine(Part):
    """One account (and party) in one currency: what stood in the books, and what it is worth at the rate.

    `amount_minor` is in `currency`, the other amounts in the company's; debits are positive.
    """

    revaluation_id: UUID
    account_id: Annotated[UUID, References("accounts")]
    party_id: Annotated[UUID | None, References("parties")] = None
    currency: Currency
    amount_minor: Minor
    rate: Rate
    booked_minor: Minor
    worth_minor: Minor
    difference_minor: Minor
