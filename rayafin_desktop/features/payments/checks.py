"""What `rayafin verify` asks payments: invariants 3, 6, 7 and 12 of rules.md 2.12, over all rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from ..purchases.model import PurchaseDocument, PurchaseKind
from .kinds import FLOWS, SIDE_ACCOUNTS, PaymentKind, Side
from .legs import in_base, relief_in_base
from .model import Allocation, Payment, PaymentStatus

_SHOWN = 20  # faults of one kind; more say nothing new
# What documents and payments post; a journal by hand on these accounts is nobody's document.
_SOURCES = ("invoice", "credit_note", "bill", "debit_note", "expense", "payment")
_SIDES: tuple[tuple[Side, Any, str, str], ...] = (
    (Side.RECEIVABLE, SalesDocument, "invoice_id", DocumentKind.CREDIT_NOTE),
    (Side.PAYABLE, PurchaseDocument, "bill_id", PurchaseKind.DEBIT_NOTE),
)


def allocated_equals_allocations(read: Read) -> list[Fault]:
    """What a payment says is allocated, written off and brought in by notes is what its allocations say."""
    a, p = Allocation.c, Payment.c
    own = (
        select(
            a.payment_id,
            func.sum(case((a.funds, 0), else_=a.amount_minor)).label("minor"),
            func.sum(case((a.funds, a.amount_minor), else_=0)).label("credit"),
            func.sum(a.write_off_minor).label("given_up"),
        )
        .where(a.company_id == read.company_id)
        .group_by(a.payment_id)
        .subquery()
    )
    refunds = (
        select(a.advance_id, func.sum(a.amount_minor).label("minor"))
        .where(a.company_id == read.company_id, a.advance_id.is_not(None))
        .group_by(a.advance_id)
        .subquery()
    )
    found = func.coalesce(own.c.minor, 0) + func.coalesce(refunds.c.minor, 0)
    posted = p.status == PaymentStatus.POSTED
    statement = (
        select(p.number, p.allocated_minor, found)
        .join_from(Payment.mapping.table, own, own.c.payment_id == p.id, isouter=True)
        .outerjoin(refunds, refunds.c.advance_id == p.id)
        .where(
            p.company_id == read.company_id,
            p.kind != PaymentKind.TRANSFER,
            or_(
                p.allocated_minor != found,
                and_(posted, p.credit_minor != func.coalesce(own.c.credit, 0)),
                and_(posted, p.write_off_minor != func.coalesce(own.c.given_up, 0)),
            ),
        )
        .limit(_SHOWN)
    )
    return [
        Fault("payments.allocated", f"{number}: {said} allocated, allocations are {minor}")
        for number, said, minor in read.fetch(statement)
    ]


def settled_equals_allocations(read: Read) -> list[Fault]:
    """What a document says is settled is its allocations, what notes settled of it, and what it settled.

    Of an invoice it is also what was given up; and it is marked as settled on a day when all of it is.
    """
    faults: list[Fault] = []
    for side, cls, column, note_kind in _SIDES:
        a, d = Allocation.c, cls.c
        note = cls.mapping.table.alias("note")
        paid = (
            select(
                a[column].label("id"),
                func.sum(a.amount_minor).label("minor"),
                func.sum(a.write_off_minor).label("given_up"),
            )
            .where(a.company_id == read.company_id, a[column].is_not(None))
            .group_by(a[column])
            .subquery()
        )
        credited = (
            select(note.c.original_id, func.sum(note.c.applied_minor).label("minor"))
            .where(
                note.c.company_id == read.company_id,
                note.c.kind == note_kind,
                note.c.state == DocumentState.POSTED,
                note.c.original_id.is_not(None),
            )
            .group_by(note.c.original_id)
            .subquery()
        )
        found = func.coalesce(paid.c.minor, 0) + func.coalesce(credited.c.minor, 0) + d.applied_minor
        wrong = [d.settled_minor != found]
        if side is Side.RECEIVABLE:
            wrong.append(func.coalesce(d.written_off_minor, 0) != func.coalesce(paid.c.given_up, 0))
        statement = (
            select(d.number, d.settled_minor, found)
            .join_from(cls.mapping.table, paid, paid.c.id == d.id, isouter=True)
            .outerjoin(credited, credited.c.original_id == d.id)
            .where(d.company_id == read.company_id, d.state == DocumentState.POSTED, or_(*wrong))
            .limit(_SHOWN)
        )
        faults += [
            Fault("payments.settled", f"{number}: {said} settled, allocations and notes are {minor}")
            for number, said, minor in read.fetch(statement)
        ]
    return faults


def status_equals_settled(read: Read) -> list[Fault]:
    """A document has a day it was settled on exactly when nothing of it is open: what is shown is true."""
    faults: list[Fault] = []
    for _, cls, _, _ in _SIDES:
        d = cls.c
        is_settled = and_(d.settled_minor == d.total_minor, d.total_minor > 0)
        wrong = or_(
            and_(is_settled, d.settled_on.is_(None)),
            and_(d.settled_minor != d.total_minor, d.settled_on.is_not(None)),
        )
        statement = (
            select(d.number)
            .where(d.company_id == read.company_id, d.state == DocumentState.POSTED, wrong)
            .limit(_SHOWN)
        )
        faults += [
            Fault("payments.status", f"{row.number}: not shown as it is settled")
            for row in read.fetch(statement)
        ]
    return faults


def advances_equal_ledger(read: Read) -> list[Fault]:
    """What payments have left is what they put on the advance accounts, by party, at their own rates."""
    p = Payment.c
    own = base_currency(read)
    faults: list[Fault] = []
    for side in Side:
        kinds = [kind for kind, flow in FLOWS.items() if flow.side is side and flow.has_advance]
        sign = -1 if side is Side.RECEIVABLE else 1
        booked = _booked(read, side, SIDE_ACCOUNTS[side].advance)
        left: dict[UUID, int] = defaultdict(int)
        for party, currency, rate, total, used in read.fetch(
            select(p.party_id, p.currency, p.rate, p.total_minor, p.allocated_minor).where(
                p.company_id == read.company_id,
                p.status == PaymentStatus.POSTED,
                p.allocated_minor < p.total_minor,
                p.kind.in_(kinds),
            )
        ):
            left[party] += sign * in_base(total - used, rate, currency, own)
        faults += _differences("payments.advances", left, booked, "left on account")
    return faults[:_SHOWN]


def control_equals_documents(read: Read) -> list[Fault]:
    """What documents and payments put on receivable and payable is what is open, by party (invariant 3)."""
    own = base_currency(read)
    faults: list[Fault] = []
    for side, cls, _, note_kind in _SIDES:
        d = cls.c
        side_sign = 1 if side is Side.RECEIVABLE else -1
        open_: dict[UUID, int] = defaultdict(int)
        sign = case((d.kind == note_kind, -side_sign), else_=side_sign)
        posted = (d.company_id == read.company_id, d.state == DocumentState.POSTED)
        for party, minor in read.fetch(
            select(d.party_id, func.sum(sign * (d.total_minor - d.settled_minor)))
            .where(*posted, d.currency == own)
            .group_by(d.party_id)
        ):
            open_[party] += int(minor)
        control = SIDE_ACCOUNTS[side].control
        for party, minor in _open_abroad(read, cls, posted, sign, control, own):
            open_[party] += minor
        faults += _differences("payments.control", open_, _booked(read, side, control), "open")
    return faults[:_SHOWN]


def _open_abroad(
    read: Read, cls: Any, posted: tuple[Any, ...], sign: Any, control: Any, own: str
) -> Iterator[tuple[UUID, int]]:
    """What stays of foreign documents in the company's currency, each at its own rate."""
    d, leg = cls.c, Leg.c
    account = accounts(read).by_role[control]
    statement = (
        select(d.id, d.party_id, d.total_minor, d.settled_minor, sign, func.sum(leg.base_minor))
        .join_from(
            cls.mapping.table,
            Leg.mapping.table,
            and_(leg.company_id == d.company_id, leg.entry_id == d.entry_id, leg.account_id == account.id),
        )
        .where(*posted, d.currency != own)
        .group_by(d.id, d.party_id, d.total_minor, d.settled_minor, d.kind)
    )
    for _, party, total, settled, signed, base in read.fetch(statement):
        whole = abs(int(base))
        yield party, int(signed) * (whole - relief_in_base(total, whole, 0, settled))


def _booked(read: Read, side: Side, role: Any) -> dict[UUID, int]:
    """What documents and payments put on an account, by party, debits positive."""
    leg, entry = Leg.c, JournalEntry.c
    account = accounts(read).by_role.get(role)
    if account is None:
        return {}
    rows = read.fetch(
        select(leg.party_id, func.sum(leg.base_minor))
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.account_id == account.id,
            entry.source_kind.in_(_SOURCES),
        )
        .group_by(leg.party_id)
    )
    return {party: int(minor) for party, minor in rows}


def _differences(code: str, said: dict[UUID, int], booked: dict[UUID, int], what: str) -> list[Fault]:
    return [
        Fault(code, f"party {party}: {wanted} {what}, ledger says {found}")
        for party in sorted(said.keys() | booked.keys(), key=str)
        if (wanted := said.get(party, 0)) != (found := booked.get(party, 0))
    ]


CHECKS = (
    Check("payments.allocated", allocated_equals_allocations),
    Check("payments.settled", settled_equals_allocations),
    Check("payments.status", status_equals_settled),
    Check("payments.advances", advances_equal_ledger),
    Check("payments.control", control_equals_documents),
)
