"""What can be disputed, and what of a document a dispute needs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rayafin_desktop.base.errors import NotFound, Problem
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState


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


DOCUMENTS: Mapping[str, Callable[[Read, UUID], Disputable]] = {"invoice": _invoice}
"""By kind of record; bills come here when there are any."""


def disputable(read: Read, kind: str, record_id: UUID) -> Disputable:
    """The document; NotFound `dispute.no_document` for a kind nobody disputes."""
    found = DOCUMENTS.get(kind)
    if found is None:
        raise NotFound("dispute.no_document", {"kind": kind}, field="kind")
    return found(read, record_id)
