"""Reading disputes: the list, one in full, and what others must leave alone while it is disputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..companies.model import Company
from .model import Dispute, DisputeNote, NoteKind, Resolution

_D = Dispute.c
OPEN, OVERDUE = "OPEN", "OVERDUE"


def _is_open() -> ColumnElement[bool]:
    return _D.resolution.is_(None)


def _is_overdue(read: Read) -> ColumnElement[bool]:
    return and_(_is_open(), _D.due_on < read.today)


def _rows(read: Read) -> Select[Any]:
    state = case((_is_overdue(read), literal(OVERDUE)), (_is_open(), literal(OPEN)), else_=_D.resolution)
    return (
        select(
            _D.id,
            _D.dispute_no,
            _D.kind,
            _D.record_id,
            _D.number,
            _D.party_id,
            _D.party_name,
            _D.reason,
            _D.claim,
            _D.disputed_minor,
            _D.currency,
            _D.opened_on,
            _D.opened_by,
            _D.due_on,
            state.label("state"),
            _D.outcome,
            _D.settled_on,
            _D.settled_by,
            func.coalesce(SalesDocument.c.number, "").label("credit_note_number"),
            _is_open().label("is_open"),
            _D.resolution.is_not(None).label("is_settled"),
            _is_overdue(read).label("is_overdue"),
            _D.version,
        )
        .join_from(
            Dispute.mapping.table,
            SalesDocument.mapping.table,
            and_(SalesDocument.c.company_id == _D.company_id, SalesDocument.c.id == _D.credit_note_id),
            isouter=True,
        )
        .where(_D.company_id == read.company_id, _D.deleted_at.is_(None))
    )


def _search(_read: Read, text: str) -> Condition:
    return or_(_D.number.icontains(text, autoescape=True), _D.party_name.icontains(text, autoescape=True))


def dispute_stats(read: Read) -> Mapping[str, Any]:
    """Open and overdue disputes, in the company's currency; other currencies are not converted."""
    own = select(Company.c.currency).where(Company.c.key == read.company_id).scalar_subquery()
    late = _is_overdue(read)
    row = read.first(
        select(
            func.coalesce(func.sum(_D.disputed_minor), 0),
            func.count(),
            func.coalesce(func.sum(case((late, _D.disputed_minor), else_=0)), 0),
            func.coalesce(func.sum(case((late, 1), else_=0)), 0),
        ).where(_D.company_id == read.company_id, _is_open(), _D.currency == own)
    )
    names = ("open_minor", "open_count", "overdue_minor", "overdue_count")
    return {name: int(value) for name, value in zip(names, row or (0,) * 4, strict=True)}


DISPUTE_ROWS = ListQuery(
    name="disputes",
    permission="dispute.read",
    kinds=("dispute",),
    select=_rows,
    key=_D.id,
    sorts={"dispute_no": (_D.dispute_no,)},
    default_sort=("dispute_no", True),
    tabs={
        "open": lambda read: _is_open(),
        "overdue": _is_overdue,
        "settled": lambda read: _D.resolution.is_not(None),
        "all": lambda read: None,
    },
    search=_search,
    stats=dispute_stats,
)


@dataclass(frozen=True, slots=True)
class OpenDisputeOf:
    """A document that is disputed now; the amount is in minor units of its currency."""

    dispute_id: UUID
    kind: str
    record_id: UUID
    party_id: UUID | None
    disputed_minor: int
    currency: str
    due_on: date


def open_disputes(read: Read, kind: str = "", party_id: UUID | None = None) -> list[OpenDisputeOf]:
    """What is disputed now, of one kind of document or one party; reminders leave these out."""
    statement = select(
        _D.id, _D.kind, _D.record_id, _D.party_id, _D.disputed_minor, _D.currency, _D.due_on
    ).where(_D.company_id == read.company_id, _is_open(), _D.deleted_at.is_(None))
    if kind:
        statement = statement.where(_D.kind == kind)
    if party_id is not None:
        statement = statement.where(_D.party_id == party_id)
    return [OpenDisputeOf(*row) for row in read.fetch(statement)]


def dispute_of(read: Read, record_id: UUID) -> OpenDisputeOf | None:
    """The open dispute of one document, or None."""
    return next((one for one in open_disputes(read) if one.record_id == record_id), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of a dispute, for a timeline."""

    at: datetime
    title: str
    detail: str
    tone: str
    amount_minor: int | None = None


_TITLES = {
    Resolution.WITHDRAWN: "Withdrawn",
    Resolution.CREDIT_NOTE: "Settled by a credit note",
    Resolution.PAID: "Paid after all",
}


def dispute_steps(read: Read, dispute_id: UUID) -> list[Step]:
    """Opened, what was said and proposed, settled; the newest first."""
    read.actor.require("dispute.read")
    dispute = read.get(Dispute, dispute_id)
    said = " · ".join(filter(None, (dispute.opened_by, dispute.claim)))
    steps = [Step(dispute.created_at, "Opened", said, "warn", dispute.disputed_minor)]
    for note in read.parts(DisputeNote, dispute_id):
        proposal = note.kind is NoteKind.PROPOSAL
        words = " · ".join(filter(None, (note.name, note.text)))
        steps.append(
            Step(note.noted_at, "Proposal" if proposal else "Note", words, "info" if proposal else "neutral",
                 note.amount_minor)
        )  # fmt: skip
    if dispute.resolution is not None and dispute.settled_on is not None:
        words = " · ".join(filter(None, (dispute.settled_by, dispute.outcome)))
        at = max(dispute.updated_at, datetime.combine(dispute.settled_on, time(), UTC))
        steps.append(Step(at, _TITLES[dispute.resolution], words, "pos"))
    return steps[::-1]


def _invoices(read: Read) -> Select[Any]:
    c = SalesDocument.c
    return select(
        c.id, c.number.label("name"), c.buyer_name.label("note"), c.issued_on, c.total_minor, c.currency
    ).where(
        c.company_id == read.company_id,
        c.kind == DocumentKind.INVOICE,
        c.state == DocumentState.POSTED,
        c.deleted_at.is_(None),
    )


DISPUTABLE_INVOICES = ListQuery(
    name="disputable_invoices",
    permission="invoice.see",
    kinds=("invoice",),
    select=_invoices,
    key=SalesDocument.c.id,
    sorts={"issued_on": (SalesDocument.c.issued_on,)},
    default_sort=("issued_on", True),
    search=lambda read, text: or_(
        SalesDocument.c.number.icontains(text, autoescape=True),
        SalesDocument.c.buyer_name.istartswith(text, autoescape=True),
    ),
)
