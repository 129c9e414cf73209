"""Encrypted books on the command line: made, opened, converted, kept; the key never on any stream unasked."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rayafin_desktop.cli import doctor
from rayafin_desktop.cli.bug_report import redacted
from rayafin_desktop.cli.main import main
from rayafin_desktop.engine.book_key import key_file_of, recovery_bytes

from .conftest import OWNER, PASSWORD, Rayafin

PASSPHRASE = "seven quiet boats at noon"
OTHER = "eight loud trams at dusk"
NEW = ("--name", "Surat Cotton", "--country", "IN", "--owner", OWNER)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an encrypted book made by the command line, with what it said in `said.json`."""
    folder = tmp_path_factory.mktemp("vault")
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setenv("RAYAFIN_PASSWORD", PASSWORD)
        patch.setenv("RAYAFIN_BOOK_KEY", PASSPHRASE)
        sheet = ["--recovery-sheet", str(folder / "key.pdf")]
        assert main(["new", str(folder / "vault.rayafin"), *NEW, "--encrypted", *sheet, "--json"]) == 0
    (folder / "said.json").write_text(said.getvalue())
    return folder


@pytest.fixture
def vault(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A copy of it, opened by the environment, and its recovery key."""
    monkeypatch.setenv("RAYAFIN_PASSWORD", PASSWORD)
    monkeypatch.setenv("RAYAFIN_USER", OWNER)
    monkeypatch.setenv("RAYAFIN_BOOK_KEY", PASSPHRASE)
    path = tmp_path / "vault.rayafin"
    for one in (path, key_file_of(path)):
        shutil.copyfile(made / one.name, one)
    monkeypatch.setenv("RAYAFIN_BOOK", str(path))
    return path, str(json.loads((made / "said.json").read_text())["recovery_key"])


def test_the_sheet_is_for_its_owner_alone(made: Path) -> None:
    assert (made / "key.pdf").read_bytes().startswith(b"%PDF")
    assert (made / "key.pdf").stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert PASSPHRASE not in (made / "said.json").read_text()


def test_an_encrypted_book_is_made_and_used(
    rayafin: Rayafin, vault: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, recovery = vault
    assert recovery_bytes(recovery) is not None
    assert b"Surat" not in path.read_bytes()
    assert rayafin("show", "parties", "--json").code == 0
    assert rayafin("verify").code == 0
    monkeypatch.setenv("RAYAFIN_BOOK_KEY", recovery)
    assert rayafin("show", "parties", "--json").code == 0
    monkeypatch.setenv("RAYAFIN_BOOK_KEY", OTHER)
    answer = rayafin("show", "parties", "--json")
    assert (answer.code, answer.codes) == (1, ["book.wrong_key"])
    assert OTHER not in answer.out + answer.err
    monkeypatch.delenv("RAYAFIN_BOOK_KEY")
    assert rayafin("show", "parties", "--json").codes == ["book.locked"]


def test_backup_and_restore_keep_it_encrypted(
    rayafin: Rayafin, vault: tuple[Path, str], tmp_path: Path
) -> None:
    saved = Path(rayafin("backup", "--json").json["backup"])
    assert b"Surat" not in saved.read_bytes()
    target = tmp_path / "again.rayafin"
    assert rayafin("restore", saved, target).code == 0
    assert rayafin("show", "users", "--book", target, "--json").code == 0
    assert b"Surat" not in target.read_bytes()


def test_decrypt_encrypt_and_another_passphrase(
    rayafin: Rayafin, vault: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, recovery = vault
    plain, second = tmp_path / "plain.rayafin", tmp_path / "second.rayafin"
    assert rayafin("decrypt", plain).code == 0
    assert b"Surat" in plain.read_bytes()
    assert rayafin("decrypt", plain, "--json").codes == ["book.exists"]
    assert rayafin("decrypt", tmp_path / "x.rayafin", "--book", plain, "--json").codes == [
        "book.not_encrypted"
    ]
    monkeypatch.setenv("RAYAFIN_NEW_BOOK_KEY", OTHER)
    answer = rayafin("encrypt", second, "--book", plain, "--json")
    assert answer.code == 0
    assert answer.json["recovery_key"] != recovery
    assert rayafin("passphrase").code == 0
    monkeypatch.setenv("RAYAFIN_BOOK_KEY", OTHER)
    for book in (path, second):
        assert rayafin("show", "users", "--book", book, "--json").code == 0
    assert rayafin("verify", "--book", second).code == 0
    monkeypatch.setenv("RAYAFIN_NEW_BOOK_KEY", "short")
    assert rayafin("passphrase", "--json").codes == ["book.passphrase_short"]


def test_a_sheet_wants_a_key_and_overwrites_nothing(
    rayafin: Rayafin, vault: tuple[Path, str], tmp_path: Path
) -> None:
    path, _ = vault
    sheet, there = tmp_path / "key.pdf", b"something printed"
    sheet.write_bytes(there)
    more = tmp_path / "more.rayafin"
    assert rayafin("new", more, *NEW, "--recovery-sheet", sheet, "--json").codes == ["cli.sheet_without_key"]
    answer = rayafin("new", more, *NEW, "--encrypted", "--recovery-sheet", sheet, "--json")
    assert answer.codes == ["book.exists"]
    assert not more.exists()
    assert not key_file_of(more).exists()
    assert sheet.read_bytes() == there
    assert rayafin("new", path, *NEW, "--json").codes == ["book.exists"]


def test_doctor_looks_at_the_encryption(vault: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = vault
    found = {finding.subject: finding for finding in doctor._book(str(path))}
    assert found["encryption"].ok
    assert found["encryption"].detail.startswith("SQLCipher 4")
    assert found["key file"].ok
    spoiled = bytearray(path.read_bytes())
    spoiled[-2000] ^= 1  # in the last page: the schema has to be readable still
    path.write_bytes(spoiled)
    found = {finding.subject: finding for finding in doctor._book(str(path))}
    assert not found["encryption"].ok


def test_nothing_of_the_key_is_on_a_stream_of_another_process(vault: tuple[Path, str]) -> None:
    path, recovery = vault
    spoiled = bytearray(path.read_bytes())
    spoiled[5000] ^= 1
    path.write_bytes(spoiled)
    done = subprocess.run(
        [sys.executable, "-m", "rayafin_desktop", "verify"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "book.corrupt" in done.stderr
    assert "CORE" not in done.stderr, "SQLCipher's own log"
    for secret in (recovery, PASSPHRASE):
        assert secret not in done.stdout + done.stderr


def test_a_report_of_a_bug_shows_no_key(vault: tuple[Path, str]) -> None:
    _, recovery = vault
    said = redacted(f"opened with {PASSPHRASE} and {recovery} and x{'ab' * 32}")
    assert PASSPHRASE not in said
    assert recovery not in said
