"""Columns of the small grids: text, figures, and words chosen from a short list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rayafin_desktop.desktop.backend import Suggestion
from rayafin_desktop.desktop.grid.line_columns import LineColumn, LineKind, Refused
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.engine.screens import Choice


def number() -> LineColumn[Any]:
    """The number of the line."""
    return LineColumn(key="#", title="#", get=lambda _: None, kind="dim", width=36)


def words(key: str, title: str, *, width: int = 130, stretch: bool = False) -> LineColumn[Any]:
    """Free text."""
    return LineColumn(
        key=key,
        title=title,
        get=lambda line: getattr(line, key),
        put=lambda line, value: replace(line, **{key: str(value).strip()}),
        width=width,
        stretch=stretch,
    )


def figure(key: str, title: str, *, width: int = 96, whole: bool = False) -> LineColumn[Any]:
    """A figure, or none; `whole` takes numbers without decimals only."""

    def put(line: Any, value: Any) -> Any:
        if whole and value is not None and value != value.to_integral_value():
            raise Refused(tr("Write a whole number"))
        return replace(line, **{key: value})

    return LineColumn(
        key=key, title=title, get=lambda line: getattr(line, key), put=put,
        kind="count" if whole else "rate", width=width,
    )  # fmt: skip


def chosen(key: str, title: str, choices: tuple[Choice, ...], *, width: int = 130) -> LineColumn[Any]:
    """One of a short list; the line keeps its value, the cell shows its words."""
    shown = {one.value: tr(one.label) for one in choices}

    def find(text: str, show: Callable[[list[Suggestion]], object]) -> None:
        typed = text.strip().casefold()
        show(
            [Suggestion(value, label) for value, label in shown.items() if label.casefold().startswith(typed)]
            or [Suggestion(value, label) for value, label in shown.items()]
        )

    def put(line: Any, value: Any) -> Any:
        if isinstance(value, Suggestion):
            return replace(line, **{key: str(value.id)})
        typed = str(value).strip().casefold()
        if not typed:
            return replace(line, **{key: ""})
        hits = [one for one, label in shown.items() if label.casefold() == typed] or [
            one for one, label in shown.items() if label.casefold().startswith(typed)
        ]
        if len(hits) != 1:
            raise Refused(tr("Choose one from the list"))
        return replace(line, **{key: hits[0]})

    return LineColumn(
        key=key, title=title, get=lambda line: shown.get(getattr(line, key), ""), put=put, lookup=True,
        find=find, width=width,
    )  # fmt: skip


YES = (Choice(value="yes", label="Yes"),)
"""A tick in a grid: yes, or nothing."""


def kind_of(columns: tuple[LineColumn[Any], ...], blank: Any) -> LineKind[Any]:
    """A grid of these columns whose new lines are `blank`."""
    made: Callable[[], Any] = lambda: blank  # noqa: E731 - one value, asked for each new line
    return LineKind(columns=columns, blank=made, is_blank=lambda line: line == blank)


def whole(value: Decimal | None, without: int) -> int:
    """A figure of a grid as a whole number."""
    return without if value is None else int(value)
