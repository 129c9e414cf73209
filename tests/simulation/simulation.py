"""One run: people work, machines sync over a bad network, crash, come back; then all is compared."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.engine.entity import metadata
from rayafin_desktop.features.access.commands import DeactivateUser, ReactivateUser
from rayafin_desktop.features.devices.commands import InviteDevice, RevokeDevice
from rayafin_desktop.features.devices.model import SyncException
from rayafin_desktop.features.periods.commands import SetLock
from rayafin_desktop.features.periods.rules import Area

from . import books, invariants
from .actions import Desk, Expected, act
from .network import CALM, STORM, Crash
from .world import Machine, World

_log = logging.getLogger(__name__)
_MOST_SYNCS = 12
_ENOUGH_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each step, between 0 and 1."""

    sync: float = 0.18
    jump: float = 0.02
    restart: float = 0.01
    back_up: float = 0.03
    put_back: float = 0.015
    clone: float = 0.008
    office: float = 0.12  # something happens on the server meanwhile
    deactivate: float = 0.01
    revoke: float = 0.002
    rejoin: float = 0.05  # of a machine the server takes nothing from any more


@dataclass
class Run:
    """A seed's run. `problems` is empty where everything held."""

    world: World
    ops: int
    chances: Chances = field(default_factory=Chances)
    stop_early: bool = False  # at the first problem: for mutants
    printed_stands: bool = True  # numbers and totals of applied documents are those the device printed

    def __post_init__(self) -> None:
        self._posted = invariants.Posted()
        self._expected: dict[str, Expected] = {}
        self._away: Machine | None = None  # whose user was taken out for now
        self._most_machines = len(self.world.machines) + 2
        self.world.meanwhile = self._act
        self.done: dict[str, int] = {}
        self.refusals: dict[str, int] = {}

    @property
    def problems(self) -> list[str]:
        return self.world.reference.problems

    def run(self) -> list[str]:
        """All steps and the end; answers what was wrong."""
        world = self.world
        world.network.weather = STORM
        for _ in range(self.ops * len(world.machines)):
            self._step()
            if self.stop_early and self.problems:
                return self.problems
        world.network.weather = CALM
        if self._away is not None:
            self._office(ReactivateUser(user_id=self._away.user_id))
            self._away = None
        world.network.let_late_ones_arrive(all_of_them=True)
        self._settle()
        if any(machine.stranded for machine in world.machines):
            for machine in world.machines:
                if machine.stranded:
                    self._rejoin(machine)
            self._settle()
        self._end()
        return self.problems

    # --- steps

    def _step(self) -> None:
        world, random, chances = self.world, self.world.random, self.chances
        world.time.pass_by(random)
        machine = random.choice(world.machines)
        self._act(machine)
        if random.random() < chances.office:
            self._act_at_the_server()
        if random.random() < chances.jump:
            machine.clock.jump(random)
        if random.random() < chances.restart:
            world.restart(machine)
        if random.random() < chances.back_up:
            world.back_up(machine)
        if machine.backup is not None and random.random() < chances.put_back:
            world.put_back(machine)
        if len(world.machines) < self._most_machines and random.random() < chances.clone:
            world.clone(machine)
        if random.random() < chances.deactivate:
            self._let_go_or_back(machine)
        if random.random() < chances.revoke:
            self._revoke(machine)
        if machine.stranded and random.random() < chances.rejoin:
            self._rejoin(machine)
        if random.random() < chances.sync:
            self._sync(random.choice(world.machines))

    def _act(self, machine: Machine) -> None:
        before = self.world.seen(machine)
        what, expected, code = act(Desk(machine.app, machine.actor, self.world.random))
        made = self.world.reference.entered(machine.name, before, self.world.seen(machine))
        self.done[what] = self.done.get(what, 0) + (not code)
        if code:
            self.refusals[f"{what}: {code}"] = self.refusals.get(f"{what}: {code}", 0) + 1
        if expected is not None and made:
            self._expected[made[-1]] = expected

    def _sync(self, machine: Machine) -> bool:
        is_complete = self.world.sync(machine)
        self._reads_own_writes(machine)
        self.problems.extend(self._posted.changed(self.world.server, self.world.company))
        return is_complete

    def _reads_own_writes(self, machine: Machine) -> None:
        """What a person entered and the server has not answered is still there to be seen."""
        with machine.app.read(machine.actor) as read:
            for one in self.world.seen(machine).operations:
                expected = self._expected.get(one.id)
                if one.state == "pending" and expected is not None and not self._row(read, expected):
                    self.world.reference.wrong(
                        f"{machine.name}: {expected.table} {expected.id} cannot be seen"
                    )

    def _row(self, read: Any, expected: Expected) -> Any:
        table = metadata.tables[expected.table]
        where = (table.c.company_id == self.world.company, table.c.id == expected.id)
        return read.execute(select(table).where(*where)).first()

    # --- at the server

    def _office(self, command: Any) -> Any:
        """Something the office does on the server itself."""
        try:
            return Desk(self.world.server, self.world.owner, self.world.random).do(command)
        finally:
            self._server_moved()

    def _server_moved(self) -> None:
        self.world.reference.head = books.head_of(self.world.server, self.world.company)

    def _act_at_the_server(self) -> None:
        random = self.world.random
        if random.random() < 0.15:
            today = self.world.time.now.date()
            until = random.choice((None, today - timedelta(days=8), today - timedelta(days=1)))
            area = random.choice((Area.SALES, Area.ALL))
            with suppress(RayafinError):  # not further back than it is
                self._office(SetLock(area=area, locked_until=until, reason="The return was filed"))
            return
        act(Desk(self.world.server, self.world.owner, random))
        self._server_moved()

    def _let_go_or_back(self, machine: Machine) -> None:
        if self._away is not None:
            self._office(ReactivateUser(user_id=self._away.user_id))
            self._away = None
        elif machine.user_id != self.world.owner.user_id:
            self._office(DeactivateUser(user_id=machine.user_id))
            self._away = machine

    def _revoke(self, machine: Machine) -> None:
        if machine is self.world.machines[0] or any(one.stranded for one in self.world.machines):
            return
        self._office(RevokeDevice(device_id=UUID(self.world.seen(machine).device), why="Lost"))

    def _rejoin(self, machine: Machine) -> None:
        """The office gives a machine's user a code, and it goes on as a new device with all it holds."""
        if self._away is not None and self._away.user_id == machine.user_id:
            return
        before = self.world.seen(machine)
        code = self._office(InviteDevice(user_id=machine.user_id)).code
        try:
            machine.client.rejoin(code)
            machine.stranded = ""
        except RayafinError as refusal:
            if refusal.problems[0].code != "server.unreachable":
                self.world.reference.wrong(f"{machine.name} cannot join anew: {refusal}")
        except Crash:
            self.world.restart(machine)
        self._server_moved()
        after = self.world.seen(machine)
        if {one.id for one in before.operations} != {one.id for one in after.operations}:
            self.world.reference.wrong(f"{machine.name}: joining anew lost operations")

    # --- the end

    def _settle(self) -> None:
        """Every machine syncs over a good line until none has anything new."""
        for _ in range(_MOST_SYNCS):
            head = self.world.reference.head
            quiet = True
            for machine in self.world.machines:
                if not machine.stranded:
                    quiet = self._sync(machine) and quiet
            if len(self.problems) > _ENOUGH_PROBLEMS:
                return
            if quiet and self.world.reference.head == head:
                return
        self.world.reference.wrong(f"not quiet after {_MOST_SYNCS} syncs over a good line")

    def _end(self) -> None:
        world = self.world
        wrong = world.reference.wrong
        log = books.operations_of(world.server, world.company)
        world.reference.server_log(log)
        waiting: set[str] = set()
        for machine in world.machines:
            seen = world.seen(machine)
            own = {one.id for one in seen.operations if one.state == "pending"}
            waiting |= own
            if own and not machine.stranded:
                wrong(f"{machine.name}: {len(own)} operations wait for ever")
            if not machine.stranded and seen.cursor_n != world.reference.head:
                wrong(f"{machine.name} ended at {seen.cursor_n}, the server at {world.reference.head}")
            for one in invariants.broken(machine.app, world.company, machine.name):
                wrong(one)
            if (
                invariants.refusals_of(machine.app) != invariants.refusals_of(world.server)
                and world.is_sqlite
            ):
                wrong(f"{machine.name}: the database's own refusals are gone")
            for one in invariants.other_companies(machine.app, world.company, machine.name):
                wrong(one)
        for one in invariants.broken(world.server, world.company, "server"):
            wrong(one)
        # The program's own checks take longest, and the other devices have the same rows.
        for app, name in ((world.server, "server"), (world.machines[0].app, world.machines[0].name)):
            for one in invariants.verified(app, name):
                wrong(one)
        world.reference.nothing_disappeared(log, waiting)
        self._outcomes(log)
        differing = [m.name for m in world.machines if not m.stranded and not m.client.compare().is_equal]
        if differing:
            wrong(f"digests differ: {differing}")

    def _outcomes(self, log: list[Any]) -> None:
        """What was applied is there as it was entered; the rest is in the exceptions with a reason."""
        world = self.world
        with world.server.read(world.owner) as read:
            filed = {str(one.operation_id): one for one in read.all(SyncException)}
            for one in log:
                exception = filed.get(one.id)
                if one.state == "applied":
                    self._is_there(read, one.id)
                    if exception is not None:
                        world.reference.wrong(f"{one.id} was applied and is an exception")
                elif exception is None:
                    world.reference.wrong(f"{one.id} was {one.state} and nobody is told")
                elif not exception.problems or not exception.command:
                    world.reference.wrong(f"{one.id} was {one.state} without a reason")
        audited = {n for n, _ in books.entries_of(world.server, world.company)}
        if any(one.change_n not in audited for one in log):
            world.reference.wrong("an operation has no entry in the audit log")

    def _is_there(self, read: Any, operation: str) -> None:
        expected = self._expected.get(operation)
        if expected is None:
            return
        row = self._row(read, expected)
        if row is None:
            self.world.reference.wrong(f"{expected.table} {expected.id} was applied and is not there")
            return
        other = {
            name: getattr(row, name)
            for name, value in expected.values.items()
            if getattr(row, name) != value and (self.printed_stands or name not in expected.printed)
        }
        if other:
            self.world.reference.wrong(f"{expected.table} {expected.id}: {other}, not {expected.values}")
