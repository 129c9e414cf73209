"""Quality limits as people write them in one line: "staple 29, mic 3.8–4.5, trash max 3.5, RD 76+"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.features.commodities.terms import LimitContent

NAMES: dict[str, str] = {
    "staple_mm": "staple",
    "micronaire": "mic",
    "strength_gpt": "strength",
    "rd": "RD",
    "plus_b": "+b",
    "trash_pct": "trash",
    "moisture_pct": "moisture",
    "oil_pct": "oil",
    "ffa_pct": "FFA",
    "protein_pct": "protein",
    "test_weight_kg_hl": "test weight",
    "broken_pct": "broken",
    "foreign_matter_pct": "foreign matter",
    "aflatoxin_ppb": "aflatoxin",
}
"""How a parameter is called in a line of text; the others by their code."""
_ALSO = {"micronaire": "micronaire", "str": "strength_gpt", "moist": "moisture_pct", "length": "staple_mm"}
_PART = re.compile(
    r"^\s*(?P<name>\+?[A-Za-z_][A-Za-z_ ]*?)\s*(?P<bound>max|min|up to|<=|>=|<|>)?\s*"
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(?P<high>\d+(?:\.\d+)?))?\s*(?P<plus>\+)?"
    r"\s*(?:%|mm|ppb|g/tex|gpt|kg/hl)?\s*(?P<after>max|min)?\s*$",
    re.IGNORECASE,
)


class Limit(Protocol):
    """A parameter with the least and the most it may be."""

    @property
    def parameter(self) -> str: ...
    @property
    def min_value(self) -> Decimal | None: ...
    @property
    def max_value(self) -> Decimal | None: ...


def name_of(parameter: str) -> str:
    """What a parameter is called in a line."""
    return NAMES.get(parameter) or parameter.removesuffix("_pct").replace("_", " ")


def said_limit(low: Decimal | None, high: Decimal | None, formats: Formats) -> str:
    """ "3.8–4.5", "76+", "max 3.5" or "29"; empty without limits."""
    if low is not None and high is not None:
        if low == high:
            return formats.decimal(low)
        return f"{formats.decimal(low)}–{formats.decimal(high)}"
    if low is not None:
        return f"{formats.decimal(low)}+"
    return f"max {formats.decimal(high)}" if high is not None else ""


def said_limits(limits: Iterable[Limit], formats: Formats) -> str:
    """All limits in one line."""
    return ", ".join(
        f"{name_of(one.parameter)} {said_limit(one.min_value, one.max_value, formats)}" for one in limits
    )


def read_limits(text: str) -> tuple[LimitContent, ...]:
    """What was typed; ValueError with the part that cannot be read."""
    return tuple(_limit(part) for part in re.split(r"[,;\n]", text) if part.strip())


def _limit(part: str) -> LimitContent:
    match = _PART.match(part)
    if match is None:
        raise ValueError(part.strip())
    low = Decimal(match["low"])
    parameter = _parameter(match["name"])
    bound = (match["bound"] or match["after"] or "").casefold()
    if match["high"]:
        return LimitContent(parameter=parameter, min_value=low, max_value=Decimal(match["high"]))
    if bound in ("max", "up to", "<=", "<"):
        return LimitContent(parameter=parameter, max_value=low)
    if bound in ("min", ">=", ">") or match["plus"]:
        return LimitContent(parameter=parameter, min_value=low)
    return LimitContent(parameter=parameter, min_value=low, max_value=low)


def _parameter(name: str) -> str:
    word = " ".join(name.split()).casefold()
    for code, called in NAMES.items():
        if word in (called.casefold(), code):
            return code
    if word in _ALSO:
        return _ALSO[word]
    code = word.replace(" ", "_")
    return code if "_" in code else f"{code}_pct"


def limits_of(quality: Sequence[tuple[str, Decimal | None, Decimal | None]]) -> tuple[LimitContent, ...]:
    """Limits from plain triples."""
    return tuple(LimitContent(parameter=name, min_value=low, max_value=high) for name, low, high in quality)
