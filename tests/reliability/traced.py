"""A clerk to be watched: `python -m tests.reliability.traced DESK STEPS SESSIONS SYNCHRONOUS BACKUPS`.

It works in as many sessions, each of which opens and closes the book as the window does, tells its steps on
standard output, and after a session makes a backup where a folder is named. SYNCHRONOUS other than FULL makes
it careless on purpose: a simulator of power cuts that does not catch that is blind.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from rayafin_desktop.base.dates import utc_now
from rayafin_desktop.engine.backup import back_up
from tests.reliability.clerks import Desk, business


def main(desk_file: str, steps: str, sessions: str, synchronous: str, backups: str) -> None:
    """Work, and tell every step the moment it has returned."""
    desk: Desk = pickle.loads(Path(desk_file).read_bytes())  # noqa: S301 - written by the test itself
    for _ in range(int(sessions)):
        app = desk.open()
        if synchronous != "FULL":

            def careless(connection: Any, _record: Any, _proxy: Any) -> None:
                connection.execute(f"PRAGMA synchronous = {synchronous}")

            event.listen(app.database.write_engine, "checkout", careless)
        turns = business(app, desk)
        for _ in range(int(steps)):
            tell(next(turns))
        if backups:
            made = back_up(app.database, Path(backups), utc_now())
            tell(f"backup {made.path.name} {made.sha256}")
        app.close()


def tell(line: str) -> None:
    """One system call for each line, which the trace shows between those of the database."""
    os.write(1, f"ACK {line}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
