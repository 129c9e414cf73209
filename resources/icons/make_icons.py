"""The recipe for the bundled icons: copy the drawings named here out of the Lucide package, unchanged.

npm pack lucide-static@1.62.0
python make_icons.py lucide-static-1.62.0.tgz TARGET_FOLDER
"""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

NAMES = """
activity archive arrow-down arrow-down-left arrow-left arrow-right arrow-up arrow-up-right at-sign badge-check
banknote bell book-open bookmark bot boxes briefcase building-2 calculator calendar calendar-clock chart-column
chart-line chart-pie check check-check chevron-down chevron-left chevron-right chevron-up chevrons-left
chevrons-right chevrons-up-down circle circle-alert circle-check circle-dot circle-help circle-x clipboard-list clock
cloud cloud-off coins copy corner-down-left credit-card database download ellipsis ellipsis-vertical
eraser external-link eye eye-off factory file-check file-down file-input file-output file-plus file-spreadsheet
file-text files filter flag flask-conical folder folder-open gauge gavel git-branch globe grip-vertical
hand-coins handshake hard-drive hash history hourglass house image inbox indian-rupee info key key-round keyboard
landmark languages layers layout-dashboard lightbulb link list list-checks list-filter list-tree loader-circle
lock log-in log-out mail map-pin maximize-2 megaphone menu merge message-square minimize-2 minus monitor moon
network notebook-pen package package-check panel-left panel-right paperclip pause pencil percent phone
piggy-bank pin play plug plus printer qr-code receipt receipt-text redo-2 refresh-cw repeat rotate-ccw route
save scale scan-line search send server settings share-2 shield shield-alert shield-check ship shopping-cart
sigma sliders-horizontal smartphone sparkles split square square-check square-pen star stamp sun table tag tags
target telescope thumbs-down thumbs-up ticket timer trash-2 trending-down trending-up triangle-alert truck undo-2
unlink lock-open upload user user-check user-cog user-plus user-x users wallet warehouse webhook weight wifi-off
wrench x zap
""".split()

# Names the screens use that Lucide has since renamed.
RENAMED = {"circle-help": "circle-question-mark", "unlock": "lock-open", "filter": "funnel"}


def main(package: Path, target: Path) -> None:
    """Write one file per name, and the licence; a name the package does not have is an error."""
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        held = {member.name: member for member in archive.getmembers()}
        for name in sorted({*NAMES, *RENAMED}):
            path = f"package/icons/{name}.svg"
            if path not in held:
                path = f"package/icons/{RENAMED[name]}.svg"
            drawing = archive.extractfile(held[path])
            assert drawing is not None
            (target / f"{name}.svg").write_bytes(drawing.read())
        licence = archive.extractfile(held["package/LICENSE"])
        assert licence is not None
        (target / "LICENSE").write_bytes(licence.read())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
