"""The members of a company who could be asked to approve."""

from __future__ import annotations

from sqlalchemy import select, true

from rayafin_desktop.engine.work import Read

from ..access.model import Member, User
from .rules import Colleague


def colleagues(read: Read) -> list[Colleague]:
    """Every active member with an open account."""
    statement = (
        select(Member.c.user_id, Member.c.id, Member.c.role, Member.c.branch_id)
        .join_from(Member.mapping.table, User.mapping.table, User.c.id == Member.c.user_id)
        .where(
            Member.c.company_id == read.company_id,
            Member.c.is_active == true(),
            Member.c.deleted_at.is_(None),
            User.c.is_active == true(),
        )
    )
    return [Colleague(*row) for row in read.fetch(statement)]
