"""What the command palette offers, and how it is ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rapidfuzz import fuzz

from rayafin_desktop.base.formats import NumberStyle, format_decimal, parse_decimal
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Tone

Group = Literal["Best match", "Do", "People", "Documents", "Go to", "Sum"]
PREFIXES: dict[str, Group] = {">": "Do", "@": "People", "#": "Documents", "=": "Sum"}
"""A first letter that limits the search to one kind."""

_ORDER: tuple[Group, ...] = ("Best match", "Sum", "Do", "People", "Documents", "Go to")
LEAST_SCORE = 55.0
PER_GROUP = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    `words` are further words it is found by; `keys` the shortcut shown at the far end, `figure` what
    matters about it, such as what is overdue. `verbs` are what can be done with it (Tab).
    """

    title: str
    run: Callable[[], object]
    group: Group = "Do"
    detail: str = ""
    icon: str = ""
    words: str = ""
    keys: str = ""
    figure: str = ""
    tone: Tone = "neutral"
    verbs: tuple[Entry, ...] = ()
    weight: float = 0.0


def split_prefix(text: str) -> tuple[Group | None, str]:
    """The group a prefix asks for, and the text without it."""
    head, rest = text[:1], text[1:].strip()
    return (PREFIXES[head], rest) if head in PREFIXES else (None, text.strip())


def worked_out(text: str, style: NumberStyle, copy: Callable[[str], object]) -> Entry | None:
    """What `= 1200*1.05` comes to, to be copied; None for anything else."""
    only, wanted = split_prefix(text)
    if only != "Sum" or not wanted:
        return None
    try:
        found = format_decimal(parse_decimal(wanted, style), style)
    except ValueError:
        return None
    return Entry(found, partial(copy, found), "Sum", tr("Enter copies it"), icon="calculator", words=wanted)


def score(entry: Entry, text: str) -> float:
    """How well an entry fits, 0 to about 120: whole starts before word starts before mere likeness."""
    if not text:
        return 60.0 + entry.weight
    wanted, title = text.casefold(), entry.title.casefold()
    everything = f"{title} {entry.detail} {entry.words}".casefold()
    if title.startswith(wanted):
        found = 110.0
    elif any(word.startswith(wanted) for word in everything.split()):
        found = 100.0
    elif all(part in everything for part in wanted.split()):
        found = 92.0
    else:
        # Short texts resemble everything; they must be contained.
        found = fuzz.WRatio(wanted, title) * 0.85 if len(wanted) > 2 else 0.0
    # Of two that fit alike the shorter title is the nearer one.
    return found + entry.weight - min(8.0, len(title) * 0.05) if found else 0.0


def ranked(entries: Iterable[Entry], text: str) -> list[tuple[Group, list[Entry]]]:
    """Entries that fit, best first within their groups; the very best stands alone on top."""
    only, wanted = split_prefix(text)
    scored = [
        (score(entry, wanted), position, entry)
        for position, entry in enumerate(entries)
        if only is None or entry.group == only
    ]
    fitting = sorted(
        (item for item in scored if item[0] >= LEAST_SCORE), key=lambda item: (-item[0], item[1])
    )
    groups: dict[Group, list[Entry]] = {}
    ordered = [entry for _, _, entry in fitting]
    if wanted and ordered and only is None:
        groups["Best match"] = [ordered.pop(0)]
    for entry in ordered:
        same = groups.setdefault(entry.group, [])
        if len(same) < PER_GROUP:
            same.append(entry)
    return [(group, groups[group]) for group in _ORDER if group in groups]
