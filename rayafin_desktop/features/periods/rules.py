"""Locks and what they bite: values in, problems out. Knows no database.

A lock of one area holds every day up to its date. An entry belongs to one area by what it came from; an
exception opens a window of days, for one user or role and one area, until an instant (rules.md 2.7).
The database's own trigger (`ledger/triggers.py`) reads the same rows by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.permissions import Actor, Role


class Area(StrEnum):
    """What a lock holds, what an exception opens, and what an entry belongs to."""

    SALES = "sales"  # invoices, credit notes
    PURCHASE = "purchase"  # bills, debit notes, expenses
    TAX = "tax"  # up to here a return was filed: documents with tax
    ALL = "all"  # every entry
    YEAR = "year"  # up to here financial years are closed: every entry but the closing itself
    HARD = "hard"  # every entry, for ever: it never moves back and nothing opens it


LOCKABLE = (Area.SALES, Area.PURCHASE, Area.TAX, Area.ALL)
"""The soft locks a person sets; YEAR comes from closing a year, HARD has a command of its own."""

SALES_KINDS = ("invoice", "credit_note")
PURCHASE_KINDS = ("bill", "debit_note", "expense")
CLOSE_KINDS = ("close",)  # also what takes a closing entry back
# A reversal has the kind `reversal`; it belongs where the record belongs whose entry it reverses.
SALES_SOURCES = ("invoice",)
PURCHASE_SOURCES = ("bill",)

_ORDER = (Area.HARD, Area.YEAR, Area.ALL, Area.TAX, Area.SALES, Area.PURCHASE)
_CODES: Mapping[Area, str] = {
    Area.HARD: "entry.hard_locked",
    Area.YEAR: "entry.year_closed",
    Area.ALL: "entry.period_closed",
    Area.TAX: "entry.tax_filed",
    Area.SALES: "entry.sales_locked",
    Area.PURCHASE: "entry.purchases_locked",
}
_ONE_DAY = timedelta(days=1)


def area_of(kind: str, source_kind: str = "") -> Area:
    """The area an entry belongs to; ALL for one that only the locks of everything hold."""
    if kind in SALES_KINDS or (kind == "reversal" and source_kind in SALES_SOURCES):
        return Area.SALES
    if kind in PURCHASE_KINDS or (kind == "reversal" and source_kind in PURCHASE_SOURCES):
        return Area.PURCHASE
    if kind in CLOSE_KINDS:
        return Area.YEAR
    return Area.ALL


def bites(lock: Area, area: Area) -> bool:
    """Whether a lock holds entries of an area."""
    if lock in (Area.HARD, Area.YEAR, Area.ALL):
        return True
    return lock is area or (lock is Area.TAX and area in (Area.SALES, Area.PURCHASE))


def lifts(window: Area, lock: Area, area: Area) -> bool:
    """Whether an exception for `window` lifts a lock for an entry of `area`.

    One for everything lifts no tax lock: what was filed was told to somebody else, so that wants an
    exception of its own. None that a person makes lifts a closed year, and none at all a hard lock.
    """
    if lock is Area.ALL:
        return window is Area.ALL or window is area
    if lock in (Area.SALES, Area.PURCHASE):
        return window in (lock, Area.ALL)
    if lock is Area.TAX:
        return window is Area.TAX
    return lock is Area.YEAR and window is Area.YEAR and area is Area.YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """An exception: `first_on` to `last_on` are open to one user or role from `since` until `ends_at`."""

    id: UUID
    area: Area
    user_id: UUID | None
    role: Role | None
    first_on: date
    last_on: date
    since: datetime
    ends_at: datetime

    def is_for(self, actor: Actor, day: date, now: datetime) -> bool:
        """Whether it opens this day to this person at this instant."""
        if not (self.since <= now < self.ends_at and self.first_on <= day <= self.last_on):
            return False
        if self.role is not None:
            return self.role is actor.role
        return self.user_id == actor.user_id


@dataclass(frozen=True, slots=True)
class Locks:
    """A company's locks as they stand, with the exceptions from them."""

    until: Mapping[Area, date]
    windows: tuple[Window, ...] = ()

    @property
    def latest(self) -> date:
        """No lock holds a day after this one."""
        return max(self.until.values(), default=date.min)

    def holding(self, day: date, area: Area, actor: Actor, now: datetime) -> list[Area]:
        """The locks that keep this person from posting an entry of an area, the hardest first."""
        return [
            lock
            for lock in self._biting(day, area)
            if not any(lifts(one.area, lock, area) for one in self.windows if one.is_for(actor, day, now))
        ]

    def needed(self, day: date, area: Area, actor: Actor, now: datetime) -> list[Window]:
        """The exceptions an entry that is let through rests on, one for each lock."""
        found: dict[UUID, Window] = {}
        for lock in self._biting(day, area):
            for one in self.windows:
                if lifts(one.area, lock, area) and one.is_for(actor, day, now):
                    found[one.id] = one
                    break
        return list(found.values())

    def first_open(self, day: date, area: Area, actor: Actor, now: datetime) -> date:
        """The first day, `day` or later, on which this person may post an entry of an area."""
        while holding := self.holding(day, area, actor, now):
            day = max(self.until[lock] for lock in holding) + _ONE_DAY
        return day

    def problems(
        self, day: date, area: Area, actor: Actor, now: datetime, field: str = "posted_on"
    ) -> list[Problem]:
        """Why nothing of an area may be posted on a day: the hardest lock, and the first open day."""
        if day > self.latest:
            return []
        holding = self.holding(day, area, actor, now)
        if not holding:
            return []
        params = {
            "locked_until": self.until[holding[0]],
            "first_open": self.first_open(day, area, actor, now),
        }
        return [Problem(_CODES[holding[0]], field, params)]

    def _biting(self, day: date, area: Area) -> list[Area]:
        return [
            lock for lock in _ORDER if lock in self.until and day <= self.until[lock] and bites(lock, area)
        ]


def latest_of(locks: Iterable[tuple[Area, date]]) -> dict[Area, date]:
    """The furthest date of each area."""
    found: dict[Area, date] = {}
    for area, until in locks:
        found[area] = max(until, found.get(area, until))
    return found
