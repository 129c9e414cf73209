"""Codes and prefixes of devices, without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

CODE_LIFE = timedelta(hours=24)
MOST_ATTEMPTS = 5
# Without what is easily taken for another: 0 O, 1 I L.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 4, 5
MOST_DEVICES = 26 * 9
SKEW_WORTH_A_WARNING = timedelta(minutes=5)


def new_code(choice: Callable[[Sequence[str]], str]) -> str:
    """A one-time code of 20 letters and digits (99 bits), in groups for reading out."""
    return "-".join("".join(choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def code_hash(code: str) -> str:
    """What is kept of a code, however it was typed."""
    typed = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(b"rayafin enrolment/" + typed.encode()).hexdigest()


def token_hash(token: str) -> str:
    """What is kept of a device's token (256 random bits, so that a plain hash is enough)."""
    return hashlib.sha256(token.encode()).hexdigest()


def next_prefix(taken: Collection[str]) -> str:
    """The first free prefix: A1 to A9, B1 to Z9. Empty when all are taken."""
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for digit in range(1, 10):
            if (prefix := f"{letter}{digit}") not in taken:
                return prefix
    return ""
