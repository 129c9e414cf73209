"""The line between a device and its server: named calls with plain JSON values, whatever carries them."""

from __future__ import annotations

from typing import Any, Protocol

# The calls, in the order a sync makes them.
JOIN, HELLO, SUCCEED, PUT_FILE, PUSH, PULL, GET_FILE, DIGESTS, SNAPSHOT = (
    "join",
    "hello",
    "succeed",
    "put-file",
    "push",
    "pull",
    "get-file",
    "digests",
    "snapshot",
)
CALLS = (JOIN, HELLO, SUCCEED, PUT_FILE, PUSH, PULL, GET_FILE, DIGESTS, SNAPSHOT)

MOST_OPERATIONS = 500  # a push
LARGEST_BODY = 8 * 1024 * 1024  # bytes
FILE_PIECE = 512 * 1024  # bytes of a file or snapshot in one call


class Line(Protocol):
    """Carries calls to one server. Raises Offline when it cannot say whether a call arrived.

    RayafinErrors of the server come out as the same errors here.
    """

    @property
    def server(self) -> str:
        """Where the server is, for people and for the book."""
        ...

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        """Make one call; `token` says which device of which company calls."""
        ...
