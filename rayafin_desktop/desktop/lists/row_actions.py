"""What an action of a list does: open something, or carry out a command on the chosen rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rayafin_desktop.desktop.components.question import ask
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Action, ListScreen

from .page_source import key_of


class RowActions(QObject):
    """`taken` is emitted with the action and its rows when the page itself must act."""

    taken = Signal(object, object)

    def __init__(
        self, workspace: Workspace, screen: ListScreen, actions: tuple[Action, ...], page: QWidget
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._screen = screen
        self._actions = actions
        self._page = page

    def open(self, row: Any) -> None:
        """Open what Enter opens: the page or form of the row."""
        if self._screen.opens:
            self._workspace.open(self._screen.opens, id=key_of(row))

    def run(self, action: Action, rows: Sequence[Any]) -> None:
        """Do it, after asking where the action says so."""
        usable = [row for row in rows if not action.when or getattr(row, action.when, False)]
        if action.scope != "page" and not usable:
            return
        if action.confirm:
            question = tr(action.confirm)
            ask(
                self._page, tr(action.label), question, lambda: self._do(action, usable), danger=action.danger
            )
        else:
            self._do(action, usable)

    def _do(self, action: Action, rows: Sequence[Any]) -> None:
        if action.command is not None:
            for row in rows if action.scope != "page" else [None]:
                values = {action.identity: key_of(row)} if row is not None and action.identity else {}
                command = action.command(**values)
                self._workspace.execute(command, lambda _: self._workspace.say(tr(action.label)))
        elif action.opens:
            params = {"id": key_of(rows[0])} if rows and action.scope == "row" else {}
            self._workspace.open(action.opens, **params)
        else:
            self.taken.emit(action, list(rows))
