"""Attaching files to records, taking them off again, and the company's logo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rayafin_desktop.base.errors import NotFound, Problem, Problems, RuleBroken
from rayafin_desktop.engine.commands import Command, Secret
from rayafin_desktop.engine.entity import BookEntity, Entity, mapped_classes
from rayafin_desktop.engine.work import Work
from rayafin_desktop.features.companies.commands import own_company, set_logo
from rayafin_desktop.features.companies.model import Company

from . import rules
from .model import Attachment, Blob
from .settings import LARGEST_FILE

# A logo is a few hundred pixels: a megabyte is plenty, and it is read for every document printed.
_LARGEST_LOGO_MB = 1
_LOGO_TYPES = frozenset({"image/png", "image/jpeg"})


@dataclass(frozen=True, kw_only=True)
class AttachFile(Command[UUID]):
    """Hang a file on a record; answers the attachment's id.

    `content` is base64. It is kept out of audit log and outbox, which name the file by its hash. The same
    file on the same record is attached once only.
    """

    permission: ClassVar[str] = "document.attach"
    kind: str
    record_id: UUID
    name: str
    content: Secret
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveAttachment(Command[None]):
    """Take a file off its record; the content itself stays in the book."""

    permission: ClassVar[str] = "document.remove"
    id: UUID


@dataclass(frozen=True, kw_only=True)
class SetLogo(Command[int]):
    """The logo on the company's documents, PNG or JPEG as base64; empty for none. Answers the new version."""

    permission: ClassVar[str] = "company.change"
    version: int
    content: Secret = ""


def attach_file(command: AttachFile, work: Work) -> UUID:
    content = rules.decoded(command.content)
    problems = Problems()
    problems.extend(rules.attachment_problems(content, command.name, largest_mb=work.setting(LARGEST_FILE)))
    problems.require(len(command.note) <= 200, "document.note_too_long", "note")
    problems.raise_if_any()
    _require_record(work, command.kind, command.record_id)
    blob = _stored(work, content or b"")
    there = work.find(
        Attachment,
        Attachment.c.record_id == command.record_id,
        Attachment.c.kind == command.kind,
        Attachment.c.blob_id == blob.id,
    )
    if there is not None:
        return there.id
    name = rules.safe_name(command.name)
    attachment = work.new(
        Attachment,
        blob_id=blob.id,
        sha256=blob.sha256,
        name=name,
        media_type=rules.media_type(blob.content, name),
        size_bytes=len(blob.content),
        kind=command.kind,
        record_id=command.record_id,
        note=command.note.strip(),
    )
    return attachment.id


def _stored(work: Work, content: bytes) -> Blob:
    """The blob with this content, added if this company does not have it yet."""
    address = rules.address_of(content)
    found = work.find(Blob, Blob.c.sha256 == address)
    return work.new(Blob, sha256=address, content=content) if found is None else found


def _require_record(work: Work, kind: str, record_id: UUID) -> None:
    """NotFound unless this company has a living record of this kind and id."""
    for cls in mapped_classes():
        if cls.mapping.kind != kind or cls.mapping.parent is not None:
            continue
        if issubclass(cls, Entity):
            work.get(cls, record_id, field="record_id")
            return
        # Of the rows of the whole book, only the company's own takes attachments.
        if cls is Company and issubclass(cls, BookEntity) and own_company(work).id == record_id:
            return
    raise NotFound("document.no_such_record", {"kind": kind}, field="record_id")


def remove_attachment(command: RemoveAttachment, work: Work) -> None:
    work.remove(work.get(Attachment, command.id))


def set_company_logo(command: SetLogo, work: Work) -> int:
    if not command.content:
        return set_logo(work, "", command.version)
    content = rules.decoded(command.content)
    problems = Problems()
    problems.extend(rules.attachment_problems(content, "logo", largest_mb=_LARGEST_LOGO_MB))
    problems.raise_if_any()
    if content is None or rules.media_type(content, "logo") not in _LOGO_TYPES:
        raise RuleBroken([Problem("document.not_a_logo", "content")])
    return set_logo(work, _stored(work, content).sha256, command.version)
