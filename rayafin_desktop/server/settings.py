"""What whoever starts the server may choose."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from rayafin_desktop.base.errors import Problem, RuleBroken

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """How the server behaves. Rates are written as `limits` reads them: "20/minute"."""

    host: str = "127.0.0.1"
    port: int = 8750
    certfile: Path | None = None
    keyfile: Path | None = None
    insecure: bool = False  # plain HTTP on a network all the same
    # No more threads than the database has connections for reading, or for writing (engine.database): a
    # thread more would only wait for a connection, and after half a minute give up.
    threads: int = 12
    most_bytes: int = 8 * MEGABYTE  # of a request's body
    access_minutes: int = 10
    answers_hours: int = 24  # how long a repeated Idempotency-Key gets the kept answer
    sign_in_rate: str = "20/minute"  # for each address
    token_rate: str = "600/minute"  # noqa: S105 - for each token
    origins: tuple[str, ...] = ()  # whose pages may call the API from a browser; none

    @property
    def has_tls(self) -> bool:
        return self.certfile is not None

    def check(self) -> None:
        """RuleBroken for what must not be served: an open network without TLS, half of a certificate."""
        problems = []
        if (self.certfile is None) != (self.keyfile is None):
            problems.append(Problem("server.half_certificate", "certfile" if self.keyfile else "keyfile"))
        for name, path in (("certfile", self.certfile), ("keyfile", self.keyfile)):
            if path is not None and not path.is_file():
                problems.append(Problem("server.no_such_file", name, {"path": str(path)}))
        if not (self.has_tls or self.insecure or is_loopback(self.host)):
            problems.append(Problem("server.needs_tls", "host", {"host": self.host}))
        if problems:
            raise RuleBroken(problems)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address. A name other than localhost may be anything."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
