"""From a pasted message to the money: offer, haggling, contract, lots, lorry, brokerage, payment.

The figures are the worked bill of the trade desk's rules: 33,850 kg at 61,200 a candy are 5,825,434.08,
half a percent of it 29,127.17, the bill 34,370.07, tax deducted 582.54, the sub-broker's part 8,738.15 and
the house's 20,389.02. After each step every invariant of the book holds.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.brokerage.commands import BillBrokerage
from rayafin_desktop.features.commissions.commands import ApproveCommission, SettleCommissions
from rayafin_desktop.features.commissions.model import CommissionEntry
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.commodities.seeding import SeedTradeDesk
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.content import LoadedLot, SlipContent
from rayafin_desktop.features.deliveries.rules import WeighedAt
from rayafin_desktop.features.desk.statistics import DeskStatistics, desk_statistics
from rayafin_desktop.features.lots.commands import SaveLot
from rayafin_desktop.features.lots.lab import AddLotTest
from rayafin_desktop.features.lots.model import Lot
from rayafin_desktop.features.lots.readings import ValueContent
from rayafin_desktop.features.matching.queries import matches_of
from rayafin_desktop.features.messages.capturing import CaptureMessages
from rayafin_desktop.features.messages.deciding import SaveMessageAsOffer, SaveMessageAsRound
from rayafin_desktop.features.messages.queries import message_reading
from rayafin_desktop.features.messages.resolution import Reading
from rayafin_desktop.features.offers.accepting import AcceptRound
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.saving import OfferLotContent
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.content import AllocationLine
from rayafin_desktop.features.trades.confirming import ConfirmTrade, SendTradeNote
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent
from rayafin_desktop.features.trades.judging import JudgeLot
from rayafin_desktop.features.trades.model import LotResult, Trade, TradeLot, TradeState
from tests.books import Office
from tests.features.billing.billed import register

OFFER = (
    "Balaji Ginning: offer 200 bls Shankar-6 29mm mic 3.8-4.5 trash max 3.5 moist 8.5 max, "
    "61500/cdy ex gin Rajkot, 7 days, lifting 10 din me"
)
BID = "Lakshmi Spg Mills: need 200 bales S-6 29mm mic 3.7-4.9 ex gin Rajkot, bid 60800/candy, 7 din payment"
LAST = "61200 last"


def test_from_a_message_to_the_money(office: Office) -> None:
    register(office)
    office.do(SeedTradeDesk())
    # All in the company's own state: CGST and SGST.
    seller = office.do(SaveParty(name="Balaji Ginning", is_supplier=True, state="27"))
    buyer = office.do(SaveParty(name="Lakshmi Spg Mills", state="27"))
    sub_broker = office.do(SaveParty(name="Mehta Brothers", is_supplier=True, state="27"))

    # The seller's message becomes an offer with its lot, as a person confirms it.
    message, reading = captured(office, OFFER, "Balaji Ginning")
    assert (reading.kind, reading.party_id, reading.doubts) == (OfferKind.OFFER, seller, ())
    assert reading.terms is not None
    terms = reading.terms
    assert (terms.quantity, terms.price, terms.payment_days) == (Decimal(200), Decimal(61500), 7)
    lot = office.do(
        SaveLot(
            lot_no="27/A", party_id=seller, commodity_id=terms.commodity_id, packages=200,
            press_from=12451, press_to=12650, location_id=terms.origin_id,
        )
    )  # fmt: skip
    offer = office.do(
        SaveMessageAsOffer(
            message_id=message, kind=OfferKind.OFFER, side=Side.SELL, party_id=seller, terms=terms,
            lots=(OfferLotContent(lot_id=lot, packages=200),),
        )
    )  # fmt: skip

    # The buyer's bid fits it; they haggle, the newest round is accepted.
    message, reading = captured(office, BID, "Lakshmi Spg Mills")
    assert (reading.kind, reading.party_id) == (OfferKind.BID, buyer)
    assert reading.terms is not None
    bid = office.do(
        SaveMessageAsOffer(
            message_id=message, kind=OfferKind.BID, side=Side.BUY, party_id=buyer, terms=reading.terms
        )
    )
    assert [one.offer_id for one in office.ask(matches_of, bid).candidates] == [offer]
    message, _ = captured(office, "bid 60800", "Lakshmi Spg Mills")
    talk = office.do(
        SaveMessageAsRound(
            message_id=message, offer_id=offer, party_id=buyer, side=Side.BUY, price=Decimal(60800)
        )
    )
    message, reading = captured(office, LAST, "Balaji Ginning")
    assert reading.fields["price"]["amount"] == "61200"
    office.do(SaveMessageAsRound(message_id=message, negotiation_id=talk, price=Decimal(61200)))
    trade = office.do(
        AcceptRound(
            negotiation_id=talk,
            round_no=office.ask(rounds_of, talk),
            side=Side.BUY,
            brokerages=(BrokerageContent(side=Side.SELL, rate=Decimal("0.5")),),
            shares=(ShareContent(side=Side.SELL, party_id=sub_broker, percent=Decimal(30)),),
        )
    )
    assert office.ask(lambda read: read.get(Lot, lot)).reserved == 200
    assert faults(office) == []

    # Note, confirmations, test: within the limits, so the lot passes.
    office.do(SendTradeNote(id=trade))
    for side in Side:
        office.do(ConfirmTrade(id=trade, side=side))
    values = {"staple_mm": "29.2", "micronaire": "4.1", "trash_pct": "2.9", "moisture_pct": "7.8"}
    office.do(
        AddLotTest(
            lot_id=lot,
            tested_on=office.ask(lambda read: read.today),
            values=tuple(ValueContent(parameter=name, value=Decimal(text)) for name, text in values.items()),
        )
    )
    office.do(JudgeLot(id=trade, lot_id=lot))
    [line] = office.ask(lambda read: read.parts(TradeLot, trade))
    assert line.result is LotResult.PASSED

    # The lorry; brokerage is earned, billed with GST, paid less the tax deducted.
    office.do(
        RecordDelivery(
            trade_id=trade,
            packages=200,
            lots=(LoadedLot(lot_id=lot, packages=200),),
            weighings=(SlipContent(at=WeighedAt.UNLOADING, gross_kg=Decimal(46850), tare_kg=Decimal(13000)),),
            deductions=(),
            lorry_no="GJ03AB1234",
            seller_bill_no="BG/118",
        )
    )
    contract = office.ask(lambda read: read.get(Trade, trade))
    assert (contract.delivered_minor, contract.delivered_kg) == (582_543_408, Decimal(33850))
    assert contract.state in (TradeState.DELIVERED, TradeState.CLOSED)
    assert faults(office) == []
    today: DeskStatistics = office.ask(desk_statistics)
    assert (today.month_trades, today.brokerage_due_minor, today.unconfirmed) == (1, 2_912_717, 0)

    [bill_id] = office.do(BillBrokerage(party_id=seller))
    bill = office.ask(lambda read: read.get(SalesDocument, bill_id))
    assert (bill.net_minor, bill.tax_minor, bill.total_minor) == (2_912_717, 524_290, 3_437_007)
    office.do(
        ReceivePayment(
            party_id=seller,
            amount=Decimal("33787.53"),
            withheld=Decimal("582.54"),
            allocations=(AllocationLine(invoice_id=bill_id, amount=Decimal("34370.07")),),
        )
    )
    assert office.ask(lambda read: read.get(SalesDocument, bill_id)).open_minor == 0
    [share] = office.ask(lambda read: read.all(CommissionEntry))
    assert (share.party_id, share.amount_minor) == (sub_broker, 873_815)
    assert bill.net_minor - share.amount_minor == 2_038_902
    office.do(ApproveCommission(entry_id=share.id))
    assert office.do(SettleCommissions(party_id=sub_broker)).amount_minor == 873_815
    assert faults(office) == []
    assert office.ask(desk_statistics).brokerage_due_minor == 0


def captured(office: Office, text: str, sender: str) -> tuple[UUID, Reading]:
    """A pasted message and what it was read as."""
    done = office.do(CaptureMessages(text=text, sender=sender))
    [message] = done.message_ids
    return message, office.ask(message_reading, message).reading


def rounds_of(read: Read, negotiation_id: UUID) -> int:
    from rayafin_desktop.features.offers.model import Negotiation

    return read.get(Negotiation, negotiation_id).rounds


def faults(office: Office) -> list[str]:
    """What `verify` finds; nothing where all is well."""
    return [f"{fault.check}: {fault.evidence}" for checked in office.app.verify() for fault in checked.faults]
