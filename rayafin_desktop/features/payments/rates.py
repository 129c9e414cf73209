"""The exchange rate of a payment: as entered, else that of its day; never 1 for a foreign currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.work import Read

from ..currencies.queries import RateFound, own_currency, rate_on

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class RateTaken:
    """The rate a payment is posted at, company currency per unit, and the table's row it is of, if it was
    left out."""

    rate: Decimal
    found: RateFound | None = None


def rate_taken(
    read: Read, currency: str, entered: Decimal | None, on: date, problems: list[Problem]
) -> RateTaken:
    """The rate to post at; where there is none a problem (`payment.rate_missing`), and 1 to go on with."""
    if currency == own_currency(read):
        return RateTaken(_ONE)
    found = rate_on(read, currency, on) if entered is None else None
    rate = entered if found is None else found.rate
    if rate is None or rate <= 0:
        problems.append(Problem("payment.rate_missing", "rate", {"currency": currency}))
        return RateTaken(_ONE)
    return RateTaken(rate, found)
