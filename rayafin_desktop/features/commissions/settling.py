"""Settling: entries into one settlement, its journal, and its bill or invoice."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rayafin_desktop.base.money import share
from rayafin_desktop.engine.work import Work

from ..ledger.roles import AccountRole
from ..payments.numbers import take_number
from .earning import Move, Source, exchange, post_moves
from .model import CommissionEntry, CommissionSettlement, SettlementStatus
from .rules import Status
from .runs import Whose, carried_forward
from .settings import SETTLEMENT_NUMBER


def settle_entries(
    work: Work, whose: Whose, entries: Sequence[CommissionEntry], on: date
) -> CommissionSettlement:
    """Put approved entries of one beneficiary and currency into a settlement.

    A negative sum is carried forward as recoverable; a positive one first makes up for what was carried.
    Their sum is not zero.
    """
    amount = sum(entry.amount_minor for entry in entries)
    base = sum(entry.base_minor for entry in entries)
    recovered = recovered_base = 0
    if amount > 0 and not whose.is_income:
        owed, owed_base = carried_forward(work).get(whose, (0, 0))
        recovered = min(amount, owed)
        recovered_base = share(owed_base, [recovered, owed - recovered])[0] if recovered else 0
    settlement = work.new(
        CommissionSettlement,
        number=take_number(work, SETTLEMENT_NUMBER, "commission", on),
        member_id=whose.member_id,
        party_id=whose.party_id,
        is_income=whose.is_income,
        currency=whose.currency,
        settled_on=on,
        amount_minor=amount,
        recovered_minor=recovered,
        recovered_base_minor=recovered_base if amount > 0 else -base,
        status=SettlementStatus.OPEN if amount > 0 else SettlementStatus.CARRIED,
    )
    for entry in entries:
        work.save(dataclasses.replace(entry, status=Status.SETTLED, settlement_id=settlement.id))
    if amount < 0:
        # Out of what we owe and into what is owed to us.
        journal(
            work,
            settlement,
            on,
            (
                (AccountRole.COMMISSION_RECOVERABLE, -amount, -base),
                (AccountRole.COMMISSION_ACCRUED, amount, base),
            ),
        )
    elif recovered == amount:
        post_recovery(work, settlement, on)
        settlement = mark_paid(work, settlement, on)
    return settlement


def entries_of(work: Work, settlement_id: UUID) -> list[CommissionEntry]:
    """The entries of a settlement, by id."""
    c = CommissionEntry.c
    return work.all(CommissionEntry, c.settlement_id == settlement_id, order_by=(c.id,))


def accrued_base(work: Work, settlement: CommissionSettlement) -> tuple[int, int]:
    """What the ledger owes for a settlement in the company's currency: for the part that is recovered, and
    for the part that is paid."""
    base = sum(entry.base_minor for entry in entries_of(work, settlement.id))
    recovered, paid = share(base, [settlement.recovered_minor, settlement.payable_minor])
    return recovered, paid


def post_recovery(work: Work, settlement: CommissionSettlement, on: date, *, sign: int = 1) -> None:
    """Dr commission owed / Cr commission to recover, for what is kept back; `sign` -1 undoes it."""
    if not settlement.recovered_minor:
        return
    minor = settlement.recovered_minor
    base, _paid = accrued_base(work, settlement)
    difference = base - settlement.recovered_base_minor
    journal(
        work,
        settlement,
        on,
        (
            (AccountRole.COMMISSION_ACCRUED, sign * minor, sign * base),
            (AccountRole.COMMISSION_RECOVERABLE, -sign * minor, -sign * settlement.recovered_base_minor),
            *exchange(-sign * difference),
        ),
    )


def mark_paid(
    work: Work, settlement: CommissionSettlement, on: date, account_id: UUID | None = None
) -> CommissionSettlement:
    """The settlement and its entries are paid."""
    for entry in entries_of(work, settlement.id):
        work.save(dataclasses.replace(entry, status=Status.PAID))
    return work.save(
        dataclasses.replace(settlement, status=SettlementStatus.PAID, paid_on=on, account_id=account_id)
    )


def mark_unpaid(work: Work, settlement: CommissionSettlement) -> CommissionSettlement:
    """What paid the settlement's bill or invoice was taken back."""
    for entry in entries_of(work, settlement.id):
        work.save(dataclasses.replace(entry, status=Status.SETTLED))
    return work.save(dataclasses.replace(settlement, status=SettlementStatus.OPEN, paid_on=None))


def give_back(work: Work, settlement: CommissionSettlement) -> None:
    """Cancel a settlement: its entries are earned again, to be approved and settled anew."""
    for entry in entries_of(work, settlement.id):
        work.save(dataclasses.replace(entry, status=Status.EARNED, settlement_id=None))
    work.save(
        dataclasses.replace(settlement, status=SettlementStatus.CANCELLED, recovered_minor=0, paid_on=None)
    )


def undo_carrying(work: Work, settlement: CommissionSettlement, on: date) -> None:
    """Take a carried settlement's journal back."""
    base = settlement.recovered_base_minor
    journal(
        work,
        settlement,
        on,
        (
            (AccountRole.COMMISSION_RECOVERABLE, settlement.amount_minor, -base),
            (AccountRole.COMMISSION_ACCRUED, -settlement.amount_minor, base),
        ),
    )


def journal(work: Work, settlement: CommissionSettlement, on: date, moves: Sequence[Move]) -> None:
    """Post a settlement's journal: role, minor units of its currency, minor units of the company's."""
    post_moves(work, source_of(settlement), on, moves)


def source_of(settlement: CommissionSettlement) -> Source:
    """A settlement as its journal entries name it."""
    return Source(
        kind="commission_settlement",
        id=settlement.id,
        narration=settlement.number,
        currency=settlement.currency,
    )
