"""A bid in the book finds what fits it, in order, and says of everything else why it does not."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.base.units import CANDY_KG, TradeUnit
from rayafin_desktop.features.commodities.commands import ParameterInput
from rayafin_desktop.features.commodities.places import SaveFreightRate, SaveLocation
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis, PaymentType
from rayafin_desktop.features.commodities.terms import LimitContent
from rayafin_desktop.features.lots.commands import SaveLot
from rayafin_desktop.features.lots.lab import AddLotTest
from rayafin_desktop.features.lots.readings import ValueContent
from rayafin_desktop.features.lots.rules import Limit
from rayafin_desktop.features.matching.filters import Filter
from rayafin_desktop.features.matching.lots import best_lots
from rayafin_desktop.features.matching.queries import MatchResult, matches_of, why_no_match
from rayafin_desktop.features.offers.model import OfferKind
from rayafin_desktop.features.partners.commands import BlockPartner, SavePartner
from tests.books import Office
from tests.features.offers.said import commodity, offer, party

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 15)


class Market:
    """Cotton, three places, a mill that bids for 300 bales at Coimbatore."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.cotton = commodity(
            office,
            parameters=(
                ParameterInput(code="staple_mm", name="Staple", better=Better.HIGHER),
                ParameterInput(code="micronaire", name="Micronaire", better=Better.WITHIN),
                ParameterInput(code="trash_pct", name="Trash", better=Better.LOWER),
            ),
        )
        self.near, self.far, self.mill_gate = (
            office.do(SaveLocation(name=name, state="24")) for name in ("Kadi", "Guntur", "Coimbatore")
        )
        for start, per_mt in ((self.near, "2400"), (self.far, "1000")):
            office.do(SaveFreightRate(origin_id=start, destination_id=self.mill_gate, per_mt=Decimal(per_mt)))
        self.mill = party(office, "Lakshmi Spinning", tax_id="24AAACC1206D1ZM")
        self.gins = [party(office, name) for name in ("Balaji Ginning", "Meridian Cotton", "Kapas Exports")]
        self.bid = self.said(
            self.mill, "62000", kind=OfferKind.BID, destination_id=self.mill_gate,
            limits=(
                limit("staple_mm", 29), limit("micronaire", "3.7", "4.6"), limit("trash_pct", None, "3.5"),
            ),
        )  # fmt: skip

    def said(self, who: UUID | None, price: str | None, **values: Any) -> UUID:
        own = {name: values.pop(name) for name in ("kind", "valid_until") if name in values}
        terms = {
            "price": None if price is None else Decimal(price),
            "basis": DeliveryBasis.EX_GIN,
            "payment_type": PaymentType.SPOT,
            "delivery_from": FIRST,
            "delivery_to": LAST,
            **values,
        }
        return offer(self.office, self.cotton, who, terms=terms, **own)

    def matches(self) -> MatchResult:
        return self.office.ask(matches_of, self.bid)

    def refused(self) -> dict[UUID, tuple[str, ...]]:
        return {one.offer_id: tuple(name for name, _ in one.reasons) for one in self.matches().refused}


def limit(parameter: str, least: object = None, most: object = None) -> LimitContent:
    return LimitContent(
        parameter=parameter,
        min_value=None if least is None else Decimal(str(least)),
        max_value=None if most is None else Decimal(str(most)),
    )


@pytest.fixture
def market(office: Office) -> Market:
    return Market(office)


def test_the_cheapest_at_the_gate_is_first_and_says_by_how_much(market: Market) -> None:
    # Kadi is cheaper at the gin, Guntur at the mill's gate: 2,400 and 1,000 a tonne of freight.
    kadi = market.said(market.gins[0], "61000", origin_id=market.near)
    guntur = market.said(market.gins[1], "61200", origin_id=market.far)
    found = market.matches()
    assert [one.offer_id for one in found.candidates] == [guntur, kadi]
    first, second = found.candidates
    assert first.landed == 61200 + Fraction(1000, 1000) * CANDY_KG
    assert first.landed_price == Decimal("61555.62")
    assert (first.gap, second.gap) == (Decimal(-800), Decimal(-1000))
    # 61,000 + 2.4 x 355.61641808 - 61,200 - 355.61641808
    assert first.beats_next == "Meridian Cotton beats Balaji Ginning by INR 297.86/candy landed"
    assert all(one.score == sum(part.points for part in one.parts) for one in found.candidates)
    assert first.open_limits == ("micronaire", "staple_mm", "trash_pct")
    assert (found.passed, len(found.refused)) == (2, 0)


def test_each_filter_names_its_reason(market: Market) -> None:
    gin = market.gins[0]
    blocked = party(market.office, "Blocked Ginning")
    market.office.do(SavePartner(party_id=blocked))
    market.office.do(BlockPartner(party_id=blocked, block_reason="Did not deliver"))
    twin = party(market.office, "Lakshmi Ginning", tax_id="24AAACC1206D1ZM")
    dirty = (limit("staple_mm", 30), limit("trash_pct", None, 4))
    late = {"delivery_from": date(2027, 1, 1), "delivery_to": date(2027, 1, 9)}
    expected = {
        market.said(market.mill, "61000"): (Filter.PARTY,),
        market.said(twin, "61000"): (Filter.GSTIN,),
        market.said(blocked, "61000"): (Filter.BLOCKED,),
        market.said(gin, "700", currency="USD"): (Filter.CURRENCY,),
        market.said(gin, "61000", basis=DeliveryBasis.FOB): (Filter.TAX,),
        market.said(gin, "61000", limits=(limit("staple_mm", 28),)): (Filter.QUALITY,),
        market.said(gin, "61000", limits=dirty): (Filter.QUALITY,),
        market.said(gin, "61000", quantity=Decimal(20)): (Filter.QUANTITY,),
        market.said(gin, "61000", **late): (Filter.DELIVERY,),
        market.said(gin, "61000", price_unit=TradeUnit.LORRY): (Filter.UNIT,),
        market.said(gin, "61000", quantity=Decimal(20), limits=(limit("trash_pct", None, 9),)): (
            Filter.QUALITY,
            Filter.QUANTITY,
        ),
    }  # fmt: skip
    fits = market.said(gin, "61000", limits=(limit("staple_mm", 30), limit("trash_pct", None, 3)))
    assert market.refused() == expected
    assert [one.offer_id for one in market.matches().candidates] == [fits]
    for other, filters in expected.items():
        reasons = market.office.ask(why_no_match, market.bid, other)
        assert tuple(name for name, _ in reasons) == filters
        assert all(words for _, words in reasons)


def test_a_buyer_over_its_limit_is_out(market: Market) -> None:
    poor = party(market.office, "Small Mill", credit_limit=Decimal(100_000))
    bid = market.said(poor, "62000", kind=OfferKind.BID)
    market.said(market.gins[0], "61000")
    found = market.office.ask(matches_of, bid)
    (refusal,) = found.refused
    assert (refusal.filter, refusal.words) == (Filter.CREDIT, "over the credit limit of Small Mill")
    seller = market.office.ask(matches_of, market.said(market.gins[1], "61000"))
    assert {one.party_name for one in seller.candidates} == {"Lakshmi Spinning"}
    assert [one.party_name for one in seller.refused] == ["Small Mill"]


def test_what_is_closed_or_expired_or_another_side_is_not_looked_at(market: Market) -> None:
    other_bid = market.said(party(market.office, "Other Mill"), "62000", kind=OfferKind.BID)
    chana = commodity(market.office, "CHANA")
    other_goods = offer(market.office, chana, market.gins[0])
    assert market.office.ask(why_no_match, market.bid, other_bid)[0][0] is Filter.SIDE
    assert market.office.ask(why_no_match, market.bid, other_goods)[0][0] is Filter.COMMODITY
    market.said(market.gins[0], "61000")
    market.office.clock.advance(hours=3)
    found = market.matches()
    assert (found.passed, len(found.refused)) == (0, 0)


def test_equal_offers_stand_in_the_order_they_were_made(market: Market) -> None:
    made = [market.said(gin, "61000") for gin in market.gins]
    found = market.matches()
    assert [one.offer_id for one in found.candidates] == made
    assert found.candidates[0].beats_next == (
        "Balaji Ginning is level with Meridian Cotton, and spoke first, "
        "freight of Balaji Ginning and Meridian Cotton not known"
    )


def test_the_lots_that_fill_an_order_cheapest(market: Market) -> None:
    office = market.office

    def lot(no: str, price: str, place: UUID, staple: str | None) -> UUID:
        made = office.do(
            SaveLot(lot_no=no, party_id=market.gins[0], commodity_id=market.cotton, packages=100,
                    price=Decimal(price), location_id=place)
        )  # fmt: skip
        if staple is not None:
            values = (ValueContent(parameter="staple_mm", value=Decimal(staple)),)
            office.do(AddLotTest(lot_id=made, tested_on=date(2026, 11, 20), values=values))
        return made

    near = lot("27/A", "61000", market.near, "29.2")
    far = lot("27/B", "61200", market.far, "29.5")
    short = lot("27/C", "58000", market.far, "27.0")
    untested = lot("27/D", "57000", market.far, None)
    plan = office.ask(
        best_lots, market.cotton, (Limit("staple_mm", min=Decimal(29)),), Decimal(150), market.mill_gate
    )
    assert [(one.lot_id, one.packages) for one in plan.lots] == [(far, 100), (near, 50)]
    assert (plan.packages, plan.kg, plan.is_full, plan.is_proven) == (150, Decimal(25500), True, True)
    assert {one.lot_id for one in plan.left_out} == {short, untested}
    # 17,000 kg at 61,200 and 8,500 kg at 61,000 a candy, freight 17 t x 1,000 and 8.5 t x 2,400
    exact = (17000 * Fraction(61200) + 8500 * Fraction(61000)) / CANDY_KG + 17_000 + 20_400
    assert abs(plan.cost_minor - exact * 100) < 1
