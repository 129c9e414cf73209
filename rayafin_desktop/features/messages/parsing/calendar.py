"""Days as messages name them, relative to the day the message is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from .reading import Reading

# A day that has just passed is meant as such (and doubted); an older one is that of the coming year.
_JUST_PASSED = timedelta(days=45)
_MID_MONTH = 15
_NOON = 12


@dataclass(frozen=True, slots=True)
class When:
    """A day, a window or a time of day, read from the items `start` to `end`."""

    start: int
    end: int
    first: date
    last: date
    at: time | None = None
    part: bool = False  # a part of the day was named: morning, evening
    whole_month: bool = False
    dated: bool = True  # False: only a time of day was said


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in_month(r: Reading, day: int, month: int, year: int | None) -> date | None:
    """A day of a month in the year said, or else the coming one; just passed days stay where they are."""
    if year is not None:
        return _safe(year, month, day)
    found = _safe(r.as_of.year, month, day)
    if found is not None and found < r.as_of - _JUST_PASSED:
        return _safe(r.as_of.year + 1, month, day)
    if found is not None and found - r.as_of > timedelta(days=330):  # a December day said in January
        before = _safe(r.as_of.year - 1, month, day)
        if before and r.as_of - before <= timedelta(days=31):
            return before
    return found


def _year(r: Reading, at: int) -> tuple[int, int | None]:
    """A year at `at` (`2026`, `'26`): where it ends, and the year."""
    start = r.skip(at, 1, ",-/'.") if r.text_at(at) in ("'", "-", "/", ",", ".") else at
    value = r.number(start)
    if value is None or value != int(value):
        return at, None
    if 2000 <= value < 2100 and len(r.text_at(start)) == 4 and not r.tag(start + 1, "unit"):
        return start + 1, int(value)
    if (
        start > at
        and r.text_at(at) in ("'", "-", "/")
        and len(r.text_at(start)) == 2
        and not r.items[start].gap
        and int(value) >= r.as_of.year % 100
        and int(value) <= r.as_of.year % 100 + 2
    ):
        return start + 1, 2000 + int(value)
    return at, None


def _day_number(r: Reading, at: int) -> int | None:
    value = r.number(at)
    if value is not None and value == int(value) and 1 <= value <= 31 and "." not in r.text_at(at):
        return int(value)
    return None


def _joint(r: Reading, at: int) -> int:
    """Past a sign or word that joins two ends of a window; `at` itself when there is none."""
    if r.text_at(at) in ("-", "/", "&") or (r.tag(at, "to") and not r.ends_clause(at)):
        return at + 1
    return at


def _month_window(r: Reading, at: int) -> When | None:
    """`Feb`, `Feb/Mar 2026`, `Feb FH`, `FH Feb`, `Mar '26`."""
    here = at
    half = r.tag(here, "half")
    if half:
        here += 1
        if r.text_at(here) in ("of", "-"):
            here += 1
    first = r.tag(here, "month")
    if not first or r.kind(here) != "w":
        return None
    here += 1
    last = first
    after, year = _year(r, here)
    joint = _joint(r, here)
    if year is None and joint > here and r.tag(joint, "month"):
        last = r.tag(joint, "month")
        after, year = _year(r, joint + 1)
    if not half and r.tag(after, "half"):
        half = r.tag(after, "half")
        after += 1
        if year is None:
            after, year = _year(r, after)
    elif not half and r.text_at(after) == "-" and r.tag(after + 1, "half"):
        half = r.tag(after + 1, "half")
        after += 2
    if year is None:
        year = r.as_of.year + (first < r.as_of.month)
        begin_year = year
        end_year = year + (last < first)
    else:
        end_year = year
        begin_year = year - (last < first)
    begin, end = date(begin_year, first, 1), month_end(end_year, last)
    if half == "FH":
        end = end.replace(day=_MID_MONTH)
    elif half == "LH":
        begin = begin.replace(year=end.year, month=end.month, day=_MID_MONTH + 1)
    return When(at, after - 1, begin, end, whole_month=True)


def _day_and_month(r: Reading, at: int, day: int) -> When | None:
    """`by 25/1`: day and month without a year, behind a word that wants a day."""
    month = _day_number(r, at + 2)
    if (
        r.text_at(at - 1) not in ("by", "till", "before", "upto", "up to", "from", "on")
        or r.text_at(at + 1) != "/"
        or not (r.glued(at + 1) and r.glued(at + 2))
        or month is None
        or month > 12
        or r.text_at(at + 3) == "/"
        or r.tag(at + 3, "unit")
    ):
        return None
    found = day_in_month(r, day, month, None)
    return None if found is None else When(at, at + 2, found, found)


def _in_inches(r: Reading, at: int) -> bool:
    """Whether the number is part of `1-1/8`, a staple in inches that a month may follow."""
    slash = at + 1 if r.text_at(at + 1) == "/" else at - 1
    return (
        r.text_at(slash) == "/"
        and r.text_at(slash - 2) == "-"
        and r.text_at(slash - 3) == "1"
        and r.text_at(slash - 1).isdigit()
        and r.text_at(slash + 1) in ("8", "16", "32", "64")
        and all(r.glued(one) for one in range(slash - 2, slash + 2))
    )


def _dated(r: Reading, at: int, *, onward: bool = True) -> When | None:
    """`15 Jan`, `15-20 Jan 2026`, `Jan 20`, `25/01/26`."""
    if r.kind(at) == "d" and r.items[at].value is not None:
        day = r.items[at].value
        joint = _joint(r, at + 1)
        if joint > at + 1 and r.kind(joint) == "d" and r.items[joint].value is not None:
            return When(at, joint, day, r.items[joint].value)
        return When(at, at, day, day)
    first = _day_number(r, at)
    here = at + 1
    if first is not None:
        if _in_inches(r, at):
            return None
        if (written := _day_and_month(r, at, first)) is not None:
            return written
        if r.tag(here, "ordinal"):
            here += 1
        last, joint = first, _joint(r, here)
        second = _day_number(r, joint) if joint > here else None
        if second is not None and second > first:
            last, here = second, joint + 1
            if r.tag(here, "ordinal"):
                here += 1
        if r.text_at(here) in ("of", "-"):
            here += 1
        month = r.tag(here, "month")
        if month and r.kind(here) == "w":
            return _finish_dated(r, at, (first, last, month), here + 1, onward=onward)
        return None
    month = r.tag(at, "month")
    day_number = _day_number(r, here) if month and r.kind(at) == "w" else None
    if (
        month
        and day_number is not None
        and not any(r.tag(here + 1, tag) for tag in ("unit", "mult", "span", "qunit"))
    ):
        last, joint = day_number, _joint(r, here + 1)
        end = here
        second = _day_number(r, joint) if joint > here + 1 else None
        if second is not None and second > day_number and not r.tag(joint + 1, "unit"):
            last, end = second, joint
        if r.tag(end + 1, "ordinal"):
            end += 1
        then = _joint(r, end + 1)
        following = None
        if onward and last == day_number and then > end + 1 and r.tag(then, "month"):
            following = _dated(r, then, onward=False)
        if following:
            start_day = day_in_month(r, day_number, month, None)
            if start_day and start_day <= following.last:
                return When(at, following.end, start_day, following.last)
        begin, until = day_in_month(r, day_number, month, None), day_in_month(r, last, month, None)
        return When(at, end, begin, until) if begin and until else None
    return None


def _finish_dated(
    r: Reading, at: int, said: tuple[int, int, int], after: int, *, onward: bool
) -> When | None:
    first, last, month = said
    after, year = _year(r, after)
    begin, until = day_in_month(r, first, month, year), day_in_month(r, last, month, year)
    if begin is None or until is None:
        return None
    # `25 Jan to 5 Feb`
    joint = _joint(r, after)
    if onward and first == last and joint > after:
        following = _dated(r, joint, onward=False)
        if following and following.first >= begin:
            return When(at, following.end, begin, following.last)
    return When(at, after - 1, begin, until)


def _relative(r: Reading, at: int) -> When | None:
    """`kal`, `Monday`, `next Monday`, `this week`, `month end`, `next month`."""
    here = at
    if r.tag(here, "next") and (r.tag(here + 1, "weekday") is not None):
        here += 1
    weekday = r.tag(here, "weekday")
    if weekday is not None and not r.tag(here, "unit") and len(r.text_at(here)) >= 3:
        day = r.as_of + timedelta(days=(weekday - r.as_of.weekday() - 1) % 7 + 1)
        return When(at, here, day, day)
    relative = r.tag(at, "relday")
    if relative is not None:
        day = r.as_of + timedelta(days=relative)
        return When(at, at, day, day)
    sunday = r.as_of + timedelta(days=6 - r.as_of.weekday())
    if r.tag(at, "thisweek"):
        return When(at, at, r.as_of, sunday)
    if r.tag(at, "nextweek"):
        return When(at, at, sunday + timedelta(days=1), sunday + timedelta(days=7))
    end = month_end(r.as_of.year, r.as_of.month)
    if r.tag(at, "monthend"):
        return When(at, at, end, end)
    if r.tag(at, "thismonth"):
        return When(at, at, r.as_of, end)
    if r.tag(at, "nextmonth"):
        begin = end + timedelta(days=1)
        return When(at, at, begin, month_end(begin.year, begin.month), whole_month=True)
    return None


def clock(r: Reading, at: int) -> tuple[int, time] | None:
    """`5pm`, `17:30`, `5.30 pm`, `subah 11 baje`: where it ends and the time; None when none is there."""
    part = r.tag(at, "part")
    here = at + 1 if part else at
    if r.kind(here) == "t":
        hour, minute = (int(x) for x in r.text_at(here).split(":")[:2])
    else:
        value = r.number(here)
        if value is None or value > 24:
            return None
        hour = int(value)
        minute = int((value - hour) * 100)
    half_day, oclock, after = r.tag(here + 1, "ampm"), False, here + 1
    if half_day:
        after += 1
    elif r.tag(after, "oclock"):
        oclock = True
        after += 1
    if r.kind(here) != "t" and not (half_day or oclock):
        return None
    if not part and r.tag(after, "part"):
        part = r.tag(after, "part")
        after += 1
    if minute > 59 or hour > 23:
        return None
    if half_day == "pm" or (part in ("EVENING", "NIGHT") and hour < _NOON):
        hour = hour % _NOON + _NOON
    elif (part == "NOON" and hour < 6) or (oclock and not part and not half_day and 1 <= hour <= 7):
        hour += _NOON
    elif half_day == "am" and hour == _NOON:
        hour = 0
    return after, time(hour, minute)


def read_when(r: Reading, at: int) -> When | None:
    """The day, window or time of day that begins at `at`."""
    if r.used[at] or (r.kind(at) in "ws" and not r.items[at].tags):
        return None
    found = (
        _month_window(r, at)
        if (r.tag(at, "month") or r.tag(at, "half")) and not _day_number(r, at + 1)
        else None
    )
    found = found or _dated(r, at) or _relative(r, at)
    if found is None and r.tag(at, "month"):
        found = _month_window(r, at)
    if found is not None:
        return _with_time(r, found)
    timed = clock(r, at)
    if timed is not None:
        day = None
        if (r.tag(timed[0], "relday")) is not None:
            day = r.as_of + timedelta(days=r.tag(timed[0], "relday"))
            return When(at, timed[0], day, day, timed[1])
        return When(at, timed[0] - 1, r.as_of, r.as_of, timed[1], dated=False)
    if r.tag(at, "part"):
        part_end = at
        if (r.tag(at + 1, "relday")) is not None:
            day = r.as_of + timedelta(days=r.tag(at + 1, "relday"))
            return When(at, at + 1, day, day, part=True)
        return When(at, part_end, r.as_of, r.as_of, part=True, dated=False)
    return None


def _with_time(r: Reading, day: When) -> When:
    """A day with the time of day that stands behind it, if one does."""
    after = day.end + 1
    if r.text_at(after) in ("@", ",") or r.text_at(after) in ("at", "ko", "को"):
        after += 1
    if day.whole_month:
        return day
    timed = clock(r, after)
    if timed is not None:
        return When(day.start, timed[0] - 1, day.first, day.last, timed[1])
    if after == day.end + 1 and r.tag(after, "part"):
        return When(day.start, after, day.first, day.last, part=True)
    return day


def span_days(value: Decimal, span: str) -> int | None:
    """A number of days, weeks or months as days (a month 30); None for hours and odd numbers."""
    factor = {"day": 1, "week": 7, "month": 30}.get(span)
    if factor is None or value != int(value) or value * factor > 730:
        return None
    return int(value) * factor
