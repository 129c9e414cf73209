"""What an item and a unit must be; values in, problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.base.money import is_exact
from rayafin_desktop.base.quantity import LARGEST, SCALE

# Tariff codes of all levels: chapters of two digits to national lines of ten.
_TARIFF = re.compile(r"[0-9]{2,10}")
LONGEST_NAME = 200
LONGEST_CODE = 40


def text_problems(code: str, name: str) -> Iterator[Problem]:
    """What is wrong with code and name; an empty code is given out later."""
    if not name:
        yield Problem("item.name_missing", "name")
    if len(name) > LONGEST_NAME:
        yield Problem("item.text_too_long", "name", {"limit": LONGEST_NAME})
    if len(code) > LONGEST_CODE:
        yield Problem("item.text_too_long", "code", {"limit": LONGEST_CODE})


def price_problem(price: Decimal | None, field: str) -> Iterator[Problem]:
    """A price is zero or more, with at most six decimals."""
    if price is None:
        return
    if not price.is_finite() or not 0 <= price <= LARGEST:
        yield Problem("item.price_invalid", field)
    elif not is_exact(price, SCALE):
        yield Problem("item.too_many_decimals", field, {"digits": SCALE})


def hsn_problem(hsn: str) -> Iterator[Problem]:
    """A tariff code is digits only."""
    if hsn and not _TARIFF.fullmatch(hsn):
        yield Problem("item.hsn_invalid", "hsn", {"hsn": hsn})


def unit_problems(code: str, name: str, decimals: int, gst_code: str, unece_code: str) -> Iterator[Problem]:
    """What is wrong with a unit."""
    if not 1 <= len(code) <= 20:
        yield Problem("unit.code_invalid", "code")
    if not 1 <= len(name) <= LONGEST_NAME:
        yield Problem("unit.name_missing", "name")
    if not 0 <= decimals <= SCALE:
        yield Problem("unit.decimals_invalid", "decimals", {"most": SCALE})
    for field, value in (("gst_code", gst_code), ("unece_code", unece_code)):
        if len(value) > 3:
            yield Problem("unit.standard_code_invalid", field)
