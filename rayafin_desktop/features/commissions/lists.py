"""Commissions as lists: entries, settlements, plans, and who can have one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from rayafin_desktop.engine.listing import Condition, ListQuery
from rayafin_desktop.engine.read import Read

from ..access.model import Member, User
from ..billing.model import SalesDocument
from ..ledger.queries import base_currency
from ..parties.model import Party
from ..purchases.model import PurchaseDocument
from .beneficiaries import BENEFICIARY, beneficiary_name, joined_to_beneficiary, only_visible
from .model import (
    Commission,
    CommissionEntry,
    CommissionPlan,
    CommissionSettlement,
    Seat,
    SettlementStatus,
)
from .queries import member_totals
from .rules import Status

_UNPAID = (Status.EARNED, Status.APPROVED, Status.SETTLED)


def _entries(read: Read) -> Select[Any]:
    e, k, i, party = CommissionEntry.c, Commission.c, SalesDocument.c, Party.c
    return (
        select(
            e.id,
            e.happened_on,
            i.number.label("invoice_number"),
            party.name.label("party_name"),
            beneficiary_name.label("member_name"),
            e.member_id,
            e.party_id.label("beneficiary_id"),
            e.seat,
            k.invoice_id,
            e.commission_id,
            e.cause,
            k.basis,
            k.trigger,
            k.rate,
            k.net_minor,
            e.settled_minor,
            e.target_minor,
            e.amount_minor,
            e.currency,
            e.status,
            e.why,
            (e.status == Status.EARNED).label("is_earned"),
            (e.status == Status.REVERSED).label("is_reversed"),
            e.version,
        )
        .select_from(
            joined_to_beneficiary(CommissionEntry.mapping.table, e)
            .join(Commission.mapping.table, and_(k.company_id == e.company_id, k.id == e.commission_id))
            .join(SalesDocument.mapping.table, and_(i.company_id == k.company_id, i.id == k.invoice_id))
            .join(Party.mapping.table, and_(party.company_id == i.company_id, party.id == i.party_id))
        )
        .where(e.company_id == read.company_id, only_visible(read, e.member_id))
    )


def _search(read: Read, text: str) -> Condition:
    return or_(
        SalesDocument.c.number.icontains(text, autoescape=True),
        User.c.name.icontains(text, autoescape=True),
        BENEFICIARY.c.name.icontains(text, autoescape=True),
        Party.c.name.icontains(text, autoescape=True),
    )


def commission_stats(read: Read) -> Mapping[str, Any]:
    """What is earned, approved and paid in the company's currency, as far as the actor may see."""
    own = base_currency(read)
    totals = [row for row in member_totals(read) if row.currency == own]
    rows = [row for row in totals if not row.is_income]
    income = [row for row in totals if row.is_income]
    return {
        "pending_minor": sum(row.pending_minor for row in rows),
        "income_minor": sum(row.pending_minor + row.earned_minor + row.approved_minor for row in income),
        "earned_minor": sum(row.earned_minor for row in rows),
        "approved_minor": sum(row.approved_minor for row in rows),
        "due_minor": sum(row.due_minor for row in rows),
        "paid_minor": sum(row.paid_minor for row in rows),
    }


COMMISSION_ROWS = ListQuery(
    name="commissions",
    permission="commission.read",
    kinds=("commission_entry", "commission"),
    select=_entries,
    key=CommissionEntry.c.id,
    sorts={"happened_on": (CommissionEntry.c.happened_on,)},
    default_sort=("happened_on", True),
    tabs={
        "all": lambda _read: None,
        "earned": lambda _read: CommissionEntry.c.status == Status.EARNED,
        "approved": lambda _read: CommissionEntry.c.status == Status.APPROVED,
        "pending": lambda _read: CommissionEntry.c.status == Status.PENDING,
        "settled": lambda _read: CommissionEntry.c.status == Status.SETTLED,
        "unpaid": lambda _read: CommissionEntry.c.status.in_(_UNPAID),
        "income": lambda _read: CommissionEntry.c.seat.in_((Seat.BUYER, Seat.SELLER)),
        "paid": lambda _read: CommissionEntry.c.status == Status.PAID,
    },
    search=_search,
    stats=commission_stats,
)


def _settlements(read: Read) -> Select[Any]:
    s = CommissionSettlement.c
    is_open = s.status == SettlementStatus.OPEN
    has_paper = or_(s.invoice_id.is_not(None), s.bill_id.is_not(None))
    invoice, bill = SalesDocument.c, PurchaseDocument.c
    statement = select(
        s.id,
        s.number,
        s.settled_on,
        s.member_id,
        s.party_id.label("beneficiary_id"),
        beneficiary_name.label("member_name"),
        s.is_income,
        s.amount_minor,
        s.recovered_minor,
        (s.amount_minor - s.recovered_minor).label("payable_minor"),
        s.withheld_minor,
        s.currency,
        s.status,
        s.paid_on,
        s.reference,
        s.invoice_id,
        s.bill_id,
        func.coalesce(invoice.number, bill.number, "").label("paper"),
        is_open.label("is_open"),
        and_(is_open, ~has_paper).label("is_payable"),
        s.status.in_((SettlementStatus.OPEN, SettlementStatus.CARRIED)).label("is_cancellable"),
        (s.status == SettlementStatus.CANCELLED).label("is_muted"),
        s.version,
    ).select_from(
        joined_to_beneficiary(CommissionSettlement.mapping.table, s)
        .outerjoin(
            SalesDocument.mapping.table,
            and_(invoice.company_id == s.company_id, invoice.id == s.invoice_id),
        )
        .outerjoin(
            PurchaseDocument.mapping.table, and_(bill.company_id == s.company_id, bill.id == s.bill_id)
        )
    )
    return statement.where(s.company_id == read.company_id, only_visible(read, s.member_id))


SETTLEMENT_ROWS = ListQuery(
    name="commission_settlements",
    permission="commission.read",
    kinds=("commission_settlement",),
    select=_settlements,
    key=CommissionSettlement.c.id,
    sorts={
        "settled_on": (CommissionSettlement.c.settled_on,),
        "number": (CommissionSettlement.c.number,),
    },
    default_sort=("settled_on", True),
    tabs={
        "all": lambda _read: None,
        "open": lambda _read: CommissionSettlement.c.status == SettlementStatus.OPEN,
        "paid": lambda _read: CommissionSettlement.c.status == SettlementStatus.PAID,
        "carried": lambda _read: CommissionSettlement.c.status == SettlementStatus.CARRIED,
    },
)


def _plans(read: Read) -> Select[Any]:
    plan = CommissionPlan.c
    statement = select(
        plan.id,
        plan.name,
        plan.payer,
        plan.member_id,
        plan.party_id.label("beneficiary_id"),
        func.coalesce(beneficiary_name, "").label("member_name"),
        plan.basis,
        plan.trigger,
        plan.rate,
        plan.unit,
        plan.priority,
        plan.counts_write_off,
        plan.revision,
        plan.is_active,
        (~plan.is_active).label("is_muted"),
        plan.version,
    ).select_from(joined_to_beneficiary(CommissionPlan.mapping.table, plan))
    return statement.where(
        plan.company_id == read.company_id,
        plan.deleted_at.is_(None),
        only_visible(read, plan.member_id),
    )


PLAN_ROWS = ListQuery(
    name="commission_plans",
    permission="commission.read",
    kinds=("commission_plan",),
    select=_plans,
    key=CommissionPlan.c.id,
    sorts={"name": (CommissionPlan.c.name,)},
    default_sort=("name", False),
)


MEMBER_CODES = ListQuery(
    name="member_code_lookup",
    permission="commission.read",
    kinds=("member",),
    select=lambda read: (
        select(Member.c.id, User.c.name, User.c.email.label("code"))
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(
            Member.c.company_id == read.company_id,
            Member.c.deleted_at.is_(None),
            only_visible(read, Member.c.id),
        )
    ),
    key=Member.c.id,
    sorts={"name": (User.c.name,)},
    default_sort=("name", False),
    search=lambda _read, text: User.c.name.icontains(text, autoescape=True),
)
"""Members by the e-mail address they sign in with, for reports."""

LISTS = (COMMISSION_ROWS, SETTLEMENT_ROWS, PLAN_ROWS, MEMBER_CODES)
