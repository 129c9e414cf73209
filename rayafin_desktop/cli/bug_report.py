"""The report of a bug: versions and the way through the code, without secrets and without business data."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from rayafin_desktop import __version__

LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "alembic", "psycopg", "pydantic", "reportlab")
_REDACTIONS = (
    (re.compile(r"://[^\s/@]+@"), "://***@"),  # user and password in a URL
    (re.compile(r"\[parameters: .*", re.DOTALL), "[parameters: ***]"),  # what a statement was sent with
    (re.compile(r"input_value=.*?(?=, input_type)", re.DOTALL), "input_value=***"),
    (re.compile(r"DETAIL: .*", re.DOTALL), "DETAIL: ***"),  # PostgreSQL quotes the row
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "***@***"),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\""), "'***'"),
    (re.compile(r"\b(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}\b"), "***"),  # the recovery key of a book
    (re.compile(r"\b[0-9a-f]{32,}\b"), "***"),  # a key
    (re.compile(r"\d{5,}"), "***"),  # account, tax and phone numbers, amounts
)


def redacted(message: str) -> str:
    """What an exception says, with everything taken out that could be a secret or somebody's data."""
    for name in ("RAYAFIN_PASSWORD", "RAYAFIN_BOOK_KEY", "RAYAFIN_NEW_BOOK_KEY"):
        secret = os.environ.get(name)
        if secret:
            message = message.replace(secret, "***")
    for pattern, instead in _REDACTIONS:
        message = pattern.sub(instead, message)
    return message


def report_text(bug: BaseException, command: str, now: datetime) -> str:
    """The report: program, libraries, and each exception of the chain with its frames, never with values."""
    lines = [
        f"Rayafin Desktop {__version__}, {now.isoformat(timespec='seconds')}",
        f"Command: {command or 'window'}",
        f"Python {sys.version.split()[0]} on {platform.system()} {platform.release()} {platform.machine()}",
        *(f"{name} {_version(name)}" for name in LIBRARIES),
    ]
    one: BaseException | None = bug
    while one is not None:
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}: {redacted(str(one))}"]
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}")
        one = one.__cause__ or one.__context__
    return "\n".join(lines) + "\n"


def write_report(bug: BaseException, command: str, now: datetime | None = None) -> Path:
    """Write the report into the user's state folder, or the temporary one if that cannot be written."""
    now = now or datetime.now(UTC)
    text = report_text(bug, command, now)
    name = f"bug-{now:%Y%m%d-%H%M%S-%f}.txt"
    folders = (
        platformdirs.user_state_path("rayafin", appauthor=False) / "reports",
        Path(tempfile.gettempdir()),
    )
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        except OSError:
            continue
        return folder / name
    sys.stderr.write(text)
    return Path(os.devnull)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _place(filename: str) -> str:
    """A file from its package on: the folders before it can name a person."""
    parts = Path(filename).parts
    for root in ("rayafin_desktop", "site-packages", "tests"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1]
