"""What billing announces to the features above it, in the transaction of the document itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rayafin_desktop.engine.work import Happening

from .model import InvoiceLine, SalesDocument


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Happening):
    """A draft was saved, or an invoice is about to be posted without one.

    `sources` says of each line what it was made of; it is told nowhere else.
    """

    invoice: SalesDocument
    lines: tuple[InvoiceLine, ...]
    sources: tuple[UUID | None, ...]


@dataclass(frozen=True, kw_only=True)
class DraftDeleted(Happening):
    """A draft was deleted."""

    invoice: SalesDocument


@dataclass(frozen=True, kw_only=True)
class InvoicePosted(Happening):
    """An invoice got its number and stands in the ledger.

    `was_told`: a `DraftSaved` of it may have come before. None has of what is posted at once and made of
    nothing, or imported: then nobody needs to look for what he keeps of its draft.
    """

    invoice: SalesDocument
    lines: tuple[InvoiceLine, ...]
    was_told: bool = True


@dataclass(frozen=True, kw_only=True)
class CreditNotePosted(Happening):
    """A credit note was posted; `invoice` is what it credits, as it stands after that."""

    credit_note: SalesDocument
    lines: tuple[InvoiceLine, ...]
    invoice: SalesDocument


@dataclass(frozen=True, kw_only=True)
class InvoiceVoided(Happening):
    """An invoice or a credit note was voided and its entry reversed."""

    invoice: SalesDocument


@dataclass(frozen=True, kw_only=True)
class InvoiceSettled(Happening):
    """Nothing is open any more: the document is paid and locked."""

    invoice: SalesDocument
    on: date


@dataclass(frozen=True, kw_only=True)
class InvoiceReopened(Happening):
    """Something is open again, because an allocation or a credit was taken back."""

    invoice: SalesDocument
    on: date
