"""Encrypted books: two ways in and no third, the rules of a plain book, copies into new files only."""

import pickle
import random
import shutil
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from rayafin_desktop.application import App, create_book, open_book
from rayafin_desktop.base.errors import BookProblem, RayafinError, RuleBroken
from rayafin_desktop.engine import backup as backup_module
from rayafin_desktop.engine.backup import back_up, restore
from rayafin_desktop.engine.book_key import (
    BookKey,
    NewKey,
    key_file_of,
    new_key,
    recovery_bytes,
    unlocked,
    write_key_file,
)
from rayafin_desktop.engine.database import APPLICATION_ID, open_database
from rayafin_desktop.engine.encrypted import (
    change_passphrase,
    copy_book,
    driver,
    faulty_pages,
    is_encrypted,
)
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.settings import SettingValue
from rayafin_desktop.engine.statements import insert_into
from tests.books import FixedClock, found_company
from tests.engine.chain import broken_links
from tests.engine.probe import CATALOGUE, WriteNote

PASSPHRASE = "seven quiet boats at noon"
CANARY = "Canary of the silk weavers"


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are given, unless a test says otherwise."""
    monkeypatch.delenv("RAYAFIN_BOOK_KEY")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NewKey]:
    """An encrypted book with a company and a note, made once and copied for each test."""
    path, made = tmp_path_factory.mktemp("vault") / "vault.rayafin", new_key(PASSPHRASE)
    app = create_book(path, catalogue=CATALOGUE, key=made.key)
    write_key_file(path, made.key_file)
    found_company(app, name=CANARY)
    app.execute(WriteNote(key="kept"), the_book(1))
    app.close()
    return path, made


@pytest.fixture
def made(vault: tuple[Path, NewKey]) -> NewKey:
    return vault[1]


@pytest.fixture
def book(vault: tuple[Path, NewKey], tmp_path: Path) -> Path:
    path = tmp_path / "vault.rayafin"
    shutil.copyfile(vault[0], path)
    shutil.copyfile(key_file_of(vault[0]), key_file_of(path))
    return path


@pytest.fixture
def opened(book: Path) -> Iterator[App]:
    app = open_book(book, catalogue=CATALOGUE, key=PASSPHRASE)
    yield app
    app.close()


def refusal(path: Path, secret: str | None) -> str:
    """The code with which a book refuses to be opened."""
    with pytest.raises(BookProblem) as refused:
        open_database(path, key=secret)
    sentence = CATALOGUE.messages.sentences(refused.value)
    assert sentence != [refused.value.code], "it needs a sentence"
    if secret:
        assert secret not in "".join(traceback.format_exception(refused.value)) + "".join(sentence)
    return refused.value.code


def notes(path: Path, secret: str | BookKey | None) -> list[str]:
    """The notes of a book, once its audit chain has been checked."""
    app = open_book(path, catalogue=CATALOGUE, key=secret)
    try:
        with app.read(the_book(1)) as read:
            assert broken_links(read.connection, 1) == []
            return [row.key for row in read.all(SettingValue)]
    finally:
        app.close()


def content(path: Path, key: BookKey | None) -> list[str]:
    """The schema, and each row of each table as text, but for the identity of the device."""
    with closing(driver().connect(str(path))) as connection:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key.literal()}"')
        schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        found = [repr(row) for row in schema]
        for kind, name, _ in schema:
            if kind == "table":
                rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
                found += sorted(f"{name}{row!r}" for row in rows if "device_id" not in row)
        return found


# --- opening


def test_passphrase_and_recovery_key_open_it_and_nothing_else_does(book: Path, made: NewKey) -> None:
    assert notes(book, PASSPHRASE) == notes(book, made.recovery) == ["kept"]
    assert notes(book, made.recovery.lower().replace("-", " ")) == ["kept"], "however it is typed"
    assert refusal(book, None) == "book.locked"
    assert refusal(book, PASSPHRASE + " ") == "book.wrong_key"
    assert refusal(book, new_key(PASSPHRASE).recovery) == "book.wrong_key"


def test_the_environment_brings_the_key(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAYAFIN_BOOK_KEY", PASSPHRASE)
    assert notes(book, None) == ["kept"]


def test_a_lost_key_file_does_not_lose_the_book(book: Path, made: NewKey) -> None:
    key_file_of(book).unlink()
    assert refusal(book, None) == "book.locked"
    assert refusal(book, PASSPHRASE) == "book.key_file_missing"
    assert refusal(book, new_key(PASSPHRASE).recovery) == "book.wrong_key"
    assert notes(book, made.recovery) == ["kept"]


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"null", b'{"format": "rayafin-book-key", "version": 2}', b"\xff"]
)
def test_a_damaged_key_file_is_told_and_the_recovery_key_still_opens(
    book: Path, made: NewKey, damage: bytes
) -> None:
    key_file_of(book).write_bytes(damage)
    assert refusal(book, PASSPHRASE) == "book.key_file_damaged"
    assert notes(book, made.recovery) == ["kept"]


def test_a_key_file_cannot_ask_for_endless_work(book: Path) -> None:
    greedy = key_file_of(book).read_text().replace('"log2_n": 4', '"log2_n": 40')
    key_file_of(book).write_text(greedy)
    assert refusal(book, PASSPHRASE) == "book.key_file_damaged"


def test_another_books_key_file_is_no_key(book: Path, tmp_path: Path) -> None:
    key_file_of(book).write_bytes(new_key(PASSPHRASE).key_file)
    with pytest.raises(BookProblem, match=r"book\.corrupt"):
        open_database(book, key=PASSPHRASE)


@pytest.mark.parametrize("noise", [b"", b"\0" * 8192, b"words " * 4096, random.Random(1).randbytes(8191)])
def test_a_file_that_is_no_book_is_not_asked_for_its_key(tmp_path: Path, noise: bytes) -> None:
    path = tmp_path / "some.rayafin"
    path.write_bytes(noise)
    assert not is_encrypted(path)
    assert refusal(path, PASSPHRASE) == "book.unreadable"


def test_nothing_readable_is_in_the_file(book: Path, made: NewKey) -> None:
    files = [path for path in book.parent.iterdir() if path.is_file()]
    for path in files:
        found = path.read_bytes()
        assert CANARY.encode() not in found
        assert b"CREATE TABLE" not in found
        assert made.recovery.encode() not in found
        assert bytes.fromhex(made.key.literal()[2:-1]) not in found
    assert not book.read_bytes().startswith(b"SQLite")


def test_every_connection_is_durable_and_guards_links(opened: App) -> None:
    with opened.database.write() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
        assert values == ["wal", 2, 1, 2]
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        assert str(connection.exec_driver_sql("PRAGMA cipher_version").scalar()).startswith("4.")
    with pytest.raises(RayafinError, match=r"book\.read_only"), opened.database.read() as connection:
        connection.exec_driver_sql("DELETE FROM chains")


def test_what_goes_to_the_driver_directly_is_mapped_too(opened: App) -> None:
    table = SettingValue.mapping.table
    with opened.read(the_book(1)) as read:
        [row] = read.all(SettingValue)
    with pytest.raises(RayafinError, match=r"row\.taken"), opened.database.write() as connection:
        insert_into(connection, table, [column.name for column in table.columns], [row])
    with pytest.raises(RuleBroken, match=r"audit\.immutable"), opened.database.write() as connection:
        connection.execute(text("DELETE FROM audit_entries"))


# --- the key itself


def test_the_key_shows_itself_nowhere(made: NewKey, opened: App) -> None:
    literal = made.key.literal()
    said = f"{made.key!r} {made!r} {made.key} {made} {opened.database.key!r} {vars(opened.database)!r}"
    assert literal[2:-1] not in said
    assert made.recovery not in said
    with pytest.raises(TypeError):
        pickle.dumps(made.key)


@pytest.mark.parametrize("passphrase", ["short", "aaaaaaaaaaaaaaaa", "abcdabcdabcd"])
def test_a_passphrase_that_is_no_obstacle_is_refused(passphrase: str) -> None:
    with pytest.raises(RuleBroken, match=r"book\.passphrase"):
        new_key(passphrase)


def test_a_mistyped_recovery_key_is_noticed(made: NewKey) -> None:
    assert recovery_bytes(made.recovery) is not None
    assert recovery_bytes(made.recovery.replace("0", "O").replace("1", "l")) is not None, "as one reads it"
    plain = made.recovery
    noticed = 0
    for at, letter in enumerate(plain):
        if letter != "-":
            other = "7" if letter != "7" else "8"
            noticed += recovery_bytes(plain[:at] + other + plain[at + 1 :]) is None
    assert noticed == 36


def test_a_changed_passphrase_leaves_the_recovery_key(book: Path, made: NewKey) -> None:
    before = book.read_bytes()
    change_passphrase(book, unlocked(book, PASSPHRASE), "eight loud trams at dusk")
    assert refusal(book, PASSPHRASE) == "book.wrong_key"
    assert notes(book, "eight loud trams at dusk") == notes(book, made.recovery) == ["kept"]
    assert len(before) == len(book.read_bytes())
    with pytest.raises(RuleBroken):
        change_passphrase(book, made.key, "short")
    assert notes(book, "eight loud trams at dusk") == ["kept"]


# --- copies


def test_a_plain_book_is_encrypted_and_decrypted_whole(tmp_path: Path, sqlite_template: Path) -> None:
    plain, vault, again = (tmp_path / f"{name}.rayafin" for name in ("plain", "vault", "again"))
    app = create_book(plain, catalogue=CATALOGUE)
    found_company(app, name=CANARY)
    app.execute(WriteNote(key="kept"), the_book(1))
    made = new_key(PASSPHRASE)
    copy_book(plain, None, vault, made)  # while it is open, with a log beside it
    app.execute(WriteNote(key="later"), the_book(1))
    app.close()
    assert CANARY.encode() not in vault.read_bytes()
    assert notes(vault, PASSPHRASE) == ["kept"]
    copy_book(vault, made.key, again, None)
    assert content(again, None) == content(vault, made.key)
    assert set(content(again, None)) < set(content(plain, None)) | set(content(vault, made.key))
    assert notes(again, None) == ["kept"]
    with closing(sqlite3.connect(again)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        search = "SELECT count(*) FROM search_index WHERE search_index MATCH '\"zzz\"'"
        assert connection.execute(search).fetchone() == (0,)


def test_another_key_makes_the_old_one_worthless(book: Path, made: NewKey, tmp_path: Path) -> None:
    target, newer = tmp_path / "rekeyed.rayafin", new_key("nine old clocks in a row")
    copy_book(book, made.key, target, newer)
    assert notes(target, newer.recovery) == notes(target, "nine old clocks in a row") == ["kept"]
    assert refusal(target, PASSPHRASE) == refusal(target, made.recovery) == "book.wrong_key"
    devices = []
    for path, key in ((book, made.key), (target, newer.key)):
        database = open_database(path, key=key)
        with database.read() as connection:
            devices.append(
                connection.execute(text("SELECT value FROM book_facts WHERE key = 'device_id'")).scalar()
            )
        database.close()
    assert None not in devices
    assert devices[0] != devices[1], "two books of one identity would number alike"


def test_no_copy_overwrites_anything(book: Path, made: NewKey, tmp_path: Path) -> None:
    there = tmp_path / "there.rayafin"
    there.write_bytes(b"something")
    only_key = tmp_path / "only.rayafin"
    key_file_of(only_key).write_bytes(b"the key of a book on another disk")
    before = sorted(path.name for path in tmp_path.iterdir())
    for target in (there, only_key, book):
        with pytest.raises(BookProblem, match=r"book\.exists"):
            copy_book(book, made.key, target, new_key(PASSPHRASE))
    with pytest.raises(BookProblem, match=r"book\.wrong_key"):
        copy_book(book, BookKey(b"x" * 32), tmp_path / "new.rayafin", made)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert there.read_bytes() == b"something"


def test_a_copy_that_does_not_check_out_is_not_kept(
    book: Path, made: NewKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, _key: BookKey | None) -> None:
        raise BookProblem("backup.damaged", {"path": str(path), "why": "a test says so"})

    monkeypatch.setattr(backup_module, "check_copy", refuse)
    with pytest.raises(BookProblem, match=r"backup\.damaged"):
        copy_book(book, made.key, tmp_path / "new.rayafin", new_key(PASSPHRASE))
    assert not [path.name for path in tmp_path.iterdir() if "new" in path.name]


# --- backups


def test_a_backup_stays_encrypted_and_is_restored_with_either_key(
    opened: App, made: NewKey, tmp_path: Path
) -> None:
    saved = back_up(opened.database, tmp_path / "backups", FixedClock().now())
    assert CANARY.encode() not in saved.path.read_bytes()
    for number, secret in enumerate((PASSPHRASE, made.recovery)):
        target = tmp_path / f"restored{number}.rayafin"
        restore(saved.path, target, secret)
        assert is_encrypted(target)
        assert notes(target, PASSPHRASE) == ["kept"]
    key_file_of(saved.path).unlink()
    restore(saved.path, tmp_path / "alone.rayafin", made.recovery)
    assert notes(tmp_path / "alone.rayafin", made.recovery) == ["kept"]
    with pytest.raises(BookProblem, match=r"book\.wrong_key"):
        restore(saved.path, tmp_path / "never.rayafin", new_key(PASSPHRASE).recovery)
    assert not list(tmp_path.glob("never*"))


def test_a_flipped_bit_is_found(book: Path, made: NewKey, tmp_path: Path) -> None:
    whole = book.read_bytes()
    chance = random.Random(7)
    copy = tmp_path / "flipped.rayafin"
    key_file_of(copy).write_bytes(made.key_file)
    for at in (0, 100, *(chance.randrange(len(whole)) for _ in range(20)), len(whole) - 1):
        spoiled = bytearray(whole)
        spoiled[at] ^= 1 << chance.randrange(8)
        copy.write_bytes(spoiled)
        with closing(driver().connect(str(copy))) as connection:
            connection.execute(f'PRAGMA key = "{made.key.literal()}"')
            assert faulty_pages(connection), f"bit at {at}"
        with pytest.raises(BookProblem, match=r"backup\.damaged|book\.corrupt"):
            restore(copy, tmp_path / "never.rayafin", made.key)
