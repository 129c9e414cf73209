"""Contracts made on a device: the number on the paper stays, and lots are promised once all the same."""

from __future__ import annotations

import pytest

from rayafin_desktop.base.errors import RuleBroken
from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.features.payments.voiding import VoidedLine, VoidNumbers
from rayafin_desktop.features.trades.content import TradeLotContent
from rayafin_desktop.features.trades.numbers import run_of
from rayafin_desktop.features.trades.queries import trade_detail
from rayafin_desktop.features.trades.rules import Numbered
from tests.away import Away, away
from tests.books import Office

from .desk import desk

pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def number(device: Away, n: int, written: str = "") -> TakenNumber:
    year = f"26-27/{device.prefix}"
    return TakenNumber(run_of(Numbered.TRADE), year, n, written or f"CN/26-27/{device.prefix}/{n:04}")


def test_the_number_of_a_device_stays_and_the_office_counts_on(office: Office) -> None:
    d = desk(office)
    device = away(office)
    made = device.do(d.contract())
    first = office.ask(trade_detail, made).trade.number
    assert device.prefix in first
    assert device.codes == ["number.changed"]  # it had said none
    again = device.do(d.contract(), number(device, 5, first.replace("0001", "0005")))
    assert office.ask(trade_detail, again).trade.number == first.replace("0001", "0005")
    assert device.codes == []
    assert office.ask(trade_detail, d.made()).trade.number == "CN/26-27/0001"


def test_what_two_promise_is_refused_for_the_later_one(office: Office) -> None:
    d = desk(office)
    device = away(office)
    d.made(lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=80),))
    with pytest.raises(RuleBroken) as refused:
        device.do(d.contract(lots=(TradeLotContent(lot_id=d.lots["27/A"], packages=80),)))
    assert [problem.code for problem in refused.value.problems] == ["lot.not_enough"]


def test_the_number_of_a_refused_contract_is_void(office: Office) -> None:
    d = desk(office)
    device = away(office)
    lost = number(device, 3)
    line = VoidedLine(series_id=lost.series_id, year=lost.year, n=lost.n, number=lost.number)
    command = VoidNumbers(
        prefix=device.prefix, operation_id=device.id, reason="lot.not_enough", numbers=(line,)
    )
    office.app.execute(command, the_book(office.company_id))
    made = device.do(d.contract())
    assert office.ask(trade_detail, made).trade.number.endswith("0004")
