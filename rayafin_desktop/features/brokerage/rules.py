"""What brokerage is: one cumulative formula over a contract as it stands, from which every charge follows.

The formula states what should be charged at this moment; a charge is what is missing to it. Partial
lorries therefore never drift from the whole, and what is taken back is taken back exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rayafin_desktop.base.money import currency_digits, divide_half_up, to_major
from rayafin_desktop.base.quantity import plain

from ..trades.rules import BrokerageBasis, BrokerageTrigger, TradeState

ENDED = frozenset({TradeState.DELIVERED, TradeState.CLOSED, TradeState.CANCELLED, TradeState.DEFAULTED})
"""States in which nothing more is expected: only what was delivered counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Goods:
    """Goods of a contract: value in minor units, weight, packages."""

    minor: int = 0
    kg: Decimal = Decimal(0)
    packages: int = 0

    @property
    def is_something(self) -> bool:
        return bool(self.minor or self.kg or self.packages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What a formula is applied to; `has_happened` says whether its trigger has come to pass."""

    minor: int
    kg: Decimal
    packages: int
    has_happened: bool
    text: str


def counted(
    trigger: BrokerageTrigger,
    state: TradeState,
    expected: Goods,
    delivered: Goods,
    allowed_minor: int,
    currency: str,
) -> Counted:
    """What of a contract counts now.

    By DELIVERY what was delivered; by CONTRACT also what is still expected, until the contract has ended.
    What is expected of the estimate is its part by weight that was not delivered. `allowed_minor` is what
    allowances take off the value. The value is rounded once, as money.

    >>> whole = Goods(minor=100_00, kg=Decimal(300))
    >>> third = Goods(minor=34_00, kg=Decimal(100))
    >>> counted(BrokerageTrigger.CONTRACT, TradeState.PART_DELIVERED, whole, third, 0, "INR").minor
    10067
    """
    rest = _rest(expected, delivered) if trigger is BrokerageTrigger.CONTRACT and state not in ENDED else None
    value = max(0, delivered.minor + (rest.minor if rest else 0) - allowed_minor)
    parts = [f"delivered {_money(delivered.minor, currency)}"]
    if rest is not None:
        parts.append(f"expected {_money(rest.minor, currency)}")
    if allowed_minor:
        parts.append(f"allowed -{_money(allowed_minor, currency)}")
    return Counted(
        minor=value,
        kg=delivered.kg + (rest.kg if rest else Decimal(0)),
        packages=delivered.packages + (rest.packages if rest else 0),
        has_happened=rest is not None or delivered.is_something,
        text=f"value = {' + '.join(parts)} = {_money(value, currency)}",
    )


def _rest(expected: Goods, delivered: Goods) -> Goods:
    """What is left of an estimate by weight, or by packages where it has no weight."""
    if expected.kg:
        share = 1 - Fraction(delivered.kg) / Fraction(expected.kg)
    elif expected.packages:
        share = 1 - Fraction(delivered.packages, expected.packages)
    else:
        share = Fraction(int(not delivered.is_something))
    share = max(Fraction(0), share)
    exact = expected.minor * share
    return Goods(
        minor=divide_half_up(exact.numerator, exact.denominator),
        kg=max(Decimal(0), expected.kg - delivered.kg),
        packages=max(0, expected.packages - delivered.packages),
    )


def rate_text(basis: BrokerageBasis, rate: Decimal, unit: str, currency: str) -> str:
    """A rate as a bill says it: `0.5 %`, `INR 50 per bale`, `INR 5000 a contract`."""
    if basis is BrokerageBasis.PERCENT:
        return f"{plain(rate)} %"
    money = f"{currency} {plain(rate)}"
    return f"{money} per {unit.lower()}" if basis is BrokerageBasis.PER_UNIT else f"{money} a contract"


def why(base: Counted, rates: str, target_minor: int, already_minor: int, currency: str) -> str:
    """The formula with its numbers, one step a line."""
    steps = [base.text, f"weight {plain(base.kg)} kg, {base.packages} packages"]
    if not base.has_happened:
        steps.append("nothing of it counts: nothing is delivered")
    steps.append(f"target = round({rates}) = {_money(target_minor, currency)}")
    amount = target_minor - already_minor
    steps.append(
        f"charge = {_money(target_minor, currency)} - {_money(already_minor, currency)}"
        f" = {_money(amount, currency)}"
    )
    return "\n".join(steps)


def _money(minor: int, currency: str) -> str:
    return format(to_major(minor, currency_digits(currency)), "f")
