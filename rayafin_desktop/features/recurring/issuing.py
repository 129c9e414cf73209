"""Making what is due: each occurrence once, whoever asks, however often, on whichever device.

Two things stand against a second document: the row of the occurrence, unique by template and day, and
the document's own name, `recurring:<template>:<day>`, which every device writes alike and which is
unique among the company's documents. A command holds the company's lock, so that of two programs that
ask at once the second one finds the work done.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NeedsConfirmation, Problem, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..billing.commands import SaveDraft, save_draft
from ..billing.content import InvoiceContent
from ..billing.model import SalesDocument
from ..billing.posting import IssueInvoice, issue_invoice, ready_to_post, sources_for
from ..ledger.posting import problems_of_day
from .commands import schedule_of
from .contents import from_stored
from .model import RecurringOccurrence, RecurringTemplate
from .occurrences import dealt_with
from .rules import Making, reference_of

MOST_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class Issued:
    """One document that an occurrence made; `why_draft` says why one to be posted waits as a draft."""

    template_id: UUID
    name: str
    occurs_on: date
    invoice_id: UUID
    number: str
    why_draft: str = ""


@dataclass(frozen=True, kw_only=True)
class Held:
    """An occurrence that could not be made and stays due: the code of the first reason."""

    template_id: UUID
    name: str
    occurs_on: date
    code: str


@dataclass(frozen=True, kw_only=True)
class IssuedAll:
    """What came of making what is due; `more` says that the limit of one run was reached."""

    made: tuple[Issued, ...]
    held: tuple[Held, ...]
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class IssueRecurring(Command[IssuedAll]):
    """Make every document that is due until today (or `until`), of one template or of all.

    Each is dated on its own day. One whose day lies in a closed period is held and stays due. What
    should be posted but has an open question (a credit limit, a missing rate) is made as a draft.
    """

    permission: ClassVar[str] = "recurring.issue"
    offline: ClassVar[Offline] = Offline.FACT
    template_id: UUID | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class SkipOccurrence(Command[None]):
    """Deal with the next occurrence of a template by making nothing of it."""

    permission: ClassVar[str] = "recurring.issue"
    template_id: UUID


def issue_recurring(command: IssueRecurring, work: Work) -> IssuedAll:
    until = min(command.until or work.today, work.today)
    made: list[Issued] = []
    held: list[Held] = []
    for template in _due(work, command.template_id, until):
        for day in _occurrences_due(work, template, until):
            if len(made) + len(held) >= MOST_AT_ONCE:
                return IssuedAll(made=tuple(made), held=tuple(held), more=True)
            outcome = _issue(work, template, day)
            if isinstance(outcome, Held):
                held.append(outcome)
            elif outcome is not None:
                made.append(outcome)
        _go_on(work, template.id)
    return IssuedAll(made=tuple(made), held=tuple(held))


def _due(work: Work, template_id: UUID | None, until: date) -> Sequence[RecurringTemplate]:
    c = RecurringTemplate.c
    if template_id is not None:
        one = work.get(RecurringTemplate, template_id, field="template_id")
        return [one] if not one.is_paused and one.next_on is not None and one.next_on <= until else []
    conditions = (c.next_on.is_not(None), c.next_on <= until, ~c.is_paused)
    return work.all(RecurringTemplate, *conditions, order_by=(c.next_on, c.name, c.id))


def _occurrences_due(work: Work, template: RecurringTemplate, until: date) -> list[date]:
    """Days due and not dealt with, oldest first; a changed schedule does not reach behind `next_on`."""
    done = dealt_with(work, template.id)
    due = []
    for day in schedule_of(template).occurrences():
        if day > until:
            break
        if day not in done and template.next_on is not None and day >= template.next_on:
            due.append(day)
        if len(due) > MOST_AT_ONCE:
            break
    return due


def _issue(work: Work, template: RecurringTemplate, day: date) -> Issued | Held | None:
    """Make one occurrence; None where another device has made its document already."""
    reference = reference_of(template.id, day)
    known = work.find(SalesDocument, external_reference=reference)
    if known is not None:
        _record(work, template, day, reference, known.id)
        return None
    closed = problems_of_day(work, day, "issued_on")
    if closed:
        return _held(template, day, closed[0].code)
    content = dataclasses.replace(from_stored(template.content), issued_on=day, external_reference=reference)
    why_draft = ""
    if template.making is Making.POST:
        why_draft = _open_question(work, content)
        if not why_draft:
            reason = f"{template.name}, due on {day.isoformat()}"
            posted = issue_invoice(IssueInvoice(**_values(content), order_reason=reason), work)
            _record(work, template, day, reference, posted.id)
            return _issued(template, day, posted.id, posted.number)
    try:
        saved = save_draft(SaveDraft(**_values(content)), work)
    except RuleBroken as refused:
        return _held(template, day, refused.problems[0].code)
    _record(work, template, day, reference, saved.id)
    return _issued(template, day, saved.id, "", why_draft)


def _open_question(work: Work, content: InvoiceContent) -> str:
    """The code of what keeps a document from being posted without a person; empty when nothing does."""
    try:
        ready_to_post(work, content, sources_for(work, content))
    except RuleBroken as refused:
        return refused.problems[0].code
    except NeedsConfirmation as asked:
        return asked.code
    return ""


def _values(content: InvoiceContent) -> dict[str, Any]:
    return {field.name: getattr(content, field.name) for field in dataclasses.fields(InvoiceContent)}


def _issued(
    template: RecurringTemplate, day: date, invoice_id: UUID, number: str, why_draft: str = ""
) -> Issued:
    return Issued(
        template_id=template.id,
        name=template.name,
        occurs_on=day,
        invoice_id=invoice_id,
        number=number,
        why_draft=why_draft,
    )


def _held(template: RecurringTemplate, day: date, code: str) -> Held:
    return Held(template_id=template.id, name=template.name, occurs_on=day, code=code)


def _record(
    work: Work, template: RecurringTemplate, day: date, reference: str, invoice_id: UUID | None
) -> None:
    work.new(
        RecurringOccurrence,
        recurring_template_id=template.id,
        occurs_on=day,
        n=_place_of(template, day),
        invoice_id=invoice_id,
        external_reference=reference,
    )


def _place_of(template: RecurringTemplate, day: date) -> int:
    """Which occurrence of the schedule a day is, counted from 1."""
    for n, one in enumerate(schedule_of(template).occurrences(), start=1):
        if one >= day:
            return n
    return 0


def _go_on(work: Work, template_id: UUID) -> None:
    """Bring a template to its first occurrence not dealt with."""
    template = work.get(RecurringTemplate, template_id)
    done = dealt_with(work, template.id)
    first = template.next_on
    days = schedule_of(template).occurrences()
    coming = next((day for day in days if day not in done and first is not None and day >= first), None)
    work.save(dataclasses.replace(template, next_on=coming, made=len(done)))


def skip_occurrence(command: SkipOccurrence, work: Work) -> None:
    template = work.get(RecurringTemplate, command.template_id, field="template_id")
    if template.next_on is None:
        raise RuleBroken([Problem("recurring.nothing_due", "template_id", {"name": template.name})])
    day = template.next_on
    _record(work, template, day, reference_of(template.id, day), None)
    _go_on(work, template.id)
