"""How the window comes to a line to a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rayafin_desktop.sync.line import Line

Lines = Callable[[str], "Line"]
"""Makes the line to a server from its address."""


class HttpWhenCalled:
    """A line over HTTP whose client is loaded with the first call, on the thread that makes it."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._line: Line | None = None

    @property
    def server(self) -> str:
        """Where the server is."""
        return self._server if self._line is None else self._line.server

    def call(self, name: str, payload: dict[str, Any], *, token: str = "") -> dict[str, Any]:
        """As `Line.call`."""
        if self._line is None:
            from rayafin_desktop.sync.http import HttpLine

            self._line = HttpLine(self._server)
        return self._line.call(name, payload, token=token)

    def close(self) -> None:
        """Let go of the connections."""
        if self._line is not None:
            hang_up(self._line)


def hang_up(line: Line) -> None:
    """Close a line that keeps connections; others have nothing to close."""
    close = getattr(line, "close", None)
    if close is not None:
        close()


def line_to(server: str) -> Line:
    """A line over HTTP."""
    return HttpWhenCalled(server)
