"""Money: integer minor units and one rounding function.

Every amount that is stored, shown or posted is an `int` of minor units (paise, cents, fils).
Decimals appear only on the way: a quantity times a price is a `Decimal` until `to_minor` rounds it,
half away from zero (rules.md R1). Floats never appear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

# 40 digits hold any product of a 15-digit quantity, price and rate exactly.
EXACT = Context(prec=40, rounding=ROUND_HALF_UP)

# ISO 4217 minor-unit exponents that are not 2.
_DIGITS: dict[str, int] = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    "CLF": 4,
    "UYW": 4,
}
_ONE: tuple[Decimal, ...] = tuple(Decimal(1).scaleb(-n) for n in range(9))


def currency_digits(currency: str) -> int:
    """How many decimals the currency has: INR 2, JPY 0, KWD 3 (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def round_half_up(value: Decimal, digits: int = 0) -> Decimal:
    """The one rounding function: half away from zero, to `digits` decimals."""
    return value.quantize(_ONE[digits], context=EXACT)


def round_to_int(value: Decimal) -> int:
    """`round_half_up` to a whole number, as an int; for values already in minor units."""
    return int(value.quantize(_ONE[0], context=EXACT))


def divide_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded half away from zero, as `round_half_up` does; denominator > 0."""
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((denominator - 2 * numerator) // (2 * denominator))


def to_minor(value: Decimal, digits: int = 2) -> int:
    """An amount in major units to integer minor units, rounded half up."""
    return int(value.scaleb(digits, context=EXACT).quantize(_ONE[0], context=EXACT))


def to_major(minor: int, digits: int = 2) -> Decimal:
    """Integer minor units to an exact Decimal with `digits` decimals."""
    return Decimal(minor).scaleb(-digits, context=EXACT)


def is_exact(value: Decimal, digits: int) -> bool:
    """Whether `value` has no more than `digits` decimals, so that nothing would be rounded away."""
    return value == value.quantize(_ONE[digits], context=EXACT)


def multiply(*factors: Decimal) -> Decimal:
    """An exact product, independent of the caller's decimal context."""
    with localcontext(EXACT):
        product = Decimal(1)
        for factor in factors:
            product *= factor
        return product


def share(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Spread `total_minor` over `weights` by largest remainder; the parts sum to the total exactly.

    Ties go to the larger weight, then to the earlier position, so that every device gets the same
    answer. Weights are non-negative; when all are zero the whole goes to the first part.

    >>> share(1000, [3333, 3333, 3334])
    [333, 333, 334]
    """
    if not weights:
        if total_minor:
            raise ValueError("nothing to spread over")
        return []
    if any(w < 0 for w in weights):
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    if whole == 0:
        return [total_minor] + [0] * (len(weights) - 1)
    sign, amount = (-1, -total_minor) if total_minor < 0 else (1, total_minor)
    parts = [amount * w // whole for w in weights]
    left = amount - sum(parts)
    order = sorted(
        range(len(weights)),
        key=lambda i: (-(amount * weights[i] % whole), -weights[i], i),
    )
    for i in order[:left]:
        parts[i] += 1
    return [sign * p for p in parts]


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in one currency. Adding two currencies raises: it is never meant."""

    minor: int
    currency: str

    @classmethod
    def of(cls, major: Decimal | str | int, currency: str) -> Money:
        """From major units; more decimals than the currency has is an error, not a rounding."""
        value = Decimal(major)
        digits = currency_digits(currency)
        if not is_exact(value, digits):
            raise ValueError(f"{value} has more than {digits} decimals for {currency}")
        return cls(to_minor(value, digits), currency)

    @property
    def major(self) -> Decimal:
        return to_major(self.minor, currency_digits(self.currency))

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0
