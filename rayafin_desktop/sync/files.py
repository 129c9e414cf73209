"""Files on their way: contents addressed by their SHA-256, in pieces that can be sent again."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from rayafin_desktop.base.errors import BookProblem, NotFound, Problem, RuleBroken
from rayafin_desktop.engine.images import columns_of, image_of, images_of, put_images, take_out
from rayafin_desktop.features.access.model import Member, SecondFactor, User
from rayafin_desktop.features.documents.model import Blob

from ..application import App

# Bytes; what a company allows (documents.settings) is looked at when the operation is applied.
LARGEST_FILE = 32 * 1024 * 1024
_ADDRESS = re.compile(r"[0-9a-f]{64}")
# What a device keeps of a person for itself: when somebody failed to sign in there, for one.
_LOCAL_TO_A_BOOK = frozenset(
    {
        "failed_sign_ins",
        "locked_until",
        "day_failures",
        "day_began_at",
        "last_sign_in_at",
        "last_company_key",
        "last_step",
    }
)
# A user's row comes before those that point at it.
_PEOPLE = (User.mapping.table, SecondFactor.mapping.table)


class Spool:
    """A folder beside the book for what arrives in pieces; for an office database, in the system's own."""

    def __init__(self, app: App) -> None:
        path = app.database.path
        name = hashlib.sha256(app.database.location.encode()).hexdigest()[:16]
        self.folder = (
            path.with_name(path.name + ".spool")
            if path is not None
            else Path(tempfile.gettempdir()) / f"rayafin-spool-{name}"
        )

    def _file(self, company_key: int, sha256: str) -> Path:
        if not _ADDRESS.fullmatch(sha256):
            raise RuleBroken([Problem("sync.call_invalid", "sha256", {"why": "not a SHA-256 in hex"})])
        self.folder.mkdir(mode=0o700, exist_ok=True)
        return self.folder / f"{company_key}-{sha256}"

    def put(self, company_key: int, sha256: str, offset: int, piece: bytes, size: int) -> dict[str, Any]:
        """Keep a piece; answers how much is here, and whether the whole is and is what it should be."""
        if not 0 <= size <= LARGEST_FILE or offset < 0:
            raise RuleBroken([Problem("sync.file_too_large", "size", {"most": LARGEST_FILE})])
        path = self._file(company_key, sha256)
        part = path.with_suffix(".part")
        if path.exists():
            return {"have": size, "complete": True}
        have = part.stat().st_size if part.exists() else 0
        if offset == have and piece:
            with part.open("ab") as file:
                file.write(piece)
            have += len(piece)
        if have < size:
            return {"have": have, "complete": False}
        content = part.read_bytes() if part.exists() else b""
        if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
            part.unlink(missing_ok=True)  # what came is not what was announced: from the beginning
            return {"have": 0, "complete": False}
        if not part.exists():
            part.touch(mode=0o600)
        part.replace(path)
        return {"have": size, "complete": True}

    def content(self, company_key: int, sha256: str) -> bytes:
        """A file that has arrived whole; NotFound `sync.file_missing` otherwise."""
        path = self._file(company_key, sha256)
        if not path.exists():
            raise NotFound("sync.file_missing", {"sha256": sha256})
        return path.read_bytes()


def content_at(connection: Connection, company_key: int, sha256: str) -> bytes:
    """The content of a stored file by its address; NotFound `sync.file_missing` otherwise."""
    c = Blob.c
    found = connection.execute(
        select(c.content).where(c.company_id == company_key, c.sha256 == sha256)
    ).scalar()
    if found is None:
        raise NotFound("sync.file_missing", {"sha256": sha256})
    return bytes(found)


def people(connection: Connection, company_key: int) -> list[list[Any]]:
    """The people of a company and their second factors: `[table, id, row]`, the row None where it is gone."""
    ids = connection.execute(
        select(Member.c.user_id).where(Member.c.company_id == company_key, Member.c.deleted_at.is_(None))
    )
    users = sorted({row[0] for row in ids})
    found: list[list[Any]] = []
    for table in _PEOPLE:
        owner = table.c.user_id if "user_id" in table.c else table.c.id
        owned = connection.execute(select(table.c.id).where(owner.in_(users)).order_by(table.c.id))
        units = [row[0].hex for row in owned]
        images = images_of(connection, company_key, table, units)
        found += [[table.name, unit, images[unit][0]] for unit in units if images[unit]]
    return found


def put_people(connection: Connection, rows: list[list[Any]]) -> None:
    """On a device: what the server says of people, beside what this book keeps of them."""
    tables = {table.name: table for table in _PEOPLE}
    for table_name, unit, row in rows:
        table = tables[table_name]
        names = [column.name for column in columns_of(table)]
        here = image_of(connection, 0, table, unit)
        values = list(row)
        if here:
            for name in _LOCAL_TO_A_BOOK & set(names):
                values[names.index(name)] = here[0][names.index(name)]
            if values == here[0]:
                continue
        take_out(connection, 0, table, [unit])
        put_images(connection, 0, table, [(unit, [values])])


def address_in(rows: list[list[Any]]) -> str:
    """The address of the file an image is of."""
    names = [column.name for column in columns_of(Blob.mapping.table)]
    return str(rows[0][names.index("sha256")])


def require_address(content: bytes, sha256: str) -> None:
    """BookProblem `sync.file_broken` unless the content has this address."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BookProblem("sync.file_broken", {"sha256": sha256})
