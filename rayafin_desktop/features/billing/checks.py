"""Invariants of sales documents over the whole company (rules.md 2.12, numbers 3 to 5 and 8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.work import Read

from ..ledger.model import Account, Leg
from ..ledger.roles import AccountRole
from .model import InvoiceLine, InvoiceTax, SalesDocument
from .queries import counters, fates_of
from .rules import DocumentState

_D = SalesDocument.c


def lines_equal_document(read: Read) -> Sequence[Fault]:
    """The lines of every document add up to it."""
    c = InvoiceLine.c
    sums = (
        select(
            c.invoice_id,
            func.sum(c.net_minor).label("net"),
            func.sum(c.tax_minor).label("tax"),
        )
        .where(c.company_id == read.company_id)
        .group_by(c.invoice_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_D.id, _D.number)
        .join_from(SalesDocument.mapping.table, sums, sums.c.invoice_id == _D.id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.deleted_at.is_(None),
            or_(func.coalesce(sums.c.net, 0) != _D.net_minor, func.coalesce(sums.c.tax, 0) != _D.tax_minor),
        )
    )
    return [Fault("billing.lines", f"{number or id_}: lines do not add up") for id_, number in wrong]


def groups_equal_document(read: Read) -> Sequence[Fault]:
    """The tax breakdown of every posted document adds up to its tax."""
    c = InvoiceTax.c
    sums = (
        select(c.invoice_id, func.sum(c.tax_minor).label("tax"))
        .where(c.company_id == read.company_id, ~c.is_self_assessed)
        .group_by(c.invoice_id)
        .subquery()
    )
    wrong = read.fetch(
        select(_D.number)
        .join_from(SalesDocument.mapping.table, sums, sums.c.invoice_id == _D.id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.state != DocumentState.DRAFT,
            func.coalesce(sums.c.tax, 0) != _D.tax_minor,
        )
    )
    return [Fault("billing.tax_groups", f"{row.number}: the breakdown is not the tax") for row in wrong]


def ledger_equals_documents(read: Read) -> Sequence[Fault]:
    """The entry of every posted document debits (credits) the customer with its total."""
    leg, account = Leg.c, Account.c
    sums = (
        select(leg.entry_id, func.sum(leg.amount_minor).label("minor"))
        .join_from(
            Leg.mapping.table,
            Account.mapping.table,
            and_(account.company_id == leg.company_id, account.id == leg.account_id),
        )
        .where(leg.company_id == read.company_id, account.role == AccountRole.RECEIVABLE)
        .group_by(leg.entry_id)
        .subquery()
    )
    signed = case((_D.kind == "INVOICE", _D.total_minor), else_=-_D.total_minor)
    wrong = read.fetch(
        select(_D.number)
        .join_from(SalesDocument.mapping.table, sums, sums.c.entry_id == _D.entry_id, isouter=True)
        .where(
            _D.company_id == read.company_id,
            _D.state != DocumentState.DRAFT,
            func.coalesce(sums.c.minor, 0) != signed,
        )
    )
    return [Fault("billing.ledger", f"{row.number}: not what the ledger says") for row in wrong]


def numbers_are_complete(read: Read) -> Sequence[Fault]:
    """Every number that a series of invoices or credit notes gave out stands on one, or is explained."""
    faults = []
    for counter in counters(read):
        missing = [fate.n for fate in fates_of(read, counter) if fate.is_missing]
        if missing:
            faults.append(
                Fault("billing.numbers", f"series year {counter.year}: no document for {missing[:20]}")
            )
    return faults


CHECKS = (
    Check("billing.lines", lines_equal_document),
    Check("billing.tax_groups", groups_equal_document),
    Check("billing.ledger", ledger_equals_documents),
    Check("billing.numbers", numbers_are_complete),
)
