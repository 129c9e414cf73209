"""Money out: suppliers get what is due, some with tax withheld; cash is drawn; a debt is given up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import to_major
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.ledger.roles import AccountRole
from rayafin_desktop.features.payments.commands import AllocatePayment, PaySupplier, ReversePayment
from rayafin_desktop.features.payments.kinds import Side
from rayafin_desktop.features.payments.model import Method, MoneyKind
from rayafin_desktop.features.payments.money_accounts import SaveMoneyAccount
from rayafin_desktop.features.payments.queries import open_items
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.features.payments.transferring import TransferMoney
from rayafin_desktop.features.payments.writing_off import WriteOffInvoice

from .masters import Habit, Masters
from .office import Office

_DRAWN = Decimal(40_000)


@dataclass(slots=True)
class PaymentsOut:
    """What the house pays, dated on the day the clock shows."""

    office: Office
    masters: Masters
    chance: random.Random
    paid: int = 0
    transfers: int = 0
    written_off: int = 0
    _bank: UUID = field(init=False)
    _cash: UUID = field(init=False)
    _advance: UUID | None = None
    _cheque: UUID | None = None

    def __post_init__(self) -> None:
        chart = self.office.ask(accounts).by_role
        self._bank, self._cash = chart[AccountRole.BANK].id, chart[AccountRole.CASH].id

    def open(self) -> None:
        """Say which bank the account is at."""
        bank = self.office.ask(accounts).by_role[AccountRole.BANK]
        self.office.do(
            SaveMoneyAccount(
                id=bank.id,
                name=bank.name,
                kind=MoneyKind.BANK,
                bank_name="HDFC Bank",
                branch="Fort, Mumbai",
                holder="Rayafin Traders",
                account_number="50200047110815",
                ifsc="HDFC0000060",
            ),
            self.office.people.accountant,
        )

    def pay(self, day: date) -> None:
        """Everybody whose bills are due gets them paid; carriers with tax withheld (s.194C, 1 %)."""
        for number, supplier in enumerate(self._suppliers()):
            due = [
                item
                for item in self.office.ask(open_items, supplier, Side.PAYABLE)
                if item.due_on <= day + timedelta(days=5)
            ]
            if not due:
                continue
            total = sum(item.open_minor for item in due)
            withheld = total // 100 if number % 4 == 3 else 0
            discount = 0 if withheld else total % 10_000 // 100 * 100
            by_cheque = self.paid % 5 == 2
            paid = self._pay(
                PaySupplier(
                    party_id=supplier,
                    dated_on=day,
                    amount=to_major(total - withheld - discount),
                    withheld=to_major(withheld),
                    section="194C" if withheld else "",
                    discount=to_major(discount) if discount else None,
                    method=Method.CHEQUE if by_cheque else Method.BANK,
                    strategy=Strategy.INSTRUCTION,
                    bills=tuple(item.id for item in due),
                    reference=f"{'' if by_cheque else 'RTGS'}{self.chance.randrange(10**5, 10**6)}",
                )
            )
            self._cheque = paid if by_cheque else self._cheque

    def close_month(self, day: date) -> None:
        """Cash for the office, and an advance to the first supplier, used for his next bills."""
        self.transfers += 1
        self.office.do(
            TransferMoney(
                account_id=self._bank,
                to_account_id=self._cash,
                amount=_DRAWN,
                dated_on=day,
                reference=f"Self {self.chance.randrange(100_000, 999_999)}",
                memo="Cash drawn for the office",
            ),
            self.office.people.cashier,
        )
        if self._advance is not None:
            if self.office.ask(open_items, self.masters.suppliers[0], Side.PAYABLE):
                used = self.office.do(
                    AllocatePayment(payment_id=self._advance, allocated_on=day, strategy=Strategy.FIFO),
                    self.office.people.cashier,
                )
                self._advance = self._advance if used.advance_minor else None
        else:
            self._advance = self._pay(
                PaySupplier(
                    party_id=self.masters.suppliers[0],
                    dated_on=day,
                    amount=Decimal(150_000),
                    memo="Against the next lots",
                    reference="Advance",
                )
            )

    def finish(self, day: date) -> None:
        """Takings go to the bank, a lost cheque is stopped, a debt of a closed mill is given up."""
        if self._cheque is not None:
            self.office.do(
                ReversePayment(payment_id=self._cheque, reason="Cheque stopped: lost in the post", on=day),
                self.office.people.accountant,
            )
        self.transfers += 1
        self.office.do(
            TransferMoney(
                account_id=self._cash,
                to_account_id=self._bank,
                amount=Decimal(25_000),
                dated_on=day,
                memo="Cash deposited",
            ),
            self.office.people.cashier,
        )
        stopped = [one.id for one in self.masters.customers if one.habit is Habit.STOPPED]
        overdue = [
            item
            for party in stopped
            for item in self.office.ask(open_items, party)
            if item.due_on < day - timedelta(days=20)
        ]
        if overdue:
            least = min(overdue, key=lambda item: (item.open_minor, item.number))
            self.written_off += 1
            self.office.do(
                WriteOffInvoice(invoice_id=least.id, reason="The mill is closed, its owner abroad", on=day),
                self.office.people.accountant,
            )

    def _pay(self, command: PaySupplier) -> UUID:
        self.paid += 1
        return self.office.do(command, self.office.people.cashier).payment_id

    def _suppliers(self) -> Sequence[UUID]:
        query = self.office.app.catalogue.query("suppliers")
        with self.office.app.read(self.office.people.owner) as read:
            return [row.id for row in page(query, read, Look(sort="code"), limit=200)]
