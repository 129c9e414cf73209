"""Until when something said at the desk stands.

An offer that names no time stands until the desk closes on the day it was made (17:00 unless the company
chose another time), one made after that until the next day's closing. Days and times are those of the
company's place; what is stored is world time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from sqlalchemy import select

from rayafin_desktop.engine.work import Read

from ..companies.model import Company
from .settings import CLOSING_TIME, UTC_OFFSET

_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
# Countries of one zone without summer time, in minutes; others say theirs in the setting.
_COUNTRY_MINUTES = {
    "AE": 240, "BD": 360, "CN": 480, "ID": 420, "IN": 330, "KE": 180, "LK": 330, "MM": 390, "NP": 345,
    "OM": 240, "PK": 300, "SA": 180, "SG": 480, "TH": 420, "TZ": 180, "VN": 420,
}  # fmt: skip


def time_of(text: str) -> time | None:
    """A time of day written as `17:00`, `17.30` or `17`; None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def desk_zone(read: Read) -> timezone:
    """How far the desk's clock is ahead of world time: as set, else as usual in the company's country."""
    found = _OFFSET.fullmatch(read.setting(UTC_OFFSET).strip())
    if found is not None and int(found[2]) < 15 and int(found[3]) < 60:
        minutes = int(found[2]) * 60 + int(found[3])
        return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    country = read.cached("offers.country", lambda: _country(read))
    return timezone(timedelta(minutes=_COUNTRY_MINUTES.get(country, 0)))


def _country(read: Read) -> str:
    return str(read.scalar(select(Company.c.country).where(Company.c.key == read.company_id)) or "")


def closing_of(read: Read, day: date) -> datetime:
    """When the desk closes on a day, in world time."""
    closing = time_of(read.setting(CLOSING_TIME)) or time(17)
    return datetime.combine(day, closing, desk_zone(read)).astimezone(UTC)


def desk_day(read: Read, at: datetime) -> date:
    """The day the desk's calendar shows at an instant."""
    return at.astimezone(desk_zone(read)).date()


def stands_until(read: Read, said_at: datetime) -> datetime:
    """Until when something said at `said_at` stands where nothing was said of it."""
    day = desk_day(read, said_at)
    today = closing_of(read, day)
    return today if said_at < today else closing_of(read, day + timedelta(days=1))


def day_bounds(read: Read, at: datetime) -> tuple[datetime, datetime]:
    """The first instant of the desk's day in which `at` lies, and of the next day, in world time."""
    zone = desk_zone(read)
    start = datetime.combine(at.astimezone(zone).date(), time(), zone)
    return start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC)
