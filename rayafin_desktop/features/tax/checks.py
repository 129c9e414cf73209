"""What is wrong with a tax code's dated rates. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import is_exact
from rayafin_desktop.base.quantity import SCALE

from .categories import DatedRate, TaxCategory

HIGHEST_PERCENT = 1000


def rate_problems(category: TaxCategory, rates: Sequence[DatedRate]) -> list[Problem]:
    """Problems of all rates at once, each tied to its field (`rates.1.rate`)."""
    problems: list[Problem] = []
    begun = set()
    for index, rate in enumerate(rates):
        at = f"rates.{index}"
        for name, value in (("rate", rate.rate), ("cess_rate", rate.cess_rate)):
            if not value.is_finite() or not 0 <= value <= HIGHEST_PERCENT:
                problems.append(Problem("tax_rate.out_of_range", f"{at}.{name}"))
            elif not is_exact(value, SCALE):
                problems.append(Problem("number.too_many_decimals", f"{at}.{name}", {"digits": SCALE}))
            elif value and not category.bears_tax:
                problems.append(Problem("tax_rate.category_bears_none", f"{at}.{name}"))
        if rate.until_on is not None and rate.until_on < rate.from_on:
            problems.append(Problem("tax_rate.ends_before_it_begins", f"{at}.until_on"))
        if rate.from_on in begun:
            problems.append(Problem("tax_rate.two_from_one_day", f"{at}.from_on", {"from_on": rate.from_on}))
        begun.add(rate.from_on)
    return problems
