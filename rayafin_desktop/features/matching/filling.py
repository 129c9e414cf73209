"""Which lots fill an order at the least landed cost. Pure; packages are whole.

Costs are linear (every package of a lot costs the same), so an order by packages is filled best by taking the
lots in the order of what a package costs beyond a price per kg, and that price is found exactly (Dinkelbach,
Management Science 13, 1967): no choice of as many packages has a lower cost per kg. An order by weight is
searched exactly, bounded by what fractions of packages would cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Supply:
    """Packages of one lot that can be had: `cost` is exactly what one costs landed, `kg` what it weighs."""

    lot_id: UUID
    packages: int
    kg: Fraction
    cost: Fraction

    @property
    def per_kg(self) -> Fraction:
        return self.cost / self.kg


@dataclass(frozen=True, slots=True)
class Filling:
    """How many packages of each lot to take. `is_proven`: nothing that fills the order costs less.

    `kg` and `cost` are exact; `is_full` is False where all there is does not do.
    """

    taken: tuple[tuple[UUID, int], ...]
    packages: int
    kg: Fraction
    cost: Fraction
    is_full: bool
    is_proven: bool


def fill_packages(supplies: Sequence[Supply], packages: int) -> Filling:
    """Exactly so many packages at the least cost per kg, the cheapest first; all where there are fewer."""
    supplies = sorted(supplies, key=lambda one: (one.per_kg, one.lot_id.hex))
    there = sum(one.packages for one in supplies)
    if there <= packages:
        return _filling(supplies, [one.packages for one in supplies], there == packages, True)
    ratio = Fraction(0)
    while True:
        order = sorted(
            range(len(supplies)),
            key=lambda at: (supplies[at].cost - ratio * supplies[at].kg, supplies[at].lot_id.hex),
        )
        counts, left = [0] * len(supplies), packages
        for at in order:
            counts[at] = min(supplies[at].packages, left)
            left -= counts[at]
        cost, kg = _sums(supplies, counts)
        if not kg or (cost - ratio * kg >= 0 and ratio):
            return _filling(supplies, counts, True, True)
        ratio = cost / kg


def fill_weight(supplies: Sequence[Supply], least_kg: Fraction, most_kg: Fraction) -> Filling:
    """At least `least_kg` at the least cost, and no more than `most_kg` where whole packages allow it.

    `is_proven` is False where the search was cut short; the best found by then is answered.
    """
    order = sorted(supplies, key=lambda one: (one.per_kg, one.lot_id.hex))
    if sum((one.kg * one.packages for one in order), Fraction(0)) < least_kg:
        return _filling(order, [one.packages for one in order], False, True)
    search = _Search(order, least_kg, most_kg)
    search.run()
    if search.best is None:  # no whole number of packages lies between the two: the least above it
        search = _Search(order, least_kg, None)
        search.run()
    assert search.best is not None  # noqa: S101 - there is enough, and no bound above
    return _filling(order, search.best, True, search.steps < MOST_STEPS)


class _Search:
    """Depth first over the lots, cheapest per kg first, as many packages as can be first."""

    def __init__(self, order: Sequence[Supply], least: Fraction, most: Fraction | None) -> None:
        self._order, self._least, self._most = order, least, most
        self.best: list[int] | None = None
        self._best_cost: Fraction | None = None
        self.steps = 0

    def run(self) -> None:
        self._go(0, [], Fraction(0), Fraction(0))

    def _go(self, at: int, counts: list[int], kg: Fraction, cost: Fraction) -> None:
        self.steps += 1
        if self.steps >= MOST_STEPS and self.best is not None:
            return
        if kg >= self._least:
            if self._best_cost is None or cost < self._best_cost:
                self.best = counts + [0] * (len(self._order) - len(counts))
                self._best_cost = cost
            return
        bound = self._bound(at, kg, cost)
        if bound is None or (self._best_cost is not None and bound >= self._best_cost):
            return
        one = self._order[at]
        needed = -((kg - self._least) // one.kg)  # packages that reach it, rounded up
        most = min(one.packages, needed)
        if self._most is not None:
            most = min(most, int((self._most - kg) // one.kg))
        for count in range(int(most), -1, -1):
            self._go(at + 1, [*counts, count], kg + one.kg * count, cost + one.cost * count)

    def _bound(self, at: int, kg: Fraction, cost: Fraction) -> Fraction | None:
        """The least the rest can cost if packages could be split; None where there is not enough."""
        missing = self._least - kg
        for one in self._order[at:]:
            there = one.kg * one.packages
            if there >= missing:
                return cost + one.per_kg * missing
            cost, missing = cost + one.cost * one.packages, missing - there
        return None


def _sums(supplies: Sequence[Supply], counts: Sequence[int]) -> tuple[Fraction, Fraction]:
    pairs = list(zip(supplies, counts, strict=True))
    return (
        sum((one.cost * count for one, count in pairs), Fraction(0)),
        sum((one.kg * count for one, count in pairs), Fraction(0)),
    )


def _filling(supplies: Sequence[Supply], counts: Sequence[int], is_full: bool, is_proven: bool) -> Filling:
    cost, kg = _sums(supplies, counts)
    taken = [(one.lot_id, count) for one, count in zip(supplies, counts, strict=True) if count]
    return Filling(tuple(taken), sum(counts), kg, cost, is_full, is_proven)
