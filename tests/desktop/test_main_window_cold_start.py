"""The first paint comes before anything of the book is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from rayafin_desktop.desktop.main import Session
from rayafin_desktop.desktop.start import make_application
app = make_application("light")
session = Session(app)
seen = []
HEAVY = "sqlalchemy alembic psycopg pydantic reportlab pypdfium2 rayafin_desktop.application".split()
session.front.painted.connect(lambda: seen.append([name for name in HEAVY if name in sys.modules]))
session.front.painted.connect(app.quit)
session.start({location!r})
app.exec()
session.close()
print(seen)
"""


def first_paint(tmp_path: Path, location: str | None) -> str:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(location=location)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_is_imported_before_the_welcome_page_is_seen(tmp_path: Path) -> None:
    assert first_paint(tmp_path, None) == "[[]]"


def test_nor_before_the_sign_in_card_of_a_book(tmp_path: Path) -> None:
    assert first_paint(tmp_path, str(tmp_path / "book.rayafin")) == "[[]]"
