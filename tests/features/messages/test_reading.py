"""Names in a message mean a record only where nothing else can be meant; the rest is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.messages.deciding import DiscardMessage, SaveMessageAsOffer
from rayafin_desktop.features.messages.queries import MessageReading, message_questions, message_words
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.partners.commands import SavePartner
from rayafin_desktop.features.partners.model import PartnerRole
from tests.books import Office

from .desk import Desk, desk_of

OFFER = "Offer 300 bls S-6 29mm @ 61,500/candy ex gin Rajkot, payment 15 days"


@pytest.fixture
def desk(office: Office) -> Desk:
    return desk_of(office)


def doubts(found: MessageReading) -> dict[str, str]:
    return {one.field: one.code for one in found.reading.doubts}


def test_a_party_that_is_called_exactly_so_is_meant(desk: Desk) -> None:
    balaji = desk.party("Balaji Ginning")
    desk.party("Balaji Ginning and Pressing")
    found = desk.read(OFFER, sender="  balaji   ginning ")
    assert found.reading.party_id == balaji
    assert doubts(found) == {}
    assert found.reading.sure == found.reading.filled > 5


def test_two_of_one_name_are_asked_about(desk: Desk) -> None:
    both = {desk.party("Balaji Ginning"), desk.party("Balaji Ginning")}
    found = desk.read(OFFER, sender="Balaji Ginning")
    assert found.reading.party_id is None
    (doubt,) = found.reading.doubts
    assert (doubt.field, doubt.question) == ("party", "Which party is Balaji Ginning?")
    assert {one.id for one in doubt.candidates} == both


@pytest.mark.parametrize("written", ["Balaji", "Balaji Gining", "Blaji Ginning"])
def test_a_short_or_misspelt_name_is_only_proposed(desk: Desk, written: str) -> None:
    balaji = desk.party("Balaji Ginning")
    desk.party("Unjha Spices")
    found = desk.read(OFFER, sender=written)
    assert found.reading.party_id is None
    (doubt,) = found.reading.doubts
    assert [one.id for one in doubt.candidates] == [balaji]


def test_nobody_is_named(desk: Desk) -> None:
    assert doubts(desk.read(OFFER)) == {"party": "message.ask_party_unnamed"}


def test_a_phone_number_names_its_party(desk: Desk) -> None:
    balaji = desk.party("Balaji Ginning", phone="098250 12345")
    assert desk.read(OFFER, sender="+91 98250 12345").reading.party_id == balaji
    assert desk.read(OFFER, sender="+91 98250 12346").reading.party_id is None


def test_a_broker_who_passes_an_offer_on_is_not_the_seller(desk: Desk) -> None:
    harivela = desk.party("Harivela Brokers")
    desk.office.do(SavePartner(party_id=harivela, roles=(PartnerRole.BROKER,)))
    found = desk.read(OFFER, sender="Harivela Brokers").reading
    assert (found.party_id, found.broker_id) == (None, harivela)
    assert [one.code for one in found.doubts] == ["message.ask_party_unnamed"]


def test_another_name_of_a_partner_is_certain(desk: Desk) -> None:
    balaji = desk.party("Balaji Ginning")
    desk.office.do(SavePartner(party_id=balaji, also="Mahesh bhai, BGP", roles=(PartnerRole.SELLER,)))
    assert desk.read(OFFER, sender="mahesh bhai").reading.party_id == balaji


def test_places_and_goods_of_the_book(desk: Desk) -> None:
    found = desk.read(OFFER).reading
    assert (found.commodity_id, found.origin_id) == (desk.cotton, desk.rajkot)
    assert (found.kind, found.side) == (OfferKind.OFFER, Side.SELL)
    assert found.terms is not None
    assert (found.terms.quantity, found.terms.price) == (Decimal(300), Decimal(61500))


def test_a_place_that_is_not_there_is_asked_for(desk: Desk) -> None:
    found = desk.read(OFFER.replace("Rajkot", "Gondal"))
    assert found.reading.origin_id is None
    assert doubts(found)["location.origin"] == "message.ask_place"


def test_goods_that_are_not_there_are_asked_for(desk: Desk) -> None:
    found = desk.read("Offer 50 MT chana desi 5,800/qtl")
    assert found.reading.commodity_id is None
    assert found.reading.terms is None
    assert doubts(found)["commodity"] == "message.ask_commodity_unknown"


def test_a_unit_nobody_wrote_is_asked_about(desk: Desk) -> None:
    found = desk.read("bid 60800 for 300 bls S-6 Rajkot")
    assert doubts(found)["price.per"] == "message.ask_price_unit"


def test_what_was_asked_about_is_not_counted_as_sure(desk: Desk) -> None:
    balaji = desk.party("Balaji Ginning")
    found = desk.read("bid 60800 for 300 bls S-6 Rajkot", sender="Balaji Ginning").reading
    assert found.party_id == balaji
    assert found.filled - found.sure == 1


def test_talk_is_only_asked_what_it_is(desk: Desk) -> None:
    assert doubts(desk.read("Good morning")) == {"kind": "message.ask_kind"}


def test_the_side_panel_reads_the_message_whole(desk: Desk) -> None:
    made = desk.one(f"{OFFER}\n\nregards")
    assert [one.text for one in desk.office.ask(message_words, made)] == [OFFER, "regards"]
    assert [one.text for one in desk.office.ask(message_questions, made)] == ["Whose offer is this?"]
    desk.office.do(DiscardMessage(id=made))
    assert desk.office.ask(message_questions, made) == []


def test_a_counter_asks_for_its_negotiation(desk: Desk) -> None:
    found = desk.read("61200 last. 200 bls only")
    assert doubts(found)["kind"] == "message.ask_negotiation"
    assert "commodity" not in doubts(found)


def test_a_range_is_no_price(desk: Desk) -> None:
    found = desk.read("Offer 300 bls S-6 Rajkot 61,000-61,500/candy")
    assert found.reading.terms is not None
    assert found.reading.terms.price is None
    assert doubts(found)["price"] == "message.ask_range"


def test_cents_a_pound_become_dollars(desk: Desk) -> None:
    found = desk.read("Raw cotton S-6 82.50 c/lb CNF Chittagong, 500 MT").reading
    assert found.terms is not None
    assert (found.terms.price, found.terms.currency) == (Decimal("0.825"), "USD")


def test_the_words_that_were_read_are_shown(desk: Desk) -> None:
    found = desk.read(OFFER)
    said = {found.text[word.start : word.end] for word in found.reading.words}
    assert any("300" in one for one in said)
    assert all(one.strip() for one in said)


def test_what_the_party_said_before_stands_beside_it(desk: Desk) -> None:
    balaji = desk.party("Balaji Ginning")
    first = desk.read(OFFER, sender="Balaji Ginning")
    assert first.last == ()
    assert first.reading.terms is not None
    desk.office.do(
        SaveMessageAsOffer(
            message_id=first.message_id, kind=OfferKind.OFFER, party_id=balaji, terms=first.reading.terms
        )
    )
    again = desk.read(OFFER.replace("61,500", "61,600"), sender="Balaji Ginning")
    assert [(one.kind, one.price, one.place, one.state) for one in again.last] == [
        ("offer", Decimal(61500), "Rajkot", "OPEN")
    ]
