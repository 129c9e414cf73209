"""Workload W(n): n invoices of 24 months, and the payments that settle seven in ten of them.

500 customers, half the invoices on a Pareto tail; three lines each at 20 % or 5 % tax; a payment settles
one to three invoices of a customer in full. The same n gives the same workload on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(2023, 1, 1)
DAYS = 731
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
CUSTOMERS = 500
TERMS = timedelta(days=30)
RATES = (20, 5)
_SEED = 20260101
_PLACES = (
    "Aldgate", "Barbican", "Camden", "Dalston", "Ealing", "Fulham", "Greenwich", "Hackney", "Islington",
    "Kew",
)  # fmt: skip
_TRADES = (
    "Bakery", "Cotton", "Dyeworks", "Foods", "Grain", "Mills", "Oils", "Spices", "Textiles", "Traders",
)  # fmt: skip
_GOODS = ("bale", "beam", "bobbin", "carton", "crate", "drum", "pallet", "reel", "roll", "sack", "spool")
_KINDS = ("carded", "combed", "dyed", "fine", "heavy", "light", "long", "plain", "raw", "short", "twisted")


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line: the price is in minor units, the rate in percent."""

    description: str
    quantity: int
    unit_minor: int
    rate: int

    @property
    def net_minor(self) -> int:
        return self.quantity * self.unit_minor


@dataclass(frozen=True, slots=True)
class Sale:
    """The n-th invoice, counted from 0; `customer` counts from 0 too."""

    n: int
    customer: int
    on: date
    lines: tuple[SaleLine, ...]

    @property
    def number(self) -> str:
        return f"W-{self.n + 1:07d}"

    def taxes(self) -> dict[int, int]:
        """Tax in minor units by rate: of each rate's sum, rounded half up."""
        sums: dict[int, int] = {}
        for line in self.lines:
            sums[line.rate] = sums.get(line.rate, 0) + line.net_minor
        return {rate: (net * rate + 50) // 100 for rate, net in sums.items()}

    @property
    def total_minor(self) -> int:
        return sum(line.net_minor for line in self.lines) + sum(self.taxes().values())


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment that settles these sales of one customer in full."""

    n: int
    customer: int
    on: date
    sales: tuple[int, ...]


def customer_name(customer: int) -> str:
    place, trade = _PLACES[customer % 10], _TRADES[customer // 10 % 10]
    return f"{place} {trade} {customer + 1:03d}"


def sales(n: int) -> Iterator[Sale]:
    """The invoices of W(n) in order of day."""
    dice = random.Random(_SEED + n)  # noqa: S311 - a workload, no secret
    days = sorted(dice.randrange(DAYS) for _ in range(n))
    for at, day in enumerate(days):
        lines = tuple(
            SaleLine(
                f"{dice.choice(_KINDS)} {dice.choice(_GOODS)} {dice.randint(100, 999)}",
                dice.randint(1, 12),
                dice.randint(199, 49_999),
                RATES[0] if dice.random() < 0.75 else RATES[1],
            )
            for _ in range(3)
        )
        yield Sale(at, _customer(dice), FIRST_DAY + timedelta(days=day), lines)


def _customer(dice: random.Random) -> int:
    if dice.random() < 0.5:
        return min(int(dice.paretovariate(0.9) * 10) - 10, CUSTOMERS - 1)
    return dice.randrange(CUSTOMERS)


def receipts(sold: list[tuple[int, date]], n: int) -> list[Receipt]:
    """The payments over sales given as (customer, day), in order of day."""
    dice = random.Random(_SEED * 3 + n)  # noqa: S311 - a workload, no secret
    by_customer: dict[int, list[int]] = {}
    for at, (customer, _) in enumerate(sold):
        if dice.random() < 0.7:
            by_customer.setdefault(customer, []).append(at)
    found: list[tuple[date, int, tuple[int, ...]]] = []
    for customer, owed in sorted(by_customer.items()):
        at = 0
        while at < len(owed):
            some = tuple(owed[at : at + dice.randint(1, 3)])
            at += len(some)
            on = min(sold[some[-1]][1] + timedelta(days=dice.randint(1, 60)), LAST_DAY)
            found.append((on, customer, some))
    found.sort()
    return [Receipt(at, customer, on, some) for at, (on, customer, some) in enumerate(found)]
