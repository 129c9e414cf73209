"""`bench`: what is measured, in which order, and how it is told."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rayafin_desktop.cli.terminal import Terminal
from rayafin_desktop.cli.usage import Options, add_globals, natural

from .figures import FLUSH_RIGHT, HEADS, Figure, table_rows

if TYPE_CHECKING:
    from .stage import Stage

PARTS = {
    "post": "one invoice recorded and posted, on an empty book and on the filled one",
    "allocate": "a payment over one to three invoices",
    "syncs": "syncs per posted invoice, counted",
    "import": "the wide door",
    "reports": "financial statements, aging, open items, statement",
    "lists": "pages and searches",
    "pdf": "one document, and a page of many",
    "size": "bytes per invoice",
    "sync": "what a device did, sent and confirmed",
    "server": "a page read and an invoice posted over HTTP",
    "matching": "open offers held against one bid",
    "start": "cold start of the window, and its memory",
    "stall": "how long the window ever stands still",
    "trade": "trade messages read",
}
WITHOUT_BOOK = frozenset({"trade"})
IN_OFFICE = ("post", "allocate", "import", "reports", "lists")  # what an office database is measured for
INVOICES = 10_000


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    bench = commands.add_parser(
        "bench",
        help="the program's own figures, each beside what the bare libraries need",
        description="Makes a book of its own in a temporary folder, measures it and removes it again.",
    )
    bench.add_argument(
        "--invoices", type=natural, default=INVOICES, metavar="N", help=f"how many ({INVOICES})"
    )
    bench.add_argument(
        "--only",
        action="append",
        choices=tuple(PARTS),
        metavar="NAME",
        help="only this; repeatable",
    )
    bench.add_argument(
        "--postgres", default="", metavar="URL", help="measure this empty office database, too"
    )
    add_globals(bench, first=False)
    bench.set_defaults(carry_out=run_bench)


def run_bench(options: Options, terminal: Terminal) -> int:
    """`bench`: progress on stderr, figures on stdout. A missed goal is a figure, not a failure."""
    wanted = tuple(part for part in PARTS if not options.only or part in options.only)
    with tempfile.TemporaryDirectory(prefix="rayafin-bench-", ignore_cleanup_errors=True) as place:
        found = {"sqlite": list(_on_file(Path(place), options.invoices, wanted, terminal))}
        if options.postgres:
            found["postgresql"] = list(
                _on_server(options.postgres, Path(place), options.invoices, wanted, terminal)
            )
    if terminal.as_json:
        figures = {store: [one.as_json() for one in some] for store, some in found.items()}
        terminal.json({"ok": True, "invoices": options.invoices, "figures": figures})
        return 0
    for store, some in found.items():
        terminal.line(f"{options.invoices:,} invoices, {store}")
        terminal.table(HEADS, table_rows(some), FLUSH_RIGHT)
        terminal.line()
    return 0


def _on_file(folder: Path, count: int, wanted: tuple[str, ...], terminal: Terminal) -> Iterator[Figure]:
    if "trade" in wanted:
        from . import trade

        terminal.say(PARTS["trade"])
        yield from trade.messages()
    if WITHOUT_BOOK.issuperset(wanted):
        return
    from . import syncs, window
    from .stage import bare_in, book_in, sqlite_stage

    with sqlite_stage(folder, count, terminal) as stage:
        yield from _on_stage(stage, wanted)
        invoices = stage.floor.invoices
    if "syncs" in wanted:
        terminal.say("counting syncs")
        yield from syncs.syncs(folder)
    if "size" in wanted:
        yield Figure(
            name="bytes per invoice",
            value=book_in(folder).stat().st_size / invoices,
            unit="B",
            floor=bare_in(folder).stat().st_size / invoices,
            goal=2.5,
        )
    if {"sync", "server"} & {*wanted}:
        from . import shared

        if "sync" in wanted:
            terminal.say("syncing a device")
            yield from shared.confirmed(folder, count)
        if "server" in wanted:
            terminal.say("asking a server")
            yield from shared.served(folder)
    if "matching" in wanted:
        from .matching import matching

        terminal.say("matching offers")
        yield from matching(folder, count)
    if "start" in wanted:
        terminal.say("starting windows")
        yield from window.start_and_memory(book_in(folder))
    if "stall" in wanted:
        terminal.say("working in the window")
        yield from window.stall(book_in(folder))


def _on_server(
    location: str, folder: Path, count: int, wanted: tuple[str, ...], terminal: Terminal
) -> Iterator[Figure]:
    from .stage import postgres_stage

    with postgres_stage(location, folder, count, terminal) as stage:
        yield from _on_stage(stage, tuple(part for part in wanted if part in IN_OFFICE))


def _on_stage(stage: Stage, wanted: tuple[str, ...]) -> Iterator[Figure]:
    """The parts that need the opened book; it is filled whatever is wanted."""
    from . import paper, reading, writing

    say = stage.terminal.say
    at_start = None
    if "post" in wanted:
        say("posting on the empty book")
        at_start = writing.post(stage)
    imported = list(writing.import_workload(stage))
    if {"post", "allocate"} & {*wanted} and stage.is_file:
        yield from writing.disk(stage)
    stage.floor.derive()
    if "allocate" in wanted:
        say("receiving payments")
        yield from writing.allocate(stage)
    if at_start is not None:
        say("posting on the filled book")
        yield from writing.posting_figures(stage, at_start, writing.post(stage))
    if "import" in wanted:
        yield from imported
    for part, measure in (("reports", reading.reports), ("lists", reading.lists), ("pdf", paper.pdf)):
        if part in wanted:
            say(PARTS[part])
            yield from measure(stage)
