"""Whom a command line means."""

from __future__ import annotations

from uuid import UUID

from rayafin_desktop.base.errors import NotFound
from rayafin_desktop.engine.read import Read
from rayafin_desktop.features.access.model import User
from rayafin_desktop.features.parties.model import Party

from .model import Subject


def subject_called(read: Read, called: str) -> tuple[Subject, UUID]:
    """A party by its code or a user by his e-mail; NotFound (`privacy.no_party`)."""
    read.actor.require("personal.export")
    party = read.find(Party, code=called)
    if party is not None:
        return Subject.PARTY, party.id
    user = read.find(User, email=called.strip().lower()) if "@" in called else None
    if user is None:
        raise NotFound("privacy.no_party", {"code": called})
    return Subject.USER, user.id
