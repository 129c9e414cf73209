"""Negotiation, contract, lot and delivery, by keys over a real book: each step is in the book afterwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.screens.company.home import Home
from rayafin_desktop.desktop.screens.documents.record_drop import RecordDrop
from rayafin_desktop.desktop.screens.trade.delivery_page import DeliveryPage
from rayafin_desktop.desktop.screens.trade.lot_page import LotPage
from rayafin_desktop.desktop.screens.trade.negotiation_page import NegotiationPage
from rayafin_desktop.desktop.screens.trade.offer_page import OfferPage
from rayafin_desktop.desktop.screens.trade.trade_editor import TradeEditor
from rayafin_desktop.desktop.screens.trade.trade_page import TradePage
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.commodities.terms_reading import TERMS
from rayafin_desktop.features.deliveries.commands import RecordDelivery
from rayafin_desktop.features.deliveries.content import DeductionContent, LoadedLot, SlipContent
from rayafin_desktop.features.deliveries.model import (
    Delivery,
    DeliveryCharge,
    DeliveryDeduction,
    DeliveryState,
    DeliveryWeighing,
)
from rayafin_desktop.features.deliveries.rules import DeductionKind, WeighedAt
from rayafin_desktop.features.lots.model import Lot, LotTest, LotTestValue
from rayafin_desktop.features.offers.model import Negotiation, NegotiationState, Offer, OfferKind
from rayafin_desktop.features.offers.negotiating import StartNegotiation
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.trades.amending import AmendTrade
from rayafin_desktop.features.trades.content import ShareContent, TradeLotContent
from rayafin_desktop.features.trades.contracts import MakeTrade
from rayafin_desktop.features.trades.model import LotResult, Trade, TradeLot
from rayafin_desktop.features.trades.queries import trade_detail
from tests.features.trades.desk import working

from .trade_till import TradeTill, trade  # noqa: F401
from .typing_keys import CONTROL, press, type_text

TESTS = {
    "27/A": {"staple_mm": "29.2", "micronaire": "4.1", "moisture_pct": "7.8", "trash_pct": "2.9"},
    "27/B": {"staple_mm": "28.4", "micronaire": "4.2", "moisture_pct": "8.9", "trash_pct": "3.1"},
}


def lots_of(trade: TradeTill) -> dict[str, UUID]:  # noqa: F811
    """Two tested lots of 100 bales of the ginner."""

    def ginned(work: Work) -> dict[str, UUID]:
        made = {}
        for number, values in TESTS.items():
            lot = work.new(
                Lot, lot_no=number, party_id=trade.desk.parties["balaji"], packages=100, currency="INR",
                commodity_id=trade.desk.goods["cotton"], gin="Balaji Ginning",
            )  # fmt: skip
            test = work.new(LotTest, lot_id=lot.id, tested_on=date(2026, 11, 20), lab="CIRCOT")
            for at, (parameter, value) in enumerate(values.items(), start=1):
                work.add(
                    LotTestValue(
                        company_id=work.company_id, lot_test_id=test.id, line_no=at,
                        parameter=parameter, value=Decimal(value),
                    )
                )  # fmt: skip
            made[number] = lot.id
        return made

    return working(trade.office, ginned)


@pytest.fixture
def lots(trade: TradeTill) -> dict[str, UUID]:  # noqa: F811
    return lots_of(trade)


@pytest.fixture
def contract(trade: TradeTill, lots: dict[str, UUID]) -> UUID:  # noqa: F811
    """200 bales between Balaji and Lakshmi, with both lots."""
    terms = TermsContent(
        commodity_id=trade.desk.goods["cotton"], quantity=Decimal(200), price=Decimal(61500),
        basis=DeliveryBasis.EX_GIN, payment_type=PaymentType.CREDIT, payment_days=15,
        origin_id=trade.desk.places["rajkot"], delivery_to=date(2026, 12, 5),
        limits=(
            LimitContent(parameter="staple_mm", min_value=Decimal(29)),
            LimitContent(parameter="trash_pct", max_value=Decimal("3.5")),
        ),
    )  # fmt: skip
    made: UUID = trade.office.do(
        MakeTrade(
            terms=terms,
            traded_on=trade.office.clock.today(),
            buyer_id=trade.desk.parties["lakshmi"],
            seller_id=trade.desk.parties["balaji"],
            lots=tuple(TradeLotContent(lot_id=id_, packages=100) for id_ in lots.values()),
        )
    )
    return made


def test_c_notes_a_counter_and_a_makes_the_trade(trade: TradeTill) -> None:  # noqa: F811
    talk = trade.office.do(
        StartNegotiation(offer_id=trade.desk.offers["kadi"], party_id=trade.desk.parties["lakshmi"])
    )
    page = trade.open("negotiation.page", NegotiationPage, id=talk)
    type_text("c")
    trade.rest()
    type_text("61500")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    found = trade.office.ask(lambda read: read.get(Negotiation, talk))
    assert (found.rounds, found.last_side, found.last_price) == (2, Side.BUY, Decimal(61500))
    assert page.gap.text() == "₹300 / candy"
    assert len(page.rounds.cards) == 2
    type_text("a")
    trade.rest()
    panel = trade.overlay()
    assert trade.office.ask(lambda read: len(read.all(Trade))) == 0, "the contract is shown before it is made"
    assert next(iter(panel.accepting.fields)) == "delivery_to", "what nobody said is asked"  # type: ignore[attr-defined]
    type_text("051226")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    assert trade.office.ask(lambda read: read.get(Negotiation, talk).state) is NegotiationState.AGREED
    made = trade.office.ask(lambda read: read.all(Trade)[0])
    assert (made.price, made.quantity) == (Decimal(61500), Decimal(200))
    assert made.delivery_to == date(2026, 12, 5)
    assert trade.page(TradePage).record_id == made.id


def test_w_walks_away_with_a_reason(trade: TradeTill) -> None:  # noqa: F811
    talk = trade.office.do(
        StartNegotiation(offer_id=trade.desk.offers["kadi"], party_id=trade.desk.parties["kaveri"])
    )
    trade.open("negotiation.page", NegotiationPage, id=talk)
    type_text("w")
    trade.rest()
    type_text("too dear")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    state = trade.office.ask(lambda read: read.get(Negotiation, talk).state)
    assert state is NegotiationState.REJECTED


def test_an_offer_is_typed_from_field_to_field(trade: TradeTill) -> None:  # noqa: F811
    trade.window.open_page("offer.page")
    page = trade.page(OfferPage)
    trade.rest()
    type_text("Kadi")
    trade.rest()
    press(Qt.Key.Key_Return)
    type_text("Cotton")
    trade.rest()
    press(Qt.Key.Key_Return)
    type_text("250")
    press(Qt.Key.Key_Return)
    type_text("61.4k")
    press(Qt.Key.Key_Return)
    assert page.form.value("price").value == Decimal(61400)
    assert page.form.inputs["quantity"].text() == "250 bales"  # type: ignore[attr-defined]
    trade.rest()
    assert page.standing.isVisible()
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: page.record_id is not None)
    trade.rest()
    kept = trade.office.ask(lambda read: read.get(Offer, page.record_id))
    assert (kept.kind, kept.quantity, kept.price) == (OfferKind.OFFER, Decimal(250), Decimal(61400))
    assert page.talks.isVisible()


def test_a_quality_line_that_cannot_be_read_is_refused(trade: TradeTill) -> None:  # noqa: F811
    page = trade.open("offer.page", OfferPage, id=trade.desk.offers["kadi"])
    page.form.go_to("limits")
    type_text("rather good")
    page.save()
    assert "rather good" in page.form.boxes["limits"].error()


def test_s_and_b_confirm_for_both_sides(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    page = trade.open("trade.page", TradePage, id=contract)
    type_text("s")
    trade.rest()
    assert "Confirmed" in page.seller.state.text()
    type_text("b")
    trade.rest()
    found = trade.office.ask(lambda read: read.get(Trade, contract))
    assert found.seller_confirmed_at is not None
    assert found.buyer_confirmed_at is not None
    steps = {one.label: one.done for one in page.steps.steps}
    assert steps["Confirmed"]
    assert not steps["Delivered"]


def test_a_side_that_is_silent_for_a_day_is_called_so(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    trade.office.clock.advance(hours=30)
    page = trade.open("trade.page", TradePage, id=contract)
    assert page.seller.state.text() == "Silent for 30 h"


def test_the_contract_note_is_drawn(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    page = trade.open("trade.page", TradePage, id=contract)
    trade.until(lambda: not page.preview.image().isNull())


def test_an_amendment_is_a_new_revision(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    editor = trade.open("trade.editor", TradeEditor, id=contract)
    editor.reason.inputs["reason"].set_value("Price settled lower")
    editor.form.go_to("price")
    type_text("61000")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    found = trade.office.ask(lambda read: read.get(Trade, contract))
    assert (found.revision, found.price) == (2, Decimal(61000))
    page = trade.page(TradePage)
    assert page.record_id == contract
    assert page.history_title.isVisible()


def test_an_amendment_leaves_what_the_form_does_not_show(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    office = trade.office
    broker = office.do(SaveParty(name="Vora Dalali", is_supplier=True))
    other = office.do(SaveParty(name="Second Dalal", is_supplier=True))
    member = office.member(Role.BROKER).member_id
    detail = office.ask(trade_detail, contract)
    limits = tuple(
        LimitContent(parameter=one.parameter, min_value=one.min_value, max_value=one.max_value)
        for one in detail.limits
    )
    terms = {name: getattr(detail.trade, name) for name in TERMS} | {"lorries": 3, "package_kg": Decimal(165)}
    shares = (
        ShareContent(side=Side.SELL, party_id=broker, percent=Decimal(30)),
        ShareContent(side=Side.SELL, party_id=other, percent=Decimal(5)),
        ShareContent(side=Side.BUY, member_id=member, percent=Decimal(10)),
    )
    sides = ("buyer_id", "seller_id", "buyer_broker_id", "seller_broker_id")
    office.do(
        AmendTrade(
            id=contract,
            reason="Shares agreed",
            terms=TermsContent(**terms, limits=limits),
            traded_on=detail.trade.traded_on,
            shares=shares,
            broker_member_id=member,
            **{name: getattr(detail.trade, name) for name in sides},
        )
    )
    editor = trade.open("trade.editor", TradeEditor, id=contract)
    assert editor.form.value("seller_sub_id") == broker
    assert editor.form.value("seller_share") == Decimal(30)
    editor.reason.inputs["reason"].set_value("Price settled lower")
    editor.form.go_to("price")
    type_text("61000")
    editor.form.go_to("seller_share")
    type_text("25")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    after = office.ask(trade_detail, contract)
    found = after.trade
    assert (found.revision, found.price, found.lorries, found.package_kg) == (
        3,
        Decimal(61000),
        3,
        Decimal(165),
    )
    assert found.broker_member_id == member
    assert {(one.side, one.party_id or one.member_id, one.percent) for one in after.shares} == {
        (Side.SELL, broker, Decimal(25)), (Side.SELL, other, Decimal(5)), (Side.BUY, member, Decimal(10))
    }  # fmt: skip
    assert len(after.limits) == len(limits)


def test_a_share_above_all_of_it_is_said_at_its_field(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    broker = trade.office.do(SaveParty(name="Vora Dalali", is_supplier=True))
    editor = trade.open("trade.editor", TradeEditor, id=contract)
    editor.reason.inputs["reason"].set_value("Sub-broker named late")
    editor.form.show_more(True)
    editor.form.inputs["buyer_sub_id"].set_value(Suggestion(broker, "Vora Dalali"))
    editor.form.inputs["buyer_share"].set_value(Decimal(120))
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    assert editor.form.boxes["buyer_share"].error()
    assert not editor.form.boxes["seller_share"].error()
    editor.form.inputs["buyer_share"].set_value(Decimal(20))
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    (share,) = trade.office.ask(trade_detail, contract).shares
    assert (share.side, share.party_id, share.percent) == (Side.BUY, broker, Decimal(20))


def test_a_lot_stands_against_the_contract_and_is_rejected(
    trade: TradeTill,  # noqa: F811
    contract: UUID,
    lots: dict[str, UUID],
) -> None:
    page = trade.open("lot.page", LotPage, id=lots["27/B"], trade=contract)
    rows = {one.parameter: one for one in page.limits.rows.rows()}
    assert rows["staple_mm"].is_beyond
    assert (rows["staple_mm"].value, rows["staple_mm"].limit) == ("28.4 mm", "29+")
    assert not rows["trash_pct"].is_beyond
    assert rows["moisture_pct"].verdict == "FREE"
    assert page.limits.result.text() == "Failed"
    type_text("x")
    trade.rest()
    type_text("staple short")
    press(Qt.Key.Key_Return, CONTROL)
    trade.rest()
    lot = trade.office.ask(lambda read: read.get(Lot, lots["27/B"]))
    assert lot.available == 100
    line = trade.office.ask(lambda read: read.parts(TradeLot, contract)[1])
    assert (line.result, line.released) == (LotResult.FAILED, 100)


def test_a_certificate_dropped_on_a_lot_hangs_on_it(
    trade: TradeTill,  # noqa: F811
    lots: dict[str, UUID],
    tmp_path: Path,
) -> None:
    page = trade.open("lot.page", LotPage, id=lots["27/A"])
    paper = tmp_path / "certificate.txt"
    paper.write_text("staple 29.2", encoding="utf-8")
    drop = RecordDrop(trade.window)
    found = drop.record_at(page.mapTo(trade.window, page.rect().center()))
    assert found == ("lot", lots["27/A"])
    drop.attach(*found, paper)
    trade.rest()
    assert page.shown is not None
    assert [one.name for one in page.shown.papers] == ["certificate.txt"]


def test_a_lorry_is_worked_out_while_it_is_typed(
    trade: TradeTill,  # noqa: F811
    contract: UUID,
    lots: dict[str, UUID],
) -> None:
    page = trade.open("delivery.editor", DeliveryPage, trade=contract)
    type_text("GJ03BX4411")
    page.form.lot_edits[lots["27/A"]].set_value(Decimal(100))
    slips = page.form.slips
    slips[WeighedAt.LOADING].gross.setFocus()
    type_text("27120")
    press(Qt.Key.Key_Return)
    type_text("9980")
    slips[WeighedAt.UNLOADING].gross.setFocus()
    type_text("27090")
    press(Qt.Key.Key_Return)
    type_text("9980")
    press(Qt.Key.Key_Return)
    trade.rest()
    # The mean of 17,140 and 17,110 less 50 kg tare of 100 bales; at 61,500 a candy of 355.61641808 kg.
    assert page.billed.text() == "17,075 kg"
    assert page.value.text() == "₹29,52,935.93"
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: page.record_id is not None)
    kept = trade.office.ask(lambda read: read.get(Delivery, page.record_id))
    assert (kept.state, kept.billed_kg) == (DeliveryState.DELIVERED, Decimal(17075))
    assert kept.value_minor == 295293593
    assert trade.office.ask(lambda read: read.get(Trade, contract)).delivered_packages == 100


def fill_lorry(page: DeliveryPage, lots: dict[str, UUID]) -> None:
    """A hundred bales of the first lot, weighed alike at both ends."""
    page.form.lot_edits[lots["27/A"]].set_value(Decimal(100))
    for slip in page.form.slips.values():
        slip.gross.set_value(Decimal(27100))
        slip.tare.set_value(Decimal(9980))


def test_a_lorry_has_any_number_of_charges_by_keyboard_and_keeps_them(
    trade: TradeTill,  # noqa: F811
    contract: UUID,
    lots: dict[str, UUID],
) -> None:
    page = trade.open("delivery.editor", DeliveryPage, trade=contract)
    fill_lorry(page, lots)
    wanted = [
        ("Labour", "1200"),
        ("Market fee", "350.50"),
        ("Insurance", "99"),
        ("Rebate", "-500"),
        ("Tarpaulin", "75"),
    ]
    cast("QWidget", page.form.fields["deduction.OTHER"][1]).setFocus()
    press(Qt.Key.Key_Return)
    for name, amount in wanted:
        type_text(name)
        press(Qt.Key.Key_Return)
        type_text(amount)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert cast("QWidget", page.form.fields["freight"][1]).hasFocus()
    trade.rest()
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: page.record_id is not None)
    kept = [
        ("Labour", 120000),
        ("Market fee", 35050),
        ("Insurance", 9900),
        ("Rebate", -50000),
        ("Tarpaulin", 7500),
    ]

    def charges() -> list[tuple[str, int]]:
        rows = trade.office.ask(lambda read: read.parts(DeliveryCharge, page.record_id))
        return [(one.name, one.amount_minor) for one in rows]

    assert charges() == kept
    # Opened again and saved nothing of them is lost.
    trade.rest()
    again = trade.open("delivery.editor", DeliveryPage, id=page.record_id)
    trade.until(lambda: len(again.form.charges.lines.lines()) == len(kept))
    cast("QWidget", again.form.fields["lorry_no"][1]).setFocus()
    type_text("GJ03BX4411")
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: trade.office.ask(lambda read: read.get(Delivery, page.record_id)).lorry_no != "")
    assert charges() == kept


def test_what_the_editor_of_a_lorry_does_not_show_is_kept(
    trade: TradeTill,  # noqa: F811
    contract: UUID,
    lots: dict[str, UUID],
) -> None:
    slips = [("L1", WeighedAt.LOADING), ("U1", WeighedAt.UNLOADING), ("U2", WeighedAt.UNLOADING)]
    taken = [
        (DeductionKind.SHORTAGE, "wet bags"),
        (DeductionKind.OTHER, "sweepings"),
        (DeductionKind.OTHER, "mud"),
    ]
    delivery = trade.office.do(
        RecordDelivery(
            trade_id=contract,
            lorry_no="GJ03BX4411",
            delivered_on=trade.office.clock.today(),
            lots=(LoadedLot(lot_id=lots["27/A"], packages=100),),
            weighings=tuple(
                SlipContent(at=at, slip_no=number, gross_kg=Decimal(27100), tare_kg=Decimal(9980))
                for number, at in slips
            ),
            deductions=tuple(
                DeductionContent(kind=kind, weight_kg=Decimal(5 + n), note=note)
                for n, (kind, note) in enumerate(taken)
            ),
        )
    )
    before = parts_of(trade, delivery)
    page = trade.open("delivery.editor", DeliveryPage, id=delivery)
    page.form.fields["lr_no"][1].set_value("4711")
    trade.rest()
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: trade.office.ask(lambda read: read.get(Delivery, delivery)).lr_no == "4711")
    assert parts_of(trade, delivery) == before
    assert sorted(number for number, _ in before[0]) == ["L1", "U1", "U2"]


def parts_of(trade: TradeTill, delivery: UUID) -> tuple[Any, Any]:  # noqa: F811
    slips = trade.office.ask(lambda read: read.parts(DeliveryWeighing, delivery))
    deductions = trade.office.ask(lambda read: read.parts(DeliveryDeduction, delivery))
    return (
        {(one.slip_no, one.at) for one in slips},
        {(one.kind, one.weight_kg, one.note) for one in deductions},
    )


def test_a_charge_without_an_amount_is_said_at_its_cell(
    trade: TradeTill,  # noqa: F811
    contract: UUID,
    lots: dict[str, UUID],
) -> None:
    page = trade.open("delivery.editor", DeliveryPage, trade=contract)
    fill_lorry(page, lots)
    page.form.charges.setFocus()
    type_text("Labour")
    press(Qt.Key.Key_Return, CONTROL)
    trade.until(lambda: bool(page.form.charges.lines.refusals))
    assert (0, 1) in page.form.charges.lines.refusals
    assert page.record_id is None


def test_a_slip_that_is_missing_is_said(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    page = trade.open("delivery.editor", DeliveryPage, trade=contract)
    page.form.slips[WeighedAt.LOADING].gross.setFocus()
    type_text("100")
    press(Qt.Key.Key_Return)
    type_text("200")
    trade.rest()
    assert page.billed.text() == "–"
    assert page.why.text()


def test_home_shows_the_desk_once_it_trades(trade: TradeTill, contract: UUID) -> None:  # noqa: F811
    home = trade.open("home", Home)
    row = home.desk
    assert row.isVisible()
    found = trade.office.ask(lambda read: read.get(Trade, contract))
    assert row.seen is not None
    assert row.seen.open_minor == found.est_value_minor
    row.cards["open"].click()
    trade.rest()
    assert getattr(trade.window.stack.currentWidget(), "key", "") == "trades"
