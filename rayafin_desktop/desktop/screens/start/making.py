"""Opening and making books; each runs off the window's thread and imports the application itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rayafin_desktop.base.errors import Problem
from rayafin_desktop.desktop.office_passwords import complete, without
from rayafin_desktop.desktop.wording import tr

if TYPE_CHECKING:
    from rayafin_desktop.application import App, Clock
    from rayafin_desktop.desktop.syncing.lines import Lines
    from rayafin_desktop.engine.book_key import NewKey
    from rayafin_desktop.engine.messages import MessageBook
    from rayafin_desktop.features.access.commands import AddUser
    from rayafin_desktop.features.companies.commands import CreateCompany

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """The first company of a new book and its owner."""

    path: Path
    name: str
    country: str
    currency: str
    first_month: int
    state: str
    tax_id: str
    owner_name: str
    email: str
    password: str = field(repr=False)
    passphrase: str = field(default="", repr=False)  # encrypts the book, where there is one
    location: str = ""  # of the office database, where it is no file


@dataclass(frozen=True, kw_only=True, slots=True)
class Joining:
    """What joining a shared company needs: its server, the one-time code, the device's name, the new file."""

    server: str
    code: str = field(repr=False)
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """An open book, its companies as (code, name, detail), and who can enter it at once: its maker.

    `recovery` is the recovery key of a book that was encrypted just now.
    """

    app: App
    location: str
    companies: tuple[tuple[str, str, str], ...]
    email: str = ""
    password: str = field(default="", repr=False)
    recovery: str = field(default="", repr=False)
    is_sample: bool = False
    writable: bool = True


def open_at(location: str, secret: str | None = None) -> OpenedBook:
    """Open a book, migrated if it is older, an encrypted one by its `secret`.

    Raises BookProblem and its kin, also for a damaged file.
    """
    from rayafin_desktop.application import open_book
    from rayafin_desktop.engine.integrity import require_whole

    app = open_book(complete(location), key=secret)
    try:
        require_whole(app.database)
    except BaseException:
        app.close()
        raise
    # What is kept of a location is without its password.
    return _opened(app, without(location))


def test_office(location: str) -> str:
    """Try an office database; raises what is wrong, or says that it works or will be made."""
    from rayafin_desktop.base.errors import BookProblem
    from rayafin_desktop.engine.office import test

    try:
        test(complete(location))
    except BookProblem as problem:
        if problem.code != "office.no_database":
            raise
        return sentence_of(problem.problems[0])
    return tr("The connection works.")


def found(founding: Founding) -> OpenedBook:
    """Make a book with its first company and owner; nothing is left behind when a rule refuses it."""
    from rayafin_desktop.engine.book_key import new_key
    from rayafin_desktop.engine.permissions import Role, the_book
    from rayafin_desktop.features.access.commands import AddUser
    from rayafin_desktop.features.companies.commands import CreateCompany

    company = CreateCompany(
        name=founding.name,
        country=founding.country,
        currency=founding.currency,
        fiscal_year_first_month=founding.first_month,
        state=founding.state,
        tax_id=founding.tax_id,
    )
    owner = AddUser(
        email=founding.email, name=founding.owner_name, role=Role.OWNER, password=founding.password
    )
    if founding.location:
        _found_in(founding.location, company, owner)
        return replace(open_at(founding.location), email=founding.email, password=founding.password)
    made = new_key(founding.passphrase) if founding.passphrase else None
    _make_folder(founding.path.parent)
    with _new_book(founding.path, made=made) as app:
        key = app.execute(company, the_book()).result.key
        app.execute(owner, the_book(key))
    book = open_at(str(founding.path), founding.passphrase or None)
    recovery = made.recovery if made is not None else ""
    return replace(book, email=founding.email, password=founding.password, recovery=recovery)


def _found_in(location: str, company: CreateCompany, owner: AddUser) -> None:
    """The first company of an office database, and its owner."""
    from rayafin_desktop.application import open_book
    from rayafin_desktop.engine.permissions import the_book

    app = open_book(complete(location))
    try:
        key = app.execute(company, the_book()).result.key
        app.execute(owner, the_book(key))
    finally:
        app.close()


def save_recovery_sheet(book: str, recovery: str, path: Path) -> None:
    """The recovery key as a page to print, readable by its owner only."""
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.paper.recovery_sheet import render_recovery_sheet

    page = render_recovery_sheet(Path(book).name, recovery, utc_now().date())
    descriptor = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(page)


def restore_into(backup: Path, path: Path, secret: str | None = None) -> OpenedBook:
    """A backup as a new book, opened to see that it is one; an existing file is refused."""
    from rayafin_desktop.engine.backup import restore

    _make_folder(path.parent)
    restore(backup, path, secret)
    try:
        return open_at(str(path), secret)
    except BaseException:
        _remove(path)
        raise


def join_company(joining: Joining, progress: Progress, lines: Lines) -> OpenedBook:
    """A new book that follows a shared company; answers whose device it is, without a password.

    Called again for the same file and code it goes on where an attempt that was stopped has ended.
    """
    from rayafin_desktop.desktop.syncing.lines import hang_up
    from rayafin_desktop.engine.permissions import the_book
    from rayafin_desktop.features.access.model import User
    from rayafin_desktop.sync.going_on import join_or_go_on

    line = lines(joining.server)
    try:
        joined = join_or_go_on(
            line,
            joining.code,
            joining.name,
            joining.path,
            progress=lambda here, whole: progress(here, whole, ""),
        )
    finally:
        hang_up(line)
    opened = open_at(str(joining.path))
    with opened.app.read(the_book(joined.company_key)) as read:
        return replace(opened, email=read.get(User, joined.user_id).email)


def sample_company(path: Path, progress: Progress) -> OpenedBook:
    """A new book with the sample company, up to today; answers whom to sign in as, and the password."""
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.sample.clock import SampleClock
    from rayafin_desktop.sample.company import populate
    from rayafin_desktop.sample.founding import OWNER_EMAIL, PASSWORD
    from rayafin_desktop.sample.plan import SamplePlan

    plan = SamplePlan.of(today=utc_now().date())
    clock = SampleClock(plan.first_day)
    _make_folder(path.parent)
    with _new_book(path, clock.as_clock()) as app:
        populate(app, clock, plan, progress)
    return replace(open_at(str(path)), email=OWNER_EMAIL, password=PASSWORD, is_sample=True)


def sentence_of(problem: Problem) -> str:
    """What a person reads for a problem while no book is open."""
    return _messages().sentence(problem)


@cache
def _messages() -> MessageBook:
    from rayafin_desktop.catalogue import Catalogue

    return Catalogue().messages


def _opened(app: App, location: str) -> OpenedBook:
    from rayafin_desktop.engine.listing import Look, page
    from rayafin_desktop.engine.permissions import the_book

    try:
        with app.read(the_book()) as read:
            rows = page(app.catalogue.query("companies"), read, Look())
    except BaseException:
        app.close()
        raise
    companies = tuple((row.code, row.name, f"{row.code} · {row.currency}") for row in rows if row.is_active)
    path = app.database.path
    writable = path is None or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    return OpenedBook(app, location, companies, writable=writable)


@contextmanager
def _new_book(target: Path, clock: Clock | None = None, made: NewKey | None = None) -> Iterator[App]:
    """A book made beside its place and moved there when all is well, so that a crash leaves no half one."""
    from rayafin_desktop.application import create_book
    from rayafin_desktop.engine.book_key import write_key_file
    from rayafin_desktop.engine.database import refuse_existing
    from rayafin_desktop.engine.disk import give_name

    refuse_existing(target)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        app = create_book(unfinished, clock=clock, key=None if made is None else made.key)
        try:
            yield app
        finally:
            app.close()
        refuse_existing(target)
        if made is not None:
            # First the key file: a book without one would ask for its printed key.
            write_key_file(target, made.key_file)
        give_name(unfinished, target)
    finally:
        _remove(unfinished)


def _make_folder(folder: Path) -> None:
    from rayafin_desktop.engine.disk import disk_errors_told

    with disk_errors_told():
        folder.mkdir(parents=True, exist_ok=True)


def _remove(path: Path) -> None:
    for rest in ("", "-wal", "-shm", ".key"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
