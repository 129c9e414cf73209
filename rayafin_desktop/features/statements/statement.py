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

from sqlalchemy import and_, case, func, select

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
            dict(pays),
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
    """The entries of the period that move the party's account, one row per currency, with their documents."""
    leg, entry, d, b = Leg.c, JournalEntry.c, SalesDocument.c, PurchaseDocument.c
    back = JournalEntry.mapping.table.alias("back")
    origin = JournalEntry.mapping.table.alias("origin")
    minor = func.sum(leg.amount_minor)
    moved = (
        select(leg.company_id, leg.entry_id, leg.currency, minor.label("minor"))
        .where(*_of_party(read, party_id), leg.posted_on.between(first, last))
        .group_by(leg.company_id, leg.entry_id, leg.currency)
        .having(minor != 0)
        .subquery("moved")
    )
    m, company_id, source_id = moved.c, entry.company_id, entry.source_id
    is_invoice, is_bill = entry.source_kind == "invoice", entry.source_kind == "bill"
    return (
        select(
            entry.id,
            entry.posted_on,
            entry.kind,
            entry.source_kind,
            source_id,
            m.currency,
            m.minor,
            case((d.id.is_not(None), d.number), (b.id.is_not(None), b.number), else_=entry.narration),
            func.coalesce(d.reference, b.supplier_reference, ""),
            func.coalesce(d.due_on, b.due_on),
        )
        .join_from(
            moved,
            JournalEntry.mapping.table,
            and_(company_id == m.company_id, entry.id == m.entry_id),
        )
        .outerjoin(back, and_(back.c.company_id == company_id, back.c.reverses_id == entry.id))
        .outerjoin(origin, and_(origin.c.company_id == company_id, origin.c.id == entry.reverses_id))
        .outerjoin(
            SalesDocument.mapping.table, and_(d.company_id == company_id, d.id == source_id, is_invoice)
        )
        .outerjoin(
            PurchaseDocument.mapping.table, and_(b.company_id == company_id, b.id == source_id, is_bill)
        )
        .where(
            # A document and its reversal of the same day cancel out and tell the reader nothing.
            (back.c.posted_on.is_(None)) | (back.c.posted_on != entry.posted_on),
            (origin.c.posted_on.is_(None)) | (origin.c.posted_on != entry.posted_on),
        )
        .order_by(entry.posted_on, entry.entry_no)
    )


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
    pays: dict[UUID, list[tuple[str, int]]],
    aged: Aged | None,
) -> StatementBlock:
    balance = opening
    lines: list[StatementLine] = []
    for id_, posted_on, kind, source_kind, source_id, _, moved, number, reference, due_on in entries:
        minor = sign * int(moved)
        balance += minor
        # The due date belongs to the line that charges, not to the one that takes it back.
        is_document = kind in ("invoice", "bill", "expense")
        opens_source = source_id is not None and source_kind in ("invoice", "bill", "payment")
        lines.append(
            StatementLine(
                posted_on=posted_on,
                kind=kind,
                number=number or "",
                note=reference if is_document else "",
                due_on=due_on if is_document else None,
                charged_minor=max(minor, 0),
                paid_minor=max(-minor, 0),
                balance_minor=balance,
                about=(source_kind, source_id) if opens_source else ("entry", id_),
                pays=tuple(pays.pop(source_id, ())) if pays and source_id else (),
            )
        )
    return StatementBlock(
        currency=currency, opening_minor=opening, lines=lines, closing_minor=balance, aged=aged
    )


def side_of(statement: Statement) -> Side:
    """The side of the books a statement is about."""
    return PAYABLES if statement.is_supplier else RECEIVABLES
