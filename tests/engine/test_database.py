"""Opening books: durable on every connection, nothing overwritten, a clear code for all that is wrong."""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text, update
from sqlalchemy.engine import make_url

from rayafin_desktop.application import App, create_book, open_book
from rayafin_desktop.base.errors import BookProblem, Busy, RayafinError
from rayafin_desktop.engine import database as database_module
from rayafin_desktop.engine import schema
from rayafin_desktop.engine.database import Database, open_database
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.record import chains
from rayafin_desktop.engine.settings import SettingValue
from rayafin_desktop.features.parties.model import Party
from tests.books import Office
from tests.engine.chain import broken_links
from tests.engine.probe import CATALOGUE, WriteNote, in_work, new_party
from tests.engine.processes import is_root
from tests.postgres import PostgresServer, nobody

only_sqlite = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("location", ["postgresql"], indirect=True)


def refusal(do: Callable[[], object]) -> str:
    """The code of the refusal `do` ends in; any other end fails the test."""
    with pytest.raises(RayafinError) as refused:
        do()
    assert CATALOGUE.messages.sentences(refused.value) != [refused.value.code], "it needs a sentence"
    return refused.value.code


def opened_and_read(location: object) -> int:
    """Open a book, read and write it; answers how many parties it has."""
    app = open_book(str(location), catalogue=CATALOGUE)
    try:
        app.execute(WriteNote(key="another"), the_book(1))
        with app.read(the_book(1)) as read:
            return len(read.all(Party))
    finally:
        app.close()


# --- durability


@only_sqlite
def test_every_connection_is_durable_and_guards_links(app: App) -> None:
    for engine in (app.database._writer, app.database._reader):
        with ExitStack() as stack:
            # All at once, so that none is a second look at the same connection.
            for _ in range(5):
                cursor = stack.enter_context(closing(engine.raw_connection())).cursor()
                facts = [
                    cursor.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in ("journal_mode", "synchronous", "foreign_keys")
                ]
                cursor.close()
                assert facts == ["wal", 2, 1]


@only_sqlite
def test_a_write_transaction_locks_before_it_reads(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the driver's own BEGIN two programs would read the same number and both write the next."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0)
    other = open_database(app.database.location)
    try:
        with app.database.write() as connection:
            connection.execute(select(chains.c.n))
            with pytest.raises(Busy), other.write():
                pytest.fail("two wrote at once")
            with other.read() as reader:
                assert reader.execute(select(func.count()).select_from(chains)).scalar() is not None
        with other.write() as connection:
            connection.execute(select(chains.c.n))
    finally:
        other.close()


def test_busy_is_tried_again_until_it_goes_well(app: App) -> None:
    attempts: list[int] = []

    def third_time_lucky() -> str:
        attempts.append(1)
        if len(attempts) < 3:
            raise Busy("book.busy")
        return "done"

    assert app.database.retrying(third_time_lucky) == "done"
    with pytest.raises(Busy):
        app.database.retrying(lambda: (_ for _ in ()).throw(Busy("book.busy")), seconds=0)


# --- reading


def test_a_read_scope_refuses_to_write(office: Office) -> None:
    def write() -> None:
        with office.app.read(office.owner) as read:
            read.connection.execute(update(chains).values(n=0))

    assert refusal(write) == "book.read_only"


def test_a_read_scope_with_positions_leaves_nothing_behind(office: Office) -> None:
    with office.app.read(office.owner, positions=True) as read:
        read.connection.execute(text("CREATE TEMPORARY TABLE passing (n integer)"))
        before = read.scalar(select(func.sum(chains.c.n)))
    with office.app.read(office.owner, positions=True) as read:
        read.connection.execute(text("CREATE TEMPORARY TABLE passing (n integer)"))
        assert read.scalar(select(func.sum(chains.c.n))) == before


@pytest.mark.parametrize("positions", [False, True])
def test_a_read_scope_is_one_snapshot(office: Office, positions: bool) -> None:
    with office.app.read(office.owner, positions=positions) as read:
        assert read.all(Party) == []
        in_work(office.app, office.owner, lambda work: new_party(work, "A"))
        assert read.all(Party) == []
    with office.app.read(office.owner, positions=positions) as read:
        assert len(read.all(Party)) == 1


# --- what is no book


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "b.rayafin"
    path.write_bytes(b"precious")
    assert refusal(lambda: create_book(path)) == "book.exists"
    assert path.read_bytes() == b"precious"
    left_over = tmp_path / "c.rayafin-wal"
    left_over.write_bytes(b"log")
    assert refusal(lambda: create_book(tmp_path / "c.rayafin")) == "book.exists"
    assert left_over.read_bytes() == b"log"
    assert refusal(lambda: create_book(tmp_path / "nowhere" / "b.rayafin")) == "book.folder_missing"


def test_opening_makes_no_book(tmp_path: Path) -> None:
    assert refusal(lambda: open_book(tmp_path / "missing.rayafin")) == "book.missing"
    assert refusal(lambda: open_book(tmp_path)) == "book.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"SQLite format 3", os.urandom(5000)])
def test_a_file_of_another_kind_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.rayafin"
    path.write_bytes(content)
    assert refusal(lambda: open_book(path)) == "book.unreadable"
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE photos (id); INSERT INTO photos VALUES (1)")
    before = path.read_bytes()
    assert refusal(lambda: open_book(path)) == "book.unreadable"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["photos.db"]


def test_another_programs_server_database_is_refused(postgres_url: str) -> None:
    database = open_database(postgres_url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE photos (id integer)"))
    database.close()
    assert refusal(lambda: open_book(postgres_url)) == "book.unreadable"


def test_a_book_of_a_newer_program_is_refused(app: App, location: str) -> None:
    with app.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    app.close()
    assert refusal(lambda: open_book(location)) == "book.newer"


# --- what is damaged


@pytest.fixture
def used_book(office: Office) -> Path:
    """A SQLite file with some content, nobody connected."""
    for i in range(30):
        in_work(office.app, office.owner, lambda work, i=i: new_party(work, f"P{i}", notes="x" * 500))  # type: ignore[misc]
    office.app.close()
    return Path(office.location)


def damaged_or_whole(path: Path) -> str:
    """The code opening and using this file ends in, or `whole`; anything else fails."""
    try:
        assert opened_and_read(path) == 30
    except BookProblem as problem:
        return problem.code
    return "whole"


@only_sqlite
def test_a_truncated_book_is_told_as_damaged(used_book: Path, tmp_path: Path) -> None:
    content = used_book.read_bytes()
    codes = set()
    for part in range(1, 20):
        path = tmp_path / f"{part}.rayafin"
        path.write_bytes(content[: len(content) * part // 20])
        codes.add(damaged_or_whole(path))
    assert codes <= {"book.corrupt", "book.unreadable"}


@only_sqlite
def test_a_zeroed_page_never_ends_in_a_crash(used_book: Path, tmp_path: Path) -> None:
    content = used_book.read_bytes()
    codes = set()
    for page in range(1, len(content) // 4096, 7):
        path = tmp_path / f"{page}.rayafin"
        path.write_bytes(content[: page * 4096] + bytes(4096) + content[(page + 1) * 4096 :])
        codes.add(damaged_or_whole(path))
    assert codes <= {"book.corrupt", "book.unreadable", "whole"}
    assert "book.corrupt" in codes


# --- what cannot be written


def in_restricted_child(do: Callable[[], str]) -> str:
    """What `do` answers in a child process to which file permissions apply."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            if is_root():
                who = nobody()
                os.setgroups([])
                os.setgid(who["group"])
                os.setuid(who["user"])
            answer = do()
        except RayafinError as refused:
            answer = refused.code
        except BaseException as crash:  # noqa: BLE001 - told to the parent, which fails
            answer = repr(crash)
        os.write(sending, answer.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


@pytest.fixture
def public_folder(sqlite_template: Path) -> Iterator[Path]:
    """A folder that others may enter, with a book that others may read."""
    folder = Path(tempfile.mkdtemp(prefix="rayafin-read-only-"))
    book = folder / "book.rayafin"
    shutil.copyfile(sqlite_template, book)
    book.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def read_then_write(path: Path) -> str:
    app = open_book(path, catalogue=CATALOGUE)
    with app.read(the_book()) as read:
        known = read.scalar(select(func.count()).select_from(SettingValue.mapping.table))
    try:
        app.execute(WriteNote(key="x"), the_book(1))
    except BookProblem as refused:
        return f"{known} {refused.code}"
    return "written"


@pytest.mark.skipif(sys.platform == "win32", reason="file permissions are different there")
def test_a_read_only_book_can_be_read(public_folder: Path) -> None:
    path = public_folder / "book.rayafin"
    assert in_restricted_child(lambda: read_then_write(path)) == "0 book.read_only"
    assert [one.name for one in public_folder.iterdir()] == ["book.rayafin"]
    assert in_restricted_child(lambda: str(create_book(public_folder / "b.rayafin"))) == "book.cannot_create"
    path.chmod(0)
    assert in_restricted_child(lambda: read_then_write(path)) == "book.cannot_open"


# --- the server


def end_connections(location: str, server: PostgresServer) -> None:
    """What a restarting server does to all its clients."""
    with closing(open_admin(server)) as admin, admin.write() as connection:
        name = make_url(location).database
        ended = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(ended, {"name": name})


def open_admin(server: PostgresServer) -> Database:
    return open_database(server.admin.render_as_string(hide_password=False))


@only_postgresql
def test_a_lost_server_is_told_and_costs_nothing(office: Office, postgres_server: PostgresServer) -> None:
    def lose(work: Any) -> None:
        new_party(work, "A")
        work.flush()
        end_connections(office.location, postgres_server)
        new_party(work, "B")
        work.flush()

    assert refusal(lambda: in_work(office.app, office.owner, lose)) == "book.server_lost"
    in_work(office.app, office.owner, lambda work: new_party(work, "C"))
    with office.app.read(office.owner) as read:
        assert [party.code for party in read.all(Party)] == ["C"]
        assert broken_links(read.connection, office.company_id) == []


@only_postgresql
def test_a_lost_answer_to_a_commit_is_not_called_a_failure(
    office: Office, postgres_server: PostgresServer
) -> None:
    def lose(_: object) -> None:
        end_connections(office.location, postgres_server)

    event.listen(office.app.database.write_engine, "commit", lose, once=True)
    code = refusal(lambda: in_work(office.app, office.owner, lambda work: new_party(work, "A")))
    assert code == "book.outcome_unknown"


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    nowhere = f"postgresql://postgres@/books?host={tmp_path}"
    assert refusal(lambda: open_book(nowhere)) == "office.cannot_connect"


# --- migrations


def tables(database: Database) -> set[str]:
    name = "name FROM sqlite_master" if database.is_sqlite else "tablename FROM pg_tables"
    where = "type = 'table'" if database.is_sqlite else "schemaname = 'public'"
    with database.read() as connection:
        return set(connection.execute(text(f"SELECT {name} WHERE {where}")).scalars())


def test_migrations_go_up_down_and_up_again(app: App) -> None:
    database = app.database
    full = tables(database)
    schema.migrate(database, "base")
    left = {name for name in tables(database) if not name.startswith("sqlite_")}
    assert left <= {"alembic_version"}
    schema.prepare(database)
    assert tables(database) == full
    with database.read() as connection:
        assert schema.current_revision(connection) == schema.HEAD == schema.known_revisions()[-1]
        schema.book_fact(connection, "device_id")


def test_a_second_opening_changes_nothing(app: App, location: str) -> None:
    with app.database.read() as connection:
        first = schema.book_fact(connection, "device_id")
    second = open_book(location)
    with second.database.read() as connection:
        assert schema.book_fact(connection, "device_id") == first
    second.close()


def test_a_server_database_keeps_what_it_has_when_two_open_it_at_once(postgres_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        apps = list(pool.map(open_book, [postgres_url] * 2))
    devices = set()
    for app in apps:
        with app.database.read() as connection:
            devices.add(schema.book_fact(connection, "device_id"))
        app.close()
    assert len(devices) == 1


def test_an_exception_rolls_back(app: App) -> None:
    def write() -> None:
        with app.database.write() as connection:
            connection.execute(insert(chains).values(company_id=9, n=0, head=b"", reference_n=0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()
    with app.database.read() as connection:
        assert connection.execute(select(chains).where(chains.c.company_id == 9)).first() is None
