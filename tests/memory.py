"""Where tests write: into memory, on a machine that has plenty of it."""

import shutil
from pathlib import Path

_ROOM = 4 * 1024**3  # bytes


def memory_disk() -> Path | None:
    """A disk in memory with room for everything that the tests write, where the machine has one."""
    memory = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None
