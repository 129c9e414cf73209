"""What a settlement run would take, and what it would leave out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from rayafin_desktop.engine.read import Read

from ..billing.model import SalesDocument
from ..companies.commands import own_company
from ..parties.model import Party
from .beneficiaries import beneficiary_name, with_beneficiary
from .model import Commission, CommissionEntry, CommissionSettlement, Seat, SettlementStatus
from .periods import Period, period_of
from .rules import Status

_SHOWN = 500  # entries left out that are told one by one; more are only counted


class Reason(StrEnum):
    """Why a run leaves an entry out."""

    WAITS = "WAITS"  # the invoice is not paid yet
    NOT_APPROVED = "NOT_APPROVED"
    LATER = "LATER"  # earned after the period
    OTHER_SIDE = "OTHER_SIDE"  # the other side of the pair cannot be settled yet
    NOTHING_TO_BILL = "NOTHING_TO_BILL"  # brokerage that nets to nothing or less


class Outcome(StrEnum):
    """What a run makes of a group."""

    PAYMENT = "PAYMENT"  # a settlement of a member, to be paid
    BILL = "BILL"  # an outside agent's bill
    INVOICE = "INVOICE"  # our invoice for brokerage
    CARRY = "CARRY"  # more was taken back than earned: recovered from what comes
    RECOVERED = "RECOVERED"  # all of it makes up for what was carried forward


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose entries a settlement takes: one member or party, one direction, one currency."""

    member_id: UUID | None
    party_id: UUID | None
    is_income: bool
    currency: str

    @property
    def key(self) -> str:
        """One word for it, the same in the preview and in the command."""
        kind, id_ = ("member", self.member_id) if self.member_id else ("party", self.party_id)
        return f"{kind}:{id_}:{self.currency}:{'in' if self.is_income else 'out'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLine:
    """One entry that is settled."""

    id: UUID
    happened_on: date
    invoice_id: UUID
    invoice_number: str
    customer_name: str
    amount_minor: int
    pair: tuple[UUID, int, UUID] | None  # invoice, cycle and plan of what has another side


@dataclass(frozen=True, kw_only=True, slots=True)
class RunGroup:
    """What one beneficiary gets, or owes us, in one currency. `recoverable_minor` is kept back of it."""

    whose: Whose
    name: str
    lines: tuple[RunLine, ...]
    amount_minor: int
    recoverable_minor: int
    payable_minor: int
    outcome: Outcome

    @property
    def key(self) -> str:
        """The group's one word, see `Whose.key`."""
        return self.whose.key


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """An entry that is not settled, and the reason."""

    id: UUID
    name: str
    happened_on: date
    invoice_number: str
    amount_minor: int
    currency: str
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class RunPreview:
    """A run before it is made. What earlier periods left behind is in it, too."""

    day: date
    first: date
    last: date
    groups: tuple[RunGroup, ...]
    left_out: tuple[LeftOut, ...]
    left_out_count: int


def settlement_preview(
    read: Read,
    *,
    period: Period = Period.MONTH,
    day: date | None = None,
    member_id: UUID | None = None,
    party_id: UUID | None = None,
) -> RunPreview:
    """What settling the period of `day` (today's if None) would do, for all or for one beneficiary."""
    read.actor.require("commission.settle")
    chosen = day or read.today
    first, last = period_of(chosen, period, own_company(read).fiscal_year_first_month)
    e = CommissionEntry.c
    whose: list[ColumnElement[bool]] = []
    if member_id is not None:
        whose.append(e.member_id == member_id)
    if party_id is not None:
        whose.append(e.party_id == party_id)
    open_ = e.status.in_((Status.PENDING, Status.EARNED, Status.APPROVED))
    ready = and_(e.status == Status.APPROVED, e.happened_on <= last)
    approved = read.fetch(_entries(read).where(ready, *whose).order_by(e.happened_on, e.id))
    held, pairs = _without_half_pairs(read, approved)
    groups, sunk = _groups(read, held)
    others = _entries(read).where(open_, ~ready, *whose)
    count = int(read.scalar(select(func.count()).select_from(others.order_by(None).subquery())) or 0)
    left = [_left_out(row, Reason.OTHER_SIDE) for row in pairs]
    left += [_left_out(row, Reason.NOTHING_TO_BILL) for row in sunk]
    left += [
        _left_out(row, _reason(row)) for row in read.fetch(others.order_by(e.happened_on, e.id).limit(_SHOWN))
    ]
    return RunPreview(
        day=chosen,
        first=first,
        last=last,
        groups=tuple(groups),
        left_out=tuple(left),
        left_out_count=count + len(pairs) + len(sunk),
    )


def _entries(read: Read) -> Select[Any]:
    e, k, i, party = CommissionEntry.c, Commission.c, SalesDocument.c, Party.c
    statement = (
        select(
            e.id,
            e.happened_on,
            e.amount_minor,
            e.base_minor,
            e.currency,
            e.status,
            e.seat,
            e.member_id,
            e.party_id,
            k.invoice_id,
            k.cycle,
            k.plan_id,
            i.number.label("invoice_number"),
            party.name.label("customer_name"),
            beneficiary_name.label("name"),
        )
        .join_from(
            CommissionEntry.mapping.table,
            Commission.mapping.table,
            and_(k.company_id == e.company_id, k.id == e.commission_id),
        )
        .join(SalesDocument.mapping.table, and_(i.company_id == k.company_id, i.id == k.invoice_id))
        .join(Party.mapping.table, and_(party.company_id == i.company_id, party.id == i.party_id))
    )
    return with_beneficiary(statement, e).where(e.company_id == read.company_id)


def _reason(row: Any) -> Reason:
    if row.status is Status.APPROVED:
        return Reason.LATER
    return Reason.WAITS if row.status is Status.PENDING else Reason.NOT_APPROVED


def _left_out(row: Any, reason: Reason) -> LeftOut:
    return LeftOut(
        id=row.id,
        name=row.name,
        happened_on=row.happened_on,
        invoice_number=row.invoice_number or "",
        amount_minor=row.amount_minor,
        currency=row.currency,
        reason=reason,
    )


def _pair_of(row: Any) -> tuple[UUID, int, UUID] | None:
    """What names both sides of one brokerage."""
    if not row.seat.is_income or row.plan_id is None:
        return None
    return row.invoice_id, row.cycle, row.plan_id


def _without_half_pairs(read: Read, rows: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The rows that can be settled, and those whose other side cannot be settled with them.

    A plan for both sides has two snapshots of one invoice, cycle and plan; they are settled together.
    """
    invoices = {row.invoice_id for row in rows if _pair_of(row)}
    sides: dict[tuple[UUID, int, UUID], set[Seat]] = {}
    for row in _in_batches(read, invoices):
        sides.setdefault((row.invoice_id, row.cycle, row.plan_id), set()).add(row.seat)
    here: dict[tuple[UUID, int, UUID], set[Seat]] = {}
    for row in rows:
        if pair := _pair_of(row):
            here.setdefault(pair, set()).add(row.seat)
    held: list[Any] = []
    left: list[Any] = []
    for row in rows:
        pair = _pair_of(row)
        half = pair is not None and not sides.get(pair, set()) <= here[pair]
        (left if half else held).append(row)
    return held, left


def _in_batches(read: Read, invoices: Iterable[UUID]) -> Iterable[Any]:
    """The sides that have something open on these invoices."""
    e, k = CommissionEntry.c, Commission.c
    wanted = list(invoices)
    for at in range(0, len(wanted), _SHOWN):
        yield from read.fetch(
            select(k.invoice_id, k.cycle, k.plan_id, k.seat)
            .distinct()
            .join_from(
                Commission.mapping.table,
                CommissionEntry.mapping.table,
                and_(e.company_id == k.company_id, e.commission_id == k.id),
            )
            .where(
                k.company_id == read.company_id,
                k.invoice_id.in_(wanted[at : at + _SHOWN]),
                k.seat.in_((Seat.BUYER, Seat.SELLER)),
                e.status.in_((Status.PENDING, Status.EARNED, Status.APPROVED)),
            )
        )


def _groups(read: Read, rows: Sequence[Any]) -> tuple[list[RunGroup], list[Any]]:
    """Rows by beneficiary, direction and currency; and the rows of brokerage that comes to nothing."""
    found: dict[Whose, list[Any]] = {}
    for row in rows:
        whose = Whose(row.member_id, row.party_id, row.seat.is_income, row.currency)
        found.setdefault(whose, []).append(row)
    carried = carried_forward(read)
    groups: list[RunGroup] = []
    sunk: list[Any] = []
    for whose, ones in sorted(found.items(), key=lambda item: (item[1][0].name, item[0].key)):
        amount = sum(row.amount_minor for row in ones)
        if amount == 0 or (amount < 0 and whose.is_income):
            sunk += ones
            continue
        recoverable = 0 if whose.is_income else min(max(amount, 0), carried.get(whose, (0, 0))[0])
        groups.append(
            RunGroup(
                whose=whose,
                name=ones[0].name,
                lines=tuple(_line(row) for row in ones),
                amount_minor=amount,
                recoverable_minor=recoverable,
                payable_minor=amount - recoverable,
                outcome=_outcome(whose, amount, amount - recoverable),
            )
        )
    return groups, sunk


def _line(row: Any) -> RunLine:
    return RunLine(
        id=row.id,
        happened_on=row.happened_on,
        invoice_id=row.invoice_id,
        invoice_number=row.invoice_number or "",
        customer_name=row.customer_name,
        amount_minor=row.amount_minor,
        pair=_pair_of(row),
    )


def _outcome(whose: Whose, amount: int, payable: int) -> Outcome:
    if amount < 0:
        return Outcome.CARRY
    if payable == 0:
        return Outcome.RECOVERED
    if whose.is_income:
        return Outcome.INVOICE
    return Outcome.PAYMENT if whose.member_id else Outcome.BILL


def carried_forward(read: Read) -> Mapping[Whose, tuple[int, int]]:
    """What is still to be recovered of each, in its currency and in the company's, minor units."""
    s = CommissionSettlement.c
    is_carried = s.status == SettlementStatus.CARRIED
    minor = case((is_carried, -s.amount_minor), else_=-s.recovered_minor)
    base = case((is_carried, s.recovered_base_minor), else_=-s.recovered_base_minor)
    rows = read.fetch(
        select(s.member_id, s.party_id, s.currency, func.sum(minor), func.sum(base))
        .where(
            s.company_id == read.company_id,
            s.status != SettlementStatus.CANCELLED,
            or_(is_carried, s.recovered_minor != 0),
        )
        .group_by(s.member_id, s.party_id, s.currency)
    )
    return {
        Whose(member_id, party_id, False, currency): (int(minor), int(base))
        for member_id, party_id, currency, minor, base in rows
    }
