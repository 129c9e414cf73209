"""Stored files and what they hang on (decision 003)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from rayafin_desktop.engine.columns import Code, Count, Length, Name, Personal, References
from rayafin_desktop.engine.entity import Entity, entity

# The address of a file whose content was erased with a person's data begins so.
ERASED = "erased-"


@entity("blobs", unique=[("sha256",)], fact=True)
@dataclass(frozen=True, kw_only=True, slots=True)
class Blob(Entity):
    """The content of a file, once per company; `sha256` is its address, in lower-case hex."""

    sha256: Annotated[str, Length(64)]
    content: bytes


@entity("attachments", indexes=[("record_id",), ("created_at",), ("name",), ("blob_id",)])
@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Entity):
    """A file on a record: `kind` and `record_id` say which, `name` is what it was called outside."""

    blob_id: Annotated[UUID, References("blobs")]
    sha256: Annotated[str, Length(64)]
    name: Annotated[Name, Personal]
    media_type: Annotated[str, Length(100)]
    size_bytes: Count
    kind: Code
    record_id: UUID
    note: Annotated[Name, Personal] = ""
