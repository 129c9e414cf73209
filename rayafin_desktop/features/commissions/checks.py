"""What `rayafin verify` asks commissions: invariants 10 and 11 of rules.md 2.12."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import and_, func, or_, select, true

from rayafin_desktop.engine.feature import Check, Fault
from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..ledger.roles import AccountRole
from .model import (
    Commission,
    CommissionEntry,
    CommissionPlan,
    CommissionPlanVersion,
    CommissionSettlement,
    SettlementStatus,
)
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


def accrued_is_what_is_not_settled(read: Read) -> list[Fault]:
    """The ledger owes (and is owed) what the entries say that nobody has paid or billed yet.

    Only postings of commissions count: what somebody enters by hand on these accounts is his own.
    """
    expected: dict[AccountRole, int] = dict.fromkeys(_ACCRUED, 0)
    e, s = CommissionEntry.c, CommissionSettlement.c
    has_paper = or_(s.invoice_id.is_not(None), s.bill_id.is_not(None))
    waits = and_(s.status == SettlementStatus.OPEN, ~has_paper)
    for seat, minor in read.fetch(
        select(e.seat, func.sum(e.base_minor))
        .join_from(
            CommissionEntry.mapping.table,
            CommissionSettlement.mapping.table,
            and_(s.company_id == e.company_id, s.id == e.settlement_id),
            isouter=True,
        )
        .where(e.company_id == read.company_id, or_(e.settlement_id.is_(None), waits))
        .group_by(e.seat)
    ):
        if seat.is_income:
            expected[AccountRole.BROKERAGE_ACCRUED] += int(minor)
        else:
            expected[AccountRole.COMMISSION_ACCRUED] -= int(minor)
    chart = accounts(read).by_role
    faults = []
    for role, minor in expected.items():
        found = _posted(read, chart[role].id) if role in chart else 0
        if found != minor:
            said = f"{role.value}: the ledger says {found}, the entries that wait say {minor}"
            faults.append(Fault("commissions.accrued", said))
    return faults


_ACCRUED = (AccountRole.COMMISSION_ACCRUED, AccountRole.BROKERAGE_ACCRUED)


def _posted(read: Read, account_id: UUID) -> int:
    """What commissions, settlements and their bills have put on an account."""
    leg, entry, s = Leg.c, JournalEntry.c, CommissionSettlement.c
    bills = select(s.bill_id).where(s.company_id == read.company_id, s.bill_id.is_not(None))
    ours = or_(
        entry.source_kind.in_(("commission", "commission_settlement")),
        and_(entry.source_kind == "bill", entry.source_id.in_(bills)),
    )
    found = read.scalar(
        select(func.coalesce(func.sum(leg.base_minor), 0))
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        )
        .where(leg.company_id == read.company_id, leg.account_id == account_id, ours)
    )
    return int(found or 0)


def plans_equal_their_latest_version(read: Read) -> list[Fault]:
    """The history of every plan that has one ends with the version the plan has now."""
    p, v = CommissionPlan.c, CommissionPlanVersion.c
    latest = func.max(v.plan_version)
    rows = read.fetch(
        select(p.name, p.revision, latest)
        .join_from(
            CommissionPlan.mapping.table,
            CommissionPlanVersion.mapping.table,
            and_(v.company_id == p.company_id, v.plan_id == p.id),
        )
        .where(p.company_id == read.company_id)
        .group_by(p.name, p.revision)
        .having(latest != p.revision)
        .limit(_SHOWN)
    )
    return [
        Fault("commissions.versions", f"{name}: version {revision}, its history ends with {last}")
        for name, revision, last in rows
    ]


CHECKS = (
    Check("commissions.formula", entries_equal_formula),
    Check("commissions.one_live", one_live_commission),
    Check("commissions.settlements", settlements_equal_entries),
    Check("commissions.accrued", accrued_is_what_is_not_settled),
    Check("commissions.versions", plans_equal_their_latest_version),
)
