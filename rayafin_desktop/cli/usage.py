"""Wrong usage, and reading the values of options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar

from rayafin_desktop.base.errors import BookProblem, RayafinError

Options = argparse.Namespace


class WrongUsage(RayafinError):
    """The command line itself makes no sense here; exit code 2."""

    status: ClassVar[int] = 400


def add_globals(parser: argparse.ArgumentParser, *, first: bool) -> None:
    """The options every command takes, before or after its name.

    Only the main parser (`first`) has defaults: a command's own would undo what stands before its name.
    """
    default = None if first else argparse.SUPPRESS
    group = parser.add_argument_group("for every command")
    group.add_argument(
        "--book", metavar="FILE or URL", default=default, help="the book; otherwise RAYAFIN_BOOK"
    )
    group.add_argument("--company", metavar="CODE", default=default, help="otherwise the one entered last")
    group.add_argument(
        "--user", metavar="EMAIL", default=default, help="who asks; password by RAYAFIN_PASSWORD or prompt"
    )
    group.add_argument(
        "--json", action="store_true", default=False if first else default, help="machine-readable on stdout"
    )


def day(text: str) -> date:
    """A date as written on the command line: 2026-11-20."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date; write it as 2026-11-20") from None


def natural(text: str) -> int:
    """A whole number above zero."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number above zero")
    return int(text)


def book_location(options: Options, environment: Mapping[str, str] = os.environ) -> str:
    """Where the book is; WrongUsage (`cli.no_book`) when nobody said so."""
    location = options.book or named_book(environment)
    if not location:
        raise WrongUsage("cli.no_book")
    return with_password(str(location), environment)


def with_password(location: str, environment: Mapping[str, str] = os.environ) -> str:
    """A `postgresql://` URL without a password gets the one of RAYAFIN_DB_PASSWORD, if there is one."""
    password = environment.get("RAYAFIN_DB_PASSWORD")
    if not password or not location.startswith(("postgresql", "postgres:")):
        return location
    from sqlalchemy.engine import make_url

    url = make_url(location)
    return location if url.password else url.set(password=password).render_as_string(hide_password=False)


def named_book(environment: Mapping[str, str] = os.environ) -> str:
    """The book the environment names: RAYAFIN_BOOK, or an office database by RAYAFIN_DB_HOST and its kin."""
    if environment.get("RAYAFIN_BOOK"):
        return environment["RAYAFIN_BOOK"]
    if not any(name.startswith("RAYAFIN_DB_") for name in environment):
        return ""
    from rayafin_desktop.engine.office import from_environment

    address = from_environment(environment)
    return address.url if address is not None else ""


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file or nothing, readable by its owner as usual; a book is never overwritten."""
    if path.is_file():
        with path.open("rb") as file:
            known = file.read(16) == b"SQLite format 3\x00"
        if known or path.with_name(path.name + ".key").is_file():
            raise BookProblem("cli.would_overwrite_book", {"path": str(path)})
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
