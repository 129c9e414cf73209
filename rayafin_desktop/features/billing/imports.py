"""The wide door: many documents in one command, by the same rules, with the same entries."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read, Work

from ..companies.branches import chosen_branch
from ..items.model import Item
from ..ledger.posting import post_entries
from ..parties.model import Party
from ..periods.queries import period_locks
from ..periods.rules import Area
from .content import InvoiceContent, LineContent
from .drafting import Worked, drafted, line_rows, tax_rows
from .entries import entry_of
from .happenings import InvoicePosted
from .model import InvoiceLine, InvoiceTax, SalesDocument
from .numbering import number_problems
from .posting import in_base_currency, new_document, posted_values
from .rules import DocumentKind, SeriesKind, posting_problems
from .series import Numbers, Taken
from .sources import Sources, chunks

MOST_INVOICES = 20_000
_SIGNS = {DocumentKind.INVOICE: 1, DocumentKind.CREDIT_NOTE: -1}


@dataclass(frozen=True, kw_only=True)
class ImportedLine(LineContent):
    """A line of a file; item and tax code may be named by their codes."""

    item_code: str = ""
    tax_code: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportedInvoice(InvoiceContent):
    """A document of a file. `external_reference` names it for ever: the same one is added only once.

    The customer may be named by code. With a `number` the document keeps it; else it takes one from
    the series. A credit note stands by itself here, because another program's seldom names its invoice:
    its quantities are what came back, and `reason` says why.
    """

    kind: DocumentKind = DocumentKind.INVOICE
    reason: str = ""
    party_code: str = ""
    number: str = ""
    lines: tuple[ImportedLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportFailure:
    """An invoice that was not added: its place in the batch and what is wrong with it."""

    index: int
    external_reference: str
    problems: tuple[dict[str, object], ...]


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of a batch; `skipped` were there already.

    `total_minor` is what the added documents come to in minor units of the company's currency, credit
    notes taken off.
    """

    added: int
    skipped: int
    failed: tuple[ImportFailure, ...]
    ids: tuple[UUID, ...]
    total_minor: int = 0


@dataclass(frozen=True, kw_only=True)
class ImportInvoices(Command[Imported]):
    """Add a batch of invoices, posted or as drafts.

    Faulty ones are left out and reported if `skip_faulty`, otherwise nothing is added. Warnings ask no
    questions here: what a file says has happened.
    """

    permission: ClassVar[str] = "invoice.import"
    invoices: tuple[ImportedInvoice, ...]
    post: bool = True
    skip_faulty: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """An invoice of the batch that passed all checks."""

    content: ImportedInvoice
    worked: Worked


def import_invoices(command: ImportInvoices, work: Work) -> Imported:
    if len(command.invoices) > MOST_INVOICES:
        raise RuleBroken([Problem("import.too_many", "invoices", {"limit": MOST_INVOICES})])
    sources, locks = Sources(work), period_locks(work)
    resolved = _resolved(work, command.invoices, sources)
    for branch_id in {one.branch_id for one in resolved}:
        chosen_branch(work, branch_id, "invoices")
    with work.across_branches():  # a reference or number names one document in the whole company
        known = _known_references(work, resolved)
        numbers_in_use = _numbers_in_use(work, resolved)
    ready: list[_Ready] = []
    failed: list[ImportFailure] = []
    skipped = 0
    for index, content in enumerate(resolved):
        reference = content.external_reference
        if reference is not None and reference in known:
            skipped += 1
            continue
        worked = drafted(content, sources)
        problems = _problems(content, worked, sources, numbers_in_use, post=command.post)
        if command.post:
            problems += locks.problems(content.issued_on, Area.SALES, work.actor, work.now, "issued_on")
        if problems:
            failed.append(failure_of(index, content.external_reference, problems))
            continue
        if reference is not None:
            known.add(reference)
        if content.number:
            numbers_in_use.add((content.kind, content.number))
        ready.append(_Ready(content, worked))
    if failed and not command.skip_faulty:
        raise RuleBroken(in_batch(failed))
    ids = _written(work, ready, sources, post=command.post)
    total_minor = sum(
        _SIGNS[one.content.kind] * in_base_currency(one.worked, sources.seller.currency) for one in ready
    )
    return Imported(
        added=len(ids), skipped=skipped, failed=tuple(failed), ids=tuple(ids), total_minor=total_minor
    )


def _resolved(work: Work, invoices: Sequence[ImportedInvoice], sources: Sources) -> list[ImportedInvoice]:
    """The invoices with codes replaced by ids, and everything they name read."""
    parties = ids_by_code(work, Party, {one.party_code for one in invoices})
    items = ids_by_code(work, Item, {line.item_code for one in invoices for line in one.lines})
    tax_ids = {code.code.casefold(): code.id for code in sources.tax_codes.values()}
    resolved = [
        dataclasses.replace(
            one,
            party_id=one.party_id or parties.get(one.party_code),
            lines=tuple(_with_ids(line, items, tax_ids) for line in one.lines),
        )
        for one in invoices
    ]
    sources.load_parties(one.party_id for one in resolved)
    sources.load_items(line.item_id for one in resolved for line in one.lines)
    return resolved


def _with_ids(line: ImportedLine, items: Mapping[str, UUID], tax_ids: Mapping[str, UUID]) -> ImportedLine:
    if not line.item_code and not line.tax_code:
        return line
    return dataclasses.replace(
        line,
        item_id=line.item_id or items.get(line.item_code),
        tax_code_id=line.tax_code_id or tax_ids.get(line.tax_code.casefold()),
    )


def ids_by_code(read: Read, entity: type[Party] | type[Item], codes: set[str]) -> dict[str, UUID]:
    """The ids of parties or items by the codes a file names them with."""
    c = entity.c
    found: dict[str, UUID] = {}
    for chunk in chunks(code for code in codes if code):
        statement = select(c.code, c.id).where(
            c.company_id == read.company_id, c.deleted_at.is_(None), c.code.in_(chunk)
        )
        found.update((row.code, row.id) for row in read.fetch(statement))
    return found


def _known_references(read: Read, invoices: Sequence[ImportedInvoice]) -> set[str]:
    c = SalesDocument.c
    known: set[str] = set()
    for chunk in chunks(one.external_reference for one in invoices if one.external_reference is not None):
        statement = select(c.external_reference).where(
            c.company_id == read.company_id, c.deleted_at.is_(None), c.external_reference.in_(chunk)
        )
        known.update(row[0] for row in read.fetch(statement))
    return known


def _numbers_in_use(read: Read, invoices: Sequence[ImportedInvoice]) -> set[tuple[DocumentKind, str]]:
    c = SalesDocument.c
    used: set[tuple[DocumentKind, str]] = set()
    for chunk in chunks(one.number for one in invoices if one.number):
        statement = select(c.kind, c.number).where(c.company_id == read.company_id, c.number.in_(chunk))
        used.update((row.kind, row.number) for row in read.fetch(statement))
    return used


def _problems(
    content: ImportedInvoice,
    worked: Worked,
    sources: Sources,
    numbers_in_use: set[tuple[DocumentKind, str]],
    *,
    post: bool,
) -> list[Problem]:
    """Everything wrong with one invoice of the batch."""
    problems: list[Problem] = []
    if content.party_code and content.party_id is None:
        problems.append(Problem("party.unknown_code", "party_code", {"party_code": content.party_code}))
    for index, line in enumerate(content.lines):
        at = f"lines.{index}"
        if line.item_code and line.item_id is None:
            problems.append(Problem("item.unknown_code", f"{at}.item_code", {"item_code": line.item_code}))
        if line.tax_code and line.tax_code_id is None:
            problems.append(Problem("tax_code.unknown_code", f"{at}.tax_code", {"tax_code": line.tax_code}))
    problems += worked.problems
    if post:
        problems += worked.missing
        problems += posting_problems(worked.head, worked.drafts, worked.fields["total_minor"])
    if content.number:
        problems += number_problems(content.number, sources.seller.country, "number")
        if (content.kind, content.number) in numbers_in_use:
            problems.append(Problem("number.taken", "number", {"number": content.number}))
    return problems


def failure_of(index: int, reference: str | None, problems: Sequence[Problem]) -> ImportFailure:
    """A document of a batch with what is wrong with it."""
    return ImportFailure(
        index=index,
        external_reference=reference or "",
        problems=tuple({"code": p.code, "field": p.field, **p.params} for p in problems),
    )


def in_batch(failed: Sequence[ImportFailure], field: str = "invoices") -> list[Problem]:
    """All problems of a refused batch, each with its place: `invoices.3.lines.0.quantity`."""
    return [
        Problem(
            str(problem["code"]),
            f"{field}.{failure.index}.{problem['field']}".rstrip("."),
            {name: value for name, value in problem.items() if name not in ("code", "field")},
        )
        for failure in failed
        for problem in failure.problems
    ]


def _written(work: Work, ready: Sequence[_Ready], sources: Sources, *, post: bool) -> list[UUID]:
    """Write the invoices in order of date, so that taken numbers follow the days."""
    numbers = Numbers(work, sources.seller)
    documents: list[SalesDocument] = []
    lines: list[list[InvoiceLine]] = []
    taxes: list[list[InvoiceTax]] = []
    for one in sorted(ready, key=lambda each: each.content.issued_on):
        content, totals = one.content, one.worked.sheet.totals
        values = posted_values(_number(content, numbers), work) if post else {}
        document = new_document(work, content.kind, one.worked, reason=content.reason, **values)
        rows = line_rows(work.company_id, document.id, content, one.worked, sources)
        if post:
            taxes.append(tax_rows(work.company_id, document.id, totals.groups, totals.self_assessed))
        documents.append(document)
        lines.append(rows)
    if post:
        numbers.save()
        documents = _with_entries(work, documents, taxes)
        for document in documents:
            work.index("invoice", document.id, f"{document.number} {document.reference}")
    work.insert_many(documents)
    work.insert_many(row for rows in lines for row in rows)
    work.insert_many(row for rows in taxes for row in rows)
    if post:
        for document, rows in zip(documents, lines, strict=True):
            # A credit note that names no invoice changes nothing on any.
            if document.kind is DocumentKind.INVOICE:
                work.announce(InvoicePosted(invoice=document, lines=tuple(rows), was_told=False))
    return [document.id for document in documents]


def _number(content: ImportedInvoice, numbers: Numbers) -> Taken:
    """The document's own number, or the next of the series."""
    if content.number:
        return Taken(content.number, None, "", None)
    return numbers.take(SeriesKind(content.kind), content.issued_on)


def _with_entries(
    work: Work, documents: Sequence[SalesDocument], taxes: Sequence[Sequence[InvoiceTax]]
) -> list[SalesDocument]:
    """Post the entries of all documents at once and tie each to its own."""
    drafts = [entry_of(document, rows) for document, rows in zip(documents, taxes, strict=True)]
    posted = iter(post_entries(work, [draft for draft in drafts if draft is not None]))
    return [
        document if draft is None else dataclasses.replace(document, entry_id=next(posted))
        for document, draft in zip(documents, drafts, strict=True)
    ]
