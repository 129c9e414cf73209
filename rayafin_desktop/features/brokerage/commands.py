"""Billing brokerage: one party, some charges, or all that is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.work import Work

from ..parties.model import Party
from .billing import bill_charges
from .model import BrokerageCharge, ChargeState


@dataclass(frozen=True, kw_only=True)
class BillBrokerage(Command[tuple[UUID, ...]]):
    """Bill what a party owes by a day, or the charges named; answers the invoices and credit notes made.

    Of the charges named all must be due. Without a day of its own the bill is of today.
    """

    permission: ClassVar[str] = "brokerage.bill"
    offline: ClassVar[Offline] = Offline.SERVER
    party_id: UUID | None = None
    charge_ids: tuple[UUID, ...] = ()
    until: date | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class BillCharge(Command[tuple[UUID, ...]]):
    """Bill all that the party of one charge owes, up to the day of the bill (today)."""

    permission: ClassVar[str] = "brokerage.bill"
    offline: ClassVar[Offline] = Offline.SERVER
    charge_id: UUID


@dataclass(frozen=True, kw_only=True)
class BillAllBrokerage(Command[tuple[UUID, ...]]):
    """Bill all parties for what is due up to a day: one bill for each party and currency."""

    permission: ClassVar[str] = "brokerage.bill"
    offline: ClassVar[Offline] = Offline.SERVER
    until: date | None = None
    on: date | None = None


def bill_brokerage(command: BillBrokerage, work: Work) -> tuple[UUID, ...]:
    problems = Problems()
    one = (command.party_id is None) != (not command.charge_ids)
    problems.require(one, "brokerage.for_whom", "party_id")
    problems.raise_if_any()
    if command.charge_ids:
        charges = _named(work, command.charge_ids)
    else:
        work.get(Party, command.party_id or UUID(int=0), field="party_id")
        charges = _due(work, command.party_id, command.until)
    return _bill(work, charges, command.on, "charge_ids" if command.charge_ids else "party_id")


def bill_charge(command: BillCharge, work: Work) -> tuple[UUID, ...]:
    charge = work.get(BrokerageCharge, command.charge_id, field="charge_id")
    if charge.state is not ChargeState.DUE:
        raise RuleBroken([Problem("brokerage.not_due", "charge_id")])
    return _bill(work, _due(work, charge.party_id, max(work.today, charge.due_on)), None, "charge_id")


def bill_all_brokerage(command: BillAllBrokerage, work: Work) -> tuple[UUID, ...]:
    return _bill(work, _due(work, None, command.until), command.on, "until")


def _named(work: Work, charge_ids: tuple[UUID, ...]) -> list[BrokerageCharge]:
    charges = [
        work.get(BrokerageCharge, charge_id, field=f"charge_ids.{at}")
        for at, charge_id in enumerate(dict.fromkeys(charge_ids))
    ]
    problems = Problems()
    for at, charge in enumerate(charges):
        problems.require(charge.state is ChargeState.DUE, "brokerage.not_due", f"charge_ids.{at}")
    problems.raise_if_any()
    return charges


def _due(work: Work, party_id: UUID | None, until: date | None) -> list[BrokerageCharge]:
    c = BrokerageCharge.c
    where = [c.state == ChargeState.DUE]
    if party_id is not None:
        where.append(c.party_id == party_id)
    if until is not None:
        where.append(c.due_on <= until)
    return work.all(BrokerageCharge, *where, order_by=(c.due_on, c.id))


def _bill(work: Work, charges: list[BrokerageCharge], on: date | None, field: str) -> tuple[UUID, ...]:
    made = bill_charges(work, charges, on or work.today) if charges else []
    if not made:
        raise RuleBroken([Problem("brokerage.nothing_due", field)])
    return tuple(one.id for one in made)
