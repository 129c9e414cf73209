"""Draw the sample pages to PNG files: `python -m rayafin_desktop.desktop.gallery FOLDER [names]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Draw what is asked for; answers the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_FONT_DPI", "96")
    from rayafin_desktop.desktop.gallery.pictures import draw

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    draw(folder, sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
