"""Opening bills: what suppliers were owed when the books began, under their own numbers and dates."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.base.money import currency_digits, is_exact, to_minor
from rayafin_desktop.engine.work import Work

from ..billing.opening import OpenDocument, opening_problems
from ..billing.rules import DocumentState
from ..ledger.posting import post_entries
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..ledger.rules import EntryDraft, LegDraft
from ..parties.model import Party
from ..tax.categories import ZERO, TaxCategory
from .model import BillLine, PurchaseDocument, PurchaseKind


def prepare_opening_bills(
    work: Work, documents: Sequence[OpenDocument], on: date
) -> tuple[list[PurchaseDocument], list[Problem]]:
    """Open bills as documents to be, and everything that is wrong with them (`bills.3.amount`)."""
    parties = work.by_ids(Party, [one.party_id for one in documents])
    base = base_currency(work)
    first = _first_free(work)
    ready: list[PurchaseDocument] = []
    problems: list[Problem] = []
    for at, document in enumerate(documents):
        field = f"bills.{at}"
        party = parties.get(document.party_id)
        found = opening_problems(document, on, field)
        currency = document.currency or (party.currency if party else "") or base
        digits = currency_digits(currency)
        rate = Decimal(1) if currency == base else document.rate
        if party is None:
            found.append(Problem("party.not_found", f"{field}.party_id", {"id": str(document.party_id)}))
        elif not party.is_supplier:
            found.append(Problem("opening.not_a_supplier", f"{field}.party_id", {"party": party.name}))
        if not document.number.strip():
            found.append(Problem("number.missing", f"{field}.number"))
        if rate is None or not (rate.is_finite() and rate > 0):
            found.append(Problem("entry.rate_missing", f"{field}.rate", {"currency": currency}))
        if not is_exact(document.amount, digits):
            found.append(Problem("entry.too_many_decimals", f"{field}.amount", {"currency": currency}))
        problems += found
        if found or party is None or rate is None:
            continue
        minor = to_minor(document.amount, digits)
        terms = timedelta(days=party.payment_terms_days or 0)
        ready.append(
            PurchaseDocument(
                id=new_id("bill"),
                company_id=work.company_id,
                created_at=work.now,
                updated_at=work.now,
                kind=PurchaseKind.BILL,
                state=DocumentState.POSTED,
                number=f"OB/{first + at:04d}",
                supplier_reference=document.number.strip(),
                issued_on=document.issued_on,
                booked_on=on,
                due_on=document.due_on or document.issued_on + terms,
                party_id=party.id,
                currency=currency,
                rate=rate,
                supplier_name=party.name,
                supplier_tax_id=party.tax_id,
                supplier_state=party.state,
                supplier_country=party.country,
                lines_minor=minor,
                net_minor=minor,
                total_minor=minor,
                posted_at=work.now,
            )
        )
    return ready, problems


def _first_free(work: Work) -> int:
    """The first number no opening bill has."""
    c = PurchaseDocument.c
    count = work.scalar(
        select(func.count()).where(c.company_id == work.company_id, c.number.startswith("OB/"))
    )
    return int(count or 0) + 1


def add_opening_bills(work: Work, ready: Sequence[PurchaseDocument], on: date) -> list[PurchaseDocument]:
    """Write prepared open bills as posted documents, with their entries on the opening day."""
    entries = post_entries(work, [_entry(document, on) for document in ready]) if ready else []
    added = [
        dataclasses.replace(document, entry_id=entry_id)
        for document, entry_id in zip(ready, entries, strict=True)
    ]
    work.insert_many(added)
    work.insert_many([_line(document, on) for document in added])
    for document in added:
        work.index("bill", document.id, f"{document.number} {document.supplier_reference}")
    return added


def _line(document: PurchaseDocument, on: date) -> BillLine:
    minor = document.total_minor
    return BillLine(
        company_id=document.company_id,
        bill_id=document.id,
        line_no=1,
        description=f"Open at {on.isoformat()}",
        quantity=Decimal(1),
        unit_price=Decimal(minor).scaleb(-currency_digits(document.currency)),
        category=TaxCategory.OUT_OF_SCOPE,
        tax_rate=ZERO,
        amount_minor=minor,
        net_minor=minor,
        total_minor=minor,
        cost_minor=minor,
        taxes=[],
        own_taxes=[],
    )


def _entry(document: PurchaseDocument, on: date) -> EntryDraft:
    """Dr opening equity / Cr payable (rules.md 2.8)."""

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
            leg(AccountRole.OPENING_EQUITY, document.total_minor),
            leg(AccountRole.PAYABLE, -document.total_minor, document.party_id),
        ),
        source_kind="bill",
        source_id=document.id,
        narration=f"{document.number} {document.supplier_reference}",
    )
