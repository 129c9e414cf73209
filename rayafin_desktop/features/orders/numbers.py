"""Numbers of quotes and orders: a counter per kind and financial year, moved with the document.

They are not documents of the tax law: a number may stay unused, and later days may come first.
"""

from __future__ import annotations

import dataclasses
from datetime import date

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.work import Read, Work

from ..billing.numbering import format_number, template_problems
from ..billing.sources import seller_of
from .model import OrderCounter
from .rules import OrderKind
from .settings import ORDER_FORMAT, QUOTE_FORMAT

_FORMATS = {OrderKind.QUOTE: QUOTE_FORMAT, OrderKind.ORDER: ORDER_FORMAT}


def take_number(work: Work, kind: OrderKind, on: date) -> str:
    """The next number for a quote or an order of this day; RuleBroken when the format writes none."""
    template = _template(work, kind)
    year = fiscal_year_of(on, seller_of(work).first_month)
    counter = work.find(OrderCounter, kind=kind, year=year.label)
    if counter is None:
        counter = work.new(OrderCounter, kind=kind, year=year.label, next_n=1)
    work.save(dataclasses.replace(counter, next_n=counter.next_n + 1))
    return format_number(template, counter.next_n, on, year)


def next_number(read: Read, kind: OrderKind, on: date) -> str:
    """The number that would be given now; empty when the format writes none."""
    template = read.setting(_FORMATS[kind])
    if template_problems(template, rolls_yearly=True):
        return ""
    year = fiscal_year_of(on, seller_of(read).first_month)
    counter = read.find(OrderCounter, kind=kind, year=year.label)
    return format_number(template, counter.next_n if counter else 1, on, year)


def _template(read: Read, kind: OrderKind) -> str:
    template = read.setting(_FORMATS[kind])
    if template_problems(template, rolls_yearly=True):
        raise RuleBroken([Problem("order.format_invalid", "number", {"template": template})])
    return template
