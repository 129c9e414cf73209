"""What the bill editor asks of the book: each function runs in one read scope, off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.desktop.components.journal_box import Leg
from rayafin_desktop.desktop.screens.invoice.reading import next_number
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.audit.queries import HistoryRow, record_history
from rayafin_desktop.features.billing.rules import SeriesKind
from rayafin_desktop.features.billing.sources import seller_of
from rayafin_desktop.features.ledger.queries import accounts, entry_lines
from rayafin_desktop.features.ledger.roles import PARTY_ROLES
from rayafin_desktop.features.ledger.rules import AccountFacts
from rayafin_desktop.features.parties.queries import PartyDetail, party_detail
from rayafin_desktop.features.purchases.content import BillContent
from rayafin_desktop.features.purchases.document import bill_pdf
from rayafin_desktop.features.purchases.drafting import Worked, drafted, line_rows, sources_for, tax_rows
from rayafin_desktop.features.purchases.entries import default_role, entry_of
from rayafin_desktop.features.purchases.model import PurchaseDocument
from rayafin_desktop.features.purchases.posting import problems_to_post, warnings_for
from rayafin_desktop.features.purchases.queries import BillDetail, bill_detail
from rayafin_desktop.features.tax.codes import TaxCodeValue
from rayafin_desktop.features.tax.queries import tax_codes
from rayafin_desktop.paper.words import amount_in_words

__all__ = ["Desk", "Sheet", "Stored", "bill_pdf", "read_desk", "read_stored", "work_out_bill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What holds for every bill of the company today."""

    today: date
    country: str
    currency: str
    tax_codes: Mapping[UUID, TaxCodeValue]
    accounts: Mapping[UUID, AccountFacts]
    next_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A draft worked out, with what a person should know of it before posting it.

    `problems` keep the draft from being saved; `open_points` only from being posted; of `warnings`
    posting asks. `usual_accounts` names for each line where it goes by itself.
    """

    worked: Worked
    problems: tuple[Problem, ...]
    open_points: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    party: PartyDetail | None
    usual_accounts: tuple[str, ...]
    legs: tuple[Leg, ...]
    words: str
    next_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored document as the page shows it; `history` newest first, None without the right to see it."""

    detail: BillDetail
    party: PartyDetail | None
    legs: tuple[Leg, ...]
    history: Sequence[HistoryRow] | None
    words: str


def read_desk(read: Read) -> Desk:
    """The company's side of a new bill; of the accounts, those that a line may be charged to."""
    seller = seller_of(read)
    chargeable = {
        id_: one
        for id_, one in accounts(read).by_id.items()
        if one.is_active and not one.is_group and not one.holds_money and one.role not in PARTY_ROLES
    }
    return Desk(
        today=read.today,
        country=seller.country,
        currency=seller.currency,
        tax_codes=tax_codes(read),
        accounts=chargeable,
        next_number=next_number(read, read.today, SeriesKind.BILL),
    )


def work_out_bill(read: Read, content: BillContent, language: str) -> Sheet:
    """Work a draft out by the rules that save and post it."""
    sources = sources_for(read, content)
    worked = drafted(read, content, sources)
    found = problems_to_post(read, worked)
    chart = accounts(read).by_role
    usual = []
    for line, draft in zip(content.lines, worked.drafts, strict=True):
        role = default_role(worked.kind, has_item=line.item_id is not None, is_service=draft.is_service)
        usual.append(chart[role].name if role in chart else "")
    return Sheet(
        worked=worked,
        problems=worked.problems,
        open_points=tuple(one for one in found if one not in worked.problems),
        warnings=() if worked.problems else tuple(warnings_for(read, worked, None)),
        party=party_detail(read, worked.party.id) if worked.party is not None else None,
        usual_accounts=tuple(usual),
        legs=() if worked.problems else _legs_to_come(read, content, worked),
        words=amount_in_words(int(worked.fields["total_minor"]), worked.fields["currency"], language),
        next_number=next_number(read, worked.fields["booked_on"], SeriesKind.BILL),
    )


def _legs_to_come(read: Read, content: BillContent, worked: Worked) -> tuple[Leg, ...]:
    """The entry that posting would make, in the document's currency."""
    id_ = new_id()
    document = PurchaseDocument(
        id=id_,
        company_id=read.company_id,
        created_at=read.now,
        updated_at=read.now,
        kind=worked.kind,
        **worked.fields,
    )
    rows = line_rows(read.company_id, id_, content, worked, sources_for(read, content))
    entry = entry_of(document, rows, tax_rows(read.company_id, id_, worked.taxes))
    if entry is None:
        return ()
    chart = accounts(read)
    legs = []
    for leg in entry.legs:
        account = (
            chart.by_id.get(leg.account_id)
            if leg.account_id is not None
            else chart.by_role.get(leg.account_role)
            if leg.account_role is not None
            else None
        )
        name, code = (account.name, account.code) if account else (str(leg.account_role), "")
        about = worked.party.name if leg.party_id is not None and worked.party else ""
        legs.append(Leg(name, " · ".join(filter(None, (code, about))), leg.amount_minor))
    return tuple(legs)


def read_stored(read: Read, bill_id: UUID, language: str) -> Stored:
    """A stored draft or posted document; NotFound `bill.not_found`."""
    detail = bill_detail(read, bill_id)
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
        history=record_history(read, bill_id) if read.actor.may("audit.read") else None,
        words=amount_in_words(document.total_minor, document.currency, language),
    )
