"""Brokerage and claims of the sample company: billed, paid less tax, shared; claims in each state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rayafin_desktop.base.errors import NeedsConfirmation
from rayafin_desktop.base.money import to_major
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.brokerage.commands import BillBrokerage
from rayafin_desktop.features.claims.commands import (
    AddClaimStep,
    OpenClaim,
    ProposeSettlement,
    TakeToArbitration,
)
from rayafin_desktop.features.claims.model import ClaimKind, Resolution
from rayafin_desktop.features.claims.settling import SettleClaim
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.content import SlipContent
from rayafin_desktop.features.deliveries.model import Delivery, DeliveryLot
from rayafin_desktop.features.deliveries.rules import WeighedAt
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent
from rayafin_desktop.features.trades.contracts import MakeTrade
from rayafin_desktop.features.trades.rules import BrokerageBasis

from .office import Office
from .trade_masters import TradeMasters

_TDS_PERCENT = Decimal(2)  # of commission or brokerage, Income-tax Act s.194H


def make_trade_brokerage(
    office: Office, desk: TradeMasters, contracts: Mapping[str, UUID], last_day: date
) -> None:
    """Soybean in two lorries with a sub-broker, three bills, one of them paid, and five claims."""
    soybean = _broke_soybean(office, desk, last_day - timedelta(days=9))
    _bill_and_collect(office, desk, last_day)
    _raise_claims(office, soybean, contracts["failed"], last_day)


def _do(office: Office, command: Command[Any], *, billing: bool = False) -> Any:
    """Carry out what somebody has thought about: the broker, or of money the accountant."""
    who = office.people.accountant if billing else office.people.broker
    confirmed: frozenset[str] = frozenset()
    while True:
        try:
            return office.do(command, who, confirmed=confirmed)
        except NeedsConfirmation as asked:
            confirmed |= {asked.key}


def _broke_soybean(office: Office, desk: TradeMasters, agreed: date) -> UUID:
    """50 tonnes from Akola to Indore; both sides pay, and who brought the seller gets 30 %."""
    trade_id: UUID = _do(
        office,
        MakeTrade(
            terms=TermsContent(
                commodity_id=desk.commodities["SOYBEAN"],
                variety="YELLOW",
                quantity=Decimal(50),
                unit=TradeUnit.MT,
                price=Decimal(4580),
                price_unit=TradeUnit.QTL,
                basis=DeliveryBasis.FOR,
                origin_id=desk.places["AKOLA"],
                destination_id=desk.places["INDORE"],
                delivery_to=agreed + timedelta(days=7),
                payment_type=PaymentType.CREDIT,
                payment_days=7,
            ),
            traded_on=agreed,
            buyer_id=desk.partners["indore"],
            seller_id=desk.partners["akola"],
            brokerages=(
                BrokerageContent(side=Side.SELL, rate=Decimal("0.5")),
                BrokerageContent(
                    side=Side.BUY, basis=BrokerageBasis.PER_UNIT, rate=Decimal(5), unit=TradeUnit.QTL
                ),
            ),
            shares=(ShareContent(side=Side.SELL, party_id=desk.partners["sub_broker"], percent=Decimal(30)),),
            claim_days=15,
            arbitration="SOPA, Indore",
        ),
    )
    for number, (lorry, loading, unloading) in enumerate(
        (("MH 30 L 8812", "25120", "25060"), ("MP 09 HG 3341", "24910", "24760"))
    ):
        day = agreed + timedelta(days=3 + number)
        _do(
            office,
            RecordDelivery(
                trade_id=trade_id,
                lifted_on=day - timedelta(days=1),
                delivered_on=day,
                lorry_no=lorry,
                lr_no=str(70411 + number),
                transporter_id=desk.partners["transporter"],
                packages=500,
                weighings=(
                    _slip(WeighedAt.LOADING, loading, number, day - timedelta(days=1)),
                    _slip(WeighedAt.UNLOADING, unloading, number, day),
                ),
            ),
        )
    return trade_id


def _slip(at: WeighedAt, net: str, number: int, day: date) -> SlipContent:
    empty = Decimal(11640 + 20 * number)
    return SlipContent(
        at=at,
        slip_no=f"{at.value[0]}-{6100 + number}",
        weighed_on=day,
        bridge="Market yard weighbridge",
        gross_kg=Decimal(net) + empty,
        tare_kg=empty,
    )


def _bill_and_collect(office: Office, desk: TradeMasters, last_day: date) -> None:
    """Both sides of the soybean and the cotton's seller get bills; one pays, less the tax he withholds."""
    bills = {
        key: _do(office, BillBrokerage(party_id=desk.partners[key], on=last_day), billing=True)
        for key in ("akola", "indore", "kadi")
    }
    [paid] = bills["akola"]
    bill: SalesDocument = office.ask(_document, paid)
    whole, net = to_major(bill.total_minor), to_major(bill.net_minor)
    withheld = (net * _TDS_PERCENT / 100).quantize(Decimal("0.01"))
    _do(
        office,
        ReceivePayment(
            party_id=desk.partners["akola"],
            amount=whole - withheld,
            withheld=withheld,
            dated_on=last_day,
            reference="NEFT, brokerage less TDS",
            allocations=(AllocationLine(invoice_id=paid, amount=whole),),
        ),
        billing=True,
    )


def _document(read: Read, document_id: UUID) -> SalesDocument:
    return read.get(SalesDocument, document_id)


def _lorry(read: Read, lorry_no: str) -> Delivery:
    found = read.find(Delivery, lorry_no=lorry_no)
    if found is None:
        raise LookupError(lorry_no)
    return found


def _only_lot(read: Read, delivery_id: UUID) -> UUID:
    return read.parts(DeliveryLot, delivery_id)[0].lot_id


def _raise_claims(office: Office, soybean: UUID, failed: UUID, last_day: date) -> None:
    """Talked over and due soon, overdue, in arbitration, settled between others, credited on our own sale."""
    moist = office.ask(_lorry, "GJ 02 Z 7718")
    talked = _do(
        office,
        OpenClaim(
            trade_id=moist.trade_id,
            delivery_id=moist.id,
            lot_id=office.ask(_only_lot, moist.id),
            amount=Decimal(42500),
            text="Bales at the bottom were wet; two samples drawn before the driver.",
            opened_on=last_day - timedelta(days=3),
            due_on=last_day + timedelta(days=2),
        ),
    )
    _do(office, AddClaimStep(claim_id=talked, text="The gin asks for a second sample by its own laboratory."))
    offer = ProposeSettlement(
        claim_id=talked, side=Side.SELL, amount=Decimal(25000), text="To keep the mill as a customer."
    )
    _do(office, offer)
    _settle_short_lorry(office, soybean, last_day)
    late = OpenClaim(
        trade_id=failed,
        kind=ClaimKind.LATE,
        amount=Decimal(86000),
        text="Nothing was lifted in time; the mill bought elsewhere at a higher price.",
        opened_on=last_day - timedelta(days=12),
        due_on=last_day + timedelta(days=20),
    )
    _do(office, TakeToArbitration(claim_id=_do(office, late), case_no="ARB/118"))
    _do(
        office,
        OpenClaim(
            trade_id=soybean,
            amount=Decimal(9800),
            text="Foreign matter 2.6 by the plant's own test; the seller has not answered.",
            opened_on=last_day - timedelta(days=4),
            due_on=last_day - timedelta(days=1),
        ),
    )
    chana = office.ask(_lorry, "MH 30 BD 2290")
    broken = OpenClaim(
        trade_id=chana.trade_id,
        delivery_id=chana.id,
        amount=Decimal(6400),
        text="Broken grain 2.4 against 1.5.",
        opened_on=last_day,
    )
    settled = SettleClaim(
        claim_id=_do(office, broken),
        resolution=Resolution.ALLOWANCE,
        amount=Decimal(5000),
        outcome="Half of it on the telephone, credited the same day.",
    )
    _do(office, settled, billing=True)


def _settle_short_lorry(office: Office, soybean: UUID, last_day: date) -> None:
    short = office.ask(_lorry, "MP 09 HG 3341")
    claim = OpenClaim(
        trade_id=soybean,
        delivery_id=short.id,
        kind=ClaimKind.WEIGHT,
        text="Short on the plant's weighbridge.",
        opened_on=last_day - timedelta(days=4),
    )
    agreed = SettleClaim(
        claim_id=_do(office, claim),
        resolution=Resolution.ALLOWANCE,
        amount=Decimal(1500),
        outcome="The seller allows it in his bill.",
    )
    _do(office, agreed, billing=True)
