"""A brokered contract of cotton and its lorries, for the tests of brokerage and claims."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from rayafin_desktop.base.errors import NeedsConfirmation, RuleBroken
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.features.brokerage.commands import BillAllBrokerage, BillBrokerage
from rayafin_desktop.features.brokerage.model import BrokerageCharge, ChargeState
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.deliveries.commands import RecordDelivery, VoidDelivery
from rayafin_desktop.features.deliveries.content import SlipContent
from rayafin_desktop.features.deliveries.rules import WeighedAt
from rayafin_desktop.features.trades.content import BrokerageContent
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.trades.desk import Desk, desk

HALF = BrokerageContent(side=Side.SELL, rate=Decimal("0.5"))
REAL_KG = Decimal(33850)
R = TypeVar("R")
_DESKS: dict[str, Broked] = {}


class Broked:
    """A desk with GST whose seller sits in the company's own state."""

    def __init__(self, office: Office) -> None:
        self.office = office
        register(office)
        self.desk: Desk = desk(office)

    @classmethod
    def again(cls, office: Office) -> Broked:
        """The desk of an office that may have one from an example before."""
        known = _DESKS.get(office.location)
        if known is None:
            known = _DESKS[office.location] = cls(office)
        return known

    def bill_all(self) -> None:
        """Bill all parties; what comes to nothing is left."""
        with suppress(RuleBroken):
            self.office.do(BillAllBrokerage())

    @property
    def seller(self) -> UUID:
        return self.desk.seller

    @property
    def buyer(self) -> UUID:
        return self.desk.buyer

    def contract(self, *brokerages: BrokerageContent, **values: Any) -> UUID:
        """200 bales at 61,200 a candy, brokerage 0.5 % from the seller if nothing is said."""
        given = {"quantity": Decimal(200), "price": Decimal(61200), "brokerages": brokerages or (HALF,)}
        return self.desk.made(**{**given, **values})

    def deliver(self, trade_id: UUID, kg: Decimal = REAL_KG, packages: int = 200, **values: Any) -> UUID:
        """A lorry under a contract, weighed once and nothing taken off; answers the delivery."""
        slip = SlipContent(at=WeighedAt.UNLOADING, gross_kg=kg + 9000, tare_kg=Decimal(9000))
        given = {"packages": packages, "weighings": (slip,), "deductions": (), "lorry_no": "GJ03AB1234"}
        return self.insisting(RecordDelivery(trade_id=trade_id, **{**given, **values}))

    def insisting(self, command: Command[R]) -> R:
        """Do something, confirming whatever is asked."""
        confirmed: set[str] = set()
        while True:
            try:
                return self.office.do(command, confirmed=confirmed)
            except NeedsConfirmation as asked:
                confirmed.add(asked.key)

    def take_back(self, delivery_id: UUID) -> None:
        """Void a lorry."""
        self.office.do(VoidDelivery(id=delivery_id, reason="Returned"))

    def charges(self, *states: ChargeState) -> list[BrokerageCharge]:
        """All charges by contract, side and step."""
        c = BrokerageCharge.c
        found = self.office.ask(lambda read: read.all(BrokerageCharge, order_by=(c.trade_id, c.side, c.step)))
        return [one for one in found if not states or one.state in states]

    def amounts(self, *states: ChargeState) -> list[int]:
        return [one.amount_minor for one in self.charges(*states)]

    def bill(self, party_id: UUID | None = None, **values: Any) -> tuple[UUID, ...]:
        return self.office.do(BillBrokerage(party_id=party_id or self.seller, **values))

    def sound(self) -> list[str]:
        """What `verify` finds; nothing where all is well."""
        return [
            f"{fault.check}: {fault.evidence}"
            for checked in self.office.app.verify()
            for fault in checked.faults
        ]
