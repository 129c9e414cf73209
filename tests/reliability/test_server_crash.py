"""Row 16, the part below the office server: PostgreSQL and those who write to it crash again and again."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rayafin_desktop.application import open_book
from tests.books import FixedClock, Office, found_company
from tests.reliability.clerks import Desk
from tests.reliability.conftest import desk_in
from tests.reliability.proof import Told, prove
from tests.reliability.servers import OwnServer, Victim, own_server


@pytest.fixture
def server() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


def desk_on(server: OwnServer) -> Desk:
    location = server.url.render_as_string(hide_password=False)
    clock = FixedClock()
    with closing(open_book(location, clock=clock.as_clock())) as app:
        office = Office(app, found_company(app, "IN", code="RT", name="Rayafin Traders"), clock, location)
        return desk_in(office)


def crash_again_and_again(server: OwnServer, tmp_path: Path, crashes: int, kill_each: int) -> Told:
    """Crash the server while a clerk writes, and every so often the clerk; nothing told is ever lost."""
    desk = desk_on(server)
    desk_file = tmp_path / "desk"
    desk_file.write_bytes(pickle.dumps(desk))
    chance = random.Random(16)
    told = Told()
    unknown = 0
    clerk = Victim("tests.reliability.posting", str(desk_file))
    lines = clerk.lines()
    try:
        for n in range(1, crashes + 1):
            for _ in range(chance.randint(1, 4)):
                unknown += take(next(lines), told)
            server.crash()
            unknown += 1
            if n % kill_each == 0:
                for line in clerk.kill():
                    unknown += take(line, told)
                with closing(desk.open()) as app:
                    prove(app, told, at_most_more=unknown)
                clerk = Victim("tests.reliability.posting", str(desk_file))
                lines = clerk.lines()
        while "lost" in (line := next(lines)):
            unknown += take(line, told)
        take(line, told)
    finally:
        for line in clerk.kill():
            unknown += take(line, told)
    with closing(desk.open()) as app:
        prove(app, told, at_most_more=unknown + 1)
    return told


def take(line: str, told: Told) -> int:
    """Note a line; answers 1 where a command may have been kept without its answer."""
    if line.startswith("lost "):
        return 1
    told.add([line])
    return 0


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_a_crashed_database_server_loses_nothing(server: OwnServer, tmp_path: Path) -> None:
    """Row 16: three crashes of PostgreSQL while a clerk posts, one of them with the clerk killed."""
    assert len(crash_again_and_again(server, tmp_path, crashes=3, kill_each=2)) >= 3


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_database_server_crashed_two_hundred_times_loses_nothing(server: OwnServer, tmp_path: Path) -> None:
    """Row 16: two hundred crashes."""
    assert len(crash_again_and_again(server, tmp_path, crashes=200, kill_each=5)) >= 200
