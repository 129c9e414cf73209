"""Aging: what is open at the end of a day, by party or by document, in buckets by due date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select

from rayafin_desktop.engine.work import Read

from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..parties.model import Party
from .open_items import Cut, Items
from .settings import BUCKETS
from .sides import Side

DEFAULT_LIMITS = (30, 60, 90)
MOST_LIMITS = 6
# Entries whose effect on the control accounts shows as documents and allocations.
_DOCUMENT_SOURCES = ("bill", "invoice", "payment")


def limits_of(text: str) -> tuple[int, ...]:
    """Bucket limits written as `30, 60, 90`, rising days after the due date; else the default.

    >>> limits_of("15, 45")
    (15, 45)
    >>> limits_of("45, 15")
    (30, 60, 90)
    """
    try:
        found = tuple(int(part) for part in text.split(","))
    except ValueError:
        return DEFAULT_LIMITS
    rising = all(a < b for a, b in zip((0, *found), found, strict=False))
    return found if rising and len(found) <= MOST_LIMITS and found[-1] < 10_000 else DEFAULT_LIMITS


def bucket_names(limits: Sequence[int]) -> tuple[str, ...]:
    """Not due, then each bucket by its days.

    >>> bucket_names((30, 60, 90))
    ('Not due', '1–30', '31–60', '61–90', 'Over 90')
    """
    starts = [1, *(limit + 1 for limit in limits[:-1])]
    between = (f"{start}–{limit}" for start, limit in zip(starts, limits, strict=True))
    return ("Not due", *between, f"Over {limits[-1]}")


def bucket_of(due_on: date, as_of: date, limits: Sequence[int]) -> int:
    """The place of a document among the buckets; 0 is not due yet (due on the day itself is not late)."""
    late = (as_of - due_on).days
    return 0 if late <= 0 else 1 + sum(1 for limit in limits if late > limit)


@dataclass(slots=True, kw_only=True)
class Aged:
    """What one party has open in one currency.

    `buckets` are open documents by due date, `credit_minor` open credit notes (not positive); their
    `base` twins are in the company's currency. `other` is what stands on the control account from
    entries that are no documents (journals, opening balances), `advance` money on account that pays
    nothing yet (positive: we hold it, or the supplier does).
    """

    party_id: UUID | None
    currency: str
    buckets: list[int]
    base_buckets: list[int]
    credit_minor: int = 0
    base_credit_minor: int = 0
    other_minor: int = 0
    base_other_minor: int = 0
    advance_minor: int = 0
    base_advance_minor: int = 0

    @property
    def open_minor(self) -> int:
        """What stands on the control account, in `currency`."""
        return sum(self.buckets) + self.credit_minor + self.other_minor

    @property
    def base_open_minor(self) -> int:
        """What stands on the control account, in the company's currency."""
        return sum(self.base_buckets) + self.base_credit_minor + self.base_other_minor

    @property
    def base_net_minor(self) -> int:
        """After the advance."""
        return self.base_open_minor - self.base_advance_minor

    def add(self, other: Aged) -> None:
        """Add another's company-currency figures (of any currency)."""
        for at, minor in enumerate(other.base_buckets):
            self.base_buckets[at] += minor
        self.base_credit_minor += other.base_credit_minor
        self.base_other_minor += other.base_other_minor
        self.base_advance_minor += other.base_advance_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDocument:
    """One open document at a cut; of a credit note `open_minor` is negative."""

    id: UUID
    record_kind: str
    kind: str
    number: str
    party_id: UUID
    issued_on: date
    due_on: date
    currency: str
    total_minor: int
    open_minor: int
    base_minor: int
    days_late: int
    bucket: int
    is_credit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aging:
    """A side's aging at a cut: `rows` by party and currency, by party name."""

    cut: Cut
    limits: tuple[int, ...]
    rows: Sequence[Aged]
    names: dict[UUID, tuple[str, str]] = field(default_factory=dict)  # party -> (code, name)

    @property
    def total(self) -> Aged:
        """All rows in the company's currency."""
        total = _empty(None, "", self.limits)
        for row in self.rows:
            total.add(row)
        return total


def _empty(party_id: UUID | None, currency: str, limits: Sequence[int]) -> Aged:
    none = [0] * (len(limits) + 2)
    return Aged(party_id=party_id, currency=currency, buckets=none, base_buckets=[*none])


def aging(
    read: Read,
    side: Side,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    party_id: UUID | None = None,
) -> Aging:
    """Who has how much open at the end of a day (today if none is given), and for how long.

    Sums over `base_open_minor` to the control account and over `base_advance_minor` to the advance
    account, to the minor unit. `known_on` leaves out what was recorded later.
    """
    read.actor.require("aging.see")
    cut = Cut(as_of=as_of or read.today, known_on=known_on)
    limits = limits_of(read.setting(BUCKETS))
    found: dict[tuple[UUID | None, str], Aged] = {}

    def row(party: UUID | None, currency: str) -> Aged:
        key = (party, currency)
        if key not in found:
            found[key] = _empty(party, currency, limits)
        return found[key]

    for one in _documents_by_party(read, side, cut, limits, party_id):
        party, currency, credit, base_credit, *sums = one
        aged = row(party, currency)
        aged.credit_minor += int(credit)
        aged.base_credit_minor += int(base_credit)
        for at in range(len(limits) + 2):
            aged.buckets[at] += int(sums[2 * at])
            aged.base_buckets[at] += int(sums[2 * at + 1])
    for party, currency, minor, base in _other_entries(read, side, cut, party_id):
        aged = row(party, currency)
        aged.other_minor += side.sign * int(minor)
        aged.base_other_minor += side.sign * int(base)
    for party, currency, minor, base in _advances(read, side, cut, party_id):
        aged = row(party, currency)
        aged.advance_minor -= side.sign * int(minor)
        aged.base_advance_minor -= side.sign * int(base)
    rows = [one for one in found.values() if _says_something(one)]
    names = party_names(read, {one.party_id for one in rows if one.party_id})
    rows.sort(
        key=lambda one: (
            (names.get(one.party_id, ("", ""))[::-1], one.currency) if one.party_id else (("", ""), "")
        )
    )
    return Aging(cut=cut, limits=limits, rows=rows, names=names)


def _says_something(one: Aged) -> bool:
    return any(
        (
            *one.buckets, *one.base_buckets, one.credit_minor, one.base_credit_minor,
            one.other_minor, one.base_other_minor, one.advance_minor, one.base_advance_minor,
        )
    )  # fmt: skip


def party_names(read: Read, ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Code and name of parties."""
    wanted = list(ids)
    names: dict[UUID, tuple[str, str]] = {}
    for at in range(0, len(wanted), 500):
        statement = select(Party.c.id, Party.c.code, Party.c.name).where(
            Party.c.company_id == read.company_id, Party.c.id.in_(wanted[at : at + 500])
        )
        names |= {row.id: (row.code, row.name) for row in read.fetch(statement)}
    return names


def _documents_by_party(
    read: Read, side: Side, cut: Cut, limits: Sequence[int], party_id: UUID | None
) -> Iterable[Any]:
    for items in Items(read, side, cut, party_id=party_id).selects:
        sub = items.subquery("items")
        i = sub.c
        is_credit = i.kind.in_(side.credits)
        conditions = _in_buckets(i.due_on, cut.as_of, limits)
        columns = [func.sum(case((is_credit, value), else_=0)) for value in (i.open_minor, i.base_minor)]
        for condition in conditions:
            wanted = and_(~is_credit, condition)
            columns += [func.sum(case((wanted, value), else_=0)) for value in (i.open_minor, i.base_minor)]
        yield from read.fetch(select(i.party_id, i.currency, *columns).group_by(i.party_id, i.currency))


def documents_by_party(read: Read, side: Side, cut: Cut) -> dict[UUID | None, int]:
    """Open documents and other entries of each party in the company's currency; for checks."""
    found: dict[UUID | None, int] = {}
    for items in Items(read, side, cut).selects:
        i = items.subquery("items").c
        for party, minor in read.fetch(select(i.party_id, func.sum(i.base_minor)).group_by(i.party_id)):
            found[party] = found.get(party, 0) + int(minor)
    for party, _, _, base in _other_entries(read, side, cut, None):
        found[party] = found.get(party, 0) + side.sign * int(base)
    return found


def _in_buckets(due_on: Any, as_of: date, limits: Sequence[int]) -> list[Any]:
    """The condition of each bucket on the due date; the same answer as `bucket_of`."""
    ends = [as_of, *(as_of - timedelta(days=limit) for limit in limits)]
    between = [and_(due_on < later, due_on >= earlier) for later, earlier in pairwise(ends)]
    return [due_on >= as_of, *between, due_on < ends[-1]]


def _other_entries(read: Read, side: Side, cut: Cut, party_id: UUID | None) -> Sequence[Any]:
    """What stands on the control account from entries without a document behind them."""
    control = accounts(read).by_role.get(side.control)
    if control is None:
        return ()
    leg, entry = Leg.c, JournalEntry.c
    first, *between, last = (
        entry.source_kind < _DOCUMENT_SOURCES[0],
        *(and_(entry.source_kind > a, entry.source_kind < b) for a, b in pairwise(_DOCUMENT_SOURCES)),
        entry.source_kind > _DOCUMENT_SOURCES[-1],
    )
    statement = (
        select(leg.party_id, leg.currency, func.sum(leg.amount_minor), func.sum(leg.base_minor))
        .join_from(
            JournalEntry.mapping.table,
            Leg.mapping.table,
            and_(leg.company_id == entry.company_id, leg.entry_id == entry.id),
        )
        .where(
            entry.company_id == read.company_id,
            # Ranges rather than NOT IN: each is a stretch of the index over sources.
            or_(first, *between, last),
            entry.posted_on <= cut.as_of,
            *cut.recorded(entry.created_at),
            leg.account_id == control.id,
            *([leg.party_id == party_id] if party_id else []),
        )
        .group_by(leg.party_id, leg.currency)
    )
    return read.fetch(statement)


def _advances(read: Read, side: Side, cut: Cut, party_id: UUID | None) -> Sequence[Any]:
    """What stands on the advance account by party."""
    advance = accounts(read).by_role.get(side.advance)
    if advance is None:
        return ()
    leg, entry = Leg.c, JournalEntry.c
    statement = select(
        leg.party_id, leg.currency, func.sum(leg.amount_minor), func.sum(leg.base_minor)
    ).where(
        leg.company_id == read.company_id,
        leg.account_id == advance.id,
        leg.posted_on <= cut.as_of,
        *([leg.party_id == party_id] if party_id else []),
    )
    if cut.known_on is not None:
        statement = statement.join(
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        ).where(*cut.recorded(entry.created_at))
    return read.fetch(statement.group_by(leg.party_id, leg.currency))


def open_documents(
    read: Read,
    side: Side,
    *,
    as_of: date | None = None,
    known_on: date | None = None,
    party_id: UUID | None = None,
) -> list[OpenDocument]:
    """The open documents themselves, the longest due first within their party's currency."""
    read.actor.require("aging.see")
    cut = Cut(as_of=as_of or read.today, known_on=known_on)
    limits = limits_of(read.setting(BUCKETS))
    found = [
        OpenDocument(
            id=row.id,
            record_kind=side.record_kinds[row.kind],
            kind=row.kind,
            number=row.number or "",
            party_id=row.party_id,
            issued_on=row.issued_on,
            due_on=row.due_on,
            currency=row.currency,
            total_minor=row.total_minor,
            open_minor=int(row.open_minor),
            base_minor=int(row.base_minor),
            days_late=max((cut.as_of - row.due_on).days, 0),
            bucket=bucket_of(row.due_on, cut.as_of, limits),
            is_credit=row.kind in side.credits,
        )
        for items in Items(read, side, cut, party_id=party_id).selects
        for row in read.fetch(items)
    ]
    return sorted(found, key=lambda one: (one.currency, one.due_on, one.issued_on, one.number, one.id))


def control_balance(read: Read, side: Side, cut: Cut, role_of: str = "control") -> int:
    """The control (or advance) account at the cut, positive where something is open; for checks and tests."""
    account = accounts(read).by_role.get(side.control if role_of == "control" else side.advance)
    if account is None:
        return 0
    leg, entry = Leg.c, JournalEntry.c
    statement = select(func.coalesce(func.sum(leg.base_minor), 0)).where(
        leg.company_id == read.company_id, leg.account_id == account.id, leg.posted_on <= cut.as_of
    )
    if cut.known_on is not None:
        statement = statement.join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        ).where(*cut.recorded(entry.created_at))
    sign = side.sign if role_of == "control" else -side.sign
    return sign * int(read.scalar(statement) or 0)
