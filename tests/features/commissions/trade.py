"""Short builders for the tests of plans and runs: an office with goods, agents inside and outside."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.content import LineContent, Posted
from rayafin_desktop.features.billing.credit_notes import CreditLine, PostCreditNote
from rayafin_desktop.features.billing.posting import IssueInvoice
from rayafin_desktop.features.commissions.commands import ApproveCommission
from rayafin_desktop.features.commissions.model import Commission, CommissionEntry
from rayafin_desktop.features.commissions.plans import SaveCommissionPlan
from rayafin_desktop.features.commissions.rules import Status, Trigger
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.tax.queries import tax_codes
from tests.books import Office
from tests.features.payments.sales import customer, receive

from .test_commands import add_broker, member_of


@dataclass
class Trade:
    """A company with GST, a broker at 1 %, his customer, and an outside agent."""

    office: Office
    broker: Actor
    party: UUID
    agent: UUID
    gst18: UUID

    @property
    def member(self) -> UUID:
        return member_of(self.broker)

    def plan(self, name: str = "Plan", rate: str = "1", **values: Any) -> UUID:
        values = {"trigger": Trigger.PAYMENT_PRORATA} | values
        return self.office.do(SaveCommissionPlan(name=name, rate=Decimal(rate), **values))

    def item(self, name: str, **values: Any) -> UUID:
        return self.office.do(SaveItem(name=name, **({"unit": "kg"} | values)))

    def sell(self, *lines: LineContent, party: UUID | None = None, **values: Any) -> Posted:
        day = self.office.clock.today()
        return self.office.do(
            IssueInvoice(party_id=party or self.party, issued_on=day, lines=lines, **values)
        )

    def line(self, price: str, quantity: str = "1", **given: Any) -> LineContent:
        values: dict[str, Any] = {"tax_code_id": self.gst18, "description": "Goods", **given}
        return LineContent(unit_price=Decimal(price), quantity=Decimal(quantity), **values)

    def bill(self, amount: str = "100.00", **values: Any) -> Posted:
        return self.sell(self.line(amount), **values)

    def pay(self, bill: Posted, amount: str = "", party: UUID | None = None) -> UUID:
        paid = amount or str(Decimal(bill.open_minor).scaleb(-2))
        return receive(self.office, party or self.party, paid, (bill, paid)).payment_id

    def credit(self, bill: Posted, amount: str, line_no: int = 1) -> Posted:
        return self.office.do(
            PostCreditNote(
                invoice_id=bill.id,
                issued_on=self.office.clock.today(),
                reason="Short weight",
                lines=(CreditLine(line_no=line_no, amount=Decimal(amount)),),
            )
        )

    def entries(self) -> list[CommissionEntry]:
        def read_entries(read: Read) -> list[CommissionEntry]:
            return read.all(CommissionEntry, order_by=(CommissionEntry.c.id,))

        return self.office.ask(read_entries)

    def snapshots(self) -> list[Commission]:
        def read_snapshots(read: Read) -> list[Commission]:
            return read.all(Commission, order_by=(Commission.c.id,))

        return self.office.ask(read_snapshots)

    def earned(self) -> dict[tuple[str, UUID | None], int]:
        """What each seat has earned so far."""
        sums: dict[tuple[str, UUID | None], int] = {}
        for entry in self.entries():
            key = entry.seat.value, entry.member_id or entry.party_id
            sums[key] = sums.get(key, 0) + entry.amount_minor
        return sums

    def approve_all(self) -> None:
        for entry in self.entries():
            if entry.status is Status.EARNED:
                self.office.do(ApproveCommission(entry_id=entry.id))


def trade_in(office: Office) -> Trade:
    """Such a company in an office that has none of it yet."""
    broker = add_broker(office, "Meera", "1")
    party = customer(office, agent_id=broker.member_id)
    agent = office.do(SaveParty(name="Desai & Sons, brokers", is_supplier=True, state="27"))
    gst18 = next(id_ for id_, code in office.ask(tax_codes).items() if code.code == "GST18")
    return Trade(office, broker, party, agent, gst18)
