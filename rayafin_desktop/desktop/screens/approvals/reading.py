"""What the inbox asks of the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from rayafin_desktop.engine.work import Read
    from rayafin_desktop.features.approvals.queries import Step, TicketDetail

MOST = 200
"""Rows the inbox shows; the oldest beyond them are reached by filtering."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The tickets of one view, and how many each view has."""

    rows: Sequence[Any]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """One ticket with its history; `document_id` is the invoice that can be printed, if there is one."""

    detail: TicketDetail
    steps: Sequence[Step]
    document_id: UUID | None


def read_inbox(read: Read, tab: str, text: str) -> Inbox:
    """The newest tickets of a view."""
    from rayafin_desktop.engine.listing import Look, page, tab_counts
    from rayafin_desktop.features.approvals.queries import TICKET_ROWS

    rows = page(TICKET_ROWS, read, Look(tab=tab, text=text), limit=MOST)
    return Inbox(rows, tab_counts(TICKET_ROWS, read))


def read_ticket(read: Read, ticket_id: UUID) -> Shown:
    """A ticket in full."""
    from rayafin_desktop.features.approvals.queries import ticket_detail, ticket_steps

    detail = ticket_detail(read, ticket_id)
    ticket = detail.ticket
    about = [(ticket.done_kind, ticket.done_id), (ticket.record_kind, ticket.record_id)]
    document_id = next((id_ for kind, id_ in about if kind == "invoice" and id_ is not None), None)
    if document_id is not None and not _is_there(read, document_id):
        document_id = None
    return Shown(detail, ticket_steps(read, ticket_id), document_id)


def _is_there(read: Read, document_id: UUID) -> bool:
    from rayafin_desktop.features.billing.model import SalesDocument

    return bool(read.by_ids(SalesDocument, [document_id]))


def paper_of(document_id: UUID) -> Callable[[Read], bytes]:
    """How to draw the document as it will be printed."""

    def draw(read: Read) -> bytes:
        from rayafin_desktop.features.billing.document import invoice_paper
        from rayafin_desktop.paper.invoice import render_invoice

        return render_invoice(invoice_paper(read, document_id))

    return draw
