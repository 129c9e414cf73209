"""Whose account somebody may open up for another: a password or second factor is good in every company."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.base.errors import NotAllowed, NotFound
from rayafin_desktop.engine.permissions import Role
from rayafin_desktop.engine.work import Work

from .model import Member, User


def user_here(work: Work, user_id: UUID) -> tuple[User, Member]:
    """A user by id, if he is or was a member of this company; NotFound otherwise."""
    member = work.find(Member, Member.c.user_id == user_id)
    if member is None:
        raise NotFound("user.not_found", {"id": str(user_id)}, field="user_id")
    return work.get(User, user_id, field="user_id"), member


def other_companies(work: Work, user: User) -> list[int]:
    """The keys of the other companies in which the user is an active member."""
    statement = select(Member.c.company_id).where(
        Member.c.user_id == user.id,
        Member.c.company_id != work.company_id,
        Member.c.is_active,
        Member.c.deleted_at.is_(None),
    )
    return [int(row[0]) for row in work.execute(statement)]


def user_in_reach(work: Work, user_id: UUID) -> User:
    """A member whose way in the actor may change: one who works in no company the actor does not own.

    NotFound (`user.not_found`) for a stranger, NotAllowed (`user.in_other_companies`) for the others.
    """
    user, _ = user_here(work, user_id)
    owned = select(Member.c.company_id).where(
        Member.c.user_id == work.actor.user_id, Member.c.role == Role.OWNER, Member.c.is_active
    )
    if not work.actor.everything and user.id != work.actor.user_id:
        mine = {int(row[0]) for row in work.execute(owned)}
        if not set(other_companies(work, user)) <= mine:
            raise NotAllowed("user.in_other_companies", {"name": user.name}, field="user_id")
    return user
