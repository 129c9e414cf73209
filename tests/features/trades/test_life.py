"""What becomes of a contract: confirmed, amended, its lots judged, closed, cancelled, failed."""

import dataclasses
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import NeedsConfirmation, NotFound, RuleBroken
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.commodities.model import AllowanceStep, AllowanceTable
from rayafin_desktop.features.commodities.rules import AllowanceBasis, DeliveryBasis, Direction, Side
from rayafin_desktop.features.commodities.terms import LimitContent
from rayafin_desktop.features.lots.happenings import LotTested
from rayafin_desktop.features.lots.model import Lot, LotTest, LotTestValue
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.partners.model import KycKind, KycRecord, PartnerProfile
from rayafin_desktop.features.partners.rules import KycStatus
from rayafin_desktop.features.trades.confirming import ConfirmTrade, SendTradeNote, TakeBackConfirmation
from rayafin_desktop.features.trades.content import BrokerageContent, ShareContent, TradeLotContent
from rayafin_desktop.features.trades.delivering import give_back_delivery, take_delivery
from rayafin_desktop.features.trades.ending import CancelTrade, CloseTrade, DefaultTrade, ReopenTrade
from rayafin_desktop.features.trades.entered import ReviseTrade, entered_content
from rayafin_desktop.features.trades.freezing import content_hash, content_of
from rayafin_desktop.features.trades.judging import AssignLots, JudgeLot, RejectLot, TakeLot
from rayafin_desktop.features.trades.lists import TRADE_LOOKUP, TRADE_ROWS, trade_stats
from rayafin_desktop.features.trades.lot_lines import ReleaseLot
from rayafin_desktop.features.trades.model import Trade
from rayafin_desktop.features.trades.queries import TradeDetail, trade_detail
from rayafin_desktop.features.trades.rules import LotResult, TradeState
from rayafin_desktop.features.trades.steps import trade_steps
from tests.books import Office

from .desk import ON, Desk, desk, working

CHECKS = ("trades.lots", "trades.delivered", "trades.states", "trades.digests")
D = Decimal


def faults(office: Office) -> list[str]:
    return [fault.evidence for one in office.app.verify(CHECKS) for fault in one.faults]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> dict[str, str]:
    return {problem.field: problem.code for problem in refused.value.problems}


def detail(d: Desk, made: UUID) -> TradeDetail:
    return d.office.ask(trade_detail, made)


def amend(d: Desk, made: UUID, **values: Any) -> None:
    d.office.do(d.amendment(made, **values))


def rows(d: Desk, tab: str) -> list[str]:
    return [row.number for row in d.office.ask(lambda read: page(TRADE_ROWS, read, Look(tab=tab)))]


def allowances(d: Desk) -> UUID:
    """Half a percent of the weight for each half percent of moisture, up to 1.5."""

    def made(work: Work) -> UUID:
        table = work.new(AllowanceTable, name="Gujarat", commodity_id=d.cotton)
        work.add(
            AllowanceStep(
                company_id=work.company_id,
                allowance_table_id=table.id,
                line_no=1,
                parameter="moisture_pct",
                direction=Direction.ABOVE,
                step=D("0.5"),
                basis=AllowanceBasis.WEIGHT_PERCENT,
                rate=D("0.5"),
                reject_at=D("1.5"),
            )
        )
        return table.id

    return working(d.office, made)


def lab_says(d: Desk, lot: str, **values: str) -> None:
    """A test of a lot, announced as the lots' own command announces it."""

    def made(work: Work) -> None:
        test = work.new(LotTest, lot_id=d.lots[lot], tested_on=ON)
        for at, (parameter, value) in enumerate(values.items(), start=1):
            work.add(
                LotTestValue(
                    company_id=work.company_id,
                    lot_test_id=test.id,
                    line_no=at,
                    parameter=parameter,
                    value=D(value),
                )
            )
        work.announce(
            LotTested(
                lot=work.get(Lot, d.lots[lot]),
                test=test,
                values={name: D(value) for name, value in values.items()},
                is_latest=True,
            )
        )

    working(d.office, made)


GOOD = {"staple_mm": "29.4", "moisture_pct": "8.0", "trash_pct": "2.9"}


def test_both_sides_confirm_and_silence_shows(office: Office) -> None:
    d = desk(office)
    made = d.made()
    assert rows(d, "unconfirmed") == ["CN/26-27/0001"]
    assert office.ask(trade_stats)["silent_count"] == 0
    office.do(SendTradeNote(id=made, sent_to="mill@example.com"))
    office.clock.advance(hours=25)
    assert office.ask(trade_stats)["silent_count"] == 1
    office.do(ConfirmTrade(id=made, side=Side.BUY, confirmed_by="Mr Raman"), as_=office.member(Role.BROKER))
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmTrade(id=made, side=Side.BUY))
    assert codes(refused) == {"side": "trade.confirmed_already"}
    assert office.ask(trade_stats)["silent_count"] == 1
    office.do(ConfirmTrade(id=made, side=Side.SELL, revision=1))
    assert rows(d, "unconfirmed") == []
    office.do(TakeBackConfirmation(id=made, side=Side.SELL, reason="wrong contract"))
    assert rows(d, "unconfirmed") == ["CN/26-27/0001"]
    titles = [step.title for step in office.ask(trade_steps, made)]
    assert titles == ["Buyer confirmed", "Contract note sent", "Contract made"]


def test_our_own_side_need_not_confirm(office: Office) -> None:
    d = desk(office)
    made = d.made(seller_id=None)
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmTrade(id=made, side=Side.SELL))
    assert codes(refused) == {"side": "trade.own_side"}
    office.do(ConfirmTrade(id=made, side=Side.BUY))
    assert rows(d, "unconfirmed") == []
    assert detail(d, made).seller_name == "Rayafin Traders"


def test_an_amendment_is_a_revision_with_old_and_new(office: Office) -> None:
    d = desk(office)
    made = d.made(brokerages=(BrokerageContent(side=Side.SELL, rate=D("0.5")),))
    before = detail(d, made).trade
    office.do(ConfirmTrade(id=made, side=Side.BUY))
    amend(d, made, price=D(61000), po_number="PO 7", asked_by="Mr Raman",
          shares=(ShareContent(side=Side.SELL, party_id=d.buyer, percent=D(30)),))  # fmt: skip
    after = detail(d, made)
    assert (after.trade.revision, after.trade.buyer_confirmed_at) == (2, None)
    assert after.trade.number == before.number
    assert after.trade.content_hash != before.content_hash
    (one,) = after.amendments
    assert one.changes["price"] == ["61500", "61000"]
    assert one.changes["po_number"] == ["", "PO 7"]
    assert one.changes["shares"][0] == []
    assert "quantity" not in one.changes
    assert one.content_hash == after.trade.content_hash
    assert [(one.side, one.rate) for one in after.brokerages] == [(Side.SELL, D("0.5"))]
    assert "price 61500 → 61000" in office.ask(trade_steps, made)[0].detail
    with pytest.raises(RuleBroken) as refused:
        office.do(ConfirmTrade(id=made, side=Side.BUY, revision=1))
    assert codes(refused) == {"revision": "trade.revised"}
    with pytest.raises(RuleBroken) as refused:
        amend(d, made, price=D(61000), po_number="PO 7",
              shares=(ShareContent(side=Side.SELL, party_id=d.buyer, percent=D(30)),))  # fmt: skip
    assert codes(refused) == {"id": "trade.nothing_changed"}
    assert faults(office) == []


def test_a_revision_changes_what_it_says_and_nothing_else(office: Office) -> None:
    d = desk(office)
    share = ShareContent(side=Side.SELL, party_id=d.buyer, percent=D(30))
    made = d.made(
        brokerages=(BrokerageContent(side=Side.SELL, rate=D("0.5")),), shares=(share,), po_number="7"
    )
    before = office.ask(entered_content, made)
    office.do(ReviseTrade(id=made, price=D(61000), reason="the market fell"))
    after = office.ask(entered_content, made)
    assert dataclasses.replace(after, terms=dataclasses.replace(after.terms, price=D(61500))) == before
    (one,) = detail(d, made).amendments
    assert set(one.changes) == {"price", "est_value_minor"}
    with pytest.raises(RuleBroken) as refused:
        office.do(ReviseTrade(id=made, price=D(61000), reason="again"))
    assert codes(refused) == {"id": "trade.nothing_changed"}
    assert faults(office) == []


def test_what_is_delivered_limits_what_may_change(office: Office) -> None:
    d = desk(office)
    made = d.made(lots=(TradeLotContent(lot_id=d.lots["28"], packages=150),))
    with pytest.raises(RuleBroken) as refused:
        amend(d, made, seller_id=office.do(SaveParty(name="Somebody")))
    assert codes(refused) == {"seller_id": "trade.lots_fix"}
    working(office, lambda work: take_delivery(work, made, [(d.lots["28"], 150)], D(25400), 439, 150))
    with pytest.raises(RuleBroken) as refused:
        amend(d, made, price=D(61000), basis=DeliveryBasis.FOR, quantity=D(140))
    assert codes(refused) == {
        "terms.price": "trade.delivered_fixes",
        "terms.basis": "trade.delivered_fixes",
        "terms.quantity": "trade.less_than_delivered",
    }
    amend(d, made, quantity=D(155))
    assert detail(d, made).trade.state is TradeState.DELIVERED  # 150 of 155 lie within 5 %
    with pytest.raises(RuleBroken) as refused:
        amend(d, made, quantity=D(300))
    assert codes(refused) == {"id": "trade.not_running"}
    assert faults(office) == []


def test_lots_are_held_against_the_limits(office: Office) -> None:
    d = desk(office)
    table = allowances(d)
    lab_says(d, "27/A", **GOOD)
    made = d.made(
        allowance_table_id=table,
        lots=tuple(TradeLotContent(lot_id=d.lots[lot], packages=100) for lot in ("27/A", "27/B")),
    )
    first, second = detail(d, made).lots
    assert (first.result, second.result) == (LotResult.PASSED, LotResult.UNTESTED)
    with pytest.raises(RuleBroken) as refused:
        office.do(JudgeLot(id=made, lot_id=d.lots["27/B"]))
    assert codes(refused) == {"lot_id": "trade.lot_untested"}
    lab_says(d, "27/B", **{**GOOD, "moisture_pct": "9.2"})
    second = detail(d, made).lots[1]
    # 0.7 over: one step, half a percent of 17,000 kg = 85 kg at 61,500 a candy
    assert (second.result, second.allowance_minor) == (LotResult.ALLOWANCE, 1_469_983)
    assert second.why[0]["parameter"] == "moisture_pct"
    with pytest.raises(RuleBroken) as refused:
        office.do(RejectLot(id=made, lot_id=d.lots["27/B"], reason="wet"))
    assert codes(refused) == {"lot_id": "trade.lot_not_failed"}
    lab_says(d, "27/B", **{**GOOD, "trash_pct": "4.6"})
    second = detail(d, made).lots[1]
    assert (second.result, second.allowance_minor) == (LotResult.FAILED, 0)
    office.do(RejectLot(id=made, lot_id=d.lots["27/B"], reason="trash 4.6"))
    assert (d.lot("27/B").reserved, detail(d, made).lots[1].released) == (0, 100)
    lab_says(d, "27/B", **GOOD)
    assert detail(d, made).lots[1].result == LotResult.FAILED  # it is decided
    assert office.ask(trade_steps, made)[0].title == "Lot rejected"
    assert faults(office) == []


def test_goods_agreed_at_one_value_may_be_better_but_not_worse(office: Office) -> None:
    d = desk(office)
    one = (
        LimitContent(parameter="staple_mm", min_value=D(29), max_value=D(29)),
        LimitContent(parameter="moisture_pct", min_value=D("8.5"), max_value=D("8.5")),
    )
    lab_says(d, "27/A", staple_mm="29.2", moisture_pct="7.8")
    lab_says(d, "27/B", staple_mm="28.9", moisture_pct="7.8")
    made = d.made(
        limits=one,
        lots=tuple(TradeLotContent(lot_id=d.lots[lot], packages=100) for lot in ("27/A", "27/B")),
    )
    assert [lot.result for lot in detail(d, made).lots] == [LotResult.PASSED, LotResult.FAILED]


def test_a_buyer_takes_a_lot_for_another_allowance(office: Office) -> None:
    d = desk(office)
    lab_says(d, "27/A", **{**GOOD, "trash_pct": "4.6"})
    made = d.made(lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=100),))
    with pytest.raises(RuleBroken) as refused:
        office.do(TakeLot(id=made, lot_id=d.lots["27/A"]))
    assert codes(refused) == {"reason": "trade.reason_missing"}
    office.do(TakeLot(id=made, lot_id=d.lots["27/A"], allowance=D("25000"), reason="agreed"))
    assert detail(d, made).lots[0].allowance_minor == 2_500_000
    lab_says(d, "27/A", **GOOD)
    assert detail(d, made).lots[0].allowance_minor == 2_500_000


def test_lots_are_assigned_and_released_within_what_there_is(office: Office) -> None:
    d = desk(office)
    made = d.made()
    office.do(AssignLots(id=made, lots=(TradeLotContent(lot_id=d.lots["28"], packages=200),)))
    with pytest.raises(RuleBroken) as refused:
        office.do(
            AssignLots(
                id=made,
                lots=tuple(TradeLotContent(lot_id=d.lots[lot], packages=60) for lot in ("27/A", "27/B")),
            )
        )
    assert codes(refused) == {"lots": "trade.lots_over"}
    office.do(AssignLots(id=made, lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=40),)))
    office.do(AssignLots(id=made, lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=60),)))
    assert [(lot.lot_no, lot.packages) for lot in detail(d, made).lots] == [("28", 200), ("27/A", 100)]
    office.do(ReleaseLot(id=made, lot_id=d.lots["27/A"], packages=30))
    office.do(ReleaseLot(id=made, lot_id=d.lots["28"]))
    assert [(lot.lot_no, lot.open) for lot in detail(d, made).lots] == [("27/A", 70)]
    assert (d.lot("28").reserved, d.lot("27/A").reserved) == (0, 70)
    with pytest.raises(NotFound):
        office.do(ReleaseLot(id=made, lot_id=d.lots["28"]))
    assert faults(office) == []


def test_closing_leaves_a_balance_and_gives_lots_back(office: Office) -> None:
    d = desk(office)
    made = d.made(lots=(TradeLotContent(lot_id=d.lots["28"], packages=200),))
    part = ([(d.lots["28"], 150)], D(25400), 439_000_000, 150)
    working(office, lambda work: take_delivery(work, made, *part))
    with pytest.raises(RuleBroken) as refused:
        office.do(CloseTrade(id=made))
    assert codes(refused) == {"reason": "trade.reason_missing"}
    office.do(CloseTrade(id=made, reason="the gin has no more"))
    found = detail(d, made)
    assert (found.trade.state, found.balance_qty) == (TradeState.CLOSED, D(150))
    assert (d.lot("28").reserved, d.lot("28").delivered) == (0, 150)
    with pytest.raises(RuleBroken) as refused:
        working(office, lambda work: take_delivery(work, made, [], D(1), 1, 1))
    assert codes(refused) == {"trade_id": "trade.not_running"}
    working(office, lambda work: give_back_delivery(work, made, *part))
    assert (d.lot("28").reserved, d.lot("28").delivered) == (0, 0)
    office.do(ReopenTrade(id=made, reason="the gin found more"))
    assert detail(d, made).trade.state is TradeState.OPEN
    assert rows(d, "closed") == []
    assert faults(office) == []


def test_cancelling_lets_only_the_undelivered_go(office: Office) -> None:
    d = desk(office)
    made = d.made(lots=(TradeLotContent(lot_id=d.lots["28"], packages=200),))
    working(office, lambda work: take_delivery(work, made, [(d.lots["28"], 50)], D(8500), 147_000_000, 50))
    office.do(CancelTrade(id=made, reason="both agree"))
    found = detail(d, made).trade
    assert (found.state, found.delivered_packages) == (TradeState.CANCELLED, 50)
    assert (d.lot("28").reserved, d.lot("28").delivered) == (0, 50)
    with pytest.raises(RuleBroken):
        office.do(ConfirmTrade(id=made, side=Side.BUY))
    assert faults(office) == []


def test_a_failed_contract_is_invoiced_back(office: Office) -> None:
    d = desk(office)
    made = d.made()
    office.do(
        DefaultTrade(
            id=made, failed_side=Side.SELL, market_price=D(64000), penalty=D(500), reason="no delivery"
        )
    )
    found = detail(d, made).trade
    assert (found.state, found.invoice_back_minor) == (TradeState.DEFAULTED, 43_023_885)
    in_dollars = d.made(currency="USD", price=D(640), price_unit=None)
    with pytest.raises(RuleBroken) as refused:
        office.do(
            DefaultTrade(
                id=in_dollars,
                failed_side=Side.BUY,
                market_price=D(600),
                penalty=D(1),
                penalty_points=100,
                reason="no LC",
            )
        )
    assert codes(refused) == {"penalty_points": "trade.penalty_twice"}
    office.do(
        DefaultTrade(
            id=in_dollars, failed_side=Side.BUY, market_price=D(600), penalty_points=100, reason="no LC"
        )
    )
    found = detail(d, in_dollars).trade
    assert found.penalty == D("7.84")  # a cent a pound, 784 pounds
    assert found.invoice_back_minor == 686_088  # 143.4129... candies of 47.84
    assert "INR 430,238.85" in office.ask(trade_steps, made)[0].detail


def test_a_blocked_partner_is_refused_and_lapsed_papers_are_asked_about(office: Office) -> None:
    d = desk(office)

    def lapsed(work: Work) -> None:
        work.new(
            KycRecord,
            party_id=d.seller,
            kind=KycKind.PAN,
            status=KycStatus.VERIFIED,
            decided_on=ON,
            expires_on=ON - timedelta(days=1),
        )

    working(office, lapsed)
    with pytest.raises(NeedsConfirmation) as asked:
        d.made()
    assert (asked.value.code, asked.value.field) == ("trade.kyc", "seller_id")
    made = d.made(confirmed=frozenset({asked.value.key}))
    working(office, lambda work: work.new(PartnerProfile, party_id=d.buyer, is_blocked=True))
    with pytest.raises(RuleBroken) as refused:
        d.made()
    assert codes(refused) == {"buyer_id": "trade.party_blocked"}
    amend(d, made, price=D(61000))  # who stood in the contract before is not asked about again


def test_the_digest_covers_what_was_agreed(office: Office) -> None:
    d = desk(office)
    found = detail(d, d.made())
    said = content_of(found.trade, found.limits, found.brokerages)
    assert content_hash(said) == found.trade.content_hash
    assert said["price"] == "61500"
    assert said["limits"][1] == {"parameter": "moisture_pct", "min": None, "max": "8.5"}
    for name, other in (("price", "61501"), ("number", "X"), ("notes", "x")):
        assert content_hash({**said, name: other}) != found.trade.content_hash
    stricter = detail(d, d.made(limits=(LimitContent(parameter="staple_mm", min_value=D(30)),)))
    assert stricter.trade.content_hash != found.trade.content_hash


def test_an_amount_changed_behind_the_back_is_found(office: Office) -> None:
    d = desk(office)
    made = d.made()
    assert faults(office) == []

    def tampered(work: Work) -> None:
        work.save(dataclasses.replace(work.get(Trade, made), price=D(61400)))

    working(office, tampered)
    assert faults(office) == ["CN/26-27/0001: its digest is not that of what it says"]


def test_lists_find_contracts(office: Office) -> None:
    d = desk(office)
    d.made()
    d.made(seller_id=None, delivery_to=ON - timedelta(days=1))

    def found_by(text: str) -> list[str]:
        return [row.number for row in office.ask(lambda read: page(TRADE_ROWS, read, Look(text=text)))]

    assert found_by("balaji") == ["CN/26-27/0001"]
    assert found_by("0002") == ["CN/26-27/0002"]
    assert found_by("shankar") == ["CN/26-27/0002", "CN/26-27/0001"]
    row = office.ask(lambda r: page(TRADE_ROWS, r, Look(text="0002")))[0]
    assert (row.seller_name, row.is_late, row.awaits_seller) == ("", True, False)
    found = office.ask(lambda r: page(TRADE_LOOKUP, r, Look(text="balaji")))[0]
    assert (found.name, found.code) == ("CN/26-27/0001", "COTTON")


def test_the_list_says_how_much_is_delivered_in_whole_percent(office: Office) -> None:
    d = desk(office)
    made = d.made(lots=(TradeLotContent(lot_id=d.lots["28"], packages=200),), quantity=D(300))
    working(office, lambda work: take_delivery(work, made, [(d.lots["28"], 200)], D(33850), 439, 200))
    with office.app.read(office.owner) as read:
        [row] = page(TRADE_ROWS, read, Look(tab="open"))
    assert (type(row.delivered_percent), row.delivered_percent) == (int, 66)
