"""Which plans apply to an invoice, and to which of its lines: the most specific wins.

For each beneficiary apart, a line goes to the plan of the highest priority that fits it; among equals to
the one that names the item, then the goods' HSN (the longer, the better), then the customer, then the
beneficiary himself. What no plan fits earns the agent his plain percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select, true

from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from ..access.model import Member
from ..billing.model import InvoiceLine, SalesDocument
from ..parties.model import Party
from .model import (
    CommissionPlan,
    CommissionPlanShare,
    CommissionPlanTarget,
    CommissionPlanTier,
    Payer,
    Seat,
)
from .positions import Standing
from .rules import Basis, Cut, Plan, Tier, Trigger
from .settings import TRIGGER
from .snapshots import Counted
from .units import factor

Rank = tuple[int, ...]
_PLAIN = Counted()


@dataclass(frozen=True, slots=True)
class Agent:
    """The member who is the agent of a customer, and his plain percent."""

    member_id: UUID
    percent: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Seated:
    """One who has a part in a commission: a member or a party, and the cut of it."""

    seat: Seat
    member_id: UUID | None = None
    party_id: UUID | None = None
    cut: Cut | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanTerms:
    """An active plan with everything that hangs on it; `plan` is None for a member's plain percent."""

    plan: CommissionPlan | None
    rule: Plan
    counted: Counted = _PLAIN
    targets: tuple[CommissionPlanTarget, ...] = ()
    shares: tuple[CommissionPlanShare, ...] = ()

    @property
    def looks_at_lines(self) -> bool:
        """Whether the document as a whole does not tell enough."""
        return (
            self.rule.basis is Basis.MARGIN
            or bool(self.counted.unit)
            or any(target.item_id is not None or target.hsn for target in self.targets)
        )

    def fit(self, customer_id: UUID | None, line: InvoiceLine | None) -> Rank | None:
        """How well this plan fits a line (None: the document); None where it does not."""
        plan = self.plan
        if plan is None:
            return (-1,)
        if line is not None and self.counted.unit and factor(line.unit, self.counted.unit) is None:
            return None
        fits = [found for one in self.targets if (found := _fit(one, customer_id, line)) is not None]
        if self.targets and not fits:
            return None
        named = plan.member_id is not None or (plan.payer is Payer.WE and plan.party_id is not None)
        return (0, plan.priority, *(max(fits) if fits else (0, 0, 0)), int(named))


def _fit(target: CommissionPlanTarget, customer_id: UUID | None, line: InvoiceLine | None) -> Rank | None:
    """Item, length of the HSN, customer: what of a target was asked for and met."""
    if target.customer_id is not None and target.customer_id != customer_id:
        return None
    if line is not None:
        if target.item_id is not None and target.item_id != line.item_id:
            return None
        if target.hsn and not line.hsn.startswith(target.hsn):
            return None
    return int(target.item_id is not None), len(target.hsn), int(target.customer_id is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One plan on some lines of a document (None: on all of it), for one beneficiary and his sub-brokers."""

    terms: PlanTerms
    seats: tuple[Seated, ...]
    lines: tuple[InvoiceLine, ...] | None


def plans_of(read: Read) -> Sequence[PlanTerms]:
    """All active plans, kept until one changes."""

    def load() -> Sequence[PlanTerms]:
        tiers, targets, shares = (
            _by_plan(read, cls) for cls in (CommissionPlanTier, CommissionPlanTarget, CommissionPlanShare)
        )
        c = CommissionPlan.c
        return tuple(
            terms_of(plan, tiers.get(plan.id, ()), targets.get(plan.id, ()), shares.get(plan.id, ()))
            for plan in read.all(CommissionPlan, c.is_active == true(), order_by=(c.name, c.id))
        )

    return read.cached("commission_plans", load)


def terms_of(
    plan: CommissionPlan,
    tiers: Sequence[CommissionPlanTier],
    targets: Sequence[CommissionPlanTarget],
    shares: Sequence[CommissionPlanShare],
) -> PlanTerms:
    """A plan and its parts as the rules read them."""
    rule = Plan(
        rate=plan.rate,
        basis=plan.basis,
        trigger=plan.trigger,
        counts_write_off=plan.counts_write_off,
        tiers=tuple(Tier(tier.above, tier.rate) for tier in tiers),
        tier_mode=plan.tier_mode,
        tier_by=plan.tier_by,
    )
    counted = Counted(charges=plan.counts_charges, tax=plan.counts_tax, unit=plan.unit)
    return PlanTerms(plan=plan, rule=rule, counted=counted, targets=tuple(targets), shares=tuple(shares))


def _by_plan(read: Read, cls: type[Any]) -> dict[UUID, list[Any]]:
    names = cls.mapping.fields
    found: dict[UUID, list[Any]] = {}
    for row in read.fetch(
        select(*(cls.c[name] for name in names))
        .where(cls.c.company_id == read.company_id)
        .order_by(cls.c.line_no)
    ):
        one = cls(**dict(zip(names, row, strict=True)))
        found.setdefault(one.commission_plan_id, []).append(one)
    return found


def matters_at_posting(read: Read) -> bool:
    """Whether posting an invoice can earn or freeze anything; else there is nothing to look up."""
    return read.setting(TRIGGER) is Trigger.POST or any(
        terms.rule.trigger is Trigger.POST or terms.rule.is_frozen_at_posting for terms in plans_of(read)
    )


def agent_of(read: Read, invoice: SalesDocument) -> Agent | None:
    """The agent of the invoice's customer; None where nobody is."""
    row = read.first(_AGENT, company=read.company_id, party=invoice.party_id)
    return None if row is None else Agent(row.id, row.commission_rate)


def _agent() -> Select[Any]:
    return (
        select(Member.c.id, Member.c.commission_rate)
        .join_from(
            Party.mapping.table,
            Member.mapping.table,
            and_(Member.c.company_id == Party.c.company_id, Member.c.id == Party.c.agent_id),
        )
        .where(Party.c.company_id == bindparam("company"), Party.c.id == bindparam("party"))
    )


_AGENT = PreparedStatement(_agent())


def groups_of(read: Read, standing: Standing, *, at_posting: bool) -> list[Group]:
    """The plans that apply to an invoice now, each with its lines and seats.

    What counts costs or turnover applies from the posting on only, since it is frozen there.
    """
    invoice = standing.invoice
    agent = agent_of(read, invoice)
    found: dict[Seated, list[PlanTerms]] = {}
    for terms in plans_of(read):
        if terms.rule.is_frozen_at_posting and not at_posting:
            continue
        for whom in _beneficiaries(terms, invoice, agent):
            found.setdefault(whom, []).append(terms)
    if agent is not None:
        rule = Plan(rate=agent.percent, trigger=read.setting(TRIGGER))
        plain = PlanTerms(plan=None, rule=rule)
        found.setdefault(Seated(seat=Seat.AGENT, member_id=agent.member_id), []).append(plain)
    groups: list[Group] = []
    for whom, candidates in found.items():
        groups += _groups_for(whom, candidates, standing)
    return groups


def _beneficiaries(terms: PlanTerms, invoice: SalesDocument, agent: Agent | None) -> list[Seated]:
    """Whom a plan would pay, or who would pay us, on this invoice."""
    plan = terms.plan
    if plan is None or not _may_fit(terms, invoice.party_id):
        return []
    if plan.payer is Payer.WE:
        if plan.party_id is not None:
            return [Seated(seat=Seat.AGENT, party_id=plan.party_id)]
        member_id = plan.member_id or (agent.member_id if agent else None)
        is_agent = agent is not None and agent.member_id == member_id
        if member_id is None or (plan.own_customers and not is_agent):
            return []
        return [Seated(seat=Seat.AGENT, member_id=member_id)]
    sides = []
    if plan.payer in (Payer.BUYER, Payer.BOTH) and invoice.party_id is not None:
        sides.append(Seated(seat=Seat.BUYER, party_id=invoice.party_id))
    if plan.payer in (Payer.SELLER, Payer.BOTH):
        sides.append(Seated(seat=Seat.SELLER, party_id=plan.party_id))
    return sides


def _may_fit(terms: PlanTerms, customer_id: UUID | None) -> bool:
    return not terms.targets or any(one.customer_id in (None, customer_id) for one in terms.targets)


def _groups_for(whom: Seated, candidates: Sequence[PlanTerms], standing: Standing) -> list[Group]:
    customer_id = standing.invoice.party_id
    if not any(terms.looks_at_lines for terms in candidates):
        best = _best(candidates, customer_id, None)
        return [] if best is None else [Group(terms=best, seats=_seats(whom, best), lines=None)]
    chosen: dict[int, tuple[PlanTerms, list[InvoiceLine]]] = {}
    for line in standing.lines.values():
        best = _best(candidates, customer_id, line)
        if best is not None:
            chosen.setdefault(id(best), (best, []))[1].append(line)
    return [
        Group(
            terms=terms,
            seats=_seats(whom, terms),
            lines=tuple(lines) if terms.looks_at_lines or len(lines) < len(standing.lines) else None,
        )
        for terms, lines in chosen.values()
    ]


def _best(
    candidates: Sequence[PlanTerms], customer_id: UUID | None, line: InvoiceLine | None
) -> PlanTerms | None:
    """The best fit; among equals the first by name."""
    best: tuple[Rank, PlanTerms] | None = None
    for terms in candidates:
        rank = terms.fit(customer_id, line)
        if rank is not None and (best is None or rank > best[0]):
            best = rank, terms
    return best[1] if best else None


def _seats(whom: Seated, terms: PlanTerms) -> tuple[Seated, ...]:
    """The beneficiary and his sub-brokers; of what others owe us, all is owed and only our part is shared."""
    percents = tuple(share.percent for share in terms.shares)
    if not percents:
        return (whom,)
    own = None if whom.seat.is_income else Cut(percents)
    return (
        Seated(seat=whom.seat, member_id=whom.member_id, party_id=whom.party_id, cut=own),
        *(
            Seated(
                seat=Seat.SUB_AGENT,
                member_id=share.member_id,
                party_id=share.party_id,
                cut=Cut(percents, at),
            )
            for at, share in enumerate(terms.shares)
        ),
    )
