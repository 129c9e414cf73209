"""How the window comes to a line to a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rayafin_desktop.sync.line import Line

Lines = Callable[[str], "Line"]
"""Makes the line to a server from its address."""


def line_to(server: str) -> Line:
    """A line over HTTP."""
    from rayafin_desktop.sync.http_line import HttpLine

    return HttpLine(server)
