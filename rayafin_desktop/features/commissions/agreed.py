"""Commission that a contract gave away with the document itself: seats that no plan decides.

They are frozen when the invoice is posted, with `plan_id` None and `plan_version` 0, and live as long as it
does. From there the engine treats them like all others: payments, clawbacks, settlement runs, statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.engine.work import Work

from ..billing.model import InvoiceLine, SalesDocument
from .accruing import accrue
from .applying import Group, PlanTerms, Seated
from .freezing import freeze
from .model import Cause, Seat
from .positions import Standing
from .rules import HUNDRED, Cut, Plan, Trigger, check_shares


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedShare:
    """A member's or a party's percent of what some lines are worth without tax."""

    member_id: UUID | None = None
    party_id: UUID | None = None
    percent: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """The lines of an invoice, and who shares their net amount; the rest is nobody's but ours."""

    lines: tuple[InvoiceLine, ...]
    shares: tuple[AgreedShare, ...]


def agree_shares(work: Work, invoice: SalesDocument, agreed: Sequence[Agreed], trigger: Trigger) -> None:
    """Freeze who shares a posted invoice. RuleBroken `commission_share.*` for more than all of it.

    The invoice's external reference begins with `AGREED_DOCUMENT`, so that no plan applies to it, too.
    """
    problems = Problems()
    for one in agreed:
        problems.extend(check_shares([share.percent for share in one.shares]))
    problems.raise_if_any()
    groups = [_group(one, trigger) for one in agreed if one.shares and one.lines]
    if groups:
        freeze(work, Standing(work, invoice), groups, invoice.issued_on)
        accrue(work, invoice, Cause.POSTED, invoice.issued_on)


def _group(agreed: Agreed, trigger: Trigger) -> Group:
    percents = tuple(share.percent for share in agreed.shares)
    return Group(
        terms=PlanTerms(plan=None, rule=Plan(rate=HUNDRED, trigger=trigger, is_agreed=True)),
        seats=tuple(
            Seated(
                seat=Seat.SUB_AGENT,
                member_id=share.member_id,
                party_id=share.party_id,
                cut=Cut(percents, at),
            )
            for at, share in enumerate(agreed.shares)
        ),
        lines=agreed.lines,
    )
