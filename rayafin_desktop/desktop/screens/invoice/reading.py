"""What the editor asks of the book: each function runs in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.desktop.components.journal_box import Leg
from rayafin_desktop.engine import listing
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import HistoryRow, record_history
from rayafin_desktop.features.billing.content import InvoiceContent
from rayafin_desktop.features.billing.document import invoice_paper
from rayafin_desktop.features.billing.drafting import Worked, drafted, tax_rows
from rayafin_desktop.features.billing.entries import entry_of
from rayafin_desktop.features.billing.exposure import standing
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.billing.numbering import format_number
from rayafin_desktop.features.billing.posting import in_base_currency
from rayafin_desktop.features.billing.queries import InvoiceDetail, invoice_detail
from rayafin_desktop.features.billing.rules import (
    CreditStanding,
    DocumentKind,
    DocumentState,
    SeriesKind,
    posting_problems,
)
from rayafin_desktop.features.billing.series import all_series, counter_of
from rayafin_desktop.features.billing.settings import DEFAULT_TERMS
from rayafin_desktop.features.billing.sources import Sources, seller_of
from rayafin_desktop.features.items.queries import ITEM_LOOKUP
from rayafin_desktop.features.ledger.queries import accounts, entry_lines
from rayafin_desktop.features.orders.queries import sources_of_draft
from rayafin_desktop.features.parties.queries import PartyDetail, party_detail
from rayafin_desktop.features.prices.lookup import Pricing
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.queries import tax_codes
from rayafin_desktop.features.tax.settings import PRICES_INCLUDE_TAX
from rayafin_desktop.paper.invoice import render_invoice
from rayafin_desktop.paper.words import amount_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What holds for every invoice of the company today."""

    today: date
    country: str
    currency: str
    tax_codes: Mapping[UUID, TaxCodeValue]
    prices_include_tax: bool
    terms: str
    next_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A draft worked out, with what a person should know of it before posting it.

    `problems` keep the draft from being saved; `open_points` only from being posted. `credit` is the
    customer's standing in the company's currency, to which posting would add `adds_minor`.
    """

    worked: Worked
    problems: tuple[Problem, ...]
    open_points: tuple[Problem, ...]
    party: PartyDetail | None
    credit: CreditStanding | None
    adds_minor: int
    legs: tuple[Leg, ...]
    words: str
    next_number: str
    pricing: Pricing


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored document as the page shows it; `history` newest first, None without the right to see it.

    `sources` says of a draft's lines which line of an order they were made of.
    """

    detail: InvoiceDetail
    party: PartyDetail | None
    legs: tuple[Leg, ...]
    history: Sequence[HistoryRow] | None
    words: str
    sources: Mapping[int, UUID] = field(default_factory=dict)


def read_desk(read: Read) -> Desk:
    """The company's side of a new invoice."""
    seller = seller_of(read)
    return Desk(
        today=read.today,
        country=seller.country,
        currency=seller.currency,
        tax_codes=tax_codes(read),
        prices_include_tax=read.setting(PRICES_INCLUDE_TAX),
        terms=read.setting(DEFAULT_TERMS),
        next_number=next_number(read, read.today),
    )


def next_number(read: Read, on: date, kind: SeriesKind = SeriesKind.INVOICE) -> str:
    """The number a document of this day would get now; empty when there is no series for it."""
    series = next((s for s in all_series(read).values() if s.kind is kind and s.is_default), None)
    if series is None:
        return ""
    year = fiscal_year_of(on, seller_of(read).first_month)
    counter = counter_of(read, series.id, year.label if series.rolls_yearly else "")
    return format_number(series.template, counter.next_n if counter else 1, on, year, series.device)


def work_out_draft(read: Read, content: InvoiceContent, language: str, draft_id: UUID | None = None) -> Sheet:
    """Work a draft out by the rules that save and post it."""
    sources = Sources(read)
    sources.load_parties([content.party_id])
    sources.load_items([line.item_id for line in content.lines])
    worked = drafted(content, sources)
    total = int(worked.fields["total_minor"])
    adds = 0 if worked.problems else in_base_currency(worked, sources.seller.currency)
    party, credit = None, None
    if worked.party is not None:
        party = party_detail(read, worked.party.id)
        credit = standing(read, party.id, party.credit_limit_minor, without=draft_id)
    return Sheet(
        worked=worked,
        problems=worked.problems,
        open_points=(*worked.missing, *posting_problems(worked.head, worked.drafts, total)),
        party=party,
        credit=credit,
        adds_minor=adds,
        legs=() if worked.problems else _legs_to_come(read, worked),
        words=amount_in_words(total, worked.fields["currency"], language),
        next_number=next_number(read, content.issued_on),
        pricing=Pricing(
            party_id=content.party_id,
            on=content.issued_on,
            currency=worked.fields["currency"],
            prices_include_tax=worked.fields["prices_include_tax"],
        ),
    )


def _legs_to_come(read: Read, worked: Worked) -> tuple[Leg, ...]:
    """The entry that posting would make, in the document's currency."""
    id_ = new_id()
    document = SalesDocument(
        id=id_,
        company_id=read.company_id,
        created_at=read.now,
        updated_at=read.now,
        kind=DocumentKind.INVOICE,
        **worked.fields,
    )
    totals = worked.sheet.totals
    entry = entry_of(document, tax_rows(read.company_id, id_, totals.groups, totals.self_assessed))
    if entry is None:
        return ()
    chart = accounts(read).by_role
    legs = []
    for leg in entry.legs:
        account = chart.get(leg.account_role) if leg.account_role is not None else None
        name, code = (account.name, account.code) if account else (str(leg.account_role), "")
        about = worked.party.name if leg.party_id is not None and worked.party else ""
        legs.append(Leg(name, " · ".join(filter(None, (code, about))), leg.amount_minor))
    return tuple(legs)


def read_stored(read: Read, invoice_id: UUID, language: str) -> Stored:
    """A stored draft or posted document; NotFound `invoice.not_found`."""
    detail = invoice_detail(read, invoice_id)
    document = detail.document
    legs: tuple[Leg, ...] = ()
    if document.entry_id is not None and read.actor.may("ledger.read"):
        legs = tuple(
            Leg(
                line.account_name,
                " · ".join(filter(None, (line.account_code, line.party_name))),
                line.debit_minor - line.credit_minor,
            )
            for line in entry_lines(read, document.entry_id)
        )
    return Stored(
        detail=detail,
        party=party_detail(read, document.party_id) if document.party_id else None,
        legs=legs,
        history=record_history(read, invoice_id) if read.actor.may("audit.read") else None,
        words=amount_in_words(document.total_minor, document.currency, language),
        sources=sources_of_draft(read, invoice_id) if document.state is DocumentState.DRAFT else {},
    )


def items_named(read: Read, texts: Sequence[str]) -> dict[str, object]:
    """Rows of `item_lookup` whose code or name is exactly one of the texts, whatever its case."""
    found: dict[str, object] = {}
    for text in texts:
        wanted = text.casefold()
        for row in listing.page(ITEM_LOOKUP, read, listing.Look(text=text), limit=20):
            if wanted in (row.name.casefold(), row.code.casefold()):
                found[text] = row
                break
    return found


def document_pdf(read: Read, invoice_id: UUID) -> bytes:
    """The document as it is or will be printed."""
    return render_invoice(invoice_paper(read, invoice_id))
