"""What is settled of a document: one function writes it, and tells when it reaches or leaves zero."""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Work

from .happenings import InvoiceReopened, InvoiceSettled
from .model import SalesDocument
from .rules import DocumentState


def settle(work: Work, invoice_id: UUID, minor: int, on: date | None = None) -> SalesDocument:
    """Settle (or with a negative amount take back) minor units of a posted document.

    Called by payments for each allocation and by credit notes. Answers the document as it stands;
    RuleBroken `invoice.not_posted` or `invoice.over_settled` when there is not so much open.
    Announces InvoiceSettled when nothing stays open and InvoiceReopened when something is again.
    """
    document = work.get(SalesDocument, invoice_id, field="invoice_id")
    if document.state is not DocumentState.POSTED:
        raise RuleBroken([Problem("invoice.not_posted", "invoice_id")])
    settled = document.settled_minor + minor
    if not 0 <= settled <= document.total_minor:
        raise RuleBroken(
            [
                Problem(
                    "invoice.over_settled",
                    "amount",
                    {"number": document.number, "open_minor": document.open_minor, "wanted_minor": minor},
                )
            ]
        )
    day = on or work.today
    is_settled = settled == document.total_minor
    saved = work.save(
        dataclasses.replace(
            document,
            settled_minor=settled,
            settled_on=day if is_settled else None,
            days_to_pay=max((day - document.issued_on).days, 0) if is_settled else None,
        )
    )
    if document.open_minor and not saved.open_minor:
        work.announce(InvoiceSettled(invoice=saved, on=day))
    elif saved.open_minor and not document.open_minor:
        work.announce(InvoiceReopened(invoice=saved, on=day))
    return saved
