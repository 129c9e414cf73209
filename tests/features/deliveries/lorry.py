"""Short builders for tests of deliveries: cotton that can be billed, two sides, a contract, a lorry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.features.commodities.contract_terms import SaveAllowanceTable, StepInput
from rayafin_desktop.features.commodities.rules import (
    AllowanceBasis,
    DeliveryBasis,
    Direction,
    PaymentType,
)
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.content import LoadedLot, SlipContent
from rayafin_desktop.features.deliveries.model import Delivery
from rayafin_desktop.features.deliveries.rules import WeighedAt
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.trades.content import TradeLotContent
from rayafin_desktop.features.trades.contracts import MakeTrade
from rayafin_desktop.features.trades.model import Trade
from tests.books import Office
from tests.features.billing.billed import customer, register, tax
from tests.features.lots.lotted import TODAY, cotton, ginner, lot, read_lot

D = Decimal
__all__ = ["Desk", "desk", "faults", "read_lot", "slips"]


def slips(loading: str = "33980", unloading: str = "33920") -> tuple[SlipContent, ...]:
    """A slip of each side with these net weights; the lorry itself weighs 12,200 kg."""
    empty = D(12200)
    return (
        SlipContent(at=WeighedAt.LOADING, slip_no="L-881", gross_kg=D(loading) + empty, tare_kg=empty),
        SlipContent(at=WeighedAt.UNLOADING, slip_no="U-17", gross_kg=D(unloading) + empty, tare_kg=empty),
    )


@dataclass
class Desk:
    """A registered company that trades cotton."""

    office: Office
    cotton: UUID
    buyer: UUID
    seller: UUID

    def lot(self, lot_no: str = "27/A", packages: int = 200, *, own: bool = False, **values: Any) -> UUID:
        party_id = None if own else self.seller
        return lot(self.office, self.cotton, lot_no, packages, party_id=party_id, **values)

    def contract(self, *lots: tuple[UUID, int], **values: Any) -> UUID:
        """200 bales at 61,200 a candy; brokered unless a side is None."""
        terms: dict[str, Any] = {
            "commodity_id": self.cotton,
            "quantity": D(200),
            "price": D(61200),
            "basis": DeliveryBasis.EX_GIN,
            "payment_type": PaymentType.CREDIT,
            "payment_days": 7,
            "delivery_to": TODAY,
        }
        names = TermsContent.__dataclass_fields__
        terms |= {name: values.pop(name) for name in list(values) if name in names}
        sides = {"buyer_id": self.buyer, "seller_id": self.seller}
        content = tuple(TradeLotContent(lot_id=lot_id, packages=packages) for lot_id, packages in lots)
        return self.office.do(
            MakeTrade(terms=TermsContent(**terms), traded_on=TODAY, lots=content, **sides | values)
        )

    def deliver(self, trade_id: UUID, *, confirmed: frozenset[str] = frozenset(), **values: Any) -> Delivery:
        fields: dict[str, Any] = {"trade_id": trade_id, "packages": 200, "weighings": slips()}
        id_ = self.office.do(RecordDelivery(**fields | values), confirmed=confirmed)
        return self.read(id_)

    def read(self, delivery_id: UUID) -> Delivery:
        with self.office.app.read(self.office.owner) as read:
            return read.get(Delivery, delivery_id)

    def trade(self, trade_id: UUID) -> Trade:
        with self.office.app.read(self.office.owner) as read:
            return read.get(Trade, trade_id)

    def allowances(self) -> UUID:
        """Half a percent of the weight for each half percent of moisture over, up to 1.5."""
        step = StepInput(
            parameter="moisture_pct",
            direction=Direction.ABOVE,
            step=D("0.5"),
            basis=AllowanceBasis.WEIGHT_PERCENT,
            rate=D("0.5"),
            reject_at=D("1.5"),
        )
        return self.office.do(SaveAllowanceTable(name="Cotton", commodity_id=self.cotton, steps=(step,)))


MOISTURE = (LimitContent(parameter="moisture_pct", max_value=D("8.5")),)


def faults(office: Office) -> list[str]:
    """What `verify` says of the whole company."""
    with office.app.read(office.owner) as read:
        return [
            f"{fault.check}: {fault.evidence}"
            for feature in office.app.catalogue.features
            for check in feature.checks
            for fault in check.run(read)
        ]


def desk(office: Office) -> Desk:
    register(office)
    item = office.do(SaveItem(name="Cotton lint", unit="kg", hsn="5201", tax_code_id=tax(office, "GST5")))
    return Desk(office, cotton(office, item_id=item), customer(office, "Lakshmi Spinning"), ginner(office))


def loaded(*lots: tuple[UUID, int]) -> tuple[LoadedLot, ...]:
    return tuple(LoadedLot(lot_id=lot_id, packages=packages) for lot_id, packages in lots)
