"""What a laboratory measured, as it is entered and checked against what a commodity is measured by. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rayafin_desktop.base.errors import Problems
from rayafin_desktop.base.quantity import plain
from rayafin_desktop.engine.commands import Exact

from ..commodities.model import CommodityParameter
from .judging_words import parameter_name

# `moisture 7.8`, `+b: 8.6`, `micronaire=4.1 NCL`; a number, then perhaps its unit.
_READING = re.compile(r"\s*(?P<name>[^\d:=]*?)\s*[:=]?\s*(?P<value>[-+]?\d+(?:\.\d+)?)\s*[^\d]*")
# What reports write for the parameters they all measure.
_SHORT = {
    "2.5sl": "staple_mm", "sl": "staple_mm", "length": "staple_mm", "mic": "micronaire",
    "str": "strength_gpt", "moist": "moisture_pct", "+b": "plus_b", "b": "plus_b",
    "ffm": "foreign_matter_pct", "fm": "foreign_matter_pct", "tw": "test_weight_kg_hl",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ValueContent:
    """A measured value of a parameter, as the commodity names it (`staple_mm`)."""

    parameter: str
    value: Exact


def read_values(text: str, known: Sequence[CommodityParameter], problems: Problems) -> list[ValueContent]:
    """Values written as `moisture 7.8, trash 2.9`, one after the other or on lines of their own.

    A parameter is its code, its code without the unit, its name, or what reports usually call it.
    """
    names = _names(known)
    found = []
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        # `2.5SL` is a name that begins with a figure.
        short = piece.lower().split()[0]
        rest = piece[len(short) :] if short in _SHORT and short[0].isdigit() else ""
        match = _READING.fullmatch(f"sl {rest}" if rest.strip() else piece)
        parameter = None if match is None else names.get(match["name"].strip().lower())
        if match is None or parameter is None:
            problems.add("lot_test.not_understood", "readings", text=piece)
            continue
        try:
            found.append(ValueContent(parameter=parameter, value=Decimal(match["value"])))
        except InvalidOperation:  # pragma: no cover - the pattern lets numbers through only
            problems.add("lot_test.not_understood", "readings", text=piece)
    return found


def _names(known: Sequence[CommodityParameter]) -> Mapping[str, str]:
    codes = {one.code for one in known}
    names = {short: code for short, code in _SHORT.items() if code in codes}
    for one in known:
        names |= dict.fromkeys((one.name.lower(), parameter_name(one.code), one.code.lower()), one.code)
    return names


def checked_values(
    values: Sequence[ValueContent], known: Sequence[CommodityParameter], problems: Problems
) -> dict[str, Decimal]:
    """The values by parameter; problems for what is unknown, named twice, or cannot be."""
    parameters = {one.code: one for one in known}
    found: dict[str, Decimal] = {}
    for at, one in enumerate(values):
        field, code = f"values.{at}", one.parameter.strip()
        if code not in parameters:
            choices = ", ".join(parameters)
            problems.add("lot_test.parameter_unknown", f"{field}.parameter", parameter=code, known=choices)
        elif code in found:
            problems.add("lot_test.parameter_twice", f"{field}.parameter", parameter=parameters[code].name)
        elif not _can_be(code, one.value):
            params = {"parameter": parameters[code].name, "value": plain(one.value)}
            problems.add("lot_test.value_impossible", f"{field}.value", **params)
        else:
            found[code] = one.value
    problems.require(values, "lot_test.no_values", "values")
    return found


def _can_be(code: str, value: Decimal) -> bool:
    """No measured value is below zero (a colour's +b may be), no percentage above a hundred."""
    return (value >= 0 or code == "plus_b") and not (code.endswith("_pct") and value > 100)


def unlikely(values: Mapping[str, Decimal], known: Sequence[CommodityParameter]) -> CommodityParameter | None:
    """The first parameter whose value is less than half or more than twice its usual limits."""
    for one in known:
        value = values.get(one.code)
        if value is None:
            continue
        if one.usual_min is not None and value * 2 < one.usual_min:
            return one
        if one.usual_max is not None and value > one.usual_max * 2:
            return one
    return None
