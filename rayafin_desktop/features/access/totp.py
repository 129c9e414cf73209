"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, steps of 30 seconds) and recovery codes.

The shared secret must be kept to work the codes out: it is sealed with AES-GCM under a key derived from the
book's, so that no list, log or export shows it. Whoever has the whole book has that key, too.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import rules

STEP_SECONDS = 30
_WINDOW = 1  # steps before and after, for clocks that differ and fingers that are slow
_NONCE = 12
ISSUER = "Rayafin"
RECOVERY_CODES = 10


def new_secret() -> str:
    """A shared secret of 160 bits, in base32 as apps take it."""
    return pyotp.random_base32()


def uri_of(secret: str, email: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def sealed(secret: str, key: bytes, user_id: UUID) -> str:
    """The secret as it is stored: bound to its user, so that it cannot be moved to another row."""
    nonce = os.urandom(_NONCE)
    return (nonce + AESGCM(_own_key(key)).encrypt(nonce, secret.encode(), user_id.bytes)).hex()


def unsealed(stored: str, key: bytes, user_id: UUID) -> str:
    """The secret behind what is stored; ValueError if that was tampered with."""
    raw = bytes.fromhex(stored)
    try:
        return AESGCM(_own_key(key)).decrypt(raw[:_NONCE], raw[_NONCE:], user_id.bytes).decode()
    except InvalidTag as error:
        raise ValueError("a second factor was tampered with") from error


def _own_key(key: bytes) -> bytes:
    return hmac.new(key, b"second factor", hashlib.sha256).digest()


def step_of(code: str, secret: str, now: datetime, last_step: int) -> int | None:
    """The time step a code is right for, or None; a step that was used is used up, and so are those before.

    A `last_step` from the future means that the clock was put back: then it alone is used up.
    """
    typed = "".join(code.split())
    if len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return None
    totp = pyotp.TOTP(secret)
    at = int(now.timestamp()) // STEP_SECONDS
    put_back = last_step > at + 2 * _WINDOW
    for step in range(at - _WINDOW, at + _WINDOW + 1):
        fresh = step != last_step if put_back else step > last_step
        right = hmac.compare_digest(totp.at(step * STEP_SECONDS), typed)
        if fresh and right:
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes of 78 bits, shown once."""
    return [rules.new_invite_code(secrets.choice) for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str, key: bytes, user_id: UUID) -> str:
    """What is kept of a recovery code."""
    said = b"recovery " + user_id.bytes + rules.plain_code(code).encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()


def without(hashes: Sequence[str], used: str) -> list[str] | None:
    """The hashes left after `used`, or None if it is none of them; looks at all, whichever it is."""
    fits = [hmac.compare_digest(one, used) for one in hashes]
    return [one for one, is_it in zip(hashes, fits, strict=True) if not is_it] if any(fits) else None
