"""How passwords are kept: bcrypt over a keyed digest, with the scheme named in front.

`bc1$<bcrypt>` is bcrypt of base64(HMAC-SHA256(book's key, UTF-8 of the NFC text)). The digest is 44
characters, so that bcrypt's limit of 72 bytes cuts nothing off, and keyed, so that hashes stolen from
elsewhere cannot be tried against it. A later scheme gets a prefix of its own; `needs_rehash` then moves
each user over at the next sign-in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cache

import bcrypt
from sqlalchemy import select

from rayafin_desktop.engine.schema import book_facts
from rayafin_desktop.engine.work import Read

from .rules import normalised_password

_PREFIX = "bc1$"
ROUNDS = 12  # 2**12 rounds, about 0.2 s on a desktop of 2026


def rounds() -> int:
    """The cost of new hashes. RAYAFIN_BCRYPT_ROUNDS lowers it for test suites that sign in all the time."""
    return int(os.environ.get("RAYAFIN_BCRYPT_ROUNDS", ROUNDS))


def password_key(read: Read) -> bytes:
    """The key of this book that is mixed into every password hash."""
    value = read.scalar(select(book_facts.c.value).where(book_facts.c.key == "password_key"))
    return bytes.fromhex(value)


def _digest(password: str, key: bytes) -> bytes:
    text = normalised_password(password).encode()
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest())


def hash_password(password: str, key: bytes) -> str:
    """The hash to store; a new salt each time."""
    return _PREFIX + bcrypt.hashpw(_digest(password, key), bcrypt.gensalt(rounds())).decode()


@cache
def _nobodys_hash(cost: int) -> str:
    """A hash that no password has, for users that do not exist."""
    return _PREFIX + bcrypt.hashpw(os.urandom(32).hex().encode(), bcrypt.gensalt(cost)).decode()


def password_fits(password: str, stored: str, key: bytes) -> bool:
    """Whether the password is the one behind `stored`.

    An empty or unknown `stored` takes as long as a real one and never fits, so that the time taken does
    not tell which e-mail addresses have an account.
    """
    known = stored.startswith(_PREFIX)
    against = stored if known else _nobodys_hash(rounds())
    fits = bcrypt.checkpw(_digest(password, key), against.removeprefix(_PREFIX).encode())
    return fits and known


def needs_rehash(stored: str) -> bool:
    """Whether a hash that just proved right was made by an older scheme or at another cost."""
    return not stored.startswith(f"{_PREFIX}$2b${rounds():02d}$")
