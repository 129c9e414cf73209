"""What the house buys: goods on bills, freight under reverse charge, the costs of a month."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import multiply, round_half_up, to_minor
from rayafin_desktop.features.billing.credit_notes import CreditLine
from rayafin_desktop.features.ledger.queries import accounts
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.purchases.commands import SaveBillDraft
from rayafin_desktop.features.purchases.content import BillLineContent, PostedBill
from rayafin_desktop.features.purchases.debit_notes import IssueDebitNote
from rayafin_desktop.features.purchases.expenses import RecordExpense
from rayafin_desktop.features.purchases.posting import IssueBill
from rayafin_desktop.features.tax.queries import tax_code_named

from .masters import Masters
from .names import Goods
from .office import Office

_COST = Decimal("0.86")
_CLAIMS = ("Short weight at the weighbridge", "Moisture above 9 %", "Six bales of another grade")


@dataclass(slots=True)
class Purchases:
    """Bills of the week in step with sales, dated on the day the clock shows.

    `chance` decides from whom and how much, `details` the rest, so that details move nobody else's luck.
    """

    office: Office
    masters: Masters
    chance: random.Random
    details: random.Random
    purchased_until_minor: int = 0
    bills: int = 0
    debited: int = 0
    expenses: int = 0
    bought_minor: int = 0
    _account_ids: dict[str, UUID] = field(init=False)
    _transporter: UUID = field(init=False)
    _landlord: UUID = field(init=False)
    _goods: Sequence[tuple[Goods, UUID]] = field(init=False)

    def __post_init__(self) -> None:
        chart = self.office.ask(accounts).by_code
        self._account_ids = {code: account.id for code, account in chart.items()}
        self._goods = [one for one in self.masters.goods if not one[0].is_service]
        self._transporter = self._supplier("S0901", "Shree Ganesh Roadlines", "Bhiwandi")
        self._landlord = self._supplier("S0902", "Mehta Estates", "Mumbai")

    def buy(self, day: date, turnover_minor: int) -> None:
        """The week's purchases from two suppliers, in step with what was sold, and their freight."""
        sold_minor = turnover_minor - self.purchased_until_minor
        self.purchased_until_minor = turnover_minor
        for supplier in self.chance.sample(self.masters.suppliers, 2):
            worth = sold_minor * self.chance.randint(38, 44) // 100
            goods, item_id = self.details.choice(self._goods)
            price = round_half_up(multiply(goods.price, _COST), 2)
            quantity = worth // to_minor(price)
            if not quantity:
                continue
            posted = self._bill(
                day,
                supplier,
                (BillLineContent(item_id=item_id, quantity=Decimal(quantity), unit_price=price),),
                charges=Decimal(self.details.randint(2, 9) * 100) if self.bills % 3 == 0 else Decimal(0),
                round_off=Decimal(0),
            )
            self.bought_minor += posted.total_minor
            if self.bills % 9 == 4:
                self._claim(day, posted)
        if self.bills % 4 == 2:
            self._carry(day)

    def close_month(self, day: date) -> None:
        """Rent on a bill, power from the bank, small things in cash."""
        rent = BillLineContent(
            account_id=self._account_ids["6120"],
            description=f"Rent of office and godown, {day:%B %Y}",
            hsn="997212",
            unit_price=Decimal(68_000),
            tax_code_id=self._tax("NIL"),
        )
        self._bill(day, self._landlord, (rent,), supplier_reference=f"ME/{day:%y%m}")
        power = Decimal(self.chance.randint(118, 164) * 100)
        self._spend(day, "Electricity and telephone", power, "6130", "1120")
        self._spend(day, "Tea, stationery and courier", Decimal(self.details.randint(14, 38) * 100), "6150")

    def leave_on_the_desk(self, day: date) -> None:
        """A bill that came this morning and waits to be checked."""
        goods, item_id = self._goods[3]
        self.office.do(
            SaveBillDraft(
                party_id=self.masters.suppliers[0],
                supplier_reference=f"KT/{day:%y}/441",
                issued_on=day - timedelta(days=1),
                lines=(BillLineContent(item_id=item_id, quantity=Decimal(600), unit_price=goods.price),),
                notes="Compare with the weighbridge slip first",
            ),
            self.office.people.accountant,
        )

    def _bill(self, day: date, supplier: UUID, lines: Sequence[BillLineContent], **values: Any) -> PostedBill:
        self.bills += 1
        reference = f"{self.details.choice('ABKMST')}/{day:%y}-{day.year % 100 + 1}/{1000 + self.bills * 7}"
        content = {"supplier_reference": reference, **values}
        command = IssueBill(party_id=supplier, issued_on=day, lines=tuple(lines), **content)
        return self.office.do(command, self.office.people.accountant)

    def _carry(self, day: date) -> None:
        """Freight of a road carrier that is not registered: we owe the tax (CGST Act s.9(3))."""
        freight = BillLineContent(
            account_id=self._account_ids["5130"],
            description="Freight by road, Rajkot to Bhiwandi",
            hsn="996511",
            quantity=Decimal(self.details.randint(2, 5)),
            unit_price=Decimal(9_400),
            tax_code_id=self._tax("RCM5"),
        )
        self._bill(day, self._transporter, (freight,))

    def _claim(self, day: date, posted: PostedBill) -> None:
        self.office.do(
            IssueDebitNote(
                bill_id=posted.id,
                issued_on=day,
                reason=_CLAIMS[self.debited % len(_CLAIMS)],
                lines=(CreditLine(line_no=1, amount=Decimal(self.details.randint(30, 90) * 100)),),
            ),
            self.office.people.accountant,
        )
        self.debited += 1

    def _spend(self, day: date, words: str, amount: Decimal, account: str, paid_from: str = "1110") -> None:
        self.expenses += 1
        self.office.do(
            RecordExpense(
                issued_on=day,
                description=words,
                amount=amount,
                account_id=self._account_ids.get(account),
                paid_from_id=self._account_ids[paid_from],
            ),
            self.office.people.accountant,
        )

    def _tax(self, code: str) -> UUID:
        found = self.office.ask(tax_code_named, code)
        if found is None:
            raise LookupError(f"a new Indian company has the tax code {code}")
        return found.id

    def _supplier(self, code: str, name: str, city: str) -> UUID:
        return self.office.do(
            SaveParty(
                code=code,
                name=name,
                is_customer=False,
                is_supplier=True,
                state="27",
                city=city,
                payment_terms_days=15,
            ),
            self.office.people.accountant,
        )
