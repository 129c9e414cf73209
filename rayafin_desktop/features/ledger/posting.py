"""The door into the ledger: every posted entry of the program passes here.

`post_entry` and `post_entries` check drafts against the chart, the open period and the balance, write
entry and legs, and keep the sums per account and month and per party.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from rayafin_desktop.base.dates import month_key
from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read, Work

from ..parties.balances import add_to_balance
from ..periods.model import LockPass
from ..periods.queries import first_open_day, period_locks
from ..periods.rules import CLOSE_KINDS, Area, area_of
from .cost_centres import cost_centres
from .meanwhile import is_usable
from .model import JournalEntry, Leg, account_months
from .queries import accounts, base_currency
from .roles import AccountRole
from .rules import NO_CENTRES, Chart, EntryDraft, PostedLeg, posted_legs, problems_of_reversal

_LAST_ENTRY_NO = PreparedStatement(
    select(func.max(JournalEntry.c.entry_no)).where(JournalEntry.c.company_id == bindparam("company"))
)


def problems_of_day(
    read: Read, posted_on: date, field: str = "posted_on", *, area: Area = Area.ALL
) -> list[Problem]:
    """Why nothing of an area may be posted on this day by the person asking (`periods/rules.py`)."""
    return period_locks(read).problems(posted_on, area, read.actor, read.now, field)


def post_entry(work: Work, draft: EntryDraft) -> UUID:
    """Post one entry and answer its id. RuleBroken with all problems at once."""
    return post_entries(work, [draft])[0]


def post_entries(work: Work, drafts: Sequence[EntryDraft]) -> list[UUID]:
    """Post many entries, all or none; answers their ids in order. The wide door for imports.

    Problems name their entry (`entries.3.legs.0`) when there are several.
    """
    chart, currency, locks = accounts(work), base_currency(work), period_locks(work)
    problems: list[Problem] = []
    ready: list[tuple[EntryDraft, list[PostedLeg]]] = []
    for at, draft in enumerate(drafts):
        field = f"entries.{at}." if len(drafts) > 1 else ""
        area = area_of(draft.kind, draft.source_kind)
        problems += locks.problems(draft.posted_on, area, work.actor, work.now, f"{field}posted_on")
        usable = _usable(work, draft, chart)
        legs, found = posted_legs(draft, usable, currency, field=field, centres=_centres(work, draft))
        problems += found
        ready.append((draft, legs))
    if problems:
        raise RuleBroken(problems)
    return _written(work, ready)


def _usable(work: Work, draft: EntryDraft, chart: Chart) -> Chart:
    """The chart for an entry: with what was switched off while the device was away that posts it."""
    if not work.is_replay:
        return chart
    named = {leg.account_id for leg in draft.legs if leg.account_id is not None}
    off = [chart.by_id[id_] for id_ in named if id_ in chart.by_id and not chart.by_id[id_].is_active]
    on = {one.id: dataclasses.replace(one, is_active=True) for one in off if is_usable(work, one)}
    return dataclasses.replace(chart, by_id={**chart.by_id, **on}) if on else chart


def reverse_entry(work: Work, entry_id: UUID, on: date | None, why: str) -> UUID:
    """Post the exact reverse of an entry, linked to it, and answer the reversal's id.

    Without a day it is dated on the first open one, the entry's own or later (rules.md 2.7). RuleBroken
    when it has been reversed already, or `on` lies before it or inside a lock.
    """
    original = work.get(JournalEntry, entry_id)
    # What reopens a year is a closing entry, too: profit and loss leaves both out.
    kind = original.kind if original.kind in CLOSE_KINDS else "reversal"
    area = area_of(kind, original.source_kind)
    if on is None:
        on = first_open_day(work, original.posted_on, area)
    reversed_already = work.find(JournalEntry, reverses_id=entry_id) is not None
    problems = problems_of_reversal(original.posted_on, reversed_already, on)
    problems += problems_of_day(work, on, "on", area=area)
    if problems:
        raise RuleBroken(problems)
    chart = accounts(work)
    legs = [
        PostedLeg(
            chart.by_id[leg.account_id],
            leg.party_id,
            -leg.amount_minor,
            leg.currency,
            -leg.base_minor,
            leg.rate,
            leg.memo,
            leg.cost_centre_id,
        )
        for leg in work.parts(Leg, entry_id)
    ]
    draft = EntryDraft(
        posted_on=on,
        kind=kind,
        legs=(),
        source_kind=original.source_kind,
        source_id=original.source_id,
        narration=why,
        branch_id=original.branch_id,
    )
    return _written(work, [(draft, legs)], reverses_id=entry_id)[0]


def _centres(work: Work, draft: EntryDraft) -> Container[UUID]:
    """The cost centres, read only for drafts that name one."""
    if all(leg.cost_centre_id is None for leg in draft.legs):
        return NO_CENTRES
    return {one.id for one in cost_centres(work).values() if one.is_active}


def _next_entry_no(work: Work) -> int:
    """The number after the last. Entries are never removed and the company is locked, so none is skipped."""
    with work.across_branches():
        return int(work.scalar(_LAST_ENTRY_NO, company=work.company_id) or 0) + 1


def _written(
    work: Work, ready: Iterable[tuple[EntryDraft, list[PostedLeg]]], *, reverses_id: UUID | None = None
) -> list[UUID]:
    entries: list[JournalEntry] = []
    legs: list[Leg] = []
    sums = _Sums()
    now: datetime = work.now
    for entry_no, (draft, posted) in enumerate(ready, start=_next_entry_no(work)):
        entry_id = new_id("journal_entry")
        entries.append(
            JournalEntry(
                id=entry_id,
                company_id=work.company_id,
                created_at=now,
                updated_at=now,
                entry_no=entry_no,
                posted_on=draft.posted_on,
                kind=draft.kind,
                source_kind=draft.source_kind,
                source_id=draft.source_id,
                narration=draft.narration,
                total_minor=sum(leg.base_minor for leg in posted if leg.base_minor > 0),
                reverses_id=reverses_id,
                branch_id=draft.branch_id,
            )
        )
        legs.extend(
            Leg(
                company_id=work.company_id,
                entry_id=entry_id,
                line_no=line_no,
                account_id=leg.account.id,
                party_id=leg.party_id,
                posted_on=draft.posted_on,
                amount_minor=leg.amount_minor,
                currency=leg.currency,
                base_minor=leg.base_minor,
                rate=leg.rate,
                memo=leg.memo,
                cost_centre_id=leg.cost_centre_id,
            )
            for line_no, leg in enumerate(posted, start=1)
        )
        sums.add(draft.posted_on, posted)
    _note_passes(work, entries)
    work.insert_many(legs)
    work.insert_many(entries)
    sums.keep(work)
    return [entry.id for entry in entries]


def _note_passes(work: Work, entries: Sequence[JournalEntry]) -> None:
    """Write down which entries rest on an exception from a lock, before the trigger asks for it."""
    locks = period_locks(work)
    latest, actor, now = locks.latest, work.actor, work.now
    inside = [entry for entry in entries if entry.posted_on <= latest]
    if not inside:
        return
    for entry in inside:
        for window in locks.needed(entry.posted_on, area_of(entry.kind, entry.source_kind), actor, now):
            work.new(LockPass, entry_id=entry.id, exception_id=window.id)
    work.flush()


class _Sums:
    """What entries add to the maintained sums, gathered first so that each row is touched once."""

    def __init__(self) -> None:
        self._months: dict[tuple[UUID, int], list[int]] = {}
        self._parties: dict[UUID, list[int]] = {}

    def add(self, posted_on: date, legs: Sequence[PostedLeg]) -> None:
        month = month_key(posted_on)
        for leg in legs:
            base, account = leg.base_minor, leg.account
            sums = self._months.setdefault((account.id, month), [0, 0])
            if base > 0:
                sums[0] += base
            else:
                sums[1] -= base
            if leg.party_id is None:
                continue
            if account.role is AccountRole.RECEIVABLE:
                self._parties.setdefault(leg.party_id, [0, 0])[0] += base
            elif account.role is AccountRole.PAYABLE:
                self._parties.setdefault(leg.party_id, [0, 0])[1] -= base

    def keep(self, work: Work) -> None:
        for (account_id, month), (debit, credit) in self._months.items():
            work.bump(
                account_months,
                {"account_id": account_id, "month": month},
                {"debit_minor": debit, "credit_minor": credit},
            )
        for party_id, (receivable, payable) in self._parties.items():
            add_to_balance(work, party_id, receivable_minor=receivable, payable_minor=payable)
