"""Recording reminders: which documents they are about and at which level, and starting anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Read, Work

from ..billing.happenings import InvoiceReopened
from ..billing.model import SalesDocument
from ..payments.numbers import take_number
from .model import Channel, RemindedDocument, Reminder, ReminderLevel, level_of
from .overdue import is_due, overdue
from .settings import REMINDER_NUMBER

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reminded:
    """A recorded reminder, ready to be printed."""

    id: UUID
    number: str
    party_id: UUID
    level: ReminderLevel
    total_minor: int
    currency: str


@dataclass(frozen=True, kw_only=True)
class RecordReminder(Command[tuple[Reminded, ...]]):
    """Remind a customer of everything overdue (or of `invoice_ids`), one reminder for each currency.

    Names the customer, or one of its documents. Without `level` the documents' last reminders decide:
    one more than the highest. `sent_on` is today if not given.
    """

    permission: ClassVar[str] = "reminder.record"
    offline: ClassVar[Offline] = Offline.FACT
    party_id: UUID | None = None
    invoice_id: UUID | None = None
    invoice_ids: tuple[UUID, ...] = ()
    level: ReminderLevel | None = None
    channel: Channel = Channel.LETTER
    sent_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordDueReminders(Command[tuple[Reminded, ...]]):
    """Remind everybody on the list of those to be reminded, at most 500 customers at a time."""

    permission: ClassVar[str] = "reminder.record"
    offline: ClassVar[Offline] = Offline.FACT
    channel: Channel = Channel.LETTER
    sent_on: date | None = None


def record_reminder(command: RecordReminder, work: Work) -> tuple[Reminded, ...]:
    party_id = command.party_id
    if party_id is None and command.invoice_id is not None:
        party_id = work.get(SalesDocument, command.invoice_id, field="invoice_id").party_id
    if party_id is None:
        raise RuleBroken([Problem("reminder.party_missing", "party_id")])
    sent_on = _day(work, command.sent_on)
    rows = _overdue_of(work, party_id)
    if command.invoice_ids:
        known = {row.id for row in rows}
        missing = [at for at, id_ in enumerate(command.invoice_ids) if id_ not in known]
        if missing:
            raise RuleBroken([Problem("reminder.not_overdue", f"invoice_ids.{at}") for at in missing])
        rows = [row for row in rows if row.id in set(command.invoice_ids)]
    if not rows:
        raise RuleBroken([Problem("reminder.nothing_overdue", "party_id")])
    return _recorded(work, rows, command.level, command.channel, sent_on, command.note.strip())


def record_due_reminders(command: RecordDueReminders, work: Work) -> tuple[Reminded, ...]:
    sent_on = _day(work, command.sent_on)
    found: list[Reminded] = []
    for party_id in due_parties(work):
        found += _recorded(work, _overdue_of(work, party_id), None, command.channel, sent_on, "")
    if not found:
        raise RuleBroken([Problem("reminder.nobody_due", "")])
    return tuple(found)


def due_parties(read: Read) -> Sequence[UUID]:
    """The customers to be reminded now, at most 500."""
    due = overdue(read).where(is_due(read)).subquery("due").c
    return [row[0] for row in read.fetch(select(due.party_id).distinct().limit(MOST_AT_ONCE))]


def _day(work: Work, sent_on: date | None) -> date:
    day = sent_on or work.today
    if day > work.today:
        raise RuleBroken([Problem("reminder.future_date", "sent_on")])
    return day


def _overdue_of(read: Read, party_id: UUID) -> list[Any]:
    c = SalesDocument.c
    return list(read.fetch(overdue(read).where(c.party_id == party_id).order_by(c.due_on, c.number)))


def _recorded(
    work: Work,
    rows: Sequence[Any],
    level: ReminderLevel | None,
    channel: Channel,
    sent_on: date,
    note: str,
) -> tuple[Reminded, ...]:
    by_currency: Mapping[str, list[Any]] = {
        currency: [row for row in rows if row.currency == currency]
        for currency in sorted({row.currency for row in rows})
    }
    found: list[Reminded] = []
    for currency, some in by_currency.items():
        rank = 1 + max((ReminderLevel(row.last_level).rank for row in some if row.last_level), default=0)
        total = sum(row.open_minor for row in some)
        reminder = work.new(
            Reminder,
            number=take_number(work, REMINDER_NUMBER, "reminder", sent_on),
            party_id=some[0].party_id,
            level=level or level_of(rank),
            sent_on=sent_on,
            channel=channel,
            currency=currency,
            total_minor=total,
            note=note,
        )
        for row in some:
            work.new(RemindedDocument, reminder_id=reminder.id, invoice_id=row.id, open_minor=row.open_minor)
        found.append(
            Reminded(reminder.id, reminder.number, reminder.party_id, reminder.level, total, currency)
        )
    return tuple(found)


def on_invoice_reopened(happening: InvoiceReopened, work: Work) -> None:
    """A paid invoice is open again (a cheque bounced): reminding starts with the friendly one."""
    c = RemindedDocument.c
    for one in work.all(RemindedDocument, c.invoice_id == happening.invoice.id, c.counts):
        work.save(dataclasses.replace(one, counts=False))
