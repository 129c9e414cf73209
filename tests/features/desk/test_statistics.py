"""The desk's figures are the sums of the contracts they speak of."""

from datetime import date
from decimal import Decimal

from rayafin_desktop.features.companies.queries import company_detail
from rayafin_desktop.features.desk.statistics import desk_statistics
from rayafin_desktop.features.trades.ending import CancelTrade
from rayafin_desktop.features.trades.model import Trade, TradeState
from tests.books import Office
from tests.features.trades.desk import desk


def test_figures_of_the_month_and_of_what_is_open(office: Office) -> None:
    dealing = desk(office)
    early = dealing.made(traded_on=date(2026, 10, 30), delivery_to=date(2026, 11, 22))
    this_month = dealing.made(quantity=Decimal(100))
    foreign = dealing.made(quantity=Decimal(50), currency="USD", price=Decimal(700))
    gone = dealing.made(quantity=Decimal(40))
    office.do(CancelTrade(id=gone, reason="Both let go"))
    office.clock.advance(days=2)
    with office.app.read(office.owner) as read:
        found = desk_statistics(read)
        own = company_detail(read).currency
        trades = {one.id: one for one in read.all(Trade)}
    assert trades[gone].state is TradeState.CANCELLED
    month = [trades[this_month], trades[foreign]]
    open_ = [trades[early], *month]
    assert found.month_trades == 2
    assert found.month_minor == sum(one.est_value_minor for one in month if one.currency == own)
    assert found.month_kg == sum(one.est_weight_kg for one in month)
    assert found.open_trades == 3
    assert found.open_minor == sum(one.est_value_minor for one in open_ if one.currency == own)
    assert (found.late, found.unconfirmed) == (1, 3)


def test_a_desk_without_contracts_has_figures_of_nothing(office: Office) -> None:
    found = office.ask(desk_statistics)
    assert (found.month_trades, found.month_minor, found.month_kg) == (0, 0, Decimal(0))
    assert (found.open_trades, found.open_minor, found.late, found.unconfirmed) == (0, 0, 0, 0)
