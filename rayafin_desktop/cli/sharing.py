"""`devices` and `sync`: letting devices follow a company, and keeping a book in step with its server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .opening import opened, signed_in
from .terminal import Terminal
from .usage import Options, WrongUsage, add_globals, book_location

if TYPE_CHECKING:
    from rayafin_desktop.application import App
    from rayafin_desktop.sync.client import SyncClient
    from rayafin_desktop.sync.status import SyncReport, SyncStatus

_EVERY_MINUTES = 2


def add_commands(commands: Any) -> None:
    """Add the commands of this group to the parser."""
    devices = commands.add_parser("devices", help="the devices that follow a company; on the server's book")
    add_globals(devices, first=False)
    actions = devices.add_subparsers(
        dest="action", metavar="ACTION", required=True, help="on the server's book"
    )
    invite = actions.add_parser("invite", help="a one-time code with which one device of a user joins")
    invite.add_argument("email", metavar="EMAIL", help="whose device it is")
    add_globals(invite, first=False)
    invite.set_defaults(carry_out=invite_device)
    known = actions.add_parser("list", help="the devices, when they were seen, what they have not fetched")
    known.add_argument("--all", action="store_true", help="those taken away too")
    add_globals(known, first=False)
    known.set_defaults(carry_out=list_devices)
    revoke = actions.add_parser("revoke", help="take a device away: nothing it sends is taken any more")
    revoke.add_argument("name", metavar="NAME", help="its name, or its series (A1, A2 ...)")
    revoke.add_argument("--why", default="", metavar="TEXT", help="the reason")
    add_globals(revoke, first=False)
    revoke.set_defaults(carry_out=revoke_device)

    sync = commands.add_parser("sync", help="push and pull; with an action: join, status, compare")
    sync.add_argument("--once", action="store_true", help="one sync, then end; else every few minutes")
    add_globals(sync, first=False)
    sync.set_defaults(carry_out=sync_book)
    steps = sync.add_subparsers(dest="action", metavar="ACTION", help="on a device's book")
    join = steps.add_parser("join", help="a new book that follows a shared company")
    join.add_argument("url", metavar="URL", help="the server, as https://office.example:8750")
    join.add_argument("code", metavar="CODE", help="the one-time code from its owner")
    join.add_argument("--name", required=True, help="what this device is called")
    add_globals(join, first=False)
    join.set_defaults(carry_out=join_company)
    status = steps.add_parser("status", help="what waits and what needs a decision; asks nobody")
    add_globals(status, first=False)
    status.set_defaults(carry_out=show_status)
    compare = steps.add_parser("compare", help="whether this book equals the server's, down to the rows")
    add_globals(compare, first=False)
    compare.set_defaults(carry_out=compare_books)


# On the server's book


def invite_device(options: Options, terminal: Terminal) -> int:
    """`devices invite`: shares the company if it is not shared yet; the code is shown once."""
    from rayafin_desktop.base.errors import NotFound
    from rayafin_desktop.features.access.model import User
    from rayafin_desktop.features.access.rules import normalised_email
    from rayafin_desktop.features.devices.commands import InviteDevice
    from rayafin_desktop.features.devices.rules import CODE_LIFE
    from rayafin_desktop.sync.authority import share

    with signed_in(options) as (app, actor):
        actor.require(InviteDevice.permission)
        with app.read(actor) as read:
            user = read.find(User, User.c.email == normalised_email(options.email))
        if user is None:
            raise NotFound("user.not_found", {"id": options.email}, field="email")
        share(app, actor.company_id)
        issued = app.execute(InviteDevice(user_id=user.id), actor).result
    hours = int(CODE_LIFE.total_seconds()) // 3600
    if terminal.as_json:
        terminal.json({"ok": True, "code": issued.code, "email": user.email, "hours": hours})
    else:
        terminal.line(issued.code)
        terminal.say(f"Good once, for {hours} hours, for a device of {user.name}. It is not shown again.")
    return 0


def list_devices(options: Options, terminal: Terminal) -> int:
    """`devices list`."""
    from rayafin_desktop.engine.listing import Look, page
    from rayafin_desktop.features.devices.queries import DEVICE_ROWS

    look = Look(tab="all" if options.all else "active")
    with signed_in(options) as (app, actor), app.read(actor) as read:
        rows = page(DEVICE_ROWS, read, look, limit=1000)
    if terminal.as_json:
        terminal.json([dataclasses.asdict(row) for row in rows])
        return 0
    texts = [
        [
            row.prefix,
            row.name,
            row.user_name,
            row.state,
            "" if row.last_seen_at is None else row.last_seen_at.isoformat(sep=" ", timespec="seconds"),
            "" if row.behind is None else str(row.behind),
            str(row.exceptions),
            row.skew,
        ]
        for row in rows
    ]
    heads = ["series", "name", "user", "state", "last seen", "behind", "to decide", "clock"]
    terminal.table(heads, texts, [False] * 5 + [True, True, False])
    return 0


def revoke_device(options: Options, terminal: Terminal) -> int:
    """`devices revoke`."""
    from rayafin_desktop.features.devices.commands import RevokeDevice
    from rayafin_desktop.features.devices.queries import device_named

    with signed_in(options) as (app, actor):
        with app.read(actor) as read:
            device = device_named(read, options.name)
        app.execute(RevokeDevice(device_id=device.id, why=options.why), actor)
    if terminal.as_json:
        terminal.json({"ok": True, "device": str(device.id)})
    terminal.say(f"{device.name} ({device.prefix}) follows this company no longer.")
    return 0


# On a device's book


def join_company(options: Options, terminal: Terminal) -> int:
    """`sync join`: makes the book named by --book; after a broken connection the same line goes on."""
    from rayafin_desktop.engine.database import is_server_location
    from rayafin_desktop.sync.going_on import join_or_go_on
    from rayafin_desktop.sync.http import HttpLine

    location = book_location(options)
    if is_server_location(location):
        raise WrongUsage("sync.only_files", {"location": location})
    path = Path(location)
    line = HttpLine(options.url)
    try:
        joined = join_or_go_on(
            line,
            options.code,
            options.name,
            path,
            progress=lambda here, whole: terminal.progress(here, whole, "company"),
        )
    finally:
        line.close()
    if terminal.as_json:
        terminal.json({"ok": True, "book": str(path), "server": line.server, "prefix": joined.prefix})
    else:
        terminal.line(f"{path} follows {line.server}; its numbers begin with {joined.prefix}.")
    return 0


def sync_book(options: Options, terminal: Terminal) -> int:
    """`sync`: every company of the book that follows a server; `--once` ends after the first time."""
    import time

    from rayafin_desktop.base.errors import Offline

    with opened(options) as app, _clients(app, options) as clients:
        while True:
            for _, client in clients:
                try:
                    _told(client.sync(), client.status(), terminal)
                except Offline as offline:
                    if options.once:
                        raise
                    terminal.say("\n".join(app.sentences(offline)))
            if options.once:
                return 0
            time.sleep(_EVERY_MINUTES * 60)


def show_status(options: Options, terminal: Terminal) -> int:
    """`sync status`: what this book knows; a book that follows no server says so."""
    with opened(options) as app, _clients(app, options) as clients:
        rows = [(code, client.status()) for code, client in clients]
    if terminal.as_json:
        terminal.json([{"company": code, **dataclasses.asdict(status)} for code, status in rows])
        return 0
    for code, status in rows:
        done = "never" if status.done_at is None else status.done_at.isoformat(sep=" ", timespec="seconds")
        for label, value in (
            ("company", code),
            ("server", status.server),
            ("device", f"{status.device_name} ({status.prefix})"),
            ("last synced", done),
            ("stands at change", str(status.change_n)),
            ("waiting to be sent", str(status.waiting)),
            ("need a decision", str(status.open_exceptions)),
        ):
            terminal.line(f"{label + ':':<20} {value}")
    return 0


def compare_books(options: Options, terminal: Terminal) -> int:
    """`sync compare`: 0 when equal, 1 with the tables and rows that differ."""
    code = 0
    with opened(options) as app, _clients(app, options) as clients:
        for company, client in clients:
            found = client.compare()
            code = code if found.is_equal else 1
            if terminal.as_json:
                terminal.json(
                    {
                        "company": company,
                        "equal": found.is_equal,
                        "change": found.change_n,
                        "differing": {name: list(units) for name, units in found.differing.items()},
                    }
                )
            elif found.is_equal:
                terminal.line(f"{company}: equal to the server's book at change {found.change_n}")
            else:
                terminal.line(f"{company}: differs from the server's book at change {found.change_n}")
                rows = [[name, str(len(units))] for name, units in sorted(found.differing.items())]
                terminal.table(["table", "rows"], rows, [False, True])
    return code


@contextmanager
def _clients(app: App, options: Options) -> Iterator[list[tuple[str, SyncClient]]]:
    """A client for each company of the book that follows a server, or for the one asked for."""
    from rayafin_desktop.base.errors import Problem, RuleBroken
    from rayafin_desktop.engine.permissions import the_book
    from rayafin_desktop.engine.sharing import Part
    from rayafin_desktop.features.companies.model import Company
    from rayafin_desktop.features.devices.queries import sharing_state
    from rayafin_desktop.sync.client import SyncClient
    from rayafin_desktop.sync.http import HttpLine
    from rayafin_desktop.sync.tokens import TokenFile

    found, lines = list[tuple[str, SyncClient]](), list[HttpLine]()
    with app.read(the_book()) as read:
        companies = [(one.key, one.code) for one in read.all(Company)]
    for key, code in companies:
        with app.read(the_book(key)) as read:
            state = sharing_state(read)
        is_wanted = not options.company or options.company.casefold() == code.casefold()
        if state.part is Part.DEVICE and is_wanted and app.database.path is not None:
            lines.append(HttpLine(state.server))
            found.append((code, SyncClient(app, key, lines[-1], TokenFile(app.database.path))))
    if not found:
        raise RuleBroken([Problem("sync.not_a_device", "company")])
    try:
        yield found
    finally:
        for line in lines:
            line.close()


def _told(report: SyncReport, status: SyncStatus, terminal: Terminal) -> None:
    if terminal.as_json:
        terminal.json({"ok": True, **dataclasses.asdict(report)}, indent=None)
        return
    terminal.line(
        f"{report.sent} sent, {report.received} received; at change {report.change_n}"
        + (f"; {report.adjusted} done differently" if report.adjusted else "")
        + (f"; {report.refused} not done" if report.refused else "")
        + (f"; {status.open_exceptions} need a decision" if status.open_exceptions else "")
    )
    if report.differing:
        terminal.say(
            f"These tables differ from the server's: {', '.join(report.differing)}. Run sync compare."
        )
