"""A finding in words with its numbers, as a claim note prints it.

The words stand in the book beside the numbers they are made of, in English as all that is stored is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rayafin_desktop.base.formats import format_minor, number_style
from rayafin_desktop.base.money import round_half_up
from rayafin_desktop.base.quantity import plain

from ..commodities.rules import AllowanceBasis

# What the ends of a parameter's code say of its unit.
_UNITS = (
    ("_kg_hl", " kg/hl"), ("_pct", " %"), ("_mm", " mm"), ("_gpt", " g/tex"), ("_ppb", " ppb"),
    ("_ppm", " ppm"),
)  # fmt: skip


def parameter_name(code: str) -> str:
    """`moisture_pct` -> moisture, `test_weight_kg_hl` -> test weight."""
    for ending, _ in _UNITS:
        code = code.removesuffix(ending)
    return code.replace("_", " ")


def parameter_unit(code: str) -> str:
    """`moisture_pct` -> " %", with the space that goes before it; empty where it has none."""
    return next((unit for ending, unit in _UNITS if code.endswith(ending)), "")


def _measured(code: str, value: Decimal) -> str:
    return f"{plain(value)}{parameter_unit(code)}"


def _bound(code: str, limit: Decimal, *, above: bool) -> str:
    return f"{'at most' if above else 'at least'} {_measured(code, limit)}"


def missing_words(code: str, limit: Decimal, *, above: bool) -> str:
    return f"{parameter_name(code)} was not measured; the contract says {_bound(code, limit, above=above)}"


def bound_words(code: str, value: Decimal, limit: Decimal, beyond: Decimal, *, above: bool) -> str:
    over = f"{plain(beyond)} {'over' if above else 'under'}"
    against = _bound(code, limit, above=above)
    return f"{parameter_name(code)} {_measured(code, value)} against {against}: {over}"


def rejected_words(reject_at: Decimal) -> str:
    return f"more than {plain(reject_at)} is rejected"


def no_allowance() -> str:
    return "and no allowance is agreed for it"


def less_than_a_step(step: Decimal) -> str:
    return f"less than a step of {plain(step)}, nothing is allowed"


def in_words(
    costs: Sequence[tuple[int, Decimal, Decimal, AllowanceBasis, bool]],
    weight_kg: Decimal,
    minor: int,
    currency: str,
    digits: int,
) -> str:
    """What each kind of cost comes to (steps, size of a step, rate, basis, begun steps count), then all."""
    parts = [_cost(*cost) for cost in costs]
    kilos = f" = {plain(round_half_up(weight_kg, 3))} kg" if weight_kg else ""
    return f"{', '.join(parts)}{kilos} = {money_words(minor, currency, digits)}"


def _cost(count: int, step: Decimal, rate: Decimal, basis: AllowanceBasis, counts_part: bool) -> str:
    steps = f"{count} step{'' if count == 1 else 's'} of {plain(step)}"
    if counts_part:
        steps += " or part of it"
    whole = plain(rate * count)
    if basis is AllowanceBasis.WEIGHT_PERCENT:
        return f"{steps}, {whole} % of the weight"
    if basis is AllowanceBasis.PRICE_PERCENT:
        return f"{steps}, {whole} % of the price"
    return f"{steps}, {whole} off each price unit"


def money_words(minor: int, currency: str, digits: int) -> str:
    """An amount with its currency: "Rs 1,23,456.00" in India, else "USD 123,456.00"."""
    figures = format_minor(minor, digits, number_style("en_IN" if currency in ("INR", "") else "en_US"))
    named = "Rs" if currency == "INR" else currency
    return f"{named} {figures}".strip()
