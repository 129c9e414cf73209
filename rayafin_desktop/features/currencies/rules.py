"""What an exchange rate must be. Knows no database."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import is_exact
from rayafin_desktop.base.quantity import LARGEST, SCALE

_CODE = re.compile(r"[A-Z]{3}")


def is_currency_code(code: str) -> bool:
    """Whether this has the shape of an ISO 4217 code."""
    return _CODE.fullmatch(code) is not None


def rate_problems(currency: str, rate: Decimal, own: str, at: str = "") -> list[Problem]:
    """What is wrong with a rate of `currency` in a company that keeps its books in `own`.

    Rates have at most six decimals (rules.md 2.9). `at` is put before the names of fields.
    """
    found: list[Problem] = []
    if not is_currency_code(currency):
        found.append(Problem("exchange_rate.currency_invalid", f"{at}currency", {"currency": currency}))
    elif currency == own:
        found.append(Problem("exchange_rate.own_currency", f"{at}currency", {"currency": own}))
    if not rate.is_finite() or rate <= 0 or rate > LARGEST:
        found.append(Problem("exchange_rate.not_positive", f"{at}rate"))
    elif not is_exact(rate, SCALE):
        found.append(Problem("exchange_rate.too_many_decimals", f"{at}rate", {"decimals": SCALE}))
    return found


def earliest_usable(day: date, keeps_days: int) -> date:
    """The oldest day whose rate may still stand for `day`; 0 wants a rate of the day itself."""
    return day - timedelta(days=max(keeps_days, 0))
