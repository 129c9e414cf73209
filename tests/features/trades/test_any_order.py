"""Deliveries in any order, taken and given back: figures and lots are always the plain sums."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.lots.model import Lot
from rayafin_desktop.features.trades.content import TradeLotContent
from rayafin_desktop.features.trades.delivering import give_back_delivery, take_delivery
from rayafin_desktop.features.trades.queries import trade_detail
from rayafin_desktop.features.trades.rules import TradeState
from tests.books import Office

from .desk import Desk, desk, working

_count = itertools.count(1)
known: dict[str, Desk] = {}  # one desk for all examples of a book
Load = tuple[int, int, int]  # packages of the first lot, of the second, kilograms beside the nominal weight


def two_lots(work: Work, d: Desk) -> dict[str, UUID]:
    """Lots of this example alone."""
    return {
        name: work.new(
            Lot,
            lot_no=f"{name}{next(_count)}",
            party_id=d.seller,
            commodity_id=d.cotton,
            packages=100,
            currency="INR",
        ).id
        for name in ("A", "B")
    }


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_order_comes_back_to_the_start(office: Office, data: st.DataObject) -> None:
    d = known.get(office.location) or known.setdefault(office.location, desk(office))
    d.lots |= working(office, lambda work: two_lots(work, d))
    lots = d.lots["A"], d.lots["B"]
    made = d.made(lots=tuple(TradeLotContent(lot_id=lot, packages=100) for lot in lots))
    before = office.ask(trade_detail, made).trade
    on_road: list[Load] = []

    def figures(load: Load) -> tuple[list[tuple[UUID, int]], Decimal, int, int]:
        first, second, more = load
        kg = Decimal(170 * (first + second) + more)
        parts = [(lot, packages) for lot, packages in zip(lots, (first, second), strict=True) if packages]
        return parts, kg, int(kg * 17_294), first + second

    def moved(job: Callable[..., object], load: Load) -> None:
        working(office, lambda work: job(work, made, *figures(load)))

    for _ in range(data.draw(st.integers(1, 8))):
        gives_back = data.draw(st.booleans())
        if on_road and gives_back:
            load = on_road.pop(data.draw(st.integers(0, len(on_road) - 1)))
            moved(give_back_delivery, load)
        else:
            load = (
                data.draw(st.integers(0, 60)),
                data.draw(st.integers(1, 60)),
                data.draw(st.integers(-50, 50)),
            )
            too_much = any(sum(one[at] for one in (*on_road, load)) > 100 for at in (0, 1))
            if too_much:
                with pytest.raises(RayafinError):
                    moved(take_delivery, load)
                continue
            moved(take_delivery, load)
            on_road.append(load)
        now = office.ask(trade_detail, made).trade
        sums = [figures(one) for one in on_road]
        assert now.delivered_kg == sum((kg for _, kg, _, _ in sums), Decimal(0))
        assert now.delivered_minor == sum(minor for _, _, minor, _ in sums)
        assert now.delivered_packages == sum(packages for _, _, _, packages in sums)
        expected = TradeState.PART_DELIVERED if on_road else TradeState.OPEN
        assert now.state is (TradeState.DELIVERED if now.delivered_packages >= 285 else expected)
        gone = [sum(one[at] for one in on_road) for at in (0, 1)]
        assert [d.lot("A").delivered, d.lot("B").delivered] == gone
        assert [d.lot("A").reserved, d.lot("B").reserved] == [100 - gone[0], 100 - gone[1]]
    for load in on_road:
        moved(give_back_delivery, load)
    after = office.ask(trade_detail, made).trade
    assert (after.state, after.delivered_kg, after.delivered_minor, after.closed_on) == (
        before.state,
        before.delivered_kg,
        before.delivered_minor,
        before.closed_on,
    )
    assert after.content_hash == before.content_hash
