"""A clerk as a program of its own: `python -m tests.reliability.posting DESK` works until it is killed.

Where the server is lost it says so and goes on as soon as there is one again, as the window does.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from rayafin_desktop.base.errors import Offline
from tests.reliability.clerks import Desk, business


def main(desk_file: str) -> None:
    """Work, and tell every step the moment it has returned."""
    desk: Desk = pickle.loads(Path(desk_file).read_bytes())  # noqa: S301 - written by the test itself
    app = desk.open()
    steps = business(app, desk)
    while True:
        try:
            line = next(steps)
        except Offline as lost:
            line = f"lost {lost.code}"
            steps = business(app, desk)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
