"""Attachments as a list, on one record, and as content; the company's logo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, not_, select

from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.engine.feature import Fault
from rayafin_desktop.engine.listing import ListQuery
from rayafin_desktop.engine.work import Read
from rayafin_desktop.features.companies.commands import own_company

from . import rules
from .model import ERASED, Attachment, Blob

_COLUMNS = (
    "id",
    "version",
    "name",
    "media_type",
    "size_bytes",
    "kind",
    "record_id",
    "note",
    "sha256",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment without its content; `size_bytes` in bytes, `created_at` UTC."""

    id: UUID
    version: int
    name: str
    media_type: str
    size_bytes: int
    kind: str
    record_id: UUID
    note: str
    sha256: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment's content, proved by its hash; `name` is safe to save under."""

    name: str
    media_type: str
    content: bytes


def _attachments(read: Read) -> Select[Any]:
    return select(*(Attachment.c[name] for name in _COLUMNS)).where(
        Attachment.c.company_id == read.company_id, Attachment.c.deleted_at.is_(None)
    )


_IS_PICTURE = Attachment.c.media_type.startswith("image/")

ATTACHMENT_ROWS = ListQuery(
    name="attachments",
    permission="document.list",
    kinds=("attachment",),
    select=_attachments,
    key=Attachment.c.id,
    sorts={
        "created_at": [Attachment.c.created_at],
        "name": [Attachment.c.name],
        "size_bytes": [Attachment.c.size_bytes],
    },
    default_sort=("created_at", True),
    tabs={
        "all": lambda _read: None,
        "pictures": lambda _read: _IS_PICTURE,
        "papers": lambda _read: not_(_IS_PICTURE),
    },
    search=lambda _read, text: Attachment.c.name.icontains(text, autoescape=True),
)


def attachments_of(read: Read, record_id: UUID) -> Sequence[AttachmentRow]:
    """The files on one record, oldest first."""
    read.actor.require("document.read")
    statement = _attachments(read).where(Attachment.c.record_id == record_id)
    return [
        AttachmentRow(*row)
        for row in read.fetch(statement.order_by(Attachment.c.created_at, Attachment.c.id))
    ]


def read_attachment(read: Read, attachment_id: UUID) -> StoredFile:
    """An attachment's content; BookProblem (`document.damaged`) when it no longer has its hash."""
    read.actor.require("document.read")
    attachment = read.get(Attachment, attachment_id)
    return StoredFile(
        attachment.name, attachment.media_type, _content(read, attachment.sha256, attachment.name)
    )


def company_logo(read: Read) -> bytes | None:
    """The company's logo, PNG or JPEG, or None."""
    address = own_company(read).logo_sha
    return _content(read, address, "logo") if address else None


def _content(read: Read, address: str, name: str) -> bytes:
    blob = read.find(Blob, Blob.c.sha256 == address)
    if blob is None or rules.address_of(blob.content) != address:
        raise BookProblem("document.damaged", {"name": name})
    return blob.content


def damaged_files(read: Read) -> list[Fault]:
    """Stored files whose content no longer has its hash, and attachments that name another one."""
    faults: list[Fault] = []
    addresses = [
        row[0] for row in read.fetch(select(Blob.c.sha256).where(Blob.c.company_id == read.company_id))
    ]
    for address in addresses:  # one at a time: contents are large
        if address.startswith(ERASED):
            continue  # `audit.facts` looks whether an erasure in the log says so
        blob = read.find(Blob, Blob.c.sha256 == address)
        if blob is None or rules.address_of(blob.content) != address:
            faults.append(Fault("documents.files", f"the file {address} has another content"))
    strays = (
        select(Attachment.c.name, Attachment.c.sha256)
        .join_from(
            Attachment.mapping.table,
            Blob.mapping.table,
            (Blob.c.company_id == Attachment.c.company_id) & (Blob.c.id == Attachment.c.blob_id),
        )
        .where(
            Attachment.c.company_id == read.company_id,
            Attachment.c.deleted_at.is_(None),
            (Blob.c.sha256 != Attachment.c.sha256) | (func.length(Blob.c.content) != Attachment.c.size_bytes),
        )
    )
    faults += [
        Fault("documents.files", f"{name} is not the file {address}") for name, address in read.fetch(strays)
    ]
    return faults
