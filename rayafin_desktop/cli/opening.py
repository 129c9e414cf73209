"""Opening the book of a command line, and signing in whoever types it."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .usage import Options, WrongUsage, book_location

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.engine.permissions import Actor


@contextmanager
def opened(options: Options) -> Iterator[App]:
    """The book of this command line, migrated if it is older than the program, closed at the end."""
    location = book_location(options)
    from rayafin_desktop.application import open_book

    app = open_book(location, key=book_key(location))
    try:
        yield app
    finally:
        app.close()


@contextmanager
def signed_in(options: Options) -> Iterator[tuple[App, Actor]]:
    """The book, and the person who asks, as a member of the company asked for."""
    location = book_location(options)
    key = book_key(location)
    email, password = credentials(options)
    from rayafin_desktop.application import open_book
    from rayafin_desktop.features.access.sign_in import sign_in

    app = open_book(location, key=key)
    try:
        yield app, sign_in(app, email, password, options.company)
    finally:
        app.close()


def book_key(location: str) -> str | None:
    """What opens an encrypted book, asked for on a terminal; RAYAFIN_BOOK_KEY is read by the engine."""
    if os.environ.get("RAYAFIN_BOOK_KEY") or "://" in location or not sys.stdin.isatty():
        return None
    from rayafin_desktop.engine.encrypted import is_encrypted

    if not is_encrypted(Path(location).expanduser()):
        return None
    return getpass.getpass("Passphrase or recovery key of the book: ")


def credentials(options: Options) -> tuple[str, str]:
    """E-mail and password: asked for on a terminal, otherwise required (`cli.no_user`, `cli.no_password`)."""
    email = options.user or os.environ.get("RAYAFIN_USER", "")
    if not email:
        if not sys.stdin.isatty():
            raise WrongUsage("cli.no_user")
        sys.stderr.write("E-mail: ")
        sys.stderr.flush()
        email = sys.stdin.readline().strip()
    password = os.environ.get("RAYAFIN_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise WrongUsage("cli.no_password")
        password = getpass.getpass("Password: ")
    return str(email), password


def new_password() -> str:
    """The password of a new user: RAYAFIN_PASSWORD, or asked for twice."""
    password = os.environ.get("RAYAFIN_PASSWORD")
    if password is not None:
        return password
    if not sys.stdin.isatty():
        raise WrongUsage("cli.no_password")
    password = getpass.getpass("Password for the owner: ")
    if getpass.getpass("The same again: ") != password:
        raise WrongUsage("cli.passwords_differ")
    return password
