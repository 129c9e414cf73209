"""What sharing costs: operations sent and confirmed, and the server beside bare endpoints.

Run as a program it is the bare server: `... shared FLOOR` answers a page and takes an invoice with nothing
but the driver's rows behind it.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx

from rayafin_desktop.application import create_book, open_book
from rayafin_desktop.features.access.sign_in import actor_for
from rayafin_desktop.features.devices.commands import InviteDevice
from rayafin_desktop.sync.authority import Authority
from rayafin_desktop.sync.client import SyncClient
from rayafin_desktop.sync.direct import DirectLine
from rayafin_desktop.sync.joining import join
from rayafin_desktop.sync.tokens import TokenFile

from .figures import Figure
from .floor import sqlite_floor
from .office import CLOCK, Office, found_office
from .sign_in_words import EMAIL, PASSWORD
from .timing import elapsed, in_turns, median
from .workload import sales

OPERATIONS = 1_000  # at most; fewer where the run is small
_PAGE = 100
# With an invoice: its lines, its entry and the entry's legs, copied from the first one.
_LINES = (
    "INSERT INTO invoice_line SELECT NULL, :id, line_no, description, quantity, price, rate, net "
    "FROM invoice_line WHERE invoice_id = 1"
)
_ENTRY = "INSERT INTO entry SELECT NULL, posted_on, kind, :id FROM entry WHERE id = 1"
_LEGS = (
    "INSERT INTO leg SELECT NULL, (SELECT max(id) FROM entry), account_id, customer_id, posted_on, amount "
    "FROM leg WHERE entry_id = 1"
)
_COPIED = (_LINES, _ENTRY, _LEGS)
_READS, _POSTS, _CROWD = 60, 40, 500


def confirmed(folder: Path, count: int) -> Iterator[Figure]:
    """Invoices posted on a device, then sent, carried out on the server and put in their place."""
    operations = min(count, OPERATIONS)
    server = create_book(folder / "shared.rayafin")
    office = found_office(server)
    owner = office.owner
    if owner.user_id is None:
        raise TypeError("the owner of a bench is a person")
    to_server = DirectLine(Authority(server))
    code = server.execute(InviteDevice(user_id=owner.user_id), owner).result.code
    path = folder / "device.rayafin"
    joined = join(to_server, code, "Bench", path)
    book = open_book(path)
    device = Office(
        book, actor_for(book, owner.user_id, joined.company_key), office.parties, office.tax_codes
    )
    client = SyncClient(book, joined.company_key, to_server, TokenFile(path))
    commands = [device.issuing(sale) for sale in sales(operations)]
    locally = elapsed(lambda: [device.post(command) for command in commands])
    synced = elapsed(client.sync)
    yield Figure(
        name="operations sent and confirmed",
        value=operations / synced * 1000,
        unit="/s",
        floor=operations / locally * 1000,
        goal=2,
        more_is_better=True,
    )
    yield Figure(name="a sync with nothing new", value=elapsed(client.sync), unit="ms")
    book.close()
    server.close()


def served(folder: Path) -> Iterator[Figure]:
    """A page read and an invoice posted over HTTP, beside a bare endpoint that runs the same SQL."""
    path = folder / "served.rayafin"
    app = create_book(path, clock=CLOCK)
    office = found_office(app)
    for sale in sales(2 * _PAGE):
        office.post(office.issuing(sale))
    posts = [_body(office, sale) for sale in sales(_POSTS)]
    app.close()
    bare = folder / "served-floor.db"
    floor = sqlite_floor(bare)
    for sale in sales(2 * _PAGE):
        floor.write(floor.rows_of([sale]))
    floor.close()
    program = [sys.executable, "-m", "rayafin_desktop"]
    ours = [*program, "serve", "--book", str(path), "--port", "0", "--json"]
    theirs = [sys.executable, "-m", "rayafin_desktop.cli.bench.shared", str(bare)]
    with _process(ours) as url, _process(theirs) as bare_url:
        client, plain = httpx.Client(base_url=url, trust_env=False), httpx.Client(base_url=bare_url)
        with client, plain:
            client.headers["Authorization"] = f"Bearer {_token(client)}"
            yield from _pairs(client, plain, posts)
            yield _crowd(url, client.headers["Authorization"])


def _pairs(client: httpx.Client, plain: httpx.Client, posts: list[dict[str, Any]]) -> Iterator[Figure]:
    def read(one: httpx.Client, address: str) -> Callable[[], object]:
        return lambda: one.get(address).raise_for_status()

    def post(body: dict[str, Any]) -> Callable[[], object]:
        return lambda: client.post("/api/v1/invoices", json=body).raise_for_status()

    page = f"/api/v1/invoices?limit={_PAGE}"
    ours, bare = in_turns([(read(client, page), read(plain, "/page"))] * _READS)
    yield Figure(
        name="server, a page of invoices", value=median(ours.wall), unit="ms", floor=median(bare.wall), goal=3
    )
    take = [(post(body), lambda: plain.post("/invoice", json={}).raise_for_status()) for body in posts]
    ours, bare = in_turns(take)
    yield Figure(
        name="server, an invoice posted", value=median(ours.wall), unit="ms", floor=median(bare.wall), goal=6
    )


def _crowd(url: str, authorization: str) -> Figure:
    """So many clients at once, each with a connection of its own; how many were not answered."""

    def ask(_: int) -> bool:
        with suppress(httpx.HTTPError), httpx.Client(base_url=url, timeout=60, trust_env=False) as one:
            answer = one.get("/api/v1/invoices?limit=10", headers={"Authorization": authorization})
            return answer.status_code in (200, 429)
        return False

    with concurrent.futures.ThreadPoolExecutor(_CROWD) as pool:
        answered = sum(pool.map(ask, range(_CROWD)))
    return Figure(
        name=f"server, {_CROWD} at once, not answered", value=float(_CROWD - answered), unit="", goal=0
    )


def _token(client: httpx.Client) -> str:
    answer = client.post("/api/v1/auth/token", json={"email": EMAIL, "password": PASSWORD})
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def _body(office: Office, sale: Any) -> dict[str, Any]:
    from rayafin_desktop.engine.commands import adapter
    from rayafin_desktop.features.billing.posting import IssueInvoice

    body: dict[str, Any] = adapter(IssueInvoice).dump_python(
        office.issuing(sale), mode="json", exclude_defaults=True
    )
    return body


@contextmanager
def _process(command: list[str]) -> Iterator[str]:
    """A server in a process of its own; answers its address once it listens."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ.copy()
    )
    try:
        said = process.stdout.readline() if process.stdout else ""
        yield json.loads(said)["url"]
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def bare_server(path: Path) -> None:
    """Serve a floor with nothing of ours: one read, one write."""
    import uvicorn
    from fastapi import FastAPI

    api = FastAPI()
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    [(most,)] = connection.execute("SELECT max(id) FROM invoice").fetchall()
    at = [int(most)]

    @api.get("/page")
    def page() -> list[dict[str, Any]]:
        cursor = connection.execute(
            "SELECT i.*, c.name FROM invoice i JOIN customer c ON c.id = i.customer_id "
            "ORDER BY i.issued_on DESC, i.id DESC LIMIT ?",
            (_PAGE,),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    @api.post("/invoice")
    def invoice() -> dict[str, int]:
        connection.execute("BEGIN IMMEDIATE")
        at[0] += 1
        connection.execute(
            "INSERT INTO invoice SELECT ?, 'B-' || ?, customer_id, issued_on, due_on, net, tax, gross, 0 "
            "FROM invoice WHERE id = 1",
            (at[0], at[0]),
        )
        for copied in _COPIED:
            connection.execute(copied, {"id": at[0]})
        connection.execute("COMMIT")
        return {"id": at[0]}

    server = uvicorn.Server(uvicorn.Config(api, host="127.0.0.1", port=0, log_level="error", lifespan="off"))

    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
        server.run(sockets=[listener])


if __name__ == "__main__":
    bare_server(Path(sys.argv[1]))
