"""Where no window can open: the sample company's main job, with a PDF and a picture to look at."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import Terminal

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.sample.company import SampleBook
    from rayafin_desktop.sample.main_job import Step

CHECKOUT = Path(__file__).resolve().parents[2]
INVOICES = 40  # enough for a picture, made in a few seconds


def output_folder() -> Path:
    """`out` in the checkout the program runs from; for an installed program a new temporary folder."""
    if (CHECKOUT / "run.py").is_file() and os.access(CHECKOUT, os.W_OK):
        folder = CHECKOUT / "out"
        folder.mkdir(exist_ok=True)
        return folder
    return Path(tempfile.mkdtemp(prefix="rayafin-"))


@contextmanager
def small_sample(
    book: Path, terminal: Terminal, *, seed: int | None = None
) -> Iterator[tuple[App, SampleBook]]:
    """A small sample company up to today; it appears at `book` when the caller is done with it.

    With a `seed` its last day does not move, so that pictures of it stay the same.
    """
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.sample.clock import SampleClock
    from rayafin_desktop.sample.company import populate
    from rayafin_desktop.sample.plan import SamplePlan

    from .books import new_book

    plan = SamplePlan.of(today=utc_now().date(), invoices=INVOICES, seed=seed)
    clock = SampleClock(plan.first_day)
    with new_book(str(book), clock.as_clock()) as app:
        yield app, populate(app, clock, plan, terminal.progress)


def run_main_job(terminal: Terminal, folder: Path | None = None) -> int:
    """Say that there is no display, then do the main job offscreen; exit 1 if a step fails."""
    from rayafin_desktop.sample.main_job import MainJobFailed

    terminal.say(
        "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. "
        "The sample company does its main job instead."
    )
    try:
        steps, files = _do_main_job(terminal, folder or output_folder())
    except MainJobFailed as failure:
        terminal.say(f"FAULT  {failure}")
        return 1
    if terminal.as_json:
        told = [{"step": step.name, "outcome": step.outcome} for step in steps]
        terminal.json({"ok": True, "steps": told, **{what: str(path) for what, path in files.items()}})
    else:
        for what, path in files.items():
            terminal.line(f"{what}: {path}")
    return 0


def _do_main_job(terminal: Terminal, folder: Path) -> tuple[list[Step], dict[str, Path]]:
    """The steps that were done, and where the PDF, the picture and the book lie."""
    from rayafin_desktop.sample.main_job import main_job

    from .drawing import Look, draw

    book, pdf = folder / "sample.rayafin", folder / "sample-invoice.pdf"
    for rest in ("", "-wal", "-shm"):
        book.with_name(book.name + rest).unlink(missing_ok=True)
    steps: list[Step] = []
    with small_sample(book, terminal) as (app, made):
        for step in main_job(made.house, made.sales):
            steps.append(step)
            if not terminal.as_json:
                terminal.line(f"{len(steps)}. {step.name}: {step.outcome}")
        pdf.write_bytes(steps[-1].pdf)
        screenshot = draw(app, made.house.people.owner, folder, Look(only="invoices"))[0]
    return steps, {"PDF": pdf, "screenshot": screenshot, "book": book}
