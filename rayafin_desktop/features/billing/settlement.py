"""What is settled of a document: one function writes it, and tells when it reaches or leaves zero."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Work

from .happenings import InvoiceReopened, InvoiceSettled
from .model import SalesDocument
from .rules import DocumentKind, DocumentState


def settle(work: Work, invoice_id: UUID, minor: int, on: date | None = None) -> SalesDocument:
    """Settle one document, as `settle_all` does several."""
    return settle_all(work, {invoice_id: minor}, on)[0]


def settle_all(
    work: Work,
    amounts: Mapping[UUID, int],
    on: date | None = None,
    *,
    written_off: Mapping[UUID, int] = MappingProxyType({}),
) -> tuple[SalesDocument, ...]:
    """Settle (or with a negative amount take back) minor units of posted documents.

    `written_off` says how much of an amount was given up instead of paid; it has the amount's sign.

    Called by payments for their allocations and by credit notes. Answers the documents as they stand, in
    the order given; NotFound, or RuleBroken `invoice.not_posted` or `invoice.over_settled` when there is
    not so much open. Announces InvoiceSettled where nothing stays open and InvoiceReopened where
    something is again.
    """
    day = on or work.today
    known = work.by_ids(SalesDocument, amounts)
    before = [known.get(id_) or work.get(SalesDocument, id_, field="invoice_id") for id_ in amounts]
    saved = work.save_all([_settled(one, amounts[one.id], written_off.get(one.id, 0), day) for one in before])
    for was, now in zip(before, saved, strict=True):
        if now.kind is not DocumentKind.INVOICE:
            continue  # a note that is used up pays for nothing
        if was.open_minor and not now.open_minor:
            work.announce(InvoiceSettled(invoice=now, on=day))
        elif now.open_minor and not was.open_minor:
            work.announce(InvoiceReopened(invoice=now, on=day))
    return tuple(saved)


def _settled(document: SalesDocument, minor: int, written_off: int, day: date) -> SalesDocument:
    """The document with so much more of it settled."""
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
    is_settled = settled == document.total_minor
    return dataclasses.replace(
        document,
        settled_minor=settled,
        written_off_minor=((document.written_off_minor or 0) + written_off) or None,
        settled_on=day if is_settled else None,
        days_to_pay=max((day - document.issued_on).days, 0) if is_settled else None,
    )
