"""A sample company at work: its people, each doing what his role may, at the minute the clock shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from rayafin_desktop.application import App
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor

from .clock import SampleClock

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class People:
    """Who works here; in a small company one person has several desks."""

    owner: Actor
    accountant: Actor
    cashier: Actor
    broker: Actor
    field_broker: Actor
    auditor: Actor


@dataclass(frozen=True, slots=True)
class Office:
    """One company of the book under construction."""

    app: App
    clock: SampleClock
    people: People

    def do(self, command: Command[R], who: Actor, *, confirmed: frozenset[str] = frozenset()) -> R:
        """Carry out one command and answer its result; the clock moves on."""
        self.clock.tick()
        return self.app.execute(command, who, confirmed=confirmed).result

    def ask(self, query: Callable[..., R], *arguments: Any, who: Actor | None = None) -> R:
        """The answer of a query function `query(read, ...)`; the owner asks unless somebody else does."""
        with self.app.read(who or self.people.owner) as read:
            return query(read, *arguments)
