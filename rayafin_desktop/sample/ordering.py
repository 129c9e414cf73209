"""Before the invoice: price lists, quotes in every state, orders on their way, and what repeats."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.dates import add_months
from rayafin_desktop.base.money import multiply, round_half_up
from rayafin_desktop.features.billing.content import InvoiceContent, LineContent
from rayafin_desktop.features.billing.posting import PostInvoice
from rayafin_desktop.features.orders.commands import (
    AcceptQuote,
    ConfirmOrder,
    DeclineQuote,
    SaveOrder,
    SendQuote,
)
from rayafin_desktop.features.orders.converting import InvoiceOrders, OrderQuote, TakenLine
from rayafin_desktop.features.orders.queries import remaining_rows
from rayafin_desktop.features.orders.rules import OrderKind
from rayafin_desktop.features.prices.commands import (
    ChoosePriceList,
    PriceInput,
    ReprisePriceList,
    SavePriceList,
)
from rayafin_desktop.features.recurring.commands import PauseRecurring, SaveRecurring
from rayafin_desktop.features.recurring.issuing import IssueRecurring
from rayafin_desktop.features.recurring.rules import Frequency, Making
from rayafin_desktop.features.tax.queries import tax_code_named

from .masters import Masters
from .office import Office
from .selling import SEEN, Sales

_BULK = Decimal("0.97")
_SPECIAL = Decimal("0.955")


class Ordering:
    """The desk on its last day; chance of its own, so that the trade before it stays as it is."""

    def __init__(self, office: Office, masters: Masters, sales: Sales, day: date, seed: int) -> None:
        self._office, self._masters, self._day = office, masters, day
        chance = random.Random(f"orders {seed}")  # noqa: S311 - the sample must be repeatable, not secret
        self._sales = Sales(office, masters, chance)
        self._posted = sales

    def fill(self, first_day: date) -> None:
        """Everything there is before an invoice."""
        self._price_lists(first_day)
        self._quotes()
        self._orders()
        self._recurring()

    def _price_lists(self, first_day: date) -> None:
        """A default list with prices for bulk, a better one for two mills, and next month's."""
        office, owner = self._office, self._office.people.owner
        goods = self._masters.goods
        wholesale = office.do(
            SavePriceList(
                code="WHOLESALE",
                name="Wholesale",
                valid_from=first_day,
                is_default=True,
                prices=tuple(
                    price
                    for one, item_id in goods
                    for price in (
                        PriceInput(item_id=item_id, price=one.price),
                        PriceInput(
                            item_id=item_id,
                            from_qty=Decimal(one.usual_quantity * 2),
                            price=_times(one.price, _BULK),
                        ),
                    )
                ),
            ),
            owner,
        )
        mills = office.do(
            SavePriceList(
                code="MILLS",
                name="Spinning mills",
                valid_from=first_day,
                prices=tuple(
                    PriceInput(item_id=item_id, price=_times(one.price, _SPECIAL)) for one, item_id in goods
                ),
            ),
            owner,
        )
        for customer in self._masters.customers[:2]:
            office.do(ChoosePriceList(party_id=customer.id, price_list_id=mills), owner)
        office.do(
            ReprisePriceList(
                price_list_id=wholesale,
                valid_from=add_months(self._day.replace(day=1), 1),
                percent=Decimal("2.5"),
                name="Wholesale, next month",
            ),
            owner,
        )

    def _quotes(self) -> None:
        """One drafted, three sent (one of them expired), one accepted, one declined."""
        people = self._office.people
        self._quote(0)
        self._sent(2, 20)
        self._sent(4, 15)
        self._sent(29, 15)
        accepted = self._sent(6, 15)
        self._office.do(AcceptQuote(id=accepted), people.broker)
        declined = self._sent(11, 15)
        self._office.do(
            DeclineQuote(id=declined, reason="Bought nearer to the mill at a lower freight"), people.broker
        )

    def _orders(self) -> None:
        """One drafted, two open, two part invoiced, one invoiced, one of them made of a quote."""
        people = self._office.people
        self._order(0, taken_on=False)
        self._order(1)
        self._office.do(
            OrderQuote(quote_id=self._sent(3, 15), issued_on=self._day, reference="By telephone"),
            people.accountant,
            confirmed=SEEN,
        )
        for days, share in ((9, Decimal("0.5")), (5, Decimal("0.25"))):
            self._invoice(self._order(days), share)
        self._invoice(self._order(12), Decimal(1))

    def _quote(self, days_ago: int, holds: int = 15) -> UUID:
        day = self._day - timedelta(days=days_ago)
        content = self._content(day) | {"due_on": day + timedelta(days=holds)}
        saved = self._office.do(SaveOrder(kind=OrderKind.QUOTE, **content), self._office.people.broker)
        return saved.id

    def _sent(self, days_ago: int, holds: int) -> UUID:
        id_ = self._quote(days_ago, holds)
        return self._office.do(SendQuote(id=id_), self._office.people.broker).id

    def _order(self, days_ago: int, *, taken_on: bool = True) -> UUID:
        day = self._day - timedelta(days=days_ago)
        who = self._office.people.accountant
        saved = self._office.do(SaveOrder(**self._content(day)), who)
        if taken_on:
            self._office.do(ConfirmOrder(id=saved.id), who, confirmed=SEEN)
        return saved.id

    def _content(self, day: date) -> dict[str, Any]:
        return self._sales.content(day)

    def _invoice(self, order_id: UUID, share: Decimal) -> None:
        """Invoice about a share of each line, at least one of it."""
        who = self._office.people.accountant
        rows = self._office.ask(remaining_rows, order_id)
        lines = tuple(
            TakenLine(
                order_id=order_id,
                line_no=row.line_no,
                quantity=max(Decimal(1), round_half_up(multiply(row.quantity, share))),
            )
            for row in rows
        )
        draft = self._office.do(InvoiceOrders(order_ids=(order_id,), issued_on=self._day, lines=lines), who)
        posted = self._office.do(PostInvoice(invoice_id=draft.id), who, confirmed=SEEN)
        self._posted.turnover_minor += posted.total_minor
        self._posted.issued += 1

    def _recurring(self) -> None:
        """Rent that is due, a retainer to come, and storage that rests."""
        who = self._office.people.accountant
        first = self._day - timedelta(days=32)
        rent = self._template("Godown 4, rent", "Godown 4, monthly rent", "45000", first, Frequency.MONTHLY)
        self._office.do(IssueRecurring(template_id=rent, until=first), who, confirmed=SEEN)
        self._template(
            "Quality reports",
            "Monthly quality report",
            "12500",
            self._day + timedelta(days=6),
            Frequency.MONTHLY,
        )
        storage = self._template(
            "Cold storage", "Cold storage, per week", "8800", self._day - timedelta(days=3), Frequency.WEEKLY
        )
        self._office.do(PauseRecurring(id=storage), who)

    def _template(self, name: str, text: str, price: str, starts_on: date, frequency: Frequency) -> UUID:
        tax = self._office.ask(tax_code_named, "GST18")
        customer = self._masters.customers[(len(name) + 3) % len(self._masters.customers)]
        content = InvoiceContent(
            party_id=customer.id,
            issued_on=starts_on,
            lines=(
                LineContent(
                    description=text,
                    hsn="997212",
                    unit_price=Decimal(price),
                    tax_code_id=tax.id if tax else None,
                ),
            ),
        )
        return self._office.do(
            SaveRecurring(
                name=name, content=content, starts_on=starts_on, frequency=frequency, making=Making.DRAFT
            ),
            self._office.people.accountant,
        )


def _times(price: Decimal, factor: Decimal) -> Decimal:
    return round_half_up(multiply(price, factor), 2)
