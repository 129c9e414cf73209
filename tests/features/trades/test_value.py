"""What a contract is estimated at, against plain fractions; brokerage per side against plain sums."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.base.units import TradeUnit
from rayafin_desktop.features.commodities.rules import Side
from rayafin_desktop.features.trades.brokerages import brokerage_due
from rayafin_desktop.features.trades.contracts import valued
from rayafin_desktop.features.trades.model import Trade, TradeBrokerage
from rayafin_desktop.features.trades.rules import BrokerageBasis

from .test_rules import decimals, rounded

NOBODY = UUID(int=1)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
WEIGHTS = {
    TradeUnit.KG: Fraction(1),
    TradeUnit.QTL: Fraction(100),
    TradeUnit.MT: Fraction(1000),
    TradeUnit.LB: Fraction(45359237, 10**8),
    TradeUnit.CANDY: Fraction(35561641808, 10**8),
    TradeUnit.MAUND: Fraction(373242, 10**4),
}


def contract(
    quantity: Decimal, unit: TradeUnit, price: Decimal, price_unit: TradeUnit, currency: str, agreed: str = ""
) -> Trade:
    return Trade(
        id=NOBODY,
        company_id=1,
        created_at=NOW,
        updated_at=NOW,
        number="X",
        traded_on=date(2026, 11, 21),
        commodity_id=NOBODY,
        buyer_id=NOBODY,
        quantity=quantity,
        unit=unit,
        package_kg=Decimal("170.5"),
        price=price,
        price_unit=price_unit,
        kg_per_price_unit=agreed,
        currency=currency,
    )


@given(
    st.integers(1, 10**6),
    st.sampled_from([TradeUnit.BALE, TradeUnit.QTL, TradeUnit.MT, TradeUnit.CANDY]),
    decimals("0.01", "99999", 6),
    st.sampled_from(list(WEIGHTS)),
    st.sampled_from(["INR", "USD", "KWD", "JPY"]),
    st.sampled_from(["", "355.62", "37.36"]),
)
def test_weight_and_value_are_exact_and_rounded_once(
    quantity: int, unit: TradeUnit, price: Decimal, price_unit: TradeUnit, currency: str, agreed: str
) -> None:
    found = valued(contract(Decimal(quantity), unit, price, price_unit, currency, agreed))
    each = Fraction(agreed) if agreed else WEIGHTS[price_unit]
    weight = quantity * (Fraction("170.5") if unit is TradeUnit.BALE else WEIGHTS[unit])
    if unit is price_unit:
        weight = quantity * each  # what was agreed for a unit is agreed for the quantity, too
    assert found.est_weight_kg == Decimal(rounded(weight * 10**6)).scaleb(-6)
    exact = weight / each * Fraction(price) * 10 ** currency_digits(currency)
    assert found.est_value_minor == rounded(exact)


@given(
    st.lists(st.integers(0, 10**10), min_size=1, max_size=6),
    decimals("0", "5", 4),
    decimals("0", "5", 4),
)
def test_each_side_pays_on_its_own_rate(values: list[int], buys: Decimal, sells: Decimal) -> None:
    """On the sum of deliveries a side pays its percent of the sum, whatever the other side pays."""
    trade = contract(Decimal(10), TradeUnit.MT, Decimal(1), TradeUnit.MT, "INR")
    for side, rate in ((Side.BUY, buys), (Side.SELL, sells)):
        one = TradeBrokerage(
            company_id=1, trade_id=NOBODY, line_no=1, side=side, basis=BrokerageBasis.PERCENT, rate=rate
        )
        whole = brokerage_due(trade, one, sum(values), Decimal(0), 0)
        assert whole == rounded(Fraction(sum(values)) * Fraction(rate) / 100)
        parts = sum(brokerage_due(trade, one, value, Decimal(0), 0) for value in values)
        assert abs(parts - whole) <= len(values)  # only the rounding of each bill lies between
