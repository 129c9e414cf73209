"""What the palette finds in the book itself: people, items and documents, from the lists' own search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from rayafin_desktop.desktop.formats import Formats
from rayafin_desktop.desktop.runner import answer_of
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace

from .palette import Search
from .palette_entries import Entry, Group, score

if TYPE_CHECKING:
    from rayafin_desktop.desktop.window import MainWindow
    from rayafin_desktop.engine.screens import ListScreen

_LIMIT = 4
_LISTS: dict[str, Group] = {
    "customers": "People",
    "suppliers": "People",
    "invoices": "Documents",
    "credit_notes": "Documents",
    "bills": "Documents",
    "debit_notes": "Documents",
    "expenses": "Documents",
    "payments": "Documents",
    "items": "Documents",
    "accounts": "Documents",
}
"""The lists searched, and the group in which their rows stand."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a list that fits the text."""

    screen: ListScreen
    row: Any


def record_search(workspace: Workspace, window: MainWindow) -> Search:
    """A search for the palette over the lists this person may see."""
    screens = [
        window.registry.lists[key]
        for key in _LISTS
        if key in window.registry.lists and workspace.may(window.registry.lists[key].permission)
    ]
    owner = QObject(window)

    def find(text: str) -> list[Found]:
        return [
            Found(screen, one.row)
            for screen in screens
            for one in workspace.backend.suggestions(screen.query, text, _LIMIT)
        ]

    def search(text: str, show: Callable[[list[Entry]], object]) -> object:
        def done(found: list[Found]) -> None:
            entries = [entry_of(workspace, one, text) for one in found]
            people = [entry for entry in entries if entry.group == "People"]
            # What can be done with the nearest person stands beneath him, without Tab.
            person = max(people, key=lambda entry: score(entry, text), default=None)
            show([*entries, *(person.verbs if person is not None else ())])

        return workspace.runner.read(
            answer_of(lambda: find(text)), done, owner=owner, slot="palette", failed=workspace.refused.emit
        )

    return search


def entry_of(workspace: Workspace, found: Found, text: str) -> Entry:
    """A row as an entry: it opens the record, or its list with the row marked."""
    screen, row = found.screen, found.row
    formats: Formats = workspace.formats
    column = screen.column(screen.title_key)
    title = formats.cell(column, row) or tr(column.empty)
    figure, alarm = "", False
    if screen.amount_key:
        column = screen.column(screen.amount_key)
        amount = getattr(row, column.key, None)
        code = str(getattr(row, column.currency, "") or "") if column.currency else ""
        figure = formats.money(amount, code, sign=True) if amount else ""
        alarm = bool(column.alarm and getattr(row, column.alarm, False))
    detail = " · ".join(part for part in (tr(screen.one), _other_name(screen, row, formats)) if part)
    verbs = tuple(
        Entry(
            f"{tr(action.label)}: {title}",
            lambda key=action.opens, id_=row.id: workspace.open(key, id=id_),  # type: ignore[misc]
            "Do",
            icon=action.icon,
            words=text,
        )
        for action in screen.actions
        if action.scope == "row"
        and action.opens
        and workspace.may(action.permission)
        and (not action.when or getattr(row, action.when, False))
    )
    return Entry(
        title,
        lambda: open_row(workspace, screen, row),
        _LISTS[screen.key],
        detail,
        screen.icon,
        # The list's own search has found it, by whatever it looks at.
        words=text,
        figure=figure,
        tone="neg" if alarm else "neutral",
        verbs=verbs,
    )


def open_row(workspace: Workspace, screen: ListScreen, row: Any) -> None:
    """Open a record on its page, or show it in its list."""
    if screen.opens and not screen.opens.endswith(".form"):
        workspace.open(screen.opens, id=row.id)
    else:
        workspace.open(screen.key, id=row.id, peek=True)


def _other_name(screen: ListScreen, row: Any, formats: Formats) -> str:
    """The party or the date that tells one document from another."""
    for column in screen.columns:
        if column.key != screen.title_key and column.kind in ("party", "code"):
            return formats.cell(column, row)
    return ""
