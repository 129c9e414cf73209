"""Joining that may be stopped, by a person or by the network, and goes on where it was."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from rayafin_desktop.base.ids import free_id
from rayafin_desktop.engine.database import refuse_existing

from .joining import JoinedBook, Progress, join
from .line import Line


def join_or_go_on(
    to_server: Line, code: str, name: str, path: Path, *, progress: Progress = lambda here, whole: None
) -> JoinedBook:
    """As `join`; called again with the same file and code it continues, also after the program was ended.

    The server knows a device that asks again by the id it had at first: until the book is there, the id
    stands in a small file beside it.
    """
    refuse_existing(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(path.name + ".joining-as")
    device_id = _id_in(begun) or free_id()
    begun.write_text(str(device_id), encoding="ascii")
    joined = join(to_server, code, name, path, device_id=device_id, progress=progress)
    begun.unlink()
    return joined


def _id_in(file: Path) -> UUID | None:
    try:
        return UUID(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
