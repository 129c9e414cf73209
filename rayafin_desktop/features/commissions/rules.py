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
from fractions import Fraction

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import EXACT, currency_digits, divide_half_up, share, to_major
from rayafin_desktop.base.quantity import SCALE, plain, to_scaled

HUNDRED = Decimal(100)


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


class TierMode(StrEnum):
    """What a higher tier's rate applies to: the part above its threshold, or the whole."""

    SLAB = "SLAB"
    WHOLE = "WHOLE"


class TierBy(StrEnum):
    """What reaches a tier: the document alone, or the period's turnover up to and with the document."""

    DOCUMENT = "DOCUMENT"
    TURNOVER = "TURNOVER"


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


@dataclass(frozen=True, slots=True)
class Tier:
    """From what is above a threshold on, this rate; the threshold itself still has the lower one.

    `above` is in major units of the company's currency, or in units for QUANTITY.
    """

    above: Decimal
    rate: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How one beneficiary is paid.

    `rate` is percent for NET and MARGIN, major units per unit for QUANTITY, and the whole amount in
    major units for LUMP. `tiers` ascend and take over from `rate`; `tier_mode` and `tier_by` say how.
    A written-off debt does not count as settled unless the plan says so. `is_agreed` is one that no plan
    gave but the contract behind the document.
    """

    rate: Decimal
    basis: Basis = Basis.NET
    trigger: Trigger = Trigger.PAID_FULL
    counts_write_off: bool = False
    tiers: tuple[Tier, ...] = ()
    tier_mode: TierMode = TierMode.SLAB
    tier_by: TierBy = TierBy.DOCUMENT
    is_agreed: bool = False

    @property
    def is_frozen_at_posting(self) -> bool:
        """Whether it counts what is only known on the day of posting: costs, the turnover before, or what a
        contract said."""
        return (
            self.is_agreed
            or self.basis is Basis.MARGIN
            or (bool(self.tiers) and self.tier_by is TierBy.TURNOVER)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """Where one document stands now; the formula reads nothing else.

    Money in minor units, always positive: `gross_minor` with tax, `net_minor` without; the credited
    figures are the sums of its credit notes. `settled_minor` counts receipts, tax withheld, bank
    charges and agreed discount; `written_off_minor` is apart. The margin and the quantity are read
    by the bases of that name only. `happened` says whether a CONTRACT, DELIVERY or POST trigger has
    come to pass. `turnover_before` is what the period had turned over when the document was posted, in
    major units of the company's currency (or in units), and `fx_rate` what one unit of the document's
    currency is worth in the company's; only tiers read them.
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
    quantity: Decimal | Fraction = Decimal(0)
    credited_quantity: Decimal | Fraction = Decimal(0)
    happened: bool = True
    turnover_before: Decimal = Decimal(0)
    fx_rate: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cut:
    """One of several who share a commission: the sub-brokers' percents, and which of them, or None for
    the beneficiary himself, who keeps the rest."""

    percents: tuple[Decimal, ...]
    at: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What the formula gives: the cumulative target and the entry that leads to it, minor units.

    `whole_minor` is the target before it is shared. `why` is the formula with its numbers, one step a
    line.
    """

    whole_minor: int
    target_minor: int
    entry_minor: int
    why: str


def commission_due(plan: Plan, position: Position, already_minor: int, cut: Cut | None = None) -> Due:
    """Bring a commission from what has been accrued to what it should be now.

    share = min(1, settled / (gross - credited)); target = round(rate x (base - credited) x share);
    entry = target - already accrued. Rounded once, half up; a shared target is split after that.

    >>> paid = Position(currency="INR", gross_minor=11800, net_minor=10000, settled_minor=3933)
    >>> commission_due(Plan(rate=Decimal(1), trigger=Trigger.PAYMENT_PRORATA), paid, 0).entry_minor
    33
    """
    full, full_text = _full_commission(plan, position)
    part, whole, share_text = _share(plan, position)
    # One division, last: the product is exact, so that a tie is seen as a tie.
    target = total = divide_half_up(full.numerator * part, full.denominator * whole)
    money = _Amounts(position.currency)
    steps = [share_text, f"target = round({full_text} x share) = {money(total)}"]
    if cut is not None and cut.percents:
        target = split(total, cut.percents)[len(cut.percents) if cut.at is None else cut.at]
        rest = HUNDRED - sum(cut.percents, Decimal(0))
        percent = plain(rest if cut.at is None else cut.percents[cut.at])
        steps.append(f"part = {percent} % of {money(total)} = {money(target)}")
    entry = target - already_minor
    steps.append(f"entry = {money(target)} - {money(already_minor)} = {money(entry)}")
    return Due(whole_minor=total, target_minor=target, entry_minor=entry, why="\n".join(steps))


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


def _full_commission(plan: Plan, position: Position) -> tuple[Fraction, str]:
    """The exact commission in minor units if all is settled, and the trace."""
    money = _Amounts(position.currency)
    scale = 10 ** currency_digits(position.currency)
    rate = plain(plan.rate)
    if plan.basis is Basis.QUANTITY:
        had, credited_units = Fraction(position.quantity), Fraction(position.credited_quantity)
        left = max(Fraction(0), had - credited_units)
        units = f"({_units(had)} - {_units(credited_units)})"
        if plan.tiers:
            earned, text = _tiered(plan, left, Fraction(position.turnover_before), "per unit")
            return earned * scale, f"[{text}], units {units}"
        return Fraction(plan.rate) * left * scale, f"{rate} per unit x {units}"
    if plan.basis is Basis.LUMP:
        # A lump sum shrinks as the document does: half credited, half the sum.
        net = max(position.net_minor, 1)
        kept = max(0, net - position.credited_net_minor)
        return Fraction(plan.rate) * scale * kept / net, f"{rate} x {money(kept)} / {money(net)}"
    base, credited = (
        (position.margin_minor, position.credited_margin_minor)
        if plan.basis is Basis.MARGIN
        else (position.net_minor, position.credited_net_minor)
    )
    # A sale at a loss earns nothing; it does not cost its seller money.
    kept = max(0, base - credited)
    amounts = f"({money(base)} - {money(credited)})"
    if plan.tiers:
        # Thresholds are in the company's currency; both ways at the document's own frozen rate.
        worth = Fraction(position.fx_rate) / scale
        earned, text = _tiered(plan, kept * worth, Fraction(position.turnover_before), "%")
        return earned / 100 / worth, f"[{text}], base {amounts}"
    return Fraction(plan.rate) * kept / 100, f"{rate} % x {amounts}"


def _tiered(plan: Plan, base: Fraction, before: Fraction, unit: str) -> tuple[Fraction, str]:
    """Rate times base by the tiers, not yet divided by a hundred, and the trace.

    The document stands in the period's turnover from `before` on. Slab-wise each part earns the rate of
    its slab; on the whole amount, all of it earns the rate that its end reaches.
    """
    start = before if plan.tier_by is TierBy.TURNOVER else Fraction(0)
    end = start + base
    floors = [(Fraction(0), plan.rate), *((Fraction(tier.above), tier.rate) for tier in plan.tiers)]
    if plan.tier_mode is TierMode.WHOLE:
        rate = next((rate for above, rate in reversed(floors) if end > above), plan.rate)
        return Fraction(rate) * base, f"{plain(rate)} {unit} x {_units(base)}, since {_units(end)} in all"
    total, texts = Fraction(0), []
    ceilings = [above for above, _rate in floors[1:]]
    for at, (above, rate) in enumerate(floors):
        top = min(end, ceilings[at]) if at < len(ceilings) else end
        part = top - max(start, above)
        if part > 0:
            total += Fraction(rate) * part
            texts.append(f"{plain(rate)} {unit} x {_units(part)}")
    return total, " + ".join(texts) or "0"


def _units(value: Fraction) -> str:
    """A figure for the trace, to six decimals."""
    return plain(
        Decimal(divide_half_up(value.numerator * 10**SCALE, value.denominator)).scaleb(-SCALE, EXACT)
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
    if plan.tiers and plan.basis is Basis.LUMP:
        found.append(Problem("commission_tier.of_lump", f"{at}tiers"))
    floor = Decimal(0)
    for n, tier in enumerate(plan.tiers):
        if not tier.above.is_finite() or tier.above <= floor:
            found.append(Problem("commission_tier.not_rising", f"{at}tiers.{n}.above"))
        else:
            floor = tier.above
        found += check_plan(Plan(rate=tier.rate, basis=plan.basis), f"{at}tiers.{n}.")
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
