"""What a contract's brokerage comes to, and which rates are usual for whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from rayafin_desktop.base.money import currency_digits
from rayafin_desktop.engine.work import Read

from ..commodities.rules import Side
from .content import BrokerageContent
from .model import BrokerageRate, Trade, TradeBrokerage
from .quantities import agreed_weight
from .rules import Measure, brokerage_minor

_R = BrokerageRate.c


def brokerage_due(
    trade: Trade, brokerage: TradeBrokerage, base_minor: int, kg: Decimal, packages: int
) -> int:
    """What one side's brokerage comes to on goods of a value, weight and number of packages.

    In minor units of the contract's currency, rounded once; a lump is due whole whatever is given.
    """
    return brokerage_minor(
        brokerage.basis,
        brokerage.rate,
        brokerage.unit,
        base_minor=base_minor,
        measure=Measure(kg=kg, packages=packages),
        digits=currency_digits(trade.currency),
        package_kg=trade.package_kg,
        agreed=agreed_weight(trade, brokerage.unit),
    )


def usual_brokerages(
    read: Read, commodity_id: UUID, buyer_id: UUID | None, seller_id: UUID | None, on: date
) -> tuple[BrokerageContent, ...]:
    """The brokerage each side usually pays on a day; none for our own firm.

    Of a side's rates the narrowest that fits counts, then the latest one.
    """
    found = []
    for side, party_id in ((Side.BUY, buyer_id), (Side.SELL, seller_id)):
        rate = None if party_id is None else usual_rate(read, side, party_id, commodity_id, on)
        if rate is not None and rate.rate:
            found.append(
                BrokerageContent(
                    side=side, basis=rate.basis, rate=rate.rate, unit=rate.unit, trigger=rate.trigger
                )
            )
    return tuple(found)


def usual_rate(read: Read, side: Side, party_id: UUID, commodity_id: UUID, on: date) -> BrokerageRate | None:
    """The rate that fits a side, a party and a commodity most narrowly on a day."""
    rates = read.all(
        BrokerageRate,
        _R.side == side,
        _R.is_active,
        _R.from_on <= on,
        (_R.party_id == party_id) | _R.party_id.is_(None),
        (_R.commodity_id == commodity_id) | _R.commodity_id.is_(None),
    )
    return max(rates, key=_narrowness, default=None)


def _narrowness(rate: BrokerageRate) -> tuple[bool, bool, date, str]:
    return rate.party_id is not None, rate.commodity_id is not None, rate.from_on, rate.id.hex
