"""What `rayafin verify` asks commissions: invariants 10 and 11 of rules.md 2.12."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import and_, func, select, true

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from .model import Commission, CommissionEntry, CommissionSettlement, SettlementStatus
from .positions import Standing
from .rules import commission_due
from .snapshots import cut_of, plan_of

_SHOWN = 20  # faults of one kind; more say nothing new


def entries_equal_formula(read: Read) -> list[Fault]:
    """The entries of every live commission sum to what the formula says of its invoice now."""
    e = CommissionEntry.c
    sums: dict[UUID, int] = defaultdict(int)
    for commission_id, minor in read.fetch(
        select(e.commission_id, func.sum(e.amount_minor))
        .where(e.company_id == read.company_id)
        .group_by(e.commission_id)
    ):
        sums[commission_id] = int(minor)
    faults: list[Fault] = []
    for commission in read.all(Commission, order_by=(Commission.c.id,)):
        wanted = 0
        if commission.is_live:
            invoice = read.get(SalesDocument, commission.invoice_id)
            position = Standing(read, invoice).of(commission)
            wanted = commission_due(plan_of(commission), position, 0, cut_of(commission)).target_minor
        found = sums[commission.id]
        if found != wanted:
            said = f"commission {commission.id}: entries sum to {found}, the formula says {wanted}"
            faults.append(Fault("commissions.formula", said))
    return faults[:_SHOWN]


def one_live_commission(read: Read) -> list[Fault]:
    """No invoice has two live cycles: what is earned now was frozen at one moment."""
    c = Commission.c
    rows = read.fetch(
        select(c.invoice_id, func.count(c.cycle.distinct()))
        .where(c.company_id == read.company_id, c.is_live == true())
        .group_by(c.invoice_id)
        .having(func.count(c.cycle.distinct()) > 1)
        .limit(_SHOWN)
    )
    return [Fault("commissions.one_live", f"invoice {invoice}: {count} live") for invoice, count in rows]


def settlements_equal_entries(read: Read) -> list[Fault]:
    """A settlement pays exactly its entries."""
    e, s = CommissionEntry.c, CommissionSettlement.c
    total = func.coalesce(func.sum(e.amount_minor), 0)
    rows = read.fetch(
        select(s.number, s.amount_minor, total)
        .join_from(
            CommissionSettlement.mapping.table,
            CommissionEntry.mapping.table,
            and_(e.company_id == s.company_id, e.settlement_id == s.id),
            isouter=True,
        )
        .where(s.company_id == read.company_id, s.status != SettlementStatus.CANCELLED)
        .group_by(s.number, s.amount_minor)
        .having(s.amount_minor != total)
        .limit(_SHOWN)
    )
    return [
        Fault("commissions.settlements", f"{number}: pays {amount}, its entries are {minor}")
        for number, amount, minor in rows
    ]


CHECKS = (
    Check("commissions.formula", entries_equal_formula),
    Check("commissions.one_live", one_live_commission),
    Check("commissions.settlements", settlements_equal_entries),
)
