"""Keeps the draft: saved after every pause in typing, one save at a time, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.commands import Command
from rayafin_desktop.features.billing.content import Saved

PAUSE_MS = 600
Then = Callable[[], object]
SaveCommand = Callable[[Any, UUID | None, int | None], Command[Saved]]
"""The command that saves a content as the draft of an id and version, or as a new one."""


class DraftKeeper(QObject):
    """`content` answers what is to be kept, None while there is nothing worth keeping; `command` saves it.

    `saved` is emitted after every save, `refused` with the error of one that was not made; what is
    typed stays on the page and the next change tries again.
    """

    saved = Signal()
    refused = Signal(object)

    def __init__(self, workspace: Workspace, content: Callable[[], Any], command: SaveCommand) -> None:
        # No parent: a save on its way, and the one after it, outlive the page.
        super().__init__()
        self._workspace = workspace
        self._content = content
        self._command = command
        self.id: UUID | None = None
        self.version: int | None = None
        self.confirmed: frozenset[str] = frozenset()
        self.dirty = False
        self.by_itself = True
        self._saving = self._left = False
        self._then: Then | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)

    def begin(self, id_: UUID | None, version: int | None) -> None:
        """Another draft, as stored."""
        self.id, self.version = id_, version
        self.dirty = False
        self._pause.stop()

    def touch(self, *, at_once: bool = True) -> None:
        """Something was typed: save after a pause, or only when asked to."""
        self.dirty = True
        self.by_itself = at_once
        if at_once:
            self._pause.start()

    def save(self, then: Then | None = None) -> None:
        """Save now, then go on with `then`; it is not called when the save is refused."""
        self._pause.stop()
        if then is not None:
            self._then = then
        if self._saving:
            return  # `_done` sees to what came meanwhile
        content = self._content() if self.dirty else None
        if content is None:
            self._go_on()
            return
        self._saving, self.dirty = True, False
        command = self._command(content, self.id, self.version)
        self._workspace.execute(command, self._done, confirmed=self.confirmed, failed=self._failed)

    def leave(self) -> None:
        """The page goes: what is not saved yet is sent on its way."""
        last = self._content() if self.dirty and self.by_itself else None
        self.dirty, self._left = last is not None, True
        self._content = lambda: last
        self._then = None
        self.save()

    def _done(self, saved: Saved) -> None:
        self._saving = False
        self.id, self.version = saved.id, saved.version
        self.saved.emit()
        if self.dirty and (self._left or self._then is not None):
            self.save()
        elif self.dirty:
            self._pause.start()
        else:
            self._go_on()

    def _failed(self, error: Exception) -> None:
        self._saving, self.dirty = False, True
        self._then = None
        if self._left:
            self._workspace.refused.emit(error)
        else:
            self.refused.emit(error)

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
