"""Aging: what is open at the end of a day, by party or by document, in buckets by due date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import add, sub
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from rayafin_desktop.engine.work import Read

from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts
from ..parties.model import Party
from .open_items import Cut, Items, Kind
from .settings import BUCKETS
from .sides import Side

DEFAULT_LIMITS = (30, 60, 90)
MOST_LIMITS = 6
# Entries whose effect on the control accounts shows as documents and allocations.
_AT_ONCE = 500
_DOCUMENT_SOURCES = ("bill", "invoice", "payment")
_REVALUATION = "revaluation"


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
    nothing yet (positive: we hold it, or the supplier does). `base_revaluation` is what a revaluation of
    the very day moved, gone again the next: it has no foreign amount.
    """

    party_id: UUID | None
    currency: str
    buckets: list[int]
    base_buckets: list[int]
    credit_minor: int = 0
    base_credit_minor: int = 0
    other_minor: int = 0
    base_other_minor: int = 0
    base_revaluation_minor: int = 0
    advance_minor: int = 0
    base_advance_minor: int = 0

    @property
    def open_minor(self) -> int:
        """What stands on the control account, in `currency`."""
        return sum(self.buckets) + self.credit_minor + self.other_minor

    @property
    def base_open_minor(self) -> int:
        """What stands on the control account, in the company's currency."""
        documents = sum(self.base_buckets) + self.base_credit_minor
        return documents + self.base_other_minor + self.base_revaluation_minor

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
        self.base_revaluation_minor += other.base_revaluation_minor
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
        aged = found.get(key)
        if aged is None:
            aged = found[key] = _empty(party, currency, limits)
        return aged

    items = Items(read, side, cut, party_id=party_id)
    for party, currency, is_credit, sums, base_sums in _documents_by_party(read, items, cut, limits):
        aged = row(party, currency)
        if is_credit:
            aged.credit_minor += sums[0]
            aged.base_credit_minor += base_sums[0]
            continue
        buckets = _between(sums)
        aged.buckets = list(map(add, aged.buckets, buckets))
        if base_sums is not sums:
            buckets = _between(base_sums)
        aged.base_buckets = list(map(add, aged.base_buckets, buckets))
    names: dict[UUID, tuple[str, str]] = {}
    booked = items.control_by_party(names)
    others = _other_entries(read, side, cut, _unexplained(booked, found))
    for party, currency, source, minor, base in others:
        aged = row(party, currency)
        if source == _REVALUATION:
            aged.base_revaluation_minor += side.sign * int(base)
        else:
            aged.other_minor += side.sign * int(minor)
            aged.base_other_minor += side.sign * int(base)
    for party, currency, minor, base in _advances(read, side, cut, party_id):
        aged = row(party, currency)
        aged.advance_minor -= side.sign * int(minor)
        aged.base_advance_minor -= side.sign * int(base)
    rows = [one for one in found.values() if _says_something(one)]
    names |= party_names(read, {one.party_id for one in rows if one.party_id} - names.keys())
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
            one.other_minor, one.base_other_minor, one.base_revaluation_minor,
            one.advance_minor, one.base_advance_minor,
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


_Sums = tuple[UUID, str, bool, Sequence[int], Sequence[int]]


def _documents_by_party(read: Read, items: Items, cut: Cut, limits: Sequence[int]) -> Iterable[_Sums]:
    """By party and currency: whether credits or what is owed; all, then so much of it as is due on a day
    or later (the ends of the buckets, falling), in the document's and in the company's currency."""
    ends = [cut.as_of - timedelta(days=limit) for limit in (0, *limits)]
    has_foreign = False
    for is_credit, party, currency, *sums in _summed_own(read, items, ends):
        if currency == items.currency:
            yield party, currency, is_credit, sums, sums
        else:
            has_foreign = True
    if has_foreign or items.has_residues():
        for kind in items.foreign:
            for party, currency, *sums in read.fetch(_summed(kind, ends, in_base=True)):
                minors = [int(minor or 0) for minor in sums]
                yield party, currency, kind.is_credit, minors[::2], minors[1::2]


def _summed_own(read: Read, items: Items, ends: Sequence[date]) -> Iterable[Any]:
    """Whether credits, party, currency, sums: of what is open, in the company's currency alone."""
    if not items.is_latest:
        for kind in items.own:
            for party, currency, *sums in read.fetch(_summed(kind, ends, in_base=False)):
                yield kind.is_credit, party, currency, *[int(minor or 0) for minor in sums]
        return
    # One way through the index of open documents, in its order, with nothing in between.
    d, credit_kinds = items.side.d, items.side.credits
    left = d.total_minor - d.settled_minor
    statement = select(d.party_id, d.currency, d.kind, *_sums_since(ends, d.due_on, (left,)))
    grouped = statement.where(*items.open_now()).group_by(d.party_id, d.currency, d.kind)
    for party, currency, kind, *sums in read.fetch(grouped):
        is_credit = kind in credit_kinds
        sign = -1 if is_credit else 1
        yield is_credit, party, currency, *[sign * int(minor or 0) for minor in sums]


def _between(sums: Sequence[int]) -> list[int]:
    """What lies in each bucket: the differences of what is due on its end or later, then the rest of all."""
    whole, *since = sums
    return list(map(sub, (*since, whole), (0, *since)))


def _summed(kind: Kind, ends: Sequence[date], *, in_base: bool) -> Select[Any]:
    """By party and currency: the sum of all, then of what is due on a day or later."""
    i = kind.select.subquery("items").c
    amounts = (i.open_minor, i.base_minor) if in_base else (i.open_minor,)
    return select(i.party_id, i.currency, *_sums_since(ends, i.due_on, amounts)).group_by(
        i.party_id, i.currency
    )


def _sums_since(ends: Sequence[date], due_on: Any, amounts: Sequence[Any]) -> list[ColumnElement[Any]]:
    """One comparison for each end, and nothing added where it fails; their differences are the buckets."""
    every: list[ColumnElement[Any]] = [func.sum(value) for value in amounts]
    return every + [func.sum(value).filter(due_on >= end) for end in ends for value in amounts]


def documents_by_party(read: Read, side: Side, cut: Cut) -> dict[UUID | None, int]:
    """Open documents and other entries of each party in the company's currency; for checks."""
    found: dict[UUID | None, int] = {}
    items = Items(read, side, cut)
    for wanted, some in ((True, items.own), (False, items.foreign)):
        for one in some:
            i = one.select.subquery("items").c
            is_own = (i.currency == items.currency) if wanted else (i.currency != items.currency)
            sums = select(i.party_id, func.sum(i.base_minor)).where(is_own).group_by(i.party_id)
            for party, minor in read.fetch(sums):
                found[party] = found.get(party, 0) + int(minor)
    for party, _, _, _, base in _other_entries(read, side, cut, None):
        found[party] = found.get(party, 0) + side.sign * int(base)
    return found


def _unexplained(
    booked: Mapping[UUID | None, int], found: Mapping[tuple[UUID | None, str], Aged]
) -> list[UUID | None]:
    """The parties whose documents are not all that stands on the control account (`booked`).

    Found by comparing sums, so that the entries of the others need not be looked at.
    """
    left = dict(booked)
    for (party, _), aged in found.items():
        left[party] = left.get(party, 0) - aged.base_open_minor
    return [party for party, minor in left.items() if minor]


def _other_entries(read: Read, side: Side, cut: Cut, parties: Sequence[UUID | None] | None) -> Sequence[Any]:
    """What entries without a document put on the control account: of these parties, or (None) of all.

    By party, currency and whether it was a revaluation (its source), in both currencies.
    """
    control = accounts(read).by_role.get(side.control)
    if control is None or (parties is not None and not parties):
        return ()
    leg, entry = Leg.c, JournalEntry.c
    source = case((entry.source_kind == _REVALUATION, _REVALUATION), else_="")
    statement = (
        select(leg.party_id, leg.currency, source, func.sum(leg.amount_minor), func.sum(leg.base_minor))
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(leg.company_id == entry.company_id, leg.entry_id == entry.id),
        )
        .where(
            leg.company_id == read.company_id,
            leg.account_id == control.id,
            leg.posted_on <= cut.as_of,
            entry.source_kind.not_in(_DOCUMENT_SOURCES),
            *cut.recorded(entry.created_at),
        )
        .group_by(leg.party_id, leg.currency, source)
    )
    if parties is None:
        return read.fetch(statement)
    some = [party for party in parties if party is not None]
    found: list[Any] = []
    for at in range(0, len(some), _AT_ONCE):
        found += read.fetch(statement.where(leg.party_id.in_(some[at : at + _AT_ONCE])))
    if None in parties:
        found += read.fetch(statement.where(leg.party_id.is_(None)))
    return found


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
    items = Items(read, side, cut, party_id=party_id)
    rows = [row for one in items.own for row in read.fetch(one.select)]
    if any(row.currency != items.currency for row in rows) or items.has_residues():
        rows = [row for row in rows if row.currency == items.currency]
        rows += [row for one in items.foreign for row in read.fetch(one.select)]
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
        for row in rows
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
