"""Days inside sentences: each reads in its own direction, also in a mirrored window."""

from __future__ import annotations

from datetime import date

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.wording import tr

_ISOLATE, _POP = "\u2068", "\u2069"


def day_text(formats: Formats, day: date) -> str:
    """A day, isolated from the words around it."""
    return f"{_ISOLATE}{formats.date(day)}{_POP}"


def span_text(formats: Formats, first: date, last: date) -> str:
    """From one day to another."""
    return tr("{first} to {last}", first=day_text(formats, first), last=day_text(formats, last))
