"""What is said is noted as it was said, and ends when it was said to."""

from datetime import UTC, datetime

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.features.offers.closing import RejectOffer
from rayafin_desktop.features.offers.model import OfferState
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


def test_an_offer_nobody_wants_is_rejected_with_a_reason(office: Office) -> None:
    made = offer(office, commodity(office), party(office, "Balaji Ginning"))
    with pytest.raises(RuleBroken) as refused:
        office.do(RejectOffer(id=made, reason=" "))
    assert [problem.field for problem in refused.value.problems] == ["reason"]
    office.do(RejectOffer(id=made, reason="too dear"))
    shown = office.ask(offer_detail, made)
    assert (shown.offer.state, shown.offer.close_reason) == (OfferState.REJECTED, "too dear")
    with pytest.raises(RuleBroken):
        office.do(RejectOffer(id=made, reason="again"))
