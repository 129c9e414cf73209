"""What a commission is: one cumulative formula, from which every entry follows.

The formula states what should stand at this moment; an entry is what is missing to it. Earning,
clawback and bounce are therefore the same calculation, no rounding drifts, and the order in which
receipts and credit notes arrive does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import (
    EXACT,
    currency_digits,
    multiply,
    round_to_int,
    share,
    to_major,
)
from rayafin_desktop.base.quantity import SCALE, plain, to_scaled

HUNDRED = Decimal(100)
ONE = Decimal(1)


class Trigger(StrEnum):
    """The event that makes a commission due."""

    CONTRACT = "CONTRACT"
    DELIVERY = "DELIVERY"
    POST = "POST"
    PAYMENT_PRORATA = "PAYMENT_PRORATA"
    PAID_FULL = "PAID_FULL"


class Basis(StrEnum):
    """What the rate is applied to: money without tax, margin, quantity, or nothing (a lump sum)."""

    NET = "NET"
    MARGIN = "MARGIN"
    QUANTITY = "QUANTITY"
    LUMP = "LUMP"


class Status(StrEnum):
    """The life of one commission entry."""

    PENDING = "PENDING"
    EARNED = "EARNED"
    APPROVED = "APPROVED"
    SETTLED = "SETTLED"
    PAID = "PAID"
    REVERSED = "REVERSED"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.EARNED, Status.REVERSED}),
    # Back to pending when the invoice it waits for is open again.
    Status.EARNED: frozenset({Status.PENDING, Status.APPROVED, Status.REVERSED}),
    Status.APPROVED: frozenset({Status.SETTLED, Status.REVERSED}),
    # Cancelling the bill of a settlement run gives its entries back.
    Status.SETTLED: frozenset({Status.EARNED, Status.PAID}),
    Status.PAID: frozenset(),
    Status.REVERSED: frozenset(),
}
# Before the run an entry can still be netted away; after it a clawback stands on its own.
UNSETTLED = frozenset({Status.PENDING, Status.EARNED, Status.APPROVED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How one beneficiary is paid.

    `rate` is percent for NET and MARGIN, major units per unit for QUANTITY, and the whole amount in
    major units for LUMP. A written-off debt does not count as settled unless the plan says so.
    """

    rate: Decimal
    basis: Basis = Basis.NET
    trigger: Trigger = Trigger.PAID_FULL
    counts_write_off: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where one document stands now; the formula reads nothing else.

    Money in minor units, always positive: `gross_minor` with tax, `net_minor` without; the credited
    figures are the sums of its credit notes. `settled_minor` counts receipts, tax withheld, bank
    charges and agreed discount; `written_off_minor` is apart. The margin and the quantity are read
    by the bases of that name only. `happened` says whether a CONTRACT, DELIVERY or POST trigger has
    come to pass.
    """

    currency: str
    gross_minor: int
    net_minor: int
    settled_minor: int = 0
    written_off_minor: int = 0
    credited_gross_minor: int = 0
    credited_net_minor: int = 0
    margin_minor: int = 0
    credited_margin_minor: int = 0
    quantity: Decimal = Decimal(0)
    credited_quantity: Decimal = Decimal(0)
    happened: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What the formula gives: the cumulative target and the entry that leads to it, minor units.

    `why` is the formula with its numbers, one step a line.
    """

    base: Decimal
    share: Decimal
    target_minor: int
    entry_minor: int
    why: str


def commission_due(plan: Plan, position: Position, already_minor: int) -> Due:
    """Bring a commission from what has been accrued to what it should be now.

    share = min(1, settled / (gross - credited)); target = round(rate x (base - credited) x share);
    entry = target - already accrued. Rounded once, half up.

    >>> paid = Position(currency="INR", gross_minor=11800, net_minor=10000, settled_minor=3933)
    >>> commission_due(Plan(rate=Decimal(1), trigger=Trigger.PAYMENT_PRORATA), paid, 0).entry_minor
    33
    """
    full, base, full_text = _full_commission(plan, position)
    part, whole, share_text = _share(plan, position)
    # One division, last: the product is exact, so that a tie is seen as a tie.
    exact = EXACT.divide(multiply(full, Decimal(part)), Decimal(whole))
    target = round_to_int(exact)
    entry = target - already_minor
    money = _Amounts(position.currency)
    why = "\n".join(
        (
            share_text,
            f"target = round({full_text} x share) = {money(target)}",
            f"entry = {money(target)} - {money(already_minor)} = {money(entry)}",
        )
    )
    return Due(
        base=base,
        share=EXACT.divide(Decimal(part), Decimal(whole)),
        target_minor=target,
        entry_minor=entry,
        why=why,
    )


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Minor units as plain digits for the trace."""

    currency: str

    def __call__(self, minor: int) -> str:
        return format(to_major(minor, currency_digits(self.currency)), "f")


def _share(plan: Plan, position: Position) -> tuple[int, int, str]:
    """The settled share as numerator, denominator (never zero) and its trace."""
    money = _Amounts(position.currency)
    owed = position.gross_minor - position.credited_gross_minor
    settled = position.settled_minor + (position.written_off_minor if plan.counts_write_off else 0)
    if plan.trigger is Trigger.PAYMENT_PRORATA:
        part = max(0, min(settled, owed))
        whole = max(owed, 1)
        text = (
            f"share = min(1, {money(settled)} / ({money(position.gross_minor)}"
            f" - {money(position.credited_gross_minor)})) = {_ratio(part, whole)}"
        )
        return part, whole, text
    if plan.trigger is Trigger.PAID_FULL:
        done = 0 < owed <= settled
        sign = ">=" if settled >= owed else "<"
        owed_text = f"{money(position.gross_minor)} - {money(position.credited_gross_minor)}"
        return (
            int(done),
            1,
            f"share = {int(done)}, since settled {money(settled)} {sign} {owed_text}",
        )
    return (
        int(position.happened),
        1,
        f"share = {int(position.happened)}, by {plan.trigger.lower()}",
    )


def _ratio(part: int, whole: int) -> str:
    return plain(EXACT.divide(Decimal(part), Decimal(whole)).quantize(Decimal("0.000001"), context=EXACT))


def _full_commission(plan: Plan, position: Position) -> tuple[Decimal, Decimal, str]:
    """The unrounded commission in minor units if all is settled, the base left, and the trace."""
    money = _Amounts(position.currency)
    scale = Decimal(10) ** currency_digits(position.currency)
    rate = plain(plan.rate)
    if plan.basis is Basis.QUANTITY:
        left = max(Decimal(0), position.quantity - position.credited_quantity)
        text = f"{rate} per unit x ({plain(position.quantity)} - {plain(position.credited_quantity)})"
        return multiply(plan.rate, left, scale), left, text
    if plan.basis is Basis.LUMP:
        # A lump sum shrinks as the document does: half credited, half the sum.
        net = max(position.net_minor, 1)
        kept = max(0, net - position.credited_net_minor)
        lump = EXACT.divide(multiply(plan.rate, scale, Decimal(kept)), Decimal(net))
        return lump, ONE, f"{rate} x {money(kept)} / {money(net)}"
    base, credited = (
        (position.margin_minor, position.credited_margin_minor)
        if plan.basis is Basis.MARGIN
        else (position.net_minor, position.credited_net_minor)
    )
    # A sale at a loss earns nothing; it does not cost its seller money.
    kept = max(0, base - credited)
    text = f"{rate} % x ({money(base)} - {money(credited)})"
    return (
        EXACT.divide(multiply(plan.rate, Decimal(kept)), HUNDRED),
        Decimal(kept),
        text,
    )


def check_plan(plan: Plan, at: str = "") -> list[Problem]:
    """What is wrong with a plan, tied to its field; `at` is put before the field's name."""
    found: list[Problem] = []
    if not plan.rate.is_finite() or plan.rate < 0:
        found.append(Problem("commission_rate.negative", f"{at}rate"))
    elif plan.basis in (Basis.NET, Basis.MARGIN) and plan.rate > HUNDRED:
        found.append(Problem("commission_rate.over_hundred", f"{at}rate", {"rate": plan.rate}))
    elif plan.rate != plan.rate.quantize(Decimal(1).scaleb(-SCALE), context=EXACT):
        found.append(Problem("commission_rate.too_fine", f"{at}rate", {"decimals": SCALE}))
    return found


def check_shares(percents: Sequence[Decimal], at: str = "shares") -> list[Problem]:
    """Sub-brokers' percents of one commission: each 0 to 100, together at most 100."""
    found = [
        Problem("commission_share.out_of_range", f"{at}.{n}", {"percent": percent})
        for n, percent in enumerate(percents)
        if not percent.is_finite() or not 0 <= percent <= HUNDRED
    ]
    if not found and (total := sum(percents, Decimal(0))) > HUNDRED:
        found.append(Problem("commission_share.over_hundred", at, {"total": total}))
    return found


def split(target_minor: int, percents: Sequence[Decimal]) -> list[int]:
    """A cumulative target over sub-brokers, the beneficiary's own rest last; sums to the target.

    A function of the target alone: the differences of two splits are entries without drift.
    """
    weights = [to_scaled(percent) for percent in percents]
    return share(target_minor, [*weights, to_scaled(HUNDRED) - sum(weights)])


def may_become(present: Status, wanted: Status) -> bool:
    """Whether an entry may go from one status to the other."""
    return wanted in NEXT[present]
