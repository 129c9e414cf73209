"""What the sync page asks of the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rayafin_desktop.engine.work import Read

SHOWN = 5
"""Lines of what waits and of what needs a decision; the lists have all."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The oldest of what waits to be sent, the newest of what needs a decision, and how much there is."""

    now: datetime
    waiting: Sequence[Any]
    waiting_count: int
    unsettled: Sequence[Any]
    unsettled_count: int


def read_outlook(read: Read) -> Outlook:
    """Both in one snapshot."""
    from rayafin_desktop.engine.listing import Look, count, page
    from rayafin_desktop.features.devices.inbox import EXCEPTION_ROWS
    from rayafin_desktop.features.devices.outgoing import OPERATION_ROWS

    waits, open_ = Look(tab="waiting", sort="n"), Look(tab="open")
    return Outlook(
        read.now,
        page(OPERATION_ROWS, read, waits, limit=SHOWN),
        count(OPERATION_ROWS, read, waits),
        page(EXCEPTION_ROWS, read, open_, limit=SHOWN),
        count(EXCEPTION_ROWS, read, open_),
    )
