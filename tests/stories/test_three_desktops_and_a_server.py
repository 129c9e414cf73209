"""A week apart: three desktops, one server process on PostgreSQL, lines cut at random, and one set of books.

Everybody works on his own book. Syncs are begun now and then and cut at any byte; for days there is no
line at all; the server is killed in the middle. At the end the books are the same to the unit, every number
is there once, and whatever a person entered was done, done differently with a reason, or waits in the inbox.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.base.errors import Offline, RayafinError
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.sharing import operations
from rayafin_desktop.features.billing.model import SalesDocument
from rayafin_desktop.features.devices.model import SyncException
from rayafin_desktop.features.payments.commands import ReceivePayment
from rayafin_desktop.features.payments.rules import Strategy
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.http import HttpLine
from tests.books import Office
from tests.features.billing.billed import customer, issue, line
from tests.proxy import Proxy
from tests.sync.serving import ServerProcess
from tests.sync.shared import DeviceOffice, SharedOffice
from tests.sync.test_syncing import faults

MONDAY = date(2026, 11, 23)


@dataclass
class Desk:
    """One person's machine: her book, the line she uses, and what she has to do with."""

    device: DeviceOffice
    proxy: Proxy
    customers: list[UUID] = field(default_factory=list)
    entered: int = 0

    def work(self, chance: random.Random) -> None:
        """Do one thing of a working day."""
        what = chance.random()
        self.entered += 1
        if not self.customers or what < 0.15:
            self.customers.append(customer(self.device, f"Customer {chance.randrange(10**9)}"))
            return
        party = chance.choice(self.customers)
        amount = f"{chance.randrange(1, 90000)}.{chance.randrange(100):02}"
        if what < 0.65:
            issue(self.device, party, line(self.device, amount), on=self.device.clock.today())
            return
        self.device.do(ReceivePayment(party_id=party, amount=Decimal(amount), strategy=Strategy.FIFO))

    def sync_on_a_bad_line(self, chance: random.Random) -> bool:
        """Try to sync while the line is cut at some byte; whether it came through all the same."""
        fault = chance.choice(("reset", "close", "half_open"))
        direction = chance.choice(("up", "down"))
        if fault != "half_open":
            self.proxy.arm(fault, after=chance.randrange(20_000), direction=direction)  # type: ignore[arg-type]
        try:
            self.device.sync_client.sync()
        except Offline:
            return False
        finally:
            self.proxy.pass_on()
        return True


@pytest.fixture
def desks(
    location: str,
    office: Office,
    tmp_path: Path,
    proxied: Callable[[tuple[str, int]], Proxy],
) -> Iterator[tuple[SharedOffice, ServerProcess, list[Desk]]]:
    process = ServerProcess(location)
    process.start()
    office.clock.now_ = utc_now()  # codes of the server's process run out by the real clock
    shared = SharedOffice(office, tmp_path)
    # The owner has two machines.
    people = [office.owner, office.member(Role.ACCOUNTANT), office.owner]
    with closing(HttpLine(process.url)) as good:
        shared.line = good
        desks = []
        lines = []
        for person in people:
            device = shared.join(person)
            proxy = proxied(process.address)
            line_ = HttpLine(f"http://127.0.0.1:{proxy.port}")
            lines.append(line_)
            device.client = SyncClient(device.app, office.company_id, line_, device.sync_client._tokens)
            desks.append(Desk(device, proxy))
        yield shared, process, desks
        for one in lines:
            one.close()
        shared.close()
    if process.runs:
        process.stop()


@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
@pytest.mark.parametrize("things_a_day", [4, pytest.param(60, marks=pytest.mark.nightly)])
def test_a_week_apart_ends_in_one_set_of_books(
    desks: tuple[SharedOffice, ServerProcess, list[Desk]], things_a_day: int
) -> None:
    shared, process, people = desks
    chance = random.Random(20261123)
    for day in range(7):
        for desk in people:
            desk.device.clock.go_to(MONDAY + timedelta(days=day))
            if chance.random() < 0.3:
                desk.proxy.refuse()  # no network today
            for _ in range(things_a_day):
                desk.work(chance)
                if chance.random() < 0.1:
                    desk.sync_on_a_bad_line(chance)
            desk.sync_on_a_bad_line(chance)
            desk.proxy.listen()
        if day == 3:
            process.kill()
            process.start()
    for _ in range(2):
        for desk in people:
            report = desk.device.sync_client.sync()
            assert report.differing == ()
    assert all(desk.device.sync_client.compare().is_equal for desk in people)
    for office in (shared.server, *(desk.device for desk in people)):
        assert faults(office) == []
    _every_number_once(shared.server)
    _nothing_dropped(shared.server, people)


def _every_number_once(office: Office) -> None:
    with office.app.read(office.owner) as read:
        numbers = [document.number for document in read.all(SalesDocument) if document.number]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) > 10


def _nothing_dropped(office: Office, people: list[Desk]) -> None:
    c = operations.c
    with office.app.read(office.owner) as read:
        arrived = read.fetch(
            select(c.device_id, func.count()).where(c.company_id == read.company_id).group_by(c.device_id)
        )
        refused = read.fetch(
            select(c.id).where(c.company_id == read.company_id, c.state.in_(("refused", "adjusted")))
        )
        explained = {one.operation_id for one in read.all(SyncException)}
    assert sorted(count for _, count in arrived) == sorted(desk.entered for desk in people)
    assert {row[0] for row in refused} == explained


def test_a_desk_without_a_line_says_so_and_goes_on(
    desks: tuple[SharedOffice, ServerProcess, list[Desk]],
) -> None:
    _, _, people = desks
    desk = people[0]
    desk.proxy.refuse()
    with pytest.raises(RayafinError) as refused:
        desk.device.sync_client.sync()
    assert refused.value.code == "sync.offline"
    desk.work(random.Random(1))
    assert desk.device.sync_client.status().waiting == 1
