"""Voiding numbers: what the server writes down when it refuses an operation that gave numbers out.

They stand on paper that means nothing any more. The counters move past them, so that no other document gets
them, and the register of numbers says why each is void.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.ids import new_id
from rayafin_desktop.engine.commands import Command, Offline
from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.work import Work

from ..billing.apart import LARGEST_JUMP, void
from ..billing.model import SeriesCounter
from ..billing.series import all_series, counter_of
from ..orders.numbers import move_order_counter
from .happenings import NumberRefused
from .model import VoucherCounter
from .numbers import FURTHER_SERIES, TEMPLATES, device_series, move_counter, voucher_series


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedLine:
    """A number as the device's operation named it."""

    series_id: UUID
    year: str
    n: int
    number: str


@dataclass(frozen=True, kw_only=True)
class VoidNumbers(Command[int]):
    """Void the numbers of a refused operation of the device with this prefix; answers how many.

    `reason` is the code of the refusal. Numbers of other series than the device's own, used ones and ones
    far ahead of the counter are passed over: they were never its to give.
    """

    permission: ClassVar[str] = "number.void"
    offline: ClassVar[Offline] = Offline.SERVER
    prefix: str
    operation_id: UUID
    reason: str
    numbers: tuple[VoidedLine, ...]


def void_numbers(command: VoidNumbers, work: Work) -> int:
    if not command.prefix:
        return 0
    count = 0
    for line in sorted(command.numbers, key=lambda one: (one.series_id, one.year, one.n)):
        skipped = _moved_past(work, command.prefix, line)
        if skipped is None:
            # A series of a feature above, or none of the device's.
            work.announce(
                NumberRefused(
                    prefix=command.prefix,
                    operation_id=command.operation_id,
                    reason=command.reason,
                    number=TakenNumber(line.series_id, line.year, line.n, line.number),
                )
            )
        else:
            numbers = [TakenNumber(line.series_id, line.year, n, "") for n in skipped]
            numbers.append(TakenNumber(line.series_id, line.year, line.n, line.number))
            count += void(work, numbers, command.reason, command.operation_id)
    return count


def _moved_past(work: Work, prefix: str, line: VoidedLine) -> range | None:
    """Move the counter past a number and answer those left out before it; None if it is not to be voided."""
    series = all_series(work).get(line.series_id)
    if series is not None:
        if series.device != prefix:
            return None
        counter = counter_of(work, line.series_id, line.year)
        next_n = 1 if counter is None else counter.next_n
        if not next_n <= line.n <= next_n + LARGEST_JUMP:
            return None
        if counter is None:
            work.add(
                SeriesCounter(
                    id=new_id("series_counter"),
                    company_id=work.company_id,
                    created_at=work.now,
                    updated_at=work.now,
                    series_id=line.series_id,
                    year=line.year,
                    next_n=line.n + 1,
                )
            )
        else:
            work.save(dataclasses.replace(counter, next_n=line.n + 1))
        return range(next_n, line.n)
    for name in (*TEMPLATES, *FURTHER_SERIES):
        key = device_series(name, prefix)
        if voucher_series(key) == line.series_id:
            found = work.find(VoucherCounter, series=key, year=line.year)
            next_n = 1 if found is None else found.next_n
            if not next_n <= line.n <= next_n + LARGEST_JUMP:
                return None
            move_counter(work, key, line.year, line.n + 1)
            return range(next_n, line.n)
    return move_order_counter(work, line.series_id, line.year, prefix, line.n)
