"""The wide door: many bills in one command, by the same rules, with the same entries."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.money import currency_digits, multiply, to_major, to_minor
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.work import Read, Work

from ..billing.imports import Imported, ImportFailure, failure_of, ids_by_code, in_batch
from ..billing.series import Numbers
from ..billing.sources import Sources, chunks
from ..items.model import Item
from ..ledger.posting import post_entries
from ..ledger.queries import accounts
from ..parties.model import Party
from .content import BillContent, BillLineContent
from .drafting import Worked, drafted, line_rows, tax_rows
from .happenings import BillPosted
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind
from .posting import entry_to_post, index, new_document, numbered, posted_rows, problems_to_post

MOST_BILLS = 20_000


@dataclass(frozen=True, kw_only=True)
class ImportedBillLine(BillLineContent):
    """A line of a file; item, tax code and account may be named by their codes."""

    item_code: str = ""
    tax_code: str = ""
    account_code: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportedBill(BillContent):
    """A bill of a file. `external_reference` names it for ever: the same one is added only once.

    The supplier may be named by code. Our number comes from the series.
    """

    party_code: str = ""
    lines: tuple[ImportedBillLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportBills(Command[Imported]):
    """Add a batch of suppliers' bills, posted or as drafts.

    Faulty ones are left out and reported if `skip_faulty`, otherwise nothing is added. Warnings ask no
    questions here: what a file says has happened.
    """

    permission: ClassVar[str] = "bill.import"
    bills: tuple[ImportedBill, ...]
    post: bool = True
    skip_faulty: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """A bill of the batch that passed all checks."""

    content: ImportedBill
    worked: Worked


def import_bills(command: ImportBills, work: Work) -> Imported:
    if len(command.bills) > MOST_BILLS:
        raise RuleBroken([Problem("import.too_many", "bills", {"limit": MOST_BILLS})])
    sources = Sources(work)
    resolved = _resolved(work, command.bills, sources)
    known = _known_references(work, resolved)
    ready: list[_Ready] = []
    failed: list[ImportFailure] = []
    skipped = 0
    for at, content in enumerate(resolved):
        reference = content.external_reference
        if reference is not None and reference in known:
            skipped += 1
            continue
        worked = drafted(work, content, sources)
        problems = _problems(work, content, worked, post=command.post)
        if problems:
            failed.append(failure_of(at, reference, problems))
            continue
        if reference is not None:
            known.add(reference)
        ready.append(_Ready(content, worked))
    if failed and not command.skip_faulty:
        raise RuleBroken(in_batch(failed, "bills"))
    ids = _written(work, ready, sources, post=command.post)
    base = sources.seller.currency
    return Imported(
        added=len(ids),
        skipped=skipped,
        failed=tuple(failed),
        ids=tuple(ids),
        total_minor=sum(_in_base(one.worked, base) for one in ready),
    )


def _in_base(worked: Worked, base: str) -> int:
    """The document's total in minor units of the company's currency, at the document's rate."""
    currency, minor = worked.fields["currency"], int(worked.fields["total_minor"])
    if currency == base:
        return minor
    major = multiply(to_major(minor, currency_digits(currency)), worked.fields["rate"])
    return to_minor(major, currency_digits(base))


def _resolved(work: Work, bills: Sequence[ImportedBill], sources: Sources) -> list[ImportedBill]:
    """The bills with codes replaced by ids, and everything they name read."""
    parties = ids_by_code(work, Party, {one.party_code for one in bills})
    items = ids_by_code(work, Item, {line.item_code for one in bills for line in one.lines})
    tax_ids = {code.code.casefold(): code.id for code in sources.tax_codes.values()}
    account_ids = {code: account.id for code, account in accounts(work).by_code.items()}
    resolved = [
        dataclasses.replace(
            one,
            party_id=one.party_id or parties.get(one.party_code),
            lines=tuple(_with_ids(line, items, tax_ids, account_ids) for line in one.lines),
        )
        for one in bills
    ]
    sources.load_parties(one.party_id for one in resolved)
    sources.load_items(line.item_id for one in resolved for line in one.lines)
    return resolved


def _with_ids(
    line: ImportedBillLine,
    items: Mapping[str, UUID],
    tax_ids: Mapping[str, UUID],
    account_ids: Mapping[str, UUID],
) -> ImportedBillLine:
    return dataclasses.replace(
        line,
        item_id=line.item_id or items.get(line.item_code),
        tax_code_id=line.tax_code_id or tax_ids.get(line.tax_code.casefold()),
        account_id=line.account_id or account_ids.get(line.account_code),
    )


def _known_references(read: Read, bills: Sequence[ImportedBill]) -> set[str]:
    c = PurchaseDocument.c
    known: set[str] = set()
    for chunk in chunks(one.external_reference for one in bills if one.external_reference is not None):
        statement = select(c.external_reference).where(
            c.company_id == read.company_id, c.deleted_at.is_(None), c.external_reference.in_(chunk)
        )
        known.update(row[0] for row in read.fetch(statement))
    return known


def _problems(read: Read, content: ImportedBill, worked: Worked, *, post: bool) -> list[Problem]:
    """Everything wrong with one bill of the batch."""
    problems: list[Problem] = []
    if content.party_code and content.party_id is None:
        problems.append(Problem("bill.unknown_supplier", "party_code", {"party_code": content.party_code}))
    for at, line in enumerate(content.lines):
        field = f"lines.{at}"
        if line.item_code and line.item_id is None:
            problems.append(Problem("item.unknown_code", f"{field}.item_code", {"item_code": line.item_code}))
        if line.tax_code and line.tax_code_id is None:
            problems.append(
                Problem("tax_code.unknown_code", f"{field}.tax_code", {"tax_code": line.tax_code})
            )
        if line.account_code and line.account_id is None:
            params = {"account_code": line.account_code}
            problems.append(Problem("bill.unknown_account", f"{field}.account_code", params))
    return [*problems, *(problems_to_post(read, worked) if post else worked.problems)]


def _written(work: Work, ready: Sequence[_Ready], sources: Sources, *, post: bool) -> list[UUID]:
    """Write the bills in order of the day they are booked on."""
    numbers = Numbers(work, sources.seller)
    documents: list[PurchaseDocument] = []
    lines: list[list[BillLine]] = []
    taxes: list[list[BillTax]] = []
    for one in sorted(ready, key=lambda each: each.worked.fields["booked_on"]):
        values = numbered(work, one.worked, numbers) if post else {}
        document = new_document(work, PurchaseKind.BILL, one.worked, **values)
        rows = line_rows(work.company_id, document.id, one.content, one.worked, sources)
        if post:
            rows = posted_rows(work, PurchaseKind.BILL, rows)
            taxes.append(tax_rows(work.company_id, document.id, one.worked.taxes))
        documents.append(document)
        lines.append(rows)
    if post:
        numbers.save()
        documents = _with_entries(work, documents, lines, taxes)
        for document in documents:
            index(work, document)
    work.insert_many(documents)
    work.insert_many(row for rows in lines for row in rows)
    work.insert_many(row for rows in taxes for row in rows)
    if post:
        for document, rows in zip(documents, lines, strict=True):
            work.announce(BillPosted(bill=document, lines=tuple(rows)))
    return [document.id for document in documents]


def _with_entries(
    work: Work,
    documents: Sequence[PurchaseDocument],
    lines: Sequence[Sequence[BillLine]],
    taxes: Sequence[Sequence[BillTax]],
) -> list[PurchaseDocument]:
    """Post the entries of all documents at once and tie each to its own."""
    drafts = [entry_to_post(work, *one) for one in zip(documents, lines, taxes, strict=True)]
    posted = iter(post_entries(work, [draft for draft in drafts if draft is not None]))
    return [
        document if draft is None else dataclasses.replace(document, entry_id=next(posted))
        for document, draft in zip(documents, drafts, strict=True)
    ]
