"""Quality: measurements with their bounds, from `mic 3.8-4.5` and `3% broken max` to `2.5SL 29.2`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .lint_terms import NOT_QUALITY, read_bare_micronaire, read_bare_staple
from .reading import Reading
from .words import word_set
from .words.quality import LIMITS

_INCH_MM = Fraction("25.4")
_INCH_PARTS = frozenset({8, 16, 32, 64})
_LINT_STAPLE = (18, 42)
# Numbers of other things, that stand where a measurement could.
_FILLERS = word_set(
    """
    hi high of is hai he chhe che aahe ahe ka ki ke value content level hona basis around approx
    about abt है आहे छे का की चा aaya came at @ within count reading avg average hoga rahega par me
    result
    """
)


@dataclass(slots=True)
class _Measure:
    """A number or a range in the message, with the bound that stands at it."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    bound: str | None = None
    unit: str | None = None


def _read_measure(r: Reading, at: int) -> _Measure | None:
    """`3.8-4.5`, `76+`, `<3`, `3.5% max`, `max 3.5`, beginning at `at`."""
    start, bound = at, None
    while True:
        if r.text_at(at) in (":", "=", "-", "~") or r.text_at(at) in _FILLERS:
            at += 1
        elif r.leading_bound(at) and bound is None:
            bound = r.leading_bound(at)
            at += 1
        elif r.text_at(at) in ("<", ">", "≤", "≥", "+"):
            bound = "max" if r.text_at(at) in "<≤" else "min"
            at += 1
            if r.text_at(at) == "=":
                at += 1
        else:
            break
        if at - start > 5:
            return None
    low = r.number(at)
    if low is None or r.tag(at, "var"):
        return None
    measure = _Measure(start, at, low, low, bound)
    _read_range(r, measure)
    _read_unit(r, measure)
    after = measure.end + 1
    other = any(r.tag(after, tag) for tag in NOT_QUALITY) and not r.opens_amount(after)
    if r.tag(after, "month") and (measure.low != measure.high or measure.low != int(measure.low)):
        other = False  # 3.8-4.5 is no day of a month
    if measure.unit is None and other and not (r.tag(after, "bound") or r.tag(after, "per")):
        return None
    _read_bound_behind(r, measure)
    return measure


def _read_range(r: Reading, m: _Measure) -> None:
    after = m.end + 1
    if _is_plus(r, after) and r.number(after + 1) is None:
        return
    if (
        r.tag(after, "qunit")
        and r.text_at(after + 1) in ("-", "to", "se")
        and r.number(after + 2) is not None
    ):
        after += 1
    joint = r.text_at(after) in ("-", "to", "se", "~") or (r.text_at(after) == "/" and not r.items[after].gap)
    second = r.number(after + 1) if joint else None
    if (
        second is None
        or r.tag(after + 1, "var")
        or any(r.tag(after + 2, tag) for tag in ("unit", "per", "perunit", "span"))
        or (r.text_at(after + 2) == "/" and not r.ends_clause(after + 2))
        or second >= 1000
    ):
        return
    if r.text_at(after) in ("-", "~") or second > m.low:
        m.high, m.end = second, after + 1


def _is_plus(r: Reading, at: int) -> bool:
    """Whether `+` behind a number means "or more", not the tax that is added."""
    if r.text_at(at) != "+":
        return False
    tax = r.tag(at + 1, "tax") or r.text_at(at + 1) in ("gst", "igst", "tax")
    return not tax or (r.glued(at) and not r.glued(at + 1))


def _read_unit(r: Reading, m: _Measure) -> None:
    unit = r.tag(m.end + 1, "qunit")
    if unit:
        m.unit = unit
        m.end += 1


def _read_bound_behind(r: Reading, m: _Measure) -> None:
    after = m.end + 1
    if _is_plus(r, after) or (r.text_at(after) == "&" and r.tag(after + 1, "bound") == "min"):
        m.bound = m.bound or "min"
        m.end = after if _is_plus(r, after) else after + 1
        unit = r.tag(m.end + 1, "qunit")
        if unit and m.unit is None:
            m.unit, m.end = unit, m.end + 1
        return
    if r.tag(after, "bound") and m.bound is None and r.kind(after) == "w" and _bound_belongs(r, after):
        m.bound = r.tag(after, "bound")
        m.end = after
    elif r.text_at(after) == "(" and r.tag(after + 1, "bound") and r.text_at(after + 2) == ")":
        m.bound, m.end = r.tag(after + 1, "bound"), after + 2


def _bound_belongs(r: Reading, at: int) -> bool:
    """Whether a bound behind a number bounds it, and not the number that follows: `3.5 max mic 3.8`."""
    if r.text_at(at) in ("max", "min", "maximum", "minimum", "maxm", "minm"):
        following = r.number(at + 1)
        return not (
            following is not None
            and following <= 100
            and r.tag(at + 2, "q") is None
            and r.ends_clause(at + 2)
            and not r.ends_clause(at)
        )
    return r.text_at(at) not in (
        "up to",
        "upto",
        "under",
        "below",
        "above",
        "over",
        "within",
        "plus",
        "at least",
        "up",
        "less than",
        "more than",
    ) or r.ends_clause(at + 1)


def _possible(name: str, m: _Measure) -> bool:
    low, high = LIMITS.get(name) or (0, 100)
    if m.unit == "%" and not name.endswith("_pct"):
        return False  # micronaire and its like are no percents
    return low <= m.low <= high and low <= m.high <= high


def _say(r: Reading, name: str, m: _Measure, start: int, end: int) -> bool:
    """Set a measurement; False when the number cannot be one."""
    limits = LIMITS.get(name) or ((0, 100) if name.endswith("_pct") else None)
    if name == "staple_mm" and m.unit is None and m.low < 3 and m.bound is None:
        return False
    if limits is not None and not (limits[0] <= m.low <= limits[1] and limits[0] <= m.high <= limits[1]):
        if m.high > 10 * limits[1] or r.text_at(m.end + 1) == "/":
            return False  # a number of something else
        if m.low >= 0 and not any(r.tag(m.end + 1, tag) for tag in ("unit", "per")):
            r.warn(
                "message.quality_implausible",
                f"quality.{name}",
                value=m.low if m.low > limits[1] or m.low < limits[0] else m.high,
                name=name,
            )
        r.claim(start, end)
        return False
    path = f"quality.{name}"
    if any(one.field == path for one in r.warnings):
        r.claim(start, end)
        return True  # it contradicted itself already
    held = r.get(path)
    if m.low > m.high:
        r.warn("message.min_above_max", path, min=m.low, max=m.high)
        r.claim(start, end)
        return False
    new: dict[str, Decimal] = {}
    if m.bound != "max" or m.low != m.high:
        new["min"] = m.low
    if m.bound != "min" or m.low != m.high:
        new["max"] = m.high
    if held:
        if any(held.get(key, value) != value for key, value in new.items()):
            r.warn("message.quality_contradicts", path, name=name)
            r.claim(start, end)
            r.unset(path)
            return True
        new = {**held, **new}
    merged_low, merged_high = new.get("min"), new.get("max")
    if merged_low is not None and merged_high is not None and merged_low > merged_high:
        r.warn("message.min_above_max", path, min=merged_low, max=merged_high)
        r.claim(start, end)
        r.unset(path)
        return True
    for key, value in new.items():
        r.put(f"{path}.{key}", value, start, end)
    return True


def read_quality(r: Reading) -> None:
    """All measurements of the message."""
    _read_inches(r)
    at = 0
    while at < len(r):
        name = r.tag(at, "q")
        if name and not r.used[at] and _means_quality(r, at):
            at = _read_named(r, at, name)
        else:
            at += 1
    _read_units(r)
    _read_other_percents(r)


_PARTS_OF_GOODS = frozenset({"oil", "tel", "तेल", "gluten", "fibre", "fiber"})


def _means_quality(r: Reading, at: int) -> bool:
    """Words that mean other things, too, are quality only with a number beside them."""
    return r.kind(at) == "w" and not (
        r.tag(at, "com") and not r.number(at - 1) and not r.number(r.skip(at + 1, 1))
    )


def _read_named(r: Reading, at: int, name: str) -> int:
    """The measurement of the quality word at `at`: behind it, or before it."""
    if (
        r.denied(at, at)
        or r.tag(at + 1, "unbounded")
        or r.tag(at - 1, "unbounded")
        or (r.tag(at + 1, "no") and not r.number(at + 2))
    ):
        first = at - 1 if r.tag(at - 1, "no") else at
        r.claim(first, at + 1 if r.text_at(at + 1) in ("limit", "condition", "restriction", "bar") else at)
        return at + 1
    if r.tag(r.skip(at + 1, 1, ":=-"), "nil") and r.kind(at + 1) != "n":
        end = r.skip(at + 1, 1, ":=-")
        r.put(f"quality.{name}.max", Decimal(0), at, end)
        return end + 1
    if r.tag(at - 1, "nil") and r.kind(at - 1) == "w":
        r.put(f"quality.{name}.max", Decimal(0), at - 1, at)
        return at + 1
    behind = _read_measure(r, at + 1)
    before = (
        _measure_before(r, at) if not (r.text_at(at) in _PARTS_OF_GOODS and r.tag(at - 1, "com")) else None
    )
    if (
        behind
        and before
        and (
            _chain_is_behind(r, at)
            or (not _possible(name, behind) and _possible(name, before))
            or (name.endswith("_pct") and _is_percent_before(r, before, behind))
        )
    ):
        behind = None
    if behind:
        if name == "staple_mm" and behind.unit == "%":
            return at + 1
        end = behind.end
        said = _say(r, name, behind, at, end)
        if said:
            r.claim(at, end)
            end = _read_other_bound(r, name, behind, at)
        return end + 1
    if before:
        end = at
        if (
            r.tag(at + 1, "bound")
            and before.bound is None
            and (_bound_belongs(r, at + 1) or r.number(at + 2) is None)
        ):
            before.bound, end = r.tag(at + 1, "bound"), at + 1
        elif _is_plus(r, at + 1) and before.bound is None:
            before.bound, end = "min", at + 1
        _say(r, name, before, before.start, end)
        return end + 1
    return at + 1


def _is_percent_before(r: Reading, before: _Measure, behind: _Measure) -> bool:
    """Whether in `5% broken 1 container` the percent is measured and the bare number something else."""
    bare = behind.unit is None and behind.bound is None and behind.low == behind.high
    return before.unit == "%" and bare and not r.used[before.start]


def _read_other_bound(r: Reading, name: str, m: _Measure, at: int) -> int:
    """`moisture min 7 max 9`: the second bound of the same measurement; where it ends."""
    if m.bound is None or not r.leading_bound(m.end + 1) or r.leading_bound(m.end + 1) == m.bound:
        return m.end
    other = _read_measure(r, m.end + 1)
    if other is None or r.tag(other.end + 1, "q"):
        return m.end
    _say(r, name, other, at, other.end)
    return other.end


def _measure_before(r: Reading, at: int) -> _Measure | None:
    """The number that stands before a quality word: `3% broken`, `46 hi protein`, `max 2% damaged`."""
    here = at - 1
    steps = 0
    while (
        r.text_at(here) in ("hi", "high", "low", "of", "-", "on", "total", "full")
        or (r.tag(here, "bound") and r.kind(here) == "w")
    ) and steps < 3:
        here -= 1
        steps += 1
    if r.tag(here, "qunit") and r.kind(here) != "n":
        here -= 1
    if r.text_at(here) == "+":
        here -= 1
    if r.number(here) is None or r.tag(here, "var"):
        return None
    first = here
    slash = r.text_at(here - 1) == "/" and r.glued(here) and r.glued(here - 1)
    if (r.text_at(here - 1) in ("-", "to") or slash) and r.number(here - 2) is not None:
        first = here - 2
    if r.leading_bound(first - 1) or r.text_at(first - 1) in ("<", ">"):
        first -= 1
    found = _read_measure(r, first)
    if found is None or found.end >= at or found.end < here:
        return None
    return found


def _chain_is_behind(r: Reading, at: int) -> bool:
    """In `3.5 trash 8 moisture` the numbers stand before their words: the last word has none behind it."""
    here = at
    for _ in range(12):
        m = _read_measure(r, here + 1)
        if m is None or _has_its_own_unit(r, m, here):
            return here != at
        if not r.tag(m.end + 1, "q"):
            return False
        here = m.end + 1
    return False


def _has_its_own_unit(r: Reading, m: _Measure, word: int) -> bool:
    """`76 RD 29 GPT`: a strength, whatever quality word stands before it."""
    own = {"gpt": "strength_gpt", "mm": "staple_mm", "ppb": "aflatoxin_ppb"}.get(m.unit or "")
    return own is not None and r.tag(word, "q") != own


def _read_units(r: Reading) -> None:
    """Numbers whose unit says what is measured: `29mm`, `28.5gpt`, `20 ppb`."""
    other = r.get("commodity") or _commodity_said(r)
    for at in range(len(r)):
        if r.number(at) is None or r.used[at]:
            continue
        first = at - 1 if r.leading_bound(at - 1) else at
        m = _read_measure(r, first)
        if m is None or m.unit in (None, "%"):
            continue
        name = {"gpt": "strength_gpt", "ppb": "aflatoxin_ppb", "kg/hl": "test_weight_kg_hl"}.get(m.unit or "")
        if m.unit == "mm":
            if other not in (None, "COTTON", "YARN"):
                name = "size_mm"
            elif _is_staple(m.low) and _is_staple(m.high) and (other is not None or _in_cotton_terms(r)):
                name = "staple_mm"
        if name is None or r.denied(m.start, m.end):
            continue
        _say(r, name, m, m.start, m.end)
    read_bare_staple(r)
    read_bare_micronaire(r)


def _is_staple(value: Decimal) -> bool:
    return _LINT_STAPLE[0] <= value <= _LINT_STAPLE[1]


def _in_cotton_terms(r: Reading) -> bool:
    """Whether bales, candies, a variety or another quality are spoken of: millimetres alone may be rain."""
    return any(
        r.tag(at, "unit") in ("BALE", "CANDY", "MAUND") or r.tag(at, "var") or r.tag(at, "q")
        for at in range(len(r))
    )


def _commodity_said(r: Reading) -> str | None:
    for at in range(len(r)):
        code = r.tag(at, "com")
        if code and not r.denied(at, at):
            return str(code)
        variety = r.tag(at, "var")
        if variety and r.kind(at) == "w" and variety[0] != "COTTON":
            return str(variety[0])
    return None


def _read_inches(r: Reading) -> None:
    """Staple in inches: `1-1/8`, `1 5/32"`, exact in millimetres."""
    for at in range(len(r) - 2):
        parts = r.number(at + 2)
        if r.text_at(at + 1) != "/" or parts is None or parts not in _INCH_PARTS or r.items[at + 1].gap:
            continue
        top = r.number(at)
        if top is None:
            continue
        whole, dot, rest = r.text_at(at).partition(".")
        if dot and whole == "1" and rest.isdigit():
            top, whole_at = Decimal(rest), at  # 1.1/8
        else:
            whole_at = at - 2 if r.text_at(at - 1) == "-" else at - 1
            if r.number(whole_at) != 1 or (whole_at == at - 1 and not r.items[at].gap):
                continue
        if top != int(top) or not 1 <= top < parts:
            continue
        inches = 1 + Fraction(int(top), int(parts))
        exact = inches * _INCH_MM
        value = Decimal(exact.numerator) / Decimal(exact.denominator)  # a divisor of 2s and 5s: exact
        end = at + 2
        if r.text_at(end + 1) in ('"', "inch", "inches", "in", "''"):
            end += 1
        m = _Measure(whole_at, end, value, value)
        _read_bound_behind(r, m)
        start = whole_at - 1 if r.tag(whole_at - 1, "q") == "staple_mm" else whole_at
        _say(r, "staple_mm", m, start, m.end)


def _read_other_percents(r: Reading) -> None:
    """`live insects 0.5% max`: an unknown word before a percentage that has a bound is a quality, too."""
    for at in range(1, len(r)):
        if r.number(at) is None or r.used[at]:
            continue
        first = at - 1 if r.leading_bound(at - 1) else at
        m = _read_measure(r, first)
        if m is None or m.unit != "%" or m.bound is None:
            continue
        words: list[str] = []
        here = first - 1
        while (
            len(words) < 3
            and r.kind(here) == "w"
            and r.items[here].tags.keys() <= {"adj"}
            and not r.used[here]
            and r.text_at(here).isascii()
            and len(r.text_at(here)) > 2
        ):
            words.insert(0, r.text_at(here))
            here -= 1
        if words and (r.ends_clause(here) or r.used[here] or r.tag(here, "com")):
            _say(r, "_".join(words) + "_pct", m, here + 1, m.end)
