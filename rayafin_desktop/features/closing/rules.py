"""What closing a year posts and checks: values in, legs and digests out. Knows no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from rayafin_desktop.base.errors import Problem

from ..ledger.roles import AccountRole
from ..ledger.rules import AccountFacts, Chart, LegDraft

Checkpoint = list[list[str | int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One line of the cockpit: what was looked for, and how many were found."""

    key: str
    label: str
    advice: str
    count: int
    is_warning: bool
    opens: str = ""
    tab: str = ""
    may_open: bool = True

    @property
    def blocks(self) -> bool:
        return self.count > 0 and not self.is_warning


def profit_and_loss(chart: Chart) -> list[AccountFacts]:
    """The accounts a year's closing empties: income and expenses."""
    return [one for one in chart.by_id.values() if not one.is_group and not one.type.is_balance_sheet]


def closing_legs(chart: Chart, balances: Mapping[UUID, int]) -> tuple[LegDraft, ...]:
    """Every income and expense account to zero, the sum to retained earnings (rules.md 2.8).

    `balances` are in the company's currency, debits positive. Empty when nothing stands on them.
    """
    legs = [
        LegDraft(
            # An account kept in a foreign currency is emptied of what it is worth in the company's.
            amount_minor=0 if account.currency else -balances[account.id],
            account_id=account.id,
            currency=account.currency,
            base_minor=-balances[account.id],
        )
        for account in sorted(profit_and_loss(chart), key=lambda one: one.code)
        if balances.get(account.id)
    ]
    result = sum(leg.base_minor or 0 for leg in legs)
    if result:
        legs.append(LegDraft(amount_minor=-result, account_role=AccountRole.RETAINED_EARNINGS))
    return tuple(legs)


def profit_of(chart: Chart, balances: Mapping[UUID, int]) -> int:
    """What income exceeds expenses by; negative for a loss."""
    return -sum(balances.get(account.id, 0) for account in profit_and_loss(chart))


def checkpoint_of(chart: Chart, balances: Mapping[UUID, int]) -> Checkpoint:
    """All balances by code, as they are kept and printed: `[code, name, minor]`."""
    return [
        [account.code, account.name, balances[account.id]]
        for account in sorted(chart.by_id.values(), key=lambda one: one.code)
        if balances.get(account.id)
    ]


def digest_of(checkpoint: Sequence[Sequence[str | int]]) -> bytes:
    """SHA-256 of the balances: of the JSON of code and minor units without spaces, names left out."""
    plain = [[code, minor] for code, _name, minor in checkpoint]
    return sha256(json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode()).digest()


def problems_of(standing: Iterable[Standing]) -> list[Problem]:
    """A problem for each kind of blocker; warnings are none."""
    return [
        Problem("closing.blocked", "", {"what": one.label, "count": one.count, "advice": one.advice})
        for one in standing
        if one.blocks
    ]
