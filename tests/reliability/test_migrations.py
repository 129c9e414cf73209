"""Row 9: an older book is copied and verified before it is migrated, and survives being cut off anywhere."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from rayafin_desktop.application import open_book
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine import schema
from rayafin_desktop.engine.backup import restore
from rayafin_desktop.engine.database import open_database
from tests.reliability.clerks import Desk, business, migrate_in_pipe, processes
from tests.reliability.disks import small_disk
from tests.reliability.proof import Told, content_digest, prove

STEPS_BACK = (1, 2, 3)


def older_book(desk: Desk, steps_back: int) -> Told:
    """Do some business at the desk, then bring the book down by so many revisions; answers what was told."""
    told = Told()
    with closing(desk.open()) as app:
        steps = business(app, desk)
        told.add([next(steps) for _ in range(6)])
        schema.migrate(app.database, schema.known_revisions()[-1 - steps_back])
    return told


def digest_at(path: Path) -> dict[str, str]:
    """The content of a file as it is, whatever its revision."""
    with closing(open_database(path)) as database, database.read() as connection:
        return content_digest(connection)


@pytest.mark.parametrize("steps_back", [1, pytest.param(2, marks=pytest.mark.nightly), 3])
def test_an_older_book_is_copied_then_migrated(
    desk_at: Callable[[Path], Desk], tmp_path: Path, steps_back: int
) -> None:
    """Row 9: books of N-1 to N-3: a verified copy of what they were, then all of it at the newest."""
    desk = desk_at(tmp_path / "book.rayafin")
    told = older_book(desk, steps_back)
    before = digest_at(Path(desk.location))
    with closing(desk.open()) as app:
        prove(app, told)
    (copy,) = (tmp_path / "backups").glob("*.rayafin-backup")
    assert digest_at(copy) == before
    restore(copy, tmp_path / "restored.rayafin")
    assert digest_at(tmp_path / "restored.rayafin") == before
    with closing(open_book(tmp_path / "restored.rayafin")) as app:
        prove(app, told)


def run(location: Path, deadly: int) -> int | None:
    """Migrate in a process that is killed before that statement; how many there were if it lived."""
    context = processes()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=migrate_in_pipe, args=(str(location), deadly, theirs))
    process.start()
    theirs.close()
    try:
        count = int(ours.recv_bytes())
    except EOFError:
        count = None
    process.join()
    ours.close()
    assert (process.exitcode == 0) == (count is not None)
    return count


def kill_at_statements(desk: Desk, folder: Path, steps_back: int, most: int | None) -> int:
    told = older_book(desk, steps_back)
    before = digest_at(Path(desk.location))
    counting = folder / "counting.rayafin"
    shutil.copyfile(desk.location, counting)
    count = run(counting, 0)
    assert count is not None
    chance = random.Random(9)
    all_of_them = range(1, count + 1)
    deadly = all_of_them if most is None else sorted(chance.sample(all_of_them, most))
    for at in deadly:
        place = folder / f"at-{at}"
        place.mkdir()
        path = place / "book.rayafin"
        shutil.copyfile(desk.location, path)
        assert run(path, at) is None
        with closing(sqlite3.connect(path)) as connection:
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision != schema.HEAD:
            assert digest_at(path) == before
        with closing(open_book(path)) as app:
            prove(app, told, verify=at % 10 == 0 or most is not None)
        for copy in (place / "backups").glob("*.rayafin-backup"):
            assert digest_at(copy) == before
        shutil.rmtree(place)
    return len(deadly)


def test_a_migration_killed_anywhere_changes_nothing(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 9: a sample of statements: the book is as it was, and the next start migrates it."""
    assert kill_at_statements(desk_at(tmp_path / "book.rayafin"), tmp_path, 1, 3) == 3


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("steps_back", STEPS_BACK)
def test_a_migration_killed_at_every_statement_changes_nothing(
    desk_at: Callable[[Path], Desk], tmp_path: Path, steps_back: int
) -> None:
    """Row 9: every statement of the migrations from N-1, N-2 and N-3."""
    assert kill_at_statements(desk_at(tmp_path / "book.rayafin"), tmp_path, steps_back, None) > 0


def test_a_migration_that_fails_leaves_the_book_as_it_was(
    desk_at: Callable[[Path], Desk], tmp_path: Path
) -> None:
    """Row 9: a fault in the last statement takes all of it back; the bytes of the file are the same."""
    desk = desk_at(tmp_path / "book.rayafin")
    told = older_book(desk, 3)
    path = Path(desk.location)
    before = path.read_bytes()
    database = open_database(path)

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE alembic_version"):  # the last of each migration
            raise ZeroDivisionError

    event.listen(database.write_engine, "before_cursor_execute", fail)
    with pytest.raises(ZeroDivisionError):
        schema.migrate(database)
    database.close()
    assert path.read_bytes() == before
    with closing(desk.open()) as app:
        prove(app, told)


def test_no_room_for_the_copy_means_no_migration(desk_at: Callable[[Path], Desk], tmp_path: Path) -> None:
    """Row 9: where the verified copy finds no room the book stays as it was, and says why."""
    with small_disk(tmp_path / "disk", 4) as disk:
        desk = desk_at(tmp_path / "made.rayafin")
        told = older_book(desk, 1)
        path = disk / "book.rayafin"
        shutil.copyfile(desk.location, path)
        before = path.read_bytes()
        with pytest.raises(BookProblem, match=r"book\.disk_full"):
            open_book(path)
        assert path.read_bytes() == before
        assert list((disk / "backups").glob("*")) == []
        moved = tmp_path / "moved.rayafin"
        shutil.copyfile(path, moved)
        with closing(open_book(moved)) as app:
            prove(app, told)
