"""The recipe for the bundled icons: copy the drawings named here out of the Lucide package, unchanged.

npm pack lucide-static@1.62.0
python make_icons.py lucide-static-1.62.0.tgz TARGET_FOLDER
"""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

NAMES = Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split()

# Names the screens use that Lucide has since renamed.
RENAMED = {"circle-help": "circle-question-mark", "unlock": "lock-open", "filter": "funnel"}


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    opened = archive.extractfile(member)
    if opened is None:
        raise SystemExit(f"{member.name} is not a file")
    return opened.read()


def main(package: Path, target: Path) -> None:
    """Write one file per name, and the licence; a name the package does not have is an error."""
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        held = {member.name: member for member in archive.getmembers()}
        for name in sorted({*NAMES, *RENAMED}):
            path = f"package/icons/{name}.svg"
            if path not in held:
                path = f"package/icons/{RENAMED[name]}.svg"
            (target / f"{name}.svg").write_bytes(_read(archive, held[path]))
        (target / "LICENSE").write_bytes(_read(archive, held["package/LICENSE"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
