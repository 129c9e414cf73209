"""Posting: number, ledger entry, snapshot and announcement in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.meanwhile import changed_by_others
from rayafin_desktop.engine.work import Work

from ..companies.branches import chosen_branch
from ..ledger.model import JournalEntry
from ..ledger.posting import post_entry, problems_of_day, reverse_entry
from ..periods.meanwhile import on_open_day
from ..periods.rules import Area
from .content import InvoiceContent, Posted
from .drafting import Worked, content_of, drafted, line_rows, tax_rows
from .entries import entry_of
from .exposure import ask_credit
from .forks import own_version
from .happenings import DraftSaved, InvoicePosted, InvoiceVoided
from .model import InvoiceLine, InvoiceTax, SalesDocument
from .rules import (
    DocumentKind,
    DocumentState,
    SeriesKind,
    may_become,
    posting_problems,
    warnings_for,
)
from .series import Numbers, Taken
from .settlement import settle
from .sources import Sources


@dataclass(frozen=True, kw_only=True)
class PostInvoice(Command[Posted]):
    """Post a draft: it gets its number and its ledger entry, and is locked.

    `order_reason` overrides the refusal of a number behind a later-dated document.
    """

    permission: ClassVar[str] = "invoice.post"
    offline: ClassVar[Offline] = Offline.FACT
    invoice_id: UUID
    version: int | None = None
    series_id: UUID | None = None
    order_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class IssueInvoice(InvoiceContent, Command[Posted]):
    """Make and post an invoice in one go; nothing of it stays if it cannot be posted."""

    permission: ClassVar[str] = "invoice.post"
    offline: ClassVar[Offline] = Offline.FACT
    series_id: UUID | None = None
    order_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class VoidInvoice(Command[Posted]):
    """Void a posted invoice or credit note: it keeps its number, its entry is reversed on its own day.

    Only while its period is open, nothing is allocated to it and nothing credited; else credit it.
    """

    permission: ClassVar[str] = "invoice.void"
    invoice_id: UUID
    reason: str


def post_invoice(command: PostInvoice, work: Work) -> Posted:
    own = own_version(work, SalesDocument, command.invoice_id)
    draft = work.get(SalesDocument, own, field="invoice_id")
    if work.is_replay:
        if draft.state is not DocumentState.DRAFT and changed_by_others(work, SalesDocument, draft.id):
            return _posted_again(command, draft, work)
        if changed_by_others(work, SalesDocument, draft.id):
            work.adjusted("draft.changed_before_post", "invoice_id")
    elif command.version is not None and command.version != draft.version:
        raise Stale("invoice.stale", {"id": str(draft.id)})
    _require_move(draft, DocumentState.POSTED)
    draft = on_open_day(work, draft, "issued_on", Area.SALES)
    lines = work.parts(InvoiceLine, draft.id)
    content = content_of(draft, lines)
    sources = sources_for(work, content)
    worked = ready_to_post(work, content, sources, draft_id=draft.id)
    rows = line_rows(work.company_id, draft.id, content, worked, sources)
    if rows != lines:
        work.replace_parts(InvoiceLine, draft.id, rows)
    taxes = _taxes(work, draft.id, worked)
    work.insert_many(taxes)

    numbers = Numbers(work, sources.seller)
    taken = numbers.take(
        SeriesKind.INVOICE, draft.issued_on, series_id=command.series_id, why=command.order_reason
    )
    numbers.save()
    posted = dataclasses.replace(draft, **worked.fields, **posted_values(taken, work))
    posted = work.save(dataclasses.replace(posted, entry_id=_entry(work, posted, taxes)))
    return announced(work, posted, rows)


def _posted_again(command: PostInvoice, other: SalesDocument, work: Work) -> Posted:
    """A document of its own for a draft somebody else has posted meanwhile: its paper was handed over."""
    work.adjusted("draft.posted_twice", "invoice_id", number=other.number or "")
    content = content_of(other, work.parts(InvoiceLine, other.id))
    values = {one.name: getattr(content, one.name) for one in dataclasses.fields(content)}
    values["external_reference"] = None
    return issue_invoice(
        IssueInvoice(**values, series_id=command.series_id, order_reason=command.order_reason), work
    )


def issue_invoice(command: IssueInvoice, work: Work) -> Posted:
    command = on_open_day(work, command, "issued_on", Area.SALES)
    sources = sources_for(work, command)
    worked = ready_to_post(work, command, sources)
    numbers = Numbers(work, sources.seller)
    taken = numbers.take(
        SeriesKind.INVOICE, command.issued_on, series_id=command.series_id, why=command.order_reason
    )
    numbers.save()
    document = new_document(work, DocumentKind.INVOICE, worked, **posted_values(taken, work))
    rows = line_rows(work.company_id, document.id, command, worked, sources)
    work.send_as(completed(command, document, rows))
    taxes = _taxes(work, document.id, worked)
    posted = work.add(dataclasses.replace(document, entry_id=_entry(work, document, taxes)))
    work.insert_many(rows)
    work.insert_many(taxes)
    told = has_sources(command)
    if told:
        tell_sources(work, posted, rows, command)
    return announced(work, posted, rows, was_told=told)


C = TypeVar("C", bound=InvoiceContent)


def completed(content: C, document: SalesDocument, rows: Sequence[InvoiceLine]) -> C:
    """What was entered with what was looked up for it: prices, taxes, currency, rate, the day it is due.

    A paper is printed from these; who works it out again must not look them up anew.
    """
    lines = tuple(
        dataclasses.replace(
            line,
            # A draft may have a line without any price yet.
            unit_price=row.unit_price if row.item_id is not None else line.unit_price,
            tax_code_id=row.tax_code_id,
            unit=row.unit,
        )
        for line, row in zip(content.lines, rows, strict=True)
    )
    return dataclasses.replace(
        content, lines=lines, currency=document.currency, rate=document.rate, due_on=document.due_on
    )


def has_sources(content: InvoiceContent) -> bool:
    """Whether a line says what it was made of."""
    return any(line.source_id is not None for line in content.lines)


def tell_sources(
    work: Work, document: SalesDocument, rows: Sequence[InvoiceLine], content: InvoiceContent
) -> None:
    """Tell the features above what the lines of a document were made of."""
    sources = tuple(line.source_id for line in content.lines)
    work.announce(DraftSaved(invoice=document, lines=tuple(rows), sources=sources))


def sources_for(work: Work, content: InvoiceContent) -> Sources:
    """The sources of one document, with its party and items read; NotFound for a branch that is not."""
    chosen_branch(work, content.branch_id)
    sources = Sources(work)
    sources.load_parties([content.party_id])
    sources.load_items([line.item_id for line in content.lines])
    return sources


def ready_to_post(
    work: Work, content: InvoiceContent, sources: Sources, *, draft_id: UUID | None = None
) -> Worked:
    """Work a document out for posting: all problems at once, then what needs a confirmation."""
    worked = drafted(content, sources)
    raise_problems(worked, problems_of_day(work, content.issued_on, "issued_on", area=Area.SALES))
    _confirm_warnings(work, worked, sources, draft_id)
    return worked


def raise_problems(worked: Worked, further: Iterable[Problem] = ()) -> None:
    """RuleBroken with everything that keeps the document from being posted, `further` problems first."""
    problems = Problems()
    problems.extend(further)
    problems.extend(worked.problems)
    problems.extend(worked.missing)
    problems.extend(posting_problems(worked.head, worked.drafts, worked.fields["total_minor"]))
    problems.raise_if_any()


def _confirm_warnings(work: Work, worked: Worked, sources: Sources, draft_id: UUID | None) -> None:
    """Ask for what a person may go on with: a future date, a credit limit exceeded, a late payer."""
    party = worked.party
    email = party.email if party else ""
    for warning in warnings_for(worked.head, work.today, email=email):
        if warning.code != "invoice.no_email":
            work.confirm(warning.code, warning.code, field=warning.field, **warning.params)
    if party is not None:
        ask_credit(work, party, in_base_currency(worked, sources.seller.currency), without=draft_id)


def in_base_currency(worked: Worked, base: str) -> int:
    """The document's total in minor units of the company's currency, at the document's rate."""
    currency, total_minor = worked.fields["currency"], int(worked.fields["total_minor"])
    if currency == base:
        return total_minor
    major = multiply(to_major(total_minor, currency_digits(currency)), worked.fields["rate"])
    return to_minor(major, currency_digits(base))


def new_document(work: Work, kind: DocumentKind, worked: Worked, **values: Any) -> SalesDocument:
    """A document with what was worked out and further values, not yet added."""
    return SalesDocument(
        id=new_id("invoice"),
        company_id=work.company_id,
        created_at=work.now,
        updated_at=work.now,
        kind=kind,
        **worked.fields,
        **values,
    )


def posted_values(taken: Taken, work: Work) -> dict[str, Any]:
    """What posting sets on a document: its number and the state."""
    return {
        "state": DocumentState.POSTED,
        "number": taken.number,
        "series_id": taken.series_id,
        "series_year": taken.year,
        "series_n": taken.n,
        "posted_at": work.now,
    }


def _taxes(work: Work, invoice_id: UUID, worked: Worked) -> list[InvoiceTax]:
    totals = worked.sheet.totals
    return tax_rows(work.company_id, invoice_id, totals.groups, totals.self_assessed)


def _entry(work: Work, document: SalesDocument, taxes: Sequence[InvoiceTax]) -> UUID | None:
    draft = entry_of(document, taxes)
    return None if draft is None else post_entry(work, draft)


def announced(
    work: Work, document: SalesDocument, lines: Sequence[InvoiceLine], *, was_told: bool = True
) -> Posted:
    """Make a posted invoice findable, tell the features above, and answer it."""
    work.promise(f"invoice:{document.id.hex}", document.total_minor, number=document.number or "")
    work.index("invoice", document.id, f"{document.number} {document.reference}")
    work.announce(InvoicePosted(invoice=document, lines=tuple(lines), was_told=was_told))
    return posted_answer(document)


def posted_answer(document: SalesDocument) -> Posted:
    """A posted document as commands answer it."""
    return Posted(
        id=document.id,
        kind=document.kind,
        state=document.state,
        number=document.number or "",
        total_minor=document.total_minor,
        open_minor=document.open_minor,
        currency=document.currency,
    )


def _require_move(document: SalesDocument, wanted: DocumentState) -> None:
    if not may_become(document.state, wanted):
        code = "invoice.already_posted" if wanted is DocumentState.POSTED else "invoice.not_posted"
        raise RuleBroken([Problem(code, "invoice_id", {"number": document.number or ""})])


def void_invoice(command: VoidInvoice, work: Work) -> Posted:
    document = work.get(SalesDocument, command.invoice_id, field="invoice_id")
    _require_move(document, DocumentState.VOID)
    problems = Problems()
    problems.require(command.reason.strip(), "invoice.reason_missing", "reason")
    problems.require(
        document.settled_minor == document.applied_minor, "invoice.has_allocations", "invoice_id"
    )
    c = SalesDocument.c
    credited = work.find(SalesDocument, c.original_id == document.id, c.state == DocumentState.POSTED)
    problems.require(credited is None, "invoice.has_credit_notes", "invoice_id")
    # An opening invoice was posted on the opening day, all others on their own.
    entry = None if document.entry_id is None else work.get(JournalEntry, document.entry_id)
    day = document.issued_on if entry is None else entry.posted_on
    for locked in problems_of_day(work, day, "invoice_id", area=Area.SALES):
        # Nothing may change on that day any more; a credit note stands on a day of its own.
        problems.add("invoice.void_locked", "invoice_id", **locked.params)
    problems.raise_if_any()
    if document.entry_id is not None:
        reverse_entry(work, document.entry_id, day, command.reason.strip())
    if document.original_id is not None and document.applied_minor:
        settle(work, document.original_id, -document.applied_minor)
    voided = work.save(
        dataclasses.replace(
            document,
            state=DocumentState.VOID,
            settled_minor=0,
            settled_on=None,
            days_to_pay=None,
            applied_minor=0,
            reason=command.reason.strip(),
        )
    )
    work.why = command.reason.strip()
    work.announce(InvoiceVoided(invoice=voided))
    return posted_answer(voided)
