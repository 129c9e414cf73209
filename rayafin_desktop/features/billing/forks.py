"""Drafts that two devices worked on at the same time (sync.md, rule 9).

Lines are never merged: the later one becomes a draft of its own. Its id follows from the first one's and the
device's, so that what the device did next with "its" draft finds it.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from rayafin_desktop.engine.entity import Entity
from rayafin_desktop.engine.meanwhile import changed_meanwhile
from rayafin_desktop.engine.work import Work


def fork_id(work: Work, draft_id: UUID) -> UUID:
    """The id of this device's own version of a draft."""
    return draft_id if work.device is None else uuid5(draft_id, work.device.id.hex)


def own_version(work: Work, cls: type[Entity], draft_id: UUID) -> UUID:
    """The draft a device means: its fork, if there is one it has not heard of yet."""
    if not work.is_replay:
        return draft_id
    forked = fork_id(work, draft_id)
    is_there = work.find(cls, id=forked) is not None
    return forked if is_there and changed_meanwhile(work, cls, forked) else draft_id
