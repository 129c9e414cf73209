"""The keys of a company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Confidential, Length, Name, Note, References
from rayafin_desktop.engine.entity import Entity, entity


@entity("api_keys", unique=[("key_hash",)], branch_field="", shared=False)
@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKey(Entity):
    """A program may do what `member_id` may, within `permissions` (separated by spaces; empty for all of
    them) and only reading if `read_only`. Of the key its first letters are kept, to know it by, and its hash.
    """

    name: Name
    member_id: Annotated[UUID, References("members")]
    beginning: Annotated[str, Length(20)]
    key_hash: Annotated[str, Length(64), Confidential]
    read_only: bool
    permissions: Note = ""
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None  # to the hour
