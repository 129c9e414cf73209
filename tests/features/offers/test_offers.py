"""What is said is noted as it was said, and ends when it was said to."""

from datetime import UTC, datetime

from rayafin_desktop.features.offers.queries import OfferStatus, offer_detail
from tests.books import Office

from .said import commodity, offer, party


def test_an_offer_stands_until_the_desk_closes(office: Office) -> None:
    made = offer(office, commodity(office), party(office, "Balaji Ginning"))
    found = office.ask(offer_detail, made)
    assert found.status is OfferStatus.OPEN
    assert found.offer.valid_until == datetime(2026, 11, 21, 11, 30, tzinfo=UTC)  # 17:00 in India
    office.clock.advance(hours=2)
    assert office.ask(offer_detail, made).status is OfferStatus.EXPIRED
