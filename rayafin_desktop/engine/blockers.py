"""What may stand in the way of closing a period: each feature says its own, `Feature.blockers`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .read import Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Something that stands in the way of closing a period, contributed by the feature that knows it.

    `count` answers how many there are for the days `first` to `last`, 0 when all is well. A mere warning
    is told and can be gone past. `opens` is the list or page where they are put right (`tab` its view),
    shown to those who have `permission`.
    """

    key: str
    label: str
    advice: str
    count: Callable[[Read, date, date], int]
    is_warning: bool = False
    opens: str = ""
    tab: str = ""
    permission: str = ""
