"""A chat that was copied whole, parted into its messages."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from .seen import Waiting

# What messengers write before each message when several are copied or a chat is exported.
_HEAD = re.compile(
    r"^\u200e?\[?(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}),?\s+(?P<time>\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)\]?"
    r"\s*(?:-\s*)?(?P<name>[^:\n]{1,60}):\s",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_TIME_FIRST = re.compile(
    r"^\[(?P<time>\d{1,2}:\d{2}(?:\s*[ap]m)?),\s*(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})\]\s*(?P<name>[^:\n]{1,60}):\s",
    re.IGNORECASE | re.MULTILINE,
)


def split_chat(text: str, zone: tzinfo | None) -> list[Waiting]:
    """The messages with who wrote them and when; a text without such heads is one message."""
    for head in (_HEAD, _HEAD_TIME_FIRST):
        starts = list(head.finditer(text))
        if starts:
            break
    else:
        return [Waiting(text=text.strip())] if text.strip() else []
    found = []
    for at, match in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        said = text[match.end() : end].strip()
        if said and not said.startswith("<Media omitted"):
            found.append(
                Waiting(
                    text=said,
                    said_by=match["name"].strip(),
                    said_at=_moment(match["day"], match["time"], zone),
                    source="WhatsApp",
                )
            )
    return found


def _moment(day: str, clock: str, zone: tzinfo | None) -> datetime | None:
    """Day first, as everywhere but in the United States; None for what cannot be read."""
    parts = [int(part) for part in re.split(r"[/.-]", day)]
    year = parts[2] + 2000 if parts[2] < 100 else parts[2]
    plain = clock.lower().replace(".", "").replace("\u202f", " ")
    numbers = [int(part) for part in re.findall(r"\d+", plain)]
    hour = numbers[0] % 12 + 12 if "pm" in plain else 0 if "am" in plain and numbers[0] == 12 else numbers[0]
    try:
        found = datetime(year, parts[1], parts[0], hour, numbers[1])
    except ValueError:
        return None
    return found.replace(tzinfo=zone) if zone is not None else found.astimezone()
