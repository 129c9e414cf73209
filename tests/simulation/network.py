"""A network that loses, repeats, delays and cuts what it carries, by a seeded random and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from rayafin_desktop.base.errors import Offline, RayafinError
from rayafin_desktop.sync import line
from rayafin_desktop.sync.line import Line


@dataclass(frozen=True, slots=True)
class Weather:
    """Chances of one call, each between 0 and 1."""

    request_lost: float = 0.0
    reply_lost: float = 0.0
    repeated: float = 0.0
    delayed: float = 0.0  # the caller gives up; the request arrives later, between other calls
    cut: float = 0.0  # of a push only some operations arrive before the server stops
    reordered: float = 0.0  # the later operations of a push arrive first
    crash: float = 0.0  # the device's program ends here
    busy_user: float = 0.0  # somebody works on the device while it waits for a page


CALM = Weather()
STORM = Weather(
    request_lost=0.12, reply_lost=0.12, repeated=0.12, delayed=0.06, cut=0.06, reordered=0.06, crash=0.03,
    busy_user=0.15,
)  # fmt: skip

# Told of every call that reached the server: name, payload, token, and its answer or its refusal.
Observer = Callable[[str, dict[str, Any], str, dict[str, Any] | RayafinError], None]


MOST_CALLS = 1_500  # of one sync; more are a circle


class TooManyCalls(Exception):
    """Something asks without end."""


class Crash(BaseException):
    """The device's program is gone in the middle of a call."""


class Network:
    """Carries calls to one server over a line that never fails."""

    def __init__(self, to_server: Line, random: Random, observer: Observer) -> None:
        self._line = to_server
        self.random = random
        self.weather = CALM
        self._observer = observer
        self._under_way: list[tuple[str, dict[str, Any], str]] = []
        self.calls = 0
        self.of_this_sync = 0
        self.most_calls = MOST_CALLS

    def deliver(self, name: str, payload: dict[str, Any], token: str) -> dict[str, Any]:
        """Let a call reach the server."""
        self.calls += 1
        self.of_this_sync += 1
        if self.of_this_sync > self.most_calls:
            raise TooManyCalls
        try:
            answer = self._line.call(name, copy.deepcopy(payload), token=token)
        except RayafinError as refusal:
            self._observer(name, payload, token, refusal)
            raise
        self._observer(name, payload, token, answer)
        return answer

    def let_late_ones_arrive(self, *, all_of_them: bool = False) -> None:
        """Requests whose callers have given up long ago, in any order."""
        while self._under_way and (all_of_them or self.random.random() < 0.3):
            late = self._under_way.pop(self.random.randrange(len(self._under_way)))
            self.deliver_again(*late)

    def delay(self, name: str, payload: dict[str, Any], token: str) -> None:
        self._under_way.append((name, copy.deepcopy(payload), token))

    def deliver_again(self, name: str, payload: dict[str, Any], token: str) -> None:
        """Let a call reach the server whose answer nobody hears."""
        with suppress(RayafinError):  # the observer has judged it
            self.deliver(name, payload, token)


class DeviceLine:
    """One device's line to the server."""

    server = "simulated"

    def __init__(self, network: Network, meanwhile: Callable[[], None]) -> None:
        self._network = network
        self._meanwhile = meanwhile

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        network, random, weather = self._network, self._network.random, self._network.weather
        network.let_late_ones_arrive()
        if random.random() < weather.crash:
            raise Crash
        if random.random() < weather.request_lost:
            raise Offline("server.unreachable")
        if random.random() < weather.delayed:
            network.delay(name, payload, token)
            raise Offline("server.unreachable")
        if name == line.PUSH and random.random() < weather.cut:
            some = payload["operations"][: random.randrange(len(payload["operations"]) + 1)]
            network.deliver(name, {**payload, "operations": some}, token)
            raise Offline("server.unreachable")
        if name == line.PUSH and random.random() < weather.reordered:
            later = payload["operations"][len(payload["operations"]) // 2 :]
            network.deliver(name, {**payload, "operations": later}, token)
        if name == line.PULL and random.random() < weather.busy_user:
            self._meanwhile()
        answer = network.deliver(name, payload, token)
        if random.random() < weather.repeated:
            network.deliver_again(name, payload, token)
        if random.random() < weather.reply_lost:
            raise Offline("server.unreachable")
        if random.random() < weather.crash:
            raise Crash
        return answer
