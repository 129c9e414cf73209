"""The window on the bench book: how soon it is there, what it takes, and how long it ever stands still.

Each start is a process of its own, without a display, beside one that opens an empty Qt window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .figures import Figure
from .timing import median

STARTS = 3
_PATIENCE = 300  # seconds after which a process is given up
_STALL_MS = 50


def start_and_memory(book: Path) -> Iterator[Figure]:
    """Cold start to first paint, list and everything; memory with the list shown. Medians, in turns."""
    empty: list[Mapping[str, Any]] = []
    ours: list[Mapping[str, Any]] = []
    for _ in range(STARTS):
        empty.append(_process("empty", book))
        ours.append(_process("start", book))
    floor = median(run["painted"] for run in empty)
    for name, moment, goal in (
        ("start, first window painted", "painted", None),
        ("start, list of invoices painted", "listed", 2),
        ("start, everything ready", "ready", 4),
    ):
        value = median(run[moment] for run in ours)
        yield Figure(name=name, value=value, unit="ms", floor=floor, goal=goal)
    if all("peak_mb" in run for run in (*ours, *empty)):
        yield Figure(
            name="memory, list shown",
            value=median(run["peak_mb"] for run in ours),
            unit="MB",
            floor=median(run["peak_mb"] for run in empty),
            goal=2.2,
        )
    else:
        yield Figure(name="memory, list shown", value=None, unit="MB", note="this system does not tell")


def stall(book: Path) -> Iterator[Figure]:
    """The longest time the window's thread was away while somebody worked with the list and the editor."""
    run = _process("work", book)
    steps: Mapping[str, float] = run["stalls"]
    worst = max(steps, key=lambda step: steps[step])
    yield Figure(
        name="longest stall of the window", value=steps[worst], unit="ms", goal=_STALL_MS, note=worst
    )
    for step, milliseconds in steps.items():
        yield Figure(name=f"stall: {step}", value=milliseconds, unit="ms", goal=_STALL_MS)
    yield Figure(name="memory after that work", value=run.get("peak_mb"), unit="MB")


def _process(task: str, book: Path) -> dict[str, Any]:
    """What a process reports, one JSON object to a line; moments are milliseconds since it was started."""
    home = str(book.parent)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "HOME": home, "XDG_CONFIG_HOME": home, "QT_FONT_DPI": "96",
    }  # fmt: skip
    program = [sys.executable, "-m", "rayafin_desktop.cli.bench.window_task", task, str(book)]
    found: dict[str, Any] = {}
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        program, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            for line in process.stdout or ():
                told: dict[str, Any] = json.loads(line)
                if "moment" in told:
                    found[told["moment"]] = (time.perf_counter() - started) * 1000
                else:
                    found |= told
            code = process.wait(_PATIENCE)
        finally:
            process.kill()
    if code != 0:
        raise RuntimeError(f"the {task} process ended with {code}")
    return found
