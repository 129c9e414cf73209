"""The keys as a list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, select

from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.access.model import Member, User

from .model import ApiKey


def _keys(read: Read) -> Select[Any]:
    c = ApiKey.c
    state = case(
        (c.revoked_at.is_not(None), "revoked"), (c.expires_at <= read.now, "expired"), else_="active"
    )
    return (
        select(
            c.id,
            c.version,
            c.name,
            c.beginning,
            User.c.name.label("made_by"),
            c.read_only,
            c.permissions,
            c.created_at,
            c.expires_at,
            c.last_used_at,
            state.label("state"),
        )
        .join_from(
            ApiKey.mapping.table,
            Member.mapping.table,
            and_(Member.c.company_id == c.company_id, Member.c.id == c.member_id),
        )
        .join(User.mapping.table, User.c.id == Member.c.user_id)
        .where(c.company_id == read.company_id, c.deleted_at.is_(None))
    )


API_KEY_ROWS = ListQuery(
    name="api_keys",
    permission="api_key.manage",
    kinds=("api_key",),
    select=_keys,
    key=ApiKey.c.id,
    sorts={"name": (ApiKey.c.name,)},
    default_sort=("name", False),
    tabs={
        "active": lambda read: and_(ApiKey.c.revoked_at.is_(None), ApiKey.c.expires_at > read.now),
        "all": lambda _read: None,
    },
    search=lambda _read, text: ApiKey.c.name.icontains(text, autoescape=True),
)
