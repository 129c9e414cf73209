"""Reading typed days: `21`, `2112`, `21 12 26`, `+7`; pure functions without widgets."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rayafin_desktop.base.dates import last_day_of_month

_PARTS = re.compile(r"\d+")


def parse_day(text: str, today: date) -> date:
    """The day a person means, day before month; ValueError when there is no such day.

    One or two digits are a day of this month, four a day and month, six or eight with the year;
    parts may be set apart by anything. `+7` and `-3` count from today. A year of two digits is in
    this century.
    """
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in text.strip())
    if plain[:1] in ("+", "-", "\u2212") and plain[1:].strip().isdigit():
        days = int(plain[1:])
        if days > 40_000:
            raise ValueError("too far away")
        return today + timedelta(days=days if plain[0] == "+" else -days)
    parts = _PARTS.findall(plain)
    if len(parts) == 1:
        parts = _split(parts[0])
    if not 1 <= len(parts) <= 3:
        raise ValueError(f"{text!r} is not a day")
    if len(parts[0]) == 4:
        parts.reverse()
    day = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else today.month
    year = int(parts[2]) if len(parts) > 2 else today.year
    if year < 100:
        year += today.year // 100 * 100
    return date(year, month, day)


def _split(digits: str) -> list[str]:
    """2112 -> 21 12; 211226 -> 21 12 26; 21122026 -> 21 12 2026."""
    if len(digits) <= 2:
        return [digits]
    if len(digits) in (4, 6, 8):
        return [part for part in (digits[:2], digits[2:4], digits[4:]) if part]
    raise ValueError(f"{digits} is not a day")


def jump(letter: str, day: date, today: date) -> date | None:
    """The day a letter leads to: T today, W/K start and end of week, M/H of month, Y/R of year."""
    match letter.casefold():
        case "t":
            return today
        case "w":
            return day - timedelta(days=day.weekday())
        case "k":
            return day + timedelta(days=6 - day.weekday())
        case "m":
            return day.replace(day=1)
        case "h":
            return last_day_of_month(day.year, day.month)
        case "y":
            return date(day.year, 1, 1)
        case "r":
            return date(day.year, 12, 31)
        case _:
            return None
