"""Reading invoices: the list with its figures, one in full, what is open, what became of each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.base.money import currency_digits, to_minor
from rayafin_desktop.engine import marks, search
from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from ..ledger.queries import base_currency
from ..parties.model import Party
from .model import InvoiceLine, InvoiceTax, NumberSeries, SalesDocument, SeriesCounter, VoidedNumber
from .rules import DocumentKind, DocumentState, DocumentStatus, SeriesKind, status_of
from .settings import SMALL_DIFFERENCE

_D = SalesDocument.c
_TABLE = SalesDocument.mapping.table
DAYS_TO_PAY_WINDOW = timedelta(days=90)
WEEK = timedelta(days=7)
_FEW = 2000


def is_open() -> ColumnElement[bool]:
    """Posted and not settled; in the words of the partial index, so that both engines use it."""
    return and_(_D.state == DocumentState.POSTED, _D.settled_minor != _D.total_minor)


def small_minor(read: Read) -> int:
    """The small difference a company lets go without calling a document written off, in minor units."""
    return to_minor(read.setting(SMALL_DIFFERENCE), currency_digits(base_currency(read)))


def status_column(read: Read) -> ColumnElement[str]:
    """The derived status in SQL; the same answer as `rules.status_of`."""
    return case(
        (
            and_(
                _D.state == DocumentState.DRAFT,
                marks.is_marked(read, "invoice", _D.id, marks.PENDING_APPROVAL),
            ),
            literal(DocumentStatus.PENDING_APPROVAL.value),
        ),
        (_D.state != DocumentState.POSTED, _D.state),
        (
            and_(_D.settled_minor == _D.total_minor, _D.written_off_minor > small_minor(read)),
            literal(DocumentStatus.WRITTEN_OFF.value),
        ),
        (_D.settled_minor == _D.total_minor, literal(DocumentStatus.PAID.value)),
        (_D.due_on < read.today, literal(DocumentStatus.OVERDUE.value)),
        (_D.settled_minor > 0, literal(DocumentStatus.PARTIAL.value)),
        else_=literal(DocumentStatus.UNPAID.value),
    )


def _select_rows(kind: DocumentKind) -> Any:
    def select_rows(read: Read) -> Select[Any]:
        return (
            select(
                _D.id,
                _D.number,
                _D.issued_on,
                _D.due_on,
                _D.party_id,
                func.coalesce(Party.c.name, "").label("party_name"),
                _D.reference,
                _D.currency,
                _D.net_minor,
                _D.tax_minor,
                _D.total_minor,
                (_D.total_minor - _D.settled_minor).label("open_minor"),
                status_column(read).label("status"),
                and_(is_open(), _D.due_on < read.today).label("is_overdue"),
                (_D.state == DocumentState.VOID).label("is_void"),
                (_D.state == DocumentState.DRAFT).label("is_draft"),
                and_(_D.state == DocumentState.POSTED, _D.settled_minor == 0).label("is_voidable"),
                (_D.state == DocumentState.POSTED).label("is_posted"),
                is_open().label("is_open"),
                case((marks.is_marked(read, "invoice", _D.id, marks.DISPUTED), "disputed"), else_=None).label(
                    "flag"
                ),
                (func.coalesce(_D.written_off_minor, 0) > small_minor(read)).label("has_write_off"),
                _D.original_id,
                _D.version,
            )
            .join_from(
                _TABLE,
                Party.mapping.table,
                and_(Party.c.company_id == _D.company_id, Party.c.id == _D.party_id),
                isouter=True,
            )
            .where(_D.company_id == read.company_id, _D.kind == kind, _D.deleted_at.is_(None))
        )

    return select_rows


def _search(read: Read, text: str) -> Condition:
    """By part of the number or reference, or by the beginning of the customer's name.

    Few hits are named one by one, so that the database goes to each by its index. Of many it finds a page
    soonest while it walks down the list. What finds nothing is left out: an index serves one of two
    conditions, not either.
    """
    customers = select(Party.c.id).where(
        Party.c.company_id == read.company_id, Party.c.name.istartswith(text, autoescape=True)
    )
    numbers = search.matching(read.dialect, read.company_id, "invoice", text)
    either: list[ColumnElement[bool]] = []
    for column, hits, many in (
        (_D.party_id, customers, _D.party_id.in_(customers)),
        (_D.id, numbers, _says(text)),
    ):
        few = [] if hits is None else [row[0] for row in read.fetch(hits.limit(_FEW + 1))]
        if few:
            either.append(many if len(few) > _FEW else column.in_(few))
    return or_(*either) if either else false()


def _says(text: str) -> ColumnElement[bool]:
    return or_(_D.number.icontains(text, autoescape=True), _D.reference.icontains(text, autoescape=True))


def invoice_stats(read: Read) -> Mapping[str, Any]:
    """Figures above the list, in the company's currency; foreign documents are counted, not converted."""
    own = select(Company.c.currency).where(Company.c.key == read.company_id).scalar_subquery()
    sign = case((_D.kind == DocumentKind.INVOICE, 1), else_=-1)
    open_minor = (_D.total_minor - _D.settled_minor) * sign
    late = and_(_D.due_on < read.today, _D.kind == DocumentKind.INVOICE)
    soon = and_(_D.due_on.between(read.today, read.today + WEEK), _D.kind == DocumentKind.INVOICE)
    is_invoice = _D.kind == DocumentKind.INVOICE
    row = read.first(
        select(
            func.coalesce(func.sum(open_minor), 0),
            func.coalesce(func.sum(case((is_invoice, 1), else_=0)), 0),
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
        )
    )
    names = ("outstanding", "open_count", "overdue", "overdue_count", "due_soon", "due_soon_count")
    figures = {name: int(value) for name, value in zip(names, row or (0,) * len(names), strict=True)}
    foreign = read.scalar(
        select(func.count()).where(
            _D.company_id == read.company_id,
            is_open(),
            _D.deleted_at.is_(None),
            _D.currency != own,
            is_invoice,
        )
    )
    told = {"foreign": int(foreign)} if foreign else {}
    return {**figures, **told, "days_to_pay": None if days is None else round(days)}


_SORTS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "issued_on": (_D.issued_on,),
    "number": (_D.number,),
    "due_on": (_D.due_on,),
    "party_name": (Party.c.name,),
    "total_minor": (_D.total_minor,),
    "open_minor": (_D.total_minor - _D.settled_minor,),
}

INVOICE_ROWS = ListQuery(
    name="invoices",
    permission="invoice.see",
    kinds=("invoice", "party"),
    select=_select_rows(DocumentKind.INVOICE),
    key=_D.id,
    sorts=_SORTS,
    default_sort=("issued_on", True),
    tabs={
        "all": lambda read: None,
        "draft": lambda read: _D.state == DocumentState.DRAFT,
        "unpaid": lambda read: is_open(),
        "overdue": lambda read: and_(is_open(), _D.due_on < read.today),
        "paid": lambda read: and_(_D.state == DocumentState.POSTED, _D.settled_minor == _D.total_minor),
    },
    search=_search,
    stats=invoice_stats,
)

CREDIT_NOTE_ROWS = ListQuery(
    name="credit_notes",
    permission="invoice.see",
    kinds=("invoice", "party"),
    select=_select_rows(DocumentKind.CREDIT_NOTE),
    key=_D.id,
    sorts=_SORTS,
    default_sort=("issued_on", True),
    tabs={"all": lambda read: None, "open": lambda read: is_open()},
    search=_search,
)

NUMBER_SERIES_ROWS = ListQuery(
    name="number_series",
    permission="number_series.see",
    kinds=("number_series", "series_counter"),
    select=lambda read: select(
        *(NumberSeries.c[name] for name in ("id", "code", "name", "kind", "template", "rolls_yearly")),
        *(NumberSeries.c[name] for name in ("device", "is_default", "is_active", "version")),
    ).where(NumberSeries.c.company_id == read.company_id, NumberSeries.c.deleted_at.is_(None)),
    key=NumberSeries.c.id,
    sorts={"code": (NumberSeries.c.code,), "name": (NumberSeries.c.name,)},
    default_sort=("code", False),
)


@dataclass(frozen=True, slots=True)
class InvoiceDetail:
    """One document in full, with the status of today."""

    document: SalesDocument
    lines: tuple[InvoiceLine, ...]
    taxes: tuple[InvoiceTax, ...]
    status: DocumentStatus
    original_number: str


def invoice_detail(read: Read, invoice_id: UUID) -> InvoiceDetail:
    """A document with its lines and taxes; NotFound `invoice.not_found` otherwise."""
    read.actor.require("invoice.see")
    document = read.get(SalesDocument, invoice_id)
    original = read.get(SalesDocument, document.original_id) if document.original_id else None
    return InvoiceDetail(
        document=document,
        lines=tuple(read.parts(InvoiceLine, invoice_id)),
        taxes=tuple(read.parts(InvoiceTax, invoice_id)),
        status=status_of(
            document.state,
            document.total_minor,
            document.settled_minor,
            document.due_on,
            read.today,
            written_off_minor=document.written_off_minor or 0,
            small_minor=small_minor(read),
        ),
        original_number=(original.number or "") if original else "",
    )


def invoice_line_rows(read: Read, invoice_id: UUID) -> list[InvoiceLine]:
    """The lines of a document, for the side panel."""
    read.actor.require("invoice.see")
    return read.parts(InvoiceLine, invoice_id)


def invoice_numbered(read: Read, number: str, kind: DocumentKind = DocumentKind.INVOICE) -> UUID:
    """The id of a posted document by its number; NotFound `invoice.not_found`."""
    c = SalesDocument.c
    found = read.scalar(
        select(c.id).where(c.company_id == read.company_id, c.kind == kind, c.number == number)
    )
    if found is None:
        raise NotFound("invoice.not_found", {"number": number})
    return UUID(str(found))


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A posted document with something open; credit notes are open in the customer's favour."""

    id: UUID
    kind: DocumentKind
    number: str
    party_id: UUID
    issued_on: date
    due_on: date
    currency: str
    rate: Decimal
    total_minor: int
    open_minor: int


def open_items(read: Read, party_id: UUID) -> list[OpenDocument]:
    """What is open with a customer, by due date, day and number: the order every device agrees on."""
    statement = (
        select(
            _D.id,
            _D.kind,
            _D.number,
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
    return [OpenDocument(*row) for row in read.fetch(statement)]


@dataclass(frozen=True, slots=True)
class NumberFate:
    """What became of one number of a series. Without a document it is a gap and needs explaining."""

    n: int
    number: str
    state: DocumentState | None
    issued_on: date | None
    document_id: UUID | None
    posted_at: datetime | None
    total_minor: int | None
    why_void: str = ""  # the code of what kept a document from having it

    @property
    def is_missing(self) -> bool:
        """Whether nothing explains why no document has it."""
        return self.document_id is None and not self.why_void


def voided(read: Read, counter: SeriesCounter) -> dict[int, NumberFate]:
    """The numbers of a counter of which it is written down that no document has them."""
    c = VoidedNumber.c
    found = read.all(VoidedNumber, c.series_id == counter.series_id, c.year == counter.year)
    return {one.n: NumberFate(one.n, one.number, None, None, None, None, None, one.reason) for one in found}


def number_fates(read: Read, series_id: UUID, year: str) -> list[NumberFate]:
    """Every number a series gave out in a financial year, in order, with its fate (rules.md 2.3)."""
    read.actor.require("number_series.see")
    c = SeriesCounter.c
    counter = read.find(SeriesCounter, c.series_id == series_id, c.year == year)
    return [] if counter is None else fates_of(read, counter)


def counters(
    read: Read, kinds: Sequence[SeriesKind] = (SeriesKind.INVOICE, SeriesKind.CREDIT_NOTE)
) -> list[SeriesCounter]:
    """The counters of all series of these kinds, by year and series."""
    series = NumberSeries.c
    of_kind = select(series.id).where(series.company_id == read.company_id, series.kind.in_(kinds))
    found = read.all(SeriesCounter, SeriesCounter.c.series_id.in_(of_kind))
    return sorted(found, key=lambda one: (one.year, str(one.series_id)))


def fates_of(read: Read, counter: SeriesCounter) -> list[NumberFate]:
    """What became of each number between the first and the next of a counter."""
    statement = select(
        _D.series_n, _D.number, _D.state, _D.issued_on, _D.id, _D.posted_at, _D.total_minor
    ).where(
        _D.company_id == read.company_id,
        _D.series_id == counter.series_id,
        _D.series_year == counter.year,
    )
    given = voided(read, counter) | {row[0]: NumberFate(*row) for row in read.fetch(statement)}
    return [
        given.get(n, NumberFate(n, "", None, None, None, None, None))
        for n in range(counter.first_n, counter.next_n)
    ]
