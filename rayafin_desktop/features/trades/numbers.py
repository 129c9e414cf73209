"""Numbers of the trade desk's papers: a counter per kind and financial year, moved with the paper.

They are not documents of the tax law: a number may stay unused, and later days may come first.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from uuid import UUID, uuid5

from rayafin_desktop.base.dates import fiscal_year_of
from rayafin_desktop.base.errors import Problem, RuleBroken
from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.settings import Setting
from rayafin_desktop.engine.work import Read, Work

from ..billing.apart import LARGEST_JUMP, given, offered, void
from ..billing.numbering import for_device, format_number, template_problems
from ..billing.sources import seller_of
from ..payments.happenings import NumberRefused
from .model import TradeCounter
from .rules import Numbered
from .settings import CLAIM_FORMAT, DELIVERY_FORMAT, OFFER_FORMAT, TRADE_FORMAT

_FORMATS: dict[Numbered, Setting[str]] = {
    Numbered.OFFER: OFFER_FORMAT,
    Numbered.TRADE: TRADE_FORMAT,
    Numbered.DELIVERY: DELIVERY_FORMAT,
    Numbered.CLAIM: CLAIM_FORMAT,
}
_RUNS = UUID("6d0f1c9e-5b2a-4d37-9a4e-2c8a71b3e6f5")


def take_number(work: Work, kind: Numbered, on: date) -> str:
    """The next number for a paper of this day; RuleBroken `trade.format_invalid` when the format writes none.

    A device of a shared company counts apart and puts its prefix in; what it gave is kept on the server.
    """
    prefix = "" if work.device is None else work.device.prefix
    template = for_device(_template(work, kind), prefix)
    year = fiscal_year_of(on, seller_of(work).first_month)
    label = device_year(year.label, prefix)
    counter = work.find(TradeCounter, kind=kind, year=label)
    if counter is None:
        counter = work.new(TradeCounter, kind=kind, year=label, next_n=1)
    run_id = run_of(kind)
    taken = offered(work, lambda one: one.series_id == run_id)
    got = given(
        work,
        run_id,
        label,
        counter.next_n,
        lambda n: format_number(template, n, on, year, prefix),
        taken,
    )
    work.save(dataclasses.replace(counter, next_n=got.n + 1))
    return got.number


def device_year(label: str, prefix: str) -> str:
    """The year a counter is kept under: `26-27` of the office, `26-27/A1` of a device."""
    return f"{label}/{prefix}" if prefix else label


def run_of(kind: Numbered) -> UUID:
    """The id by which operations name a run of numbers; the same on every machine."""
    return uuid5(_RUNS, kind.value)


def move_trade_counter(work: Work, series_id: UUID, year: str, prefix: str, n: int) -> range | None:
    """Let a device's run go on behind `n`, answering the numbers left out; None if it is none of its runs."""
    kind = next((one for one in Numbered if run_of(one) == series_id), None)
    if kind is None or not prefix or not year.endswith(f"/{prefix}"):
        return None
    counter = work.find(TradeCounter, kind=kind, year=year)
    next_n = 1 if counter is None else counter.next_n
    if not next_n <= n <= next_n + LARGEST_JUMP:
        return None
    if counter is None:
        work.new(TradeCounter, kind=kind, year=year, next_n=n + 1)
    else:
        work.save(dataclasses.replace(counter, next_n=n + 1))
    return range(next_n, n)


def on_number_refused(happening: NumberRefused, work: Work) -> None:
    """Move a run past a number of a refused operation, and write down that no paper has it."""
    refused = happening.number
    skipped = move_trade_counter(work, refused.series_id, refused.year, happening.prefix, refused.n)
    if skipped is not None:
        numbers = [TakenNumber(refused.series_id, refused.year, n, "") for n in skipped]
        void(work, [*numbers, refused], happening.reason, happening.operation_id)


def next_number(read: Read, kind: Numbered, on: date) -> str:
    """The number that would be given now; empty when the format writes none."""
    template = read.setting(_FORMATS[kind])
    if template_problems(template, rolls_yearly=True):
        return ""
    year = fiscal_year_of(on, seller_of(read).first_month)
    counter = read.find(TradeCounter, kind=kind, year=year.label)
    return format_number(template, counter.next_n if counter else 1, on, year)


def _template(read: Read, kind: Numbered) -> str:
    template = read.setting(_FORMATS[kind])
    if template_problems(template, rolls_yearly=True):
        raise RuleBroken([Problem("trade.format_invalid", "number", {"template": template})])
    return template
