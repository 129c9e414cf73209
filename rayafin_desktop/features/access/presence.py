"""Who is still there: at each contact an actor is what he is in the company now, not at his sign-in.

A role changed, a branch given, a permission taken away hold from the next command or query on; a member
who was taken out of the company is refused. Members and changed permissions are reference rows: they are
read once and kept until one of them changes, in any process.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select

from rayafin_desktop.base.errors import NotAllowed
from rayafin_desktop.engine.permissions import Actor, Role
from rayafin_desktop.engine.statements import PreparedStatement
from rayafin_desktop.engine.work import Read

from .model import Member, RoleChange, Session


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one member is."""

    role: Role
    branch_id: UUID | None
    is_active: bool


def present(read: Read) -> Actor:
    """The actor of this Read as he stands now; NotAllowed (`member.session_ended`) when he has left."""
    actor = read.actor
    if actor.session_id is not None:
        _require_session(read, actor)
    if actor.member_id is None:
        return actor
    standing = read.cached("access.members", lambda: _members(read)).get(actor.member_id)
    if standing is None or not standing.is_active:
        raise NotAllowed("member.session_ended", {"who": actor.name})
    permissions = actor.permissions if actor.fixed else role_permissions(read, standing.role)
    now = (standing.role, standing.branch_id, permissions)
    if (actor.role, actor.branch_id, actor.permissions) == now:
        return actor
    return dataclasses.replace(
        actor, role=standing.role, branch_id=standing.branch_id, permissions=permissions
    )


# One row by its key, at every contact of somebody whose sign-in is known: rendered once.
_SESSION = PreparedStatement(
    select(Session.c.revoked_at, Session.c.ends_at).where(Session.c.id == bindparam("session_id"))
)


def _require_session(read: Read, actor: Actor) -> None:
    """NotAllowed (`session.over`) when this sign-in was ended or has run out."""
    row = read.first(_SESSION, session_id=actor.session_id)
    if row is None or row.revoked_at is not None or row.ends_at <= read.now:
        raise NotAllowed("session.over", {"who": actor.name})


def _members(read: Read) -> dict[UUID, _Standing]:
    return {one.id: _Standing(one.role, one.branch_id, one.is_active) for one in read.all(Member)}


def role_permissions(read: Read, role: Role) -> frozenset[str]:
    """What a role may do in this company: as proposed, with the company's own changes."""
    return read.cached("access.permissions", lambda: _permissions(read))[role]


def _permissions(read: Read) -> dict[Role, frozenset[str]]:
    found = {role: set(read.permission_table.of(role)) for role in Role}
    for change in read.all(RoleChange):
        if change.granted:
            found[change.role].add(change.permission)
        else:
            found[change.role].discard(change.permission)
    return {role: frozenset(permissions) for role, permissions in found.items()}
