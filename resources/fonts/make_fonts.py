"""The recipe for the bundled fonts: unpack, convert, check.

Run it in an empty folder that holds the three packages named in README.md, then copy the result here:

    npm pack inter-ui@4.1.1
    apt-get download fonts-noto-ui-core fonts-noto-core
    python make_fonts.py PACKAGES_FOLDER TARGET_FOLDER

Needs fonttools and brotli (the `assets` extra) and `dpkg-deb`.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

INTER = ("Regular", "Medium", "SemiBold", "Bold")
NOTO = tuple(
    f"NotoSans{script}-{weight}.ttf"
    for script in ("ArabicUI", "DevanagariUI", "GujaratiUI")
    for weight in ("Regular", "Bold")
)


def _read(archive: tarfile.TarFile, path: str) -> bytes:
    opened = archive.extractfile(path)
    if opened is None:
        raise SystemExit(f"{path} is not a file")
    return opened.read()


def make_inter(package: Path, target: Path) -> None:
    """Unpack the web fonts of the npm package and write them as TrueType, nothing else changed."""
    with tarfile.open(package) as archive:
        for weight in INTER:
            packed = _read(archive, f"package/web/Inter-{weight}.woff2")
            font = TTFont(io.BytesIO(packed), recalcTimestamp=False)
            font.flavor = None
            font.save(target / f"Inter-{weight}.ttf")
        (target / "OFL-Inter.txt").write_bytes(_read(archive, "package/LICENSE.txt"))


def make_noto(packages: Path, target: Path) -> None:
    """Copy the UI cuts (lower line height, same letters) out of the Debian packages, unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        for package in sorted(packages.glob("fonts-noto-*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)  # noqa: S603, S607
        for name in NOTO:
            found = next(Path(folder).rglob(name))
            (target / name).write_bytes(found.read_bytes())


def check(target: Path) -> None:
    """Each file must be a static TrueType font: variable ones ignore their weight in the desktop."""
    for path in sorted(target.glob("*.ttf")):
        font = TTFont(path)
        if "glyf" not in font or "fvar" in font:
            raise SystemExit(f"{path.name} is not a static TrueType font")
        print(f"{path.name:32} {path.stat().st_size:8} bytes  {font['name'].getDebugName(5)}")


def main(packages: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    make_inter(next(packages.glob("inter-ui-*.tgz")), target)
    make_noto(packages, target)
    check(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
