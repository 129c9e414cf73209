"""The lockout: how long an account stays locked after failed sign-ins. Values in, values out.

Five failures lock it for 30 seconds, each further one for twice as long, up to 15 minutes. Whatever happens,
an account takes at most 100 failures in a day (NIST SP 800-63B 3.2.2 allows 100 in a row). A lock is measured
from the failure that set it, so that a clock put back prolongs it to no more than its own length; nobody,
not even the last owner, is locked out for longer than a day. Failures in a row are counted without regard
to time: a clock put forward ends one lock, and the next failure sets the longest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_FAILURES = 5
FIRST_LOCK = timedelta(seconds=30)
LONGEST_LOCK = timedelta(minutes=15)
MOST_A_DAY = 100
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Failures:
    """What is remembered of an account's failed sign-ins.

    `in_a_row` since the last success; `of_day` since `day_began_at`; `locked_until` by the wall clock.
    """

    in_a_row: int = 0
    of_day: int = 0
    day_began_at: datetime | None = None
    locked_until: datetime | None = None


def lock_length(in_a_row: int) -> timedelta | None:
    """For how long so many failures in a row lock an account; None for the first four."""
    if in_a_row < FREE_FAILURES:
        return None
    doublings: int = 2 ** min(in_a_row - FREE_FAILURES, 10)
    return min(FIRST_LOCK * doublings, LONGEST_LOCK)


def after_failure(before: Failures, now: datetime) -> Failures:
    """One failure more, at `now`."""
    in_a_row = before.in_a_row + 1
    began, of_day = _day(before, now)
    of_day += 1
    length = lock_length(in_a_row)
    until = None if length is None else now + length
    if of_day >= MOST_A_DAY:
        until = began + DAY
    return Failures(in_a_row, of_day, began, until)


def _day(before: Failures, now: datetime) -> tuple[datetime, int]:
    """When the day that is counted began, and how many failures it has seen."""
    if before.day_began_at is None or now - before.day_began_at >= DAY:
        return now, 0
    # A day that begins after now: the clock was put back. What was counted stays.
    return min(before.day_began_at, now), before.of_day


def still_locked(of: Failures, now: datetime) -> datetime | None:
    """Until when the account is locked at `now`, or None.

    Later than any lock lasts can only be said by a clock that has been put back since: then the lock counts
    from now on.
    """
    if of.locked_until is None or of.locked_until <= now:
        return None
    longest = DAY if of.of_day >= MOST_A_DAY else (lock_length(of.in_a_row) or timedelta(0))
    return min(of.locked_until, now + longest)
