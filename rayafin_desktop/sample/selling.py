"""A day's sales: invoices by hand, the rest through the wide door; mistakes voided, complaints credited."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.money import multiply, round_half_up, round_to_int, to_minor
from rayafin_desktop.features.billing.commands import SaveDraft
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.imports import ImportedInvoice, ImportedLine, ImportInvoices
from rayafin_desktop.features.billing.posting import IssueInvoice, PostInvoice, VoidInvoice

from .masters import Customer, Masters
from .names import Goods
from .office import Office

# More than a person types in a day comes out of another program's file.
MOST_BY_HAND = 12
# Whoever posts has seen that a customer goes over its limit, and lets it.
SEEN = frozenset({"credit_limit.exceeded"})
_COMPLAINTS = (
    "Short weight, weighbridge slip attached",
    "Moisture above the contract",
    "Two bales below grade returned",
)


@dataclass(slots=True)
class Sales:
    """What has been sold so far; `turnover_minor` is in the company's currency, tax included."""

    office: Office
    masters: Masters
    chance: random.Random
    issued: int = 0
    imported: int = 0
    credited: int = 0
    turnover_minor: int = 0
    complaints: list[tuple[date, UUID]] = field(default_factory=list)
    recent: list[UUID] = field(default_factory=list)

    def sell(self, day: date, count: int) -> None:
        """Sell `count` times on one day."""
        self._credit_complaints(day)
        by_hand = min(count, MOST_BY_HAND)
        for _ in range(by_hand):
            self._issue(day)
        if count > by_hand:
            self._import(day, count - by_hand)

    def _issue(self, day: date) -> None:
        self.issued += 1
        abroad = self.issued % 15 == 8
        content = self.export_content(day) if abroad else self.content(day)
        people = self.office.people
        if self.issued % 6 == 0:
            drafted_by = people.broker if self.issued % 12 == 0 else people.cashier
            draft = self.office.do(SaveDraft(**content), drafted_by)
            posted = self.office.do(PostInvoice(invoice_id=draft.id), people.accountant, confirmed=SEEN)
        else:
            posted = self.office.do(IssueInvoice(**content), people.accountant, confirmed=SEEN)
        if self.issued % 70 == 20:
            self.office.do(
                VoidInvoice(invoice_id=posted.id, reason="Entered twice by mistake"), people.accountant
            )
            return
        rate = content.get("rate", Decimal(1))
        self.turnover_minor += round_to_int(multiply(Decimal(posted.total_minor), rate))
        self._remember(day, posted)

    def _remember(self, day: date, posted: Posted) -> None:
        self.recent = [*self.recent[-19:], posted.id]
        if self.issued % 17 == 5:
            self.complaints.append((day, posted.id))

    def _credit_complaints(self, day: date) -> None:
        """A complaint is settled some days after the goods came."""
        due = [one for one in self.complaints if (day - one[0]).days >= 4]
        self.complaints = [one for one in self.complaints if one not in due]
        for _, invoice_id in due:
            self.credited += 1
            reason = _COMPLAINTS[self.credited % len(_COMPLAINTS)]
            self.office.do(
                PostCreditNote(
                    invoice_id=invoice_id,
                    issued_on=day,
                    reason=reason,
                    lines=(CreditLine(line_no=1, quantity=Decimal(1)),),
                ),
                self.office.people.accountant,
            )

    def _import(self, day: date, count: int) -> None:
        invoices = []
        for n in range(count):
            content = self.content(day)
            worth = [multiply(line.quantity, line.unit_price) for line in content["lines"]]
            self.turnover_minor += to_minor(sum(worth, Decimal(0)))
            lines = tuple(
                ImportedLine(item_id=line.item_id, quantity=line.quantity, unit_price=line.unit_price)
                for line in content.pop("lines")
            )
            reference = f"SAMPLE-{day:%Y%m%d}-{n:05d}"
            invoices.append(ImportedInvoice(**content, lines=lines, external_reference=reference))
        made = self.office.do(ImportInvoices(invoices=tuple(invoices)), self.office.people.accountant)
        self.imported += made.added

    def content(self, day: date, customer: Customer | None = None) -> dict[str, Any]:
        """What one sale at home consists of, as the fields of an invoice."""
        chance = self.chance
        customer = customer or chance.choice(self.masters.customers)
        values: dict[str, Any] = {
            "party_id": customer.id,
            "issued_on": day,
            "reference": f"PO {customer.code}/{chance.randint(100, 999)}",
            "lines": tuple(self._line(*one) for one in self._basket()),
        }
        if chance.random() < 0.2:
            values["charges"] = Decimal(chance.randint(5, 40) * 100)
        if chance.random() < 0.1:
            values["discount_percent"] = Decimal(chance.choice(["0.5", "1", "2"]))
        return values

    def export_content(self, day: date) -> dict[str, Any]:
        """A sale abroad, in dollars, without tax."""
        goods, item_id = self.masters.goods[3]
        line = LineContent(
            item_id=item_id,
            quantity=Decimal(goods.usual_quantity * self.chance.randint(3, 6)),
            unit_price=Decimal(self.chance.randint(310, 345)).scaleb(-2),
            tax_code_id=self.masters.export_code_id,
        )
        rate = Decimal(self.chance.randint(8650, 8890)).scaleb(-2)
        return {
            "party_id": self.masters.exports[0].id,
            "issued_on": day,
            "rate": rate,
            "reference": f"LC {self.chance.randint(10000, 99999)}",
            "lines": (line,),
        }

    def _basket(self) -> Sequence[tuple[Goods, UUID]]:
        return self.chance.sample(self.masters.goods, self.chance.choice([1, 1, 1, 2, 2, 3]))

    def _line(self, goods: Goods, item_id: UUID) -> LineContent:
        """About the usual quantity at about the usual price."""
        quantity = max(1, goods.usual_quantity * self.chance.randint(40, 160) // 100)
        factor = Decimal(self.chance.randint(9600, 10400)).scaleb(-4)
        return LineContent(
            item_id=item_id,
            quantity=Decimal(quantity),
            unit_price=round_half_up(multiply(goods.price, factor), 2),
        )
