"""Matching: ten thousand open offers held against one bid, with every reason."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from rayafin_desktop.application import App, create_book, open_book
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.commodities.commands import ParameterInput, SaveCommodity
from rayafin_desktop.features.commodities.places import SaveFreightRate, SaveLocation
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis, PaymentType
from rayafin_desktop.features.commodities.terms import LimitContent, TermsContent
from rayafin_desktop.features.matching.queries import MatchResult, matches_of
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.offers.saving import SaveOffer

from .figures import Figure
from .office import CLOCK, Office, found_office
from .timing import median_of

OFFERS = 10_000
GOAL_MS = 50
_PLACES = 40


def matching(folder: Path, count: int = OFFERS) -> Iterator[Figure]:
    """One bid against `count` offers of the same goods (at most `OFFERS`), all told apart: milliseconds."""
    path = folder / "matching.rayafin"
    book = create_book(path, clock=CLOCK)
    office = found_office(book)
    offers = min(count, OFFERS)
    bid_id = _fill(office, offers)
    book.close()
    book = open_book(path, clock=CLOCK)
    try:
        yield _figure(book, office, bid_id, offers)
    finally:
        book.close()


def _figure(app: App, office: Office, bid_id: UUID, offers: int) -> Figure:
    with app.read(office.owner) as read:
        found = _told(read, bid_id, offers)
        counts = f"{found.passed:,} fit, {len(found.refused):,} told why not"
        took = median_of(lambda: _told(read, bid_id, offers))
    return Figure(name=f"{offers:,} offers against one bid", value=took, unit="ms", goal=GOAL_MS, note=counts)


def _told(read: Read, bid_id: UUID, offers: int) -> MatchResult:
    """The matches, with every refusal made that a screen might show."""
    found = matches_of(read, bid_id)
    if sum(found.refused.by_filter().values()) + found.passed != offers:
        raise AssertionError("an offer was lost")
    return found


def _fill(office: Office, offers: int) -> UUID:
    """Offers of one commodity that differ in everything; answers the bid they are held against."""
    chance = random.Random(4)  # noqa: S311 - the same offers each time
    cotton = office.app.execute(_cotton(), office.owner).result
    places = [
        office.app.execute(SaveLocation(name=f"Station {n}"), office.owner).result for n in range(_PLACES)
    ]
    for start in places[1:]:
        rate = SaveFreightRate(
            origin_id=start, destination_id=places[0], per_mt=Decimal(chance.randrange(400, 3000))
        )
        office.app.execute(rate, office.owner)
    office.app.execute_all([_offer(office, cotton, places, chance) for _ in range(offers)], office.owner)
    day = CLOCK.today()
    bid = SaveOffer(
        kind=OfferKind.BID,
        party_id=office.parties[0],
        valid_until=CLOCK.now() + timedelta(days=30),
        terms=TermsContent(
            commodity_id=cotton,
            quantity=Decimal(300),
            price=Decimal(61_500),
            basis=DeliveryBasis.EX_GIN,
            destination_id=places[0],
            delivery_from=day,
            delivery_to=day + timedelta(days=20),
            payment_type=PaymentType.CREDIT,
            payment_days=15,
            limits=(
                LimitContent(parameter="staple_mm", min_value=Decimal(29)),
                LimitContent(parameter="micronaire", min_value=Decimal("3.7"), max_value=Decimal("4.6")),
                LimitContent(parameter="trash_pct", max_value=Decimal("3.5")),
            ),
        ),
    )
    return office.app.execute(bid, office.owner).result


def _cotton() -> SaveCommodity:
    return SaveCommodity(
        code="COTTON",
        name="Cotton",
        unit=TradeUnit.BALE,
        price_unit=TradeUnit.CANDY,
        package_unit=TradeUnit.BALE,
        package_kg=Decimal(170),
        parameters=(
            ParameterInput(code="staple_mm", better=Better.HIGHER),
            ParameterInput(code="micronaire", better=Better.WITHIN),
            ParameterInput(code="trash_pct", better=Better.LOWER),
        ),
    )


def _offer(office: Office, cotton: UUID, places: list[UUID], chance: random.Random) -> SaveOffer:
    """One offer; most fit, and of the others each filter keeps some out."""
    tenth = Decimal("0.1")
    first = CLOCK.today() + timedelta(days=chance.randrange(0, 30))
    per_candy = chance.random() < 0.8
    micronaire = 35 + chance.randrange(0, 5)
    return SaveOffer(
        kind=OfferKind.OFFER,
        party_id=chance.choice(office.parties),
        valid_until=CLOCK.now() + timedelta(days=30),
        terms=TermsContent(
            commodity_id=cotton,
            quantity=Decimal(chance.randrange(20, 900)),
            price=Decimal(chance.randrange(58_000, 65_000) if per_candy else chance.randrange(163, 183)),
            price_unit=TradeUnit.CANDY if per_candy else TradeUnit.KG,
            basis=DeliveryBasis.EX_GIN if chance.random() < 0.7 else DeliveryBasis.FOR,
            origin_id=chance.choice(places),
            delivery_from=first,
            delivery_to=first + timedelta(days=chance.randrange(3, 20)),
            payment_type=PaymentType.CREDIT,
            payment_days=chance.choice((0, 7, 15, 30)),
            limits=(
                LimitContent(
                    parameter="staple_mm", min_value=Decimal(27) + 5 * tenth * chance.randrange(0, 8)
                ),
                LimitContent(
                    parameter="micronaire",
                    min_value=tenth * micronaire,
                    max_value=tenth * (micronaire + chance.choice((6, 8, 10))),
                ),
                LimitContent(parameter="trash_pct", max_value=5 * tenth * chance.randrange(4, 9)),
            ),
        ),
    )
