"""Customers pay, each by its habit: on time, late, in parts, in round sums, or not any more."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import to_major
from rayafin_desktop.features.payments.commands import (
    AllocatePayment,
    Received,
    ReceivePayment,
    ReversePayment,
    Unallocate,
)
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.payments.model import Method
from rayafin_desktop.features.payments.queries import OpenItemRow, open_items, payment_allocations
from rayafin_desktop.features.payments.rules import Strategy

from .masters import Customer, Habit, Masters
from .office import Office

PAY_ROUNDS = 6  # a customer pays every so many working days
_METHODS = (Method.BANK, Method.BANK, Method.UPI, Method.CHEQUE, Method.BANK)
_ROUND_SUM_MINOR = 1_000_000  # ten thousand rupees


@dataclass(frozen=True, slots=True)
class Advance:
    """Money on account, waiting for invoices."""

    day: date
    payment_id: UUID
    party_id: UUID


@dataclass(slots=True)
class Collections:
    """What has been received so far, and what went wrong with it."""

    office: Office
    masters: Masters
    chance: random.Random
    first_day: date
    received: int = 0
    bounced: int = 0
    bouncing: list[tuple[date, UUID]] = field(default_factory=list)
    taken_back: int = 0
    advances: list[Advance] = field(default_factory=list)

    def collect(self, day: date, number: int) -> None:
        """All payments of one working day; `number` counts the days."""
        self._reverse_bounced(day)
        self._use_advances(day)
        for at, customer in enumerate(self.masters.customers):
            if at % PAY_ROUNDS == number % PAY_ROUNDS:
                self._pay(day, customer)
        if number % PAY_ROUNDS == 0:
            for customer in self.masters.exports:
                self._pay_from_abroad(day, customer)

    def _open(self, customer: Customer) -> list[OpenItemRow]:
        return self.office.ask(open_items, customer.id)

    def _pay(self, day: date, customer: Customer) -> None:
        items = self._open(customer)
        match customer.habit:
            case Habit.PROMPT:
                self._pay_in_full(day, customer, _due(items, day + timedelta(days=2)))
            case Habit.SLOW:
                self._pay_in_full(day, customer, _due(items, day - timedelta(days=12)))
            case Habit.STOPPED if (day - self.first_day).days < 45:
                self._pay_in_full(day, customer, _due(items, day))
            case Habit.IN_PARTS:
                self._pay_in_parts(day, customer, items)
            case Habit.ROUND_SUMS:
                self._pay_round_sum(day, customer, _due(items, day))

    def _pay_in_full(self, day: date, customer: Customer, items: Sequence[OpenItemRow]) -> None:
        """Names the invoices; some withhold a thousandth (Income-tax Act s.194Q)."""
        if not items:
            return
        total = sum(item.open_minor for item in items)
        withheld = total // 1000 if customer.code.endswith("7") else 0
        received = self._receive(
            ReceivePayment(
                party_id=customer.id,
                dated_on=day,
                amount=to_major(total - withheld),
                withheld=to_major(withheld),
                method=self._method(),
                strategy=Strategy.INSTRUCTION,
                invoices=tuple(item.id for item in items),
                reference=f"UTR{self.chance.randrange(10**9, 10**10)}",
            )
        )
        if self.received % 60 == 40:
            self.bouncing.append((day, received.payment_id))

    def _pay_in_parts(self, day: date, customer: Customer, items: Sequence[OpenItemRow]) -> None:
        """Half of what is new, the rest once it is due for some days."""
        parts = [
            AllocationLine(invoice_id=item.id, amount=to_major(_part(item, day)))
            for item in items
            if _part(item, day)
        ]
        if parts:
            amount = sum((part.amount for part in parts), Decimal(0))
            self._receive(
                ReceivePayment(
                    party_id=customer.id,
                    dated_on=day,
                    amount=amount,
                    method=self._method(),
                    allocations=tuple(parts),
                )
            )

    def _pay_round_sum(self, day: date, customer: Customer, items: Sequence[OpenItemRow]) -> None:
        """On account, the oldest first; now and then more than is owed, which becomes an advance."""
        owed = sum(item.open_minor for item in items)
        rounded = owed // _ROUND_SUM_MINOR * _ROUND_SUM_MINOR
        if not rounded:
            return
        overpays = self.chance.random() < 0.15
        received = self._receive(
            ReceivePayment(
                party_id=customer.id,
                dated_on=day,
                amount=to_major(rounded + (5 * _ROUND_SUM_MINOR if overpays else 0)),
                method=Method.BANK,
                strategy=Strategy.FIFO,
                memo="On account",
            )
        )
        if received.advance_minor:
            self.advances.append(Advance(day, received.payment_id, customer.id))

    def _pay_from_abroad(self, day: date, customer: Customer) -> None:
        """The bank keeps its charges, and the rupee has moved since the invoice."""
        for item in _due(self._open(customer), day):
            charges = Decimal("12.50")
            self._receive(
                ReceivePayment(
                    party_id=customer.id,
                    dated_on=day,
                    amount=to_major(item.open_minor) - charges,
                    charges=charges,
                    currency=item.currency,
                    rate=Decimal(self.chance.randint(8640, 8900)).scaleb(-2),
                    strategy=Strategy.INSTRUCTION,
                    invoices=(item.id,),
                    reference=f"SWIFT {self.chance.randrange(10**5, 10**6)}",
                )
            )

    def _receive(self, command: ReceivePayment) -> Received:
        self.received += 1
        return self.office.do(command, self.office.people.cashier)

    def _method(self) -> Method:
        return self.chance.choice(_METHODS)

    def _reverse_bounced(self, day: date) -> None:
        """A cheque comes back after some days: its invoices are open again."""
        due = [one for one in self.bouncing if (day - one[0]).days >= 4]
        self.bouncing = [one for one in self.bouncing if one not in due]
        for _, payment_id in due:
            self.bounced += 1
            self.office.do(
                ReversePayment(
                    payment_id=payment_id,
                    reason="Cheque returned: funds insufficient",
                    on=day,
                    bank_charges=Decimal(250),
                ),
                self.office.people.accountant,
            )

    def _use_advances(self, day: date) -> None:
        """An advance pays later invoices; the first one was meant for another, and is taken back."""
        people = self.office.people
        for advance in [one for one in self.advances if (day - one.day).days >= 10]:
            if not self.office.ask(open_items, advance.party_id):
                continue
            self.advances.remove(advance)
            command = AllocatePayment(payment_id=advance.payment_id, allocated_on=day, strategy=Strategy.FIFO)
            self.office.do(command, people.cashier)
            if not self.taken_back:
                self.taken_back += 1
                last = self.office.ask(payment_allocations, advance.payment_id)[-1]
                self.office.do(
                    Unallocate(allocation_id=last.id, reason="Meant for another invoice", on=day),
                    people.cashier,
                )


def _due(items: Sequence[OpenItemRow], day: date) -> list[OpenItemRow]:
    return [item for item in items if item.due_on <= day]


def _part(item: OpenItemRow, day: date) -> int:
    """What a customer who pays in parts pays of an invoice today, in minor units."""
    if item.open_minor == item.total_minor:
        return item.open_minor // 2
    return item.open_minor if item.due_on <= day - timedelta(days=5) else 0
