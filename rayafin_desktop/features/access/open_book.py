"""What signing in needs of an opened book, said here because the application stands above the features."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from rayafin_desktop.engine.commands import Command
from rayafin_desktop.engine.permissions import Actor
from rayafin_desktop.engine.work import Read


class OpenBook(Protocol):
    """An opened book; `application.App` is one."""

    def execute(self, command: Command[Any], actor: Actor) -> Any: ...

    def read(self, actor: Actor) -> AbstractContextManager[Read]: ...
