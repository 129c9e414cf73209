"""The shared libraries of the system that Qt loads on Linux and that no wheel brings.

As root on Debian they are installed by apt. An ordinary user on Debian gets them unpacked into `.venv`, where
only this program sees them; elsewhere the one line to type is printed.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

# What QtGui and the offscreen platform link to, then what a window on an X server needs (PySide6 6.11).
PACKAGE_OF = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# Drivers and data behind the dispatch libraries: large, and not needed to draw without a graphics card.
NOT_UNPACKED = re.compile(
    r"mesa|llvm|drm|gbm|glapi|z3|sensors|pciaccess|elf|libedit|libxml2|icu|fonts|fontconfig-config|xkb-data|^libc6|^libgcc|^libstdc"
)

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


class LibrariesMissing(Exception):
    """Libraries of the system are missing and cannot be brought; its text names them and the line to type."""


def ensure(private: Path) -> None:
    """Make sure that Qt finds its libraries.

    `private` is the folder where an ordinary user's copies go. Raises LibrariesMissing where there is no way.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(private)
    if not missing or apt_install(missing):
        return
    if shutil.which("apt-get") and shutil.which("dpkg-deb") and unpack(missing, private):
        print(
            "Qt's system libraries were unpacked into .venv for this program alone. For the whole system: "
            f"sudo apt install {' '.join(missing)}",
            file=sys.stderr,
        )
        return
    raise LibrariesMissing(
        f"Qt needs system libraries that are missing. Type: sudo apt install {' '.join(missing)}"
        "   (or what your distribution calls them) and start again."
    )


def missing_packages(private: Path) -> list[str]:
    """Debian's names of the packages whose library neither the loader finds nor `private` holds."""
    return [
        package
        for library, package in PACKAGE_OF.items()
        if not (private / library).exists() and not loads(library)
    ]


def loads(library: str) -> bool:
    """Whether the loader finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where this is Debian and the user is root; tells whether that was done."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Setting up: apt-get install {' '.join(packages)}", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if succeeds(command, environment):
        return True
    return succeeds(["apt-get", "update", "-q"], environment) and succeeds(command, environment)


def unpack(packages: Sequence[str], private: Path) -> bool:
    """Fetch packages with what they depend on, needing no rights, and keep their libraries in `private`.

    Tells whether every one of `packages` is there afterwards.
    """
    print(
        "Setting up: fetching Qt's system libraries (no root rights, so into .venv)",
        file=sys.stderr,
        flush=True,
    )
    with tempfile.TemporaryDirectory(dir=private.parent) as name:
        work = Path(name)
        options: list[str] = []
        wanted = to_fetch(packages, options)
        if not wanted:
            options = own_apt_state(work)
            if succeeds(["apt-get", *options, "update", "-q"]):
                wanted = to_fetch(packages, options)
        if not wanted or not succeeds(["apt-get", *options, "download", "-q", *wanted], folder=work):
            return False
        shutil.rmtree(private, ignore_errors=True)
        private.mkdir()
        for archive in sorted(work.glob("*.deb")):
            tree = work / archive.stem
            if not succeeds(["dpkg-deb", "-x", str(archive), str(tree)]):
                return False
            for library in tree.rglob("*.so*"):
                if not (private / library.name).exists():
                    shutil.copy2(library, private / library.name, follow_symlinks=False)
    (private / "fonts.conf").write_text(FONTS_CONF, encoding="utf-8")
    return not set(packages) & set(missing_packages(private))


def to_fetch(packages: Iterable[str], options: Sequence[str]) -> list[str]:
    """The packages that apt would install for these, without drivers; empty where apt knows no lists."""
    command = ["apt-get", *options, "install", "--simulate", "--no-install-recommends", *packages]
    simulated = subprocess.run(command, capture_output=True, text=True, check=False)
    names = re.findall(r"^Inst (\S+)", simulated.stdout, re.MULTILINE) if simulated.returncode == 0 else []
    return [name for name in names if not NOT_UNPACKED.search(name)]


def own_apt_state(work: Path) -> list[str]:
    """Options that let apt keep its package lists in `work`, where no rights are needed."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (work / folder).mkdir(parents=True)
    return ["-o", f"Dir::State::lists={work / 'lists'}", "-o", f"Dir::Cache={work / 'cache'}"]


def succeeds(
    command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> bool:
    """Run a command without showing what it says; tells whether it went well."""
    return (
        subprocess.run(command, capture_output=True, check=False, env=environment, cwd=folder).returncode == 0
    )


def variables(private: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment variables that make the loader look into `private`; none where nothing lies there."""
    if not private.is_dir():
        return {}
    before = environment.get("LD_LIBRARY_PATH")
    added = {"LD_LIBRARY_PATH": f"{private}{os.pathsep}{before}" if before else str(private)}
    if not Path("/etc/fonts/fonts.conf").exists():
        added["FONTCONFIG_FILE"] = str(private / "fonts.conf")
    return added
