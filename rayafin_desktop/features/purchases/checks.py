"""Invariants of purchase documents over the whole company (rules.md 2.12, numbers 3 to 5 and 8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..billing.queries import counters, voided
from ..billing.rules import DocumentState, SeriesKind
from ..ledger.model import Account, JournalEntry, Leg
from ..ledger.queries import base_currency
from ..ledger.roles import AccountRole
from ..tax.categories import TaxHead
from .entries import INPUT_ROLES, RCM_INPUT_ROLES, RCM_PAYABLE_ROLES
from .model import BillLine, BillTax, PurchaseDocument, PurchaseKind
from .numbers import KINDS

_D = PurchaseDocument.c
_TABLE = PurchaseDocument.mapping.table
_SHOWN = 20
_SIGN = case((_D.kind == PurchaseKind.DEBIT_NOTE, -1), else_=1)
# What purchases and payments post to the payable; entries by hand stand beside it.
_SOURCES = ("bill", "payment")


def lines_equal_document(read: Read) -> Sequence[Fault]:
    """The lines of every document add up to it, and their cost to net and tax that is not claimed."""
    c = BillLine.c
    sums = (
        select(
            c.bill_id,
            func.sum(c.net_minor).label("net"),
            func.sum(c.tax_minor).label("tax"),
            func.sum(c.cost_minor).label("cost"),
        )
        .where(c.company_id == read.company_id)
        .group_by(c.bill_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_D.id, _D.number)
        .join_from(_TABLE, sums, sums.c.bill_id == _D.id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.deleted_at.is_(None),
            or_(
                func.coalesce(sums.c.net, 0) != _D.net_minor,
                func.coalesce(sums.c.tax, 0) != _D.tax_minor,
                func.coalesce(sums.c.cost, 0) != _D.net_minor + _D.blocked_minor,
            ),
        )
        .limit(_SHOWN)
    )
    return [Fault("purchases.lines", f"{number or id_}: lines do not add up") for id_, number in wrong]


def groups_equal_document(read: Read) -> Sequence[Fault]:
    """The tax breakdown of every posted document adds up to what it charges, assesses and blocks."""
    c = BillTax.c

    def of(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, c.tax_minor), else_=0))

    sums = (
        select(
            c.bill_id,
            of(~c.is_self_assessed).label("tax"),
            of(c.is_self_assessed).label("own"),
            of(~c.is_creditable).label("blocked"),
        )
        .where(c.company_id == read.company_id)
        .group_by(c.bill_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_D.number)
        .join_from(_TABLE, sums, sums.c.bill_id == _D.id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.state != DocumentState.DRAFT,
            or_(
                func.coalesce(sums.c.tax, 0) != _D.tax_minor,
                func.coalesce(sums.c.own, 0) != _D.self_assessed_minor,
                func.coalesce(sums.c.blocked, 0) != _D.blocked_minor,
            ),
        )
        .limit(_SHOWN)
    )
    return [Fault("purchases.tax_groups", f"{row.number}: the breakdown is not the tax") for row in wrong]


def ledger_equals_documents(read: Read) -> Sequence[Fault]:
    """The entry of every document credits the supplier (or the money) with its total."""
    leg, account = Leg.c, Account.c
    sums = (
        select(_D.id.label("bill_id"), func.sum(leg.amount_minor).label("minor"))
        .join_from(
            _TABLE, Leg.mapping.table, and_(leg.company_id == _D.company_id, leg.entry_id == _D.entry_id)
        )
        .join(
            Account.mapping.table,
            and_(account.company_id == leg.company_id, account.id == leg.account_id),
        )
        .where(
            _D.company_id == read.company_id,
            or_(
                and_(_D.paid_from_id.is_(None), account.role == AccountRole.PAYABLE),
                account.id == _D.paid_from_id,
            ),
        )
        .group_by(_D.id)
        .subquery()
    )
    wrong = read.fetch(
        select(_D.number)
        .join_from(_TABLE, sums, sums.c.bill_id == _D.id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.state != DocumentState.DRAFT,
            func.coalesce(sums.c.minor, 0) != -_D.total_minor * _SIGN,
        )
        .limit(_SHOWN)
    )
    return [Fault("purchases.ledger", f"{row.number}: not what the ledger says") for row in wrong]


def tax_equals_ledger(read: Read) -> Sequence[Fault]:
    """Tax of documents in our own currency is what their entries put on each account of a head."""
    c, leg, account, entry = BillTax.c, Leg.c, Account.c, JournalEntry.c
    own = base_currency(read)
    expected: dict[AccountRole, int] = {}
    statement = (
        select(c.head, c.is_self_assessed, c.is_creditable, func.sum(c.tax_minor * _SIGN))
        .join_from(BillTax.mapping.table, _TABLE, and_(_D.company_id == c.company_id, _D.id == c.bill_id))
        .where(
            c.company_id == read.company_id,
            c.head != "",
            _D.state != DocumentState.DRAFT,
            _D.currency == own,
        )
        .group_by(c.head, c.is_self_assessed, c.is_creditable)
    )
    for head, is_own, is_creditable, minor in read.fetch(statement):
        roles = []
        if is_creditable:
            roles.append(((RCM_INPUT_ROLES if is_own else INPUT_ROLES)[TaxHead(head)], int(minor)))
        if is_own:
            roles.append((RCM_PAYABLE_ROLES[TaxHead(head)], -int(minor)))
        for role, amount in roles:
            expected[role] = expected.get(role, 0) + amount
    watched = (*INPUT_ROLES.values(), *RCM_INPUT_ROLES.values(), *RCM_PAYABLE_ROLES.values())
    legs = (
        select(account.role, func.sum(leg.amount_minor))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            and_(account.company_id == leg.company_id, account.id == leg.account_id),
        )
        .join(JournalEntry.mapping.table, and_(entry.company_id == leg.company_id, entry.id == leg.entry_id))
        .where(
            leg.company_id == read.company_id,
            account.role.in_(watched),
            entry.source_kind == "bill",
            entry.kind != "reversal",
            leg.currency == own,
        )
        .group_by(account.role)
    )
    posted = {role: int(minor) for role, minor in read.fetch(legs)}
    return [
        Fault(
            "purchases.tax", f"{role.value}: documents {expected.get(role, 0)}, ledger {posted.get(role, 0)}"
        )
        for role in watched
        if expected.get(role, 0) != posted.get(role, 0)
    ]


def payable_equals_open(read: Read) -> Sequence[Fault]:
    """What documents and payments left on the payable of each supplier is what stands open.

    In the company's own currency; entries by hand and advances are not documents and stand apart.
    """
    leg, account, entry = Leg.c, Account.c, JournalEntry.c
    own = base_currency(read)
    open_rows = read.fetch(
        select(_D.party_id, func.sum((_D.total_minor - _D.settled_minor) * _SIGN))
        .where(
            _D.company_id == read.company_id,
            _D.state == DocumentState.POSTED,
            _D.settled_minor != _D.total_minor,
            _D.currency == own,
        )
        .group_by(_D.party_id)
    )
    expected = {party: int(minor) for party, minor in open_rows}
    statement = (
        select(leg.party_id, func.sum(leg.amount_minor))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            and_(account.company_id == leg.company_id, account.id == leg.account_id),
        )
        .join(JournalEntry.mapping.table, and_(entry.company_id == leg.company_id, entry.id == leg.entry_id))
        .where(
            leg.company_id == read.company_id,
            account.role == AccountRole.PAYABLE,
            entry.source_kind.in_(_SOURCES),
            leg.currency == own,
        )
        .group_by(leg.party_id)
    )
    booked = {party: -int(minor) for party, minor in read.fetch(statement)}
    wrong = [party for party in {**expected, **booked} if expected.get(party, 0) != booked.get(party, 0)][
        :_SHOWN
    ]
    return [
        Fault(
            "purchases.payable",
            f"supplier {party}: open {expected.get(party, 0)}, ledger {booked.get(party, 0)}",
        )
        for party in wrong
    ]


def numbers_are_complete(read: Read) -> Sequence[Fault]:
    """Every number that a series gave out stands on a document."""
    faults = []
    for kind in KINDS:
        of_self = kind is SeriesKind.SELF_INVOICE
        series, year, n = (
            (_D.self_series_id, _D.self_series_year, _D.self_series_n)
            if of_self
            else (_D.series_id, _D.series_year, _D.series_n)
        )
        for counter in counters(read, (kind,)):
            given = {
                row[0]
                for row in read.fetch(
                    select(n).where(
                        _D.company_id == read.company_id, series == counter.series_id, year == counter.year
                    )
                )
            }
            given |= voided(read, counter).keys()
            missing = [number for number in range(counter.first_n, counter.next_n) if number not in given]
            if missing:
                words = f"{kind.value} {counter.year}: no document for {missing[:_SHOWN]}"
                faults.append(Fault("purchases.numbers", words))
    return faults


CHECKS = (
    Check("purchases.lines", lines_equal_document),
    Check("purchases.tax_groups", groups_equal_document),
    Check("purchases.ledger", ledger_equals_documents),
    Check("purchases.tax", tax_equals_ledger),
    Check("purchases.payable", payable_equals_open),
    Check("purchases.numbers", numbers_are_complete),
)
