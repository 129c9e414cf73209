"""What commissions can tell: what each member earned, is due and got, and why.

Who may not see all commissions (`commission.see_all`) sees his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, select

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.read import Read

from ..access.model import Member, User
from .model import CommissionEntry, CommissionPlan, CommissionSettlement, SettlementStatus
from .rules import Basis, Status, Trigger

SEE_ALL = "commission.see_all"


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberTotals:
    """One member in one currency, minor units: expected, earned, approved, being paid, paid."""

    id: UUID
    name: str
    currency: str
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


def only_visible(read: Read, member_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Rows of the actor himself, or all where he may see them."""
    if read.actor.may(SEE_ALL):
        return member_id.is_not(None)
    if read.actor.member_id is None:
        return false()
    return member_id == read.actor.member_id


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanDetail:
    """A plan as its form shows it."""

    id: UUID
    version: int
    name: str
    member_id: UUID
    basis: Basis
    trigger: Trigger
    rate: Decimal
    counts_write_off: bool
    is_active: bool


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
    return PlanDetail(
        id=plan.id,
        version=plan.version,
        name=plan.name,
        member_id=plan.member_id,
        basis=plan.basis,
        trigger=plan.trigger,
        rate=plan.rate,
        counts_write_off=plan.counts_write_off,
        is_active=plan.is_active,
    )


def member_totals(read: Read) -> list[MemberTotals]:
    """What every visible member earned, is due and got, by name and currency; reversed entries left out."""
    read.actor.require("commission.read")
    e, member, user = CommissionEntry.c, Member.c, User.c

    def total(status: Status) -> ColumnElement[int]:
        return func.sum(case((e.status == status, e.amount_minor), else_=0))

    rows = read.fetch(
        select(
            e.member_id,
            user.name,
            e.currency,
            total(Status.PENDING),
            total(Status.EARNED),
            total(Status.APPROVED),
            total(Status.SETTLED),
            total(Status.PAID),
        )
        .join_from(
            CommissionEntry.mapping.table,
            Member.mapping.table,
            and_(member.company_id == e.company_id, member.id == e.member_id),
        )
        .join(User.mapping.table, user.id == member.user_id)
        .where(e.company_id == read.company_id, only_visible(read, e.member_id))
        .group_by(e.member_id, user.name, e.currency)
        .order_by(user.name, e.currency)
    )
    return [
        MemberTotals(
            id=member_id,
            name=name,
            currency=currency,
            pending_minor=int(pending),
            earned_minor=int(earned),
            approved_minor=int(approved),
            settled_minor=int(settled),
            paid_minor=int(paid),
        )
        for member_id, name, currency, pending, earned, approved, settled, paid in rows
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
    member_id: UUID
    currency: str
    settled_on: date
    amount_minor: int
    status: SettlementStatus
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
        currency=found.currency,
        settled_on=found.settled_on,
        amount_minor=found.amount_minor,
        status=found.status,
        paid_on=found.paid_on,
        reference=found.reference,
    )
