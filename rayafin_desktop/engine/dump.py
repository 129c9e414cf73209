"""A copy of an office database by PostgreSQL's own pg_dump, looked through before it gets its name."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from rayafin_desktop.base.errors import BookProblem

from .backup import Backup, free_name, made_durable

ENDING = ".pgdump"


def dump(location: str, folder: Path, now: datetime) -> Backup:
    """Write `<database>-<stamp>.pgdump` (pg_dump's custom format) into `folder`.

    BookProblem: `office.no_pg_dump` where the program is not installed (RAYAFIN_PG_DUMP may name it),
    `office.dump_failed` with what it said. The password goes by its environment, never by its arguments.
    """
    program = os.environ.get("RAYAFIN_PG_DUMP") or shutil.which("pg_dump")
    if program is None:
        raise BookProblem("office.no_pg_dump")
    url = make_url(location)
    folder.mkdir(parents=True, exist_ok=True)
    target = free_name(folder, f"{url.database or 'office'}-{now:%Y%m%d-%H%M%S}", ENDING)
    unfinished = target.with_suffix(".unfinished")
    unfinished.touch(0o600)
    try:
        # As an ordinary role pg_dump reads through row-level security, and the book may read everything.
        what = ("--format=custom", "--enable-row-security", "--no-password", f"--file={unfinished}")
        _run([program, *what], _environment(location))
        _run([str(Path(program).with_name("pg_restore")), "--list", str(unfinished)], dict(os.environ))
        digest = made_durable(unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(target, digest, target.stat().st_size)


def _environment(location: str) -> dict[str, str]:
    """The address as libpq's variables."""
    url = make_url(location)
    options = {name: value if isinstance(value, str) else value[0] for name, value in url.query.items()}
    parts = {
        "PGHOST": url.host or options.get("host"),
        "PGPORT": url.port or options.get("port"),
        "PGDATABASE": url.database,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
        "PGOPTIONS": "-c rayafin.book=on",
    }
    return dict(os.environ) | {name: str(value) for name, value in parts.items() if value}


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise BookProblem(
            "office.dump_failed", {"why": said[0] if said else f"it ended with {done.returncode}"}
        )
