"""Reading purchases: the lists with their figures, one document in full, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine import marks, search
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..billing.queries import DAYS_TO_PAY_WINDOW, WEEK
from ..billing.rules import DocumentState, DocumentStatus, status_of
from ..companies.model import Company
from ..ledger.model import Account
from ..parties.model import Party
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind

_D = PurchaseDocument.c
_TABLE = PurchaseDocument.mapping.table
_FEW = 2000


def is_open() -> ColumnElement[bool]:
    """Posted and not settled; in the words of the partial index, so that both engines use it."""
    return and_(_D.state == DocumentState.POSTED, _D.settled_minor != _D.total_minor)


def status_column(read: Read) -> ColumnElement[str]:
    """The derived status in SQL; the same answer as `billing.rules.status_of`."""
    return case(
        (
            and_(
                _D.state == DocumentState.DRAFT,
                marks.is_marked(read, "bill", _D.id, marks.PENDING_APPROVAL),
            ),
            literal(DocumentStatus.PENDING_APPROVAL.value),
        ),
        (_D.state != DocumentState.POSTED, _D.state),
        (_D.settled_minor == _D.total_minor, literal(DocumentStatus.PAID.value)),
        (_D.due_on < read.today, literal(DocumentStatus.OVERDUE.value)),
        (_D.settled_minor > 0, literal(DocumentStatus.PARTIAL.value)),
        else_=literal(DocumentStatus.UNPAID.value),
    )


def _first_line() -> ColumnElement[str]:
    """What the first line says, which names an expense."""
    line = BillLine.c
    return (
        select(line.description)
        .where(line.company_id == _D.company_id, line.bill_id == _D.id, line.line_no == 1)
        .scalar_subquery()
    )


def _select_rows(kind: PurchaseKind) -> Any:
    def select_rows(read: Read) -> Select[Any]:
        return (
            select(
                _D.id,
                _D.number,
                _D.supplier_reference,
                _D.issued_on,
                _D.booked_on,
                _D.due_on,
                _D.party_id,
                func.coalesce(Party.c.name, "").label("party_name"),
                _D.currency,
                _D.net_minor,
                _D.tax_minor,
                _D.self_assessed_minor,
                _D.total_minor,
                (_D.total_minor - _D.settled_minor).label("open_minor"),
                status_column(read).label("status"),
                and_(is_open(), _D.due_on < read.today).label("is_overdue"),
                (_D.state == DocumentState.VOID).label("is_void"),
                (_D.state == DocumentState.DRAFT).label("is_draft"),
                and_(_D.state == DocumentState.POSTED, _D.settled_minor == _D.applied_minor).label(
                    "is_voidable"
                ),
                (_D.state == DocumentState.POSTED).label("is_posted"),
                is_open().label("is_open"),
                case((marks.is_marked(read, "bill", _D.id, marks.DISPUTED), "disputed"), else_=None).label(
                    "flag"
                ),
                func.coalesce(Account.c.name, "").label("paid_from"),
                (_first_line() if kind is PurchaseKind.EXPENSE else literal("")).label("description"),
                _D.kind,
                _D.self_number,
                _D.reason,
                _D.original_id,
                _D.version,
            )
            .join_from(
                _TABLE,
                Party.mapping.table,
                and_(Party.c.company_id == _D.company_id, Party.c.id == _D.party_id),
                isouter=True,
            )
            .join(
                Account.mapping.table,
                and_(Account.c.company_id == _D.company_id, Account.c.id == _D.paid_from_id),
                isouter=True,
            )
            .where(
                _D.company_id == read.company_id,
                _D.deleted_at.is_(None),
                _D.kind == kind,
            )
        )

    return select_rows


def _search(read: Read, text: str) -> Condition:
    """By part of our number or the supplier's reference, or by the beginning of the supplier's name.

    Few hits are named one by one, so that the database goes to each by its index; see billing.queries.
    """
    suppliers = select(Party.c.id).where(
        Party.c.company_id == read.company_id, Party.c.name.istartswith(text, autoescape=True)
    )
    numbers = search.matching(read.dialect, read.company_id, "bill", text)
    either: list[ColumnElement[bool]] = []
    for column, hits, many in (
        (_D.party_id, suppliers, _D.party_id.in_(suppliers)),
        (_D.id, numbers, _says(text)),
    ):
        few = [] if hits is None else [row[0] for row in read.fetch(hits.limit(_FEW + 1))]
        if few:
            either.append(many if len(few) > _FEW else column.in_(few))
    return or_(*either) if either else false()


def _says(text: str) -> ColumnElement[bool]:
    return or_(
        _D.number.icontains(text, autoescape=True), _D.supplier_reference.icontains(text, autoescape=True)
    )


def bill_stats(read: Read) -> Mapping[str, Any]:
    """Figures above the list in the company's currency: what we owe on bills, less debit notes."""
    own = select(Company.c.currency).where(Company.c.key == read.company_id).scalar_subquery()
    is_bill = _D.kind != PurchaseKind.DEBIT_NOTE
    open_minor = (_D.total_minor - _D.settled_minor) * case((is_bill, 1), else_=-1)
    late = and_(_D.due_on < read.today, is_bill)
    soon = and_(_D.due_on.between(read.today, read.today + WEEK), is_bill)
    row = read.first(
        select(
            func.coalesce(func.sum(open_minor), 0),
            func.coalesce(func.sum(case((is_bill, 1), else_=0)), 0),
            func.coalesce(func.sum(case((late, open_minor), else_=0)), 0),
            func.coalesce(func.sum(case((late, 1), else_=0)), 0),
            func.coalesce(func.sum(case((soon, open_minor), else_=0)), 0),
            func.coalesce(func.sum(case((soon, 1), else_=0)), 0),
        ).where(_D.company_id == read.company_id, is_open(), _D.deleted_at.is_(None), _D.currency == own)
    )
    days = read.scalar(
        select(func.avg(_D.days_to_pay)).where(
            _D.company_id == read.company_id,
            _D.settled_on.is_not(None),
            _D.settled_on >= read.today - DAYS_TO_PAY_WINDOW,
            _D.kind == PurchaseKind.BILL,
        )
    )
    names = ("outstanding", "open_count", "overdue", "overdue_count", "due_soon", "due_soon_count")
    figures = {name: int(value) for name, value in zip(names, row or (0,) * len(names), strict=True)}
    return {**figures, "days_to_pay": None if days is None else round(days)}


_SORTS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "issued_on": (_D.issued_on,),
    "number": (_D.number,),
    "due_on": (_D.due_on,),
    "party_name": (Party.c.name,),
    "total_minor": (_D.total_minor,),
    "open_minor": (_D.total_minor - _D.settled_minor,),
}


def _list(name: str, kind: PurchaseKind, **values: Any) -> ListQuery:
    return ListQuery(
        name=name,
        permission="bill.see",
        kinds=("bill", "party"),
        select=_select_rows(kind),
        key=_D.id,
        sorts=_SORTS,
        default_sort=("issued_on", True),
        search=_search,
        **values,
    )


_ALL = {"all": lambda read: None}
BILL_ROWS = _list(
    "bills",
    PurchaseKind.BILL,
    tabs={
        **_ALL,
        "draft": lambda read: _D.state == DocumentState.DRAFT,
        "unpaid": lambda read: is_open(),
        "overdue": lambda read: and_(is_open(), _D.due_on < read.today),
        "paid": lambda read: and_(_D.state == DocumentState.POSTED, _D.settled_minor == _D.total_minor),
    },
    stats=bill_stats,
)
DEBIT_NOTE_ROWS = _list("debit_notes", PurchaseKind.DEBIT_NOTE, tabs={**_ALL, "open": lambda read: is_open()})
EXPENSE_ROWS = _list("expenses", PurchaseKind.EXPENSE, tabs={**_ALL, "unpaid": lambda read: is_open()})


@dataclass(frozen=True, slots=True)
class BillDetail:
    """One document in full, with the status of today."""

    document: PurchaseDocument
    lines: tuple[BillLine, ...]
    taxes: tuple[BillTax, ...]
    status: DocumentStatus
    original_number: str


def bill_detail(read: Read, bill_id: UUID) -> BillDetail:
    """A document with its lines and taxes; NotFound `bill.not_found` otherwise."""
    read.actor.require("bill.see")
    document = read.get(PurchaseDocument, bill_id)
    original = read.get(PurchaseDocument, document.original_id) if document.original_id else None
    return BillDetail(
        document=document,
        lines=tuple(read.parts(BillLine, bill_id)),
        taxes=tuple(read.parts(BillTax, bill_id)),
        status=status_of(
            document.state, document.total_minor, document.settled_minor, document.due_on, read.today
        ),
        original_number=(original.number or "") if original else "",
    )


def bill_line_rows(read: Read, bill_id: UUID) -> list[BillLine]:
    """The lines of a document, for the side panel."""
    read.actor.require("bill.see")
    return read.parts(BillLine, bill_id)


def bill_numbered(read: Read, number: str, kind: PurchaseKind = PurchaseKind.BILL) -> UUID:
    """The id of a posted document by our number; NotFound `bill.not_found`."""
    found = read.scalar(
        select(_D.id).where(_D.company_id == read.company_id, _D.kind == kind, _D.number == number)
    )
    if found is None:
        raise NotFound("bill.not_found", {"number": number})
    return UUID(str(found))


def self_invoice_numbered(read: Read, number: str) -> UUID:
    """The id of the bill whose self-invoice has this number; NotFound `bill.not_found`."""
    found = read.scalar(
        select(_D.id).where(
            _D.company_id == read.company_id, _D.self_series_id.is_not(None), _D.self_number == number
        )
    )
    if found is None:
        raise NotFound("bill.not_found", {"number": number})
    return UUID(str(found))


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A posted purchase document with something open; debit notes are open in our favour."""

    id: UUID
    kind: PurchaseKind
    number: str
    supplier_reference: str
    party_id: UUID
    issued_on: date
    due_on: date
    currency: str
    rate: Decimal
    total_minor: int
    open_minor: int


def open_bills(read: Read, party_id: UUID) -> list[OpenBill]:
    """What is open with a supplier, by due date, day and number: the order every device agrees on."""
    statement = (
        select(
            _D.id,
            _D.kind,
            _D.number,
            _D.supplier_reference,
            _D.party_id,
            _D.issued_on,
            _D.due_on,
            _D.currency,
            _D.rate,
            _D.total_minor,
            _D.total_minor - _D.settled_minor,
        )
        .where(_D.company_id == read.company_id, _D.party_id == party_id, is_open())
        .order_by(_D.due_on, _D.issued_on, _D.number)
    )
    return [OpenBill(*row) for row in read.fetch(statement)]
