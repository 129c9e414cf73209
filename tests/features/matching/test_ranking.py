"""Many offers held against one at once: nothing that rows share may make one answer for another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.quantity import FACTOR
from rayafin_desktop.base.units import CANDY_KG
from rayafin_desktop.features.commodities.rules import Better, Side
from rayafin_desktop.features.matching.filters import Filter, Measured, ranges_of
from rayafin_desktop.features.matching.landed import Market, landing
from rayafin_desktop.features.matching.ranking import Known, Ranking, Row, Subject, rank
from rayafin_desktop.features.matching.reading import terms_of, window_of

PARTIES = {
    b"plain": Known("Plain"),
    b"poor": Known("Poor", room=1_000_000_000),
    b"blocked": Known("Blocked", refused=((Filter.BLOCKED, "blocked"),)),
    b"proven": Known("Proven", reliability=9, kept=8),
}
TERMS = (
    "BALE|170|CANDY|||INR\t|SPOT|||\tEX_GIN||",
    "BALE|170|CANDY|||INR\t|CREDIT|15||\tEX_GIN||",
    "BALE|165|KG|||INR\tPLUS_GST|CREDIT|30|10|\tEX_GIN||",
    "BALE||CANDY|||USD\tINCL_GST||||\tFOB||",
    "MT||QTL|||INR\t|SPOT|||1.5\tFOR||",
    "CANDY||LORRY|||INR\t|SPOT|||\t||",
)
LIMITS = ("", "staple_mm:28000000:", "staple_mm:29500000:;trash_pct::3000000", "trash_pct::4000000")
DAYS = (None, date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 5))

said_rows = st.builds(
    Row,
    id=st.just(0),
    party_id=st.sampled_from(sorted(PARTIES)),
    left=st.none() | st.integers(1, 900).map(lambda bales: bales * FACTOR),
    tolerance=st.sampled_from((0, 5 * FACTOR)),
    price=st.none() | st.integers(150, 70_000).map(lambda price: price * FACTOR),
    offered_at=st.integers(0, 3),
    limits=st.sampled_from(LIMITS),
    terms=st.sampled_from(TERMS),
    variety=st.sampled_from(("", "S-6", "MCU-5")),
    crop_year=st.sampled_from(("", "2026-27")),
    delivery_from=st.sampled_from(DAYS),
    delivery_to=st.sampled_from(DAYS),
)  # fmt: skip


def subject(side: Side, price: int | None, room: int | None) -> Subject:
    terms = replace(
        terms_of(TERMS[0]), quantity=Decimal(300), price=None if price is None else Decimal(price)
    )
    return Subject(
        name="Mill",
        terms=terms,
        market=Market(
            side=side, currency="INR", unit_kg=CANDY_KG, annual_percent=Decimal(15),
            tax_percent=Decimal(5), place_id=None, freight_per_mt=lambda start, end: None,
        ),
        tolerance=5 * FACTOR,
        limits=ranges_of("staple_mm:29000000:;trash_pct::3500000"),
        measured={
            "staple_mm": Measured("Staple", Better.HIGHER), "trash_pct": Measured("Trash", Better.LOWER),
        },
        window=(date(2026, 12, 1), date(2026, 12, 15)),
        kind=("S-6", ""),
        digits=2,
        least_percent=20,
        room=room if side is Side.BUY else None,
    )  # fmt: skip


def ranked(one: Subject, rows: list[Row], most: int) -> Ranking:
    return rank(one, rows, PARTIES, terms_of, window_of, most)


@given(
    rows=st.lists(said_rows, max_size=40),
    side=st.sampled_from(Side),
    price=st.none() | st.integers(40_000, 70_000),
    room=st.none() | st.just(900_000_000),
)
def test_many_at_once_are_told_what_each_is_told_alone(
    rows: list[Row], side: Side, price: int | None, room: int | None
) -> None:
    rows = [row._replace(id=at) for at, row in enumerate(rows)]
    held = subject(side, price, room)
    found = ranked(held, rows, len(rows))
    alone = {row.id: ranked(held, [row], 1) for row in rows}
    told = {row[0]: found.reasons_of(row) for row, _ in found.refused}
    assert told == {id_: one.reasons_of(rows[id_]) for id_, one in alone.items() if one.refused}
    assert found.passed == len(rows) - len(told) == len(found.best)
    for row, first in found.refused:
        every = found.reasons_of(row)
        assert every[: len(first)] == first
        # An offer is counted for its first reason, and a filter names itself once.
        assert len({name for name, _ in every}) == len(every)
    for fit in found.best:
        assert found.reasons_of(fit.row) == ()
        (single,) = alone[fit.row.id].best
        assert (fit.landed, fit.points[1:]) == (single.landed, single.points[1:])
        assert fit.landed == exact(held, fit.row)
    order = [score(held, fit) for fit in found.best]
    assert order == sorted(order)
    assert ranked(held, rows, 3).best == found.best[:3]


def score(held: Subject, fit: Any) -> tuple[Any, ...]:
    """What the order goes by: points, then the better landed price, then who spoke first."""
    sign = 1 if held.buys else -1
    landed = (1, 0) if fit.landed is None else (0, sign * fit.landed)
    return -sum(fit.points), landed, fit.row.offered_at, fit.row.id


def exact(held: Subject, row: Row) -> int | None:
    """The landed price in millionths, by the exact sum."""
    if row.price is None:
        return None
    found = landing(terms_of(row.terms), held.market)
    assert found is not None
    return int(found.of(Decimal(row.price) / FACTOR) * Fraction(FACTOR) // 1)
