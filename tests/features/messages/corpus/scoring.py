"""Compares what the parser read from a trade message with what the message states.

An expectation is a nested dict of the fields that must be there, with these additions:

* a key may name several places, `"origin|place"`: one of them has to hold the value, the others may;
* `"variety+grade"` is the words of both together: where a variety ends and a grade begins is not fixed;
* a list as value means any of its members;
* `"may"` maps further paths to the values they can have (null: any value). Where the message leaves a
  choice of how to record a fact, the choice stands here. A path covers everything below it;
* `"absent"` lists paths that must stay empty (they would count as inventions anyway; here they are stated).

Weights, prices and container counts are compared as exact fractions of a kilogram: 50 MT is 500 QTL.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

# What a parse works out or keeps beside the fields of the message. Never asked for, never an invention.
DERIVED_NAMES = frozenset(
    {
        "as_of", "ask_implied", "brokerage_est", "confidence", "container", "currency_text", "doubts",
        "emoji", "evidence", "language", "languages", "lexicon", "part", "qty_kg", "qty_kg_est", "raw",
        "reason", "recognised", "script", "sender", "sent_at", "source", "spans", "text", "unread",
        "value_est", "warnings",
    }
)  # fmt: skip
DERIVED_ENDINGS = ("_est", "_inferred", "_text", "_note", "_kg")

# Every name the message schema fixes. A leaf under another name passes only where the text itself holds it.
SCHEMA: dict[str, set[str] | None] = {
    "kind": None,
    "side": None,
    "commodity": None,
    "variety": None,
    "grade": None,
    "crop": None,
    "quantity": {"value", "unit", "min", "max", "tolerance_pct", "lorries", "packing"},
    "price": {"amount", "min", "max", "currency", "per", "basis", "tax", "type"},
    "quality": None,
    "location": {"origin", "destination", "place"},
    "delivery": {"from", "to", "freight_payer"},
    "payment": {"type", "days", "advance_pct", "discount_pct"},
    "brokerage": {"pct", "amount", "per", "payer"},
    "parties": None,
    "validity": {"until", "hours"},
    "references": None,
    "balance": None,
}

KG = {
    "KG": Fraction(1),
    "QTL": Fraction(100),
    "MT": Fraction(1000),
    "LB": Fraction(45359237, 10**8),
    "CANDY": 784 * Fraction(45359237, 10**8),
}
CURRENCIES = {"USc": ("USD", Fraction(1, 100)), "USC": ("USD", Fraction(1, 100))}
DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?")

BOTH = "variety+grade"
# Paths whose numbers are told by more than themselves.
OF_QUANTITY = ("quantity.value", "quantity.min", "quantity.max")
OF_PRICE = ("price.amount", "price.min", "price.max")


@dataclass(frozen=True, slots=True)
class Score:
    """What differs, as paths with values: `missing` and `wrong` of the expected, `invented` beyond."""

    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether every expected field is right and nothing was invented."""
        return not (self.missing or self.wrong or self.invented)


def entries(folder: Path = Path(__file__).parent) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every message of the corpus, with the name of its group."""
    for file in sorted(folder.glob("*.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            yield file.stem, entry


def score(parsed: Mapping[str, Any], expect: Mapping[str, Any], text: str = "") -> Score:
    """Compare a parse (a plain dict) with an expectation of the corpus."""
    result = Score()
    found = dict(_leaves(parsed))
    may: Mapping[str, list[str] | None] = expect.get("may") or {}
    wanted = {path: value for path, value in _leaves(expect, lists=True) if _is_field(path)}
    accounted: set[str] = set()
    if BOTH in wanted:
        value = wanted.pop(BOTH)
        accounted.update(BOTH.split("+"))
        said = " ".join(str(found[name]) for name in BOTH.split("+") if name in found)
        if not said:
            result.missing.append(f"{BOTH}: {_shown(value)}")
        elif not any(_plain(one) == _plain(said) for one in (value if isinstance(value, list) else [value])):
            result.wrong.append(f"{BOTH}: {said!r}, not {_shown(value)}")
    for path, value in wanted.items():
        places = _places(path)
        accounted.update(places)
        held = {place: found[place] for place in places if place in found}
        if not held:
            result.missing.append(f"{path}: {_shown(value)}")
            continue
        for place, actual in held.items():
            if not (_fits(place, value, actual, parsed, expect) or _allowed(place, actual, may)):
                result.wrong.append(f"{place}: {actual!r}, not {_shown(value)}")
    forbidden = tuple(expect.get("absent") or ())
    for path, actual in found.items():
        if path in accounted or _is_derived(path):
            continue
        if _under(path, forbidden) or not (_allowed(path, actual, may) or _stated_extra(path, actual, text)):
            result.invented.append(f"{path}: {actual!r}")
    return result


def _leaves(value: Any, path: str = "", *, lists: bool = False) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key), lists=lists)
    elif isinstance(value, (list, tuple)) and not lists:
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    elif value is not None and value is not False and value != "":
        yield path, value


def _is_field(path: str) -> bool:
    return path.split(".", maxsplit=1)[0] not in ("may", "absent")


def _places(path: str) -> list[str]:
    *above, last = path.split(".")
    return [".".join([*above, name]) for name in last.split("|")]


def _is_derived(path: str) -> bool:
    names = re.sub(r"\[\d+\]", "", path).split(".")
    if names == ["brokerage", "currency"]:  # of the rupees in "Rs 10/qtl"
        return True
    return any(name in DERIVED_NAMES or name.endswith(DERIVED_ENDINGS) for name in names)


def _under(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == p or path.startswith((f"{p}.", f"{p}[")) for p in prefixes)


def _allowed(path: str, actual: Any, may: Mapping[str, list[str] | None]) -> bool:
    for prefix, values in may.items():
        if _under(path, (prefix,)) and (values is None or any(_same(path, v, actual) for v in values)):
            return True
    return False


def _in_schema(path: str) -> bool:
    top, _, rest = re.sub(r"\[\d+\]", "", path).partition(".")
    if top not in SCHEMA:
        return False
    names = SCHEMA[top]
    return names is None or rest.split(".", maxsplit=1)[0] in names


def _stated_extra(path: str, actual: Any, text: str) -> bool:
    """A fact under a name the schema does not fix (lot, press numbers): the text has to hold it."""
    return not _in_schema(path) and (actual is True or _plain(str(actual)) in _plain(text))


def _fits(path: str, wanted: Any, actual: Any, parsed: Mapping[str, Any], expect: Mapping[str, Any]) -> bool:
    if isinstance(wanted, list):
        return any(_fits(path, one, actual, parsed, expect) for one in wanted)
    if path in OF_QUANTITY:
        units = (_at(expect, "quantity.unit"), _at(parsed, "quantity.unit"))
        return bool(_weight(wanted, units[0]) == _weight(actual, units[1]))
    if path in OF_PRICE:
        return bool(_rate(wanted, expect) == _rate(actual, parsed))
    if path in ("quantity.unit", "price.per", "price.currency"):
        return _convertible(path, str(wanted), str(actual))
    return _same(path, wanted, actual)


def _same(path: str, wanted: Any, actual: Any) -> bool:
    if isinstance(wanted, bool) or isinstance(actual, bool):
        return bool(wanted) == bool(actual)
    if isinstance(wanted, int):
        return DECIMAL.fullmatch(str(actual)) is not None and Fraction(str(actual)) == wanted
    if path == "validity.until" and len(str(wanted)) == len("2026-01-15"):
        return str(actual)[:10] == str(wanted)
    if path == "validity.until":
        return str(actual).replace(" ", "T")[:16] == str(wanted)[:16]
    if DECIMAL.fullmatch(str(wanted)) and DECIMAL.fullmatch(str(actual)):
        return _number(path, str(wanted), str(actual))
    if path == "quantity.packing":
        return _packing(str(wanted)) == _packing(str(actual))
    return _plain(str(wanted)) == _plain(str(actual))


def _number(path: str, wanted: str, actual: str) -> bool:
    exact, read = Fraction(wanted), Fraction(actual)
    if path.startswith("quality.staple_mm"):  # a fraction of an inch, told to a hundredth of a millimetre
        return abs(exact - read) <= Fraction(1, 200)
    return exact == read


def _convertible(path: str, wanted: str, actual: str) -> bool:
    if path == "price.currency":
        return CURRENCIES.get(wanted, (wanted,))[0] == CURRENCIES.get(actual, (actual,))[0]
    return wanted == actual or {wanted, actual} <= KG.keys()


def _weight(number: Any, unit: Any) -> tuple[Fraction, str] | None:
    if not DECIMAL.fullmatch(str(number)):
        return None
    return (Fraction(str(number)) * KG[unit], "KG") if unit in KG else (Fraction(str(number)), str(unit))


def _rate(number: Any, message: Mapping[str, Any]) -> tuple[Fraction, str, str] | None:
    if not DECIMAL.fullmatch(str(number)):
        return None
    per, currency = _at(message, "price.per"), str(_at(message, "price.currency"))
    name, factor = CURRENCIES.get(currency, (currency, Fraction(1)))
    amount = Fraction(str(number)) * factor
    return (amount / KG[per], name, "KG") if per in KG else (amount, name, str(per))


def _at(message: Mapping[str, Any], path: str) -> Any:
    value: Any = message
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c not in " \t\n-_/.,'\"&()")


def _packing(text: str) -> str:
    words = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text.casefold())
    aside = {"bag", "bags", "packing", "packed", "of", "in"}
    return " ".join({"kilo": "kg", "kgs": "kg"}.get(w, w) for w in words if w not in aside)


def _shown(value: Any) -> str:
    return " or ".join(map(repr, value)) if isinstance(value, list) else repr(value)
