"""An import as a row of steps: each makes one command, and takes up what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor

from .report import Done, Door, Progress, RejectedRow

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """What has come of an import so far; counts by kind, sums in minor units of the company's currency."""

    added: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    total_minor: Counter[str] = field(default_factory=Counter)
    rejected: list[RejectedRow] = field(default_factory=list)


class Step(Protocol):
    """One command of an import; `size` is its share of the whole, for the progress."""

    @property
    def size(self) -> int: ...

    def command(self) -> Command[Any]: ...

    def take(self, result: Any, tally: Tally) -> None: ...


def carry_out(app: Door, actor: Actor, steps: Sequence[Step], *, dry_run: bool, progress: Progress) -> Tally:
    """Carry out the steps one after the other, each for good; with `dry_run` all together for nothing.

    Commands are made only when it is their turn, so that a long import needs the memory of one.
    """
    tally = Tally()
    total, done = sum(step.size for step in steps), 0
    commands = (step.command() for step in steps)
    outcomes: Iterator[Done[Any]]
    if dry_run:
        outcomes = app.rehearse(commands, actor)
    else:
        outcomes = (app.execute(command, actor) for command in commands)
    for step, outcome in zip(steps, outcomes, strict=True):
        step.take(outcome.result, tally)
        done += step.size
        progress(done, total, "Importing")
    return tally


def chunks(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The values in lists of at most `size`."""
    return (values[at : at + size] for at in range(0, len(values), size))


def problem_of(described: Mapping[str, object]) -> Problem:
    """A problem out of a batch command's answer: `code`, `field` and its parameters."""
    params = {name: value for name, value in described.items() if name not in ("code", "field")}
    return Problem(str(described["code"]), str(described["field"]), params)
