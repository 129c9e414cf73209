"""Figures of cotton lint that stand without their word: `S6 29 kadi`, `29mm 3.8-4.5`, `3.8+`."""

from __future__ import annotations

from decimal import Decimal

from .reading import Reading

_USUAL_STAPLE = (24, 36)
NOT_QUALITY = ("unit", "mult", "span", "cur", "month", "per", "ampm", "oclock", "perunit", "centslb")
"""What a word behind a number may mean so that the number is no measurement."""


def read_bare_micronaire(r: Reading) -> None:
    """3.7-4.9 beside a staple, or under the name NCL, is micronaire: nothing else of cotton is like it."""
    if r.get("quality.micronaire"):
        return
    cotton = r.get("quality.staple_mm") is not None
    for at in range(len(r)):
        low, high = r.number(at), r.number(at + 2)
        if cotton and low is not None and _is_bare_least(r, at, low):
            r.put("quality.micronaire.min", low, at, at + 1, inferred=True)
            return
        if (
            low is None
            or high is None
            or r.text_at(at + 1) not in ("-", "to")
            or not 2 <= low < high <= 7
            or low == int(low)
        ):
            continue
        if any(r.tag(at + 3, tag) for tag in (*NOT_QUALITY, "qunit", "q")):
            continue
        named = r.text_at(at - 1) in ("ncl", "g5", "premium")
        if named or cotton:
            inferred = not named
            r.put("quality.micronaire.min", low, at - named, at + 2, inferred=inferred)
            r.put("quality.micronaire.max", high, at - named, at + 2, inferred=inferred)
            return


def _is_bare_least(r: Reading, at: int, low: Decimal) -> bool:
    """`29mm 3.8+ RD 75+`: a figure with a decimal and a plus, in the range of micronaire."""
    after = at + 2
    return (
        3 <= low <= 5
        and low != int(low)
        and r.text_at(at + 1) == "+"
        and r.glued(at + 1)
        and not any(r.tag(after, tag) for tag in (*NOT_QUALITY, "qunit"))
        and not r.tag(at - 1, "q")
    )


def read_bare_staple(r: Reading) -> None:
    """`S6 29 kadi`, `S6 28.5-29 mic 3.6-4.2`: behind the name of cotton, in no unit, it is the staple."""
    if r.get("quality.staple_mm") or any(one.field == "quality.staple_mm" for one in r.warnings):
        return
    for at in range(1, len(r)):
        low = r.number(at)
        name = r.tag(at - 1, "var")
        cotton = (name and name[0] == "COTTON") or (
            r.tag(at - 1, "com") == "COTTON" and r.kind(at - 1) == "w"
        )
        if low is None or not cotton or r.glued(at):
            continue
        high, end = low, at
        if r.text_at(at + 1) in ("-", "to") and r.number(at + 2) is not None:
            high, end = r.items[at + 2].value, at + 2
        elif r.tag(at + 1, "q"):
            continue
        halves = all((2 * one) == int(2 * one) for one in (low, high))
        other = any(r.tag(end + 1, tag) for tag in (*NOT_QUALITY, "qunit")) or r.text_at(end + 1) in "/x"
        if (
            halves
            and _USUAL_STAPLE[0] <= low <= high <= _USUAL_STAPLE[1]
            and (r.ends_clause(end + 1) or not other)
        ):
            plus = r.text_at(end + 1) == "+" and low == high
            r.put("quality.staple_mm.min", low, at, end + plus, inferred=True)
            if not plus:
                r.put("quality.staple_mm.max", high, at, end, inferred=True)
            return
