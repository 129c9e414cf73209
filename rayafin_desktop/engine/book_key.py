"""The key of an encrypted book: what opens it, and the small file beside it.

A book is encrypted with 32 random-looking bytes, derived from the 160 random bits of its *recovery key*,
which is shown once and printed. The *passphrase* people type wraps these bytes in the key file
`<book>.key`: losing that file costs the passphrase, never the book (decision 014).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rayafin_desktop.base.errors import BookProblem, Problem, RuleBroken

SHORTEST_PASSPHRASE = 12  # characters; who holds the file may try as often as his machines allow
_FORMAT, _VERSION = "rayafin-book-key", 1
_RECOVERY_BYTES, _CHECK_BITS = 20, 20
# Crockford's base 32: no I, L, O or U, so that a printed key is read aloud and typed without doubt.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_RECOVERY_FORM = re.compile(f"[{_LETTERS}]{{36}}")
# scrypt with N = 2**17, r = 8, p = 1: 128 MB and a third of a second, OWASP's first recommendation.
_LOG2_N, _R, _P = 17, 8, 1
# What a key file may ask of this machine: one that asks for more was not written by the product.
_MOST_LOG2_N, _MOST_R, _MOST_P = 20, 16, 4


class BookKey:
    """The key a book is encrypted with. It shows itself nowhere: not in `repr`, not in a pickle."""

    __slots__ = ("_raw", "proven")

    def __init__(self, raw: bytes, *, proven: bool = False) -> None:
        """`raw` has 32 bytes; `proven` when a key file has vouched that they belong to this book."""
        if len(raw) != 32:
            raise ValueError("a book's key has 32 bytes")
        self._raw = raw
        self.proven = proven

    def __repr__(self) -> str:
        return "BookKey(***)"

    def __reduce__(self) -> Any:
        raise TypeError("a book's key is not written down")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BookKey) and hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]

    def literal(self) -> str:
        """As SQLCipher takes a raw key: `x'...'`. Never to be kept, logged or shown."""
        return f"x'{self._raw.hex()}'"

    def pragma(self) -> str:
        """The statement that gives SQLCipher the key: a PRAGMA takes no bound value, and this is hex."""
        return f'PRAGMA key = "{self.literal()}"'

    def check(self) -> str:
        """16 bytes that tell whether a key is this one, and nothing else about it."""
        return hmac.new(self._raw, b"rayafin book key check", hashlib.sha256).hexdigest()[:32]

    def wrapped(self, passphrase: str) -> bytes:
        """The content of a key file that opens the book with `passphrase`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        cost = {"log2_n": int(os.environ.get("RAYAFIN_SCRYPT_LOG2_N") or _LOG2_N), "r": _R, "p": _P}
        wrapping = AESGCM(_stretched(passphrase, salt, **cost))
        said = {
            "format": _FORMAT,
            "version": _VERSION,
            "kdf": "scrypt",
            **cost,
            "salt": salt.hex(),
            "nonce": nonce.hex(),
            "wrapped": wrapping.encrypt(nonce, self._raw, _FORMAT.encode()).hex(),
            "check": self.check(),
        }
        return (json.dumps(said, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True, repr=False)
class NewKey:
    """A fresh key: what to encrypt with, what to print for the person, what to put beside the book."""

    key: BookKey
    recovery: str
    key_file: bytes

    def __repr__(self) -> str:
        return "NewKey(***)"


def new_key(passphrase: str) -> NewKey:
    """A random key that `passphrase` will open; RuleBroken for a passphrase too short or of one letter."""
    require_good(passphrase)
    recovery = secrets.token_bytes(_RECOVERY_BYTES)
    key = BookKey(_derived(recovery), proven=True)
    return NewKey(key, _said(recovery), key.wrapped(passphrase))


def require_good(passphrase: str, field: str = "passphrase") -> None:
    """Refuse a passphrase that is no obstacle (`book.passphrase_short`, `book.passphrase_weak`)."""
    plain = unicodedata.normalize("NFC", passphrase)
    if len(plain) < SHORTEST_PASSPHRASE:
        raise RuleBroken([Problem("book.passphrase_short", field, {"least": SHORTEST_PASSPHRASE})])
    if len(set(plain)) < 5:
        raise RuleBroken([Problem("book.passphrase_weak", field)])


def key_file_of(book: Path) -> Path:
    """Where the key file of a book or a backup lies."""
    return book.with_name(book.name + ".key")


def unlocked(book: Path, secret: str) -> BookKey:
    """The key of `book` from its passphrase or its recovery key; the latter needs no key file.

    BookProblem: `book.wrong_key`, `book.key_file_missing` or `book.key_file_damaged`.
    """
    path = key_file_of(book)
    recovery = recovery_bytes(secret)
    if recovery is not None:
        key = BookKey(_derived(recovery))
        try:
            said: dict[str, Any] | None = _read(path)
        except BookProblem:
            said = None  # a key file that is lost or damaged takes nothing from whoever has the printed key
        if said is None:
            return key
        if hmac.compare_digest(key.check(), said["check"]):
            return BookKey(_derived(recovery), proven=True)
        raise BookProblem("book.wrong_key", {"path": str(book)})
    return _unwrapped(book, _read(path), secret)


def recovery_bytes(secret: str) -> bytes | None:
    """The bits of a recovery key however it was typed; None for anything else, a mistyped one included."""
    plain = re.sub(r"[\s-]", "", secret).upper().translate(_MISREAD)
    if not _RECOVERY_FORM.fullmatch(plain):
        return None
    number = 0
    for letter in plain:
        number = number << 5 | _LETTERS.index(letter)
    recovery = (number >> _CHECK_BITS).to_bytes(_RECOVERY_BYTES, "big")
    return recovery if _said(recovery).replace("-", "") == plain else None


def write_key_file(book: Path, content: bytes, *, replace: bool = False) -> None:
    """Put the key file beside a book, durably; one that is there is kept unless `replace`."""
    path = key_file_of(book)
    if path.exists() and not replace:
        raise BookProblem("book.exists", {"path": str(path)})
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BookProblem("book.cannot_create", {"path": str(path), "why": error.strerror}) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _unwrapped(book: Path, said: dict[str, Any], passphrase: str) -> BookKey:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, wrapped = (bytes.fromhex(said[name]) for name in ("salt", "nonce", "wrapped"))
    wrapping = AESGCM(_stretched(passphrase, salt, said["log2_n"], said["r"], said["p"]))
    try:
        return BookKey(wrapping.decrypt(nonce, wrapped, _FORMAT.encode()), proven=True)
    except InvalidTag:
        raise BookProblem("book.wrong_key", {"path": str(book)}) from None


_WANTED: Final = {"log2_n": int, "r": int, "p": int, "salt": str, "nonce": str, "wrapped": str, "check": str}
_LENGTHS: Final = {"salt": 32, "nonce": 24, "wrapped": 96, "check": 32}  # hex digits


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(4096)
    except FileNotFoundError:
        raise BookProblem("book.key_file_missing", {"path": str(path)}) from None
    except OSError as error:
        raise BookProblem("book.cannot_open", {"path": str(path), "why": error.strerror}) from error
    try:
        said = json.loads(content)
        fits = (
            said["format"] == _FORMAT
            and said["version"] == _VERSION
            and said["kdf"] == "scrypt"
            and all(type(said[name]) is kind for name, kind in _WANTED.items())
            and all(len(bytes.fromhex(said[name])) * 2 == length for name, length in _LENGTHS.items())
            and 1 <= said["log2_n"] <= _MOST_LOG2_N
            and 1 <= said["r"] <= _MOST_R
            and 1 <= said["p"] <= _MOST_P
        )
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise BookProblem("book.key_file_damaged", {"path": str(path)})
    return dict(said)


def _stretched(passphrase: str, salt: bytes, log2_n: int, r: int, p: int) -> bytes:
    plain = unicodedata.normalize("NFC", passphrase).encode()
    needed = 128 * r * (2**log2_n + p + 2)
    return hashlib.scrypt(plain, salt=salt, n=2**log2_n, r=r, p=p, maxmem=needed + 1_000_000, dklen=32)


def _derived(recovery: bytes) -> bytes:
    """HKDF-SHA256 (RFC 5869) of the recovery key's bits."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=b"rayafin book key 1").derive(recovery)


def _said(recovery: bytes) -> str:
    """Nine groups of four letters; the last 20 bits tell a mistyped one."""
    check = int.from_bytes(hashlib.sha256(b"rayafin recovery key" + recovery).digest()[:3], "big") >> 4
    number = int.from_bytes(recovery, "big") << _CHECK_BITS | check
    letters = "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(36)))
    return "-".join(letters[at : at + 4] for at in range(0, 36, 4))
