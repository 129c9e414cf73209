"""A paste taken apart: one message, or a whole chat as messengers export and copy it.

Understood are the lines WhatsApp writes on Android (`15/01/26, 10:22 am - Ramesh: text`), on iOS
(`[15/01/26, 10:22:31 AM] Ramesh: text`) and when messages are copied in its window
(`[10:22 am, 15/01/2026] Ramesh: text`). Lines without such a beginning belong to the message above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

_DAY = r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f\u00a0]*[APap]\.?[Mm]\.?)?)"
_BEGINNINGS = tuple(
    re.compile(rf"[\u200e\u200f\ufeff]*{shape}")
    for shape in (
        rf"\[{_DAY},?\s+{_TIME}\]\s*(?P<rest>.*)",
        rf"\[{_TIME},\s*{_DAY}\]\s*(?P<rest>.*)",
        rf"{_DAY},?\s+{_TIME}\s+[-\u2013]\s+(?P<rest>.*)",
    )
)
_SENDER = re.compile(r"[\u200e\u200f~\s]*(?P<sender>[^:\n]{1,80}):\s?(?P<text>.*)")
_NOTHING = re.compile(
    r"[\u200e\u200f\s]*(?:<[^<>]{1,40}omitted>|[^.]{1,20} omitted|null"
    r"|(?:This message was|You) deleted(?: this message)?\.?)?[\u200e\u200f\s]*",
    re.IGNORECASE,
)
_LATEST_MONTH = 12
_CENTURY = 2000
_NOON = 12
_LONGEST_MONTH = 31
_LONGEST_SHORT_YEAR = 99


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a paste; `sent_at` is the clock of whoever exported it, without a zone."""

    text: str
    sender: str = ""
    sent_at: datetime | None = None


@dataclass(slots=True)
class _Begun:
    day: str
    time: str
    sender: str
    lines: list[str]


def messages_of(pasted: str) -> list[ChatMessage]:
    """The messages of a paste in its order; empty for blank text.

    Text without a beginning that is understood is one message, as it stands. Notices of the messenger
    (somebody joined, a picture left out) are no messages.
    """
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begun = list(_begun(lines))
    if not any(one.time for one in begun):
        whole = "\n".join(lines).strip()
        return [ChatMessage(whole)] if whole else []
    month_first = _month_first([one.day for one in begun if one.day])
    found = []
    for one in begun:
        text = "\n".join(one.lines).strip()
        if text and not _NOTHING.fullmatch(text):
            found.append(ChatMessage(text, one.sender, _moment(one.day, one.time, month_first=month_first)))
    return found


def _begun(lines: list[str]) -> Iterator[_Begun]:
    current: _Begun | None = None
    for line in lines:
        beginning = _beginning(line)
        if beginning is None:
            current = current or _Begun("", "", "", [])
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        said = _SENDER.fullmatch(beginning["rest"])
        # Without a sender it is a notice: what follows up to the next beginning belongs to it.
        text = [said["text"]] if said else []
        current = _Begun(beginning["day"], beginning["time"], said["sender"].strip() if said else "", text)
    if current is not None:
        yield current


def _beginning(line: str) -> re.Match[str] | None:
    for shape in _BEGINNINGS:
        found = shape.fullmatch(line)
        if found is not None and _moment(found["day"], found["time"], month_first=None) is not None:
            return found
    return None


def _numbers(text: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", text)]


def _month_first(days: list[str]) -> bool:
    """Whether the paste writes the month before the day: only where one of its days cannot be read else."""
    numbers = [_numbers(day) for day in days]
    return any(one[1] > _LATEST_MONTH for one in numbers) and not any(
        _LATEST_MONTH < one[0] <= _LONGEST_MONTH for one in numbers
    )


def _moment(day: str, time: str, *, month_first: bool | None) -> datetime | None:
    """A day and a time as written; None where there is no such moment. `month_first` None tries both."""
    if month_first is None:
        return _moment(day, time, month_first=False) or _moment(day, time, month_first=True)
    if not day:
        return None
    first, second, third = _numbers(day)
    if first > _LONGEST_MONTH:
        year, month, date_ = first, second, third
    elif month_first:
        month, date_, year = first, second, third
    else:
        date_, month, year = first, second, third
    hour, minute, second_, *_ = (*_numbers(time), 0)
    half = re.search(r"[APap]", time)
    if half is not None:
        hour = hour % _NOON + (_NOON if half[0] in "Pp" else 0)
    year = year if year > _LONGEST_SHORT_YEAR else _CENTURY + year
    try:
        return datetime(year, month, date_, hour, minute, second_)  # noqa: DTZ001 - the zone is the reader's
    except ValueError:
        return None
