"""Legs of the books that a bank line may mean, and whose invoices it may pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select

from rayafin_desktop.engine.work import Read

from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from ..parties.model import Party
from ..payments.model import Payment
from .model import BankLine, BankMatch
from .rules import MOST_DAYS, Candidate, LegFacts, LineFacts, candidates

_L, _E, _P, _M = Leg.c, JournalEntry.c, Party.c, BankMatch.c
# A day's lines and the entries around it; a page of proposals never reads more.
_MOST_LEGS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRow:
    """A leg that may be meant by a line, for the screen; amounts in the account's currency."""

    id: str
    entry_id: UUID
    leg_no: int
    entry_no: int
    posted_on: date
    kind: str
    title: str
    words: str
    amount_minor: int
    score: int
    reasons: tuple[str, ...]


def kept_in(read: Read, account_id: UUID) -> str:
    """The currency an account is kept in: its own, or the company's."""
    return accounts(read).by_id[account_id].currency or base_currency(read)


def at_bank(read: Read, account_id: UUID) -> ColumnElement[int]:
    """What a leg moved on an account, in the currency the account is kept in.

    Dollars that came into a rupee account were changed by the bank that day: there they are rupees.
    """
    return _L.base_minor if kept_in(read, account_id) == base_currency(read) else _L.amount_minor


def open_legs(read: Read, account_id: UUID) -> Select[Any]:
    """The legs on an account that no line confirms, with the words of their entry and party."""
    amount = at_bank(read, account_id)
    confirmed = (
        select(_M.entry_id)
        .where(
            _M.company_id == _L.company_id,
            _M.entry_id == _L.entry_id,
            _M.leg_no == _L.line_no,
            _M.deleted_at.is_(None),
        )
        .exists()
    )
    return (
        select(
            *(_L[name] for name in ("entry_id", "line_no", "posted_on", "memo")),
            amount.label("amount_minor"),
            *(_E[name] for name in ("entry_no", "kind", "narration", "source_kind", "source_id")),
        )
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(_E.company_id == _L.company_id, _E.id == _L.entry_id),
        )
        .where(
            _L.company_id == read.company_id,
            _L.account_id == account_id,
            amount != 0,
            ~confirmed,
            # An entry and its reversal cancel out; the bank has seen neither.
            _E.reverses_id.is_(None),
        )
    )


def line_facts(line: BankLine) -> LineFacts:
    """What matching reads of a line."""
    return LineFacts(
        booked_on=line.booked_on,
        amount_minor=line.amount_minor,
        words=f"{line.text} {line.reference}",
        counterparty=line.counterparty,
    )


def legs_near(read: Read, account_id: UUID, first: date, last: date) -> list[LegFacts]:
    """The open legs of an account between two days and the days around them."""
    window = timedelta(days=MOST_DAYS)
    statement = (
        open_legs(read, account_id)
        .where(_L.posted_on.between(first - window, last + window))
        .order_by(_L.posted_on, _E.entry_no, _L.line_no)
        .limit(_MOST_LEGS)
    )
    rows = read.fetch(statement)
    parties = party_names(read, [row.entry_id for row in rows])
    references = _references(read, [row.source_id for row in rows if row.source_kind == "payment"])
    return [
        LegFacts(
            entry_id=row.entry_id,
            leg_no=row.line_no,
            posted_on=row.posted_on,
            amount_minor=row.amount_minor,
            words=f"{row.memo} {row.narration} {references.get(row.source_id, '')}",
            party_name=parties.get(row.entry_id, ""),
        )
        for row in rows
    ]


def _references(read: Read, payment_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What payers and cheques were told by, by payment: the numbers a bank repeats."""
    c = Payment.c
    found: dict[UUID, str] = {}
    for at in range(0, len(payment_ids), 500):
        statement = select(c.id, c.reference).where(
            c.company_id == read.company_id, c.id.in_(payment_ids[at : at + 500])
        )
        found |= {row.id: row.reference for row in read.fetch(statement)}
    return found


def party_names(read: Read, entry_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The party an entry is about, by entry; the first where there are several."""
    found: dict[UUID, str] = {}
    for at in range(0, len(entry_ids), 500):
        statement = (
            select(_L.entry_id, _P.name)
            .join_from(
                Leg.mapping.table,
                Party.mapping.table,
                and_(_P.company_id == _L.company_id, _P.id == _L.party_id),
            )
            .where(_L.company_id == read.company_id, _L.entry_id.in_(entry_ids[at : at + 500]))
            .order_by(_L.entry_id, _L.line_no)
        )
        for row in read.fetch(statement):
            found.setdefault(row.entry_id, row.name)
    return found


def match_rows(read: Read, line_id: UUID) -> list[MatchRow]:
    """The entries one line may mean, the best first, with what speaks for each."""
    read.actor.require("bank.read")
    line = read.get(BankLine, line_id)
    found = candidates(line_facts(line), legs_near(read, line.account_id, line.booked_on, line.booked_on))[
        :20
    ]
    entries = read.by_ids(JournalEntry, [one.leg.entry_id for one in found])
    return [_row(one, entries[one.leg.entry_id]) for one in found]


def _row(found: Candidate, entry: JournalEntry) -> MatchRow:
    leg = found.leg
    words = " ".join(leg.words.split())
    return MatchRow(
        id=f"{leg.entry_id}:{leg.leg_no}",
        entry_id=leg.entry_id,
        leg_no=leg.leg_no,
        entry_no=entry.entry_no,
        posted_on=leg.posted_on,
        kind=entry.kind,
        title=leg.party_name or words or str(entry.entry_no),
        words=words if leg.party_name else "",
        amount_minor=leg.amount_minor,
        score=found.score,
        reasons=found.reasons,
    )
