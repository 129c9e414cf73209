"""How a lot's measured values stand against a contract's limits, and what missing them costs.

Every single limit is looked at; nothing is averaged. A value beyond its limit costs, for each step of the
allowance table, percent of the weight, percent of the price, or money per price unit; beyond `reject_at`,
or where the table has nothing for it, the lot fails. All is reckoned exactly (`Fraction`) for the whole lot
and rounded once, half away from zero; the findings share that total by largest remainder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import Any, Protocol

from rayafin_desktop.base.money import divide_half_up, share
from rayafin_desktop.base.quantity import FACTOR, from_scaled, plain

from ..commodities.rules import AllowanceBasis, Direction
from .judging_words import (
    bound_words,
    in_words,
    less_than_a_step,
    missing_words,
    no_allowance,
    rejected_words,
)


class Result(StrEnum):
    """How a test stands against the limits; the words of `trades.model.LotResult`."""

    UNTESTED = "UNTESTED"
    PASSED = "PASSED"
    ALLOWANCE = "ALLOWANCE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the most a measured value may be; None where there is no such bound."""

    parameter: str
    min: Decimal | None = None
    max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What lying beyond a limit costs: `rate` for each whole `step`, or begun one where `counts_part`.

    `rate` is percent (of 100) of the weight or the price, or major units per price unit. Farther than
    `reject_at` from the limit the lot fails. Several steps of one parameter and direction add up.
    """

    parameter: str
    direction: Direction
    step: Decimal
    basis: AllowanceBasis
    rate: Decimal
    counts_part: bool = False
    reject_at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One limit that was missed, or could not be looked at; `beyond` is the distance from `limit`.

    `steps` counts the steps that cost something, `allowance_minor` is this finding's part of the total and
    `words` says it all in a sentence. `result` is what this limit alone would mean for the lot.
    """

    parameter: str
    value: Decimal | None
    limit: Decimal
    direction: Direction
    beyond: Decimal
    steps: int
    result: Result
    weight_kg: Decimal
    allowance_minor: int
    words: str

    def plain(self) -> dict[str, Any]:
        """As JSON, for `TradeLot.why`: numbers as text, money in minor units."""
        return {
            "parameter": self.parameter,
            "value": None if self.value is None else plain(self.value),
            "limit": plain(self.limit),
            "direction": self.direction.value,
            "beyond": plain(self.beyond),
            "steps": self.steps,
            "result": self.result.value,
            "weight_kg": plain(self.weight_kg),
            "allowance_minor": self.allowance_minor,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a test means under a contract.

    `allowance_minor` is the whole allowance in minor units, with what WEIGHT_PERCENT takes off valued at the
    price; `weight_kg` says how many kilograms those are (to the milligram), and is not to be taken off again.
    Both are 0 unless the result is ALLOWANCE: a failed lot is not taken, an untested one not yet known.
    """

    result: Result
    weight_kg: Decimal = Decimal(0)
    allowance_minor: int = 0
    findings: tuple[Finding, ...] = ()

    def plain(self) -> list[dict[str, Any]]:
        """The findings as JSON."""
        return [finding.plain() for finding in self.findings]


@dataclass(slots=True)
class _Missed:
    """A limit that was missed, before money is rounded; `kg` and `minor` are exact."""

    parameter: str
    value: Decimal | None
    limit: Decimal
    direction: Direction
    beyond: Decimal = Decimal(0)
    steps: int = 0
    result: Result = Result.PASSED
    kg: Fraction = Fraction(0)
    minor: Fraction = Fraction(0)
    costs: list[tuple[Step, int, Fraction]] = field(default_factory=list)


def judge(
    values: Mapping[str, Decimal],
    limits: Sequence[Limit],
    steps: Sequence[Step],
    *,
    price: Decimal,
    price_unit_kg: Fraction,
    weight_kg: Decimal,
    digits: int,
    currency: str = "",
) -> Judgement:
    """How measured `values` stand against `limits`, for `weight_kg` at `price` per `price_unit_kg` kg.

    FAILED when one limit is missed too far or without an agreed allowance; else UNTESTED when a limited
    parameter has no value; else ALLOWANCE when something is to be allowed; else PASSED (a value beyond its
    limit by less than a step passes, and a finding says so). An allowance never passes the goods' value.
    `digits` are the currency's; `currency` is named in the words.
    """
    goods = Fraction(weight_kg) * Fraction(price) / price_unit_kg * 10**digits
    missed = [one for limit in limits for one in _missed(values, limit)]
    for one in missed:
        if one.value is not None:
            _cost(one, steps, Fraction(weight_kg), goods, price_unit_kg, digits)
    result = _worst(one.result for one in missed)
    if result is not Result.ALLOWANCE:
        return Judgement(result, findings=tuple(_finding(one, 0, 0, currency, digits) for one in missed))
    exact = min(sum((one.minor for one in missed), Fraction(0)), goods)
    total = divide_half_up(exact.numerator, exact.denominator)
    parts = share(total, _weights([one.minor for one in missed]))
    kilos = min(sum((one.kg for one in missed), Fraction(0)), Fraction(weight_kg)) * FACTOR
    scaled = divide_half_up(kilos.numerator, kilos.denominator)
    kg_parts = share(scaled, _weights([one.kg for one in missed]))
    found = zip(missed, parts, kg_parts, strict=True)
    return Judgement(
        result,
        from_scaled(scaled),
        total,
        tuple(_finding(one, minor, kg, currency, digits) for one, minor, kg in found),
    )


class StepRow(Protocol):
    """What a row of an allowance table has (`commodities.model.AllowanceStep`)."""

    @property
    def parameter(self) -> str: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def step(self) -> Decimal: ...
    @property
    def basis(self) -> AllowanceBasis: ...
    @property
    def rate(self) -> Decimal: ...
    @property
    def counts_part(self) -> bool: ...
    @property
    def reject_at(self) -> Decimal | None: ...


def steps_of(rows: Iterable[StepRow]) -> tuple[Step, ...]:
    """The rows of an allowance table as steps."""
    return tuple(
        Step(
            row.parameter, row.direction, row.step, row.basis, row.rate, row.counts_part, row.reject_at
        )
        for row in rows
    )  # fmt: skip


def _missed(values: Mapping[str, Decimal], limit: Limit) -> Iterable[_Missed]:
    """The bounds of a limit the value lies beyond; one without a value where it was not measured."""
    bounds = ((Direction.BELOW, limit.min), (Direction.ABOVE, limit.max))
    value = values.get(limit.parameter)
    for direction, bound in bounds:
        if bound is None:
            continue
        if value is None:
            yield _Missed(limit.parameter, None, bound, direction, result=Result.UNTESTED)
            return
        beyond = value - bound if direction is Direction.ABOVE else bound - value
        if beyond > 0:
            yield _Missed(limit.parameter, value, bound, direction, beyond)


def _cost(
    one: _Missed, steps: Sequence[Step], weight: Fraction, goods: Fraction, unit_kg: Fraction, digits: int
) -> None:
    """Work out what a missed limit costs, exactly, and whether the lot may be taken at all."""
    rows = [row for row in steps if row.parameter == one.parameter and row.direction is one.direction]
    if not rows or any(row.reject_at is not None and one.beyond > row.reject_at for row in rows):
        one.result = Result.FAILED
        one.costs = [(row, 0, Fraction(0)) for row in rows]
        return
    for row in rows:
        count = steps_beyond(one.beyond, row.step, counts_part=row.counts_part)
        rate = Fraction(row.rate) * count
        kg = Fraction(0)
        if row.basis is AllowanceBasis.PER_PRICE_UNIT:
            minor = weight / unit_kg * rate * 10**digits
        else:
            minor = goods * rate / 100
        if row.basis is AllowanceBasis.WEIGHT_PERCENT:
            kg = weight * rate / 100
        one.costs.append((row, count, kg))
        one.steps += count
        one.kg += kg
        one.minor += minor
    if one.minor > 0 or one.kg > 0:
        one.result = Result.ALLOWANCE


def steps_beyond(beyond: Decimal, step: Decimal, *, counts_part: bool) -> int:
    """How many steps a distance makes: the whole ones, or the begun ones, too, where `counts_part`.

    A step of 0 is none that can be counted: any distance is one.
    """
    if step <= 0:
        return 1
    whole, rest = divmod(Fraction(beyond), Fraction(step))
    return int(whole) + (1 if rest and counts_part else 0)


def _worst(results: Iterable[Result]) -> Result:
    found = set(results)
    for result in (Result.FAILED, Result.UNTESTED, Result.ALLOWANCE):
        if result in found:
            return result
    return Result.PASSED


def _weights(exact: Sequence[Fraction]) -> list[int]:
    """Fractions in whole numbers of the same proportions."""
    whole = lcm(*(one.denominator for one in exact))
    return [int(one * whole) for one in exact]


def _finding(one: _Missed, minor: int, kg: int, currency: str, digits: int) -> Finding:
    weight = from_scaled(kg)
    return Finding(
        one.parameter,
        one.value,
        one.limit,
        one.direction,
        one.beyond,
        one.steps,
        one.result,
        weight,
        minor,
        _words(one, weight, minor, currency, digits),
    )


def _words(one: _Missed, weight: Decimal, minor: int, currency: str, digits: int) -> str:
    above = one.direction is Direction.ABOVE
    if one.value is None:
        return missing_words(one.parameter, one.limit, above=above)
    start = bound_words(one.parameter, one.value, one.limit, one.beyond, above=above)
    if one.result is Result.FAILED:
        nearest = [row.reject_at for row, _, _ in one.costs if row.reject_at is not None]
        return f"{start}, {rejected_words(min(nearest)) if nearest else no_allowance()}"
    if not one.steps:
        return f"{start}, {less_than_a_step(max(row.step for row, _, _ in one.costs))}"
    costs = [
        (count, row.step, row.rate, row.basis, row.counts_part) for row, count, _ in one.costs if count
    ]  # fmt: skip
    return f"{start}, {in_words(costs, weight, minor, currency, digits)}"
