"""A message becomes an offer only as a person confirms it, and can be put aside and taken up again."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.rules import DeliveryBasis, PaymentType, Side
from rayafin_desktop.features.commodities.terms import TermsContent
from rayafin_desktop.features.messages.deciding import (
    DiscardMessage,
    ReopenMessage,
    SaveMessageAsOffer,
    SaveMessageAsRound,
)
from rayafin_desktop.features.messages.model import MessageState, TradeMessage
from rayafin_desktop.features.offers.model import NegotiationRound, Offer, OfferKind, OfferLimit, OfferState
from tests.books import Office

from .desk import Desk, desk_of

TEXT = "OFFER: 300 bales S-6 29mm, moist 8.5 max, 61500/cdy ex-gin Rajkot, pymt 15 days, valid till 7pm today"
SENT = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)  # 10:00 in India


@pytest.fixture
def desk(office: Office) -> Desk:
    return desk_of(office)


def message(desk: Desk, id_: UUID) -> TradeMessage:
    found: TradeMessage = desk.office.ask(lambda read: read.get(TradeMessage, id_))
    return found


def save_as_read(desk: Desk, id_: UUID, party_id: UUID) -> UUID:
    """What the window sends when a person confirms the reading as it is."""
    reading = desk.reading(id_).reading
    assert reading.kind is not None
    assert reading.terms is not None
    return desk.office.do(
        SaveMessageAsOffer(
            message_id=id_,
            kind=reading.kind,
            side=reading.side,
            party_id=party_id,
            terms=reading.terms,
            valid_until=reading.valid_until,
        )
    )


def test_a_confirmed_reading_is_the_offer_that_was_written(desk: Desk) -> None:
    party = desk.party("Balaji Ginning")
    made = desk.one(TEXT, sender="Balaji Ginning", sent_at=SENT)
    offer_id = save_as_read(desk, made, party)
    offer = desk.office.ask(lambda read: read.get(Offer, offer_id))
    limits = desk.office.ask(lambda read: read.parts(OfferLimit, offer_id))
    assert (offer.kind, offer.side, offer.party_id) == (OfferKind.OFFER, Side.SELL, party)
    assert (offer.quantity, offer.unit) == (Decimal(300), TradeUnit.BALE)
    assert (offer.price, offer.price_unit, offer.currency) == (Decimal(61500), TradeUnit.CANDY, "INR")
    assert (offer.basis, offer.origin_id) == (DeliveryBasis.EX_GIN, desk.rajkot)
    assert (offer.payment_type, offer.payment_days) == (PaymentType.CREDIT, 15)
    assert offer.offered_at == SENT
    assert offer.valid_until == datetime(2026, 11, 21, 13, 30, tzinfo=UTC)
    assert (offer.text, offer.message_id, offer.said_by) == (TEXT, made, "Balaji Ginning")
    assert {(one.parameter, one.min_value, one.max_value) for one in limits} == {
        ("staple_mm", Decimal(29), Decimal(29)),
        ("moisture_pct", None, Decimal("8.5")),
    }
    kept = message(desk, made)
    assert (kept.state, kept.offer_id, kept.became_kind, kept.became_id) == (
        MessageState.SAVED, offer_id, "offer", offer_id,
    )  # fmt: skip
    assert kept.text == TEXT


def test_what_the_offer_refuses_leaves_the_message_new(desk: Desk) -> None:
    made = desk.one(TEXT, sent_at=SENT)
    reading = desk.reading(made).reading
    assert reading.terms is not None
    wrong = SaveMessageAsOffer(message_id=made, kind=OfferKind.OFFER, side=Side.BUY, terms=reading.terms)
    with pytest.raises(RuleBroken):
        desk.office.do(wrong)
    assert message(desk, made).state is MessageState.NEW
    assert desk.office.ask(lambda read: read.all(Offer)) == []


def test_a_message_is_saved_once(desk: Desk) -> None:
    made = desk.one(TEXT, sent_at=SENT)
    save_as_read(desk, made, desk.party("Balaji"))
    with pytest.raises(RuleBroken) as refused:
        save_as_read(desk, made, desk.party("Other"))
    assert [one.code for one in refused.value.problems] == ["message.decided"]
    assert len(desk.office.ask(lambda read: read.all(Offer))) == 1


def test_a_list_of_goods_becomes_several_offers(desk: Desk) -> None:
    made = desk.one(
        "Offer S-6 300 bls 61,500 candy Rajkot\nOffer MCU-5 200 bls 63,000 candy Guntur", sent_at=SENT
    )
    terms = TermsContent(commodity_id=desk.cotton, quantity=Decimal(300), price=Decimal(61500))
    first = SaveMessageAsOffer(message_id=made, kind=OfferKind.OFFER, terms=terms)
    second = dataclasses.replace(first, is_further=True)
    first_id, second_id = desk.office.do(first), desk.office.do(second)
    kept = desk.office.ask(lambda read: read.all(Offer, Offer.c.message_id == made))
    assert {one.id for one in kept} == {first_id, second_id}
    assert message(desk, made).offer_id == first_id


def test_what_was_discarded_has_no_further_offer(desk: Desk) -> None:
    made = desk.one(TEXT)
    desk.office.do(DiscardMessage(id=made))
    terms = TermsContent(commodity_id=desk.cotton)
    with pytest.raises(RuleBroken) as refused:
        desk.office.do(
            SaveMessageAsOffer(message_id=made, kind=OfferKind.OFFER, terms=terms, is_further=True)
        )
    assert [one.code for one in refused.value.problems] == ["message.decided"]


def test_a_counter_goes_into_its_negotiation(desk: Desk) -> None:
    balaji, mill = desk.party("Balaji Ginning"), desk.party("Nahar Spinning")
    offer_id = save_as_read(desk, desk.one(TEXT, sender="Balaji Ginning", sent_at=SENT), balaji)
    made = desk.one("61200 last. 300 bls", sender="Nahar Spinning", sent_at=SENT)
    assert desk.reading(made).reading.kind is None
    price = desk.reading(made).reading.fields["price"]["amount"]
    talk_id = desk.office.do(
        SaveMessageAsRound(
            message_id=made, offer_id=offer_id, party_id=mill, side=Side.BUY, price=Decimal(price)
        )
    )
    rounds = desk.office.ask(lambda read: read.parts(NegotiationRound, talk_id))
    assert (rounds[-1].price, rounds[-1].side, rounds[-1].message_id) == (Decimal(61200), Side.BUY, made)
    kept = message(desk, made)
    assert (kept.state, kept.became_kind, kept.became_id) == (MessageState.SAVED, "negotiation", talk_id)
    again = desk.read("61300 per candy last", sender="Balaji Ginning")
    assert [(one.negotiation_id, one.last_price) for one in again.talks] == [(talk_id, Decimal(61200))]
    with pytest.raises(RuleBroken) as refused:
        desk.office.do(ReopenMessage(id=made))
    assert [one.code for one in refused.value.problems] == ["message.saved"]


def test_discarded_is_kept_and_comes_back(desk: Desk) -> None:
    made = desk.one(TEXT)
    desk.office.do(DiscardMessage(id=made, reason=" too dear "))
    kept = message(desk, made)
    assert (kept.state, kept.discard_reason, kept.text) == (MessageState.DISCARDED, "too dear", TEXT)
    with pytest.raises(RuleBroken) as refused:
        desk.office.do(DiscardMessage(id=made))
    assert [one.code for one in refused.value.problems] == ["message.decided"]
    desk.office.do(ReopenMessage(id=made))
    assert (message(desk, made).state, message(desk, made).discard_reason) == (MessageState.NEW, "")
    with pytest.raises(RuleBroken) as refused:
        desk.office.do(ReopenMessage(id=made))
    assert [one.code for one in refused.value.problems] == ["message.not_decided"]


def test_a_saved_message_is_reopened_only_when_its_offer_is_gone(desk: Desk) -> None:
    made = desk.one(TEXT, sent_at=SENT)
    offer_id = save_as_read(desk, made, desk.party("Balaji"))
    with pytest.raises(RuleBroken) as refused:
        desk.office.do(ReopenMessage(id=made))
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["kind"]) == ("message.saved", "offer")
    offer = desk.office.ask(lambda read: read.get(Offer, offer_id))
    with desk.office.app.database.write() as connection:
        connection.execute(Offer.mapping.table.update().values(state=OfferState.WITHDRAWN))
    desk.office.do(ReopenMessage(id=made))
    kept = message(desk, made)
    assert (kept.state, kept.offer_id, kept.became_kind) == (MessageState.NEW, None, "")
    assert dataclasses.replace(offer).text == kept.text
