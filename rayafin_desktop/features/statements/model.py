"""Reminders that were sent, and the documents each was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Currency, Minor, Note, References
from rayafin_desktop.engine.entity import Entity, entity


class ReminderLevel(StrEnum):
    """How firmly a customer is reminded, in the order of escalation."""

    FRIENDLY = "FRIENDLY"
    FIRM = "FIRM"
    FINAL = "FINAL"

    @property
    def rank(self) -> int:
        """1 for the friendly one, up to 3."""
        return list(ReminderLevel).index(self) + 1


def level_of(rank: int) -> ReminderLevel:
    """The level of a rank; beyond the last it stays the final one."""
    return list(ReminderLevel)[min(max(rank, 1), len(ReminderLevel)) - 1]


class Channel(StrEnum):
    """How the reminder reached the customer."""

    LETTER = "LETTER"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    MESSAGE = "MESSAGE"


@entity(
    "reminders",
    unique=[("number",)],
    indexes=[("party_id", "sent_on"), ("sent_on", "id")],
    checks={"total": "total_minor > 0"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder(Entity):
    """A customer was reminded of what is overdue; `total_minor` is that day's sum in `currency`."""

    number: Code
    party_id: Annotated[UUID, References("parties")]
    level: ReminderLevel
    sent_on: date
    channel: Channel
    currency: Currency
    total_minor: Minor
    note: Note = ""


@entity(
    "reminded_documents",
    kind="reminded_document",
    unique=[("reminder_id", "invoice_id")],
    indexes=[("invoice_id",)],
    where={("invoice_id",): "counts"},
)
@dataclass(frozen=True, kw_only=True, slots=True)
class RemindedDocument(Entity):
    """One document of a reminder, and what of it was open in minor units of the reminder's currency.

    `counts` until the document is settled and opens again (a cheque bounced): then reminding starts anew.
    """

    reminder_id: Annotated[UUID, References("reminders")]
    invoice_id: Annotated[UUID, References("invoices")]
    open_minor: Minor
    counts: bool = True
