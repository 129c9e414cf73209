"""Opening invoices: what customers owed when the books began, under its own number and dates.

They age and are paid like any other; their entry stands on the opening day, against opening equity.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.commands import Amount, Exact
from rayafin_desktop.engine.work import Work

from ..ledger.posting import post_entries
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from .content import InvoiceContent, LineContent
from .drafting import Worked, drafted, line_rows, tax_rows
from .model import SalesDocument
from .numbering import number_problems
from .posting import new_document, posted_values
from .rules import DocumentKind
from .series import Taken
from .sources import Sources


@dataclass(frozen=True, kw_only=True)
class OpenDocument:
    """A document of a party that is still open: what is open of it, in major units of its currency.

    `currency` empty is the party's; a foreign one needs `rate`, the company's currency per unit.
    """

    party_id: UUID
    number: str
    issued_on: date
    due_on: date | None = None
    amount: Amount
    currency: str = ""
    rate: Exact | None = None


def content_of_open(document: OpenDocument, text: str) -> InvoiceContent:
    """An open document as an invoice of one line without tax."""
    return InvoiceContent(
        party_id=document.party_id,
        issued_on=document.issued_on,
        due_on=document.due_on,
        currency=document.currency,
        rate=document.rate,
        prices_include_tax=False,
        lines=(LineContent(description=text, quantity=Decimal(1), unit_price=document.amount),),
    )


def opening_problems(document: OpenDocument, on: date, field: str) -> list[Problem]:
    """What is wrong with any open document, whosever."""
    found: list[Problem] = []
    if document.amount <= 0:
        found.append(Problem("opening.not_positive", f"{field}.amount"))
    if document.issued_on > on:
        found.append(Problem("opening.dated_later", f"{field}.issued_on", {"opening_on": on}))
    return found


@dataclass(frozen=True, slots=True)
class ReadyInvoice:
    """An open invoice that passed all checks."""

    document: OpenDocument
    content: InvoiceContent
    worked: Worked


def prepare_opening_invoices(
    work: Work, documents: Sequence[OpenDocument], on: date, sources: Sources
) -> tuple[list[ReadyInvoice], list[Problem]]:
    """Work open invoices out, and everything that is wrong with them (`invoices.3.number`)."""
    sources.load_parties(one.party_id for one in documents)
    c = SalesDocument.c
    wanted = [one.number.strip() for one in documents]
    taken = {
        one.number for one in work.all(SalesDocument, c.kind == DocumentKind.INVOICE, c.number.in_(wanted))
    }
    ready: list[ReadyInvoice] = []
    problems: list[Problem] = []
    for at, document in enumerate(documents):
        field, number = f"invoices.{at}", document.number.strip()
        content = content_of_open(document, f"Open at {on.isoformat()}")
        worked = drafted(content, sources)
        found = opening_problems(document, on, field)
        found += number_problems(number, sources.seller.country, f"{field}.number")
        if number in taken:
            found.append(Problem("number.taken", f"{field}.number", {"number": number}))
        found += [
            Problem(one.code, f"{field}.{one.field}".rstrip("."), one.params)
            for one in (*worked.problems, *worked.missing)
        ]
        if worked.party is not None and not worked.party.is_customer:
            found.append(Problem("invoice.not_a_customer", f"{field}.party_id", {"party": worked.party.name}))
        taken.add(number)
        problems += found
        ready.append(ReadyInvoice(document, content, worked))
    return ready, problems


def add_opening_invoices(
    work: Work, ready: Sequence[ReadyInvoice], on: date, sources: Sources
) -> list[SalesDocument]:
    """Write prepared open invoices as posted documents, with their entries on the opening day."""
    documents: list[SalesDocument] = []
    for one in ready:
        taken = Taken(one.document.number.strip(), None, "", None)
        made = new_document(work, DocumentKind.INVOICE, one.worked, **posted_values(taken, work))
        # What is open is what was written, also where the company rounds its own invoices off.
        documents.append(
            dataclasses.replace(made, round_off_minor=0, total_minor=made.net_minor + made.tax_minor)
        )
    entries = post_entries(work, [_entry(document, on) for document in documents]) if documents else []
    added = [
        dataclasses.replace(document, entry_id=entry_id)
        for document, entry_id in zip(documents, entries, strict=True)
    ]
    work.insert_many(added)
    for document, one in zip(added, ready, strict=True):
        totals = one.worked.sheet.totals
        work.insert_many(line_rows(work.company_id, document.id, one.content, one.worked, sources))
        work.insert_many(tax_rows(work.company_id, document.id, totals.groups, totals.self_assessed))
        work.index("invoice", document.id, f"{document.number} {document.reference}")
    return added


def _entry(document: SalesDocument, on: date) -> EntryDraft:
    """Dr receivable / Cr opening equity (rules.md 2.8)."""

    def leg(role: AccountRole, minor: int, party_id: UUID | None = None) -> LegDraft:
        return LegDraft(
            account_role=role,
            amount_minor=minor,
            party_id=party_id,
            currency=document.currency,
            rate=document.rate,
        )

    return EntryDraft(
        posted_on=on,
        kind="opening",
        legs=(
            leg(AccountRole.RECEIVABLE, document.total_minor, document.party_id),
            leg(AccountRole.OPENING_EQUITY, -document.total_minor),
        ),
        source_kind="invoice",
        source_id=document.id,
        narration=document.number or "",
    )
