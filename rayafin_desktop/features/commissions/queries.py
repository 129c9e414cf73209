"""What commissions can tell: what each member earned, is due and got, and why.

Who may not see all commissions (`commission.see_all`) sees his own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.read import Read

from ..access.model import Member, User
from ..items.model import Item
from ..parties.model import Party
from .beneficiaries import beneficiary_name, only_visible, with_beneficiary
from .model import (
    CommissionEntry,
    CommissionPlan,
    CommissionPlanShare,
    CommissionPlanTarget,
    CommissionPlanTier,
    CommissionPlanVersion,
    CommissionSettlement,
    Payer,
    Seat,
    SettlementStatus,
)
from .periods import Period
from .rules import Basis, Status, TierBy, TierMode, Trigger


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberTotals:
    """One member or party in one currency, minor units: expected, earned, approved, being paid, paid.

    `is_income` where it is owed to us.
    """

    id: UUID
    name: str
    currency: str
    is_income: bool
    pending_minor: int
    earned_minor: int
    approved_minor: int
    settled_minor: int
    paid_minor: int

    @property
    def due_minor(self) -> int:
        """Everything earned that has not been paid."""
        return self.earned_minor + self.approved_minor + self.settled_minor


@dataclass(frozen=True, kw_only=True, slots=True)
class CommissionStep:
    """One entry of an invoice's commission for the side panel: when, what, and the formula."""

    id: UUID
    at: date
    title: str
    detail: str
    tone: str
    amount_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TierRow:
    """A tier of a plan as its form shows it."""

    above: Decimal
    rate: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetRow:
    """What a plan applies to, with names."""

    item_id: UUID | None
    item_name: str
    hsn: str
    customer_id: UUID | None
    customer_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareRow:
    """A sub-broker of a plan, with his name."""

    member_id: UUID | None
    party_id: UUID | None
    name: str
    percent: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionRow:
    """One version of a plan's terms and the day it was made."""

    plan_version: int
    made_on: date
    terms: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanDetail:
    """A plan as its form shows it."""

    id: UUID
    version: int
    revision: int
    name: str
    payer: Payer
    member_id: UUID | None
    member_name: str
    party_id: UUID | None
    party_name: str
    own_customers: bool
    basis: Basis
    trigger: Trigger
    rate: Decimal
    unit: str
    tier_mode: TierMode
    tier_by: TierBy
    period: Period
    priority: int
    counts_write_off: bool
    counts_charges: bool
    counts_tax: bool
    is_active: bool
    tiers: tuple[TierRow, ...]
    targets: tuple[TargetRow, ...]
    shares: tuple[ShareRow, ...]
    versions: tuple[VersionRow, ...]


def plan_detail(read: Read, plan_id: UUID) -> PlanDetail:
    """One plan; NotFound (`commission_plan.not_found`) otherwise."""
    read.actor.require("commission.read")
    plan = read.find(
        CommissionPlan,
        CommissionPlan.c.id == plan_id,
        only_visible(read, CommissionPlan.c.member_id),
    )
    if plan is None:
        raise NotFound("commission_plan.not_found", {"id": str(plan_id)})
    targets = read.parts(CommissionPlanTarget, plan_id)
    shares = read.parts(CommissionPlanShare, plan_id)
    items = read.by_ids(Item, [one.item_id for one in targets if one.item_id])
    wanted = [plan.party_id, *(one.customer_id for one in targets), *(one.party_id for one in shares)]
    parties = read.by_ids(Party, [one for one in wanted if one])
    members = _member_names(read, [one for one in (plan.member_id, *(s.member_id for s in shares)) if one])
    version = CommissionPlanVersion.c
    return PlanDetail(
        id=plan.id,
        version=plan.version,
        revision=plan.revision,
        name=plan.name,
        payer=plan.payer,
        member_id=plan.member_id,
        member_name=members[plan.member_id] if plan.member_id else "",
        party_id=plan.party_id,
        party_name=parties[plan.party_id].name if plan.party_id else "",
        own_customers=plan.own_customers,
        basis=plan.basis,
        trigger=plan.trigger,
        rate=plan.rate,
        unit=plan.unit,
        tier_mode=plan.tier_mode,
        tier_by=plan.tier_by,
        period=plan.period,
        priority=plan.priority,
        counts_write_off=plan.counts_write_off,
        counts_charges=plan.counts_charges,
        counts_tax=plan.counts_tax,
        is_active=plan.is_active,
        tiers=tuple(
            TierRow(above=tier.above, rate=tier.rate) for tier in read.parts(CommissionPlanTier, plan_id)
        ),
        targets=tuple(
            TargetRow(
                item_id=one.item_id,
                item_name=items[one.item_id].name if one.item_id else "",
                hsn=one.hsn,
                customer_id=one.customer_id,
                customer_name=parties[one.customer_id].name if one.customer_id else "",
            )
            for one in targets
        ),
        shares=tuple(
            ShareRow(
                member_id=one.member_id,
                party_id=one.party_id,
                name=members[one.member_id]
                if one.member_id
                else parties[one.party_id].name
                if one.party_id
                else "",
                percent=one.percent,
            )
            for one in shares
        ),
        versions=tuple(
            VersionRow(plan_version=one.plan_version, made_on=one.created_at.date(), terms=one.terms)
            for one in read.all(
                CommissionPlanVersion, version.plan_id == plan_id, order_by=(version.plan_version.desc(),)
            )
        ),
    )


def _member_names(read: Read, ids: Sequence[UUID]) -> dict[UUID, str]:
    member, user = Member.c, User.c
    rows = read.fetch(
        select(member.id, user.name)
        .join_from(Member.mapping.table, User.mapping.table, user.id == member.user_id)
        .where(member.company_id == read.company_id, member.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def member_totals(read: Read) -> list[MemberTotals]:
    """What every visible member or party earned, is due and got, by name and currency, and what is owed to
    us; reversed entries left out."""
    read.actor.require("commission.read")
    e = CommissionEntry.c

    def total(status: Status) -> ColumnElement[int]:
        return func.sum(case((e.status == status, e.amount_minor), else_=0))

    whose = func.coalesce(e.member_id, e.party_id)
    is_income = case((e.seat.in_((Seat.BUYER, Seat.SELLER)), 1), else_=0)
    statement = select(
        whose.label("id"),
        beneficiary_name.label("name"),
        e.currency,
        is_income.label("is_income"),
        total(Status.PENDING),
        total(Status.EARNED),
        total(Status.APPROVED),
        total(Status.SETTLED),
        total(Status.PAID),
    ).select_from(CommissionEntry.mapping.table)
    rows = read.fetch(
        with_beneficiary(statement, e)
        .where(e.company_id == read.company_id, only_visible(read, e.member_id))
        .group_by(whose, beneficiary_name, e.currency, is_income)
        .order_by(beneficiary_name, e.currency, is_income)
    )
    return [
        MemberTotals(
            id=id_,
            name=name,
            currency=currency,
            is_income=bool(income),
            pending_minor=int(pending),
            earned_minor=int(earned),
            approved_minor=int(approved),
            settled_minor=int(settled),
            paid_minor=int(paid),
        )
        for id_, name, currency, income, pending, earned, approved, settled, paid in rows
    ]


def commission_steps(read: Read, entry_id: UUID) -> Sequence[CommissionStep]:
    """Every step of the commission an entry belongs to, with its formula; empty where it is not visible."""
    read.actor.require("commission.read")
    e = CommissionEntry.c
    own = select(e.commission_id).where(e.company_id == read.company_id, e.id == entry_id)
    rows = read.fetch(
        select(e.id, e.happened_on, e.cause, e.why, e.amount_minor)
        .where(
            e.company_id == read.company_id,
            e.commission_id.in_(own),
            only_visible(read, e.member_id),
        )
        .order_by(e.step)
    )
    return [
        CommissionStep(
            id=row.id,
            at=row.happened_on,
            title=row.cause.value.capitalize(),
            detail=row.why,
            tone="pos" if row.amount_minor > 0 else "neg",
            amount_minor=row.amount_minor,
        )
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class SettlementDetail:
    """A settlement as its forms show it."""

    id: UUID
    version: int
    number: str
    member_id: UUID | None
    party_id: UUID | None
    is_income: bool
    currency: str
    settled_on: date
    amount_minor: int
    recovered_minor: int
    payable_minor: int
    status: SettlementStatus
    invoice_id: UUID | None
    paid_on: date | None
    reference: str


def settlement_detail(read: Read, settlement_id: UUID) -> SettlementDetail:
    """One settlement; NotFound (`commission_settlement.not_found`) otherwise."""
    read.actor.require("commission.read")
    c = CommissionSettlement.c
    found = read.find(CommissionSettlement, c.id == settlement_id, only_visible(read, c.member_id))
    if found is None:
        raise NotFound("commission_settlement.not_found", {"id": str(settlement_id)})
    return SettlementDetail(
        id=found.id,
        version=found.version,
        number=found.number,
        member_id=found.member_id,
        party_id=found.party_id,
        is_income=found.is_income,
        currency=found.currency,
        settled_on=found.settled_on,
        amount_minor=found.amount_minor,
        recovered_minor=found.recovered_minor,
        payable_minor=found.payable_minor,
        status=found.status,
        invoice_id=found.invoice_id,
        paid_on=found.paid_on,
        reference=found.reference,
    )
