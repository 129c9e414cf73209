"""Verified copies of a book, and restoring one into a new file.

A copy is written beside its target, checked, made durable and only then given its name, so that a crash
or a full disk never costs the last good backup (reliability.md trap 7). `VACUUM INTO` gives a compact file
without a write-ahead log that also opens from read-only media. A copy of an encrypted book is encrypted
with the book's key, and its key file lies beside it.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rayafin_desktop.base.errors import BookProblem

from . import encrypted
from .book_key import BookKey, key_file_of
from .database import Database, foreign_errors_mapped, is_server_location, refuse_existing
from .disk import disk_errors_told, give_name

_ABANDONED_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: the file, its SHA-256, and the manifest beside it."""

    path: Path
    sha256: str
    size: int


@disk_errors_told()
def back_up(database: Database, folder: Path, now: datetime) -> Backup:
    """Write `<book>-<stamp>.rayafin-backup` and its manifest into `folder`.

    Raises BookProblem: `backup.only_files` for an office database, `backup.damaged` when the copy does not
    check out, `book.disk_full` and friends as they come; the folder is then as it was before.
    """
    if database.path is None:
        raise BookProblem("backup.only_files")
    folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder, f"{database.path.stem}-{now:%Y%m%d-%H%M%S}", ".rayafin-backup")
    # Of this process alone, as in `restore`.
    unfinished = target.with_suffix(f".{os.getpid()}.unfinished")
    manifest_path, unfinished_manifest = target.with_suffix(".json"), target.with_suffix(".json-unfinished")
    _clear_away(folder, database.path.stem)
    unfinished.unlink(missing_ok=True)
    try:
        with foreign_errors_mapped(), closing(_connect(database.path, database.key)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        check_copy(unfinished, database.key)
        digest = made_durable(unfinished)
        if database.key is not None and key_file_of(database.path).is_file():
            # As it is today: the passphrase of a later day does not open it, that of the day does.
            shutil.copyfile(key_file_of(database.path), key_file_of(target))
            sync(key_file_of(target))
        manifest = {"file": target.name, "sha256": digest, "made_at": now.isoformat()}
        # All that needs space is done before the first name is given.
        unfinished_manifest.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        sync(unfinished_manifest)
        give_name(unfinished, target)
        unfinished_manifest.replace(manifest_path)
        sync(folder)
    except BaseException:
        if database.key is not None and not target.exists():
            key_file_of(target).unlink(missing_ok=True)
        raise
    finally:
        unfinished.unlink(missing_ok=True)
        # SQLite's own, where the disk was full in the midst of the copy.
        unfinished.with_name(f"{unfinished.name}-journal").unlink(missing_ok=True)
        unfinished_manifest.unlink(missing_ok=True)
    return Backup(target, digest, target.stat().st_size)


def _clear_away(folder: Path, stem: str) -> None:
    """Remove what a backup that was cut off left behind; younger files may be another program's at work."""
    for left in folder.glob(f"{glob.escape(stem)}-*.*unfinished*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            left.unlink(missing_ok=True)


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """The name itself, or with the first number that makes it free: two copies may be of one second."""
    number, target = 2, folder / f"{stem}{ending}"
    while target.exists():
        target = folder / f"{stem}-{number}{ending}"
        number += 1
    return target


@disk_errors_told()
def restore(backup: Path, target: Path, key: BookKey | str | None = None) -> None:
    """Copy a backup into a new book; an existing file is refused, a damaged backup too.

    An encrypted backup needs its passphrase or recovery key, and the new book is encrypted with them.

    The copy gets a new device id when it is next opened by `schema.prepare`, because a restored book must
    never go on numbering under the identity of the one it was copied from (reliability.md trap 5).
    """
    if is_server_location(str(target)):
        raise BookProblem("backup.only_files")
    refuse_existing(target)
    if not backup.is_file():
        raise BookProblem("book.missing", {"path": str(backup)})
    manifest = backup.with_suffix(".json")
    if manifest.is_file() and _digest_in(manifest) != _digest(backup):
        raise BookProblem("backup.damaged", {"path": str(backup), "why": "it differs from its manifest"})
    found = encrypted.key_for(backup, key)
    with encrypted.wrong_key_told(backup, found):
        check_copy(backup, found)
    # Two programs that restore to one place must not write one file.
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with (
            foreign_errors_mapped(),
            closing(_connect(backup, found)) as source,
            closing(_connect(unfinished, found, mode="rwc")) as copy,
        ):
            source.backup(copy)
            copy.execute("DELETE FROM book_facts WHERE key = 'device_id'")
            copy.commit()
        made_durable(unfinished)
        if key_file_of(backup).is_file() and found is not None:
            shutil.copyfile(key_file_of(backup), key_file_of(target))
            sync(key_file_of(target))
        give_name(unfinished, target)
        sync(target.parent)
    except BaseException:
        if found is not None and not target.exists():
            key_file_of(target).unlink(missing_ok=True)
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def _connect(path: Path, key: BookKey | None, mode: str = "ro") -> Any:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    log = path.with_name(path.name + "-wal")
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not log.exists():
        uri += "&immutable=1"  # as in `database`: no shared memory can be made there
    if key is not None:
        return encrypted.connect(uri, key, timeout=15)
    return sqlite3.connect(uri, uri=True, timeout=15)


def check_copy(path: Path, key: BookKey | None) -> None:
    """Read a copy from end to end: `backup.damaged`, or `book.corrupt` where nothing at all is readable."""
    error: type[Exception] = sqlite3.DatabaseError if key is None else encrypted.driver().DatabaseError
    try:
        with closing(_connect(path, key)) as connection:
            if key is not None:
                # An unreadable first page is also what a wrong key looks like; whoever asked can tell.
                _require_readable(connection, path)
                broken = encrypted.faulty_pages(connection)
                if broken:
                    raise BookProblem("backup.damaged", {"path": str(path), "why": broken[0]})
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            foreign = connection.execute("PRAGMA foreign_key_check").fetchone()
    except error as fault:
        raise BookProblem("backup.damaged", {"path": str(path), "why": str(fault)}) from fault
    if found != "ok" or foreign is not None:
        raise BookProblem("backup.damaged", {"path": str(path), "why": found if found != "ok" else "a link"})


def _digest_in(manifest: Path) -> str:
    """The digest a manifest names; empty where it says none that can be read."""
    try:
        said = json.loads(manifest.read_text("utf-8"))
    except ValueError:
        return ""
    return str(said.get("sha256", "")) if isinstance(said, dict) else ""


def _require_readable(connection: Any, path: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except encrypted.driver().DatabaseError as fault:
        raise BookProblem("book.corrupt", {"path": str(path), "why": str(fault)}) from fault


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_durable(path: Path) -> str:
    """Push a file to the disk; answers its SHA-256."""
    sync(path)
    return _digest(path)


def sync(path: Path) -> None:
    """Push a file or the entries of a folder to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no fsync for folders; its rename is journalled
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
