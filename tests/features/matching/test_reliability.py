"""What a party's past says of it: contracts kept and failed, and claims it had to allow."""

from decimal import Decimal
from uuid import UUID

import pytest

from rayafin_desktop.features.claims.model import Resolution
from rayafin_desktop.features.claims.settling import SettleClaim
from rayafin_desktop.features.matching.queries import matches_of
from rayafin_desktop.features.matching.scoring import reliability_points
from rayafin_desktop.features.offers.model import OfferKind
from tests.books import Office
from tests.features.claims.claimed import Claimed
from tests.features.offers.said import offer


def said_of(office: Office, bid: UUID) -> tuple[int, str]:
    """Points and words of the only candidate's reliability."""
    (fit, *_) = office.ask(matches_of, bid).candidates
    return next((one.points, one.words) for one in fit.parts if one.name == "reliability")


def test_a_claim_that_was_allowed_counts_for_a_year(office: Office) -> None:
    claimed = Claimed(office)
    lot_id = claimed.lot()
    trade = claimed.contract(lot_id)
    delivery = claimed.deliver(trade, lot_id)
    price = {"price": Decimal(61000)}
    offer(office, claimed.cotton, claimed.seller, terms=price)
    bid = offer(office, claimed.cotton, claimed.buyer, terms=price, kind=OfferKind.BID)
    before = said_of(office, bid)
    withdrawn = claimed.open(trade, delivery_id=delivery, amount=Decimal(500))
    office.do(SettleClaim(claim_id=withdrawn, resolution=Resolution.WITHDRAWN))
    running = claimed.open(trade, delivery_id=delivery, amount=Decimal(12000))
    assert said_of(office, bid) == before, "neither one that was withdrawn nor one that runs"
    office.do(SettleClaim(claim_id=running, resolution=Resolution.ALLOWANCE, amount=Decimal(10000)))
    points, words = said_of(office, bid)
    assert points < before[0]
    assert "1 claim allowed" in words
    office.clock.advance(days=366)
    offer(office, claimed.cotton, claimed.seller, terms=price)
    bid = offer(office, claimed.cotton, claimed.buyer, terms=price, kind=OfferKind.BID)
    assert said_of(office, bid) == before


@pytest.mark.parametrize(
    ("kept", "failed", "claims", "points"),
    [(0, 0, 0, 5), (0, 0, 1, 4), (8, 0, 0, 9), (8, 0, 2, 8), (8, 1, 0, 8), (0, 0, 40, 0)],
)
def test_points_by_hand(kept: int, failed: int, claims: int, points: int) -> None:
    assert reliability_points(kept, failed, claims) == points
