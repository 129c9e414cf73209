"""Commission plans: saving one, with every version of its terms kept."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.quantity import LARGEST, plain
from rayafin_desktop.engine.commands import Command, Exact, Offline
from rayafin_desktop.engine.work import Work

from ..access.model import Member
from ..items.model import Item, Unit
from ..parties.model import Party
from .model import (
    CommissionPlan,
    CommissionPlanShare,
    CommissionPlanTarget,
    CommissionPlanTier,
    CommissionPlanVersion,
    Payer,
)
from .periods import Period
from .positions import NOT_ANNOUNCED
from .rules import Basis, Plan, Tier, TierBy, TierMode, Trigger, check_plan, check_shares


@dataclass(frozen=True, kw_only=True)
class PlanTier:
    """Above this many units, or this much of the company's currency, the plan pays `rate`."""

    above: Exact
    rate: Exact


@dataclass(frozen=True, kw_only=True)
class PlanTarget:
    """An item, goods whose HSN or SAC begins with `hsn`, a customer; what is given must fit together."""

    item_id: UUID | None = None
    hsn: str = ""
    customer_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PlanShare:
    """A sub-broker, member or party, and his percent of the commission."""

    member_id: UUID | None = None
    party_id: UUID | None = None
    percent: Exact


@dataclass(frozen=True, kw_only=True)
class SaveCommissionPlan(Command[UUID]):
    """Make a plan or change it; see `CommissionPlan` for whom it pays and `rules.Plan` for its figures.

    `rate` is percent for NET and MARGIN, major units per `unit` for QUANTITY, the whole amount for LUMP.
    `tiers`, `targets` and `shares` replace what there was. What has been frozen keeps the version it was
    frozen with. RuleBroken `commission_plan.trigger_unknown` for a plan in use that waits for a contract or
    a delivery: nothing tells commissions of these, so that it would never pay.
    """

    permission: ClassVar[str] = "commission_plan.save"
    offline: ClassVar[Offline] = Offline.SERVER
    id: UUID | None = None
    version: int | None = None
    name: str
    payer: Payer = Payer.WE
    member_id: UUID | None = None
    party_id: UUID | None = None
    own_customers: bool = True
    basis: Basis = Basis.NET
    trigger: Trigger = Trigger.PAID_FULL
    rate: Exact
    unit: str = ""
    tiers: tuple[PlanTier, ...] = ()
    tier_mode: TierMode = TierMode.SLAB
    tier_by: TierBy = TierBy.DOCUMENT
    period: Period = Period.MONTH
    targets: tuple[PlanTarget, ...] = ()
    shares: tuple[PlanShare, ...] = ()
    priority: int = 0
    counts_write_off: bool = False
    counts_charges: bool = False
    counts_tax: bool = False
    is_active: bool = True


_TERMS = (
    "payer", "member_id", "party_id", "own_customers", "basis", "trigger", "rate", "unit", "tier_mode",
    "tier_by", "period", "priority", "counts_write_off", "counts_charges", "counts_tax",
)  # fmt: skip
_PARTS = ("tiers", "targets", "shares")


def save_commission_plan(command: SaveCommissionPlan, work: Work) -> UUID:
    _check(command, work)
    wanted: dict[str, Any] = {name: getattr(command, name) for name in _TERMS}
    wanted |= {"name": command.name.strip(), "unit": command.unit.strip(), "is_active": command.is_active}
    terms = _terms(command)
    if command.id is None:
        plan = work.new(CommissionPlan, **wanted)
        is_new_version = True
    else:
        old = work.get(CommissionPlan, command.id)
        version = old.version if command.version is None else command.version
        latest = work.find(CommissionPlanVersion, plan_id=old.id, plan_version=old.revision)
        is_new_version = latest is None or latest.terms != terms
        revision = old.revision + (1 if is_new_version and latest is not None else 0)
        plan = work.save(dataclasses.replace(old, version=version, revision=revision, **wanted))
    if is_new_version:
        work.new(CommissionPlanVersion, plan_id=plan.id, plan_version=plan.revision, terms=terms)
    _save_parts(command, plan.id, work)
    return plan.id


def _save_parts(command: SaveCommissionPlan, plan_id: UUID, work: Work) -> None:
    key: dict[str, Any] = {"company_id": work.company_id, "commission_plan_id": plan_id}
    tiers = [
        CommissionPlanTier(line_no=n, above=tier.above, rate=tier.rate, **key)
        for n, tier in enumerate(command.tiers, 1)
    ]
    targets = [
        CommissionPlanTarget(
            line_no=n, item_id=one.item_id, hsn=one.hsn.strip(), customer_id=one.customer_id, **key
        )
        for n, one in enumerate(command.targets, 1)
    ]
    shares = [
        CommissionPlanShare(
            line_no=n, member_id=one.member_id, party_id=one.party_id, percent=one.percent, **key
        )
        for n, one in enumerate(command.shares, 1)
    ]
    work.replace_parts(CommissionPlanTier, plan_id, tiers)
    work.replace_parts(CommissionPlanTarget, plan_id, targets)
    work.replace_parts(CommissionPlanShare, plan_id, shares)


def _terms(command: SaveCommissionPlan) -> dict[str, Any]:
    """All terms as plain text, for the history."""
    found = {name: _text(getattr(command, name)) for name in _TERMS}
    for name in _PARTS:
        found[name] = [
            {field.name: _text(getattr(one, field.name)) for field in dataclasses.fields(one)}
            for one in getattr(command, name)
        ]
    return found


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _check(command: SaveCommissionPlan, work: Work) -> None:
    problems = Problems()
    problems.require(command.name.strip(), "commission_plan.name_missing", "name")
    waits = command.is_active and command.trigger in NOT_ANNOUNCED
    problems.require(not waits, "commission_plan.trigger_unknown", "trigger")
    tiers = tuple(Tier(tier.above, tier.rate) for tier in command.tiers)
    problems.extend(
        check_plan(Plan(rate=command.rate, basis=command.basis, trigger=command.trigger, tiers=tiers))
    )
    problems.extend(check_shares([share.percent for share in command.shares]))
    _check_whom(command, problems)
    _check_parts(command, problems)
    unit = command.unit.strip()
    problems.require(not unit or command.basis is Basis.QUANTITY, "commission_plan.unit_unused", "unit")
    problems.require(not unit or work.find(Unit, code=unit), "commission_plan.unit_unknown", "unit")
    others = [] if command.targets else work.all(CommissionPlan)
    rivals = [other for other in others if _is_rival(command, other)]
    rivals = [one for one in rivals if not work.parts(CommissionPlanTarget, one.id)]
    problems.require(not rivals, "commission_plan.member_has_one", "member_id")
    _check_known(command, work, problems)
    problems.raise_if_any()


def _check_known(command: SaveCommissionPlan, work: Work, problems: Problems) -> None:
    """NotFound for a member, party or item that is not of this company."""
    if command.member_id is not None:
        work.get(Member, command.member_id, field="member_id")
    if command.party_id is not None:
        party = work.get(Party, command.party_id, field="party_id")
        _check_paper(party, "party_id", problems, is_income=command.payer is not Payer.WE)
    for n, target in enumerate(command.targets):
        if target.item_id is not None:
            work.get(Item, target.item_id, field=f"targets.{n}.item_id")
        if target.customer_id is not None:
            work.get(Party, target.customer_id, field=f"targets.{n}.customer_id")
    for n, share in enumerate(command.shares):
        if share.member_id is not None:
            work.get(Member, share.member_id, field=f"shares.{n}.member_id")
        if share.party_id is not None:
            field = f"shares.{n}.party_id"
            _check_paper(work.get(Party, share.party_id, field=field), field, problems, is_income=False)


def _check_paper(party: Party, field: str, problems: Problems, *, is_income: bool) -> None:
    """Whom we pay must be a supplier, for his bill; who pays us a customer, for our invoice."""
    if is_income:
        problems.require(party.is_customer, "commission_plan.no_customer", field, name=party.name)
    else:
        problems.require(party.is_supplier, "commission_plan.no_supplier", field, name=party.name)


def _check_whom(command: SaveCommissionPlan, problems: Problems) -> None:
    we_pay = command.payer is Payer.WE
    both = command.member_id is not None and command.party_id is not None
    problems.require(not both, "commission_plan.one_beneficiary", "party_id")
    problems.require(we_pay or command.member_id is None, "commission_plan.member_pays", "member_id")
    needs_party = command.payer in (Payer.SELLER, Payer.BOTH)
    problems.require(not needs_party or command.party_id, "commission_plan.seller_missing", "party_id")
    named = command.payer is Payer.BUYER and command.party_id is not None
    problems.require(not named, "commission_plan.buyer_is_customer", "party_id")


def _check_parts(command: SaveCommissionPlan, problems: Problems) -> None:
    for n, tier in enumerate(command.tiers):
        fine = tier.above.is_finite() and 0 <= tier.above <= LARGEST
        problems.require(not fine or tier.above == round(tier.above, 6), "commission_rate.too_fine",
                         f"tiers.{n}.above", decimals=6)  # fmt: skip
    for n, target in enumerate(command.targets):
        given = target.item_id or target.hsn.strip() or target.customer_id
        problems.require(given, "commission_target.empty", f"targets.{n}")
    whose: set[UUID] = {one for one in (command.member_id, command.party_id) if one is not None}
    for n, share in enumerate(command.shares):
        chosen = [one for one in (share.member_id, share.party_id) if one is not None]
        problems.require(len(chosen) == 1, "commission_share.whose", f"shares.{n}.member_id")
        problems.require(not whose.intersection(chosen), "commission_share.twice", f"shares.{n}.member_id")
        whose.update(chosen)


def _is_rival(command: SaveCommissionPlan, other: CommissionPlan) -> bool:
    """Whether the other plan would stand against this one on every document."""
    return (
        other.id != command.id
        and other.is_active
        and command.is_active
        and other.payer is command.payer
        and (other.member_id, other.party_id) == (command.member_id, command.party_id)
        and (other.priority, other.own_customers) == (command.priority, command.own_customers)
    )
