"""Users of the book, and what they are in each company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Confidential, Count, Length, Name, Personal, Rate, References
from rayafin_desktop.engine.entity import BookEntity, Entity, entity
from rayafin_desktop.engine.permissions import Role


@entity("users", unique=[("email",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class User(BookEntity):
    """A person who signs in. `password_hash` carries its scheme as a prefix (passwords.py)."""

    email: Annotated[str, Length(254), Personal]
    name: Annotated[Name, Personal]
    password_hash: Annotated[str, Length(200), Confidential] = ""
    is_active: bool = True
    failed_sign_ins: Count = 0
    locked_until: datetime | None = None
    last_sign_in_at: datetime | None = None
    last_company_key: Count = 0  # the company entered last; 0 before the first sign-in


@entity("members", unique=[("user_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class Member(Entity):
    """What a user is in one company; brokers and agents earn `commission_rate` percent."""

    user_id: Annotated[UUID, References("users")]
    role: Role
    commission_rate: Rate
    is_active: bool = True
