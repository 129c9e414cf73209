"""Joining: a new book on this machine that follows a shared company."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from rayafin_desktop import __version__
from rayafin_desktop.base.errors import BookProblem
from rayafin_desktop.base.ids import free_id
from rayafin_desktop.engine import schema
from rayafin_desktop.engine.database import refuse_existing

from ..application import App, Clock, create_book
from . import line
from .line import Line
from .snapshots import Loading
from .tokens import TokenFile, Tokens

# (bytes here, bytes in all); what it raises stops the joining.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class JoinedBook:
    """The new book, its company, and for whom the device was let in."""

    path: Path
    company_key: int
    prefix: str
    user_id: UUID


def join(
    to_server: Line,
    code: str,
    name: str,
    path: Path,
    *,
    device_id: UUID | None = None,
    progress: Progress = lambda here, whole: None,
    clock: Clock | None = None,
    tokens: Tokens | None = None,
) -> JoinedBook:
    """Redeem a code and make a book at `path` that follows the company it is for.

    An existing file is refused before the code is used. When the connection breaks, the same call with the
    same `device_id` goes on where it was; until all of it is here and checked there is no book.
    """
    refuse_existing(path)
    device_id = device_id or free_id()
    answer = to_server.call(
        line.JOIN,
        {
            "code": code,
            "name": name,
            "device_id": str(device_id),
            "version": __version__,
            "schema": schema.HEAD,
        },
    )
    kept = tokens or TokenFile(path)
    company_key = int(answer["company_key"])
    kept.put(company_key, str(answer["token"]))
    joined = JoinedBook(path, company_key, str(answer["prefix"]), UUID(answer["user_id"]))
    finish(to_server, joined, device_id, kept, progress=progress, clock=clock)
    return joined


def finish(
    to_server: Line,
    joined: JoinedBook,
    device_id: UUID,
    tokens: Tokens,
    *,
    progress: Progress = lambda here, whole: None,
    clock: Clock | None = None,
) -> None:
    """Fetch the company and make the book; can be called again after a connection broke."""
    fetched = joined.path.with_name(joined.path.name + ".joining")
    _fetch(to_server, joined.company_key, fetched, tokens, progress)
    app: App | None = None
    try:
        app = create_book(joined.path, clock=clock)
        with app.database.write() as connection:
            Loading(connection, device_id=device_id, prefix=joined.prefix, server=to_server.server).load(
                fetched
            )
    except BaseException:
        if app is not None:
            app.close()
            for suffix in ("", "-wal", "-shm"):
                joined.path.with_name(joined.path.name + suffix).unlink(missing_ok=True)
        raise
    app.close()
    fetched.unlink()


def _fetch(to_server: Line, company_key: int, path: Path, tokens: Tokens, progress: Progress) -> None:
    """Bring the snapshot here, going on where an earlier attempt ended."""
    marker = path.with_name(path.name + ".name")
    name = marker.read_text(encoding="utf-8") if marker.exists() else ""
    offset = path.stat().st_size if name and path.exists() else 0
    about: dict[str, Any] = {}
    with path.open("ab" if offset else "wb") as file:
        while True:
            about = to_server.call(
                line.SNAPSHOT,
                {"name": name, "offset": offset, "schema": schema.HEAD},
                token=tokens.get(company_key),
            )
            if about["name"] != name:
                name = str(about["name"])
                marker.write_text(name, encoding="utf-8")
            piece = base64.b64decode(about["piece"])
            file.write(piece)
            offset += len(piece)
            progress(offset, int(about["size"]))
            if offset >= int(about["size"]) or not piece:
                break
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    marker.unlink()
    if found != about["sha256"]:
        path.unlink()
        raise BookProblem("sync.snapshot_broken", {"why": "it is not what the server made"})
