"""Where a list's rows come from, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class View:
    """Which rows of a list, in which order: a tab, a typed text, field filters, a sort column."""

    tab: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False
    where: tuple[tuple[str, str], ...] = ()

    def narrowed(self) -> bool:
        """Whether a text or a filter hides rows of the tab."""
        return bool(self.text.strip() or self.where)

    def cleared(self) -> View:
        """The same tab and order without text and filters."""
        return replace(self, text="", where=())


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures above a list and the counts of its tabs."""

    stats: Mapping[str, Any] = field(default_factory=dict)
    tabs: Mapping[str, int] = field(default_factory=dict)


class PageSource(Protocol):
    """Rows of one list. Made, used and closed on one reader thread; only `interrupt` is not.

    `first_page` answers at once, straight off an index; `freeze` fixes the order of the whole view
    and answers its length; afterwards `page` reads any depth in the same time.
    """

    def count(self, view: View) -> int:
        """How many rows the view has."""

    def first_page(self, view: View, size: int) -> Sequence[Any]:
        """The first rows of the view, before its order is frozen."""

    def freeze(self, view: View) -> int:
        """Fix the order of the view; answers its length."""

    def page(self, first: int, size: int) -> Sequence[Any]:
        """Rows from position `first` (0-based) of the frozen order."""

    def position_of(self, key: UUID | int | str) -> int | None:
        """Where a row stands in the frozen order, None when it is not in it."""

    def overview(self) -> Overview:
        """Figures and tab counts."""

    def rest(self) -> None:
        """Let go of the frozen order and its snapshot; `freeze` takes a new one."""

    def interrupt(self) -> None:
        """Break off the running statement; called from the window's thread."""

    def close(self) -> None:
        """Let go of the connection."""


class Interrupted(Exception):
    """The running statement was broken off because its answer is no longer wanted."""


SourceMaker = Callable[[], PageSource]
"""Opens a source; called on the reader thread."""


def key_of(row: Any) -> UUID | int | str:
    """The id of a row, by which selection is kept."""
    key: UUID | int | str = row.id
    return key
