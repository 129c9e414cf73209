"""A dispute about a document, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Count, Currency, Length, Minor, Name, Note, Personal, References
from rayafin_desktop.engine.entity import Entity, Part, entity, part


class Reason(StrEnum):
    """What is not agreed with."""

    QUALITY = "QUALITY"
    QUANTITY = "QUANTITY"
    PRICE = "PRICE"
    DELIVERY = "DELIVERY"
    TAX = "TAX"
    DUPLICATE = "DUPLICATE"
    OTHER = "OTHER"


class Resolution(StrEnum):
    """How a dispute ended."""

    WITHDRAWN = "WITHDRAWN"
    CREDIT_NOTE = "CREDIT_NOTE"
    PAID = "PAID"


class NoteKind(StrEnum):
    """A remark, or a proposal of an amount."""

    NOTE = "NOTE"
    PROPOSAL = "PROPOSAL"


@entity(
    "disputes",
    unique=[("dispute_no",), ("record_id",)],
    indexes=[("due_on",), ("party_id", "dispute_no")],
    where={("record_id",): "resolution IS NULL", ("due_on",): "resolution IS NULL"},
    checks={
        "amount": "disputed_minor > 0",
        "settled": "(resolution IS NULL) = (settled_on IS NULL)",
        "credited": "credit_note_id IS NULL OR resolution = 'CREDIT_NOTE'",
    },
)
@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute(Entity):
    """A document (`kind` and `record_id`) is disputed for an amount in minor units of its currency.

    Open while `resolution` is None; a document has at most one open dispute. `due_on` is the day by which
    it should be settled. Number and party stand as they were when it was opened.
    """

    dispute_no: Count
    kind: Annotated[str, Length(30)]
    record_id: UUID
    number: Name
    party_id: Annotated[UUID | None, References("parties")] = None
    party_name: Annotated[Name, Personal] = ""
    reason: Reason
    claim: Note = ""
    disputed_minor: Minor
    currency: Currency
    opened_on: date
    opened_by: Annotated[Name, Personal] = ""
    due_on: date
    resolution: Resolution | None = None
    outcome: Note = ""
    settled_on: date | None = None
    settled_by: Annotated[Name, Personal] = ""
    credit_note_id: Annotated[UUID | None, References("invoices")] = None
    branch_id: UUID | None = None
    claim_id: UUID | None = None


@part("dispute_notes", of=Dispute, kind="dispute_note")
@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeNote(Part):
    """Something said of a dispute; a proposal names an amount in minor units of its currency."""

    dispute_id: UUID
    kind: NoteKind = NoteKind.NOTE
    noted_at: datetime
    name: Annotated[Name, Personal] = ""
    text: Note
    amount_minor: Minor | None = None
