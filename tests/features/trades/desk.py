"""A small trade desk for tests: cotton, two places, buyers and sellers, and lots of a ginner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.commodities.model import Commodity, CommodityParameter, Location
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis, PaymentType
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.lots.model import Lot
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.trades.amending import AmendTrade
from rayafin_desktop.features.trades.contracts import MakeTrade
from tests.books import Office

R = TypeVar("R")
ON = date(2026, 11, 21)


def working(office: Office, job: Callable[[Work], R], confirmed: frozenset[str] = frozenset()) -> R:
    """Do something within a transaction of the company, for what has no command of its own."""
    with office.app.database.write() as connection:
        work = office.app._work(connection, office.owner, confirmed, False)
        result = job(work)
        work.finish(SaveParty(name="-"))
        return result


@dataclass
class Desk:
    """What a contract needs, by name."""

    office: Office
    cotton: UUID
    rajkot: UUID
    coimbatore: UUID
    buyer: UUID
    seller: UUID
    lots: dict[str, UUID]

    def terms(self, **values: Any) -> TermsContent:
        """300 bales of Shankar-6 at 61,500 a candy."""
        given: dict[str, Any] = {
            "commodity_id": self.cotton,
            "variety": "Shankar-6",
            "quantity": Decimal(300),
            "price": Decimal(61500),
            "basis": DeliveryBasis.EX_GIN,
            "payment_type": PaymentType.CREDIT,
            "payment_days": 15,
            "origin_id": self.rajkot,
            "destination_id": self.coimbatore,
            "delivery_to": date(2026, 12, 5),
            "limits": (
                LimitContent(parameter="staple_mm", min_value=Decimal(29)),
                LimitContent(parameter="moisture_pct", max_value=Decimal("8.5")),
                LimitContent(parameter="trash_pct", max_value=Decimal("3.5")),
            ),
        }
        return TermsContent(**{**given, **values})

    def contract(self, **values: Any) -> MakeTrade:
        """A brokered contract; names of terms go into these."""
        names = set(TermsContent.__dataclass_fields__)
        terms = self.terms(**{name: value for name, value in values.items() if name in names})
        made = MakeTrade(terms=terms, traded_on=ON, buyer_id=self.buyer, seller_id=self.seller)
        return replace(made, **{name: value for name, value in values.items() if name not in names})

    def amendment(self, made: UUID, **values: Any) -> AmendTrade:
        """The contract once more with other values; lots stay out of it."""
        own: dict[str, Any] = {
            name: values.pop(name) for name in ("reason", "asked_by", "version") if name in values
        }
        one = self.contract(**values)
        said = {field.name: getattr(one, field.name) for field in fields(one)}
        amended: dict[str, Any] = {**said, "id": made, "reason": "agreed on the phone", **own}
        return AmendTrade(**amended)

    def made(self, confirmed: frozenset[str] = frozenset(), **values: Any) -> UUID:
        """The id of a new contract."""
        return self.office.do(self.contract(**values), confirmed=confirmed)

    def lot(self, name: str) -> Lot:
        with self.office.app.read(self.office.owner) as read:
            return read.get(Lot, self.lots[name])


def desk(office: Office) -> Desk:
    """The desk of a company."""

    def masters(work: Work) -> tuple[UUID, UUID, UUID]:
        cotton = work.new(
            Commodity,
            code="COTTON",
            name="Cotton lint",
            unit=TradeUnit.BALE,
            price_unit=TradeUnit.CANDY,
            package_kg=Decimal(170),
            tolerance_percent=Decimal(5),
        )
        for at, (code, name, unit, better) in enumerate(
            (
                ("staple_mm", "Staple", "mm", Better.HIGHER),
                ("moisture_pct", "Moisture", "%", Better.LOWER),
                ("trash_pct", "Trash", "%", Better.LOWER),
            ),
            start=1,
        ):
            work.add(
                CommodityParameter(
                    company_id=work.company_id,
                    commodity_id=cotton.id,
                    line_no=at,
                    code=code,
                    name=name,
                    unit=unit,
                    better=better,
                )
            )
        rajkot = work.new(Location, code="RJT", name="Rajkot", state="24", country="IN")
        coimbatore = work.new(Location, code="CBE", name="Coimbatore", state="33", country="IN")
        return cotton.id, rajkot.id, coimbatore.id

    cotton, rajkot, coimbatore = working(office, masters)
    buyer = office.do(SaveParty(name="Lakshmi Spinning Mills", state="33", city="Coimbatore"))
    seller = office.do(SaveParty(name="Balaji Ginning Factory", state="24", city="Rajkot", is_supplier=True))

    def ginned(work: Work) -> dict[str, UUID]:
        return {
            lot_no: work.new(
                Lot,
                lot_no=lot_no,
                party_id=seller,
                commodity_id=cotton,
                packages=packages,
                currency="INR",
                press_from=press,
                press_to=press + packages - 1,
                gin="Balaji Ginning",
            ).id
            for lot_no, packages, press in (("27/A", 100, 12451), ("27/B", 100, 12551), ("28", 200, 13001))
        }

    return Desk(office, cotton, rajkot, coimbatore, buyer, seller, working(office, ginned))
