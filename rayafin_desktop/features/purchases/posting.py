"""Posting a bill: number, ledger entry, snapshot and announcement in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken, Stale
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Read, Work

from ..billing.rules import DocumentState, SeriesKind, may_become
from ..billing.series import Numbers
from ..billing.sources import Sources
from ..ledger.posting import post_entry, problems_of_day, reverse_entry
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft
from ..parties.meanwhile import is_usable
from ..periods.meanwhile import on_open_day
from ..periods.rules import Area
from .content import BillContent, PostedBill
from .drafting import Worked, content_of, drafted, line_rows, sources_for, tax_rows
from .entries import default_role, entry_of
from .happenings import BillPosted, BillVoided
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind
from .numbers import SERIES_OF, ensure_series
from .rules import SIMILAR_WITHIN, Likeness, Supplier, posting_problems, self_invoice_due, similar_bill
from .settlement import settle

_LIKE = (PurchaseKind.BILL, PurchaseKind.EXPENSE)


@dataclass(frozen=True, kw_only=True)
class PostBill(Command[PostedBill]):
    """Post a draft: it gets our number and its ledger entry, and is locked.

    A bill that looks like one that is there already needs a confirmation.
    """

    permission: ClassVar[str] = "bill.post"
    offline: ClassVar[Offline] = Offline.FACT
    bill_id: UUID
    version: int | None = None
    series_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class IssueBill(BillContent, Command[PostedBill]):
    """Enter and post a bill in one go; nothing of it stays if it cannot be posted."""

    permission: ClassVar[str] = "bill.post"
    offline: ClassVar[Offline] = Offline.FACT
    series_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class VoidBill(Command[PostedBill]):
    """Void a posted bill, debit note or expense: it keeps its number, its entry is reversed on its own day.

    Only while its period is open, nothing is allocated to it and nothing debited; else make a debit note.
    """

    permission: ClassVar[str] = "bill.void"
    bill_id: UUID
    reason: str


def post_bill(command: PostBill, work: Work) -> PostedBill:
    draft = work.get(PurchaseDocument, command.bill_id, field="bill_id")
    if command.version is not None and command.version != draft.version:
        raise Stale("bill.stale", {"id": str(draft.id)})
    _require_move(draft, DocumentState.POSTED)
    draft = on_open_day(work, draft, "booked_on", Area.PURCHASE)
    lines = work.parts(BillLine, draft.id)
    content = content_of(draft, lines)
    sources = sources_for(work, content)
    worked = ready_to_post(work, content, sources, draft.kind, except_id=draft.id)
    rows = posted_rows(work, draft.kind, line_rows(work.company_id, draft.id, content, worked, sources))
    if rows != lines:
        work.replace_parts(BillLine, draft.id, rows)
    taxes = tax_rows(work.company_id, draft.id, worked.taxes)
    work.insert_many(taxes)
    numbers = Numbers(work, sources.seller)
    values = numbered(work, worked, numbers, series_id=command.series_id)
    numbers.save()
    posted = dataclasses.replace(draft, **worked.fields, **values)
    posted = work.save(dataclasses.replace(posted, entry_id=entered(work, posted, rows, taxes)))
    return announced(work, posted, rows)


def issue_bill(command: IssueBill, work: Work) -> PostedBill:
    return issue(work, command, PurchaseKind.BILL, series_id=command.series_id)


def issue(
    work: Work, content: BillContent, kind: PurchaseKind, *, series_id: UUID | None = None, **values: Any
) -> PostedBill:
    """Make and post a document of a kind in one go; `values` are further fields of its head."""
    content = on_open_day(work, content, _booked(content), Area.PURCHASE)
    sources = sources_for(work, content)
    is_paid = values.get("paid_from_id") is not None
    worked = ready_to_post(work, content, sources, kind, needs_supplier=not is_paid)
    numbers = Numbers(work, sources.seller)
    taken = numbered(work, worked, numbers, series_id=series_id)
    numbers.save()
    document = new_document(work, kind, worked, **taken, **values)
    if is_paid:
        document = dataclasses.replace(
            document,
            settled_minor=document.total_minor,
            applied_minor=document.total_minor,
            settled_on=document.booked_on,
            days_to_pay=0,
        )
    rows = posted_rows(work, kind, line_rows(work.company_id, document.id, content, worked, sources))
    taxes = tax_rows(work.company_id, document.id, worked.taxes)
    posted = work.add(dataclasses.replace(document, entry_id=entered(work, document, rows, taxes)))
    work.insert_many(rows)
    work.insert_many(taxes)
    return announced(work, posted, rows)


def _booked(content: BillContent) -> str:
    """The field that says on which day it is booked."""
    return "booked_on" if content.booked_on is not None else "issued_on"


def ready_to_post(
    work: Work,
    content: BillContent,
    sources: Sources,
    kind: PurchaseKind,
    *,
    needs_supplier: bool = True,
    except_id: UUID | None = None,
) -> Worked:
    """Work a document out for posting: all problems at once, then what needs a confirmation."""
    worked = drafted(work, content, sources, kind)
    problems = Problems()
    problems.extend(problems_to_post(work, worked, needs_supplier=needs_supplier))
    problems.raise_if_any()
    for warning in warnings_for(work, worked, except_id):
        work.confirm(warning.code, warning.code, field=warning.field, **warning.params)
    return worked


def problems_to_post(read: Read, worked: Worked, *, needs_supplier: bool = True) -> list[Problem]:
    """Everything that keeps the document from being posted."""
    party = worked.party
    supplier = Supplier(
        is_named=party is not None,
        is_supplier=party is None or party.is_supplier,
        is_active=party is None or is_usable(read, party),
    )
    total = int(worked.fields["total_minor"])
    return [
        *worked.problems,
        *worked.missing,
        *posting_problems(supplier, worked.drafts, total, needs_supplier=needs_supplier),
        *problems_of_day(read, worked.fields["booked_on"], "booked_on", area=Area.PURCHASE),
    ]


def warnings_for(read: Read, worked: Worked, except_id: UUID | None) -> list[Problem]:
    """What a person should know before posting but may go on with."""
    fields, warnings = worked.fields, []
    if fields["issued_on"] > read.today:
        warnings.append(Problem("bill.future_date", "issued_on", {"issued_on": fields["issued_on"]}))
    mine = Likeness(
        number="",
        reference=fields["supplier_reference"],
        issued_on=fields["issued_on"],
        total_minor=fields["total_minor"],
    )
    found = similar_bill(mine, _alike(read, fields["party_id"], mine, except_id))
    if found is not None:
        other, is_same = found
        code = "bill.same_again" if is_same else "bill.similar"
        params = {"number": other.number, "issued_on": other.issued_on, "reference": other.reference}
        warnings.append(Problem(code, "supplier_reference", params))
    if worked.self_invoice_for is not None:
        due = self_invoice_due(worked.self_invoice_for)
        if fields["booked_on"] > due:
            warnings.append(Problem("bill.self_invoice_late", "booked_on", {"due_on": due}))
    return warnings


def _alike(read: Read, party_id: UUID | None, mine: Likeness, except_id: UUID | None) -> list[Likeness]:
    """Posted bills of the supplier from around the same day that have a reference."""
    if party_id is None or not mine.reference:
        return []
    c = PurchaseDocument.c
    statement = select(c.id, c.number, c.supplier_reference, c.issued_on, c.total_minor).where(
        c.company_id == read.company_id,
        c.party_id == party_id,
        c.issued_on.between(mine.issued_on - SIMILAR_WITHIN, mine.issued_on + SIMILAR_WITHIN),
        c.supplier_reference != "",
        c.state == DocumentState.POSTED,
        c.kind.in_(_LIKE),
    )
    return [
        Likeness(number=number, reference=reference, issued_on=issued_on, total_minor=total)
        for id_, number, reference, issued_on, total in read.fetch(statement)
        if id_ != except_id
    ]


def new_document(work: Work, kind: PurchaseKind, worked: Worked, **values: Any) -> PurchaseDocument:
    """A document with what was worked out and further values, not yet added."""
    return PurchaseDocument(
        id=new_id("bill"),
        company_id=work.company_id,
        created_at=work.now,
        updated_at=work.now,
        kind=kind,
        **worked.fields,
        **values,
    )


def numbered(
    work: Work, worked: Worked, numbers: Numbers, *, series_id: UUID | None = None
) -> dict[str, Any]:
    """What posting sets on a document: its number, that of its self-invoice, and the state.

    The caller saves `numbers` after the last document.
    """
    kind, on = SERIES_OF[worked.kind], worked.fields["booked_on"]
    ensure_series(work, kind)
    # Suppliers' bills arrive in no order of days; only what we write to others must be in order.
    taken = numbers.take(kind, on, series_id=series_id, in_order=False)
    values: dict[str, Any] = {
        "state": DocumentState.POSTED,
        "number": taken.number,
        "series_id": taken.series_id,
        "series_year": taken.year,
        "series_n": taken.n,
        "posted_at": work.now,
    }
    if worked.self_invoice_for is not None:
        ensure_series(work, SeriesKind.SELF_INVOICE)
        own = numbers.take(SeriesKind.SELF_INVOICE, on, in_order=False)
        values |= {
            "self_number": own.number,
            "self_series_id": own.series_id,
            "self_series_year": own.year,
            "self_series_n": own.n,
        }
    return values


def posted_rows(read: Read, kind: PurchaseKind, rows: Sequence[BillLine]) -> list[BillLine]:
    """The lines with the accounts they are posted to, so that a later change of roles moves none."""
    chart = accounts(read).by_role
    named = []
    for row in rows:
        if row.account_id is None:
            role = default_role(kind, has_item=row.item_id is not None, is_service=row.is_service)
            if role in chart:
                row = dataclasses.replace(row, account_id=chart[role].id)
        named.append(row)
    return named


def entered(
    work: Work, document: PurchaseDocument, lines: Sequence[BillLine], taxes: Sequence[BillTax]
) -> UUID | None:
    """Post the document's entry; None when it moves no account."""
    draft = entry_to_post(work, document, lines, taxes)
    return None if draft is None else post_entry(work, draft)


def entry_to_post(
    read: Read, document: PurchaseDocument, lines: Sequence[BillLine], taxes: Sequence[BillTax]
) -> EntryDraft | None:
    """The document's entry by the company's chart; None when it moves no account."""
    purchases = accounts(read).by_role.get(AccountRole.PURCHASES)
    return entry_of(document, lines, taxes, purchases.id if purchases else None)


def announced(work: Work, document: PurchaseDocument, lines: Sequence[BillLine]) -> PostedBill:
    """Make a posted bill findable, tell the features above, and answer it."""
    index(work, document)
    work.announce(BillPosted(bill=document, lines=tuple(lines)))
    return posted_answer(document)


def index(work: Work, document: PurchaseDocument) -> None:
    """Let a posted document be found by its numbers."""
    words = (document.number, document.supplier_reference, document.self_number)
    work.index("bill", document.id, " ".join(filter(None, words)))


def posted_answer(document: PurchaseDocument) -> PostedBill:
    """A posted document as commands answer it."""
    return PostedBill(
        id=document.id,
        kind=document.kind,
        state=document.state,
        number=document.number or "",
        self_number=document.self_number or "",
        total_minor=document.total_minor,
        open_minor=document.open_minor,
        currency=document.currency,
    )


def _require_move(document: PurchaseDocument, wanted: DocumentState) -> None:
    if not may_become(document.state, wanted):
        code = "bill.already_posted" if wanted is DocumentState.POSTED else "bill.not_posted"
        raise RuleBroken([Problem(code, "bill_id", {"number": document.number or ""})])


def void_bill(command: VoidBill, work: Work) -> PostedBill:
    document = work.get(PurchaseDocument, command.bill_id, field="bill_id")
    _require_move(document, DocumentState.VOID)
    problems = Problems()
    problems.require(command.reason.strip(), "bill.reason_missing", "reason")
    problems.require(document.settled_minor == document.applied_minor, "bill.has_allocations", "bill_id")
    c = PurchaseDocument.c
    debited = work.find(PurchaseDocument, c.original_id == document.id, c.state == DocumentState.POSTED)
    problems.require(debited is None, "bill.has_debit_notes", "bill_id")
    for locked in problems_of_day(work, document.booked_on, "bill_id", area=Area.PURCHASE):
        # Nothing may change on that day any more; a debit note stands on a day of its own.
        problems.add("bill.void_locked", "bill_id", **locked.params)
    problems.raise_if_any()
    if document.entry_id is not None:
        reverse_entry(work, document.entry_id, document.booked_on, command.reason.strip())
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
    work.announce(BillVoided(bill=voided))
    return posted_answer(voided)
