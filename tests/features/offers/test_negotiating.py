"""Rounds are only added; the newest alone can be accepted, by the other side, while it stands."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.offers.accepting import AcceptRound
from rayafin_desktop.features.offers.closing import RejectOffer, WithdrawOffer
from rayafin_desktop.features.offers.model import NegotiationState, OfferState, RoundKind
from rayafin_desktop.features.offers.negotiating import (
    CounterOffer,
    ExpireOffers,
    RejectNegotiation,
    StartNegotiation,
    WithdrawNegotiation,
)
from rayafin_desktop.features.offers.positions import TermsChange
from rayafin_desktop.features.offers.queries import OfferStatus, offer_detail
from rayafin_desktop.features.offers.talks import accept_preview, negotiation_thread
from rayafin_desktop.features.trades.model import Trade
from tests.books import Office

from .said import COMPLETE, commodity, offer, party


def codes(office: Office, command: Any) -> set[tuple[str, str]]:
    with pytest.raises(RuleBroken) as broken:
        office.do(command)
    return {(problem.code, problem.field) for problem in broken.value.problems}


def trade(office: Office, id_: UUID) -> Trade:
    with office.app.read(office.owner) as read:
        return read.get(Trade, id_)


@pytest.fixture
def desk(office: Office) -> "Desk":
    return Desk(office)


class Desk:
    """A seller's offer of 300 bales at 61,500 a candy, and two mills that want it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.cotton = commodity(office)
        self.gin = party(office, "Balaji Ginning")
        self.mill = party(office, "Lakshmi Spinning")
        self.other = party(office, "Meridian Yarns")
        self.offer = offer(office, self.cotton, self.gin, terms=COMPLETE)

    def counter(self, price: str | None = None, **values: Any) -> UUID:
        values = {"price": None if price is None else Decimal(price), **values}
        return self.office.do(CounterOffer(**values))


def test_a_deal_in_three_rounds(desk: Desk) -> None:
    talk = desk.counter("60800", offer_id=desk.offer, party_id=desk.mill, side=Side.BUY)
    desk.counter("61200", negotiation_id=talk, quantity=Decimal(200), text="61200 last. 200 bls only")
    thread = desk.office.ask(negotiation_thread, talk)
    assert [(one.kind, one.side, one.price, one.quantity) for one in thread.rounds] == [
        (RoundKind.OFFER, Side.SELL, Decimal(61500), Decimal(300)),
        (RoundKind.COUNTER, Side.BUY, Decimal(60800), Decimal(300)),
        (RoundKind.COUNTER, Side.SELL, Decimal(61200), Decimal(200)),
    ]
    assert [one.gap.per_unit if one.gap else None for one in thread.rounds] == [None, 700, 400]
    assert thread.gap is not None
    assert thread.gap.percent == Decimal("0.65")  # 400 of 61,200 asked
    assert (thread.standing_no, thread.may_accept) == (3, Side.BUY)

    preview = desk.office.ask(accept_preview, talk, 3)
    # 200 bales of 170 kg at 61,200 a candy of 355.61641808 kg
    assert (preview.value_minor, preview.missing, preview.problem) == (585_124_841, (), None)

    made = trade(desk.office, desk.office.do(AcceptRound(negotiation_id=talk, round_no=3)))
    assert (made.buyer_id, made.seller_id) == (desk.mill, desk.gin)
    assert (made.price, made.quantity) == (Decimal(61200), Decimal(200))
    assert made.est_value_minor == 585_124_841
    found = desk.office.ask(offer_detail, desk.offer)
    assert (found.offer.state, found.status) == (OfferState.OPEN, OfferStatus.PART_TAKEN)
    assert found.left_quantity == found.row.left_quantity == 100
    after = desk.office.ask(negotiation_thread, talk)
    assert (after.state, after.negotiation.trade_id) == (NegotiationState.AGREED, made.id)


def test_only_the_newest_round_by_the_other_side_while_it_stands(desk: Desk) -> None:
    office = desk.office
    talk = desk.counter("60800", offer_id=desk.offer, party_id=desk.mill)
    assert codes(office, AcceptRound(negotiation_id=talk, round_no=1)) == {("round.not_newest", "round_no")}
    own = AcceptRound(negotiation_id=talk, round_no=2, side=Side.BUY)
    assert codes(office, own) == {("round.own_side", "side")}
    office.clock.advance(hours=2)
    late = AcceptRound(negotiation_id=talk, round_no=2)
    assert codes(office, late) == {("round.expired", "round_no")}
    assert office.ask(negotiation_thread, talk).state is NegotiationState.EXPIRED
    assert office.do(ExpireOffers()) == 1
    assert office.do(ExpireOffers()) == 0
    assert [one.kind for one in office.ask(negotiation_thread, talk).rounds][-1] is RoundKind.EXPIRE
    desk.counter("60900", negotiation_id=talk, side=Side.BUY)
    made = office.do(AcceptRound(negotiation_id=talk, round_no=4))
    assert trade(office, made).price == Decimal(60900)


def test_what_nobody_said_is_asked_for_by_field(desk: Desk) -> None:
    office = desk.office
    bare = offer(office, desk.cotton, desk.gin, terms={"price": None, "quantity": None})
    talk = office.do(StartNegotiation(offer_id=bare, party_id=desk.mill))
    missing = {
        ("trade.quantity_missing", "quantity"),
        ("trade.price_missing", "price"),
        ("trade.basis_missing", "terms.basis"),
        ("trade.payment_missing", "terms.payment_type"),
        ("trade.delivery_missing", "terms.delivery_to"),
    }
    assert codes(office, AcceptRound(negotiation_id=talk, round_no=1)) == missing
    told = office.ask(accept_preview, talk, 1).missing
    assert {(one.code, one.field) for one in told} == missing
    filled = AcceptRound(
        negotiation_id=talk,
        round_no=1,
        quantity=Decimal(100),
        price=Decimal(61000),
        terms=TermsChange(
            basis=DeliveryBasis.EX_GIN, payment_type=PaymentType.SPOT, delivery_to=date(2026, 12, 1)
        ),
    )
    made = trade(office, office.do(filled))
    assert (made.basis, made.payment_type) == (DeliveryBasis.EX_GIN, PaymentType.SPOT)
    assert made.price == Decimal(61000)
    assert office.ask(offer_detail, bare).offer.state is OfferState.AGREED


def test_what_was_said_is_not_changed_by_accepting(desk: Desk) -> None:
    talk = desk.office.do(StartNegotiation(offer_id=desk.offer, party_id=desk.mill))
    other = AcceptRound(
        negotiation_id=talk,
        round_no=1,
        price=Decimal(61000),
        quantity=Decimal(400),
        terms=TermsChange(payment_type=PaymentType.LC),
    )
    assert codes(desk.office, other) == {
        ("round.says_otherwise", "price"),
        ("round.says_otherwise", "terms.payment_type"),
        ("round.more_than_left", "quantity"),
    }


def test_rivals_lose_only_when_nothing_is_left(desk: Desk) -> None:
    office = desk.office
    first = office.do(StartNegotiation(offer_id=desk.offer, party_id=desk.mill))
    second = desk.counter("61000", offer_id=desk.offer, party_id=desk.other)
    office.do(AcceptRound(negotiation_id=first, round_no=1, quantity=Decimal(200)))
    assert office.ask(negotiation_thread, second).state is NegotiationState.OPEN
    # The rival still wants all 300: what is left is asked for.
    too_much = AcceptRound(negotiation_id=second, round_no=2)
    assert codes(office, too_much) == {("round.more_than_left", "quantity")}
    again = office.do(StartNegotiation(offer_id=desk.offer, party_id=desk.mill))
    assert office.ask(negotiation_thread, again).rounds[0].quantity == 100
    office.do(AcceptRound(negotiation_id=again, round_no=1))
    assert office.ask(offer_detail, desk.offer).offer.state is OfferState.AGREED
    lost = office.ask(negotiation_thread, second)
    assert lost.state is NegotiationState.REJECTED
    assert codes(office, AcceptRound(negotiation_id=second, round_no=2)) == {
        ("negotiation.not_open", "negotiation_id")
    }


def test_a_side_concedes_only_what_it_says(desk: Desk) -> None:
    talk = desk.counter("61000", offer_id=desk.offer, party_id=desk.mill, terms=TermsChange(payment_days=30))
    desk.counter("61300", negotiation_id=talk)
    thread = desk.office.ask(negotiation_thread, talk)
    assert thread.rounds[1].changes == (("payment_days", "15", "30"),)
    assert thread.terms.payment_days == 15  # the seller named a price, not the credit
    desk.counter("61100", negotiation_id=talk, side=Side.BUY)
    assert desk.office.ask(negotiation_thread, talk).terms.payment_days == 30


def test_walking_away_and_coming_back(desk: Desk) -> None:
    office = desk.office
    talk = desk.counter("60000", offer_id=desk.offer, party_id=desk.mill)
    assert codes(office, RejectNegotiation(id=talk, reason=" ")) == {("offer.reason_missing", "reason")}
    office.do(RejectNegotiation(id=talk, reason="Too low"))
    assert codes(office, RejectNegotiation(id=talk, reason="again")) == {("negotiation.not_open", "id")}
    desk.counter("60500", negotiation_id=talk, side=Side.BUY)
    office.do(WithdrawNegotiation(id=talk, reason="Bought elsewhere"))
    kinds = [(one.kind, one.side) for one in office.ask(negotiation_thread, talk).rounds]
    assert kinds == [
        (RoundKind.OFFER, Side.SELL), (RoundKind.COUNTER, Side.BUY), (RoundKind.REJECT, Side.SELL),
        (RoundKind.COUNTER, Side.BUY), (RoundKind.WITHDRAW, Side.BUY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "state", "ended"),
    [
        (WithdrawOffer, OfferState.WITHDRAWN, NegotiationState.WITHDRAWN),
        (RejectOffer, OfferState.REJECTED, NegotiationState.REJECTED),
    ],
)
def test_an_offer_that_ends_takes_its_talks_with_it(
    desk: Desk, command: Any, state: OfferState, ended: NegotiationState
) -> None:
    office = desk.office
    talk = desk.counter("60000", offer_id=desk.offer, party_id=desk.mill)
    office.do(command(id=desk.offer, reason="Sold in the market"))
    assert office.ask(offer_detail, desk.offer).offer.state is state
    assert office.ask(negotiation_thread, talk).state is ended
    again = CounterOffer(negotiation_id=talk, price=Decimal(61000))
    assert codes(office, again) == {("offer.not_open", "negotiation_id")}
    assert codes(office, command(id=desk.offer, reason="x")) == {("offer.not_open", "id")}


def test_nobody_deals_with_himself(desk: Desk) -> None:
    same = StartNegotiation(offer_id=desk.offer, party_id=desk.gin)
    assert codes(desk.office, same) == {("negotiation.same_party", "party_id")}


def test_an_empty_counter_is_none(desk: Desk) -> None:
    talk = desk.office.do(StartNegotiation(offer_id=desk.offer, party_id=desk.mill))
    assert codes(desk.office, CounterOffer(negotiation_id=talk)) == {("round.nothing_said", "price")}
