"""The store of secrets: with a keyring, and on a machine without one with real files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine.secret_store import FileStore, Where, open_store

TOKEN = "canary-4f1c-token"
QUICK = 2**10


class Memory(KeyringBackend):
    """A keyring as a desktop has one."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def test_a_keyring_is_used_where_there_is_one(tmp_path: Path) -> None:
    memory = Memory()
    keyring.set_keyring(memory)
    store = open_store(tmp_path, "whatever")
    store.put("device", TOKEN)
    assert store.where is Where.KEYRING
    assert list(memory.kept.values()) == [TOKEN]
    assert store.get("device") == TOKEN
    store.delete("device")
    store.delete("device")
    assert store.get("device") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("password", ["correct horse battery staple", ""])
def test_without_one_it_is_a_file_for_its_owner_only(tmp_path: Path, password: str) -> None:
    folder = tmp_path / "own"
    store = open_store(folder, password, scrypt_n=QUICK)
    assert store.get("device") is None
    store.put("device", TOKEN)
    store.put("book key", "ключ 🔑")
    again = open_store(folder, password, scrypt_n=QUICK)
    assert (again.get("device"), again.get("book key")) == (TOKEN, "ключ 🔑")
    assert again.words.startswith("This computer has no keyring.")
    for path in folder.iterdir():
        content = path.read_bytes()
        assert TOKEN.encode() not in content
        assert b"correct horse" not in content
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again.delete("device")
    assert open_store(folder, password, scrypt_n=QUICK).get("device") is None


def test_another_password_opens_nothing_and_destroys_nothing(tmp_path: Path) -> None:
    FileStore(tmp_path, "one", scrypt_n=QUICK).put("device", TOKEN)
    other = FileStore(tmp_path, "other", scrypt_n=QUICK)
    with pytest.raises(BookProblem, match=r"secret_store\.wrong_password"):
        other.get("device")
    with pytest.raises(BookProblem, match=r"secret_store\.wrong_password"):
        other.put("device", "mine")
    assert FileStore(tmp_path, "one", scrypt_n=QUICK).get("device") == TOKEN


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"n": 1000000000, "salt": "", "nonce": ""}'])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    store = FileStore(tmp_path, scrypt_n=QUICK)
    store.put("device", TOKEN)
    (tmp_path / "secrets-by-key").write_bytes(content)
    with pytest.raises(BookProblem, match=r"secret_store\.unreadable"):
        store.get("device")


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    store = FileStore(tmp_path, scrypt_n=QUICK)
    store.put("device", TOKEN)
    path = tmp_path / "secrets-by-key"
    text = path.read_text()
    at = text.index('"sealed": "') + 11
    for offset in (0, 8, 30):
        digit = text[at + offset]
        path.write_text(text[: at + offset] + ("0" if digit != "0" else "1") + text[at + offset + 1 :])
        with pytest.raises(BookProblem):
            store.get("device")


def test_rights_somebody_gave_away_are_taken_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path, scrypt_n=QUICK)
    store.put("device", TOKEN)
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    assert store.get("device") == TOKEN
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    store = FileStore(tmp_path, "one", scrypt_n=QUICK)
    for n in range(5):
        store.put("device", str(n))
    assert [path.name for path in tmp_path.iterdir()] == ["secrets-by-password"]
    assert TOKEN not in repr(store)
