"""Several processes on one book, processes killed at any moment, and a disk without space: no acknowledged
command is ever lost, and no number is missing or given twice."""

import random
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rayafin_desktop.application import App, open_book
from rayafin_desktop.engine.database import open_database
from rayafin_desktop.engine.encrypted import is_encrypted
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.settings import SettingValue
from tests.books import Office
from tests.engine.chain import broken_links
from tests.engine.probe import CATALOGUE
from tests.engine.processes import processes, told_by, write_for_ever, write_notes, write_until_full

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal or limit")


def notes(app: App, actor: Actor) -> set[str]:
    """The keys of the notes in the book, after checking that the audit chain is whole."""
    with app.read(actor) as read:
        assert broken_links(read.connection, actor.company_id) == []
        return set(read.execute(select(SettingValue.c.key)).scalars())


def test_four_processes_lose_nothing_and_give_no_number_twice(office: Office) -> None:
    context = processes()
    workers = []
    for name in "abcd":
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=write_notes, args=(office.location, office.owner, name, 250, theirs))
        worker.start()
        theirs.close()
        workers.append((worker, ours))
    told = [key for _, pipe in workers for key in told_by(pipe)]
    for worker, pipe in workers:
        worker.join()
        pipe.close()
        assert worker.exitcode == 0
    assert len(told) == 1000
    assert notes(office.app, office.owner) == set(told)


def kill_while_writing(office: Office, kills: int) -> None:
    context = processes()
    chance = random.Random(20261121)
    acknowledged: set[str] = set()
    for n in range(kills):
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=write_for_ever, args=(office.location, office.owner, str(n), theirs))
        worker.start()
        theirs.close()
        # It has written at least one; then the next commands are cut off anywhere.
        acknowledged.add(ours.recv_bytes().decode())
        ours.poll(0)
        worker.join(chance.uniform(0, 0.012))
        worker.kill()
        acknowledged.update(told_by(ours))
        worker.join()
        ours.close()
    assert len(acknowledged) >= kills
    found = notes(office.app, office.owner)
    assert acknowledged <= found
    # At most the one command whose answer did not get through is there on top.
    assert len(found - acknowledged) <= kills


def check_file(path: str) -> None:
    database = open_database(path)
    try:
        with database.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
            # No answer on a plain file, and none on an encrypted one whose pages are all whole.
            driver: Any = connection.connection.driver_connection
            assert driver.execute("PRAGMA cipher_integrity_check").fetchall() == []
    finally:
        database.close()


@needs_posix
def test_killed_processes_lose_nothing_they_acknowledged(office: Office) -> None:
    kill_while_writing(office, 40)
    if office.app.database.is_sqlite:
        check_file(office.location)


@needs_posix
@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_thousand_kills(office: Office) -> None:
    kill_while_writing(office, 300 if is_encrypted(Path(office.location)) else 1000)
    if office.app.database.is_sqlite:
        check_file(office.location)


@needs_posix
@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
@pytest.mark.parametrize("room", [20_000, 300_000, 1_000_000])
def test_a_full_disk_costs_nothing_acknowledged(office: Office, room: int) -> None:
    office.app.close()
    size = Path(office.location).stat().st_size
    context = processes()
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(
        target=write_until_full, args=(office.location, office.owner, size + room, theirs)
    )
    worker.start()
    theirs.close()
    *written, refused, again = told_by(ours)
    worker.join()
    ours.close()
    assert worker.exitcode == 0
    assert written
    assert refused in {"refused book.disk_full", "refused book.disk_error"}
    assert again == "again after"
    check_file(office.location)
    app = open_book(office.location, catalogue=CATALOGUE)
    try:
        assert notes(app, office.owner) == {*written, "after"}
    finally:
        app.close()
