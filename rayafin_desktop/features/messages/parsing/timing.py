"""What a day or a span of time is about: delivery, payment, or how long the word is good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from .calendar import When, read_when, span_days
from .reading import Reading

_REACH = 5
_CLAIMED_IS_FARTHER = 2
# "Till" as Indian languages say it: behind the day.
_TILL_BEHIND = frozenset(
    {"tak", "tk", "तक", "sudhi", "सुधी", "paryant", "पर्यंत", "परियंत", "par", "ke andar", "andar"}
)


@dataclass(frozen=True, slots=True)
class _Cue:
    about: str
    at: int


def _about(r: Reading, at: int) -> str | None:
    """What the word at `at` says a time beside it is about."""
    if r.tag(at, "valid") or (r.tag(at, "cue") and "reply" in r.tag(at, "cue")):
        return "validity"
    if r.tag(at, "payword") or (r.tag(at, "pay") and not (r.tag(at, "basis") or r.tag(at, "bal"))):
        return "payment"
    if r.tag(at, "cd") and r.text_at(at) not in ("discount", "disc"):
        return "discount"
    if r.tag(at, "deliv"):
        return "delivery"
    if r.tag(at, "crop"):
        return "crop"
    if r.tag(at, "exch"):
        return "exchange"
    if r.text_at(at) in (
        "storage",
        "godown",
        "old",
        "claim",
        "passing",
        "free",
        "interest",
        "test",
        "arrival",
        "arrivals",
        "last",
    ):
        return "other"
    return None


def _cue(r: Reading, start: int, end: int, *, day: bool = False) -> _Cue | None:
    """The nearest word of the clause that says what the time is about; of two as near the one before.

    For a day the ways of paying say nothing: cash has no date, and "payment" only right before it.
    """
    best: tuple[int, _Cue] | None = None
    for step, origin in ((-1, start), (1, end)):
        for distance in range(1, _REACH + 1):
            at = origin + step * distance
            if r.ends_clause(at):
                break
            about = _about(r, at)
            if day and (
                about == "discount"
                or (about == "payment" and not (r.tag(at, "payword") and step < 0 and distance <= 2))
            ):
                about = None
            if about:
                far = distance + (_CLAIMED_IS_FARTHER if r.used[at] and step < 0 else 0)
                far += day and about == "payment"
                if best is None or far < best[0]:
                    best = (far, _Cue(about, at))
                break
            if step > 0 and (r.tag(at, "span") or r.kind(at) in "dt" or r.tag(at, "month")):
                break
    return best[1] if best else None


def _leads_to_day(r: Reading, at: int) -> bool:
    """Whether the word stands between a preposition and its day: `by the 25th`, `within next 10 days`."""
    return r.text_at(at) in ("the", "end", "of", "max", "maximum", "only") or any(
        r.tag(at, tag) for tag in ("part", "next", "ordinal", "priceword")
    )


def _limit_word(r: Reading, start: int, end: int) -> str | None:
    """Whether the time is an end (`till`), an inside (`within`) or a beginning (`after`)."""
    before = r.skip(start - 1, -1, ":-")
    for at in (before, before - 1):
        if r.ends_clause(at) or (at != before and not _leads_to_day(r, before)):
            break
        if r.tag(at, "after") and not r.tag(at, "till"):
            return (
                "after" if r.text_at(at) not in ("se", "baad", "bad", "pachi", "pachhi", "nantar") else None
            )
        if r.tag(at, "till") and r.text_at(at) not in _TILL_BEHIND and not r.used[at]:
            return "till"
        if r.tag(at, "within") and r.text_at(at) in ("in", "within", "inside", "in next", "under"):
            return "within"
        if r.kind(at) == "n":
            break
    after = end + 1
    if r.tag(after, "till") and r.text_at(after) in (
        "tak",
        "tk",
        "sudhi",
        "paryant",
        "तक",
        "पर्यंत",
        "सुधी",
        "se pehle",
        "pehle",
        "के पहले",
        "पहले",
        "परियंत",
        "तक का",
    ):
        return "till"
    if r.tag(after, "within") and r.text_at(after) not in ("in", "within"):
        return "within"
    if r.tag(after, "after") and r.text_at(after) in (
        "ke baad",
        "baad",
        "bad",
        "pachi",
        "pachhi",
        "nantar",
        "se",
        "के बाद",
        "बाद",
        "पछी",
        "नंतर",
        "onwards",
        "onward",
    ):
        return "after"
    return None


def read_times(r: Reading) -> None:
    """Every day and every span of time in the message, given to the field it is about."""
    at = 0
    while at < len(r):
        if r.used[at]:
            at += 1
            continue
        end = _read_span(r, at) or _read_day(r, at) or _read_bare_day(r, at)
        at = (end or at) + 1


# ---- spans: `15 din`, `7-8 days`, `2 hours` ----
def _read_span(r: Reading, at: int) -> int | None:
    value = r.number(at)
    if value is None:
        return None
    here = at + 1
    upper_end = r.text_at(at - 1) == "-" and not r.items[at].gap
    if (
        not upper_end
        and value == int(value)
        and (r.text_at(here) == "-" or r.text_at(here) in ("to", "se"))
        and (second := r.number(here + 1)) is not None
        and second > value
    ):
        value, here = second, here + 2
    span = r.tag(here, "span")
    if not span or r.denied(at, here):
        return None
    if span == "day" and r.text_at(here) == "d" and r.items[here].gap:
        return None
    cue = _cue(r, at, here)
    limit = _limit_word(r, at, here)
    if span in ("hour", "minute"):
        if (cue and cue.about == "validity") or (limit in ("till", "within") and cue is None):
            hours = value if span == "hour" else None
            if hours is not None:
                r.put("validity.hours", hours, at, here)
                if r.now is not None:
                    r.infer("validity.until", r.now + timedelta(hours=float(hours)))
            _claim_cue(r, cue)
        return here
    days = span_days(value, span)
    if days is None:
        return here
    _assign_span(r, (at, here, days), cue, limit)
    return here


def _claim_cue(r: Reading, cue: _Cue | None) -> None:
    if cue is not None:
        r.claim(cue.at, cue.at)


def _assign_span(r: Reading, said: tuple[int, int, int], cue: _Cue | None, limit: str | None) -> None:
    start, end, days = said
    if cue is None:
        isolated = r.ends_clause(start - 1) and (r.ends_clause(end + 1) or r.tag(end + 1, "only"))
        if isolated and not r.get("payment.days"):
            r.put("payment.days", days, start, end, inferred=True)
        return
    if cue.about == "validity":
        r.put("validity.until", r.as_of + timedelta(days=days), start, end)
    elif cue.about == "delivery":
        r.put(
            "delivery.from" if limit == "after" else "delivery.to", r.as_of + timedelta(days=days), start, end
        )
    elif cue.about == "payment":
        r.put("payment.days", days, start, end)
    else:
        return
    if limit:
        r.claim(start - 1, start - 1) if not r.ends_clause(start - 1) and (
            r.tag(start - 1, "within") or r.tag(start - 1, "till") or r.tag(start - 1, "after")
        ) else None
        r.claim(end + 1, end + 1) if r.tag(end + 1, "within") or r.tag(end + 1, "till") or r.tag(
            end + 1, "after"
        ) else None
    if not r.tag(cue.at, "pay"):
        _claim_cue(r, cue)


# ---- days: `25 Jan`, `kal subah`, `Feb FH` ----
def _read_day(r: Reading, at: int) -> int | None:
    when = read_when(r, at)
    if when is None:
        return None
    if any(r.used[one] for one in range(when.start, when.end + 1)):
        return None
    if r.denied(when.start, when.end) and not _limit_word(r, when.start, when.end):
        return when.end
    cue = _cue(r, when.start, when.end, day=True)
    limit = _limit_word(r, when.start, when.end)
    about = cue.about if cue else _uncued(r, when, limit)
    if when.at is not None or (when.part and not when.dated):
        if about not in ("validity", "delivery", "payment") and limit == "till":
            about, cue = "validity", None
        elif (
            about == "delivery"
            and limit == "till"
            and (when.at is not None or when.part)
            and cue is not None
            and abs(cue.at - when.start) > 2
        ):
            about = "validity"
    if about == "validity":
        _say_until(r, when)
    elif about == "delivery" and when.dated:
        _say_window(r, when, limit)
    else:
        return when.end
    for one in (when.start - 1, when.end + 1):
        if any(r.tag(one, tag) for tag in ("till", "within", "after", "from")) and not r.tag(one, "unit"):
            r.claim(one, one)
    _claim_cue(r, cue)
    return when.end


def _uncued(r: Reading, when: When, limit: str | None) -> str | None:
    """What a time without a word beside it is about: a month is one of delivery, a near day an answer's."""
    if r.tag(when.start - 1, "cue") and "info" in r.tag(when.start - 1, "cue"):
        return None
    if "info" in r.cues or "test" in r.cues:
        return None
    if when.whole_month or (when.first != when.last and when.dated):
        return "delivery"
    if limit == "till" and when.dated:
        return "validity" if 0 <= (when.last - r.as_of).days <= 1 or when.at or when.part else "delivery"
    return None


def _say_until(r: Reading, when: When) -> None:
    if when.at is not None:
        r.put("validity.until", datetime.combine(when.last, when.at), when.start, when.end)
        return
    r.put("validity.until", when.last, when.start, when.end)
    if when.part:
        r.fields["validity"].setdefault("part_text", r.source(when.start, when.end))


def _say_window(r: Reading, when: When, limit: str | None) -> None:
    if limit == "after" and not when.whole_month:
        r.put("delivery.from", when.first, when.start, when.end)
        if when.first != when.last:  # from 20th to 25th Jan
            r.put("delivery.to", when.last, when.start, when.end)
    elif (
        limit in ("till", "within")
        and not (when.whole_month and limit == "within")
        and not (when.first != when.last and not when.whole_month)
    ):
        r.put("delivery.to", when.last, when.start, when.end)
    elif limit == "after":
        r.put("delivery.from", when.first, when.start, when.end)
    else:
        r.put("delivery.from", when.first, when.start, when.end)
        if when.first != when.last or when.whole_month:
            r.put("delivery.to", when.last, when.start, when.end)


# ---- a day of the month alone: `15 tak`, `20 tarikh se` ----
def _read_bare_day(r: Reading, at: int) -> int | None:
    value = r.number(at)
    if value is None or value != int(value) or not 1 <= value <= 31 or "." in r.text_at(at):
        return None
    end = at
    last = value
    joint = r.text_at(at + 1) in ("-", "to", "se")
    second = r.number(at + 2) if joint else None
    if second is not None and value < second <= 31 and second == int(second):
        last, end = second, at + 2
    marked = bool(r.tag(end + 1, "ordinal"))
    if marked:
        end += 1
    if any(r.tag(end + 1, tag) for tag in ("unit", "qunit", "span", "mult", "cur", "q")) or r.text_at(
        end + 1
    ) in ("%", "/"):
        return None
    limit = _limit_word(r, at, end)
    if not (marked or limit in ("till", "after") or (limit is None and last != value)):
        return None
    cue = _cue(r, at, end)
    if cue is None or cue.about not in ("delivery", "validity") or abs(cue.at - at) > _REACH:
        return None
    first_day, last_day = _coming(r, int(value)), _coming(r, int(last))
    if first_day is None or last_day is None or (not marked and limit == "till" and r.tag(cue.at, "unit")):
        return None
    when = When(at, end, first_day, last_day)
    if cue.about == "validity":
        _say_until(r, when)
    else:
        _say_window(r, when, limit)
    r.claim(end + 1, end + 1) if r.tag(end + 1, "till") or r.tag(end + 1, "after") else None
    _claim_cue(r, cue)
    return end


def _coming(r: Reading, day: int) -> date | None:
    """The next day with this number in a month."""
    year, month = r.as_of.year, r.as_of.month
    for _ in range(3):
        try:
            found = date(year, month, day)
        except ValueError:
            found = None
        if found is not None and found >= r.as_of:
            return found
        year, month = year + month // 12, month % 12 + 1
    return None


def doubt_times(r: Reading) -> None:
    """Warn of windows that have passed and of ends before beginnings."""
    begin, end = r.get("delivery.from"), r.get("delivery.to")
    if begin and end and begin > end:
        r.warn("message.min_above_max", "delivery", min=begin, max=end)
    if (end or begin) and (end or begin) < r.as_of:
        r.warn("message.window_past", "delivery.to", to=(end or begin).isoformat())
    until = r.get("validity.until")
    if until is not None:
        day = until.date() if isinstance(until, datetime) else until
        passed = day < r.as_of or (
            isinstance(until, datetime) and r.now is not None and until < r.now.replace(tzinfo=None)
        )
        if passed:
            r.warn("message.window_past", "validity.until", to=until.isoformat())


def whole_days(value: Decimal) -> int | None:
    """A plausible number of days of credit."""
    return int(value) if value == int(value) and 0 <= value <= 365 else None
