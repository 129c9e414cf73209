"""What is settled of a bill: one function writes it, and tells when it reaches or leaves zero."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Work

from ..billing.rules import DocumentState
from .happenings import BillReopened, BillSettled
from .model import PurchaseDocument


def settle(work: Work, bill_id: UUID, minor: int, on: date | None = None) -> PurchaseDocument:
    """Settle one document, as `settle_all` does several."""
    return settle_all(work, {bill_id: minor}, on)[0]


def settle_all(
    work: Work, amounts: Mapping[UUID, int], on: date | None = None
) -> tuple[PurchaseDocument, ...]:
    """Settle (or with a negative amount take back) minor units of posted documents.

    Called by payments for their allocations and by debit notes. Answers the documents as they stand, in
    the order given; NotFound, or RuleBroken `bill.not_posted` or `bill.over_settled` when there is not so
    much open. Announces BillSettled where nothing stays open and BillReopened where something is again.
    """
    day = on or work.today
    known = work.by_ids(PurchaseDocument, amounts)
    before = [known.get(id_) or work.get(PurchaseDocument, id_, field="bill_id") for id_ in amounts]
    saved = work.save_all([_settled(one, amounts[one.id], day) for one in before])
    for was, now in zip(before, saved, strict=True):
        if was.open_minor and not now.open_minor:
            work.announce(BillSettled(bill=now, on=day))
        elif now.open_minor and not was.open_minor:
            work.announce(BillReopened(bill=now, on=day))
    return tuple(saved)


def _settled(document: PurchaseDocument, minor: int, day: date) -> PurchaseDocument:
    """The document with so much more of it settled."""
    if document.state is not DocumentState.POSTED:
        raise RuleBroken([Problem("bill.not_posted", "bill_id")])
    settled = document.settled_minor + minor
    if not document.applied_minor <= settled <= document.total_minor:
        params = {"number": document.number, "open_minor": document.open_minor, "wanted_minor": minor}
        raise RuleBroken([Problem("bill.over_settled", "amount", params)])
    is_settled = settled == document.total_minor
    return dataclasses.replace(
        document,
        settled_minor=settled,
        settled_on=day if is_settled else None,
        days_to_pay=max((day - document.issued_on).days, 0) if is_settled else None,
    )
