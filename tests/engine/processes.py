"""What other processes do in tests: write notes until done or killed, saying so only after the commit."""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from typing import Any

from rayafin_desktop.application import open_book
from rayafin_desktop.engine.permissions import Actor
from tests.engine.probe import CATALOGUE, WriteNote


def processes() -> Any:
    """How to start processes: fresh ones, where possible from a server that has imported everything."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.engine.processes"])
    return context


def write_notes(location: str, actor: Actor, name: str, count: int, told: Connection) -> None:
    """Write `count` notes; tells each key after its command has returned."""
    app = open_book(location, catalogue=CATALOGUE)
    for i in range(count):
        key = f"{name}/{i}"
        app.execute(WriteNote(key=key), actor)
        told.send_bytes(key.encode())
    app.close()
    told.close()


def write_for_ever(location: str, actor: Actor, name: str, told: Connection) -> None:
    """Write notes until killed."""
    write_notes(location, actor, name, sys.maxsize, told)


def write_until_full(location: str, actor: Actor, most_bytes: int, told: Connection) -> None:
    """Write notes while no file may grow beyond `most_bytes`; then tell the refusal, and whether all is well.

    Tells each key, `refused <code>`, and after the limit is lifted `again <key>`.
    """
    import resource

    from rayafin_desktop.base.errors import RayafinError

    app = open_book(location, catalogue=CATALOGUE)
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, free[1]))
    try:
        for i in range(100_000):
            app.execute(WriteNote(key=f"full/{i}"), actor)
            told.send_bytes(f"full/{i}".encode())
    except RayafinError as refusal:
        told.send_bytes(f"refused {refusal.code}".encode())
    resource.setrlimit(resource.RLIMIT_FSIZE, free)
    app.execute(WriteNote(key="after"), actor)
    told.send_bytes(b"again after")
    app.close()
    told.close()


def told_by(pipe: Connection) -> list[str]:
    """Everything a process told until its end, however it ended."""
    found: list[str] = []
    while True:
        try:
            found.append(pipe.recv_bytes().decode())
        except (EOFError, OSError):
            return found


def is_root() -> bool:
    """Whether this process may do everything, so that file permissions stop nothing."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
