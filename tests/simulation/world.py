"""A world: one server and several devices with their books, clocks and users, all of it real but the network.

Worlds on SQLite are copied from one that was made once, which takes milliseconds.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from rayafin_desktop.application import App, Clock, open_book
from rayafin_desktop.base.errors import RayafinError
from rayafin_desktop.catalogue import Catalogue
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.features.access.commands import AddUser
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.devices.commands import InviteDevice
from rayafin_desktop.features.items.commands import SaveItem
from rayafin_desktop.features.parties.commands import SaveParty
from rayafin_desktop.features.tax.queries import tax_code_named
from rayafin_desktop.sync import joining
from rayafin_desktop.sync.authority import Authority, share
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.direct import DirectLine
from rayafin_desktop.sync.tokens import TokenFile, Tokens
from tests.books import PASSWORD, Office, found_company

from . import books
from .clocks import SkewedClock, TrueTime
from .model import Reference
from .network import Crash, DeviceLine, Network

catalogue = cache(Catalogue)


class SharedTokens:
    """The tokens of a cloned machine: those of the first one, until either goes on as a device of its own."""

    def __init__(self, firsts: Tokens, company_key: int) -> None:
        self._firsts = firsts
        self._last = firsts.get(company_key)
        self._is_apart = False

    def get(self, company_key: int) -> str:
        there = self._firsts.get(company_key)
        self._is_apart = self._is_apart or _device_in(there) != _device_in(self._last)
        if not self._is_apart:
            self._last = there
        return self._last

    def put(self, company_key: int, token: str) -> None:
        self._is_apart = self._is_apart or _device_in(token) != _device_in(self.get(company_key))
        self._last = token
        if not self._is_apart:
            self._firsts.put(company_key, token)


def _device_in(token: str) -> str:
    return token.split(".")[1]


@dataclass
class Machine:
    """One machine with its book. `stranded` says why the server takes nothing from it any more."""

    name: str
    path: Path
    user_id: UUID
    clock: SkewedClock
    tokens: Tokens
    app: App
    actor: Actor
    client: SyncClient = None  # type: ignore[assignment]
    is_cloned: bool = False
    backup: Path | None = None
    stranded: str = ""

    def read(self, ask: Callable[..., Any], *args: Any) -> Any:
        with self.app.read(self.actor) as read:
            return ask(read, *args)


@dataclass
class World:
    """Everything that is simulated. `reference` is told of all of it."""

    folder: Path
    random: Random
    time: TrueTime
    server: App
    owner: Actor
    other_company: int
    is_sqlite: bool
    reference: Reference = field(default_factory=lambda: Reference(0))
    machines: list[Machine] = field(default_factory=list)
    clones: int = 0
    # What somebody at a machine does while it syncs.
    meanwhile: Callable[[Machine], None] = lambda machine: None

    def __post_init__(self) -> None:
        self.company = self.owner.company_id
        self.authority = Authority(self.server)
        self.reference.head = books.head_of(self.server, self.company)
        self.network = Network(DirectLine(self.authority), self.random, self._observed)

    def _observed(
        self, name: str, payload: dict[str, Any], token: str, answer: dict[str, Any] | RayafinError
    ) -> None:
        self.reference.called(name, payload, token, answer, books.head_of(self.server, self.company))

    # --- books

    def rows_of(self, app: App) -> books.Rows:
        return books.shared_rows(app, self.company, as_stored=self.is_sqlite)

    def seen(self, machine: Machine, *, rows: bool = False) -> Any:
        return books.seen(machine.app, self.company, self.rows_of(machine.app) if rows else {})

    # --- machines

    def add(self, name: str, path: Path, user_id: UUID, tokens: Tokens | None = None) -> Machine:
        """Start the program on a machine whose book is there."""
        clock = SkewedClock(self.time, self.random)
        app, actor = self._opened(path, clock, user_id)
        machine = Machine(name, path, user_id, clock, tokens or TokenFile(path), app, actor)
        machine.client = self._client_of(machine)
        self.machines.append(machine)
        self.reference.highest[name] = self.seen(machine).cursor_n
        return machine

    def _opened(self, path: Path, clock: SkewedClock, user_id: UUID) -> tuple[App, Actor]:
        app = open_book(path, clock=clock.as_clock(), catalogue=catalogue())
        return app, actor_for(app, user_id, self.company)

    def _client_of(self, machine: Machine) -> SyncClient:
        line = DeviceLine(self.network, lambda: self.meanwhile(machine))
        return SyncClient(machine.app, self.company, line, machine.tokens)

    def restart(self, machine: Machine) -> None:
        """The program ends without saying so and is started again."""
        machine.app.close()
        machine.app, machine.actor = self._opened(machine.path, machine.clock, machine.user_id)
        machine.client = self._client_of(machine)

    def back_up(self, machine: Machine) -> None:
        """Copy the book as it is."""
        machine.backup = machine.path.with_suffix(".backup")
        copy_book(machine.path, machine.backup)

    def put_back(self, machine: Machine) -> None:
        """Put the copy of an earlier moment in the book's place."""
        assert machine.backup is not None
        before = self.seen(machine)
        machine.app.close()
        remove_book(machine.path)
        copy_book(machine.backup, machine.path)
        self.restart(machine)
        self.reference.put_back(machine.name, before, self.seen(machine))

    def clone(self, machine: Machine) -> Machine:
        """The disk of a machine is copied, and both go on."""
        self.clones += 1
        path = self.folder / f"{machine.path.stem}-clone{self.clones}.rayafin"
        copy_book(machine.path, path)
        name = f"{machine.name}'s clone {self.clones}"
        clone = self.add(name, path, machine.user_id, SharedTokens(machine.tokens, self.company))
        machine.is_cloned = clone.is_cloned = True
        return clone

    def close(self) -> None:
        for machine in self.machines:
            machine.app.close()
        self.server.close()

    # --- syncing

    def sync(self, machine: Machine) -> bool:
        """Let a machine sync once; whether it was completed. The reference compares before and after."""
        self.network.of_this_sync = 0
        before = self.seen(machine, rows=True)
        made_before = set(self.reference.made)
        is_complete = False
        differing: tuple[str, ...] = ()
        try:
            report = machine.client.sync()
            is_complete, differing = True, report.differing
        except Crash:
            self.restart(machine)
        except RayafinError as refusal:
            self._refused(machine, refusal)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is reported
            self.reference.wrong(f"{machine.name}: sync fails with {fault!r}")
        rows = self.rows_of(machine.app)
        after = books.seen(machine.app, self.company, rows)
        after = type(after)(
            after.device,
            after.cursor_n,
            after.operations,
            after.rows,
            after.head,
            after.provisional,
            tuple(differing),
        )
        self.reference.synced(
            machine.name,
            before,
            after,
            is_complete=is_complete,
            meanwhile=self.reference.made.keys() - made_before,
        )
        self._compare(machine, rows, after)
        return is_complete

    def _refused(self, machine: Machine, refusal: RayafinError) -> None:
        code = refusal.problems[0].code
        if code in ("device.revoked", "device.token_refused"):
            machine.stranded = code
            # Two copies of a book share a token, and the first that calls keeps it. Nobody else may lose his.
            if code == "device.token_refused" and not machine.is_cloned:
                self.reference.wrong(f"{machine.name}: lost its token")
        elif code not in ("server.unreachable", "user.sign_in_refused", "sync.forked"):
            self.reference.wrong(f"{machine.name}: sync says {refusal}")

    def _compare(self, machine: Machine, rows: books.Rows, after: Any) -> None:
        """At the server's change number, with nothing of its own, a device has the server's rows and log."""
        if after.provisional or after.cursor_n != self.reference.head or after.head != after.cursor_n:
            return
        differences = books.difference(rows, self.rows_of(self.server))
        for one in differences:
            self.reference.wrong(f"{machine.name} at {after.cursor_n}: {one}")
        if books.entries_of(machine.app, self.company) != books.entries_of(self.server, self.company):
            self.reference.wrong(f"{machine.name} at {after.cursor_n}: the audit log is not the server's")


def copy_book(path: Path, to: Path) -> None:
    """A consistent copy of a book that may be open."""
    to.unlink(missing_ok=True)
    here, there = sqlite3.connect(path), sqlite3.connect(to)
    try:
        here.backup(there)
    finally:
        here.close()
        there.close()


def remove_book(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


# --- making worlds

_SERVER = "server.rayafin"
_ROLES = (Role.OWNER, Role.ACCOUNTANT)


@dataclass(frozen=True)
class Plan:
    """What a world that was made once has in its folder."""

    folder: Path
    owner: Actor
    other_company: int
    users: tuple[UUID, ...]  # one for each device


def make(folder: Path, template: Path, location: str, devices: int, time: TrueTime) -> tuple[App, Plan]:
    """A server with a shared company, some masters and joined devices; `template` is an empty book."""
    clock = time.as_clock()
    server = open_book(location, clock=clock, catalogue=catalogue())
    other = found_company(server, "IN", code="OTHER", name="Another Company")
    owner = found_company(server, "IN", code="RT", name="Rayafin Traders", tax_id="27AAPFU0939F1ZV")
    office = Office(server, owner, None, location)  # type: ignore[arg-type]
    _masters(office)
    share(server, owner.company_id)
    assert owner.user_id is not None
    users = [owner.user_id]
    for n in range(1, devices):
        added = office.do(
            AddUser(email=f"user{n}@example.com", name=f"User {n}", role=_ROLES[n % 2], password=PASSWORD)
        )
        users.append(added.user_id)
    to_server = DirectLine(Authority(server))

    def from_template(path: Path, *, clock: Clock | None = None) -> App:
        shutil.copyfile(template, path)
        return open_book(path, clock=clock, catalogue=catalogue())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "create_book", from_template)  # migrating once is enough
        for n, user_id in enumerate(users, start=1):
            code = office.do(InviteDevice(user_id=user_id)).code
            joining.join(to_server, code, f"Laptop {n}", folder / f"device{n}.rayafin", clock=clock)
    return server, Plan(folder, owner, other.company_id, tuple(users))


def _masters(office: Office) -> None:
    gst18 = office.ask(tax_code_named, "GST18")
    assert gst18 is not None
    for n, state in enumerate(("27", "24", "29"), start=1):
        office.do(SaveParty(code=f"C{n}", name=f"Customer {n}", state=state, email="a@example.com"))
    office.do(SaveParty(code="S1", name="Supplier 1", state="27", is_customer=False, is_supplier=True))
    for n, price in enumerate(("120", "84.50"), start=1):
        office.do(
            SaveItem(
                code=f"I{n}", name=f"Item {n}", unit="kg", hsn="5205", sale_price=Decimal(price),
                tax_code_id=gst18.id,
            )
        )  # fmt: skip


def copied(plan: Plan, folder: Path, random: Random) -> World:
    """A world of its own out of one on SQLite that was made once."""
    shutil.copytree(plan.folder, folder, dirs_exist_ok=True)
    time = TrueTime()
    clock = time.as_clock()
    server = open_book(folder / _SERVER, clock=clock, catalogue=catalogue())
    return populated(server, Plan(folder, plan.owner, plan.other_company, plan.users), random, time, True)


def populated(server: App, plan: Plan, random: Random, time: TrueTime, is_sqlite: bool) -> World:
    """A world with its devices running."""
    world = World(plan.folder, random, time, server, plan.owner, plan.other_company, is_sqlite)
    for n, user_id in enumerate(plan.users, start=1):
        world.add(f"device {n}", plan.folder / f"device{n}.rayafin", user_id)
    return world
