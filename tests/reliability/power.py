"""Power cuts out of a trace: what a disk may hold after the plug was pulled between any two system calls.

The clerk runs under strace; its writes, syncs, renames and unlinks in one folder are replayed here. What is
in a file is durable up to its last fsync; that a name exists, was removed or was given only after an fsync of
its folder. At any point of the trace four disks are made (`VARIANTS`): nothing that was not synced; a random
part of it; the same torn at sectors of 512 bytes; and all of it, but with every removed name back.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

VARIANTS = ("nothing unsynced", "a part", "torn", "removed names back")
SECTOR = 512
CALLS = (
    "open,openat,creat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,"
    "link,linkat,close,mkdir,dup,dup2,dup3,lseek"
)
_CALL = re.compile(r"^(?:\[pid\s+\d+\] |\d+ +)?(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


def strace() -> str | None:
    """The program, where it is installed and may trace (a container may forbid it)."""
    found = shutil.which("strace")
    if found is None:
        return None
    probe = subprocess.run([found, "-e", "trace=none", "true"], capture_output=True, check=False)
    return found if probe.returncode == 0 else None


def trace(arguments: list[str], into: Path, cwd: Path) -> None:
    """Run `python -m ...` under strace, whose record goes to the file `into`; a failure of it is raised."""
    program = strace()
    assert program is not None
    command = [program, "-f", "-xx", "-s", "4194304", "-e", f"trace={CALLS}", "-o", str(into)]
    done = subprocess.run(
        [*command, sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@dataclass(slots=True)
class Op:
    """One thing done below the folder, or a line told (`ack`). `name` is relative to the folder."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""
    other: str = ""


@dataclass(slots=True)
class _Open:
    name: str
    position: int = 0


def operations(record: Path, folder: Path) -> Iterator[Op]:
    """The calls of a trace that matter, in order."""
    prefix = f"{folder}/"
    handles: dict[int, _Open] = {}

    def inside(path: str) -> str | None:
        if path == str(folder):
            return "."
        return path[len(prefix) :] if path.startswith(prefix) else None

    for line in _whole_lines(record):
        match = _CALL.match(line)
        if match is None or int(match[3]) < 0:
            continue
        call, arguments, result = match[1], match[2], int(match[3])
        texts = [bytes.fromhex(found[0].replace("\\x", "")) for found in _TEXT.findall(arguments)]
        assert not any(found[1] for found in _TEXT.findall(arguments)), "strace cut a text short"
        if call in ("open", "openat", "creat"):
            name = inside(os.fsdecode(texts[0]))
            handles.pop(result, None)
            if name is not None:
                handles[result] = _Open(name)
                if "O_CREAT" in arguments or call == "creat":
                    yield Op("create", name)
                if "O_TRUNC" in arguments or call == "creat":
                    yield Op("truncate", name, 0)
            continue
        if call in ("unlink", "unlinkat", "mkdir"):
            name = inside(os.fsdecode(texts[0]))
            if name is not None and call != "mkdir":
                yield Op("unlink", name)
            continue
        if call.startswith(("rename", "link")):
            old, new = (inside(os.fsdecode(one)) for one in texts[:2])
            if old is not None and new is not None:
                yield Op(call.removesuffix("at2").removesuffix("at"), old, other=new)
            continue
        descriptor = int(arguments.split(",", 1)[0])
        if call == "write" and descriptor == 1 and texts and texts[0].startswith(b"ACK "):
            yield Op("ack", data=texts[0][4:].strip())
            continue
        handle = handles.get(descriptor)
        if call.startswith("dup"):
            handles.pop(result, None)
            if handle is not None:
                handles[result] = handle
        elif handle is None:
            continue
        elif call == "pwrite64":
            yield Op("write", handle.name, int(arguments.rsplit(",", 1)[1]), texts[0][:result])
        elif call == "write":
            yield Op("write", handle.name, handle.position, texts[0][:result])
            handle.position += result
        elif call == "lseek":
            handle.position = result
        elif call == "ftruncate":
            yield Op("truncate", handle.name, int(arguments.rsplit(",", 1)[1]))
        elif call in ("fsync", "fdatasync"):
            yield Op("sync", handle.name)
        elif call == "close":
            del handles[descriptor]


def _whole_lines(record: Path) -> Iterator[str]:
    """The lines of a record, those of interrupted calls put together."""
    waiting: dict[str, str] = {}
    with record.open(encoding="ascii") as lines:
        for line in lines:
            pid = line.split(" ", 1)[0]
            if line.rstrip().endswith("<unfinished ...>"):
                waiting[pid] = line.rstrip().removesuffix("<unfinished ...>").rstrip()
            elif "resumed>" in line:
                yield waiting.pop(pid, "") + line.split("resumed>", 1)[1]
            else:
                yield line


@dataclass(slots=True)
class _File:
    """One file's content: what is durable, and what was done to it since."""

    durable: bytes = b""
    since: list[Op] = field(default_factory=list)

    def content(self, chance: Random | None = None, *, torn: bool = False) -> bytes:
        """With all that was done since; with a `chance`, a random part of it in whole writes or sectors."""
        found = bytearray(self.durable)
        for op in self.since:
            if op.what == "truncate":
                if chance is None or chance.random() < 0.5:
                    del found[op.offset :]
                    found.extend(bytes(op.offset - len(found)))
                continue
            size = SECTOR if torn else max(len(op.data), 1)
            for start in range(0, len(op.data), size):
                if chance is None or chance.random() < 0.5:
                    piece, at = op.data[start : start + size], op.offset + start
                    found.extend(bytes(max(0, at - len(found))))
                    found[at : at + len(piece)] = piece
        return bytes(found)


class Disk:
    """A folder as the program sees it and as it would be found after a power cut."""

    def __init__(self, folder: Path) -> None:
        files = {
            str(path.relative_to(folder)): _File(path.read_bytes())
            for path in folder.rglob("*")
            if path.is_file()
        }
        self._names: dict[str, _File] = dict(files)  # as the program sees them
        self._kept: dict[str, _File] = dict(files)  # as the folder on the disk has them

    def do(self, op: Op) -> None:
        """Let one call happen."""
        if op.name.endswith("-shm"):
            return  # shared memory, made anew after a crash
        if op.what == "create":
            self._names.setdefault(op.name, _File())
        elif op.what == "unlink":
            self._names.pop(op.name, None)
        elif op.what == "rename":
            self._names[op.other] = self._names.pop(op.name)
        elif op.what == "link":
            self._names[op.other] = self._names[op.name]
        elif op.what in ("write", "truncate"):
            self._names[op.name].since.append(op)
        elif op.what == "sync":
            file = self._names.get(op.name)
            if file is not None:
                file.durable, file.since = file.content(), []
            else:
                self._sync_folder(op.name)

    def _sync_folder(self, folder: str) -> None:
        def here(name: str) -> bool:
            return str(Path(name).parent) == folder

        self._kept = {name: file for name, file in self._kept.items() if not here(name)}
        self._kept |= {name: file for name, file in self._names.items() if here(name)}

    def after_power_cut(self, variant: str, chance: Random) -> dict[str, bytes]:
        """Name -> content as found after the plug was pulled now."""
        if variant == VARIANTS[0]:
            return {name: file.durable for name, file in self._kept.items()}
        if variant == VARIANTS[3]:
            return {name: file.content() for name, file in (self._names | self._kept).items()}
        names = dict(self._kept)
        for name in sorted(set(self._names) ^ set(self._kept)):
            # Each change of a name has happened or has not.
            if chance.random() < 0.5:
                if name in self._names:
                    names[name] = self._names[name]
                else:
                    del names[name]
        torn = variant == VARIANTS[2]
        return {name: file.content(chance, torn=torn) for name, file in names.items()}
