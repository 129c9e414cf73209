"""A party's account over a period: what stood before, every document and payment, what stands after.

Read from the legs of the party on the control and advance accounts, in the currency they are in, so that
a statement is the ledger. One entry is one line; what only moves money from the advance onto an invoice
is none, and a document that was voided on its own day does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Read

from ..billing.model import SalesDocument
from ..ledger.model import JournalEntry, Leg
from ..ledger.queries import accounts, base_currency
from ..ledger.roles import PARTY_ROLES
from ..parties.queries import PartyDetail, party_detail
from ..payments.model import Allocation
from ..purchases.model import PurchaseDocument
from .aging import Aged, aging
from .sides import PAYABLES, RECEIVABLES, Side

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One entry. `charged_minor` raises what the party owes (or is owed, of a supplier), `paid_minor`
    lowers it; `balance_minor` is what stands after it. `about` is the record behind it."""

    posted_on: date
    kind: str
    number: str
    note: str
    due_on: date | None
    charged_minor: int
    paid_minor: int
    balance_minor: int
    about: tuple[str, UUID]
    pays: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementBlock:
    """The account in one currency; `aged` is what is open at the end of the period, by age."""

    currency: str
    opening_minor: int
    lines: Sequence[StatementLine]
    closing_minor: int
    aged: Aged | None

    @property
    def charged_minor(self) -> int:
        return sum(line.charged_minor for line in self.lines)

    @property
    def paid_minor(self) -> int:
        return sum(line.paid_minor for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A party's statement. Balances are what it owes us, or with `is_supplier` what we owe it."""

    party: PartyDetail
    first: date
    last: date
    is_supplier: bool
    limits: tuple[int, ...]
    blocks: Sequence[StatementBlock]


def party_statement(
    read: Read, party_id: UUID, first: date, last: date, *, with_allocations: bool = False
) -> Statement:
    """The statement of a customer or supplier from `first` to `last`, both included.

    RuleBroken `statement.backwards` for a period that ends before it begins; NotFound for no party.
    """
    read.actor.require("statement.see")
    if first > last:
        raise RuleBroken([Problem("statement.backwards", "last")])
    party = party_detail(read, party_id)
    is_supplier = party.is_supplier and not party.is_customer
    sign = -1 if is_supplier else 1
    side = PAYABLES if is_supplier else RECEIVABLES
    opening = {row.currency: sign * int(row.minor) for row in read.fetch(_before(read, party_id, first))}
    entries = read.fetch(_entries(read, party_id, first, last))
    documents = _documents(read, entries)
    pays = _allocations(read, entries, last) if with_allocations else {}
    aged = aging(read, side, as_of=last, party_id=party_id)
    by_currency = {one.currency: one for one in aged.rows}
    own = base_currency(read)
    wanted = {currency for currency, minor in opening.items() if minor}
    wanted |= {row.currency for row in entries} | by_currency.keys() or {party.currency}
    blocks = [
        _block(
            currency,
            opening.get(currency, 0),
            [row for row in entries if row.currency == currency],
            sign,
            documents,
            pays,
            by_currency.get(currency),
        )
        for currency in sorted(wanted, key=lambda one: (one != own, one))
    ]
    return Statement(
        party=party, first=first, last=last, is_supplier=is_supplier, limits=aged.limits, blocks=blocks
    )


def _of_party(read: Read, party_id: UUID) -> list[Any]:
    chart = accounts(read)
    control = [chart.by_role[role].id for role in sorted(PARTY_ROLES) if role in chart.by_role]
    return [Leg.c.company_id == read.company_id, Leg.c.party_id == party_id, Leg.c.account_id.in_(control)]


def _before(read: Read, party_id: UUID, first: date) -> Any:
    return (
        select(Leg.c.currency, func.sum(Leg.c.amount_minor).label("minor"))
        .where(*_of_party(read, party_id), Leg.c.posted_on < first)
        .group_by(Leg.c.currency)
    )


def _entries(read: Read, party_id: UUID, first: date, last: date) -> Any:
    """The entries of the period that move the party's account, one row per currency."""
    leg, entry = Leg.c, JournalEntry.c
    back = JournalEntry.mapping.table.alias("back")
    origin = JournalEntry.mapping.table.alias("origin")
    moved = func.sum(leg.amount_minor)
    return (
        select(
            entry.id,
            entry.entry_no,
            entry.posted_on,
            entry.kind,
            entry.narration,
            entry.source_kind,
            entry.source_id,
            leg.currency,
            moved.label("minor"),
        )
        .join_from(
            Leg.mapping.table,
            JournalEntry.mapping.table,
            and_(entry.company_id == leg.company_id, entry.id == leg.entry_id),
        )
        .outerjoin(back, and_(back.c.company_id == entry.company_id, back.c.reverses_id == entry.id))
        .outerjoin(origin, and_(origin.c.company_id == entry.company_id, origin.c.id == entry.reverses_id))
        .where(
            *_of_party(read, party_id),
            leg.posted_on.between(first, last),
            # A document and its reversal of the same day cancel out and tell the reader nothing.
            (back.c.posted_on.is_(None)) | (back.c.posted_on != entry.posted_on),
            (origin.c.posted_on.is_(None)) | (origin.c.posted_on != entry.posted_on),
        )
        .group_by(
            entry.id, entry.entry_no, entry.posted_on, entry.kind, entry.narration,
            entry.source_kind, entry.source_id, leg.currency,
        )
        .having(moved != 0)
        .order_by(entry.posted_on, entry.entry_no)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What a statement says of a document beside its entry."""

    number: str
    reference: str
    due_on: date | None


def _documents(read: Read, entries: Sequence[Any]) -> Mapping[UUID, _Known]:
    d, b = SalesDocument.c, PurchaseDocument.c
    found: dict[UUID, _Known] = {}
    for kind, c, reference in (("invoice", d, d.reference), ("bill", b, b.supplier_reference)):
        ids = [row.source_id for row in entries if row.source_kind == kind]
        for some in _chunks(ids):
            statement = select(c.id, c.number, reference.label("reference"), c.due_on).where(
                c.company_id == read.company_id, c.id.in_(some)
            )
            for row in read.fetch(statement):
                found[row.id] = _Known(row.number or "", row.reference, row.due_on)
    return found


def _allocations(read: Read, entries: Sequence[Any], last: date) -> Mapping[UUID, list[tuple[str, int]]]:
    """By payment: the numbers it pays by the end of the period, and how much of each."""
    a = Allocation.c
    found: dict[UUID, list[tuple[str, int]]] = {}
    for side in (RECEIVABLES, PAYABLES):
        d, minor = side.d, func.sum(a.amount_minor)
        for some in _chunks([row.source_id for row in entries if row.source_kind == "payment"]):
            statement = (
                select(a.payment_id, d.number, minor.label("minor"))
                .join_from(
                    Allocation.mapping.table,
                    side.documents,
                    and_(d.company_id == a.company_id, d.id == a[side.allocated]),
                )
                .where(a.company_id == read.company_id, a.payment_id.in_(some), a.allocated_on <= last)
                .group_by(a.payment_id, d.id, d.number)
                .having(minor != 0)
                .order_by(d.number)
            )
            for row in read.fetch(statement):
                found.setdefault(row.payment_id, []).append((row.number or "", int(row.minor)))
    return found


def _chunks(ids: Iterable[UUID | None]) -> Iterable[list[UUID]]:
    wanted = list(dict.fromkeys(one for one in ids if one is not None))
    return (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))


def _block(
    currency: str,
    opening: int,
    entries: Sequence[Any],
    sign: int,
    documents: Mapping[UUID, _Known],
    pays: Mapping[UUID, list[tuple[str, int]]],
    aged: Aged | None,
) -> StatementBlock:
    balance = opening
    lines: list[StatementLine] = []
    told: set[UUID] = set()
    for row in entries:
        minor = sign * int(row.minor)
        balance += minor
        known = documents.get(row.source_id) if row.source_id else None
        first_of_payment = row.source_id not in told
        if row.source_id:
            told.add(row.source_id)
        # The due date belongs to the line that charges, not to the one that takes it back.
        is_document = row.kind in ("invoice", "bill", "expense")
        lines.append(
            StatementLine(
                posted_on=row.posted_on,
                kind=row.kind,
                number=known.number if known else row.narration,
                note=known.reference if known and is_document else "",
                due_on=known.due_on if known and is_document else None,
                charged_minor=max(minor, 0),
                paid_minor=max(-minor, 0),
                balance_minor=balance,
                about=(row.source_kind, row.source_id)
                if row.source_id and row.source_kind in ("invoice", "bill", "payment")
                else ("entry", row.id),
                pays=tuple(pays.get(row.source_id, ())) if row.source_id and first_of_payment else (),
            )
        )
    return StatementBlock(
        currency=currency, opening_minor=opening, lines=lines, closing_minor=balance, aged=aged
    )


def side_of(statement: Statement) -> Side:
    """The side of the books a statement is about."""
    return PAYABLES if statement.is_supplier else RECEIVABLES
