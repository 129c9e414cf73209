"""The recipe for the bundled fonts: unpack, convert, check.

Run it in an empty folder that holds the three packages named in README.md, then copy the result here:

    npm pack inter-ui@4.1.1
    apt-get download fonts-noto-ui-core fonts-noto-core
    python make_fonts.py PACKAGES_FOLDER TARGET_FOLDER

Needs fonttools and brotli (the `assets` extra) and `dpkg-deb`.
"""

from __future__ import annotations

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


def make_inter(package: Path, target: Path) -> None:
    """Unpack the web fonts of the npm package and write them as TrueType, nothing else changed."""
    with tarfile.open(package) as archive:
        for weight in INTER:
            packed = archive.extractfile(f"package/web/Inter-{weight}.woff2")
            assert packed is not None, f"{package.name} holds no Inter-{weight}"
            font = TTFont(packed, recalcTimestamp=False)
            font.flavor = None
            font.save(target / f"Inter-{weight}.ttf")
        licence = archive.extractfile("package/LICENSE.txt")
        assert licence is not None, f"{package.name} holds no licence"
        (target / "OFL-Inter.txt").write_bytes(licence.read())


def make_noto(packages: Path, target: Path) -> None:
    """Copy the UI cuts (lower line height, same letters) out of the Debian packages, unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        for package in sorted(packages.glob("fonts-noto-*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)
        for name in NOTO:
            found = next(Path(folder).rglob(name))
            (target / name).write_bytes(found.read_bytes())


def check(target: Path) -> None:
    """Each file must be a static TrueType font: variable ones ignore their weight in the desktop."""
    for path in sorted(target.glob("*.ttf")):
        font = TTFont(path)
        assert "glyf" in font and "fvar" not in font, path.name
        print(f"{path.name:32} {path.stat().st_size:8} bytes  {font['name'].getDebugName(5)}")


def main(packages: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    make_inter(next(packages.glob("inter-ui-*.tgz")), target)
    make_noto(packages, target)
    check(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
