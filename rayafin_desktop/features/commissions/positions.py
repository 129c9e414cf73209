"""Reading what the formula needs: whose commission an invoice carries, and where the invoice stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, true

from rayafin_desktop.base.money import share
from rayafin_desktop.base.quantity import from_scaled
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..access.model import Member
from ..billing.model import InvoiceLine, SalesDocument
from ..billing.rules import DocumentKind, DocumentState
from ..parties.model import Party
from .model import Commission, CommissionPlan
from .rules import Basis, Plan, Position, Trigger
from .settings import TRIGGER


@dataclass(frozen=True, kw_only=True, slots=True)
class Beneficiary:
    """Who earns on an invoice, at which plain percent, and the live snapshot if there is one."""

    member_id: UUID
    percent: Decimal
    commission_id: UUID | None


def beneficiary_of(read: Read, invoice: SalesDocument) -> Beneficiary | None:
    """The member of the live snapshot, else the agent of the customer; None where nobody earns."""
    row = read.first(_BENEFICIARY, company=read.company_id, invoice=invoice.id, party=invoice.party_id)
    if row is None:
        return None
    return Beneficiary(member_id=row.id, percent=row.commission_rate, commission_id=row.commission_id)


def _beneficiary() -> Select[Any]:
    live = and_(
        Commission.c.company_id == Party.c.company_id,
        Commission.c.invoice_id == bindparam("invoice"),
        Commission.c.is_live == true(),
    )
    agent = func.coalesce(Commission.c.member_id, Party.c.agent_id)
    return (
        select(Member.c.id, Member.c.commission_rate, Commission.c.id.label("commission_id"))
        .select_from(Party.mapping.table)
        .outerjoin(Commission.mapping.table, live)
        .join(Member.mapping.table, and_(Member.c.company_id == Party.c.company_id, Member.c.id == agent))
        .where(Party.c.company_id == bindparam("company"), Party.c.id == bindparam("party"))
    )


_BENEFICIARY = PreparedStatement(_beneficiary())


@dataclass(frozen=True, kw_only=True, slots=True)
class AppliedPlan:
    """The plan that holds for a member now; `id` is None and `version` 0 for the plain percent."""

    plan: Plan
    id: UUID | None = None
    version: int = 0


def plan_for(read: Read, beneficiary: Beneficiary) -> AppliedPlan:
    """The member's own active plan, else his percent under the company's trigger."""

    own = _plans(read).get(beneficiary.member_id)
    if own is None:
        return AppliedPlan(plan=Plan(rate=beneficiary.percent, trigger=read.setting(TRIGGER)))
    plan = Plan(rate=own.rate, basis=own.basis, trigger=own.trigger, counts_write_off=own.counts_write_off)
    return AppliedPlan(plan=plan, id=own.id, version=own.version)


def any_earned_at_posting(read: Read) -> bool:
    """Whether posting an invoice can earn anybody anything; else there is nothing to look up."""
    return read.setting(TRIGGER) is Trigger.POST or any(
        plan.trigger is Trigger.POST for plan in _plans(read).values()
    )


def _plans(read: Read) -> Mapping[UUID, CommissionPlan]:
    """Active plans by member, kept until one changes."""

    def load() -> Mapping[UUID, CommissionPlan]:
        plans = read.all(CommissionPlan, CommissionPlan.c.is_active == true())
        return {plan.member_id: plan for plan in plans}

    return read.cached("commission_plans", load)


def frozen_plan(commission: Commission) -> Plan:
    """The plan as a snapshot froze it."""
    return Plan(
        rate=commission.rate,
        basis=commission.basis,
        trigger=commission.trigger,
        counts_write_off=commission.counts_write_off,
    )


def position_of(read: Read, invoice: SalesDocument, basis: Basis) -> Position:
    """Where an invoice stands now, as the formula reads it.

    Freight and other charges earn no commission; they are taken out of the net amount, and out of what
    was credited in the same proportion. Of a voided invoice everything counts as credited.
    """
    c = SalesDocument.c
    credited = read.first(
        select(
            func.coalesce(func.sum(c.total_minor), 0),
            func.coalesce(func.sum(c.net_minor), 0),
            func.coalesce(func.sum(c.applied_minor), 0),
        ).where(
            c.company_id == read.company_id,
            c.original_id == invoice.id,
            c.kind == DocumentKind.CREDIT_NOTE,
            c.state == DocumentState.POSTED,
        )
    )
    credited_gross, credited_net, applied = (int(value) for value in credited) if credited else (0, 0, 0)
    net = _without_charges(invoice)
    credited_base = share(credited_net, [net, invoice.net_minor - net])[0] if credited_net else 0
    settled = invoice.settled_minor - applied
    if invoice.state is DocumentState.VOID:
        credited_gross, credited_base, settled = invoice.total_minor, net, 0
    quantity = credited_quantity = Decimal(0)
    if basis is Basis.QUANTITY:
        quantity, credited_quantity = _quantities(read, invoice.id)
    return Position(
        currency=invoice.currency,
        gross_minor=invoice.total_minor,
        net_minor=net,
        settled_minor=settled,
        credited_gross_minor=credited_gross,
        credited_net_minor=credited_base,
        quantity=quantity,
        credited_quantity=credited_quantity,
        happened=invoice.state is not DocumentState.DRAFT,
    )


def _without_charges(invoice: SalesDocument) -> int:
    """The net amount without freight and charges; these include tax where the prices do."""
    charges = invoice.charges_minor
    if charges and invoice.prices_include_tax:
        charges = share(charges, [invoice.net_minor, invoice.tax_minor])[0]
    return max(0, invoice.net_minor - charges)


def _quantities(read: Read, invoice_id: UUID) -> tuple[Decimal, Decimal]:
    """The units of an invoice's lines, and what of them credit notes took back."""
    d, c = SalesDocument.c, InvoiceLine.c
    joined = SalesDocument.mapping.table.join(
        InvoiceLine.mapping.table, and_(c.company_id == d.company_id, c.invoice_id == d.id)
    )

    def total(column: ColumnElement[Decimal], *where: ColumnElement[bool]) -> Decimal:
        statement = select(func.sum(column)).select_from(joined)
        found = read.scalar(statement.where(d.company_id == read.company_id, *where))
        return found if isinstance(found, Decimal) else from_scaled(int(found or 0))

    return (
        total(c.quantity, d.id == invoice_id),
        total(c.returned_qty, d.original_id == invoice_id, d.state == DocumentState.POSTED),
    )
