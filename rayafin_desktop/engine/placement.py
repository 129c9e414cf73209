"""Whether a book lies where it can be kept safely: on a disk of this computer that nobody else copies from.

SQLite's write-ahead log needs memory shared between all who have the book open, so that a book on a network
drive is damaged when two computers use it (sqlite.org/wal.html, "All processes using a database must be on
the same host computer"). A service that keeps folders alike on several computers copies book and log at
different moments, and brings back old ones.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath

from rayafin_desktop.base.errors import Problem

# How such folders are called: "OneDrive - Company", "Dropbox (Personal)", "GoogleDrive-a@b.example".
_SERVICES = tuple(
    (service, re.compile(rf"(?:{pattern})(?:$|[\s(\-])", re.IGNORECASE))
    for service, pattern in (
        ("OneDrive", "OneDrive|SkyDrive"),
        ("Dropbox", r"\.?Dropbox"),
        ("iCloud", "iCloud ?Drive|com~apple~CloudDocs|Mobile Documents"),
        ("Google Drive", "Google ?Drive|DriveFS"),
        ("Nextcloud", "Nextcloud|ownCloud"),
        ("Box", "Box Sync|Box"),
        ("pCloud", "pCloud ?Drive|pCloud Sync"),
        ("MEGA", "MEGAsync|MEGA"),
    )
)
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")  # set by it on Windows
_NETWORK = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.davfs2",
        "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "lustre", "ncpfs",
        "nfs", "nfs4", "smb2", "smb3", "smbfs", "virtiofs", "vboxsf", "webdav",
    }
)  # fmt: skip
_DRIVE_REMOTE = 4  # GetDriveTypeW, Windows


def misplaced(path: Path) -> Problem | None:
    """What is wrong with the place of a book, or None.

    `book.in_synced_folder` or `book.on_network`: warnings, because what a folder's name says may be wrong.
    Looks at the path as it is given, and at nothing on the disk itself, which may be slow to answer.
    """
    path = path.expanduser().absolute()
    service = synced_by(path)
    if service:
        return Problem("book.in_synced_folder", "path", {"path": str(path), "service": service})
    system = _network_system(path)
    if system:
        return Problem("book.on_network", "path", {"path": str(path), "system": system})
    return None


def synced_by(path: PurePath) -> str:
    """The service that keeps this folder alike on several computers, by its name; empty if none is known."""
    for name in _ONEDRIVE:
        root = os.environ.get(name)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for part in path.parent.parts:
        for service, pattern in _SERVICES:
            if pattern.match(part):
                return service
    return ""


def _network_system(path: Path) -> str:
    """What serves this path from another computer; empty if it is a disk of this one, or nobody knows."""
    if str(path).startswith(("\\\\", "//")):
        return "a share"
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE
        return "a network drive" if remote else ""
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # not Linux
        return _said_by_mount(path)
    system = system_of(path, mounts)
    return system if system in _NETWORK else ""


def system_of(path: PurePath, mounts: str) -> str:
    """The kind of file system a path lies on, by the text of /proc/self/mountinfo; empty if not said."""
    found, longest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        # Spaces and the like are written in octal there.
        place = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
        # The later of two at one place lies on top.
        if path.is_relative_to(place) and len(place) >= longest:
            found, longest = kinds[0], len(place)
    return found


def _said_by_mount(path: Path) -> str:
    """The same on macOS, which has no such file: `mount` says "from on /place (kind, options)"."""
    import subprocess

    try:
        lines = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True, timeout=5).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    found, longest = "", -1
    for place, kind in re.findall(r"^.* on (.*) \((\w+)[,)]", lines, re.MULTILINE):
        if path.is_relative_to(place) and len(place) > longest:
            found, longest = kind, len(place)
    return found if found in _NETWORK else ""
