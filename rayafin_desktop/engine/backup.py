"""Verified copies of a book, and restoring one into a new file.

A copy is written beside its target, checked, made durable and only then given its name, so that a crash
or a full disk never costs the last good backup (reliability.md trap 7). `VACUUM INTO` gives a compact file
without a write-ahead log that also opens from read-only media.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rayafin_desktop.base.errors import BookProblem

from .database import Database, foreign_errors_mapped, is_server_location, refuse_existing


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: the file, its SHA-256, and the manifest beside it."""

    path: Path
    sha256: str
    size: int


def back_up(database: Database, folder: Path, now: datetime) -> Backup:
    """Write `<book>-<stamp>.rayafin-backup` and its manifest into `folder`.

    Raises BookProblem: `backup.only_files` for an office database, `backup.damaged` when the copy does not
    check out, `book.disk_full` and friends as they come; the folder is then as it was before.
    """
    if database.path is None:
        raise BookProblem("backup.only_files")
    folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder, f"{database.path.stem}-{now:%Y%m%d-%H%M%S}", ".rayafin-backup")
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with foreign_errors_mapped(), closing(_connect(database.path)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        _check(unfinished)
        digest = durable(unfinished)
        manifest = {"file": target.name, "sha256": digest, "made_at": now.isoformat()}
        unfinished.rename(target)
        manifest_path = target.with_suffix(".json")
        manifest_path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        _sync(manifest_path)
        _sync(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(target, digest, target.stat().st_size)


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """The name itself, or with the first number that makes it free: two copies may be of one second."""
    number, target = 2, folder / f"{stem}{ending}"
    while target.exists():
        target = folder / f"{stem}-{number}{ending}"
        number += 1
    return target


def restore(backup: Path, target: Path) -> None:
    """Copy a backup into a new book; an existing file is refused, a damaged backup too.

    The copy gets a new device id when it is next opened by `schema.prepare`, because a restored book must
    never go on numbering under the identity of the one it was copied from (reliability.md trap 5).
    """
    if is_server_location(str(target)):
        raise BookProblem("backup.only_files")
    refuse_existing(target)
    if not backup.is_file():
        raise BookProblem("book.missing", {"path": str(backup)})
    manifest = backup.with_suffix(".json")
    if manifest.is_file() and json.loads(manifest.read_text("utf-8")).get("sha256") != _digest(backup):
        raise BookProblem("backup.damaged", {"path": str(backup), "why": "it differs from its manifest"})
    _check(backup)
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with (
            foreign_errors_mapped(),
            closing(_connect(backup)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
            copy.execute("DELETE FROM book_facts WHERE key = 'device_id'")
            copy.commit()
        durable(unfinished)
        unfinished.rename(target)
        _sync(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=15)


def _check(path: Path) -> None:
    try:
        with closing(_connect(path)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            foreign = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BookProblem("backup.damaged", {"path": str(path), "why": str(error)}) from error
    if found != "ok" or foreign is not None:
        raise BookProblem("backup.damaged", {"path": str(path), "why": found if found != "ok" else "a link"})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def durable(path: Path) -> str:
    """Have the disk keep a file; answers its SHA-256."""
    _sync(path)
    return _digest(path)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no fsync for folders; its rename is journalled
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
