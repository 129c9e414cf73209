"""Where this computer keeps a secret of its own: a device's token, the key of a book.

The keyring of the system where there is one. Where there is none (a server without a desktop, some Linux
installations) a file that only its owner may read, encrypted with AES-256-GCM under a key worked out from the
user's password by scrypt. Without a password the key is a random one in a second file: that keeps secrets out
of a copied folder or a backup of one of the two, and from nobody who can read both. `words` says which it is.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rayafin_desktop.base.errors import BookProblem

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Rayafin Desktop"
SCRYPT_N = 2**17  # with r=8, p=1: OWASP's first choice; 128 MB and about 0.3 s on a desktop of 2026
_NONCE, _SALT, _KEY = 12, 16, 32


class Where(StrEnum):
    """What keeps the secrets."""

    KEYRING = "keyring"
    PASSWORD_FILE = "password_file"  # noqa: S105 - a kind of file, no password
    KEY_FILE = "key_file"


WORDS = {
    Where.KEYRING: "Kept in the keyring of this computer.",
    Where.PASSWORD_FILE: "This computer has no keyring. Kept in a file that only your password opens.",
    Where.KEY_FILE: "This computer has no keyring. Kept in an encrypted file whose key lies beside it: "
    "whoever can read your files can read it.",
}


class SecretStore(Protocol):
    """Secrets by name. Names are no secrets."""

    where: Where

    @property
    def words(self) -> str:
        """How they are kept, in one sentence for the person."""

    def put(self, name: str, value: str) -> None: ...

    def get(self, name: str) -> str | None: ...

    def delete(self, name: str) -> None:
        """Forget it; nothing happens if there is none."""


def open_store(folder: Path, password: str = "", *, scrypt_n: int = SCRYPT_N) -> SecretStore:
    """The best store there is here; `folder` is the person's own, for where it must be a file.

    BookProblem `secret_store.wrong_password` at the first use of a file that another password made,
    `secret_store.unreadable` if it is damaged.
    """
    backend = real_keyring()
    if backend is not None:
        return KeyringStore(backend)
    return FileStore(folder, password, scrypt_n=scrypt_n)


def real_keyring() -> KeyringBackend | None:
    """The system's keyring, or None where there is only a stand-in that keeps nothing (or keeps it open)."""
    import keyring  # looks for back ends as it is imported, which takes a while
    from keyring.core import recommended

    backend = keyring.get_keyring()
    backends = getattr(backend, "backends", None)  # a chain of several; without any it keeps nothing
    if backends is not None:
        return backend if any(recommended(one) for one in backends) else None
    return backend if recommended(backend) else None


class KeyringStore:
    """Secrets in the keyring of the system."""

    where = Where.KEYRING

    def __init__(self, backend: KeyringBackend, service: str = SERVICE) -> None:
        self._backend, self._service = backend, service

    @property
    def words(self) -> str:
        return WORDS[self.where]

    def put(self, name: str, value: str) -> None:
        with _keyring_errors():
            self._backend.set_password(self._service, name, value)

    def get(self, name: str) -> str | None:
        with _keyring_errors():
            return self._backend.get_password(self._service, name)

    def delete(self, name: str) -> None:
        with _keyring_errors():
            if self._backend.get_password(self._service, name) is not None:
                self._backend.delete_password(self._service, name)


class _keyring_errors:  # noqa: N801 - reads as a function where it is used
    """Whatever a keyring raises becomes `secret_store.keyring`; what it says may hold names, no secrets."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, stack: object) -> None:
        from keyring.errors import KeyringError

        if isinstance(error, KeyringError):
            raise BookProblem("secret_store.keyring", {"why": type(error).__name__}) from error


class FileStore:
    """Secrets in one encrypted file (mode 0600), written anew as a whole at each change."""

    def __init__(self, folder: Path, password: str = "", *, scrypt_n: int = SCRYPT_N) -> None:
        self.where = Where.PASSWORD_FILE if password else Where.KEY_FILE
        self._folder = folder
        self._path = folder / ("secrets-by-password" if password else "secrets-by-key")
        self._key_path = folder / "secrets.key"
        self._password = password
        self._n = scrypt_n
        self._keys: dict[tuple[bytes, int], bytes] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"FileStore({self.where})"

    @property
    def words(self) -> str:
        return WORDS[self.where]

    def put(self, name: str, value: str) -> None:
        with self._lock:
            self._write({**self._read(), name: value})

    def get(self, name: str) -> str | None:
        with self._lock:
            return self._read().get(name)

    def delete(self, name: str) -> None:
        with self._lock:
            kept = self._read()
            if kept.pop(name, None) is not None:
                self._write(kept)

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        _own_only(self._path)
        try:
            stored: dict[str, Any] = json.loads(self._path.read_text("ascii"))
            salt, nonce = bytes.fromhex(stored["salt"]), bytes.fromhex(stored["nonce"])
            sealed, n = bytes.fromhex(stored["sealed"]), int(stored["n"])
            if not 2 <= n <= 2**20 or n & (n - 1):
                raise ValueError(n)
        except (ValueError, KeyError, TypeError) as error:
            raise BookProblem("secret_store.unreadable", {"path": str(self._path)}) from error
        try:
            plain = AESGCM(self._key(salt, n)).decrypt(nonce, sealed, self.where.encode())
        except InvalidTag as error:
            code = "wrong_password" if self._password else "unreadable"
            raise BookProblem(f"secret_store.{code}", {"path": str(self._path)}) from error
        kept: dict[str, str] = json.loads(plain)
        return kept

    def _write(self, kept: dict[str, str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        known = next(iter(self._keys), None)
        if known is not None and known[1] == self._n:
            salt = known[0]  # the same key serves on: a fresh nonce is enough
        sealed = AESGCM(self._key(salt, self._n)).encrypt(
            nonce, json.dumps(kept).encode(), self.where.encode()
        )
        stored = {"n": self._n, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
        _replace(self._path, json.dumps(stored).encode("ascii"))

    def _key(self, salt: bytes, n: int) -> bytes:
        if not self._password:
            return self._random_key()
        if (salt, n) not in self._keys:
            kdf = Scrypt(salt=salt, length=_KEY, n=n, r=8, p=1)
            self._keys = {(salt, n): kdf.derive(self._password.encode())}
        return self._keys[salt, n]

    def _random_key(self) -> bytes:
        if not self._key_path.exists():
            _replace(self._key_path, secrets.token_bytes(_KEY))
        _own_only(self._key_path)
        key = self._key_path.read_bytes()
        if len(key) != _KEY:
            raise BookProblem("secret_store.unreadable", {"path": str(self._key_path)})
        return key


def _own_only(path: Path) -> None:
    """Take everybody else's rights away, should somebody have given them. (Windows: the folder's rights.)"""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
