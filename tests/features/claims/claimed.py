"""A desk that bills cotton, with lots that miss their limits, for the tests of claims."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.features.claims.commands import OpenClaim
from rayafin_desktop.features.claims.model import Claim
from rayafin_desktop.features.commodities.contract_terms import SaveAllowanceTable, StepInput
from rayafin_desktop.features.commodities.rules import (
    AllowanceBasis,
    DeliveryBasis,
    Direction,
    PaymentType,
    Side,
)
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.content import LoadedLot, SlipContent
from rayafin_desktop.features.deliveries.rules import WeighedAt, WeightRule
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.trades.content import BrokerageContent, TradeLotContent
from rayafin_desktop.features.trades.contracts import MakeTrade
from tests.books import Office
from tests.features.billing.billed import TODAY, customer, register, tax
from tests.features.lots.lotted import cotton, ginner, lot

D = Decimal
EMPTY = D(12200)


class Claimed:
    """A registered company that trades cotton between a spinner and a ginner."""

    def __init__(self, office: Office) -> None:
        self.office = office
        register(office)
        item = office.do(SaveItem(name="Cotton", unit="kg", hsn="5201", tax_code_id=tax(office, "GST5")))
        self.cotton = cotton(office, item_id=item)
        self.buyer = customer(office, "Lakshmi Spinning Mills")
        self.seller = ginner(office, "Balaji Ginning Factory")
        step = StepInput(
            parameter="moisture_pct",
            direction=Direction.ABOVE,
            step=D("0.5"),
            basis=AllowanceBasis.WEIGHT_PERCENT,
            rate=D("0.5"),
            counts_part=True,
            reject_at=D(2),
        )
        self.table = office.do(SaveAllowanceTable(name="Cotton", commodity_id=self.cotton, steps=(step,)))

    def lot(self, lot_no: str = "27/A", *, own: bool = False) -> UUID:
        party_id = None if own else self.seller
        return lot(self.office, self.cotton, lot_no, 200, party_id=party_id)

    def contract(self, lot_id: UUID | None = None, **values: Any) -> UUID:
        """200 bales at 61,200 a candy, moisture at most 8.5, claims within 15 working days."""
        terms = TermsContent(
            commodity_id=self.cotton,
            variety="Shankar-6",
            quantity=D(200),
            price=D(61200),
            basis=DeliveryBasis.EX_GIN,
            payment_type=PaymentType.CREDIT,
            payment_days=7,
            delivery_to=TODAY,
            limits=(
                LimitContent(parameter="staple_mm", min_value=D(29)),
                LimitContent(parameter="moisture_pct", max_value=D("8.5")),
                LimitContent(parameter="trash_pct", max_value=D("3.5")),
            ),
        )
        given: dict[str, Any] = {
            "buyer_id": self.buyer,
            "seller_id": self.seller,
            "claim_days": 15,
            "arbitration": "Cotton Association of India",
            "allowance_table_id": self.table,
            "brokerages": (),
            "lots": () if lot_id is None else (TradeLotContent(lot_id=lot_id, packages=200),),
        }
        return self.office.do(MakeTrade(terms=terms, traded_on=self.office.clock.today(), **given | values))

    def deliver(self, trade_id: UUID, lot_id: UUID | None = None, **values: Any) -> UUID:
        """33,850 kg are billed by the loading slip; 33,790 arrive."""
        slips = (
            SlipContent(at=WeighedAt.LOADING, slip_no="L-881", gross_kg=33850 + EMPTY, tare_kg=EMPTY),
            SlipContent(at=WeighedAt.UNLOADING, slip_no="U-17", gross_kg=33790 + EMPTY, tare_kg=EMPTY),
        )
        given: dict[str, Any] = {
            "packages": 200,
            "weighings": slips,
            "weight_rule": WeightRule.LOADING,
            "deductions": (),
            "lorry_no": "GJ03AB1234",
            "lr_no": "LR-5512",
            "lots": () if lot_id is None else (LoadedLot(lot_id=lot_id, packages=200),),
        }
        # Some of these lots were not tested when they were loaded.
        confirmed = {f"delivery.lot_untested:{lot_id}"}
        return self.office.do(RecordDelivery(trade_id=trade_id, **given | values), confirmed=confirmed)

    def open(self, trade_id: UUID, **values: Any) -> UUID:
        return self.office.do(OpenClaim(trade_id=trade_id, **values))

    def claim(self, claim_id: UUID) -> Claim:
        found: Claim = self.office.ask(lambda read: read.get(Claim, claim_id))
        return found

    def sound(self) -> list[str]:
        return [
            f"{fault.check}: {fault.evidence}"
            for checked in self.office.app.verify()
            for fault in checked.faults
        ]


HALF_SELLER = BrokerageContent(side=Side.SELL, rate=D("0.5"))
