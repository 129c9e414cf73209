"""`new` and `demo`: making books."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .opening import new_password
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, day, natural, with_password
from .vault import add_sheet_option, new_passphrase, refuse_sheet, tell_key

if TYPE_CHECKING:
    from rayafin_desktop.application import App, Clock
    from rayafin_desktop.engine.book_key import NewKey


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    new = commands.add_parser("new", help="a new book with its first company")
    new.add_argument("file", metavar="FILE", help="a new file, or the postgresql:// URL of an empty database")
    new.add_argument("--name", required=True, help="the company's name")
    new.add_argument("--country", required=True, metavar="CODE", help="two letters, as IN or GB")
    new.add_argument("--currency", default="", metavar="CODE", help="otherwise the country's own")
    new.add_argument("--owner", required=True, metavar="EMAIL", help="who signs in first")
    new.add_argument("--owner-name", default="", metavar="NAME", help="otherwise made from the address")
    new.add_argument("--code", default="", help="short name of the company; otherwise made from its name")
    new.add_argument("--state", default="", help="code of state or province, as 27 for Maharashtra")
    new.add_argument(
        "--encrypted", action="store_true", help="with a passphrase (RAYAFIN_BOOK_KEY or a prompt)"
    )
    add_sheet_option(new)
    new.add_argument("--tax-id", default="", metavar="NUMBER", help="GSTIN or VAT number")
    add_globals(new, first=False)
    new.set_defaults(carry_out=make_book)

    demo = commands.add_parser("demo", help="the sample company, with something on every screen")
    demo.add_argument("file", metavar="FILE", help="a new file, or the URL of an empty database")
    demo.add_argument("--invoices", type=natural, metavar="N", help="how many invoices (300)")
    demo.add_argument(
        "--seed", type=int, metavar="S", help="same seed, same book: its last day does not move either"
    )
    demo.add_argument("--until", type=day, metavar="DATE", help="the last day of business (today)")
    add_globals(demo, first=False)
    demo.set_defaults(carry_out=make_demo)


def make_book(options: Options, terminal: Terminal) -> int:
    """`new`: the book appears under its name only when company and owner are in it."""
    password = new_password()
    from rayafin_desktop.engine.permissions import Role, the_book
    from rayafin_desktop.features.access.commands import AddUser
    from rayafin_desktop.features.companies.commands import CreateCompany

    made = _new_key(options)
    with new_book(options.file, made=made) as app:
        company = app.execute(
            CreateCompany(
                name=options.name,
                country=options.country,
                currency=options.currency,
                code=options.code,
                state=options.state,
                tax_id=options.tax_id,
            ),
            the_book(),
        ).result
        app.execute(
            AddUser(
                email=options.owner,
                name=options.owner_name or name_of(options.owner),
                role=Role.OWNER,
                password=password,
            ),
            the_book(company.key),
        )
    if made is not None:
        holds = f"the company {company.code}, owned by {options.owner}"
        sentence = f"{options.file}: a new, encrypted book with {holds}."
        tell_key(options, terminal, Path(options.file).expanduser().absolute(), made, sentence)
    elif terminal.as_json:
        terminal.json({"ok": True, "book": options.file, "company": company.code, "owner": options.owner})
    else:
        terminal.line(
            f"{options.file}: a new book with the company {company.code}, owned by {options.owner}."
        )
    return 0


def _new_key(options: Options) -> NewKey | None:
    """The key of a book that is to be encrypted."""
    from rayafin_desktop.engine.book_key import new_key
    from rayafin_desktop.engine.database import is_server_location

    if not options.encrypted:
        if options.recovery_sheet is not None:
            raise WrongUsage("cli.sheet_without_key")
        return None
    if is_server_location(options.file):
        raise WrongUsage("cli.only_files_encrypted")
    refuse_sheet(options)
    return new_key(new_passphrase("RAYAFIN_BOOK_KEY"))


def make_demo(options: Options, terminal: Terminal) -> int:
    """`demo`: the sample company in a new book; says who can sign in, and with which password."""
    from rayafin_desktop.base.dates import utc_now
    from rayafin_desktop.sample.clock import SampleClock
    from rayafin_desktop.sample.company import populate
    from rayafin_desktop.sample.founding import OWNER_EMAIL, PASSWORD
    from rayafin_desktop.sample.plan import SamplePlan

    plan = SamplePlan.of(
        today=utc_now().date(), seed=options.seed, invoices=options.invoices, until=options.until
    )
    clock = SampleClock(plan.first_day)
    with new_book(options.file, clock.as_clock()) as app:
        counts = populate(app, clock, plan, terminal.progress).counts
    if terminal.as_json:
        made = {"book": options.file, "user": OWNER_EMAIL, "password": PASSWORD, "last_day": plan.last_day}
        terminal.json({"ok": True, **made, "made": counts})
    else:
        terminal.line(f"{options.file}: the sample company until {plan.last_day.isoformat()}.")
        terminal.line(", ".join(f"{count} {what}" for what, count in counts.items()))
        terminal.line(f"Sign in as {OWNER_EMAIL} with the password {PASSWORD}")
    return 0


def name_of(email: str) -> str:
    """A first guess at a person's name: asha.shah@example.com is Asha Shah."""
    local = email.partition("@")[0]
    return " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part) or email


@contextmanager
def new_book(location: str, clock: Clock | None = None, made: NewKey | None = None) -> Iterator[App]:
    """A book that is made beside its place and moved there when all is well; nothing is left otherwise.

    On an office database the companies' own transactions do that; one that has companies is refused.
    """
    from rayafin_desktop.application import create_book
    from rayafin_desktop.engine.book_key import write_key_file
    from rayafin_desktop.engine.database import is_server_location, refuse_existing

    if is_server_location(location):
        with _empty_office(with_password(location), clock) as app:
            yield app
        return
    target = Path(location).expanduser().absolute()
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
        unfinished.rename(target)
    finally:
        for rest in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)


@contextmanager
def _empty_office(location: str, clock: Clock | None) -> Iterator[App]:
    from rayafin_desktop.application import open_book
    from rayafin_desktop.base.errors import BookProblem
    from rayafin_desktop.engine.permissions import the_book
    from rayafin_desktop.features.companies.model import Company

    app = open_book(location, clock=clock)
    try:
        with app.read(the_book()) as read:
            if read.all(Company):
                raise BookProblem("cli.book_not_empty")
        yield app
    finally:
        app.close()
