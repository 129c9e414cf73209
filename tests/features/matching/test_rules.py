"""Landed prices against sums done by hand, filters one limit at a time, points that keep their bounds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.units import CANDY_KG, TradeUnit
from rayafin_desktop.features.commodities.rules import Better, DeliveryBasis, PaymentType, Side, TaxTerm
from rayafin_desktop.features.matching.filters import (
    Measured,
    Range,
    Wanted,
    range_misses,
    ranges_of,
    tax_differs,
    window_misses,
)
from rayafin_desktop.features.matching.landed import Market, Terms, landing
from rayafin_desktop.features.matching.scoring import delivery_points, limit_part, lot_points, price_points

GIN, MILL = UUID(int=1), UUID(int=2)
TERMS = Terms(
    unit=TradeUnit.BALE,
    package_kg=Decimal(170),
    price_unit=TradeUnit.CANDY,
    kg_per_price_unit="",
    price_type=None,
    currency="INR",
    basis=DeliveryBasis.EX_GIN,
    tax_term=TaxTerm.PLUS_GST,
    origin_id=GIN,
    destination_id=None,
    payment_type=PaymentType.SPOT,
    payment_days=None,
    advance_percent=None,
    discount_percent=None,
)


def market(side: Side = Side.BUY, freight: str | None = "2000", **values: object) -> Market:
    fields = {
        "side": side,
        "currency": "INR",
        "unit_kg": CANDY_KG,
        "annual_percent": Decimal(15),
        "tax_percent": Decimal(5),
        "place_id": MILL if side is Side.BUY else GIN,
        "freight_per_mt": lambda start, end: None if freight is None else Decimal(freight),
        **values,
    }
    return Market(**fields)  # type: ignore[arg-type]


def landed(terms: Terms, price: str, of: Market) -> Fraction:
    found = landing(terms, of)
    assert found is not None
    return found.of(Decimal(price))


def test_freight_comes_on_top_for_a_buyer_at_the_gin() -> None:
    # 2,000 a tonne on a candy of 355.61641808 kg is 711.23283616.
    assert landed(TERMS, "61000", market()) == Fraction("61711.23283616")
    delivered = replace(TERMS, basis=DeliveryBasis.DELIVERED, destination_id=MILL)
    assert landed(delivered, "61000", market()) == 61000


def test_what_a_seller_is_left_with() -> None:
    there = replace(TERMS, basis=DeliveryBasis.FOR, destination_id=MILL)
    assert landed(there, "61000", market(Side.SELL)) == Fraction("60288.76716384")
    assert landed(TERMS, "61000", market(Side.SELL)) == 61000


def test_days_of_credit_are_money() -> None:
    credit = replace(TERMS, payment_type=PaymentType.CREDIT, payment_days=73)
    # 73 days at 15 % a year of 365 days are 3 %.
    assert landed(credit, "60000", market(freight="0")) == 58200
    assert landed(credit, "60000", market(Side.SELL)) == 58200
    # Half of it in advance leaves half of the days; a cash discount of 2 % is better than 1.5 %.
    half = replace(credit, advance_percent=Decimal(50))
    assert landed(half, "60000", market(freight="0")) == 59100
    assert landed(replace(half, discount_percent=Decimal(2)), "60000", market(freight="0")) == 58800


def test_tax_in_the_price_is_taken_out() -> None:
    gross = replace(TERMS, tax_term=TaxTerm.INCL_GST)
    assert landed(gross, "63000", market(freight="0")) == 60000
    unknown = market(tax_percent=None)
    assert landing(gross, unknown) is None
    assert tax_differs(gross, TERMS, unknown)
    assert not tax_differs(gross, TERMS, market())


def test_ones_own_brokerage_counts() -> None:
    percent = market(freight="0", brokerage_percent=Decimal("0.5"))
    assert landed(TERMS, "60000", percent) == 60300
    assert landed(TERMS, "60000", replace(percent, side=Side.SELL, place_id=GIN)) == 59700
    per_bale = market(freight="0", brokerage_per_kg=Fraction(10, 170))
    assert landed(TERMS, "60000", per_bale) == 60000 + Fraction(10, 170) * CANDY_KG


def test_units_are_converted_exactly() -> None:
    per_quintal = replace(TERMS, price_unit=TradeUnit.QTL)
    assert landed(per_quintal, "17000", market(freight="0")) == Fraction(17000) * CANDY_KG / 100
    per_bale = replace(TERMS, price_unit=TradeUnit.BALE)
    assert landed(per_bale, "29000", market(freight="0")) == Fraction(29000) * CANDY_KG / 170
    assert landing(replace(per_bale, package_kg=None), market()) is None


@given(
    price=st.integers(1, 100_000), more=st.integers(1, 1000), days=st.integers(0, 180),
    advance=st.integers(0, 100), side=st.sampled_from(Side),
)  # fmt: skip
def test_a_dearer_price_is_dearer_landed_whatever_the_terms(
    price: int, more: int, days: int, advance: int, side: Side
) -> None:
    terms = replace(
        TERMS, payment_type=PaymentType.CREDIT, payment_days=days, advance_percent=Decimal(advance)
    )
    found = landing(terms, market(side))
    assert found is not None
    assert found.of(Decimal(price + more)) > found.of(Decimal(price))


STAPLE = Measured("Staple", Better.HIGHER)
TRASH = Measured("Trash", Better.LOWER)
MIC = Measured("Micronaire", Better.WITHIN)


@pytest.mark.parametrize(
    ("want", "have", "measured", "fits"),
    [
        (Range(29, None), Range(29, 29), STAPLE, True),
        (Range(29, None), Range(28, 30), STAPLE, False),  # may turn out to be 28
        (Range(29, 29), Range(31, 31), STAPLE, True),  # longer is better
        (Range(29, None), Range(None, 28), STAPLE, False),
        (Range(None, 3), Range(None, 3), TRASH, True),
        (Range(None, 3), Range(None, 4), TRASH, False),
        (Range(2, 3), Range(None, 1), TRASH, True),  # cleaner is better
        (Range(38, 45), Range(38, 45), MIC, True),
        (Range(38, 45), Range(35, 49), MIC, False),
        (Range(38, 45), Range(39, 46), MIC, False),
    ],
)
def test_each_limit_is_kept_or_it_is_not(want: Range, have: Range, measured: Measured, fits: bool) -> None:
    assert (not range_misses(want, have, measured)) is fits


def test_limits_are_read_as_they_are_kept() -> None:
    assert ranges_of("staple_mm:29000000:;trash_pct::3500000") == {
        "staple_mm": Range(29_000_000, None),
        "trash_pct": Range(None, 3_500_000),
    }
    assert ranges_of("") == {}


def test_windows_meet_or_they_do_not() -> None:
    first, tenth, last = date(2026, 12, 1), date(2026, 12, 10), date(2026, 12, 31)
    assert not window_misses((first, tenth), (tenth, last))
    assert window_misses((first, tenth), (date(2026, 12, 11), last))
    assert window_misses((tenth, last), (None, first))
    assert not window_misses((None, None), (first, first))
    assert delivery_points((first, tenth), (first, last)) == 10
    assert delivery_points((first, tenth), (date(2026, 12, 6), last)) == 5
    assert delivery_points((first, tenth), (None, None)) == 5


def test_the_price_edge_is_signed() -> None:
    assert price_points(61_000, 61_000, Side.BUY) == 28
    assert price_points(57_000, 61_000, Side.BUY) == 55
    assert price_points(65_000, 61_000, Side.BUY) == 0
    assert price_points(57_000, 61_000, Side.SELL) == 0


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.sampled_from(Side))
def test_points_keep_their_bounds_and_favour_the_better_price(
    landed: int, reference: int, side: Side
) -> None:
    points = price_points(landed, reference, side)
    better = landed - 1 if side is Side.BUY else landed + 1
    assert 0 <= points <= price_points(better, reference, side) <= 55


@given(
    st.integers(1, 10**9), st.integers(0, 20), st.integers(1, 10**9), st.integers(0, 20), st.integers(1, 100)
)
def test_quantities_that_meet_are_never_refused(
    quantity: int, tolerance: int, said: int, own: int, least_percent: int
) -> None:
    wanted = Wanted(said - said * own // 100, said, said + said * own // 100)
    points = lot_points(quantity, tolerance * 10**6, wanted, least_percent)
    part = quantity * tolerance // 100
    meets = quantity - part <= wanted.most and quantity + part >= wanted.least
    assert -1 <= points <= 10
    if meets:
        assert points >= 0
    elif min(quantity, said) * 100 < max(quantity, said) * least_percent:
        assert points == -1


def test_a_margin_is_worth_more_than_just_enough() -> None:
    assert limit_part(Range(29, None), Range(29, None), STAPLE) == 200
    assert limit_part(Range(30, None), Range(33, None), STAPLE) == 400
    assert limit_part(Range(None, 40), Range(None, 38), TRASH) == 300
