"""Templates: made from a document, changed, paused; the schedule says when they are due."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Work

from ..billing.content import InvoiceContent
from ..billing.drafting import content_of, drafted
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.posting import sources_for
from ..billing.rules import DocumentKind
from .contents import to_stored
from .model import RecurringTemplate
from .occurrences import last_dealt_with
from .rules import Frequency, Making, Schedule

MOST_EVERY = 100
MOST_TIMES = 10_000


@dataclass(frozen=True, kw_only=True)
class ScheduleInput:
    """When a template is due; the fields of `rules.Schedule`.

    `day` is the day of the month for monthly, quarterly and yearly ones: 31 is the last one, whatever the
    month; None is the day of `starts_on`.
    """

    frequency: Frequency = Frequency.MONTHLY
    every: int = 1
    day: int | None = None
    starts_on: date
    until_on: date | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class SaveRecurring(ScheduleInput, Command[UUID]):
    """Make a template of a document's content, or replace the one with this id.

    The dates in `content` are set by each occurrence; what was dealt with already stays dealt with.
    """

    permission: ClassVar[str] = "recurring.save"
    id: UUID | None = None
    version: int | None = None
    name: str
    content: InvoiceContent | None = None
    making: Making = Making.DRAFT


@dataclass(frozen=True, kw_only=True)
class RepeatInvoice(ScheduleInput, Command[UUID]):
    """Make a template of an invoice as it stands, draft or posted."""

    permission: ClassVar[str] = "recurring.save"
    invoice_id: UUID
    name: str = ""
    making: Making = Making.DRAFT


@dataclass(frozen=True, kw_only=True)
class PauseRecurring(Command[None]):
    """Make nothing of a template until it goes on."""

    permission: ClassVar[str] = "recurring.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class ResumeRecurring(Command[None]):
    """Go on with a paused template; what fell due meanwhile is due with its own dates."""

    permission: ClassVar[str] = "recurring.save"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class DeleteRecurring(Command[None]):
    """Take a template away; what it made stays."""

    permission: ClassVar[str] = "recurring.save"
    id: UUID


def save_recurring(command: SaveRecurring, work: Work) -> UUID:
    problems = schedule_problems(command)
    if not command.name.strip():
        problems.append(Problem("recurring.name_missing", "name"))
    if command.id is None and command.content is None:
        problems.append(Problem("recurring.content_missing", "content"))
    if problems:
        raise RuleBroken(problems)
    values: dict[str, Any] = {
        "name": command.name.strip(),
        "making": command.making,
        **schedule_fields(command),
    }
    if command.content is not None:
        values |= _content_fields(work, command.content, command.starts_on)
    if command.id is None:
        first = schedule_of_input(command).after(None)
        return work.new(RecurringTemplate, next_on=first, **values).id
    loaded = work.get(RecurringTemplate, command.id)
    version = loaded.version if command.version is None else command.version
    changed = dataclasses.replace(loaded, version=version, **values)
    # What was dealt with stays so, also where the new schedule starts earlier.
    coming = schedule_of(changed).after(last_dealt_with(work, changed.id))
    return work.save(dataclasses.replace(changed, next_on=coming)).id


def repeat_invoice(command: RepeatInvoice, work: Work) -> UUID:
    invoice = work.get(SalesDocument, command.invoice_id, field="invoice_id")
    if invoice.kind is not DocumentKind.INVOICE:
        raise RuleBroken([Problem("recurring.not_an_invoice", "invoice_id")])
    content = content_of(invoice, work.parts(InvoiceLine, invoice.id))
    # Due days follow the customer's terms, the content belongs to no import.
    content = dataclasses.replace(content, due_on=None, supplied_on=None, external_reference=None)
    name = command.name.strip() or " ".join(filter(None, (invoice.buyer_name, invoice.number)))
    schedule = {field.name: getattr(command, field.name) for field in dataclasses.fields(ScheduleInput)}
    return save_recurring(SaveRecurring(name=name, content=content, making=command.making, **schedule), work)


def _content_fields(work: Work, content: InvoiceContent, day: date) -> dict[str, Any]:
    """The content as it is kept; refused where it could not be drafted on the first day."""
    content = dataclasses.replace(content, issued_on=day, external_reference=None)
    worked = drafted(content, sources_for(work, content))
    if worked.problems:
        raise RuleBroken(Problem(one.code, f"content.{one.field}", one.params) for one in worked.problems)
    return {
        "content": to_stored(content),
        "party_id": content.party_id,
        "currency": worked.fields["currency"],
        "total_minor": worked.fields["total_minor"],
    }


def schedule_problems(entered: ScheduleInput) -> list[Problem]:
    """What keeps a schedule from being one."""
    problems = []
    if not 1 <= entered.every <= MOST_EVERY:
        problems.append(Problem("recurring.every", "every", {"limit": MOST_EVERY}))
    if entered.day is not None and not 1 <= entered.day <= 31:
        problems.append(Problem("recurring.day", "day"))
    if entered.until_on is not None and entered.until_on < entered.starts_on:
        problems.append(Problem("recurring.ends_before", "until_on"))
    if entered.most is not None and not 1 <= entered.most <= MOST_TIMES:
        problems.append(Problem("recurring.most", "most", {"limit": MOST_TIMES}))
    return problems


def schedule_fields(entered: ScheduleInput) -> dict[str, Any]:
    """The schedule as columns."""
    return {field.name: getattr(entered, field.name) for field in dataclasses.fields(ScheduleInput)}


def schedule_of_input(entered: ScheduleInput) -> Schedule:
    """The schedule that was entered."""
    return Schedule(**schedule_fields(entered))


def schedule_of(template: RecurringTemplate) -> Schedule:
    """The schedule of a stored template."""
    return Schedule(
        frequency=template.frequency,
        starts_on=template.starts_on,
        every=template.every,
        day=template.day,
        until_on=template.until_on,
        most=template.most,
    )


def pause_recurring(command: PauseRecurring, work: Work) -> None:
    work.save(dataclasses.replace(work.get(RecurringTemplate, command.id), is_paused=True))


def resume_recurring(command: ResumeRecurring, work: Work) -> None:
    work.save(dataclasses.replace(work.get(RecurringTemplate, command.id), is_paused=False))


def delete_recurring(command: DeleteRecurring, work: Work) -> None:
    work.remove(work.get(RecurringTemplate, command.id))
