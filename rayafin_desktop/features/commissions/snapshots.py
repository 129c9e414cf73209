"""Terms as a snapshot keeps them: what only some plans have is JSON, exact figures as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rayafin_desktop.base.quantity import plain

from .model import Commission
from .rules import Cut, Plan, Tier, TierBy, TierMode


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What of a document counts besides its net goods: freight and charges, tax; and the unit of the rate."""

    charges: bool = False
    tax: bool = False
    unit: str = ""


def frozen_terms(plan: Plan, counted: Counted) -> dict[str, Any] | None:
    """What of the terms has no column of its own; None for a plain plan."""
    terms: dict[str, Any] = {}
    if plan.tiers:
        terms["tiers"] = [[plain(tier.above), plain(tier.rate)] for tier in plan.tiers]
        terms["mode"], terms["by"] = plan.tier_mode.value, plan.tier_by.value
    if counted.charges:
        terms["charges"] = True
    if counted.tax:
        terms["tax"] = True
    if counted.unit:
        terms["unit"] = counted.unit
    if plan.is_agreed:
        terms["agreed"] = True
    return terms or None


def plan_of(commission: Commission) -> Plan:
    """The plan as a snapshot froze it."""
    terms: Mapping[str, Any] = commission.terms or {}
    return Plan(
        rate=commission.rate,
        basis=commission.basis,
        trigger=commission.trigger,
        counts_write_off=commission.counts_write_off,
        tiers=tuple(Tier(Decimal(above), Decimal(rate)) for above, rate in terms.get("tiers", ())),
        tier_mode=TierMode(terms.get("mode", TierMode.SLAB)),
        tier_by=TierBy(terms.get("by", TierBy.DOCUMENT)),
        is_agreed=bool(terms.get("agreed")),
    )


def counted_of(commission: Commission) -> Counted:
    """What counts, as a snapshot froze it."""
    terms: Mapping[str, Any] = commission.terms or {}
    return Counted(
        charges=bool(terms.get("charges")), tax=bool(terms.get("tax")), unit=str(terms.get("unit", ""))
    )


def cut_of(commission: Commission) -> Cut | None:
    """Which part of a shared commission a snapshot is; None for the whole."""
    if not commission.percents:
        return None
    return Cut(tuple(Decimal(percent) for percent in commission.percents), commission.share_at)
