"""Numbers given out apart: on devices of a shared company, and by the server for what they have done.

On a device every number that is taken is noted in its operation, for it stands on paper at once. Where the
server carries the operation out again, the document keeps that number; only when another document has it
already it gets the next free one, and the user is told (sync.md 2c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.operation import TakenNumber
from rayafin_desktop.engine.work import Work

from .model import VoidedNumber

# Numbers between the last one the server knows and the next one used are void and written down one by one;
# a device that leaves out more than this is not believed.
LARGEST_JUMP = 500


@dataclass(frozen=True, slots=True)
class Given:
    """The number a document gets, and its place in its series."""

    n: int
    number: str


def offered(work: Work, is_of: Callable[[TakenNumber], bool]) -> TakenNumber | None:
    """The first number of the device's operation not used yet for which `is_of` holds; it is used up."""
    if work.operation is None or not work.operation.is_replay:
        return None
    for one in work.operation.unused:
        if is_of(one):
            work.operation.unused.remove(one)
            return one
    return None


def given(
    work: Work,
    series_id: UUID,
    year: str,
    next_n: int,
    write: Callable[[int], str],
    taken: TakenNumber | None,
    is_sound: Callable[[str], bool] = bool,
) -> Given:
    """The number to use where `next_n` is the counter's next and `write` says how the n-th is written.

    `taken` is what the device used. It is kept when it is the series' own and free. A jump leaves void
    numbers behind, which are written down.
    """
    device = work.device
    if not work.is_replay or device is None:
        if device is not None and work.operation is not None:
            work.operation.numbers.append(TakenNumber(series_id, year, next_n, write(next_n)))
        return Given(next_n, write(next_n))
    if (
        taken is not None
        and (taken.series_id, taken.year) == (series_id, year)
        and next_n <= taken.n <= next_n + LARGEST_JUMP
        and _as_written(taken, write(taken.n), device.prefix, is_sound)
    ):
        gap = range(next_n, taken.n)
        void(work, (TakenNumber(series_id, year, n, write(n)) for n in gap), "number.skipped")
        return Given(taken.n, taken.number)
    number = write(next_n)
    work.adjusted("number.changed", "number", old="" if taken is None else taken.number, new=number)
    return Given(next_n, number)


def _as_written(taken: TakenNumber, expected: str, prefix: str, is_sound: Callable[[str], bool]) -> bool:
    """Whether the text is the n-th number's; the format may have changed since, the paper has not."""
    if taken.number == expected:
        return True
    return (
        bool(prefix)
        and prefix in taken.number
        and taken.number.endswith(str(taken.n))
        and is_sound(taken.number)
    )


def void(work: Work, numbers: Iterable[TakenNumber], reason: str, operation_id: UUID | None = None) -> int:
    """Write down that no document has these numbers; answers how many were not written down before."""
    if operation_id is None and work.operation is not None:
        operation_id = work.operation.id
    wanted = {(one.series_id, one.year, one.n): one for one in numbers}
    if not wanted:
        return 0
    c = VoidedNumber.c
    known = {
        tuple(row)
        for row in work.fetch(
            select(c.series_id, c.year, c.n).where(
                c.company_id == work.company_id, c.series_id.in_({series for series, _, _ in wanted})
            )
        )
    }
    count = 0
    for key, one in wanted.items():
        if key not in known:
            work.new(
                VoidedNumber,
                series_id=one.series_id,
                year=one.year,
                n=one.n,
                number=one.number[:40],
                reason=reason[:200],
                operation_id=operation_id,
            )
            count += 1
    return count
