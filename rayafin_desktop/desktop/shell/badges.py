"""Counts beside the pages of the sidebar: what is late, what waits for the person at the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from rayafin_desktop.engine.screens import ListScreen, Tone

from .registry import Registry

if TYPE_CHECKING:
    from rayafin_desktop.desktop.window import MainWindow
    from rayafin_desktop.engine.listing import ListQuery
    from rayafin_desktop.engine.work import Read


class Badges(QObject):
    """Reads the figure each list names as its `badge`, and again when what it is about changes."""

    def __init__(self, window: MainWindow, registry: Registry, queries: Mapping[str, ListQuery]) -> None:
        super().__init__(window)
        self._queries = queries
        self._window, self._workspace = window, window.workspace
        self._lists = [
            screen
            for screen in registry.lists.values()
            if screen.badge and self._workspace.may(screen.permission)
        ]
        self._workspace.touched.connect(self._touched)
        for screen in self._lists:
            self._read(screen)

    def _touched(self, touched: Mapping[str, Any]) -> None:
        for screen in self._lists:
            if not touched.keys().isdisjoint(screen.kinds):
                self._read(screen)

    def _read(self, screen: ListScreen) -> None:
        def figure(read: Read) -> int:
            stats = self._queries[screen.query].stats
            return 0 if stats is None else int(stats(read).get(screen.badge) or 0)

        tone: Tone = next((one.tone for one in screen.stats if one.count == screen.badge), "neutral")

        def show(count: int) -> None:
            text = self._workspace.formats.count(count) if count else ""
            self._window.sidebar.set_count(screen.key, text, tone)

        # A badge that cannot be read is none; the page itself says why.
        self._workspace.read(figure, show, owner=self, slot=screen.key, failed=lambda _: None)
