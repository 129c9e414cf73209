"""Commands that follow another in its transaction, in another person's name: what was approved, for one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rayafin_desktop.base.errors import RayafinError

from .commands import Command
from .permissions import Actor

if TYPE_CHECKING:
    from .work import Work


@dataclasses.dataclass(frozen=True, slots=True)
class Approval:
    """Who let a command through that had to wait: `words` stand in the audit log beside its maker."""

    ticket_id: UUID
    words: str

    def beside(self, why: str | None) -> str:
        """The approval's words beside the reason the command gives itself."""
        return self.words if not why else f"{why} · {self.words}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A command to carry out in the same transaction, in another person's name, right after this one.

    `then` runs with its result before it is recorded; `failed` makes the command that keeps why it was
    refused, after everything has been taken back.
    """

    command: Command[Any]
    actor: Actor
    approval: Approval
    confirmed: frozenset[str]
    then: Callable[[Work, Any], None]
    failed: Callable[[RayafinError], Command[Any] | None]
