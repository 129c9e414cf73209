"""An offer as a form fills it is read as it was meant, and comes back into the form as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.listing import Look, page
from rayafin_desktop.features.commodities.commands import ParameterInput
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis
from rayafin_desktop.features.commodities.terms import LimitContent
from rayafin_desktop.features.offers.board import live_board
from rayafin_desktop.features.offers.context import offer_context
from rayafin_desktop.features.offers.entering import EnterOffer, offer_form
from rayafin_desktop.features.offers.model import OfferKind, OfferState
from rayafin_desktop.features.offers.negotiating import CounterOffer
from rayafin_desktop.features.offers.queries import OFFER_ROWS, offer_detail, offer_stats
from rayafin_desktop.features.offers.saving import RepeatOffer
from rayafin_desktop.features.offers.talks import NEGOTIATION_ROWS, negotiation_steps
from tests.books import Office

from .said import COMPLETE, commodity, offer, party

PARAMETERS = (
    ParameterInput(code="staple_mm", name="Staple length", better=Better.HIGHER),
    ParameterInput(code="micronaire", name="Micronaire"),
    ParameterInput(code="trash_pct", name="Trash", better=Better.LOWER),
    ParameterInput(code="moisture_pct", name="Moisture", better=Better.LOWER),
)


def test_quality_is_read_as_it_is_written(office: Office) -> None:
    cotton = commodity(office, parameters=PARAMETERS)
    written = "Staple length 29+; micronaire 3.8-4.5; Trash max 3.5 %; moisture_pct: 8"
    made = office.do(EnterOffer(commodity_id=cotton, quality=written))
    found = office.ask(offer_detail, made)
    assert [(one.parameter, one.min_value, one.max_value) for one in found.limits] == [
        ("staple_mm", Decimal(29), None),
        ("micronaire", Decimal("3.8"), Decimal("4.5")),
        ("trash_pct", None, Decimal("3.5")),
        ("moisture_pct", Decimal(8), Decimal(8)),
    ]
    form = office.ask(offer_form, made)
    assert form.quality == "Staple length min 29; Micronaire 3.8-4.5; Trash max 3.5; Moisture 8"
    again = office.do(EnterOffer(id=made, version=form.version, commodity_id=cotton, quality=form.quality))
    assert office.ask(offer_detail, again).limits == found.limits


def test_what_cannot_be_read_is_said(office: Office) -> None:
    cotton = commodity(office, parameters=PARAMETERS)
    with pytest.raises(RuleBroken) as refused:
        office.do(EnterOffer(commodity_id=cotton, quality="Staple length 29; colour white", valid_at="5 pm"))
    assert {(one.code, one.field) for one in refused.value.problems} == {
        ("offer.quality_unread", "quality"),
        ("offer.time_unread", "valid_at"),
    }
    with pytest.raises(RuleBroken) as wrong:
        office.do(EnterOffer(commodity_id=cotton, quantity=Decimal(-1)))
    assert [(one.code, one.field) for one in wrong.value.problems] == [("terms.quantity", "quantity")]


def test_until_when_is_said_in_the_desks_time(office: Office) -> None:
    cotton = commodity(office)
    made = office.do(EnterOffer(commodity_id=cotton, valid_on=date(2026, 11, 23), valid_at="11:15"))
    until = datetime(2026, 11, 23, 5, 45, tzinfo=UTC)
    assert office.ask(offer_detail, made).offer.valid_until == until
    form = office.ask(offer_form, made)
    assert (form.valid_on, form.valid_at) == (date(2026, 11, 23), "11:15")


def test_a_repeated_offer_is_a_new_one(office: Office) -> None:
    cotton, gin = commodity(office, parameters=PARAMETERS), party(office, "Balaji Ginning")
    limits = (LimitContent(parameter="staple_mm", min_value=Decimal(29)),)
    old = offer(office, cotton, gin, terms={**COMPLETE, "limits": limits})
    office.clock.advance(days=1)
    new = office.do(RepeatOffer(id=old))
    before, after = office.ask(offer_detail, old), office.ask(offer_detail, new)
    assert before.offer.state is OfferState.WITHDRAWN
    assert after.offer.number in before.offer.close_reason
    assert after.limits == before.limits
    assert (after.offer.price, after.offer.quantity) == (Decimal(61500), Decimal(300))
    assert after.offer.valid_until == datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
    assert [one for one in office.app.verify() if one.faults] == []


def test_lists_and_figures(office: Office) -> None:
    cotton, gin, mill = commodity(office), party(office, "Balaji Ginning"), party(office, "Lakshmi Spinning")
    made = offer(office, cotton, gin, terms=COMPLETE)
    offer(office, cotton, mill, kind=OfferKind.BID, terms={"price": Decimal(60800)})
    talk = office.do(CounterOffer(offer_id=made, party_id=mill, price=Decimal(61000)))
    with office.app.read(office.owner) as read:
        rows = page(OFFER_ROWS, read, Look(tab="open"))
        assert [(row.party_name, row.state) for row in rows] == [
            ("Lakshmi Spinning", "OPEN"),
            ("Balaji Ginning", "COUNTERED"),
        ]
        assert offer_stats(read) == {"offers": 1, "bids": 1, "enquiries": 0, "expiring": 2, "open_count": 2}
        (row,) = page(NEGOTIATION_ROWS, read, Look(tab="open", text="lakshmi"))
        assert (row.id, row.gap, row.bid_price, row.asked_price) == (
            talk,
            Decimal(500),
            Decimal(61000),
            Decimal(61500),
        )
        steps = negotiation_steps(read, talk)
        assert steps[0].detail == "Lakshmi Spinning · INR 61,000/candy · 300 bale · gap 500"
        office_board = live_board(read)
    (board,) = office_board
    assert (len(board.bids), len(board.offers), board.spread) == (1, 1, Decimal(700))


def test_the_board_compares_in_one_unit(office: Office) -> None:
    cotton, gin = commodity(office), party(office, "Balaji Ginning")
    per_candy = offer(office, cotton, gin, terms={"price": Decimal(61500)})
    # 17,000 a quintal are 60,454.79 a candy
    per_quintal = offer(office, cotton, gin, terms={"price": Decimal(17000), "price_unit": TradeUnit.QTL})
    no_price = offer(office, cotton, gin, terms={"price": None})
    (board,) = office.ask(live_board)
    assert [one.offer_id for one in board.offers] == [per_quintal, per_candy, no_price]
    assert board.offers[0].per_unit == Decimal("60454.79")
    assert board.spread is None


def test_what_is_good_to_know_while_typing(office: Office) -> None:
    cotton, gin = commodity(office), party(office, "Balaji Ginning")
    made = [offer(office, cotton, gin, terms={"price": Decimal(61000 + n)}) for n in range(4)]
    found = office.ask(offer_context, gin, cotton)
    assert [one.id for one in found.last] == made[:0:-1]
    assert found.standing is not None
    assert (found.standing.name, found.last_trade, found.undelivered_minor) == ("Balaji Ginning", None, 0)


@pytest.mark.parametrize("basis", [DeliveryBasis.EX_GIN, None])
def test_what_was_not_said_stays_empty(office: Office, basis: DeliveryBasis | None) -> None:
    made = office.do(EnterOffer(commodity_id=commodity(office), basis=basis))
    found = office.ask(offer_detail, made).offer
    assert (found.basis, found.price, found.quantity, found.payment_type) == (basis, None, None, None)
