"""A message cut into numbers, words, signs and line ends, in one pass."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

_MARKS = "\u0900-\u0963\u0970-\u097f"
LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_DATE = r"20\d\d-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:20)?\d\d(?!\d)"
_NUMBER = (
    r"\d{1,3}(?:,\d{2,3}){0,5},\d{3}(?!\d)(?:\.\d+)?|\d{1,2},\d(?=\s?(?:mm|%))|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
)
_SCAN = re.compile(
    rf"(?P<d>{_DATE})|(?P<t>\d{{1,2}}:\d\d(?::\d\d)?(?!\d))|(?P<n>{_NUMBER})|(?P<b>\+\s?b(?!{LETTER}))|(?P<w>{LETTER}+)|(?P<l>\n+)|(?P<s>[^\s])"
)
_JUST_NUMBER = re.compile(_NUMBER)
_LONGEST_NUMBER = 15


class Item:
    """A token, later a phrase of several: `kind` n number, w word, s sign, l line end, d date, t time."""

    __slots__ = ("end", "gap", "kind", "start", "tags", "text", "value")

    def __init__(self, kind: str, text: str, start: int, end: int, *, gap: bool, value: Any = None) -> None:
        self.kind = kind
        self.text = text
        self.start = start  # offsets into the folded text
        self.end = end
        self.gap = gap  # whether a space stands before it
        self.value = value
        self.tags: dict[str, Any] = {}


def _kind_of(found: re.Match[str]) -> str:
    kind = found.lastgroup or "s"
    return "d" if kind == "sep" else kind


def _day(text: str) -> date | None:
    """A written day, day before month; None when there is no such day."""
    first, second, third = (int(part) for part in re.split(r"[./-]", text))
    try:
        if first > 31:
            return date(first, second, third)
        return date(third if third > 99 else 2000 + third, second, first)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    """The value of a number as written; None when it is too long to be one."""
    if len(text) > _LONGEST_NUMBER + text.count(","):
        return None
    head, comma, tail = text.rpartition(",")
    if comma and len(tail) == 1:  # 28,5 mm
        return Decimal(f"{head}.{tail}")
    return Decimal(text.replace(",", ""))


def tokenise(text: str) -> list[Item]:
    """All tokens of a folded text, in order; linear in its length."""
    items: list[Item] = []
    at = 0
    match = _SCAN.search
    while found := match(text, at):
        kind, start = _kind_of(found), found.start()
        gap = start > at or not items
        word, end = found.group(), found.end()
        value: Any = None
        if kind == "d":
            value = _day(word)
            if value is None and (number := _JUST_NUMBER.match(text, start)):
                kind, word, end = "n", number.group(), number.end()
        elif kind == "b":
            kind, word = "w", "+b"
        if kind == "n":
            value = _number(word)
            if value is None:
                kind = "s"
        items.append(Item(kind, word, start, end, gap=gap, value=value))
        at = end
    return items
