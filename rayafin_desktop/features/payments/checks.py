"""What `rayafin verify` asks payments: invariants 6 and 12 of rules.md 2.12, over all rows."""

from __future__ import annotations

from sqlalchemy import and_, func, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import AccountRole
from .model import Allocation, Payment, PaymentStatus

_SHOWN = 20  # faults of one kind; more say nothing new


def allocated_equals_allocations(read: Read) -> list[Fault]:
    """What a payment says is allocated is the sum of its allocations."""
    a, p = Allocation.c, Payment.c
    sums = (
        select(a.payment_id, func.sum(a.amount_minor).label("minor"))
        .where(a.company_id == read.company_id)
        .group_by(a.payment_id)
        .subquery()
    )
    found = func.coalesce(sums.c.minor, 0)
    statement = (
        select(p.number, p.allocated_minor, found)
        .join_from(Payment.mapping.table, sums, sums.c.payment_id == p.id, isouter=True)
        .where(p.company_id == read.company_id, p.allocated_minor != found)
        .limit(_SHOWN)
    )
    return [
        Fault("payments.allocated", f"{number}: {said} allocated, allocations are {minor}")
        for number, said, minor in read.fetch(statement)
    ]


def settled_equals_allocations(read: Read) -> list[Fault]:
    """What an invoice says is settled is its allocations and what credit notes settled of it."""
    a, i = Allocation.c, SalesDocument.c
    note = SalesDocument.mapping.table.alias("note")
    paid = (
        select(a.invoice_id, func.sum(a.amount_minor).label("minor"))
        .where(a.company_id == read.company_id)
        .group_by(a.invoice_id)
        .subquery()
    )
    credited = (
        select(note.c.original_id, func.sum(note.c.applied_minor).label("minor"))
        .where(
            note.c.company_id == read.company_id,
            note.c.state == DocumentState.POSTED,
            note.c.original_id.is_not(None),
        )
        .group_by(note.c.original_id)
        .subquery()
    )
    found = func.coalesce(paid.c.minor, 0) + func.coalesce(credited.c.minor, 0)
    statement = (
        select(i.number, i.settled_minor, found)
        .join_from(SalesDocument.mapping.table, paid, paid.c.invoice_id == i.id, isouter=True)
        .outerjoin(credited, credited.c.original_id == i.id)
        .where(i.company_id == read.company_id, i.kind == DocumentKind.INVOICE, i.settled_minor != found)
        .limit(_SHOWN)
    )
    return [
        Fault("payments.settled", f"{number}: {said} settled, allocations and credits are {minor}")
        for number, said, minor in read.fetch(statement)
    ]


def advances_equal_ledger(read: Read) -> list[Fault]:
    """What payments have left is what they put on the advance account, by party and currency."""
    leg, entry, p = Leg.c, JournalEntry.c, Payment.c
    account = accounts(read).by_role.get(AccountRole.CUSTOMER_ADVANCE)
    if account is None:
        return []
    own = base_currency(read)
    booked = read.fetch(
        select(leg.party_id, func.sum(leg.amount_minor))
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.account_id == account.id,
            leg.currency == own,
            entry.source_kind == "payment",
        )
        .group_by(leg.party_id)
    )
    left = read.fetch(
        select(p.party_id, func.sum(p.total_minor - p.allocated_minor))
        .where(p.company_id == read.company_id, p.currency == own, p.status == PaymentStatus.POSTED)
        .group_by(p.party_id)
    )
    in_ledger = {party: -int(minor) for party, minor in booked}
    on_payments = {party: int(minor) for party, minor in left}
    return [
        Fault("payments.advances", f"party {party}: {left_minor} left, ledger says {booked_minor}")
        for party in sorted(in_ledger.keys() | on_payments.keys(), key=str)
        if (left_minor := on_payments.get(party, 0)) != (booked_minor := in_ledger.get(party, 0))
    ][:_SHOWN]


CHECKS = (
    Check("payments.allocated", allocated_equals_allocations),
    Check("payments.settled", settled_equals_allocations),
    Check("payments.advances", advances_equal_ledger),
)
