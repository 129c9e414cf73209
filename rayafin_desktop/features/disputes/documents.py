"""What can be disputed, and what of a document a dispute needs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..purchases.model import PurchaseDocument, PurchaseKind


@dataclass(frozen=True, slots=True)
class Disputable:
    """A document as a dispute sees it: amounts in minor units of its currency."""

    number: str
    party_id: UUID | None
    party_name: str
    total_minor: int
    currency: str
    branch_id: UUID | None
    problem: Problem | None = None


def _invoice(read: Read, record_id: UUID) -> Disputable:
    document = read.get(SalesDocument, record_id, field="record_id")
    fits = document.kind is DocumentKind.INVOICE and document.state is DocumentState.POSTED
    return Disputable(
        document.number or "",
        document.party_id,
        document.buyer_name,
        document.total_minor,
        document.currency,
        document.branch_id,
        None if fits else Problem("dispute.not_posted", "record_id"),
    )


def _bill(read: Read, record_id: UUID) -> Disputable:
    document = read.get(PurchaseDocument, record_id, field="record_id")
    fits = document.kind is not PurchaseKind.DEBIT_NOTE and document.state is DocumentState.POSTED
    return Disputable(
        document.number or "",
        document.party_id,
        document.supplier_name,
        document.total_minor,
        document.currency,
        read.actor.branch_id,
        None if fits else Problem("dispute.not_posted", "record_id"),
    )


DOCUMENTS: Mapping[str, Callable[[Read, UUID], Disputable]] = {"invoice": _invoice, "bill": _bill}
"""By kind of record."""


def disputable(read: Read, kind: str, record_id: UUID) -> Disputable:
    """The document; NotFound `dispute.no_document` for a kind nobody disputes."""
    found = DOCUMENTS.get(kind)
    if found is None:
        raise NotFound("dispute.no_document", {"kind": kind}, field="kind")
    return found(read, record_id)
