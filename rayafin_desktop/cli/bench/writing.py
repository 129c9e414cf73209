"""Writing: an invoice posted, a payment allocated, many invoices imported.

What is written one by one waits for the disk each time, the bare rows just as long. On a slow or busy
disk that waiting is nearly all there is, and the ratio of the two comes near 1 whatever the program
does. So the goals are held against processor time; the clock stands beside it, and so does the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from .figures import Figure
from .stage import Stage
from .timing import Times, elapsed, in_turns, median, percentile, sync_times
from .workload import receipts, sales

WARM_UP, POSTS, RECEIPTS = 20, 300, 300
BATCH = 2_000
Both = tuple[Times, Times]
_Pair = tuple[Callable[[], object], Callable[[], object]]


def post(stage: Stage) -> Both:
    """Times of posting invoices one by one, and of writing their bare rows, in milliseconds."""
    for ours, floors in islice(_postings(stage), WARM_UP):
        ours()
        floors()
    return in_turns(islice(_postings(stage), POSTS))


def _postings(stage: Stage) -> Iterator[_Pair]:
    for sale in stage.extra:
        command, rows = stage.office.issuing(sale), stage.floor.rows_of([sale])
        yield (lambda c=command: stage.office.post(c), lambda r=rows: stage.floor.write(r))  # type: ignore[misc]


def posting_figures(stage: Stage, at_start: Both, at_end: Both) -> Iterator[Figure]:
    """One invoice recorded and posted: at the start of the book, at its end, and how flat it stayed."""
    yield from _one_by_one(stage, "post an invoice, empty book", at_start)
    yield from _one_by_one(stage, f"post an invoice, after {stage.count:,}", at_end)
    ours, floors = at_end
    tail = percentile(ours.cpu, 0.95) / median(ours.cpu)
    yield Figure(name="post: p95 over median, processor", value=tail, unit="x", goal=2)
    # Both moments had the machine's other work beside them: the floor's own change tells how much.
    drift = median(floors.cpu) / median(at_start[1].cpu)
    yield Figure(
        name="post: end over start, processor",
        value=median(ours.cpu) / median(at_start[0].cpu),
        unit="x",
        goal=1.2,
        note=f"floor itself {drift:.2f} x",
    )


def _one_by_one(stage: Stage, name: str, both: Both) -> Iterator[Figure]:
    """Processor time with the goal, the clock without; a server's work is on its own processor."""
    ours, floors = both
    yield Figure(
        name=f"{name}, processor",
        value=median(ours.cpu),
        unit="ms",
        floor=median(floors.cpu),
        goal=10 if stage.is_file else None,
    )
    yield Figure(
        name=f"{name}, clock",
        value=median(ours.wall),
        unit="ms",
        floor=median(floors.wall),
        note=f"p95 {percentile(ours.wall, 0.95):.3g} ms; with the disk's syncs",
    )


def disk(stage: Stage) -> Iterator[Figure]:
    """What the disk itself takes to keep something for good; each document waits for about one."""
    times = sync_times(stage.folder)
    yield Figure(
        name="one sync of this disk",
        value=median(times),
        unit="ms",
        note=f"p95 {percentile(times, 0.95):.3g} ms",
    )


def import_workload(stage: Stage) -> Iterator[Figure]:
    """Import the whole workload through the wide door, and its rows into the floor, batch by batch."""
    office, floor = stage.office, stage.floor
    stage.first_of_floor = floor.invoices + 1
    ours = floors = 0.0
    rest = sales(stage.count)
    while batch := list(islice(rest, BATCH)):
        command, rows = office.importing(batch), floor.rows_of(batch)
        ours += elapsed(lambda c=command, b=batch: office.import_batch(c, b))  # type: ignore[misc]
        floors += elapsed(lambda r=rows: floor.write(r))  # type: ignore[misc]
        stage.terminal.progress(len(office.invoices), stage.count, "import")
    yield Figure(
        name="import, validated and posted",
        value=stage.count / ours * 1000,
        unit="invoices/s",
        floor=stage.count / floors * 1000,
        goal=4,
        more_is_better=True,
    )


def allocate(stage: Stage) -> Iterator[Figure]:
    """Payments that settle one to three invoices, one by one, from all over the workload."""
    office, floor = stage.office, stage.floor
    sold = [(customer, on) for _, customer, on, _ in office.invoices]
    every = receipts(sold, stage.count)
    sample = every[:: max(1, len(every) // RECEIPTS)][:RECEIPTS]

    def payments() -> Iterator[_Pair]:
        for receipt in sample:
            command = office.receiving(receipt, office.owed(receipt))
            owed = [(stage.first_of_floor + at, office.invoices[at][3]) for at in receipt.sales]
            rows = floor.receipt_rows(receipt, owed)
            yield (
                lambda c=command: office.receive(c),  # type: ignore[misc]
                lambda r=rows, o=owed: floor.pay(r, o),  # type: ignore[misc]
            )

    yield from _one_by_one(stage, "receive a payment over 1-3 invoices", in_turns(payments()))
