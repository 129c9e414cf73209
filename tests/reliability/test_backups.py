"""Backups: restored and compared, made while somebody writes, and cut off at any moment."""

import hashlib
import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rayafin_desktop.application import open_book
from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine import schema
from rayafin_desktop.engine.backup import back_up, restore
from tests.engine.processes import told_by
from tests.reliability.clerks import Desk, backups_in_pipe, business, in_pipe, processes
from tests.reliability.proof import Told, digest_of, prove


def test_every_backup_is_restored_and_compared(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 10: each backup of a growing book makes a book of the same content with an identity of its own."""
    desk = desk_at(tmp_path / "book.rayafin")
    made, told = [], Told()
    with closing(desk.open()) as app:
        steps = business(app, desk)
        for _ in range(3):
            told.add([next(steps) for _ in range(3)])
            made.append((back_up(app.database, tmp_path / "backups", utc_now()), digest_of(app), len(told)))
        with app.database.read() as connection:
            device = schema.book_fact(connection, "device_id")
    for number, (backup, digest, _) in enumerate(made):
        target = tmp_path / f"restored-{number}.rayafin"
        restore(backup.path, target)
        with closing(open_book(target)) as restored:
            assert digest_of(restored) == digest
            assert [one for one in restored.verify() if one.faults] == []
            with restored.database.read() as connection:
                assert schema.book_fact(connection, "device_id") != device
    with closing(open_book(tmp_path / "restored-2.rayafin")) as app:
        prove(app, told)


def test_a_backup_made_while_clerks_write_is_whole(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 10: everything told before the backup began is in it, and nothing is half."""
    desk = desk_at(tmp_path / "book.rayafin")
    context = processes()
    ours, theirs = context.Pipe(duplex=False)
    clerk = context.Process(target=in_pipe, args=(desk, theirs))  # until killed: however slow the backups are
    clerk.start()
    theirs.close()
    lines: list[str] = []
    made = []
    with closing(desk.open()) as app:
        for n in range(3):
            lines.append(ours.recv_bytes().decode())
            while ours.poll():
                lines.append(ours.recv_bytes().decode())
            before = len(lines)
            made.append((back_up(app.database, tmp_path / f"backups{n}", utc_now()), before))
    clerk.kill()
    lines += told_by(ours)
    clerk.join()
    ours.close()
    for number, (backup, before) in enumerate(made):
        restore(backup.path, tmp_path / f"restored-{number}.rayafin")
        told = Told()
        told.add(lines[:before])
        with closing(open_book(tmp_path / f"restored-{number}.rayafin")) as app:
            prove(app, told, at_most_more=len(lines))


def kill_backups(desk: Desk, folder: Path, kills: int) -> None:
    context = processes()
    chance = random.Random(10)
    told: dict[str, str] = {}
    for _ in range(kills):
        ours, theirs = context.Pipe(duplex=False)
        maker = context.Process(target=backups_in_pipe, args=(desk.location, str(folder), theirs))
        maker.start()
        theirs.close()
        lines = [ours.recv_bytes().decode()]
        maker.join(chance.uniform(0, 0.1))
        maker.kill()
        lines += told_by(ours)
        maker.join()
        ours.close()
        told |= dict(line.split(" ") for line in lines)
        found = {path.name: path for path in folder.glob("*.rayafin-backup")}
        assert set(told) <= set(found)
        for name, digest in told.items():
            assert hashlib.sha256(found[name].read_bytes()).hexdigest() == digest
        # What has the name of a backup is one, even if nobody was told of it.
        for name in set(found) - set(told):
            with closing(sqlite3.connect(found[name])) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(told) >= kills


def test_backups_that_are_killed_leave_the_others(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 10: backups killed at any moment; each that was told is there, byte for byte."""
    kill_backups(desk_at(tmp_path / "book.rayafin"), tmp_path / "backups", 4)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_two_hundred_killed_backups(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 10: the same two hundred times."""
    kill_backups(desk_at(tmp_path / "book.rayafin"), tmp_path / "backups", 200)


def test_what_a_cut_off_backup_left_is_cleared_away_later(
    desk_at: Callable[[Path], Desk], tmp_path: Path
) -> None:
    """Row 10: after a day, and only what is this book's."""
    desk = desk_at(tmp_path / "book.rayafin")
    folder = tmp_path / "backups"
    folder.mkdir()
    old, young, foreign = (
        folder / f"{name}.unfinished"
        for name in ("book-20250101-000000", "book-20260101-000000", "other-20250101-000000")
    )
    for path in (old, young, foreign):
        path.write_bytes(b"half")
    long_ago = time.time() - timedelta(days=2).total_seconds()
    for path in (old, foreign):
        os.utime(path, (long_ago, long_ago))
    with closing(desk.open()) as app:
        back_up(app.database, folder, utc_now())
    assert not old.exists()
    assert young.exists()
    assert foreign.exists()


def test_a_book_is_not_restored_over_another(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 8: neither over a book, nor over what a book left, nor through a link that leads nowhere."""
    desk = desk_at(tmp_path / "book.rayafin")
    with closing(desk.open()) as app:
        made = back_up(app.database, tmp_path / "backups", utc_now())
    before = Path(desk.location).read_bytes()
    nowhere = tmp_path / "link.rayafin"
    nowhere.symlink_to(tmp_path / "nowhere")
    left_log = tmp_path / "left.rayafin-wal"
    left_log.write_bytes(b"log")
    for target in (Path(desk.location), nowhere, tmp_path / "left.rayafin", made.path):
        with pytest.raises(BookProblem, match=r"book\.exists"):
            restore(made.path, target)
    assert Path(desk.location).read_bytes() == before
    assert left_log.read_bytes() == b"log"
    assert not (tmp_path / "nowhere").exists()
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    assert list(tmp_path.glob(".*unfinished")) == []
