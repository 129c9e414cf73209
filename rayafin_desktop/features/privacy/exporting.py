"""What the book holds about a person as one ZIP: a JSON document anybody can read, and the files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from rayafin_desktop.engine.entity import Row
from rayafin_desktop.engine.erasure import entries_about, said_of
from rayafin_desktop.engine.read import Read
from rayafin_desktop.engine.record import plain_value
from rayafin_desktop.features.companies.commands import own_company
from rayafin_desktop.features.documents.model import Attachment, Blob

from .model import Subject
from .subjects import person

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same data gives the same file


def personal_data(read: Read, subject: Subject, id_: UUID) -> dict[str, Any]:
    """Everything held about a party or user, as plain JSON values. Needs the permission `personal.export`."""
    read.actor.require("personal.export")
    with read.across_branches():
        found = person(read, subject, id_)
    company = own_company(read)
    ids = {one.id for one in found.records} | {one.id for one in found.files}
    return {
        "format": "rayafin-personal-data",
        "version": 1,
        "exported_on": read.today.isoformat(),
        "company": {"code": company.code, "name": company.name, "country": company.country},
        "subject": {"kind": subject.value, "id": str(id_), "name": found.name},
        "records": [
            {
                "kind": one.kind,
                "values": _said(one.row),
                "parts": [{"kind": type(part).mapping.kind, "values": _said(part)} for part in one.parts],
                "kept_until": one.until.isoformat() if one.until else None,
            }
            for one in found.records
        ],
        "files": [{**_said(file), "in_archive": _name(file)} for file in found.files],
        "audit": [
            {
                "n": int(row.n),
                "at": row.at.isoformat(),
                "command": row.command,
                "by": row.user_name,
                "why": row.why,
                "changes": [
                    change
                    for change in json.loads(row.body)
                    if UUID(change[2][0] if isinstance(change[2], list) else change[2]) in ids
                ],
                "personal_values": said_of(row, ids),
            }
            for row in entries_about(read, ids)
        ],
    }


def export_personal(read: Read, subject: Subject, id_: UUID) -> bytes:
    """The ZIP: `personal-data.json` and the attached files under `files/`."""
    said = personal_data(read, subject, id_)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        archive.writestr(zipfile.ZipInfo("personal-data.json", _ZIP_EPOCH), text)
        for file in said["files"]:
            content = read.first(
                select(Blob.c.content).where(
                    Blob.c.company_id == read.company_id, Blob.c.id == UUID(file["blob_id"])
                )
            )
            if content is not None:
                archive.writestr(zipfile.ZipInfo(file["in_archive"], _ZIP_EPOCH), bytes(content[0]))
    return target.getvalue()


def _name(file: Attachment) -> str:
    """A name no archiver can take for another place; the name outside is in the JSON."""
    ending = file.name.rpartition(".")[2]
    safe = ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else "bin"
    return f"files/{file.id}.{safe}"


def _said(row: Row) -> Mapping[str, Any]:
    """The values of a row; secrets (a password's hash) only as being there."""
    values = {name: plain_value(getattr(row, name)) for name in row.mapping.fields}
    return values | {name: "***" for name in row.mapping.confidential if values[name]}
