"""Who a plan, an entry or a settlement is about: a member by his user's name, or an outside party."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, false, func, true

from rayafin_desktop.engine.read import Read

from ..access.model import Member, User
from ..parties.model import Party

SEE_ALL = "commission.see_all"

BENEFICIARY = Party.mapping.table.alias("beneficiary")
beneficiary_name: ColumnElement[str] = func.coalesce(User.c.name, BENEFICIARY.c.name)


def with_beneficiary(statement: Select[Any], owner: Any) -> Select[Any]:
    """The statement with the member, user and party of `owner`'s rows joined (columns of an entity)."""
    return (
        statement.outerjoin(
            Member.mapping.table,
            and_(Member.c.company_id == owner.company_id, Member.c.id == owner.member_id),
        )
        .outerjoin(User.mapping.table, User.c.id == Member.c.user_id)
        .outerjoin(
            BENEFICIARY,
            and_(BENEFICIARY.c.company_id == owner.company_id, BENEFICIARY.c.id == owner.party_id),
        )
    )


def joined_to_beneficiary(source: FromClause, owner: Any) -> FromClause:
    """The same as a FROM by itself, for lists, whose statements are taken apart to be counted."""
    return (
        source.outerjoin(
            Member.mapping.table,
            and_(Member.c.company_id == owner.company_id, Member.c.id == owner.member_id),
        )
        .outerjoin(User.mapping.table, User.c.id == Member.c.user_id)
        .outerjoin(
            BENEFICIARY,
            and_(BENEFICIARY.c.company_id == owner.company_id, BENEFICIARY.c.id == owner.party_id),
        )
    )


def only_visible(read: Read, member_id: ColumnElement[UUID | None]) -> ColumnElement[bool]:
    """Rows of the actor himself, or all where he may see them."""
    if read.actor.may(SEE_ALL):
        return true()
    if read.actor.member_id is None:
        return false()
    return member_id == read.actor.member_id
