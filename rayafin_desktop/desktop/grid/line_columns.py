"""What the columns of a line grid are, for any line dataclass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.engine.screens import ColumnKind

L = TypeVar("L")
Find = Callable[[str, Callable[[list[Suggestion]], object]], object]
"""Looks for records that a text names and hands the suggestions on, now or later."""


class Refused(ValueError):
    """What was typed cannot be taken; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class LineColumn(Generic[L]):
    """One column over lines of type `L` (a frozen dataclass).

    `get` answers the cell's value. Without `put` the column is read only. `put(line, value)` answers
    the changed line or raises `Refused`; its value is a Decimal or None for figures, a str for text
    and a `Suggestion` (or a str that matched nothing) where there is a look-up. A column with a `find`
    of its own looks up something else than the lines' kind does, and creates nothing.
    """

    key: str
    title: str
    get: Callable[[L], Any]
    put: Callable[[L, Any], L] | None = None
    kind: ColumnKind = "text"
    width: int = 96
    stretch: bool = False
    decimals: int = 0
    most: int = 6
    lookup: bool = False
    find: Find | None = None

    @property
    def numeric(self) -> bool:
        """Whether cells hold figures."""
        return self.kind in ("money", "qty", "rate", "percent", "count")


@dataclass(frozen=True, kw_only=True)
class LineKind(Generic[L]):
    """How lines of type `L` are made and shown.

    `blank` makes an empty line, `is_blank` knows one. `find` looks up suggestions for a text;
    `create` opens the form for what is missing.
    """

    columns: tuple[LineColumn[L], ...]
    blank: Callable[[], L]
    is_blank: Callable[[L], bool]
    find: Find | None = None
    create: Callable[[str], object] | None = None
    create_noun: str = "item"

    def editable(self) -> list[int]:
        """The positions of columns that can be typed into, in order."""
        return [n for n, one in enumerate(self.columns) if one.put is not None]
