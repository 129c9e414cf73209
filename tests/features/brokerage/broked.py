"""A brokered contract of cotton and its lorries, for the tests of brokerage and claims."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import CANDY_KG, goods_value_minor
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.brokerage.commands import BillAllBrokerage, BillBrokerage
from rayafin_desktop.features.brokerage.model import BrokerageCharge, ChargeState
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.deliveries.model import Delivery, DeliveryState
from rayafin_desktop.features.trades.content import BrokerageContent
from rayafin_desktop.features.trades.delivering import give_back_delivery, take_delivery
from rayafin_desktop.features.trades.model import Trade
from tests.books import Office
from tests.features.billing.billed import register
from tests.features.trades.desk import Desk, desk, working

HALF = BrokerageContent(side=Side.SELL, rate=Decimal("0.5"))
REAL_KG = Decimal(33850)
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
        """A lorry under a contract; answers the delivery."""

        def job(work: Work) -> UUID:
            trade = work.get(Trade, trade_id)
            minor = goods_value_minor(
                kg, trade.price or Decimal(0), CANDY_KG, currency_digits(trade.currency)
            )
            given = {"allowance_minor": 0, "lorry_no": "GJ03AB1234", **values}
            lorry = work.new(
                Delivery,
                number=f"DL/{len(work.all(Delivery)) + 1:04}",
                trade_id=trade_id,
                state=DeliveryState.DELIVERED,
                lifted_on=work.today,
                delivered_on=work.today,
                packages=packages,
                net_kg=kg,
                billed_kg=kg,
                currency=trade.currency,
                goods_minor=minor,
                value_minor=minor - given["allowance_minor"],
                **given,
            )
            take_delivery(work, trade_id, (), kg, minor, packages, delivery_id=lorry.id)
            return lorry.id

        confirmed = frozenset({f"trade.over_delivered:{trade_id}"})
        return working(self.office, job, confirmed)

    def take_back(self, delivery_id: UUID) -> None:
        """Void a lorry."""

        def job(work: Work) -> None:
            lorry = work.save(replace(work.get(Delivery, delivery_id), state=DeliveryState.VOID))
            give_back_delivery(
                work, lorry.trade_id, (), lorry.billed_kg, lorry.goods_minor, lorry.packages,
                delivery_id=lorry.id,
            )  # fmt: skip

        working(self.office, job)

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
