"""Access tokens: signed, short-lived statements of who is signed in, where, and by which session.

They are not trusted for anything that may change: role, permissions and whether the session still stands
are read from the book at each contact. The key is made of the book's and the device's own, so that a copied
book, which is another device, honours no token of the first.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import jwt

from rayafin_desktop.application import App
from rayafin_desktop.engine.permissions import the_book
from rayafin_desktop.engine.schema import book_fact
from rayafin_desktop.features.access.passwords import password_key

from .problems import NotSignedIn

ALGORITHM = "HS256"
ISSUER = "rayafin"
CLOCK_SLACK = timedelta(seconds=5)
_REQUIRED = ["iss", "aud", "exp", "iat", "jti", "sub", "sid", "mem", "com"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What an access token says."""

    user_id: UUID
    member_id: UUID
    session_id: UUID
    company_key: int


class Tokens:
    """Makes and reads the access tokens of one book."""

    def __init__(self, app: App, minutes: int) -> None:
        with app.read(the_book()) as read:
            book_id = book_fact(read.connection, "book_id")
            device_id = book_fact(read.connection, "device_id")
            secret = password_key(read)
        self._key = hmac.new(secret, b"access tokens " + device_id.bytes, hashlib.sha256).digest()
        self._clock = app.clock
        self.audience = f"rayafin-api:{book_id}"
        self.seconds = minutes * 60

    def key_for(self, what: str) -> bytes:
        """32 bytes for another use, which tell nothing of the key of the tokens."""
        return hmac.new(self._key, what.encode(), hashlib.sha256).digest()

    def made(self, claims: Claims) -> str:
        now = self._clock.now()
        content = {
            "iss": ISSUER,
            "aud": self.audience,
            "iat": now,
            "exp": now + timedelta(seconds=self.seconds),
            "jti": uuid4().hex,
            "sub": str(claims.user_id),
            "mem": str(claims.member_id),
            "sid": str(claims.session_id),
            "com": claims.company_key,
        }
        return jwt.encode(content, self._key, ALGORITHM)

    def read(self, token: str) -> Claims:
        """What the token says; NotSignedIn (`token.invalid`) unless it is ours, for us, and of now."""
        try:
            # The book's clock judges, not the library's: both must agree in tests and after a jump.
            said = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=self.audience,
                issuer=ISSUER,
                options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False},
            )
            self._require_now(said["iat"], said["exp"])
            return Claims(
                user_id=UUID(said["sub"]),
                member_id=UUID(said["mem"]),
                session_id=UUID(said["sid"]),
                company_key=int(said["com"]),
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise NotSignedIn("token.invalid") from None

    def _require_now(self, issued: object, ends: object) -> None:
        now = self._clock.now()
        if not isinstance(issued, int) or not isinstance(ends, int):
            raise TypeError("a time that is none")
        if now >= _instant(ends, now) or now + CLOCK_SLACK < _instant(issued, now):
            raise ValueError("not now")


def _instant(seconds: int, like: datetime) -> datetime:
    return datetime.fromtimestamp(seconds, like.tzinfo)
