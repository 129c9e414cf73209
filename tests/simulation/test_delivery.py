"""What is sent more than once, in any order and from two processes, is done once and answered alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from rayafin_desktop.base.errors import Offline, RayafinError, SignInRefused
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.parties.model import Party
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.sync import line
from tests.engine.processes import processes

from . import books
from .actions import Desk, act
from .invariants import broken
from .processes import push_again_and_again
from .world import Machine, World

_TIMES = 3
Worlds = Callable[[int, int], World]


def worked(world: World, machine: Machine, actions: int) -> list[str]:
    """Do something on a device; answers the operations that wait, as they are sent."""
    desk = Desk(machine.app, machine.actor, world.random)
    while len(world.seen(machine).operations) < actions:
        act(desk)
        world.time.pass_by(world.random)
    return texts_of(world, machine)


def texts_of(world: World, machine: Machine) -> list[str]:
    waiting = [one for one in world.seen(machine).operations if one.state == "pending"]
    found = []
    for one in sorted(waiting, key=lambda one: one.n):
        told = books.text_of(machine.app, world.company, one.id)
        if '"blobs":{}' in told:
            found.append(told)
        else:
            break  # its file would have to be sent first
    return found


def token_of(world: World, machine: Machine) -> str:
    return machine.tokens.get(world.company).split()[0]


@pytest.mark.parametrize("seed", [1])
def test_batches_sent_three_times_by_two_processes(seed: int, worlds: Worlds) -> None:
    everything_twice(worlds(seed, 2), seed, 12)


def test_batches_sent_three_times_to_an_office_database(postgres_worlds: Worlds) -> None:
    everything_twice(postgres_worlds(1, 1), 1, 8)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_many_batches_sent_three_times(worlds: Worlds) -> None:
    for seed in range(2, 40):
        everything_twice(worlds(seed, 2), seed, 40)


def everything_twice(world: World, seed: int, actions: int) -> None:
    """Two processes send every batch of one device three times, in any order."""
    machine = world.machines[0]
    texts = worked(world, machine, actions)
    token, location = token_of(world, machine), world.server.database.location
    context = processes()
    ours, workers = [], []
    for n in range(2):
        here, there = context.Pipe(duplex=False)
        arguments = (location, token, texts, _TIMES, seed * 10 + n, there)
        worker = context.Process(target=push_again_and_again, args=arguments)
        worker.start()
        there.close()
        ours.append(here)
        workers.append(worker)
    said: list[dict[str, Any]] = []
    for here in ours:
        while True:
            try:
                said.append(json.loads(here.recv_bytes()))
            except EOFError:
                break
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert [one for one in said if "refused" in one] == []
    answers: dict[int, set[str]] = {}
    for one in said:
        for answer in one["answers"]:
            answers.setdefault(answer["n"], set()).add(json.dumps(answer, sort_keys=True))
    assert sorted(answers) == list(range(1, len(texts) + 1))
    assert {n: some for n, some in answers.items() if len(some) > 1} == {}
    log = books.operations_of(world.server, world.company)
    assert sorted(one.n for one in log) == list(range(1, len(texts) + 1))
    assert broken(world.server, world.company, "server") == []


@pytest.mark.parametrize("seed", range(3))
def test_batches_in_any_order_end_with_the_same_books(seed: int, worlds: Worlds) -> None:
    random = Random(seed)
    world = worlds(seed, 1)
    machine = world.machines[0]
    texts = worked(world, machine, 6)
    batches = [texts[at : at + 2] for at in range(len(texts))] * _TIMES
    random.shuffle(batches)
    for batch in [*batches, texts]:
        world.network.deliver(line.PUSH, {"operations": batch}, token_of(world, machine))
    assert world.reference.problems == []
    world.sync(machine)
    assert world.reference.problems == []


def test_a_hello_that_arrives_late_locks_nobody_out(worlds: Worlds) -> None:
    world = worlds(1, 1)
    machine = world.machines[0]
    machine.client.sync()
    first = token_of(world, machine)
    hello = {"schema": "", "version": "1", "cursor_n": 0, "now": world.time.now.isoformat()}

    class LateHello:
        """The first hello is on its way for so long that its answer is overtaken by another one's."""

        server = "late"

        def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
            answer = world.network.deliver(name, payload, token)
            if name == line.HELLO:
                world.network.deliver(name, {**payload, **hello}, first)
            return answer

    machine.client._line = LateHello()
    assert machine.client.sync().differing == ()
    assert machine.client.sync().differing == ()


def test_a_token_that_was_replaced_is_refused(worlds: Worlds) -> None:
    world = worlds(1, 1)
    machine = world.machines[0]
    first = token_of(world, machine)
    machine.client.sync()
    machine.client.sync()
    with pytest.raises(SignInRefused):
        world.network.deliver(line.DIGESTS, {}, first)


def test_what_may_be_done_is_measured_by_the_servers_clock(worlds: Worlds) -> None:
    """A device whose clock is a week ahead posts nothing that looks newer than a lock set afterwards."""
    world = worlds(1, 1)
    machine = world.machines[0]
    machine.clock.skew = -machine.clock.skew if machine.clock.skew.days < 0 else machine.clock.skew
    Desk(machine.app, machine.actor, world.random).do(SaveParty(name="Ahead", state="27"))
    world.sync(machine)
    with world.server.read(world.owner) as read:
        party = read.find(Party, Party.c.name == "Ahead")
    assert party is not None
    assert party.created_at == world.time.now


def test_nothing_is_lost_when_a_device_cannot_reach_its_server(worlds: Worlds) -> None:
    world = worlds(1, 1)
    machine = world.machines[0]

    class NoLine:
        server = "nowhere"

        def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
            raise Offline("server.unreachable")

    good, machine.client._line = machine.client._line, NoLine()
    desk = Desk(machine.app, machine.actor, world.random)
    customer = desk.do(SaveParty(name="Far Away", state="27"))
    with pytest.raises(RayafinError):
        machine.client.sync()
    assert machine.client.status().waiting == 1
    machine.client._line = good
    assert machine.client.sync().sent == 1
    desk.do(ReceivePayment(party_id=customer, amount=Decimal(5)))
    assert machine.client.sync().sent == 1
    assert machine.client.compare().is_equal
